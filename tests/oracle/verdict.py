"""What one unit can do for a need: verdict, what stands in the way, what it covers, and when it could."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from fractions import Fraction

from tests.oracle.asking import Ask, Component
from tests.oracle.free import free, promised_of, releases, takes
from tests.oracle.hours import open_spans
from tests.oracle.obstacles import TESTS, converted, could_ever_help, first_obstacle, fit
from tests.oracle.reading import DAY, Row, cell, china_day, in_force, midnight, whole
from tests.oracle.sheets import Sheets

HORIZON = timedelta(days=14)


@dataclasses.dataclass(frozen=True)
class Offer:
    """A resource that passes every test for a component. `free` is in its measure; None: never used up."""

    resource: str
    fit: int
    free: int | None
    metres: int | None

    def order(self) -> tuple[int, bool, bool, int, str]:
        """The order in which resources are used: what fits best, is limited, near, and has the least number."""
        return -self.fit, self.free is None, self.metres is None, self.metres or 0, self.resource


@dataclasses.dataclass(frozen=True)
class Ability:
    """What a unit can do. `covered` has an entry in micro-units for each component."""

    verdict: str
    covered: tuple[int, ...]
    offers: tuple[tuple[Offer, ...], ...]
    """For each component, the offers in the order in which they are used."""


def ability(sheets: Sheets, ask: Ask, unit: Row, resources: list[Row]) -> Ability:
    """What a unit can do for a need with these of its resources."""
    offers = tuple(_offers(sheets, ask, resources, component) for component in ask.components)
    covered = tuple(
        _covered(component, found) for component, found in zip(ask.components, offers, strict=True)
    )
    enough = [
        (component.essential, got >= component.required)
        for component, got in zip(ask.components, covered, strict=True)
    ]
    if any(essential for essential, _ in enough):
        can = all(met for essential, met in enough if essential)
    else:
        can = any(met for _, met in enough)
    if can:
        return Ability("CAN", covered, offers)
    return Ability("PARTLY" if any(covered) else "CANNOT", covered, offers)


def _offers(
    sheets: Sheets, ask: Ask, resources: list[Row], component: Component
) -> tuple[Offer, ...]:
    found: list[Offer] = []
    for resource in resources:
        if first_obstacle(sheets, ask, resource, component) is None:
            left = free(sheets, resource, *ask.period, ask.as_of)
            matched = fit(sheets, resource, component)
            assert matched is not None
            usable = None if left is None else converted(sheets, resource, component, left)
            found.append(
                Offer(cell(resource, "编号"), matched, usable, sheets.metres(resource, ask.place))
            )
    return _apart(sheets, sorted(found, key=Offer.order))


def _apart(sheets: Sheets, offers: list[Offer]) -> tuple[Offer, ...]:
    """Without what shares something with an offer that is used before it: a kit and its parts count once."""
    kept: list[Offer] = []
    spoken_for: set[str] = set()
    for offer in offers:
        whole_offer = {offer.resource, *sheets.parts_of.get(offer.resource, {})}
        if not whole_offer & spoken_for:
            kept.append(offer)
            spoken_for |= whole_offer
    return tuple(kept)


def _covered(component: Component, offers: tuple[Offer, ...]) -> int:
    if any(offer.free is None for offer in offers):
        return component.required
    return min(component.required, sum(offer.free or 0 for offer in offers))


def used(component: Component, offers: tuple[Offer, ...]) -> list[Offer]:
    """The offers taken, one after the other, until the component is covered."""
    taken: list[Offer] = []
    got = 0
    for offer in offers:
        if got >= component.required:
            break
        taken.append(offer)
        got += component.required if offer.free is None else offer.free
    return taken


def failing_test(sheets: Sheets, ask: Ask, unit: Row) -> str:
    """The first test that nothing of the unit gets past."""
    resources = sheets.resources_of[cell(unit, "编号")]
    if not in_force(unit):
        return "STATUS"
    if not resources:
        return "CATEGORY"
    met = [
        first_obstacle(sheets, ask, resource, component)
        for resource in resources
        for component in ask.components or (None,)
    ]
    return max((test for test in met if test), key=TESTS.index)


def earliest(sheets: Sheets, ask: Ask, unit: Row) -> datetime | None:
    """The first start within the horizon from which the unit could do all that is asked."""
    # Looking only at what could ever help changes no answer, but looks at far less.
    hopes = [
        resource
        for resource in sheets.resources_of[cell(unit, "编号")]
        if any(could_ever_help(sheets, ask, resource, component) for component in ask.components)
    ]
    if ask.start is None or not hopes:
        return None
    for start in _starts(sheets, ask, unit):
        if ability(sheets, ask.shifted(start), unit, hopes).verdict == "CAN":
            return start
    return None


def _starts(sheets: Sheets, ask: Ask, unit: Row) -> list[datetime]:
    """Every instant at which something of the unit may become possible that was not possible before."""
    assert ask.start is not None
    days = [china_day(ask.start) + n * DAY for n in range(HORIZON.days + 2)]
    found = {ask.start, *(midnight(day) for day in days)}
    offered = sheets.resources_of[cell(unit, "编号")]
    for resource in (row for offer in offered for row in sheets.with_parts(offer)):
        buffer = timedelta(minutes=whole(resource, "缓冲分钟") or 0)
        found.add(ask.as_of + timedelta(minutes=whole(resource, "提前量分钟") or 0))
        found |= {opens for day in days for opens, _ in open_spans(resource, day)}
        for commitment, _ in promised_of(sheets, resource):
            freed = releases(resource, commitment, ask.as_of)
            if freed and takes(resource, commitment, ask.as_of):
                found.add(freed + buffer)
    return sorted(t for t in found if ask.start <= t <= ask.start + HORIZON)


def share(ask: Ask, covered: tuple[int, ...]) -> Fraction:
    """The share of the need that is covered: the mean of what is essential, else the best of all."""
    parts = [
        (component.essential, Fraction(got, component.required))
        for component, got in zip(ask.components, covered, strict=True)
    ]
    essential = [part for is_essential, part in parts if is_essential]
    return (
        sum(essential, Fraction(0)) / len(essential)
        if essential
        else max(part for _, part in parts)
    )
