"""Parts that several offers need: drivers of several buses, a room that is offered alone and with a projector.

Decided: a pool whose offers all take as much of the part for each of theirs is a supply with one limit more, and still decided by
sums: together they give no more than the part allows (supply and demand with a stop on the way). Where offers take differently
much, need several shared parts, or only one can have the part, the limit is left out of the sums, and they are a bound only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schema.availability import share
from schema.availability.free import own_free
from schema.capacity import CapacityMode
from schema.measures import MICRO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.availability import ResourceFacts, Taken
    from schema.combinations.supply import Lot, Supply


@dataclass(slots=True)
class Pool:
    """left: micro-units of the part. lots: the offers that need it, with how much for each of theirs (micro-units).

    draws: the most that each candidate would take. most: what the offers can give together, None where sums do not tell.
    """

    left: int
    draws: list[int]
    exclusive: bool
    lots: list[tuple[Lot, int]] = field(default_factory=list)
    most: int | None = None


def pools(supply: Supply) -> list[Pool]:
    """The pools of a supply, in the order of the parts' ids."""
    window, found = supply.need.window_at(supply.stock.as_of), dict[str, Pool]()
    times: dict[int, int] = {}
    for lot in supply.lots:
        for id_, facts, taken, per in _needed(lot):
            left = own_free(facts, taken, window) if id_ in supply.shared else None
            if left is None:
                continue
            exclusive = facts.mode is CapacityMode.EXCLUSIVE
            pool = found.setdefault(id_, Pool(left, [0] * len(supply.candidates), exclusive))
            pool.lots.append((lot, per))
            # Of what only one can have, whoever takes any takes all of it.
            whole = exclusive or lot.free is None
            pool.draws[lot.unit] += left if whole else share(lot.free or 0, per)
            times[id(lot)] = times.get(id(lot), 0) + 1
    for pool in found.values():
        pool.most = _most(pool, times)
    return [found[id_] for id_ in sorted(found)]


def _most(pool: Pool, times: dict[int, int]) -> int | None:
    per = pool.lots[0][1]
    simple = all(
        own == per and times[id(lot)] == 1 and lot.free is not None and all(map(lot.is_alike, lot.fits))
        and (per == MICRO or lot.offer.measure.whole)
        for lot, own in pool.lots
    )  # fmt: skip
    if pool.exclusive or not simple:
        return None
    units = pool.left * MICRO // per
    return units - units % MICRO if pool.lots[0][0].offer.measure.whole else units


def _needed(lot: Lot) -> Iterator[tuple[str, ResourceFacts, Taken, int]]:
    resource, taken = lot.offer.resource, next(iter(lot.fits.values())).pair.taken
    yield lot.offer.id, resource, taken, MICRO
    for part, of_part in zip(resource.parts, taken.parts, strict=True):
        yield part.resource.id, part.resource, of_part, part.per
