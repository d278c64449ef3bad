"""The root field `bestNextPartner`: arguments in, one statement, pure judgement, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.questions import Question
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.instants import instant
from schema.recruiting.answers import BestNextPartner
from schema.recruiting.facts import recruiting_from
from schema.recruiting.recruits import recruiting
from schema.recruiting.statement import MOST_NEEDS, RECRUITING, parameters
from schema.recruiting.wording import told
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.supporters.answers import MOST_BEST
from schema.supporters.roots import as_if, check_size, policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """A question as it was put."""

    place: str
    as_of: datetime
    best: int = 5
    scenario: Scenario = NOTHING

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return parameters(self.as_of, self.place, joining(self.scenario))


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    check_size("best", arguments["best"], MOST_BEST)
    return Asked(
        place=arguments["place"], as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        best=arguments["best"], scenario=read(arguments.get("scenario")),
    )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked) -> BestNextPartner | None:
    if not rows:
        return None
    now, rule = instant(asked.as_of), asked.scenario.ranked(policy())
    facts = recruiting_from(as_if(rows[0], asked.scenario))
    return told(facts, recruiting(facts, asked.best, now, rule), now)


QUESTIONS = (
    Question(
        name="bestNextPartner", cypher=RECRUITING, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            "BestNextPartner.place": "q", "NextPartner.unit": "u", "NextPartner.capability": "k", "NextPartner.place": "p",
            "NextPartner.needs": "n", "NextPartner.helps": "n",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "bestNextPartner",
            BestNextPartner | None,
            f"Which new partner would close most of the needs that stay open at a place and everywhere below it, of the {MOST_NEEDS} most urgent: a unit of the district that is none yet, or a capability that somebody would have to bring; null if there is no such place. "
            f"新增哪个共建单位最能解决某地域及其下级未满足的需求（最急的{MOST_NEEDS}件）：本区县尚非共建单位者，或须有人补上的能力；无此地域则为空。",
            args=[
                argument("place", strawberry.ID, "Id of the place, such as a street. 地域标识，如某街道。"),
                argument("best", int, f"So many units and so many capabilities, at most {MOST_BEST}. 单位和能力各列出多少个，最多{MOST_BEST}个。", 5),
                argument("asOf", datetime | None, "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。"),
                SCENARIO,
            ],
            size=ListSize(assumed_size=5, slicing_arguments=["best"], sized_fields=["units", "capabilities"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
