"""Sets of units against an exhaustive search over all sets and all ways of dividing what they have."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from schema.combinations.search import found
from schema.combinations.terms import CombinationOutcome
from schema.measures import MICRO
from schema.supporters import load_policy
from schema.supporters.stock import Stock
from tests.schema.combinations.oracle import asked, drawn, reach
from tests.schema.making import NOW

if TYPE_CHECKING:
    from schema.combinations.giving import Chosen
    from schema.combinations.search import Found
    from tests.schema.combinations.oracle import World

CASES = 600
MOST = 4


def search(world: World, most: int = MOST, best: int = 5) -> Found:
    """What is found for a world."""
    known = asked(world)
    return found(known.need, Stock(known.places, known.units, NOW), load_policy(), most, best)


def numbers(of: Found, members: tuple[int, ...]) -> tuple[int, ...]:
    """Candidates as the numbers of the world's units."""
    return tuple(sorted(int(of.supply.candidates[m].unit.code[1:]) for m in members))


def best_first(of: Found, sets: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Sets of the world's units in the order that is documented: score, then load, then metres, then places in the ranking."""
    place = {int(judged.unit.code[1:]): n for n, judged in enumerate(of.supply.candidates)}

    def key(members: tuple[int, ...]) -> tuple:
        judged = [of.supply.candidates[place[m]] for m in members]
        return (
            -sum(j.score for j in judged), sum(j.unit.engagements for j in judged),
            sum(5000 if j.nearest is None else j.nearest for j in judged), sorted(place[m] for m in members),
        )  # fmt: skip

    return sorted(sets, key=key)


def share_of(world: World, chosen: Chosen) -> Fraction:
    """The share of the need that a set is said to cover."""
    shares = [Fraction(amount, world.required[at] * MICRO) for at, amount in zip(chosen.served, chosen.covered, strict=True)]  # fmt: skip
    return sum(shares, Fraction(0)) / len(shares)


def is_possible(world: World, of: Found, chosen: Chosen) -> bool:
    """Whether the amounts that are named can be had at once, and are what is said to be covered."""
    things = {thing.code: thing for own in world.units for thing in own}
    by_thing: dict[str, list[int]] = {}
    sums = dict.fromkeys(chosen.served, 0)
    for gift in chosen.gifts:
        code, at = gift.trial.pair.offer.code, gift.trial.pair.at
        if gift.amount <= 0 or gift.amount % MICRO or gift.unit not in chosen.members:
            return False
        if at not in things[code].fits or int(code[:2]) not in numbers(of, (gift.unit,)):
            return False
        by_thing.setdefault(code, []).append(gift.amount // MICRO)
        sums[at] += gift.amount
    parts = [0] * len(world.parts)
    for code, amounts in by_thing.items():
        thing = things[code]
        if thing.amount is not None and sum(amounts) > thing.amount:
            return False
        if thing.exclusive and len(amounts) > 1:
            return False
        if thing.part is not None:
            parts[thing.part] += sum(amounts) * thing.per
    within = all(a <= b for a, b in zip(parts, world.parts, strict=True))
    return within and tuple(sums.values()) == chosen.covered


@pytest.mark.parametrize("batch", range(12))
def test_equals_exhaustive_search(batch: int) -> None:
    """On generated worlds of up to 12 units: the smallest size, which sets are enough and in which order, how far smaller ones come,
    and that what is said to be given can be given.
    """
    for seed in range(batch * CASES // 12, (batch + 1) * CASES // 12):
        world = drawn(seed)
        check(world, search(world))


def check(world: World, said: Found) -> None:
    """Compare an answer with the search."""
    every = dict(reach(world, MOST))
    enough = [members for members, share in every.items() if share == 1]
    smallest = min(map(len, enough), default=None)
    assert said.size == smallest, world
    assert said.proven
    for chosen in [*said.sets, *[s.best for s in said.smaller if s.best]]:
        assert is_possible(world, said, chosen), world
    sizes = range(1, min(smallest or MOST + 1, len(said.supply.candidates) + 1))
    assert [s.size for s in said.smaller] == list(sizes)
    for smaller in said.smaller:
        assert smaller.best is not None
        furthest = max(share for members, share in every.items() if len(members) == smaller.size)
        assert share_of(world, smaller.best) == furthest, world
    if smallest is None:
        assert said.outcome is not CombinationOutcome.ENOUGH
        return
    wanted = best_first(said, [members for members in enough if len(members) == smallest])
    assert [numbers(said, chosen.members) for chosen in said.sets] == wanted[:5], world
    assert said.count in (None, len(wanted))
    assert all(not any(chosen.missing(said.supply)) for chosen in said.sets)
