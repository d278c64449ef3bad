"""Rules over several properties of one node that more than one topic needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.kinds import Rule, Unreadable

if TYPE_CHECKING:
    from datetime import date


def later(start: str, end: str, *, same_day: bool = False) -> Rule:
    """The half-open period `[start, end)` is not empty; either end may be open.

    same_day: the end is a day that still counts, so it may equal the start.
    """

    def check(first: date | None, last: date | None) -> Unreadable | None:
        if first is None or last is None or last > first or (same_day and last == first):
            return None
        return Unreadable(
            "ENDS_BEFORE_IT_STARTS",
            zh=f"结束 {last} 不晚于开始 {first}。",
            en=f"It ends at {last}, which is not after its start {first}.",
            cure_zh="请改正两个日期；结束是不再计入的那一刻（半开区间）。",
            cure_en="Correct the two; the end is the first moment that no longer counts.",
        )

    return Rule((start, end), check)


def together(one: str, other: str) -> Rule:
    """Two properties are given both or neither."""

    def check(a: object, b: object) -> Unreadable | None:
        if (a is None) == (b is None):
            return None
        return Unreadable(
            "ONE_WITHOUT_THE_OTHER",
            zh="两项须同时填写或同时留空。",
            en="Of two values that belong together only one is given.",
            cure_zh="请补上另一项，或两项都清空。",
            cure_en="Give the other one too, or empty both.",
        )

    return Rule((one, other), check)
