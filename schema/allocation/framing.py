"""From what is known to the numbers that solvers read, and what each number stands for.

Promises that are not yet under way may be reconsidered: their capacity is given back, and giving what they gave is an option
like any other, only that doing otherwise has a price. A promise for another time than the need's, one that whoever asks may not
see, and one that could not be made again (its resource is closed by now) stands as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.limits import rows_of
from schema.allocation.options import lines_of, options_of
from schema.booking import without
from schema.commitments import CommitmentStatus
from schema.measures import MICRO
from schema.solving.problem import Divide, Limits, Lines, Needs, Offers, Problem
from schema.supporters.stock import Stock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.allocation.facts import OpenNeed, Promised, World
    from schema.allocation.limits import Row
    from schema.allocation.options import Line, Option
    from schema.allocation.policy import AllocationPolicy

NOT_UNDER_WAY = (CommitmentStatus.REQUESTED, CommitmentStatus.ACCEPTED)


@dataclass(frozen=True, eq=False)
class Framed:
    """A problem with what its numbers stand for: needs, lines, options and rows in the order of the problem's.

    reconsidered: the promises that were given back. world: what is known, without them.
    """

    problem: Problem
    world: World
    stock: Stock
    needs: tuple[OpenNeed, ...]
    lines: tuple[Line, ...]
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    reconsidered: tuple[tuple[OpenNeed, Promised], ...] = ()


def framed(world: World, policy: AllocationPolicy, change_price: float | None = None) -> Framed:
    """The problem of a world. change_price: what changing one promise costs; None leaves all of them as they are."""
    if change_price is None:
        return _framed(world, policy, {})
    given_back = {
        p.id: (need, p) for need in world.needs for p in need.promised if _is_open(need, p, world)
    }
    while True:
        now = _framed(_without(world, given_back), policy, given_back, change_price)
        again = {p.id for p in _again(now, given_back)}
        if len(again) == len(given_back):
            return now
        given_back = {id_: said for id_, said in given_back.items() if id_ in again}


def _is_open(need: OpenNeed, promised: Promised, world: World) -> bool:
    """Whether a promise may be reconsidered."""
    own = promised.resource is not None and promised.shown and not promised.started
    on_time = need.windows == (promised.window,) and promised.window.start > world.as_of
    holds = promised.status in NOT_UNDER_WAY and promised.amount(world.as_of) > 0
    return own and on_time and holds and _component(need, promised) is not None


def _component(need: OpenNeed, promised: Promised) -> int | None:
    """The component that a promise is for."""
    return next((at for at, c in enumerate(need.facts.components) if promised.serves(c)), None)


def _without(world: World, given_back: Mapping[str, tuple[OpenNeed, Promised]]) -> World:
    """What is known, as if these promises were not there."""
    if not given_back:
        return world
    pairs = {(need.id, promised.unit) for need, promised in given_back.values()}
    fewer: dict[str, int] = {}
    for _, unit in pairs:
        fewer[unit] = fewer.get(unit, 0) + 1
    units = tuple(
        replace(
            unit,
            engagements=max(unit.engagements - fewer.get(unit.id, 0), 0),
            offers=tuple(replace(o, resource=without(o.resource, given_back)) for o in unit.offers),
        )
        for unit in world.units
    )
    needs = tuple(
        replace(need, promised=tuple(p for p in need.promised if p.id not in given_back))
        for need in world.needs
    )
    return replace(world, units=units, needs=needs)


def _again(now: Framed, given_back: Mapping[str, tuple[OpenNeed, Promised]]) -> list[Promised]:
    """Those of the promises that could be made again as they were, with all others of their line."""
    made: dict[tuple[str, int, str], Option] = {}
    sums: dict[int, int] = {}
    for option in now.options:
        line = now.lines[option.line]
        made[now.needs[line.need].id, line.at, option.offer.id] = option
        sums[option.line] = sums.get(option.line, 0) + option.kept
    found: list[Promised] = []
    for need, promised in given_back.values():
        at, resource = _component(need, promised), promised.resource
        option = made.get((need.id, at or 0, resource or ""))
        if option is not None and _fits(option, now.lines[option.line], sums[option.line]):
            found.append(promised)
    return found


def _fits(option: Option, line: Line, together: int) -> bool:
    """Whether what was promised is something that the option can give."""
    most = round(option.most * MICRO)
    whole = option.divide is not Divide.COUNTED or option.kept % MICRO == 0
    in_one = option.divide is not Divide.ALL or option.kept == most
    return whole and in_one and option.kept <= most and together <= line.required - line.have


def _framed(
    world: World,
    policy: AllocationPolicy,
    given_back: Mapping[str, tuple[OpenNeed, Promised]],
    change_price: float = 0.0,
) -> Framed:
    world = replace(world, units=tuple(sorted(world.units, key=lambda u: u.id)))
    stock = Stock(world.places, world.units, world.as_of)
    kept = _kept(given_back)
    lines: list[Line] = []
    options: list[Option] = []
    needs = sorted(world.needs, key=lambda n: n.id)
    for number, need in enumerate(needs):
        own = list(lines_of(number, need, world.as_of))
        numbers = {line.at: len(lines) + n for n, line in enumerate(own)}
        lines += own
        by_component = {line.at: line for line in own}
        found = options_of(need, by_component, numbers, stock, kept.get(need.id, {}))
        options += sorted(found, key=lambda o: (o.line, world.units[o.unit].id, o.offer.id))
    rows = rows_of(options, world.as_of)
    problem = _numbered(world, needs, lines, options, rows, policy, change_price)
    back = tuple(given_back[id_] for id_ in sorted(given_back))
    return Framed(problem, world, stock, tuple(needs), tuple(lines), tuple(options), tuple(rows), back)  # fmt: skip


def _kept(
    given_back: Mapping[str, tuple[OpenNeed, Promised]],
) -> dict[str, dict[tuple[int, str], int]]:
    """By need, component and resource: micro-units of the component that were promised."""
    found: dict[str, dict[tuple[int, str], int]] = {}
    for need, promised in given_back.values():
        at, resource = _component(need, promised) or 0, promised.resource or ""
        component = need.facts.components[at]
        amount = promised.in_measure(component)
        own = found.setdefault(need.id, {})
        own[at, resource] = own.get((at, resource), 0) + amount
    return found


def _numbered(
    world: World, needs: Sequence[OpenNeed], lines: Sequence[Line], options: Sequence[Option], rows: Sequence[Row],
    policy: AllocationPolicy, change_price: float,
) -> Problem:  # fmt: skip
    communities = sorted({need.community for need in needs})
    place = {id_: n for n, id_ in enumerate(communities)}
    resources = sorted({o.offer.id for o in options} | {row.resource for row in rows})
    number = {id_: n for n, id_ in enumerate(resources)}
    ints, reals = np.int64, np.float64
    entries = [entry for row in rows for entry in row.entries]
    return Problem(
        needs=Needs(
            ids=[need.id for need in needs],
            weight=np.array([policy.weight(need.priority) for need in needs], ints),
            community=np.array([place[need.community] for need in needs], ints),
            most_units=np.full(len(needs), policy.most_units, ints),
            partly=np.full(len(needs), policy.partly, np.bool_),
        ),
        lines=Lines(
            need=np.array([line.need for line in lines], ints),
            alternative=np.array([line.alternative for line in lines], ints),
            required=np.array([line.required for line in lines], reals) / MICRO,
            have=np.array([line.have for line in lines], reals) / MICRO,
        ),
        offers=Offers(
            line=np.array([o.line for o in options], ints),
            unit=np.array([o.unit for o in options], ints),
            resource=np.array([number[o.offer.id] for o in options], ints),
            most=np.array([o.most for o in options], reals),
            divide=np.array([o.divide for o in options], ints),
            metres=np.array([o.metres or 0 for o in options], ints),
            kept=np.array([o.kept for o in options], reals) / MICRO,
        ),
        limits=Limits(
            start=np.cumsum([0, *(len(row.entries) for row in rows)], dtype=ints),
            offer=np.array([entry[0] for entry in entries], ints),
            per=np.array([entry[1] for entry in entries], reals),
            once=np.array([entry[2] for entry in entries], reals),
            room=np.array([row.room for row in rows], reals),
            resource=np.array([number[row.resource] for row in rows], ints),
            since=np.array([row.period.start for row in rows], ints),
            until=np.array([row.period.end for row in rows], ints),
        ),
        units=[unit.id for unit in world.units],
        unit_room=np.array([_room(unit.engagements, unit.max_engagements) for unit in world.units], ints),
        resources=resources,
        communities=communities,
        change_price=change_price,
    )  # fmt: skip


def _room(engagements: int, most: int | None) -> int:
    return -1 if most is None else max(most - engagements, 0)
