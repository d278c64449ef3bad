"""The root field `unitLeaving`: arguments in, one statement, pure judgement, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.instants import BEIJING, instant
from schema.leaving.answers import UnitLeaving
from schema.leaving.facts import leaving_from
from schema.leaving.losses import losses
from schema.leaving.statement import UNIT_LEAVING, parameters
from schema.leaving.wording import told
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.supporters.answers import MOST_BEST
from schema.supporters.roots import SLOTS, as_if, check_size, policy
from schema.windows import YEARS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """A question as it was put."""

    unit: str
    day: date
    as_of: datetime
    place: str | None = None
    first: int = 20
    best: int = 3
    scenario: Scenario = NOTHING

    @property
    def leaving(self) -> datetime:
        """The instant from which on the unit is gone: never one that is past."""
        return max(datetime.combine(self.day, time(), BEIJING), self.as_of)

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return parameters(
            self.as_of,
            self.leaving,
            self.day,
            unit=self.unit,
            place=self.place,
            joining=joining(self.scenario),
        )


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    check_size("first", arguments["first"], MAX_PAGE)
    check_size("best", arguments["best"], MOST_BEST)
    as_of = arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0)
    today = as_of.astimezone(BEIJING).date()
    day = arguments.get("on") or today
    if day < today:
        raise Refusal(
            "DAY_IS_PAST", argument="on",
            zh=f"日期 {day} 已过。请填写 {today} 或以后的日期，或另设 asOf。", en=f"{day} is past. Give {today} or a later day, or another asOf.",
        )  # fmt: skip
    if day.year not in YEARS:
        raise Refusal(
            "YEAR", argument="on",
            zh=f"年份 {day.year} 超出范围。可用年份为 {YEARS[0]} 至 {YEARS[-1]}。", en=f"The year {day.year} is out of range. Years from {YEARS[0]} to {YEARS[-1]} can be used.",
        )  # fmt: skip
    return Asked(
        unit=arguments["unit"], day=day, as_of=as_of, place=arguments.get("place"), first=arguments["first"], best=arguments["best"],
        scenario=read(arguments.get("scenario")),
    )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked) -> UnitLeaving | None:
    if not rows:
        return None
    row, now = rows[0], instant(asked.as_of)
    if asked.place is not None and row["place"] is None:
        raise Refusal(
            "UNKNOWN", argument="place",
            zh=f"没有标识为“{asked.place}”的地域。请先查询可用的标识。", en=f'There is no place with the id "{asked.place}". Look up the ids that exist first.',
        )  # fmt: skip
    row = as_if(row, asked.scenario)
    leaving, rule = leaving_from(row), asked.scenario.ranked(policy())
    found = losses(leaving, instant(asked.leaving), now, rule)
    return told(row, leaving, found, asked.day, now, asked.first, asked.best)


QUESTIONS = (
    Question(
        name="unitLeaving", cypher=UNIT_LEAVING, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            **SLOTS, "UnitLeaving.unit": "z", "LeavingPromise.commitment": "d", "LeavingPromise.need": "n", "UnitLeaving.unanswered": "d",
            "LeavingNeed.need": "n", "LeavingRole.role": "t", "LeavingTie.agreement": "g", "LeavingTie.alliance": "l",
            "LeavingResource.resource": "o", "LeavingResource.kits": "k",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "unitLeaving",
            UnitLeaving | None,
            "What breaks if a unit leaves on a day: promises, open needs that fall below what could be covered, resources and kits, agreements, alliances and posts, and who could step in; null if there is no such unit. "
            "某单位若于某日离开，哪些会落空：承诺、覆盖下降的待认领需求、资源与组合资源、协议、共建组织和任职，以及谁可接替；无此单位则为空。",
            args=[
                argument("unit", strawberry.ID, "Id of the unit. 单位标识。"),
                argument("on", date | None, "The first day without it; today unless said. 离开日期，默认今天。"),
                argument("place", strawberry.ID | None, "Only promises and needs of this place and everywhere below it. 仅看该地域及其下级的承诺和需求。"),
                argument("first", int, f"So many open needs, at most {MAX_PAGE}. 列出多少件待认领需求，最多{MAX_PAGE}件。", 20),
                argument("best", int, f"So many units for each, at most {MOST_BEST}. 每件列出多少个单位，最多{MOST_BEST}个。", 3),
                argument("asOf", datetime | None, "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。"),
                SCENARIO,
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["needs"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
