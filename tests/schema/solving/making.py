"""Small worlds, drawn: every kind of offer, line, limit and quota; and every plan that one of them allows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import Divide, Limits, Lines, Needs, Offers, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from schema.solving.problem import Ints, Reals


def whole(values: Sequence[int]) -> Ints:
    """An array of whole numbers."""
    return np.array(values, dtype=np.int64)


def real(values: Sequence[float]) -> Reals:
    """An array of numbers."""
    return np.array(values, dtype=np.float64)


@dataclass
class Row:
    """A limit by its entries: (offer, per, once)."""

    entries: list[tuple[int, float, float]]
    room: float


def limits(rows: Sequence[Row]) -> Limits:
    """The rows as arrays."""
    entries = [e for row in rows for e in row.entries]
    return Limits(
        start=whole([0, *np.cumsum([len(row.entries) for row in rows])]),
        offer=whole([e[0] for e in entries]),
        per=real([e[1] for e in entries]),
        once=real([e[2] for e in entries]),
        room=real([row.room for row in rows]),
        resource=whole([0] * len(rows)),
        since=whole([-1] * len(rows)),
        until=whole([-1] * len(rows)),
    )


def world(
    random: Random, *, needs: int = 4, units: int = 3, communities: int = 2, per_line: int = 3,
    kept: bool = True, kinds: Sequence[Divide] = (Divide.ALL, Divide.COUNTED), rooms: bool = True,
) -> Problem:  # fmt: skip
    """A world of at most so many needs and units. Numbers are small, so that much of it is scarce and much is equal."""
    count, many, places = random.randint(1, needs), random.randint(1, units), random.randint(1, communities)  # fmt: skip
    lines = [
        (need, alternative, random.randint(1, 4))
        for need in range(count)
        for alternative in range(random.choice([1, 1, 2]))
        for _ in range(random.choice([1, 1, 2]))
    ]
    had = [random.choice([0, 0, 0, 1, required]) for _, _, required in lines]
    offers = [
        (line, *_offer(random, many, required, kinds, kept=kept))
        for line, (_, _, required) in enumerate(lines)
        for _ in range(random.randint(0, per_line))
    ]
    rows = [_row(random, offers) for _ in range(random.randint(1, 4))] if offers else []
    return Problem(
        needs=Needs(
            ids=[f"n{n}" for n in range(count)],
            weight=whole([random.randint(1, 5) for _ in range(count)]),
            community=whole([random.randrange(places) for _ in range(count)]),
            most_units=whole([random.choice([0, 0, 1, 2]) for _ in range(count)]),
            partly=np.array([random.random() < 0.5 for _ in range(count)], dtype=bool),
        ),
        lines=Lines(
            whole([n for n, _, _ in lines]),
            whole([a for _, a, _ in lines]),
            real([r for _, _, r in lines]),
            real(had),
        ),
        offers=Offers(
            line=whole([o[0] for o in offers]),
            unit=whole([o[1] for o in offers]),
            resource=whole([0 for _ in offers]),
            most=real([o[2] for o in offers]),
            divide=whole([o[3] for o in offers]),
            metres=whole([o[4] for o in offers]),
            kept=real([o[5] for o in offers]),
        ),
        limits=limits(rows),
        units=[f"u{n}" for n in range(many)],
        unit_room=whole([random.choice([-1, 0, 1, 2]) if rooms else -1 for _ in range(many)]),
        resources=["r"],
        communities=[f"c{n}" for n in range(places)],
        change_price=random.choice([0.0, 0.5, 2.0]) if kept else 0.0,
    )


def _offer(
    random: Random, units: int, required: int, kinds: Sequence[Divide], *, kept: bool
) -> tuple[int, int, Divide, int, int]:
    kind = random.choice(kinds)
    most = random.randint(1, required + 1) if kind == Divide.ALL else random.randint(1, 2)
    promised = random.choice([0, 0, random.randint(1, most)]) if kept else 0
    return random.randrange(units), most, kind, random.choice([0, 100, 250, 700]), promised


def _row(random: Random, offers: Sequence[tuple[int, int, float, Divide, int, float]]) -> Row:
    chosen = sorted(random.sample(range(len(offers)), random.randint(1, len(offers))))
    exclusive = random.random() < 0.3
    entries = [(o, 0.0 if exclusive else random.choice([1.0, 1.0, 2.0]), 1.0 if exclusive else random.choice([0.0, 0.0, 0.5])) for o in chosen]  # fmt: skip
    return Row(entries, 1.0 if exclusive else random.choice([0.0, 1.0, 2.0, 3.0, 5.0, 50.0]))


def plans(problem: Problem) -> Reals:
    """Every plan that keeps what an offer, a line and a limit allow, one a row; offers of any amount take whole numbers."""
    offers, rows, lines = problem.offers, problem.limits, problem.lines
    steps = [
        (0.0, float(most)) if divide == Divide.ALL else [float(n) for n in range(int(most) + 1)]
        for most, divide in zip(offers.most, offers.divide, strict=True)
    ]
    every = np.array(list(product(*steps)), dtype=float)
    given = np.zeros((len(every), len(lines)))
    for offer, line in enumerate(offers.line):
        given[:, line] += every[:, offer]
    fine = (given <= lines.required - lines.have).all(axis=1)
    for row, room in enumerate(rows.room):
        span = slice(rows.start[row], rows.start[row + 1])
        taken = every[:, rows.offer[span]]
        fine &= taken @ rows.per[span] + (taken > 0) @ rows.once[span] <= room
    return every[fine]
