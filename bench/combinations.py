"""How long our own computing takes for one need: a ranking of 31 units, and the smallest sets of up to four of them.

`python -m bench.combinations [ROUNDS]` prints one JSON line a world, with the least, median and greatest of so many rounds in
milliseconds, from facts to figures. Worlds are made up by a number: some where sums of what units could give decide, some where
kits share drivers and rooms go to one component only, so that a solver does.
"""

from __future__ import annotations

import json
import sys
from fractions import Fraction
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from schema.availability import Part, ResourceFacts, kit
from schema.capacity import CapacityMode
from schema.combinations.search import found
from schema.instants import DAY, MINUTE, Window, midnight
from schema.measures import MICRO, Measure
from schema.supporters import load_policy
from schema.supporters.facts import (
    Component,
    Link,
    Named,
    NeedFacts,
    OfferFacts,
    Step,
    UnitFacts,
)
from schema.supporters.places import PlaceFacts, Places
from schema.supporters.rank import Ranking
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVia

if TYPE_CHECKING:
    from collections.abc import Callable

UNITS, MOST, BEST = 31, 4, 5
NOW = midnight(740_000)
WINDOW = Window(NOW + DAY, NOW + DAY + 4 * 60 * MINUTE)
PIECE = Measure("U", "件", "piece", "U", Fraction(1), whole=True)
PLACES = Places([PlaceFacts("street", "Street", "街道", None), PlaceFacts("community", "Community", "社区", "street")])  # fmt: skip
KINDS = [Named(f"C{n}", f"能力{n}", f"Capability {n}") for n in range(3)]
WORLDS = {
    # What each need takes of three capabilities, and whether kits and rooms are among what is offered.
    "one unit": ((6, 0, 0), False), "three units": ((18, 14, 10), False), "four units": ((26, 20, 16), False),
    "no four": ((40, 36, 30), False), "kits and rooms": ((12, 9, 8), True), "kits and rooms, no four": ((40, 36, 30), True),
}  # fmt: skip


def world(required: tuple[int, ...], *, hard: bool) -> tuple[NeedFacts, tuple[UnitFacts, ...]]:
    """A need and 31 units that could all give something of it, the same every time."""
    dice = Random(f"{required} {hard}")
    drivers = [ResourceFacts(CapacityMode.COUNTED, dice.randint(2, 5) * MICRO, id=f"driver{n}") for n in range(4)]  # fmt: skip
    units = tuple(_unit(dice, n, drivers if hard else []) for n in range(UNITS))
    components = [
        Component(kind, n * MICRO, PIECE, essential=True)
        for kind, n in zip(KINDS, required, strict=True)
        if n
    ]
    return NeedFacts("community", tuple(components), window=WINDOW), units


def _unit(dice: Random, number: int, drivers: list[ResourceFacts]) -> UnitFacts:
    link = Link(SupportVia.AGREEMENT, f"A{number}", "community", (Step("u", "Unit", "u", "PARTY_TO"), Step("a", "Agreement", "a", "BENEFITS")))  # fmt: skip
    offers = []
    for n in range(dice.randint(2, 5)):
        id_, fits = f"r{number}-{n}", dice.sample(KINDS, dice.choice([1, 1, 2]))
        mode = CapacityMode.EXCLUSIVE if drivers and dice.random() < 1 / 4 else CapacityMode.COUNTED
        resource = ResourceFacts(mode, dice.randint(1, 4) * MICRO, id=id_, measure=PIECE)
        if drivers and dice.random() < 1 / 3:
            resource = kit(resource, [Part(dice.choice(drivers), MICRO)])
        offers.append(OfferFacts(id_, id_, id_, resource, PIECE, {kind.key: 0 for kind in fits}))
    return UnitFacts(
        f"u{number}", f"u{number:02}", f"u{number}", (link,), tuple(offers), engagements=dice.randint(0, 5)
    )  # fmt: skip


def milliseconds(run: Callable[[], object], rounds: int) -> dict[str, float]:
    """The least, the median and the greatest of so many rounds."""
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        run()
        times.append((perf_counter() - begun) * 1000)
    return {"min": round(min(times), 2), "median": round(median(times), 2), "max": round(max(times), 2)}  # fmt: skip


def main(rounds: int) -> None:
    """Measure each world."""
    policy = load_policy()
    for name, (required, hard) in WORLDS.items():
        need, units = world(required, hard=hard)
        said = found(need, Stock(PLACES, units, NOW), policy, MOST, BEST)
        print(json.dumps({
            "world": name, "outcome": said.outcome.name, "size": said.size, "sets": said.count, "candidates": len(said.supply.candidates),
            "additive": said.supply.additive, "proven": said.proven,
            "ranking": milliseconds(lambda n=need, u=units: Ranking(n, Stock(PLACES, u, NOW), policy), rounds),
            "combinations": milliseconds(lambda n=need, u=units: found(n, Stock(PLACES, u, NOW), policy, MOST, BEST), rounds),
        }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
