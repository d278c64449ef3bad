"""Small worlds in whole numbers, and an exhaustive search in them that knows nothing of the modules it judges.

Every set of units is looked at, and for each every way of dividing every resource among what is asked, as states that can be
reached: what is still required of each component, and what is left of each part that kits share.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import TYPE_CHECKING

from schema.availability import Part, kit
from schema.capacity import CapacityMode
from schema.measures import MICRO, Measure
from schema.supporters.facts import Named
from tests.schema.making import component, facts, link, need, offer, resource, unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.supporters.facts import Facts, OfferFacts

PIECE = Measure("U.piece", "件", "piece", "U.piece", Fraction(1), whole=True)
NAMES = [Named(f"C.{n}", f"能力{n}", f"Capability {n}") for n in range(3)]
State = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Thing:
    """A resource: what there is (None: any amount), the components it fits, whether only one can have it, and the part that each of it takes."""

    code: str
    amount: int | None
    fits: tuple[int, ...]
    exclusive: bool = False
    part: int | None = None
    per: int = 1


@dataclass(frozen=True)
class World:
    """required, essential: by component. units: what each has. parts: how much there is of each part that kits share."""

    required: tuple[int, ...]
    essential: tuple[bool, ...]
    units: tuple[tuple[Thing, ...], ...]
    parts: tuple[int, ...] = ()

    @property
    def wanted(self) -> tuple[int, ...]:
        """The components that have to be covered, or any one of which has to be."""
        some = tuple(at for at, is_ in enumerate(self.essential) if is_)
        return some or tuple(range(len(self.required)))


def drawn(seed: int, *, most_units: int = 12, hard: bool | None = None) -> World:
    """A world of up to so many units; with kits that share parts and things only one can have where it is `hard`."""
    dice = Random(seed)
    hard = dice.random() < 0.5 if hard is None else hard
    count = dice.choice([1, 2, 2, 3, 3])
    parts = tuple(dice.randint(1, 4) for _ in range(dice.randint(0, 2))) if hard else ()
    units = tuple(
        tuple(_thing(dice, f"{n:02}-{m}", count, len(parts), hard=hard) for m in range(dice.choice([0, 1, 1, 2])))
        for n in range(dice.randint(1, most_units))
    )  # fmt: skip
    essential = tuple(dice.random() < 0.7 for _ in range(count))
    return World(tuple(dice.randint(1, 7) for _ in range(count)), essential, units, parts)


def _thing(dice: Random, code: str, count: int, parts: int, *, hard: bool) -> Thing:
    fits = tuple(sorted(dice.sample(range(count), dice.randint(1, min(count, 2)))))
    part = dice.randrange(parts) if parts and dice.random() < 0.5 else None
    amount = None if dice.random() < 0.03 and part is None else dice.randint(0, 4)
    exclusive = hard and amount is not None and dice.random() < 0.3
    return Thing(code, amount, fits, exclusive, part, dice.choice([1, 1, 2]))


def asked(world: World) -> Facts:
    """The world as facts."""
    parts = [resource(capacity=n, id=f"part{at}") for at, n in enumerate(world.parts)]

    def made(thing: Thing) -> OfferFacts:
        mode = CapacityMode.EXCLUSIVE if thing.exclusive else CapacityMode.COUNTED
        mode = CapacityMode.UNLIMITED if thing.amount is None else mode
        own = resource(mode, thing.amount, measure=PIECE, id=f"resource_{thing.code}")
        if thing.part is not None:
            own = kit(own, [Part(parts[thing.part], thing.per * MICRO)])
        return offer(thing.code, own, measure=PIECE, categories={NAMES[at].key: 0 for at in thing.fits})  # fmt: skip

    units = [
        unit(f"U{n:02}", *[made(thing) for thing in things], links=(link(source=f"A{n % 3}"),), engagements=n % 4)
        for n, things in enumerate(world.units)
    ]  # fmt: skip
    components = [
        component(n, NAMES[at], measure=PIECE, essential=world.essential[at])
        for at, n in enumerate(world.required)
    ]
    return facts(need(*components), *units)


def ways(world: World, things: tuple[Thing, ...]) -> set[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Everything a unit can give at once: so much of each component, taking so much of each part."""
    found = {((0,) * len(world.required), (0,) * len(world.parts))}
    for thing in things:
        one: set[tuple[tuple[int, ...], int]] = set()
        ranges = [range(min(thing.amount if thing.amount is not None else 99, world.required[at]) + 1) if at in thing.fits else range(1) for at in range(len(world.required))]  # fmt: skip
        for amounts in product(*ranges):
            total = sum(amounts)
            if thing.amount is not None and total > thing.amount:
                continue
            if thing.exclusive and sum(a > 0 for a in amounts) > 1:
                continue
            one.add((amounts, total * thing.per if thing.part is not None else 0))
        after = set()
        for (given, taken), (amounts, of_part) in product(found, one):
            more = list(taken)
            if thing.part is not None:
                more[thing.part] += of_part
            if all(a <= b for a, b in zip(more, world.parts, strict=True)):
                sums = tuple(min(a + b, r) for a, b, r in zip(given, amounts, world.required, strict=True))  # fmt: skip
                after.add((sums, tuple(more)))
        found = after
    return {one for one in found if not any(_better(other, one) for other in found)}


def _better(one: tuple, other: tuple) -> bool:
    """Whether it gives at least as much, takes at most as much, and is not the same."""
    more = all(a >= b for a, b in zip(one[0], other[0], strict=True))
    return more and all(a <= b for a, b in zip(one[1], other[1], strict=True)) and one != other


def reach(world: World, sizes: int) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """Every set of up to so many units, with the largest share of the need that it can cover; no larger ones once some are enough."""
    each = [ways(world, things) for things in world.units]

    def extended(states: set[State], unit: int) -> set[State]:
        after: set[State] = set()
        for (left, parts), (given, taken) in product(states, each[unit]):
            rest = tuple(p - t for p, t in zip(parts, taken, strict=True))
            if all(p >= 0 for p in rest):
                after.add((tuple(max(a - g, 0) for a, g in zip(left, given, strict=True)), rest))
        return after

    known: dict[tuple[int, ...], set[State]] = {(): {(world.required, world.parts)}}
    for size in range(1, sizes + 1):
        now = {}
        for members in combinations(range(len(world.units)), size):
            now[members] = extended(known[members[:-1]], members[-1])
            yield members, max(share(world, left) for left, _ in now[members])
        known = now
        if any(share(world, left) == 1 for states in now.values() for left, _ in states):
            return


def share(world: World, left: tuple[int, ...]) -> Fraction:
    """The share that is covered where so much is left."""
    shares = [1 - Fraction(left[at], world.required[at]) for at in world.wanted]
    return sum(shares, Fraction(0)) / len(shares) if any(world.essential) else max(shares)
