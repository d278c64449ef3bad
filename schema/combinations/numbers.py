"""One need and what could be given to it, as a problem that a solver reads: for sets that sums do not decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.availability.free import own_free
from schema.capacity import CapacityMode
from schema.measures import MICRO
from schema.solving.problem import Divide, Limits, Lines, Needs, Offers, Problem

if TYPE_CHECKING:
    from schema.availability import ResourceFacts, Taken
    from schema.combinations.supply import Lot, Supply
    from schema.supporters.eligibility import Trial

Entry = tuple[int, float, float]


def numbered(supply: Supply, *, beyond: bool = False) -> tuple[Problem, list[tuple[Lot, Trial]]]:
    """The problem of one need, and what each of its offers stands for. Lines are the wanted components in their order.

    beyond: also what is more than the need requires.
    """
    wanted = {at: n for n, at in enumerate(supply.wanted)}
    pairs = [(lot, t) for lot in supply.lots for at, t in lot.fits.items() if at in wanted]
    pairs.sort(key=lambda pair: (wanted[pair[1].pair.at], pair[0].unit, pair[0].offer.id))
    rows = _rows(supply, pairs)
    entries = [entry for _, own in rows for entry in own]
    ints, reals, count = np.int64, np.float64, len(rows)
    lines = np.arange(len(wanted), dtype=ints)
    required = np.array([supply.required([at]) for at in wanted], reals) / MICRO
    problem = Problem(
        needs=Needs([""], np.ones(1, ints), np.zeros(1, ints), np.zeros(1, ints), np.ones(1, np.bool_)),
        lines=Lines(lines * 0, lines if supply.either else lines * 0, required, required * 0),
        offers=Offers(
            line=np.array([wanted[t.pair.at] for _, t in pairs], ints),
            unit=np.array([lot.unit for lot, _ in pairs], ints),
            resource=np.zeros(len(pairs), ints),
            most=np.array([_most(supply, lot, t, beyond=beyond) for lot, t in pairs], reals),
            divide=np.array([_divide(lot, t) for lot, t in pairs], ints),
            metres=np.array([t.pair.reach.distance or 0 for _, t in pairs], ints),
            kept=np.zeros(len(pairs), reals),
        ),
        limits=Limits(
            start=np.cumsum([0, *(len(own) for _, own in rows)], dtype=ints),
            offer=np.array([e[0] for e in entries], ints), per=np.array([e[1] for e in entries], reals),
            once=np.array([e[2] for e in entries], reals), room=np.array([room for room, _ in rows], reals),
            resource=np.zeros(count, ints), since=np.full(count, -1, ints), until=np.full(count, -1, ints),
        ),
        units=[judged.unit.id for judged in supply.candidates],
        unit_room=np.full(len(supply.candidates), -1, ints),
        resources=[""],
        communities=[""],
    )  # fmt: skip
    return problem, pairs


def _most(supply: Supply, lot: Lot, t: Trial, *, beyond: bool) -> float:
    """So much of it at most; of what never runs out, all that is required."""
    amount, required = lot.gives(t.pair.at), supply.required([t.pair.at])
    if amount is None:
        return required / MICRO
    return (amount if beyond else min(amount, required)) / MICRO


def _divide(lot: Lot, t: Trial) -> Divide:
    whole = lot.offer.measure.whole and lot.is_alike(t.pair.at) and lot.free is not None
    return Divide.COUNTED if whole else Divide.ANY


def _rows(supply: Supply, pairs: list[tuple[Lot, Trial]]) -> list[tuple[float, list[Entry]]]:
    """What each resource has, its own and as a part of kits: how much is left, and which offers take how much of it."""
    room: dict[str, float] = {}
    entries: dict[str, list[Entry]] = {}
    window = supply.need.window_at(supply.stock.as_of)

    def take(id_: str, facts: ResourceFacts, taken: Taken, offer: int, per: float) -> None:
        left = own_free(facts, taken, window)
        if left is None:
            return
        room[id_] = left / MICRO
        once = facts.mode is CapacityMode.EXCLUSIVE
        entries.setdefault(id_, []).append((offer, 0.0 if once else per, 1.0 if once else 0.0))
        if once:
            room[id_] = 1.0

    for number, (lot, t) in enumerate(pairs):
        resource, taken = lot.offer.resource, t.pair.taken
        per = 1.0
        if lot.free is not None:
            per = float(t.pair.component.measure.factor / lot.offer.measure.factor)
        take(lot.offer.id, resource, taken, number, per)
        for part, of_part in zip(resource.parts, taken.parts, strict=True):
            take(part.resource.id, part.resource, of_part, number, per * part.per / MICRO)
    return [(room[id_], own) for id_, own in sorted(entries.items())]
