"""What each candidate, and each capability, would close of what the partners leave; and the best few, one after the other.

A candidate first closes what it can close in full, by urgency, then helps with the rest; whatever it gives is booked. So what it adds
can be had at once, and is a lower bound of the best it could do. Two that close a need only together are not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.recruiting.arrangement import Givers, Left, arranged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from schema.measures import Measure
    from schema.recruiting.facts import RecruitingFacts
    from schema.supporters.facts import Named, UnitFacts
    from schema.supporters.policy import Policy

WEIGHTS = (8, 4, 2, 1)
"""What a need counts, by priority from 1 on; as an allocation weighs it."""


@dataclass(frozen=True)
class Gain:
    """What something adds. closes, helps: ids of needs that it closes, and of those that it covers more of. coverage: weighted, in millionths of a need of weight 1."""

    closes: tuple[str, ...]
    helps: tuple[str, ...]
    coverage: int


@dataclass(frozen=True)
class Recruit:
    """A candidate with what it adds to the partners and those chosen before it. alone: what it would add as the first."""

    unit: UnitFacts
    gain: Gain
    alone: Gain


@dataclass(frozen=True)
class Profile:
    """A capability at a place that somebody would have to bring. quantity: in all, micro-units of `measure`; None where measures differ.

    communities: how many of the needs it closes lie where, the most first.
    """

    capability: Named
    place: str
    gain: Gain
    alone: Gain
    quantity: int | None
    measure: Measure | None
    communities: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Recruiting:
    """closed: needs that the partners there are take care of. coverage, weight: what they cover of all, weighted, and all there is to cover.

    begun: needs that stay open and whose time has begun, so that nobody can close them any more. several: others that lack more
    than one part, so that no one capability closes them.
    """

    left: tuple[Left, ...]
    closed: int
    coverage: int
    weight: int
    begun: int
    several: int
    recruits: tuple[Recruit, ...]
    profiles: tuple[Profile, ...]


def weight_of(left: Left) -> int:
    """What a need counts."""
    return WEIGHTS[min(max(left.row.priority, 1), len(WEIGHTS)) - 1]


def recruiting(facts: RecruitingFacts, best: int, as_of: int, policy: Policy) -> Recruiting:
    """The best so many of each."""
    left = arranged(facts.needs, facts.partners, facts.places, as_of, policy)

    def added(unit: UnitFacts, to: Sequence[Left]) -> tuple[Gain, dict[int, Left]]:
        return _added(Givers([unit], facts.places, as_of, policy), _offers(unit), to)

    open_ = [each for each in left if not each.closed]
    hopeful = [each for each in open_ if not _has_begun(each, as_of)]
    return Recruiting(
        left=tuple(left),
        closed=sum(each.closed for each in left),
        coverage=sum(weight_of(each) * each.share for each in left),
        weight=sum(weight_of(each) for each in left),
        begun=len(open_) - len(hopeful),
        several=sum(_lacks_several(each) for each in hopeful),
        recruits=tuple(_recruits(facts.candidates, left, best, added)),
        profiles=tuple(_profiles(facts, hopeful, best)),
    )


def _recruits(
    candidates: Sequence[UnitFacts], left: Sequence[Left], best: int, added: Callable[[UnitFacts, Sequence[Left]], tuple[Gain, dict[int, Left]]]
) -> list[Recruit]:  # fmt: skip
    alone = {unit.id: added(unit, left) for unit in candidates}
    hopeful = [unit for unit in candidates if alone[unit.id][0].coverage]
    found: list[Recruit] = []
    now, adds = list(left), dict(alone)
    while hopeful and len(found) < best:
        first = min(hopeful, key=lambda unit: (*_most(adds[unit.id][0]), unit.code))
        gain, then = adds[first.id]
        if not gain.coverage:
            break
        found.append(Recruit(first, gain, alone[first.id][0]))
        hopeful.remove(first)
        changed = frozenset[str]().union(*(now[at].capabilities for at in then))
        for at, each in then.items():
            now[at] = each
        # Whoever has nothing of what these needs lacked adds what it added before.
        adds |= {unit.id: added(unit, now) for unit in hopeful if changed & _offers(unit)}
    return found


def _offers(unit: UnitFacts) -> frozenset[str]:
    return frozenset(code for offer in unit.offers for code in offer.categories)


def _most(gain: Gain) -> tuple[int, int]:
    return -len(gain.closes), -gain.coverage


def _added(
    givers: Givers, offers: frozenset[str], left: Sequence[Left]
) -> tuple[Gain, dict[int, Left]]:
    """What they add, and the needs as they would then be, by their place in the list."""
    now: dict[int, Left] = {}
    possible = [at for at, each in enumerate(left) if each.capabilities & offers]
    for only_whole in (True, False):
        still: list[int] = []
        for at in possible:
            then, uses = givers.offer(left[at])
            if uses and (then.closed or (not only_whole and then.share > left[at].share)):
                givers.book(left[at].row.facts, uses)
                now[at] = then
            elif uses:
                still.append(at)
        # What it has nothing for, it has nothing for after having given some of it away.
        possible = still
    return _gain(left, now), now


def _gain(left: Sequence[Left], then: Mapping[int, Left]) -> Gain:
    ordered = [(left[at], then[at]) for at in sorted(then)]
    return Gain(
        closes=tuple(a.row.id for _, a in ordered if a.closed),
        helps=tuple(a.row.id for _, a in ordered if not a.closed),
        coverage=sum(weight_of(a) * (a.share - b.share) for b, a in ordered),
    )


def _has_begun(left: Left, as_of: int) -> bool:
    window = left.row.facts.window
    return window is not None and window.start < as_of


def _lacks_several(left: Left) -> bool:
    components = left.row.facts.components
    return any(c.essential for c in components) and len(left.lacking) > 1


def _closable(left: Left) -> tuple[int, ...]:
    """Components of which any one closes the need: the only one it lacks, or where none is essential each."""
    return () if _lacks_several(left) else left.lacking


def _profiles(facts: RecruitingFacts, left: Sequence[Left], best: int) -> list[Profile]:
    """One after the other, each by what those before it leave open; at the place where all that it closes is asked, or the place in question."""
    waiting = [each for each in left if _closable(each)]
    alone = {key: gain_of(closes) for key, closes in _by_capability(waiting).items()}
    found: list[Profile] = []
    while waiting and len(found) < best:
        made = [
            _profile(facts, closes, alone[key]) for key, closes in _by_capability(waiting).items()
        ]
        first = min(made, key=lambda p: (*_most(p.gain), p.capability.key))
        found.append(first)
        waiting = [each for each in waiting if each.row.id not in first.gain.closes]
    return found


def _by_capability(waiting: Sequence[Left]) -> dict[str, list[tuple[Left, int]]]:
    """By code of a capability: the needs that it closes, each with the component it would be. A need is closed once, by the first."""
    found: dict[str, dict[str, tuple[Left, int]]] = {}
    for each in waiting:
        for at in _closable(each):
            key = each.row.facts.components[at].capability.key
            found.setdefault(key, {}).setdefault(each.row.id, (each, at))
    return {key: list(closes.values()) for key, closes in found.items()}


def gain_of(closes: Sequence[tuple[Left, int]]) -> Gain:
    """What closing these needs comes to."""
    coverage = sum(weight_of(left) * (MICRO - left.share) for left, _ in closes)
    return Gain(tuple(left.row.id for left, _ in closes), (), coverage)


def _profile(facts: RecruitingFacts, closes: Sequence[tuple[Left, int]], alone: Gain) -> Profile:
    components = [left.row.facts.components[at] for left, at in closes]
    lacking = [
        c.required - left.given[at] for (left, at), c in zip(closes, components, strict=True)
    ]
    same = len({c.measure.code for c in components}) == 1
    where: dict[str, int] = {}
    for left, _ in closes:
        community = facts.places.community(left.row.facts.place)
        where[community] = where.get(community, 0) + 1
    asked_at = {left.row.facts.place for left, _ in closes}
    return Profile(
        capability=components[0].capability,
        place=next(iter(asked_at)) if len(asked_at) == 1 else facts.place,
        gain=gain_of(closes),
        alone=alone,
        quantity=sum(lacking) if same else None,
        measure=components[0].measure if same else None,
        communities=tuple(sorted(where.items(), key=lambda each: (-each[1], each[0]))),
    )
