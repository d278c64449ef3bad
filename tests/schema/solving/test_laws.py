"""Laws at proven optima, whatever the world; and what has no good answer gets an honest one."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from threading import Event, Thread

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.solving.baselines import first_come, urgent_first
from schema.solving.certificate import upper_bound
from schema.solving.problem import Divide, Plan, Problem, Solution, Standing, judged
from schema.solving.rounded import joined, with_rounded
from schema.solving.stages import COVERAGE, NAMES, solved
from schema.solving.worth import prices, with_more, worth
from tests.schema.solving.making import Row, limits, plans, world

KINDS = (Divide.ALL, Divide.COUNTED, Divide.ANY)
DRAWN = st.randoms(use_true_random=False)
LITTLE = 2e-6


def drawn(random: Random, **how: object) -> Problem:
    """A world with every kind of offer."""
    return world(random, **{"needs": 5, "communities": 3, "kinds": KINDS, **how})  # pyright: ignore[reportArgumentType]


def coverage(problem: Problem) -> float:
    """The proven best."""
    stage = solved(problem, seconds=60, until=COVERAGE).stages[0]
    assert stage.standing == Standing.PROVEN
    return stage.value


@settings(max_examples=30)
@given(DRAWN)
def test_the_referee_finds_nothing_wrong(random: Random) -> None:
    """Of what is solved, by all stages, and of both baselines; no stage says more than its bound, and all are proven."""
    problem = drawn(random)
    solution = solved(problem, seconds=60)
    for plan in (solution.plan, first_come(problem), urgent_first(problem)):
        assert judged(problem, plan).wrong == ()
    said = judged(problem, solution.plan)
    assert [stage.name for stage in solution.stages] == list(NAMES)
    assert [stage.value for stage in solution.stages[2:]] == [said.engagements, said.metres]
    assert all(stage.standing == Standing.PROVEN for stage in solution.stages)


@settings(max_examples=30)
@given(DRAWN)
def test_more_room_never_lowers_coverage(random: Random) -> None:
    """And what it is worth is what solving again says, no less than nothing."""
    problem = drawn(random)
    before, much = solved(problem, seconds=60, until=COVERAGE), range(len(problem.limits))
    units = range(len(problem.units))
    gained = worth(problem, before, limits=much, units=units, seconds=60)
    after = coverage(with_more(problem, limits=much, units=units))
    assert after >= before.stages[0].value - LITTLE
    assert gained.exact
    assert gained.least == pytest.approx(after - before.stages[0].value, abs=1e-5)


@settings(max_examples=30)
@given(DRAWN)
def test_fewer_offers_never_raise_coverage(random: Random) -> None:
    """A unit that gives nothing any more leaves no more than there was."""
    problem = drawn(random, kept=False)
    gone = problem.offers.unit == random.randrange(len(problem.units))
    # An offer of whole amounts that are more than is missing can never be used.
    beyond = replace(
        problem.offers,
        most=np.where(gone, 99.0, problem.offers.most),
        divide=np.where(gone, int(Divide.ALL), problem.offers.divide),
    )
    assert coverage(replace(problem, offers=beyond)) <= coverage(problem) + LITTLE


@settings(max_examples=30)
@given(DRAWN)
def test_the_order_of_rows_changes_nothing(random: Random) -> None:
    """Limits in any order: the same coverage, shares, engagements and metres."""
    problem = drawn(random)
    rows = list(range(len(problem.limits)))
    random.shuffle(rows)
    spans = [slice(problem.limits.start[r], problem.limits.start[r + 1]) for r in rows]
    mixed = limits(
        [
            Row(
                list(zip(problem.limits.offer[s], problem.limits.per[s], problem.limits.once[s], strict=True)),
                problem.limits.room[r],
            )
            for s, r in zip(spans, rows, strict=True)
        ]
    )  # fmt: skip
    one, two = solved(problem, seconds=60), solved(replace(problem, limits=mixed), seconds=60)
    assert [s.value for s in one.stages] == pytest.approx([s.value for s in two.stages], abs=1e-5)
    levels = [[value for value, _ in s.levels] for s in (one, two)]
    assert levels[0] == pytest.approx(levels[1], abs=1e-5)


@settings(max_examples=30)
@given(DRAWN)
def test_two_of_everything_covers_twice(random: Random) -> None:
    """The same world twice, side by side, comes to twice the coverage."""
    problem = drawn(random)
    assert coverage(twice(problem)) == pytest.approx(2 * coverage(problem), abs=1e-5)


def twice(problem: Problem) -> Problem:
    """Two worlds that don't know of each other."""
    needs, lines, offers, rows = problem.needs, problem.lines, problem.offers, problem.limits
    both = {name: np.r_[getattr(needs, name), getattr(needs, name)] for name in ("weight", "community", "most_units", "partly")}  # fmt: skip
    shifted = replace(rows, offer=rows.offer + len(offers))
    same = {name: np.r_[getattr(offers, name), getattr(offers, name)] for name in ("resource", "most", "divide", "metres", "kept")}  # fmt: skip
    return replace(
        problem,
        needs=replace(needs, ids=[*needs.ids, *(f"{n}'" for n in needs.ids)], **both),
        lines=replace(
            lines,
            need=np.r_[lines.need, lines.need + len(needs)],
            alternative=np.r_[lines.alternative, lines.alternative],
            required=np.r_[lines.required, lines.required],
            have=np.r_[lines.have, lines.have],
        ),
        offers=replace(
            offers,
            line=np.r_[offers.line, offers.line + len(lines)],
            unit=np.r_[offers.unit, offers.unit + len(problem.units)],
            **same,
        ),
        limits=joined(rows, shifted),
        units=[*problem.units, *(f"{u}'" for u in problem.units)],
        unit_room=np.r_[problem.unit_room, problem.unit_room],
    )


