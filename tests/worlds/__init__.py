"""Small worlds for tests: streets with units, offers, promises and needs, drawn from a seed as spreadsheet rows.

They are drawn to be difficult: half-open periods touch, promises stagger, days, weeks and months end inside of
windows, units are just full or just not. A third of what is offered is sound, the rest has one flaw each, so that
every test, verdict and way of being bound to the street occurs often; `python -m tests.worlds SEED [COUNT]` counts
how often, and `test_worlds.py` guards that nothing becomes rare. Only the categories of roles that the house knows by
code are shared between worlds, so that many lie side by side in one database without touching.

| module | draws |
|---|---|
| `drawing` | the dice, the clock and the columns |
| `terms`, `ground` | categories with the bridge between them; places |
| `asks`, `partners` | needs; units and what binds them to the street |
| `offers`, `times`, `promises` | resources; their opening hours; commitments |
| `kits` | resources that consist of others, and what has to be brought back |
| `edges` | units for which exactly one edge decides |
| `accounts` | `draw_accounts`: holders of every permission role with accounts, reporters, contacts, what is public |
| `counting` | how often each verdict, test … occurs |
"""

from __future__ import annotations

import random
from datetime import datetime

from tests.worlds.accounts import draw_accounts
from tests.worlds.asks import draw_needs
from tests.worlds.drawing import CLOCKS, Drawing, Row, Rows
from tests.worlds.edges import draw_edges
from tests.worlds.ground import draw_ground
from tests.worlds.kits import draw_kits
from tests.worlds.offers import draw_offers
from tests.worlds.partners import draw_partners
from tests.worlds.promises import draw_promises
from tests.worlds.terms import draw_terms

__all__ = ["Row", "Rows", "as_of", "draw_accounts", "shuffled", "world"]

NEEDS = 8
"""Needs in each world."""


def world(seed: int, *, prefix: str) -> Rows:
    """Draw a world: sheet by file name, rows with Chinese headers. The same seed always draws the same.

    Args:
        seed: which world. prefix: what every number in it begins with, e.g. `W07-`.
    """
    drawing = Drawing(seed, prefix)
    bridges = draw_terms(drawing)
    ground = draw_ground(drawing)
    draw_needs(drawing, ground, bridges, NEEDS)
    count = drawing.dice.randint(5, 31)
    sharp = [drawing.code(f"E-{n}") for n in range(1, min(8, count // 2) + 1)]
    units = draw_partners(drawing, ground, count - len(sharp))
    offers = draw_offers(drawing, ground, units)
    draw_promises(drawing, units, offers)
    draw_edges(drawing, sharp)
    draw_accounts(drawing, ground, [*units, *sharp])
    draw_kits(drawing, offers)
    return drawing.rows


def as_of(seed: int) -> datetime:
    """The instant that the periods of a world are drawn around, and from which its needs are to be asked."""
    return CLOCKS[seed % len(CLOCKS)]


def shuffled(rows: Rows, seed: int) -> Rows:
    """The same rows with the sheets, the rows of each sheet and its columns in another order."""
    dice = random.Random(f"shuffle {seed}")
    sheets = dice.sample(sorted(rows), len(rows))
    return {sheet: _shuffled_sheet(rows[sheet], dice) for sheet in sheets}


def _shuffled_sheet(rows: list[Row], dice: random.Random) -> list[Row]:
    columns = dice.sample(list(rows[0]), len(rows[0])) if rows else []
    return [{column: row[column] for column in columns} for row in dice.sample(rows, len(rows))]
