"""The root fields `combinations` and `combinationsFor`: arguments in, the statement of `supporters`, a pure search, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.combinations.answers import MOST_SHOWN, MOST_TOGETHER, CombinationAnswer
from schema.combinations.search import found
from schema.combinations.wording import Told
from schema.instants import instant
from schema.scenario import SCENARIO
from schema.supporters.question import SupportQuestion
from schema.supporters.roots import AS_OF, Asking, as_if, policy, prepared, refuse_unknown
from schema.supporters.rows import facts_from
from schema.supporters.statement import SUPPORTERS, SUPPORTERS_FOR
from schema.supporters.stock import Stock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from strawberry.types.field import StrawberryField

SLOTS = {
    "CombinationMember.unit": "u",
    "ResourceUse.resource": "r",
    "CombinationAnswer.place": "p",
    "CombinationAnswer.street": "s",
}


@dataclass(frozen=True)
class Combining:
    """A question as it was put."""

    asking: Asking
    most: int
    best: int

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return self.asking.parameters()


def _prepare(arguments: Mapping[str, Any]) -> Combining:
    most, best = arguments["mostUnits"], arguments["best"]
    if not 1 <= most <= MOST_TOGETHER:
        raise Refusal(
            "MOST_UNITS", argument="mostUnits",
            zh=f"mostUnits 须在 1 到 {MOST_TOGETHER} 之间，收到 {most}。", en=f"mostUnits is 1 to {MOST_TOGETHER}, not {most}.",
        )  # fmt: skip
    if not 0 <= best <= MOST_SHOWN:
        raise Refusal(
            "PAGE_SIZE", argument="best",
            zh=f"best 须在 0 到 {MOST_SHOWN} 之间，收到 {best}。", en=f"best is 0 to {MOST_SHOWN}, not {best}.",
        )  # fmt: skip
    return Combining(prepared({**arguments, "first": None}), most, best)


def _answer(rows: Sequence[Any], asked: Combining) -> CombinationAnswer | None:
    if not rows:
        return None
    asking = asked.asking
    refuse_unknown(rows[0], asking)
    facts = facts_from(as_if(rows[0], asking.scenario))
    stock = Stock(facts.places, facts.units, instant(asking.as_of))
    rule = asking.scenario.ranked(policy())
    said = found(facts.need, stock, rule, asked.most, asked.best)
    return Told(said, asked.most, facts.place_node, facts.street_node)


def _field(name: str, en: str, zh: str, first: Any) -> StrawberryField:
    return field(
        name,
        CombinationAnswer | None,
        f"{en} {zh}",
        args=[
            first,
            argument("mostUnits", int, f"Sets of so many units at most, 1–{MOST_TOGETHER}. 最多几家联合，1–{MOST_TOGETHER}。", 4),
            argument("best", int, f"So many sets, 0–{MOST_SHOWN}. 列出多少种方案，0–{MOST_SHOWN}。", 5),
            AS_OF,
            SCENARIO,
        ],
        size=ListSize(assumed_size=5, slicing_arguments=["best"], sized_fields=["combinations"]),
    )  # fmt: skip


def _question(name: str, cypher: str, made: StrawberryField) -> Question:
    return Question(
        name=name, cypher=cypher, prepare=_prepare, parameters=Combining.parameters, answer=_answer, slots=SLOTS,
        act="ASK_SUPPORT", field=made,
    )  # fmt: skip


QUESTIONS = (
    _question("combinations", SUPPORTERS, _field(
        "combinations",
        "The smallest sets of units that can meet this need together, and why no fewer can; null if there is no such need. "
        "A resource is divided among what the need takes, never counted twice; so a unit that `supporters` says can may still need a partner here.",
        "最少需要几家单位联合才能满足该需求、有哪些方案、为何更少不行；无此需求则为空。同一资源只在各项能力间分配，不重复计算。",
        argument("need", strawberry.ID, "Id of the need. 需求标识。"),
    )),
    _question("combinationsFor", SUPPORTERS_FOR, _field(
        "combinationsFor",
        "The same for a need that is not written down yet.",
        "对尚未登记的需求提同样的问题。",
        argument("question", SupportQuestion, "The need. 需求。"),
    )),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
