"""A search says the truth: what it calls the best is, whether it takes a sheet apart or not."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from schema.solving import search
from schema.solving.parts import parts
from schema.solving.search import Watch, searched
from schema.solving.sheet import Sheet
from tests.schema.solving.making import real, whole

WATCH = Watch(60.0, lambda: False, lambda _value, _bound: None)


def _sheet(random: Random, columns: int, rows: int) -> tuple[Sheet, np.ndarray[tuple[int], np.dtype[np.float64]]]:  # fmt: skip
    """Small columns and rows, with some that can't hold together; and what columns are worth."""
    sheet = Sheet()
    own = sheet.columns(real([random.randint(0, 2) for _ in range(columns)]))
    for _ in range(rows):
        some = sorted(random.sample(range(columns), random.randint(1, min(3, columns))))
        least = random.choice([-np.inf, -np.inf, 0.0, 1.0])
        factors = [random.choice([-1.0, 1.0, 1.0, 2.0, 3.0]) for _ in some]
        sheet.row(own[some], real(factors), at_most=random.randint(0, 4) + 0.5, at_least=least)
    return sheet, real([random.randint(-4, 9) for _ in range(columns)])


def _best(sheet: Sheet, cost: np.ndarray[tuple[int], np.dtype[np.float64]], *, most: bool) -> float | None:  # fmt: skip
    """By counting through all columns."""
    program = sheet.program(cost, most=most)
    every = np.stack(np.meshgrid(*[np.arange(u + 1) for u in program.col_upper_], indexing="ij"), -1).reshape(-1, sheet.count)  # fmt: skip
    row, column, value = sheet.entries()
    table = np.zeros((sheet.height, sheet.count))
    table[row, column] = value
    sums = every @ table.T
    fine = ((sums <= np.array(program.row_upper_)) & (sums >= np.array(program.row_lower_))).all(axis=1)  # fmt: skip
    found = (every @ cost)[fine]
    return None if not len(found) else float(found.max() if most else found.min())