@settings(max_examples=30)
@given(DRAWN)
def test_prices_prove_what_is_reached(random: Random) -> None:
    """Prices of the relaxation give a bound no lower than the best; rows that follow cut off no plan and keep it so."""
    problem = drawn(random, needs=3, per_line=2)
    top = coverage(problem)
    follows = with_rounded(problem)
    for asked in (problem, follows):
        found = prices(asked)
        assert found is not None
        assert upper_bound(asked, found) >= top - LITTLE
    for amount in plans(problem)[:200]:
        assert any("limit" in wrong for wrong in judged(follows, Plan(amount)).wrong) is False


@settings(max_examples=30)
@given(DRAWN)
def test_the_same_world_gives_the_same_plan(random: Random) -> None:
    """Twice, to the last amount."""
    problem = drawn(random)
    one, two = solved(problem, seconds=60), solved(problem, seconds=60)
    assert np.array_equal(one.plan.amount, two.plan.amount)


@settings(max_examples=30)
@given(DRAWN)
def test_no_time_gives_an_honest_answer(random: Random) -> None:
    """A plan that may be carried out and bounds that hold; nothing is told as proven that is not so by itself."""
    problem = drawn(random)
    hasty, real = solved(problem, seconds=0), solved(problem, seconds=60)
    assert judged(problem, hasty.plan).wrong == ()
    assert hasty.stages[0].bound >= real.stages[0].value - LITTLE
    for quick, best in zip(hasty.stages[:2], real.stages[:2], strict=True):
        if quick.standing == Standing.PROVEN:
            assert quick.value == pytest.approx(best.value, abs=1e-5)
            continue
        assert quick.standing == Standing.NONE
        break


def test_nothing_at_all() -> None:
    """No needs; no offers; no room anywhere: an empty plan, proven."""
    problem = world(Random(3), needs=4, kept=False)
    zero = replace(problem, limits=limits([Row([(o, 1.0, 0.0) for o in range(len(problem.offers))], 0.0)]))  # fmt: skip
    bare = replace(problem, lines=replace(problem.lines, have=problem.lines.have * 0))
    for nothing in (without_offers(problem), zero, without_needs(), without_offers(bare)):
        solution = solved(nothing, seconds=10)
        assert not solution.plan.amount.any()
        assert {stage.standing for stage in solution.stages} == {Standing.PROVEN}
    assert solved(without_offers(bare), seconds=10).stages[0].value == 0


def without_offers(problem: Problem) -> Problem:
    """The same needs, and nobody."""
    none = np.empty(0)
    whole = none.astype(np.int64)
    offers = replace(problem.offers, line=whole, unit=whole, resource=whole, most=none, divide=whole, metres=whole, kept=none)  # fmt: skip
    return replace(problem, offers=offers, limits=limits([]))


def without_needs() -> Problem:
    """Nothing is asked for."""
    problem = without_offers(world(Random(3)))
    whole, none = np.empty(0, dtype=np.int64), np.empty(0)
    return replace(
        problem,
        needs=replace(problem.needs, ids=[], weight=whole, community=whole, most_units=whole, partly=none.astype(bool)),
        lines=replace(problem.lines, need=whole, alternative=whole, required=none, have=none),
    )  # fmt: skip


def test_a_need_larger_than_all_there_is() -> None:
    """In part it is covered as far as there is; in full only it is not covered, and that is proven."""
    problem = world(Random(11), needs=1, kept=False, kinds=(Divide.ANY,), rooms=False)
    large = replace(problem, lines=replace(problem.lines, required=problem.lines.required + 1000, have=problem.lines.have * 0))  # fmt: skip
    full = replace(large, needs=replace(large.needs, partly=np.zeros(1, dtype=bool)))
    solution = solved(full, seconds=10)
    assert (solution.stages[0].value, solution.stages[0].standing) == (0, Standing.PROVEN)


def test_somebody_stops_it() -> None:
    """Stopped from another thread, also before it begins: the best so far, and said to be stopped."""
    stop, found = Event(), list[Solution]()
    problem = world(Random(5), needs=6, units=4)
    stop.set()
    worker = Thread(target=lambda: found.append(solved(problem, stop=stop.is_set)))
    worker.start()
    worker.join(20)
    assert found[0].stopped
    assert judged(problem, found[0].plan).wrong == ()
