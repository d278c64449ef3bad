"""A sheet that falls into parts which share no row: each is searched by itself, which is much less than all at once.

Needs and resources of one field of work often have nothing to do with those of another, unless a unit's room joins them.
What is best of each part is together the best of all; what nothing passes of each adds up to what nothing passes of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from schema.solving.problem import Ints
    from schema.solving.sheet import Sheet

SMALL = 150
"""Parts with fewer columns are searched together."""


def parts(sheet: Sheet) -> list[Ints]:
    """The columns of each part, the largest first; one part where nothing comes apart. Small ones are put together."""
    row, column, _ = sheet.entries()
    label = _labels(sheet.count, sheet.height, row, column)
    order = np.argsort(label, kind="stable")
    every = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    every.sort(key=len)
    found: list[Ints] = []
    together: list[Ints] = []
    for own in every:
        together.append(own)
        if sum(map(len, together)) >= SMALL:
            found.append(np.sort(np.concatenate(together)))
            together = []
    if together:
        found.append(np.sort(np.concatenate(together)))
    return sorted(found, key=len, reverse=True)


def _labels(columns: int, rows: int, row: Ints, column: Ints) -> Ints:
    """The same number for columns that a chain of rows joins."""
    label = np.arange(columns)
    while len(row):
        before = label
        least = np.full(rows, columns)
        np.minimum.at(least, row, label[column])
        label = label.copy()
        np.minimum.at(label, column, least[row])
        label = label[label]
        if np.array_equal(label, before):
            break
    return label
