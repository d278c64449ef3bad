"""What one set reaches where some of its resources serve one component only: each choice of components is a sum.

Decided: so few choices are gone through as they are; a solver is asked where there are more, where a part that kits share may
run out, or where what is counted otherwise would have to be divided.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.combinations.sets import Sets
    from schema.combinations.supply import Lot

MOST_CHOICES = 64


class Choices:
    """The sets of a supply, one at a time."""

    def __init__(self, sets: Sets) -> None:
        self._sets, supply = sets, sets.supply
        kind, rows = sets.gives.dtype, supply.rows
        count = len(supply.candidates)
        whole = [lot for lot in supply.lots if supply.is_whole(lot)]
        known = {id(lot) for lot in whole}
        rest = [lot for lot in supply.lots if id(lot) not in known]
        self._rest = np.array(supply.contributions(rest), dtype=kind).reshape(count, len(rows))
        self._own: dict[int, list[Lot]] = {}
        for lot in whole:
            self._own.setdefault(lot.unit, []).append(lot)
        self._vectors = {
            id(lot): [
                np.array([min(lot.gives(at) or 0, supply.required(row)) if at in row else 0 for row in rows], kind)
                for at in sorted(lot.fits)
            ]
            for lot in whole
        }  # fmt: skip

    def share(self, members: Sequence[int]) -> float | None:
        """The share of the need that a set reaches, 0–1; None where choices do not tell."""
        lots = [lot for unit in members for lot in self._own.get(unit, ())]
        divided = any(not lot.is_undivided for lot in lots)
        if divided or prod(len(lot.fits) for lot in lots) > MOST_CHOICES:
            return None
        if self._sets.shares_parts(np.array([members], np.int64))[0]:
            return None
        base = self._rest[list(members)].sum(axis=0)
        each = product(*(self._vectors[id(lot)] for lot in lots))
        sums = np.array([sum(choice, base) for choice in each])
        sets = self._sets
        if sets.enough(sums).any():
            return 1.0
        return float(sets.share(sets.covered(sums)).max())
