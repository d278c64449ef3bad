"""Columns and rows of a linear program with whole numbers, collected as arrays and handed to HiGHS at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from schema.solving.problem import Ints, Reals

ENDLESS = float("inf")
CLOSE = 1e-7
"""How far rows may be from holding, by columns."""


class Sheet:
    """What is decided (columns) and what must hold (rows): it grows from stage to stage, nothing is taken back."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.count = 0
        self.height = 0
        self._lower: list[Reals] = []
        self._upper: list[Reals] = []
        self._whole: list[Ints] = []
        self._at_least: list[Reals] = []
        self._at_most: list[Reals] = []
        self._row: list[Ints] = []
        self._column: list[Ints] = []
        self._value: list[Reals] = []

    def copy(self) -> Sheet:
        """The same so far; what is added to one is not added to the other."""
        other = Sheet()
        for name, value in vars(self).items():
            setattr(other, name, [*value] if isinstance(value, list) else value)
        return other

    @property
    def whole(self) -> bool:
        """Whether any column must be whole."""
        return any(kinds.any() for kinds in self._whole)

    def columns(self, upper: Reals, *, lower: Reals | float = 0.0, whole: bool = True) -> Ints:
        """New columns, and their numbers."""
        count = len(upper)
        self._lower.append(np.broadcast_to(np.asarray(lower, dtype=float), (count,)))
        self._upper.append(upper)
        self._whole.append(np.full(count, int(whole), dtype=np.int64))
        self.count += count
        return np.arange(self.count - count, self.count)

    def rows(
        self,
        entries: tuple[Ints, Ints, Reals | float],
        *,
        count: int,
        at_most: Reals | float = ENDLESS,
        at_least: Reals | float = -ENDLESS,
    ) -> None:
        """New rows. entries: number of the row among the new ones, column and factor, of each entry."""
        row, column, value = entries
        if not count:
            return
        self._row.append(row + self.height)
        self._column.append(column)
        self._value.append(np.broadcast_to(np.asarray(value, dtype=float), row.shape))
        self._at_least.append(np.broadcast_to(np.asarray(at_least, dtype=float), (count,)))
        self._at_most.append(np.broadcast_to(np.asarray(at_most, dtype=float), (count,)))
        self.height += count

    def entries(self) -> tuple[Ints, Ints, Reals]:
        """Row, column and factor of each entry of all rows."""
        return _all(self._row, int), _all(self._column, int), _all(self._value)

    @property
    def hopeless(self) -> bool:
        """Whether a row without any column can't hold."""
        bare = np.bincount(self.entries()[0], minlength=self.height) == 0
        return bool(np.any(bare & ((_all(self._at_least) > CLOSE) | (_all(self._at_most) < -CLOSE))))  # fmt: skip

    def part(self, columns: Ints) -> Sheet:
        """These columns, and the rows that have any of them: for columns that share no row with others."""
        other, place = Sheet(), np.full(self.count, -1, dtype=np.int64)
        place[columns] = np.arange(len(columns))
        other.count = len(columns)
        other._lower, other._upper = [_all(self._lower)[columns]], [_all(self._upper)[columns]]
        other._whole = [_all(self._whole, int)[columns]]
        row, column, value = self.entries()
        own = place[column] >= 0
        rows, at = np.unique(row[own], return_inverse=True)
        least, most = _all(self._at_least)[rows], _all(self._at_most)[rows]
        other.rows(
            (at, place[column[own]], value[own]), count=len(rows), at_least=least, at_most=most
        )
        return other

    def row(self, column: Ints, value: Reals, *, at_most: float = ENDLESS, at_least: float = -ENDLESS) -> None:  # fmt: skip
        """One new row."""
        self.rows((np.zeros(len(column), dtype=np.int64), column, value), count=1, at_most=at_most, at_least=at_least)  # fmt: skip

    def program(self, cost: Reals, *, most: bool, relaxed: bool = False) -> highspy.HighsLp:
        """As HiGHS takes it. cost: of the columns; most: whether to seek the most; relaxed: parts of whole numbers too."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = self.count, self.height
        lp.col_cost_ = cost
        lp.col_lower_, lp.col_upper_ = _all(self._lower), _all(self._upper)
        lp.row_lower_, lp.row_upper_ = _all(self._at_least), _all(self._at_most)
        lp.sense_ = highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize
        row, column, value = _all(self._row, int), _all(self._column, int), _all(self._value)
        order = np.lexsort((column, row))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.r_[0, np.cumsum(np.bincount(row, minlength=self.height))]
        lp.a_matrix_.index_, lp.a_matrix_.value_ = column[order], value[order]
        if not relaxed:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[n] for n in _all(self._whole, int)]
        return lp


def _all(
    parts: list[NDArray[np.float64]] | list[NDArray[np.int64]], dtype: type = float
) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)
