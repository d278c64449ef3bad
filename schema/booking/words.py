"""The reasons against a wish in Chinese and English, with their figures and what would be possible instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schema.capacity import ResourceStatus
from schema.instants import DAY, MINUTE, moment
from schema.measures import figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.instants import Window
    from schema.measures import Measure

# What belongs together in two languages stands on one line: kept out of the formatter's hands.
# fmt: off

NAMED = 3
"""Commitments that a sentence names; the rest are counted."""


class Said(NamedTuple):
    """One sentence or two in both languages."""

    zh: str
    en: str


_STATUS = {
    ResourceStatus.INACTIVE: Said("停用", "not offered at present"),
    ResourceStatus.DEFUNCT: Said("已注销", "defunct"),
    ResourceStatus.TEMPORARILY_CLOSED: Said("临时关闭", "temporarily closed"),
}


def ends_before_it_starts() -> Said:
    """No period."""
    return Said("结束不晚于开始。请使结束时间晚于开始时间。", "It ends before it begins. Let the end be later than the start.")


def nothing_wanted() -> Said:
    """No quantity."""
    return Said("数量须大于 0。", "The quantity has to be above 0.")


def not_whole(amount: int, measure: Measure) -> Said:
    """Half a person."""
    return Said(f"{measure.name}只能是整数，不能是 {figure(amount)}。", f"{measure.name_en} takes whole numbers, not {figure(amount)}.")


def inactive(status: ResourceStatus) -> Said:
    """It cannot be asked for."""
    zh, en = _STATUS[status]
    return Said(f"资源（或其组成部分）{zh}，请改选其他资源。", f"The resource, or a part of it, is {en}; choose another one.")


def not_in_use(since: int | None, until: int | None) -> Said:
    """Outside its first and last day; `until` is the midnight after the last."""
    zh, en = [], []
    if since is not None:
        zh.append(f"{_day(since)}起")
        en.append(f"from {_day(since)}")
    if until is not None:
        zh.append(f"至 {_day(until - DAY)} 止")
        en.append(f"until {_day(until - DAY)}")
    return Said(f"该时段不在资源的起用期内（{''.join(zh)}）。", f"The period is outside the time for which it is offered ({' '.join(en)}).")


def past(*, ended: bool) -> Said:
    """It cannot be promised any more."""
    if ended:
        return Said("该时段已经过去。", "The period is over.")
    return Said("该时段已经开始。", "The period has begun already.")


def too_short_notice(lead: int, earliest: int) -> Said:
    """How much notice it takes."""
    minutes = lead // MINUTE
    return Said(f"须提前 {minutes} 分钟，最早可从 {_clock(earliest)} 开始。", f"It takes {minutes} minutes of notice: {_clock(earliest)} at the earliest.")


def too_short(minutes: int) -> Said:
    """Shorter than the shortest use."""
    return Said(f"单次使用至少 {minutes} 分钟。", f"It is not had for less than {minutes} minutes.")


def too_long(minutes: int) -> Said:
    """Longer than the longest use."""
    return Said(f"单次使用至多 {minutes} 分钟。", f"It is not had for more than {minutes} minutes.")


def closed() -> Said:
    """Outside its hours, or on a day on which it is closed."""
    return Said("该时段不全在开放时间内。", "It is not open over the whole period.")


def inconvertible(given: Measure | None, own: Measure | None) -> Said:
    """Two measures of which one is never the other."""
    if given is None or own is None:
        return Said("无法确定资源的计量单位。", "It cannot be told what the resource is counted in.")
    return Said(
        f"资源按{own.name}计，不能由{given.name}换算；请按{own.name}填写数量。",
        f"It is counted in {own.name_en}, into which {given.name_en} does not convert; give the quantity in {own.name_en}.",
    )


def too_large(amount: int, ceiling: int, measure: Measure | None) -> Said:
    """More than there ever is."""
    zh, en = _of(measure)
    return Said(f"要 {figure(amount)}{zh}，而最多只有 {figure(ceiling)}{zh}。", f"{figure(amount)}{en} is more than there ever is: {figure(ceiling)}{en}.")


def taken(amount: int, left: int, measure: Measure | None) -> Said:
    """Somebody else has it."""
    zh, en = _of(measure)
    return Said(f"该时段要 {figure(amount)}{zh}，余 {figure(left)}{zh}。", f"{figure(amount)}{en} is wanted and {figure(left)}{en} is free in the period.")


def person_booked() -> Said:
    """Whoever would handle it is elsewhere."""
    return Said("经办人在该时段已有其他承诺。", "Whoever is to handle it is promised elsewhere at that time.")


def naming(said: Said, shown: Sequence[str], hidden: int, *, own: bool) -> Said:
    """The same, with what is in the way: ids of commitments, how many more, and whether others of the same act are."""
    zh, en = [], []
    if shown:
        zh.append("、".join(shown[:NAMED]))
        en.append(", ".join(shown[:NAMED]))
    if others := hidden + max(len(shown) - NAMED, 0):
        zh.append(f"{'另有 ' if shown else ''}{others} 项承诺")
        en.append(f"{others} other commitments" if others > 1 else "another commitment")
    if own:
        zh.append("本次操作中的另一项")
        en.append("another part of this very act")
    return Said(f"{said.zh}与之冲突的：{'；'.join(zh)}。", f"{said.en} In the way: {'; '.join(en)}.") if zh else said


def instead(said: Said, windows: Sequence[Window]) -> Said:
    """The same, with when it would be possible."""
    if not windows:
        return Said(f"{said.zh}14 天内没有可用时段。", f"{said.en} There is no free period within 14 days.")
    listed = [f"{_clock(w.start)}–{_clock(w.end)}" for w in windows]
    return Said(f"{said.zh}可改为 {'、'.join(listed)}。", f"{said.en} Possible: {', '.join(listed)}.")


def _of(measure: Measure | None) -> Said:
    return Said(f" {measure.name}", f" {measure.name_en}") if measure else Said("", "")


def _clock(at: int) -> str:
    return f"{moment(at):%Y-%m-%d %H:%M}"


def _day(at: int) -> str:
    return f"{moment(at):%Y-%m-%d}"
