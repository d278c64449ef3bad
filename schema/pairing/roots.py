"""The root field `rePairing`: arguments in, one statement, pure judgement, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface.made import argument, field
from schema import asking
from schema.pairing.answers import RePairing
from schema.pairing.best import best
from schema.pairing.facts import street_pairs_from
from schema.pairing.statement import PAIRING
from schema.pairing.statement import parameters as needed
from schema.pairing.wording import re_pairing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_POSSIBLE = 4_000
"""Units times communities that are weighed against each other in one answer."""
MOST_CHANGES = 200


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    street: str
    most: int
    keep: bool
    as_of: datetime

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.street, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    return Asked(
        arguments["street"], asking.size(arguments, "mostChanges", 0, MOST_CHANGES), arguments["keepInTerm"], asking.as_of(arguments)
    )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked) -> RePairing | None:
    if not rows:
        return None
    street = street_pairs_from(rows[0])
    possible = len(street.units) * len(street.communities)
    if possible > MOST_POSSIBLE:
        raise Refusal(
            "TOO_MANY_PAIRS", argument="street",
            zh=f"该街道有 {possible} 种可能的结对，一次最多权衡 {MOST_POSSIBLE} 种。请拆分街道或减少参与的单位。",
            en=f"{possible} pairs are possible in this street, and one answer weighs {MOST_POSSIBLE} at most. Take fewer units or communities.",
        )  # fmt: skip
    found = best(street, asked.most, keep_in_term=asked.keep)
    return re_pairing(street, found, asked.as_of, rows[0]["streetNode"])


QUESTIONS = (
    Question(
        name="rePairing", cypher=PAIRING, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            "RePairing.street": "s", "PairingHealth.unit": "u", "PairingHealth.community": "c", "PairingChange.unit": "u",
            "PairingChange.fromCommunity": "c", "PairingChange.toCommunity": "c", "PairingCoverage.community": "c",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "rePairing",
            RePairing | None,
            "How a street's pairings do, and the pairing of its units and communities that meets most of what communities asked for, balanced, with few changes; proven; null if there is no such street. "
            "街道结对状况（无活动、供需错位、无结对社区），以及在均衡、少改的前提下最能满足社区需求的结对方案（附证明）；无此街道则为空。",
            args=[
                argument("street", strawberry.ID, "Id of the street. 街道标识。"),
                argument("mostChanges", int, f"So many pairs change at most, 0–{MOST_CHANGES}. 最多调整多少对，0–{MOST_CHANGES}。", 5),
                argument("keepInTerm", bool, "Whether agreements with a term that is not over stay. 在期协议是否保持不变。", True),
                argument("asOf", datetime | None, "As things stood then; now unless said. 以此刻的情况为准，默认当前。"),
            ],
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
