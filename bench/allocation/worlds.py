"""Streets, districts and cities made up by a number: which needs are open, and which offers could go to them.

Of 40 categories in 8 domains a quarter are pools (so much in a week), the others can be used by several at once (so
much at an instant of 56 half days). Units serve their street, their district or the whole city, within a radius.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bench.allocation.rows import limits
from schema.solving.problem import Divide, Lines, Needs, Offers, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from schema.solving.problem import Ints, Reals

Size = Literal["street", "district", "city"]
Variant = Literal["ample", "scarce", "tight"]

SIZES: dict[Size, tuple[int, int, int, int, int]] = {
    "street": (1, 1, 31, 200, 300),
    "district": (1, 25, 800, 5_000, 8_000),
    "city": (10, 250, 8_000, 50_000, 80_000),
}
"""Districts, streets, units, resources, needs."""
CATEGORIES, DOMAINS, SLOTS, WEEK, COMMUNITIES = 40, 8, 56, 14, 8
OF_STREET, OF_DISTRICT, OF_CITY = 0, 1, 2
SCOPES = (0.70, 0.26, 0.04)
POOLS = np.arange(CATEGORIES) % 4 == 3


@dataclass(frozen=True)
class Manner:
    """What makes a world ample, scarce or tight.

    capacity: lowest and highest, in the amounts of the smallest needs. amount: of a need, as a share of a usual
    capacity. long: half days. engagements: how many needs a unit may serve, lowest and highest; none where it does not
    matter.
    """

    capacity: tuple[int, int]
    amount: tuple[float, float]
    long: tuple[int, int]
    engagements: tuple[int, int] | None


MANNERS: dict[Variant, Manner] = {
    "ample": Manner((30, 110), (0.05, 0.75), (1, 6), None),
    "scarce": Manner((20, 100), (0.05, 0.80), (1, 6), (2, 5)),
    "tight": Manner((60, 100), (0.30, 0.60), (16, 44), None),
}
VARIANTS: tuple[Variant, ...] = tuple(MANNERS)
USUAL = 100
SKEWED = 1.0
"""How much more some categories are asked for than others, while all are offered alike."""


@dataclass(frozen=True, eq=False)
class _Units:
    street: Ints
    scope: Ints
    place: Reals
    radius: Reals


@dataclass(frozen=True, eq=False)
class _Resources:
    """category: one or two of one domain. since, until: half days, between which it is there."""

    unit: Ints
    category: Ints
    capacity: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True, eq=False)
class _Wanted:
    community: Ints
    category: Ints
    amount: Ints
    since: Ints
    long: Ints
    starts: Ints
    divisible: NDArray[np.bool_]
    weight: Ints


def world(size: Size, variant: Variant, seed: int = 0) -> Problem:
    """The same numbers for the same three arguments, wherever it is run."""
    dice = np.random.default_rng([seed, *size.encode(), *variant.encode()])
    districts, streets, n_units, n_resources, n_needs = SIZES[size]
    manner = MANNERS[variant]
    places = _places(dice, districts, streets)
    units = _units(dice, n_units, streets, places)
    resources = _resources(dice, n_resources, n_units, manner)
    wanted = _wanted(dice, n_needs, streets * COMMUNITIES, manner)
    need, resource, begin = _fitting(size, streets // districts, units, resources, wanted, places)
    order = np.lexsort((begin, resource, need))
    need, resource, begin = need[order], resource[order], begin[order]
    rest, capacity = wanted.amount[need], resources.capacity[resource]
    kind = np.where(wanted.category % 2 == 0, Divide.COUNTED, Divide.ANY)
    away = units.place[resources.unit[resource]] - places[wanted.community[need]]
    offers = Offers(
        line=need,
        unit=resources.unit[resource],
        resource=resource,
        most=np.minimum(rest, capacity).astype(float),
        divide=np.where(wanted.divisible[need], kind[need], Divide.ALL).astype(np.int64),
        metres=(np.hypot(away[:, 0], away[:, 1]) * 1000).astype(np.int64),
        kept=np.zeros(len(need)),
    )
    pool = POOLS[wanted.category[need]]
    since = np.where(pool, begin // WEEK * WEEK, begin)
    until = np.where(pool, since + WEEK, begin + wanted.long[need])
    engagements = manner.engagements
    room = np.full(n_units, -1) if engagements is None else dice.integers(*engagements, n_units, endpoint=True)  # fmt: skip
    return Problem(
        needs=Needs(
            ids=_named("n", n_needs),
            weight=wanted.weight,
            community=wanted.community,
            most_units=np.where(wanted.divisible, 3, 1),
            partly=wanted.divisible,
        ),
        lines=Lines(
            need=np.arange(n_needs),
            alternative=np.zeros(n_needs, dtype=np.int64),
            required=wanted.amount.astype(float),
            have=np.zeros(n_needs),
        ),
        offers=offers,
        limits=limits(resource, since, until, resources.capacity.astype(float)),
        units=_named("u", n_units),
        unit_room=room.astype(np.int64),
        resources=_named("r", n_resources),
        communities=_named("c", streets * COMMUNITIES),
    )


def _named(letter: str, many: int) -> list[str]:
    return [f"{letter}{n:06}" for n in range(many)]


def _places(dice: np.random.Generator, districts: int, streets: int) -> Reals:
    """Of each community, in km: streets stand two kilometres apart in a square, districts twelve."""
    street = np.arange(streets)
    each = streets // districts
    side = max(1, round(each**0.5))
    inside = np.stack([street % each % side, street % each // side], axis=1) * 2.0
    district = np.stack([street // each % 4, street // each // 4], axis=1) * 12.0
    spread = dice.uniform(-1, 1, (streets * COMMUNITIES, 2))
    return np.repeat(inside + district, COMMUNITIES, axis=0) + spread


def _units(dice: np.random.Generator, many: int, streets: int, places: Reals) -> _Units:
    street = np.sort(np.arange(many) % streets)
    home = street * COMMUNITIES + dice.integers(0, COMMUNITIES, many)
    return _Units(
        street=street,
        scope=dice.choice(3, many, p=SCOPES),
        place=places[home] + dice.uniform(-0.3, 0.3, (many, 2)),
        radius=dice.uniform(2.2, 6.2, many),
    )


def _resources(dice: np.random.Generator, many: int, units: int, manner: Manner) -> _Resources:
    """A unit works in two domains, half of its resources serve a second category of the same domain."""
    unit = np.sort(np.r_[np.arange(units), dice.integers(0, units, many - units)])
    works = np.stack([dice.permutation(DOMAINS)[:2] for _ in range(units)])
    domain = works[unit, dice.integers(0, 2, many)]
    leaves = CATEGORIES // DOMAINS
    first = dice.integers(0, leaves, many)
    other = (first + dice.integers(1, leaves, many)) % leaves
    second = np.where(dice.random(many) < 0.5, other, -1)
    category = np.stack([domain * leaves + first, domain * leaves + second], axis=1)
    category[second < 0, 1] = -1
    away = dice.random(many) < 0.3
    return _Resources(
        unit=unit,
        category=category,
        capacity=dice.integers(*manner.capacity, many, endpoint=True),
        since=np.where(away, dice.integers(0, 20, many), 0),
        until=np.where(away, dice.integers(36, SLOTS + 1, many), SLOTS),
    )


def _wanted(dice: np.random.Generator, many: int, communities: int, manner: Manner) -> _Wanted:
    long = dice.integers(*manner.long, many, endpoint=True)
    since = (dice.random(many) * (SLOTS - long + 1)).astype(np.int64)
    asked = np.exp(SKEWED * dice.standard_normal(CATEGORIES))
    category = dice.choice(CATEGORIES, many, p=asked / asked.sum())
    long[POOLS[category]] = 1
    return _Wanted(
        community=dice.integers(0, communities, many),
        category=category,
        amount=np.maximum(1, (dice.uniform(*manner.amount, many) * USUAL).astype(np.int64)),
        since=since,
        long=long,
        starts=np.where(dice.random(many) < 0.3, 3, 1),
        divisible=dice.random(many) < 0.4,
        weight=dice.choice(np.arange(1, 6), many, p=(0.1, 0.25, 0.35, 0.2, 0.1)),
    )


def _fitting(
    size: Size, per_district: int, units: _Units, resources: _Resources, wanted: _Wanted, places: Reals
) -> tuple[Ints, Ints, Ints]:  # fmt: skip
    """Need, resource and first half day of each offer."""
    street = wanted.community // COMMUNITIES
    areas = {OF_STREET: (street, units.street), OF_DISTRICT: (street // per_district, units.street // per_district), OF_CITY: (street * 0, units.street * 0)}  # fmt: skip
    if size == "street":
        areas = dict.fromkeys(areas, areas[OF_CITY])
    found = []
    for scope, (of_need, of_unit) in areas.items():
        for which in range(2):
            fits = (units.scope[resources.unit] == scope) & (resources.category[:, which] >= 0)
            there = np.flatnonzero(fits)
            key = of_unit[resources.unit[there]] * CATEGORIES + resources.category[there, which]
            need, at = _joined(of_need * CATEGORIES + wanted.category, key)
            resource = there[at]
            away = units.place[resources.unit[resource]] - places[wanted.community[need]]
            near = np.hypot(away[:, 0], away[:, 1]) <= units.radius[resources.unit[resource]]
            near |= scope == OF_STREET
            found.append((need[near], resource[near]))
    need = np.concatenate([n for n, _ in found])
    resource = np.concatenate([r for _, r in found])
    whole = wanted.divisible[need] | (wanted.amount[need] <= resources.capacity[resource])
    return _timed(need[whole], resource[whole], resources, wanted)


def _joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of places that have the same key."""
    order = np.argsort(right, kind="stable")
    low = np.searchsorted(right[order], left, "left")
    many = np.searchsorted(right[order], left, "right") - low
    at = np.repeat(np.arange(len(left)), many)
    within = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    return at, order[low[at] + within]


def _timed(
    need: Ints, resource: Ints, resources: _Resources, wanted: _Wanted
) -> tuple[Ints, Ints, Ints]:
    """A need that can begin at three half days has an offer for each, where the resource is there."""
    many = wanted.starts[need]
    at = np.repeat(np.arange(len(need)), many)
    later = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    need, resource = need[at], resource[at]
    step = np.where(POOLS[wanted.category[need]], WEEK, 3)
    begin = wanted.since[need] + later * step
    end = begin + wanted.long[need]
    there = (begin >= resources.since[resource]) & (end <= resources.until[resource])
    return need[there], resource[there], begin[there]
