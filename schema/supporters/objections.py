"""Why a unit cannot support a need, and how little it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.instants import MINUTE, moment
from schema.measures import MICRO
from schema.resources import ResourceStatus
from schema.supporters import words
from schema.supporters.answers import NearMiss, Objection
from schema.supporters.eligibility import is_offered
from schema.supporters.slots import resource_slot
from schema.supporters.terms import TEST_ORDER, SupportTest
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from schema.supporters.eligibility import Trial
    from schema.supporters.facts import NeedFacts, OfferFacts, UnitFacts
    from schema.supporters.words import Said

_NEVER = 1 << 62


def failed_test(
    unit: UnitFacts, trials: Sequence[Trial], need: NeedFacts, as_of: int
) -> SupportTest:
    """The first test that none of a unit's resources survives."""
    if unit.status is not UnitStatus.ACTIVE:
        return SupportTest.STATUS
    if not trials:
        # A unit without resources, or a need that no capability is known for; what is not offered is not even that.
        offered = not unit.offers or any(is_offered(offer, need, as_of) for offer in unit.offers)
        return SupportTest.CATEGORY if offered else SupportTest.STATUS
    if any(t.failed is None for t in trials):
        return SupportTest.LOAD
    return max((t.failed for t in trials if t.failed), key=TEST_ORDER.__getitem__)


def objection(
    test: SupportTest, unit: UnitFacts, trials: Sequence[Trial], need: NeedFacts, as_of: int
) -> Objection:
    """The failed test in words, with the near miss of the resource that got furthest."""
    zh, en = words.REASONS[test]
    return Objection(test=test, zh=zh, en=en, near_miss=_near_miss(test, unit, trials, need, as_of))


def _near_miss(
    test: SupportTest, unit: UnitFacts, trials: Sequence[Trial], need: NeedFacts, as_of: int
) -> NearMiss | None:
    if unit.status is not UnitStatus.ACTIVE:
        said = words.unit_status(unit.status)
        return NearMiss(zh=said.zh, en=said.en, status=unit.status.name)
    if test is SupportTest.LOAD:
        said = words.engaged(unit.engagements, unit.max_engagements)
        return NearMiss(
            zh=said.zh, en=said.en, engagements=unit.engagements, max_engagements=unit.max_engagements
        )  # fmt: skip
    if test is SupportTest.CATEGORY:
        return _latent(unit, need)
    if not trials:
        return _not_offered(unit, need, as_of)
    told = [
        (*_NEAR[test](t, need, as_of), t) for t in trials if t.failed is test
    ]  # gap, near miss, trial
    *_, miss, best = min(
        told, key=lambda m: (m[0], m[2].pair.offer.code, m[2].pair.component.capability.key)
    )
    miss.resource_id, miss.resource_name = strawberry.ID(best.pair.offer.id), best.pair.offer.name
    miss.component = best.pair.component.capability.key
    return miss


def _not_offered(unit: UnitFacts, need: NeedFacts, as_of: int) -> NearMiss:
    told = [(*_standing(offer, need, as_of), offer) for offer in unit.offers]
    _, miss, best = min(told, key=lambda m: (m[0], m[2].code))
    miss.resource_id, miss.resource_name = strawberry.ID(best.id), best.name
    return miss


def _latent(unit: UnitFacts, need: NeedFacts) -> NearMiss | None:
    wanted = [component.capability.key for component in need.components]
    fitting = [named for named, above in unit.latent if any(key in above for key in wanted)]
    if not fitting:
        return None
    best = min(fitting)
    zh, en = words.latent(best)
    return NearMiss(zh=zh, en=en, capability=best.key)


def _status(t: Trial, need: NeedFacts, as_of: int) -> tuple[int, NearMiss]:
    gap, miss = _standing(t.pair.offer, need, as_of)
    if gap != _NEVER:
        miss.free_from = _moment(resource_slot(t.pair, need, as_of))
    return gap, miss


def _standing(offer: OfferFacts, need: NeedFacts, as_of: int) -> tuple[int, NearMiss]:
    """Why an offer is not in use."""
    start = need.window.start if need.window else as_of
    since, until = offer.resource.valid_from, offer.resource.valid_to
    if offer.status is not ResourceStatus.ACTIVE:
        zh, en = words.resource_status(offer.status)
        return _NEVER, NearMiss(zh=zh, en=en, status=offer.status.name)
    if since is not None and since > start:
        zh, en = words.offered_from(since, start)
        return since - start, NearMiss(zh=zh, en=en)
    zh, en = words.offered_until(until or start, start)
    return _NEVER, NearMiss(zh=zh, en=en)


def _measure(t: Trial, _need: NeedFacts, _as_of: int) -> tuple[int, NearMiss]:
    given, wanted = t.pair.offer.measure, t.pair.component.measure
    zh, en = words.other_measure(given, wanted)
    return 0, NearMiss(zh=zh, en=en, measure=given.code, needed_measure=wanted.code)


def _area(t: Trial, _need: NeedFacts, _as_of: int) -> tuple[int, NearMiss]:
    said: list[Said] = []
    reach, areas = t.pair.reach, sorted(t.pair.offer.areas, key=lambda area: (area.zh, area.key))
    if reach.outside:
        said.append(words.serves_only(areas))
    if reach.beyond:
        said.append(words.outside_radius(reach.beyond))
    zh, en = words.joined(*said)
    return _NEVER if reach.outside else reach.beyond, NearMiss(
        zh=zh, en=en, metres_outside=reach.beyond or None,
        places=[area.zh for area in areas] if reach.outside else [],
    )  # fmt: skip


def _audience(t: Trial, _need: NeedFacts, _as_of: int) -> tuple[int, NearMiss]:
    groups = sorted(t.pair.offer.audience)
    zh, en = words.only_for(groups)
    return 0, NearMiss(zh=zh, en=en, groups=[group.zh for group in groups])


def _notice(t: Trial, need: NeedFacts, as_of: int) -> tuple[int, NearMiss]:
    lead, given = t.pair.offer.resource.lead_time, need.window_at(as_of).start - as_of
    short = -((given - lead) // MINUTE)
    said = words.notice_short(short, lead // MINUTE) if lead else words.already_begun()
    slot = resource_slot(t.pair, need, as_of)
    return lead - given, NearMiss(
        zh=said.zh, en=said.en, minutes_short=short, free_from=_moment(slot)
    )


def _time(t: Trial, need: NeedFacts, as_of: int) -> tuple[int, NearMiss]:
    """Hours and capacity: the earliest slot, and what is free meanwhile."""
    window, slot = need.window_at(as_of), resource_slot(t.pair, need, as_of)
    said = words.nothing_free_soon() if slot is None else words.free_from(slot, window.start)
    if need.window is None:
        said = words.only_so_much(t.free or 0, t.pair.component.measure)
    return _NEVER if slot is None else slot - window.start, NearMiss(
        zh=said.zh, en=said.en, free_from=_moment(slot),
        free_quantity=None if t.free is None else t.free / MICRO,
    )  # fmt: skip


def _moment(slot: int | None) -> datetime | None:
    return None if slot is None else moment(slot)


_NEAR: dict[SupportTest, Callable[[Trial, NeedFacts, int], tuple[int, NearMiss]]] = {
    SupportTest.STATUS: _status,
    SupportTest.MEASURE: _measure,
    SupportTest.AREA: _area,
    SupportTest.AUDIENCE: _audience,
    SupportTest.HOURS: _time,
    SupportTest.NOTICE: _notice,
    SupportTest.CAPACITY: _time,
}
