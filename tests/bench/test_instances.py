"""Published instances: formats are read as they are written, and what is told of a problem is true."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations, permutations, product
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bench.instances import formats, prices
from bench.instances.__main__ import lines, main
from bench.instances.formats import Covering
from bench.instances.reading import Numbers, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    Table = list[list[int]]

CASES = 60


def _wrapped(random: Random, numbers: Sequence[int]) -> str:
    """The numbers with blanks and ends of lines as they come."""
    return "".join(f"{number}{random.choice([' ', '  ', chr(10), chr(9), ' ' + chr(10)])}" for number in numbers)  # fmt: skip


def _gap(random: Random) -> tuple[Table, Table, list[int]]:
    agents, jobs = random.randint(1, 4), random.randint(1, 5)
    table = lambda high: [[random.randint(1, high) for _ in range(jobs)] for _ in range(agents)]  # noqa: E731
    return table(20), table(9), [random.randint(4, 16) for _ in range(agents)]


def _flat(problem: tuple[Table, Table, list[int]]) -> list[int]:
    cost, takes, room = problem
    return [len(cost), len(cost[0]), *sum(cost, []), *sum(takes, []), *room]  # noqa: RUF017


def _best_gap(problem: tuple[Table, Table, list[int]], *, most: bool) -> int | None:
    cost, takes, room = problem
    found = []
    for choice in product(range(len(cost)), repeat=len(cost[0])):
        load = [sum(takes[a][j] for j, b in enumerate(choice) if a == b) for a in range(len(cost))]
        if all(x <= y for x, y in zip(load, room, strict=True)):
            found.append(sum(cost[a][j] for j, a in enumerate(choice)))
    return (max(found) if most else min(found)) if found else None


def _fine(line: dict[str, object], best: int | None) -> None:
    """Value and bound are the best that counting through all gives; or it is said that there is none."""
    expected = ("optimal", best, best, 0.0) if best is not None else ("infeasible", None, None, None)  # fmt: skip
    assert (line["status"], line["value"], line["bound"], line["gap"]) == expected


def test_generalised_assignment_is_the_best_of_all() -> None:
    """Least and most, alone and several in a file, with jobs that fit nowhere and rooms too small for all together."""
    none = 0
    for seed in range(CASES):
        random = Random(seed)
        several = [_gap(random) for _ in range(random.randint(1, 3))]
        sense = random.choice(["least", "most"])
        flat = [len(several), *sum(map(_flat, several), [])]  # noqa: RUF017
        told = list(lines("gap", _wrapped(random, flat), "x", 60, sense))
        alone = list(lines("gap", _wrapped(random, _flat(several[0])), "x", 60, sense))
        assert len(told) == len(several)
        for line, problem in zip([*told, *alone], [*several, several[0]], strict=True):
            best = _best_gap(problem, most=sense == "most")
            none += best is None
            _fine(line, best)
    assert 10 < none < CASES * 2


def _scp(random: Random) -> tuple[list[int], list[list[int]]]:
    rows, columns = random.randint(1, 7), random.randint(1, 9)
    share = random.choice([0.15, 0.3, 0.6])
    return [random.randint(0, 9) for _ in range(columns)], [[c for c in range(columns) if random.random() < share] for _ in range(rows)]  # fmt: skip


def _best_scp(cost: list[int], rows: list[list[int]]) -> int | None:
    every = range(len(cost))
    found = [sum(cost[c] for c in some) for many in range(len(cost) + 1) for some in combinations(every, many) if all(set(row) & set(some) for row in rows)]  # fmt: skip
    return min(found, default=None)


def test_covers_are_the_best_of_all() -> None:
    """Row by row and column by column, with rows that nothing covers."""
    none = 0
    for seed in range(CASES * 2):
        random = Random(seed)
        cost, rows = _scp(random)
        best = _best_scp(cost, rows)
        none += best is None
        by_rows = [len(rows), len(cost), *cost]
        for row in rows:
            by_rows += [len(row), *(c + 1 for c in row)]
        by_columns = [len(rows), len(cost)]
        for column, price in enumerate(cost):
            own = [n + 1 for n, row in enumerate(rows) if column in row]
            by_columns += [price, len(own), *own]
        for flat in (by_rows, by_columns):
            _fine(next(lines("scp", _wrapped(random, flat), "x", 60, None)), best)
    assert 10 < none < CASES


def test_assignments_are_the_best_of_all() -> None:
    """All costs, and only some with their items, where there may be none at all."""
    none = 0
    for seed in range(CASES):
        random = Random(seed)
        many = random.randint(1, 6)
        cost = [[random.randint(-5, 30) for _ in range(many)] for _ in range(many)]
        ways = [sum(cost[i][j] for i, j in enumerate(way)) for way in permutations(range(many))]
        _fine(next(lines("assign", _wrapped(random, [many, *sum(cost, [])]), "x", 60, None)), min(ways))  # noqa: RUF017  # fmt: skip
        kept = {(i, j) for i in range(many) for j in range(many) if random.random() < 0.5}
        if len(kept) * 3 == many * many or len(kept) < many:
            continue
        ways = [sum(cost[i][j] for i, j in enumerate(way)) for way in permutations(range(many)) if kept.issuperset(enumerate(way))]  # fmt: skip
        none += not ways
        flat = [many, *(x for i, j in sorted(kept) for x in (i + 1, j + 1, cost[i][j]))]
        _fine(next(lines("assign", _wrapped(random, flat), "x", 60, None)), min(ways, default=None))
    assert none > 5


def test_prices_narrow_a_large_assignment_without_losing_the_best() -> None:
    """Where only few pairs are searched, value and bound meet: the bound is of all pairs."""
    random = Random(5)
    flat = [120, *(random.randint(1, 100_000) for _ in range(120 * 120))]
    line = next(lines("assign", _wrapped(random, flat), "x", 60, None))
    assert line["status"] == "optimal"


@pytest.mark.parametrize("seed", range(20))
def test_no_prices_prove_too_much(seed: int) -> None:
    """Whatever prices are: no cover costs less than they say, and none with a column less than with what it costs beyond them."""
    random = Random(seed)
    cost, rows = _scp(random)
    best = _best_scp(cost, rows)
    if best is None:
        return
    pairs = sorted((c, r) for r, row in enumerate(rows) for c in row)
    instance = Covering(len(rows), np.array(cost, float), np.array([r for _, r in pairs]), np.array([c for c, _ in pairs]))  # fmt: skip
    for priced in (
        prices.of_rows(instance, np.array([random.uniform(0, 6) for _ in rows])),
        prices.sought(instance, best + 3.0, np.inf),
    ):
        assert priced.bound <= best + 1e-9
        for column in range(len(cost)):
            rest = [row for row in rows if column not in row]
            others = _best_scp([c if n != column else 10**6 for n, c in enumerate(cost)], rest)
            assert others is not None
            assert priced.bound + max(priced.beyond[column], 0.0) <= others + cost[column] + 1e-9


def test_the_shape_of_a_file_says_which_way_is_better() -> None:
    """Several of one size are for the most, as published; others for the least; whoever asks gets what they ask for."""
    random = Random(1)
    one = [2, 3, *(random.randint(1, 5) for _ in range(12)), 99, 99]
    other = [1, 2, 3, 4, 1, 1, 9]

    def sense(flat: list[int], asked: str | None = None) -> list[bool]:
        return [p.most for p in formats.gap(Numbers(_wrapped(random, flat)), asked)]

    assert sense([2, *one, *one]) == [True, True]
    assert sense([2, *one, *other]) == [False, False]
    assert sense(one) == [False]
    assert sense([1, *one]) == [False]
    assert sense([2, *one, *one], "least") == [False, False]
    assert sense(one, "most") == [True]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("gap", "", "line 1: the file is empty"),
        ("gap", " \n\n", "line 1: the file is empty"),
        ("gap", "2 2\n1 2 3 4\n1 x 1 1\n5 5", "line 3, column 3, number 8: found 'x'; a number is needed"),
        ("gap", "2 2\n1 2 3 4\n1 1 1 1\n5", "line 4: the file ends after 11 numbers; 1 more are needed: rooms of 2 agents"),
        ("gap", "2 2\n1 2 3 4\n1 1 1 1\n5 5 7", "line 4, column 5, number 13: found '7'; the problem ends before it"),
        ("gap", "2 2\n1 2 3 4\n1 1 -1 1\n5 5", "line 3, column 5, number 9: found '-1'; it can't be below 0"),
        ("gap", "2\n1 1\n3\n1\n1\n", "line 5: the file ends after 6 numbers; 1 more are needed: how many agents"),
        ("gap", "0 5", "line 1, column 1, number 1: found '0'; a whole number from 1 is needed"),
        ("gap", "99999999 99999999 1", "costs of 99999999 agents by 99999999 jobs"),
        ("gap", "1 1 nan 1 1", "found 'nan'; a number is needed"),
        ("scp", "2 2 1 1 1 1 1 3", "line 1, column 15, number 8: found '3'; a whole number from 1 to 2 is needed"),
        ("scp", "2 2 1 1 1 1", "how many columns cover row 2"),
        ("scp", "2 2 1 1 1 1 1 2 9", "found '9'; the problem ends before it"),
        ("scp", "1.5 2", "found '1.5'; a whole number from 1 is needed"),
        ("assign", "2 1 2 3", "1 more are needed: costs of 2 by 2"),
        ("assign", "2 1 2 3 4 5", "line 1, column 11, number 6: found '5'; the problem ends before it"),
        ("assign", "-3", "found '-3'; a whole number from 1 is needed"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_line(
    kind: str, text: str, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Place, what was found, what would do; nothing is printed, and the command says 2."""
    file = tmp_path / "file.txt"
    file.write_text(text)
    assert main([kind, str(file)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert said in err
    assert str(file) in err


def test_a_file_that_is_not_there_is_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    """So is a folder, or what isn't text."""
    assert main(["gap", "nowhere.txt"]) == 2
    assert main(["gap", "/"]) == 2
    assert capfd.readouterr().err.count("\n") == 2
    with pytest.raises(Unreadable, match="number 1"):
        Numbers("\ufffd\ufffd 3")


def test_the_command_prints_lines_and_nothing_else(tmp_path: Path) -> None:
    """Not even the licence of a solver: whatever reads the lines reads only lines."""
    file = tmp_path / "two.txt"
    file.write_text("2\n2 2\n1 2 3 4\n1 1 1 1\n2 2\n1 3\n1 2 3\n1 1 1\n2\n")
    done = subprocess.run([sys.executable, "-m", "bench.instances", "gap", file, "--seconds", "20"], capture_output=True, text=True, check=True)  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    keys = ("problem", "value", "status", "sense")
    assert [tuple(line[key] for key in keys) for line in told] == [("two-1", 3, "optimal", "least"), ("two-2", None, "infeasible", "least")]  # fmt: skip
    assert all({"kind", "bound", "gap", "seconds"} <= line.keys() for line in told)


def test_where_time_runs_out_the_bound_still_holds() -> None:
    """A cover that nobody can finish in no time has a value, and a bound below it."""
    random = Random(3)
    rows = [sorted(random.sample(range(1, 801), 30)) for _ in range(150)]
    flat = [150, 800, *(random.randint(1, 90) for _ in range(800))]
    for row in rows:
        flat += [len(row), *row]
    line = next(lines("scp", _wrapped(random, flat), "x", 0.05, None))
    value, bound = line["value"], line["bound"]
    assert isinstance(value, int)
    assert isinstance(bound, int)
    assert bound <= value