@pytest.mark.parametrize("apart", [True, False])
def test_the_best_is_the_best_of_all(apart: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Taken apart or as a whole, the most and the least; where nothing holds it is said to be impossible."""
    monkeypatch.setattr(search, "FEW", 0 if apart else 10**9)
    monkeypatch.setattr("schema.solving.parts.SMALL", 1)
    several = impossible = 0
    for seed in range(150):
        random = Random(seed)
        sheet, cost = _sheet(random, random.randint(2, 7), random.randint(1, 4))
        several += len(parts(sheet)) > 1
        most = random.random() < 0.5
        best, found = _best(sheet, cost, most=most), searched(sheet, cost, most=most, start=None, watch=WATCH)  # fmt: skip
        if best is None:
            impossible += 1
            assert found.impossible
            assert not found.finished
            continue
        assert found.finished
        assert found.values is not None
        assert float(cost @ found.values) == pytest.approx(best, abs=1e-6), seed
        assert found.bound == pytest.approx(best, abs=1e-6), seed
    assert several > 50
    assert impossible > 10


def test_parts_share_no_row() -> None:
    """Each column is in one part, and all columns of a row are in the same."""
    for seed in range(60):
        random = Random(seed)
        sheet, _ = _sheet(random, 12, 6)
        row, column, _ = sheet.entries()
        label = np.full(sheet.count, -1)
        for number, own in enumerate(parts(sheet)):
            assert np.all(label[own] == -1)
            label[own] = number
        assert np.all(label >= 0)
        assert all(len(set(label[column[row == one]].tolist())) == 1 for one in set(row.tolist()))


def test_what_is_told_is_of_all_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values that are told are of whole plans: none is better than the bound told with it, the last is what is found."""
    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr("schema.solving.parts.SMALL", 1)
    told: list[tuple[float, float]] = []
    random = Random(3)
    sheet = Sheet()
    own = sheet.columns(np.ones(40))
    for block in range(4):
        inside = own[block * 10 : block * 10 + 10]
        sheet.row(inside, real([random.randint(2, 9) for _ in inside]), at_most=20.0)
    cost = real([random.randint(1, 9) for _ in own])
    watch = Watch(60.0, lambda: False, lambda value, bound: told.append((value, bound)))
    found = searched(sheet, cost, most=True, start=None, watch=watch)
    assert told[-1] == pytest.approx((found.bound, found.bound))
    assert all(value <= bound + 1e-6 for value, bound in told)


def test_stopped_at_once_a_bound_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any time, what is given to begin with is what is found; what nothing passes is told all the same."""
    monkeypatch.setattr(search, "FEW", 0)
    monkeypatch.setattr("schema.solving.parts.SMALL", 1)
    sheet, best = Sheet(), 0.0
    for _ in range(3):
        own = sheet.columns(np.ones(5))
        sheet.row(own, real([2, 3, 4, 5, 6]), at_most=9.5)
        best += 3.0
    watch = Watch(0.0, lambda: False, lambda _value, _bound: None)
    found = searched(sheet, np.ones(15), most=True, start=np.zeros(15), watch=watch)
    assert best <= found.bound < 15


# Least, most, and the entries of each row: column:factor.
_ROWS = """
0 * 8:-1 9:1/3 10:1/3 11:1/3 12:1/3 13:1/3 14:1/3 15:1/3 16:1 17:1/3 18:1/3; * 0 8:1 19:-1; 0 * 8:1 19:-1;
0 * 20:-1 21:1/2 22:1/2 23:1/2 24:1/2 25:1/2 26:1/2 27:1/2 28:1 29:1/2 30:1/2; * 0 19:-1 20:1;
0 * 19:-1 20:1; * 1 19:1; * 0 9:1 31:-2; * 0 0:-1 31:1; * 0 10:1 32:-2; * 0 0:-1 32:1; * 0 1:-3 11:1;
* 0 12:1 33:-3; * 0 2:-1 33:1; * 0 3:-3 13:1; * 0 4:-3 14:1; * 0 5:-1 15:1; * 0 5:-1 16:1; * 0 6:-1 17:1;
* 0 7:-2 18:1; * 0 21:1 34:-2; * 0 0:-1 34:1; * 0 22:1 35:-2; * 0 0:-1 35:1; * 0 1:-2 23:1; * 0 1:-1 24:1;
* 0 25:1 36:-2; * 0 2:-1 36:1; * 0 3:-2 26:1; * 0 4:-2 27:1; * 0 5:-1 28:1; * 0 6:-1 29:1; * 0 30:1 37:-2;
* 0 6:-1 37:1; * 1 18:1/2; * 1 11:1/3 23:1/3; * 1 24:1; * 1 33:1 36:1; * 1 17:1 29:1; * 1 37:1;
* 1 14:1/4 27:1/4; * 1 31:1 34:1; * 1 32:1 35:1; * 1 13:1/4 26:1/4; * 1 15:1;
1 1 0:1 1:1 2:1 3:1 4:1 5:1 6:1 7:1; 1 1 19:1
"""
_MOST = [1] * 9 + [2, 2, 3, 3, 3, 3, 1, 1, 1, 2, 1, 1, 2, 2, 2, 1, 2, 2, 2, 1, 1, 2] + [1] * 7
_PARTED = (8, 16, 20, 28)
_WORTH = [0.936904, 0.929625, 0.922346, 0.922346, 0.915067, 0.915067, 0.853774, 0.599999]


def test_presolving_is_not_trusted_where_it_is_wrong() -> None:
    """HiGHS 1.16 gives up on this sheet, or calls something else the best, if all rules of presolving are on."""
    sheet = Sheet()
    for column, most in enumerate(_MOST):
        sheet.columns(real([most]), whole=column not in _PARTED)
    for text in _ROWS.split(";"):
        least, most, *entries = text.split()
        at = [(int(column), float(Fraction(factor))) for column, factor in (e.split(":") for e in entries)]  # fmt: skip
        sheet.row(
            whole([column for column, _ in at]),
            real([factor for _, factor in at]),
            at_least=-np.inf if least == "*" else float(least),
            at_most=np.inf if most == "*" else float(most),
        )
    cost = np.r_[_WORTH, np.zeros(len(_MOST) - len(_WORTH))]
    found = searched(sheet, cost, most=True, start=None, watch=WATCH)
    assert found.values is not None
    assert float(cost @ found.values) == pytest.approx(0.915067)
    assert (found.bound, found.finished) == (pytest.approx(0.915067), True)
