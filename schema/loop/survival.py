"""How long things take when some of them are not over yet: the product-limit estimator of Kaplan and Meier, exactly.

The median of those that ended is too good: what takes longest is what is still open. Here whatever is open counts as
"at least so long", as often as it has been waited for. Decided: whole microseconds and whole numbers, no floats, so that
a quantile is one of the observed durations; where ends and censorings meet, the ends come first.
`tests/schema/loop/test_survival.py` compares it with mass that is handed to the right.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Lasted(NamedTuple):
    """One observation: how long, in microseconds, and whether it was over then or only not watched any longer."""

    time: int
    over: bool


@dataclass(frozen=True, slots=True)
class Quantile:
    """The time by which a share was over; `at_least` instead where the curve never comes down so far.

    at_least: the longest that was observed; None when nothing was.
    """

    time: int | None
    at_least: int | None = None


def quantile(observed: Iterable[Lasted], over: int, of: int) -> Quantile:
    """The shortest time at which at least `over` out of `of` (0 < over <= of) were over."""
    known = list(observed)
    # The share that still lasts is (num * alive) / (den * began); runs without a censoring in between cancel out.
    num, den, began, alive = 1, 1, 1, 1
    for at, at_risk, ended in _ends(known):
        if at_risk != alive:
            num, den, began = num * alive, den * began, at_risk
        alive = at_risk - ended
        if num * alive * of <= den * began * (of - over):
            return Quantile(at)
    return Quantile(None, max((each.time for each in known), default=None))


def naive_median(observed: Iterable[Lasted]) -> int | None:
    """The median of those that are over, as if there were no others; None when none is."""
    times = sorted(each.time for each in observed if each.over)
    return times[(len(times) - 1) // 2] if times else None


def _ends(observed: list[Lasted]) -> Iterator[tuple[int, int, int]]:
    """Each time at which something was over: how many were watched until then, and how many were over."""
    ended = Counter(each.time for each in observed if each.over)
    left = Counter(each.time for each in observed)
    at_risk = len(observed)
    for at in sorted(left):
        if at in ended:
            yield at, at_risk, ended[at]
        at_risk -= left[at]
