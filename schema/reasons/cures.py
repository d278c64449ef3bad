"""The smallest change that would let a unit support a need: what of a scenario would have to be otherwise, and nothing else.

Of a unit's resources the one that takes fewest changes; enough for all that is missing of what the need takes. What no scenario can
change (a resource of another kind, a time that is past) has no cure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Any

from schema.allocation.options import fits, ratio, shares, times, windows_of
from schema.availability import free_beside, in_use, is_open_throughout, period_of, share
from schema.availability.free import own_free
from schema.availability.taken import is_lent
from schema.capacity import CapacityMode
from schema.instants import MINUTE
from schema.measures import MICRO, convertible
from schema.resources import ResourceStatus
from schema.scenario import Scenario
from schema.supporters.eligibility import pairs
from schema.supporters.terms import SupportTest
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.allocation.facts import OpenNeed
    from schema.allocation.framing import Framed
    from schema.allocation.options import Line
    from schema.availability import ResourceFacts, Taken
    from schema.instants import Window
    from schema.supporters.eligibility import Pair


@dataclass(slots=True)
class Cure:
    """Changes of a unit and of resources, by id, as a scenario says them. tests: what they are for."""

    unit: str
    max_engagements: int | None = None
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    tests: list[SupportTest] = field(default_factory=list)

    @property
    def scenario(self) -> Scenario:
        """The cure as a scenario."""
        units = {} if self.max_engagements is None else {self.unit: {"id": self.unit, "maxEngagements": self.max_engagements}}  # fmt: skip
        return Scenario(units, {id_: {"id": id_, **said} for id_, said in self.resources.items()})

    def beside(self, scenario: Scenario) -> Scenario:
        """The cure on top of a scenario; what it says counts."""
        own = self.scenario
        units = {id_: {**scenario.units.get(id_, {}), **said} for id_, said in own.units.items()}
        more = {id_: {**scenario.resources.get(id_, {}), **said} for id_, said in own.resources.items()}  # fmt: skip
        return Scenario({**scenario.units, **units}, {**scenario.resources, **more}, scenario.order, scenario.emergency)  # fmt: skip

    def change(self, id_: str, test: SupportTest, **said: Any) -> None:
        """One more change of a resource."""
        self.resources.setdefault(id_, {}).update(said)
        self.tests.append(test)

    @property
    def size(self) -> int:
        """How many things it changes."""
        return sum(len(said) for said in self.resources.values()) + (self.max_engagements is not None)  # fmt: skip


def cures(known: Framed, need: OpenNeed, lines: dict[int, Line], number: int) -> Iterator[Cure]:
    """Ways in which a unit (by its number) could support a need, those that change least first. lines: by component."""
    stock = known.stock
    unit = stock.units[number]
    if unit.status is not UnitStatus.ACTIVE:
        return
    found: list[tuple[int, str, Cure]] = []
    for pair in pairs(number, need.facts, stock):
        line = lines.get(pair.at)
        if line is None or line.have >= line.required:
            continue
        cure = Cure(unit.id)
        if unit.max_engagements is not None and unit.engagements >= unit.max_engagements:
            cure.max_engagements = unit.engagements + 1
            cure.tests.append(SupportTest.LOAD)
        if _cured(cure, pair, line, need, known):
            found.append((cure.size, pair.offer.code, cure))
    yield from (cure for *_, cure in sorted(found, key=lambda each: each[:2]))


def _cured(cure: Cure, pair: Pair, line: Line, need: OpenNeed, known: Framed) -> bool:
    """Whether a pair could be made to fit, with the changes put into the cure."""
    offer, resource, windows = pair.offer, pair.offer.resource, windows_of(need, known.stock.as_of)
    if line.component.capability.key not in offer.categories:
        return False
    if resource.mode is not CapacityMode.UNLIMITED and not convertible(offer.measure, line.component.measure):  # fmt: skip
        return False
    if need.windows and not all(fits(resource, window) for window in windows):
        return False
    _offered(cure, pair, need, windows)
    _reached(cure, pair)
    return _in_time(cure, pair, need, windows, known) and _enough(cure, pair, line, windows)


def _each(pair: Pair) -> Iterator[ResourceFacts]:
    yield pair.offer.resource
    yield from (part.resource for part in pair.offer.resource.parts)


def _offered(cure: Cure, pair: Pair, need: OpenNeed, windows: tuple[Window, ...]) -> None:
    first = pair.offer.resource
    for each in _each(pair):
        id_ = pair.offer.id if each is first else each.id
        status = pair.offer.status if each is first else each.status
        spans = windows if need.windows else (windows[0]._replace(end=windows[0].start + 1),)
        if status is not ResourceStatus.ACTIVE or not all(in_use(each, window) for window in spans):
            cure.change(id_, SupportTest.STATUS, offered=True)


def _reached(cure: Cure, pair: Pair) -> None:
    if pair.reach.outside:
        cure.change(pair.offer.id, SupportTest.AREA, everywhere=True)
    elif pair.reach.beyond and pair.reach.distance is not None:
        cure.change(pair.offer.id, SupportTest.AREA, radiusKm=pair.reach.distance / 1000)
    if pair.reach.barred:
        cure.change(pair.offer.id, SupportTest.AUDIENCE, everyone=True)


def _in_time(
    cure: Cure, pair: Pair, need: OpenNeed, windows: tuple[Window, ...], known: Framed
) -> bool:
    if not need.windows:
        return True
    notice = min(window.start for window in windows) - known.stock.as_of
    if notice < 0:
        return False
    first = pair.offer.resource
    for each in _each(pair):
        id_ = pair.offer.id if each is first else each.id
        if not all(is_open_throughout(each, window) for window in windows):
            cure.change(id_, SupportTest.HOURS, always=True)
        if each.lead_time > notice:
            cure.change(id_, SupportTest.NOTICE, leadTimeMinutes=notice // MINUTE)
    return True


def _enough(cure: Cure, pair: Pair, line: Line, windows: tuple[Window, ...]) -> bool:
    """Whether there is something, or could be; where something is left, nothing is changed."""
    resource = pair.offer.resource
    per = ratio(pair.offer.measure, line.component.measure)
    step = MICRO if pair.offer.measure.whole else ceil(per * MICRO) if line.component.measure.whole else 1  # fmt: skip
    left = [free_beside(resource, pair.taken, window) for window in windows]
    if all(free is None or free // n >= step for free, n in zip(left, shares(resource, windows), strict=True)):  # fmt: skip
        return True
    amount = ceil((line.required - line.have) * per)
    if pair.offer.measure.whole:
        amount = -(-amount // MICRO) * MICRO
    taken = {pair.offer.id: (resource, pair.taken, amount, step)}
    for part, of_part in zip(resource.parts, pair.taken.parts, strict=True):
        taken[part.resource.id] = (part.resource, of_part, share(amount, part.per), share(step, part.per))  # fmt: skip
    for id_, (one, own, wanted, least) in taken.items():
        counted = list(zip(windows, times(one, windows), strict=True))
        if one.mode is CapacityMode.UNLIMITED or all((own_free(one, own, w) or 0) >= least * n for w, n in counted):  # fmt: skip
            continue
        if one.mode is CapacityMode.EXCLUSIVE and any(own.peak(w) for w in windows):
            return False
        capacity = max(_used(one, own, w) + wanted * n for w, n in counted)
        cure.change(id_, SupportTest.CAPACITY, capacity=capacity / MICRO)
    return True


def _used(resource: ResourceFacts, taken: Taken, window: Window) -> int:
    if is_lent(resource):
        return taken.peak(window) if resource.mode is CapacityMode.COUNTED else 0
    if resource.mode is CapacityMode.RATE and resource.period is not None:
        return taken.since_until(period_of(resource.period, window.start))
    return taken.total
