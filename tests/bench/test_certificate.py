"""A certificate is checked without a solver, by code of its own: what is sound passes, what was tampered with does not."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.allocation.saved import saved
from bench.allocation.worlds import world as made_up
from bench.certificate.__main__ import checked, main
from bench.certificate.file import read
from schema.solving.baselines import urgent_first
from schema.solving.certificate import upper_bound
from schema.solving.columns import columns
from schema.solving.large import Certified
from schema.solving.prices import priced
from schema.solving.problem import Divide, Plan, Solution, Stage, Standing, judged
from schema.solving.rounded import rounded, with_rounded
from tests.schema.solving.making import plans, world

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (Divide.ALL, Divide.COUNTED, Divide.ANY)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What proves a tight street, with prices on derived rows."""
    path = tmp_path_factory.mktemp("certificates") / "street.npz"
    problem = made_up("street", "tight")
    wider, plan = with_rounded(problem), urgent_first(problem)
    guide = priced(wider, columns(wider), 700, 60.0)
    more = len(wider.limits) - len(problem.limits)
    assert guide.prices[len(problem.limits) :][:more].max() > 0
    stage = Stage("coverage", judged(problem, plan).coverage, guide.bound, 0.0, Standing.GAP, 0.0)
    saved(path, problem, Certified(Solution(plan, (stage,)), np.arange(more), guide.prices))
    return path


def test_sound_passes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The plan may be carried out, comes to what is claimed, and the prices prove the bound; the gap is told."""
    assert main([str(file)]) == 0
    assert '"holds": true' in capsys.readouterr().out
    found, arrays = checked(read(str(file))), read(str(file))
    assert found.value == pytest.approx(float(arrays["value"]), abs=1e-6)
    assert found.bound == pytest.approx(float(arrays["bound"]), abs=1e-6)
    assert 0 <= found.gap < 0.2


def _more_given(arrays: dict[str, np.ndarray]) -> None:
    arrays["amount"] = arrays["offer_most"].copy()


def _half_given(arrays: dict[str, np.ndarray]) -> None:
    used = np.flatnonzero((arrays["amount"] > 0) & (arrays["offer_divide"] == 0))
    arrays["amount"][used[0]] /= 2


def _taken_back(arrays: dict[str, np.ndarray]) -> None:
    arrays["amount"][np.flatnonzero(arrays["amount"])[:5]] = 0


def _free(arrays: dict[str, np.ndarray]) -> None:
    arrays["prices"] = np.zeros_like(arrays["prices"])


def _below_nothing(arrays: dict[str, np.ndarray]) -> None:
    arrays["prices"][0] = -1.0


def _not_a_number(arrays: dict[str, np.ndarray]) -> None:
    arrays["prices"][0] = np.nan


def _lower(arrays: dict[str, np.ndarray]) -> None:
    arrays["bound"] = arrays["bound"] - 0.01


def _higher(arrays: dict[str, np.ndarray]) -> None:
    arrays["value"] = arrays["value"] + 0.01


def _cut_off(arrays: dict[str, np.ndarray]) -> None:
    arrays["prices"] = arrays["prices"][:-1]


def _finer(arrays: dict[str, np.ndarray]) -> None:
    arrays["derived_parts"] = arrays["derived_parts"] + 5


@pytest.mark.parametrize("spoil", [_more_given, _half_given, _taken_back, _free, _below_nothing, _not_a_number, _lower, _higher, _cut_off, _finer])  # fmt: skip
def test_tampered_is_refused(file: Path, spoil: object) -> None:
    """A plan, a price, a row or a figure that is not what it is said to be is found."""
    arrays = read(str(file))
    spoil(arrays)  # pyright: ignore[reportCallIssue]
    assert checked(arrays).wrong


def test_what_is_no_certificate_is_said_to_be_none(tmp_path: Path, file: Path) -> None:
    """A file of something else, and one with an array missing, are refused and nothing else happens."""
    other = tmp_path / "other.npz"
    other.write_bytes(b"something else")
    missing = tmp_path / "missing.npz"
    np.savez(missing, allow_pickle=False, **{name: array for name, array in read(str(file)).items() if name != "prices"})  # fmt: skip
    assert main([str(other)]) == main([str(missing)]) == main([str(tmp_path / "nothing.npz")]) == 1


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_agrees_with_the_service(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    """Of any world, plan and prices, both come to the same value, the same bound, and agree whether the plan is allowed."""
    problem = world(random, needs=4, per_line=2, kinds=KINDS)
    more, every = rounded(problem), plans(problem)
    amount = every[random.randrange(len(every))]
    count = len(problem.limits) + len(more) + len(problem.units)
    prices = np.array([random.choice([0, 0, 0.1, 0.5, 1, 2]) for _ in range(count)], dtype=float)
    said, bound = judged(problem, Plan(amount)), upper_bound(with_rounded(problem), prices)
    stage = Stage("coverage", said.coverage, bound, 0.0, Standing.GAP, 0.0)
    path = tmp_path_factory.getbasetemp() / "drawn.npz"
    saved(path, problem, Certified(Solution(Plan(amount), (stage,)), np.arange(len(more)), prices))
    found = checked(read(str(path)))
    assert found.value == pytest.approx(said.coverage, abs=1e-9)
    assert found.bound == pytest.approx(bound, abs=1e-9)
    assert bool(found.wrong) == bool(said.wrong)


def test_no_solver_is_there(file: Path) -> None:
    """The program runs with nothing but NumPy: no solver and nothing of the service is ever loaded."""
    code = (
        "import sys, runpy\n"
        "sys.argv = ['certificate', sys.argv[1]]\n"
        "try:\n    runpy.run_module('bench.certificate', run_name='__main__')\n"
        "except SystemExit as ended:\n    assert ended.code == 0, ended.code\n"
        "tops = {name.partition('.')[0] for name in sys.modules}\n"
        "assert not tops & {'highspy', 'schema', 'graph', 'api', 'scipy', 'ortools'}, tops\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
