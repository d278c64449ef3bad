"""What somebody asks for, offers or books, as it stands in an input: read, and made into promises to be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import Refused, wrong
from graph.inputs import INPUT
from graph.surface.made import field
from schema.commitments import CommitmentRole
from schema.instants import BEIJING
from schema.measures import measure_from, promised
from schema.recurrence import times
from schema.windows import window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Occasion, UserError
    from schema.measures import Measure

MOST_OCCURRENCES = 62
"""Promises that one wish for a need that recurs may become: two months of days."""
WITHIN = timedelta(days=366)
"""How long after the first the last of them may be: as far as is looked for what is taken."""
ANSWER_WITHIN = timedelta(hours=24)
"""How long a unit has to answer unless said."""
LONGEST_ANSWER = timedelta(days=30)


@dataclass(frozen=True)
class Wanted:
    """One wish of an input, as far as it can be read by itself; `path` says where it stands.

    quantity: micro-units of `measure` (an id), of the resource's own where that is None.
    """

    path: tuple[str, ...]
    resource: str | None
    unit: str | None
    quantity: int
    measure: str | None
    start: datetime | None
    end: datetime | None
    role: CommitmentRole
    worker: str | None


def fields(*, unit: bool) -> list[Any]:
    """The members by which an input says a wish."""
    said = [
        field("resource", strawberry.ID | None if unit else strawberry.ID, "Id of the resource. 资源标识。"),
        field("quantity", float, "How much. 数量。"),
        field("measure", strawberry.ID | None, "Id of the unit of measure; that of the resource unless said. 计量单位标识，默认为资源的计量单位。"),
        field("startAt", datetime | None, "When it begins; with the need's window unless said. 开始时间（含），默认为需求时段。"),
        field("endAt", datetime | None, "When it ends; not part of it. 结束时间（不含）。"),
        field("role", CommitmentRole | None, "What the unit is among those that support; SUPPORT unless said. 承诺角色，默认协办。"),
        field("handledBy", strawberry.ID | None, "Id of the person who will handle it. 经办人标识。"),
    ]  # fmt: skip
    if unit:
        said.insert(1, field("unit", strawberry.ID | None, "Id of the unit, where no resource is named. 单位标识（未指定资源时填写）。"))  # fmt: skip
    return said


def read(said: Mapping[str, Any], path: tuple[str, ...] = ()) -> Wanted | Refused:
    """A wish, or what is wrong with it by itself."""
    errors: list[UserError] = []
    quantity = promised(said["quantity"])
    if quantity is None:
        errors += wrong(
            "OUT_OF_BOUNDS", field=(INPUT, *path, "quantity"), allowed=("> 0",), zh="数量须为大于 0 的有限数。", en="A quantity is a finite number above 0.",
        ).errors  # fmt: skip
    resource, unit = said.get("resource"), said.get("unit")
    if (resource is None) == (unit is None):
        errors += wrong(
            "RESOURCE_OR_UNIT", field=(INPUT, *path, "resource"), zh="请填写资源或单位，二者填一。", en="Name a resource or a unit, one of them.",
        ).errors  # fmt: skip
    start, end = said.get("startAt"), said.get("endAt")
    for bad in window_refusals("startAt", start, "endAt", end):
        code = "ENDS_BEFORE_IT_STARTS" if bad.code == "WINDOW" else "PERIOD_WRONG"
        errors += wrong(
            code, field=(INPUT, *path, bad.field), zh=f"{bad.zh}{bad.cure_zh}", en=f"{bad.en} {bad.cure_en}",
        ).errors  # fmt: skip
    if errors:
        return Refused(tuple(errors))
    return Wanted(
        path, resource, unit, quantity or 0, said.get("measure"), _local(start), _local(end),
        said.get("role") or CommitmentRole.SUPPORT, said.get("handledBy"),
    )  # fmt: skip


def _local(at: datetime | None) -> datetime | None:
    return None if at is None else at.astimezone(BEIJING)


def answer_by(said: Mapping[str, Any], start: datetime, occasion: Occasion) -> datetime | Refused:
    """By when a unit must answer: what is said, else a day from now, and before it begins where that is still to come."""
    now = occasion.now.astimezone(BEIJING)
    given = said.get("respondBy")
    if given is None:
        latest = now + ANSWER_WITHIN
        return min(latest, start) if start > now else latest
    if not now < given <= now + LONGEST_ANSWER:
        return wrong(
            "UNTIL_OUT_OF_RANGE", field=(INPUT, "respondBy"),
            allowed=(f"{now.isoformat(timespec='seconds')}/P{LONGEST_ANSWER.days}D",),
            zh=f"答复期限须在此刻之后、{LONGEST_ANSWER.days} 天之内。",
            en=f"The time to answer is within {LONGEST_ANSWER.days} days from now.",
        )  # fmt: skip
    given = given.astimezone(BEIJING)
    return min(given, start) if start > now else given


def occurrences(wish: Wanted, need: Mapping[str, Any]) -> list[tuple[datetime, datetime]] | Refused:
    """The periods that a wish is about: its own, or the need's, each time that the need recurs."""
    if wish.start is not None and wish.end is not None:
        return [(wish.start, wish.end)]
    start, end = need["windowStart"], need["windowEnd"]
    if start is None or end is None:
        return wrong(
            "PERIOD_NEEDED", field=(INPUT, *wish.path, "startAt"), zh="需求没有时段，请填写开始和结束时间。",
            en="The need has no window; say when the support begins and ends.",
        )  # fmt: skip
    start, end = (at.to_native() if hasattr(at, "to_native") else at for at in (start, end))
    if odd := window_refusals("startAt", start, "endAt", end):
        return wrong(
            "PERIOD_WRONG", field=(INPUT, *wish.path, "startAt"), zh=f"需求的时段：{odd[0].zh}{odd[0].cure_zh}",
            en=f"The window of the need: {odd[0].en} {odd[0].cure_en}",
        )  # fmt: skip
    if not need["recurrence"]:
        return [(start, end)]
    found = times(need["recurrence"], start, MOST_OCCURRENCES)
    if found is None or len(found) > MOST_OCCURRENCES or found[-1] - start > WITHIN:
        return wrong(
            "TOO_MANY_OCCURRENCES", field=(INPUT, *wish.path, "startAt"), allowed=(f"1–{MOST_OCCURRENCES}",),
            zh=f"该需求的重复规则没有结束，或超过 {MOST_OCCURRENCES} 次；请填写一次的开始和结束时间，分次预约。",
            en=f"The need recurs without end, or more than {MOST_OCCURRENCES} times; say one start and end, and book part by part.",
        )  # fmt: skip
    return [(at, at + (end - start)) for at in found]


def measure_of(wish: Wanted, measures: Sequence[Mapping[str, Any]]) -> Measure | Refused | None:
    """The measure that a wish names; none where it names none."""
    if wish.measure is None:
        return None
    said = next((m for m in measures if m["id"] == wish.measure), None)
    if said is None:
        return wrong(
            "UNKNOWN_REFERENCE", field=(INPUT, *wish.path, "measure"), zh="没有这个标识的计量单位，请先查询可用的标识。",
            en="There is no unit of measure with this id; look up the ids that exist first.",
        )  # fmt: skip
    return measure_from(said)
