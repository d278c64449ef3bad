"""The replay finds every decision that is not the reference's, and nothing in a history that is right."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bench.bookings.reference import HOLDING, STEPS, Paper, Stock, Verdict
from bench.bookings.replay import Asked, Told, _judge, differing

if TYPE_CHECKING:
    from bench.bookings.replay import Place

STOCKS = {"a": Stock(3, exclusive=False), "b": Stock(2, exclusive=True)}


def history(seed: int, count: int = 300) -> tuple[list[Told], list[Place], dict[str, tuple[str, int]]]:  # fmt: skip
    """A right one: each decision is taken at an instant of its own, within the time in which somebody waits for it."""
    dice, paper = random.Random(seed), Paper(dict(STOCKS))
    told: list[Told] = []
    records: list[Place] = []
    for number in range(count):
        asked = _asked(dice, paper, number)
        verdict, id_ = _judge(paper, asked), asked.id
        if verdict.status:
            if asked.resource:
                id_ = f"c{number}"
                paper.book(id_, asked.resource, asked.start, asked.end, asked.quantity, verdict.status)  # fmt: skip
            else:
                paper.take(id_, verdict.status)
            records.append((id_, verdict.version or 0))
        told.append(Told(asked, number - 3 * dice.random(), number + 3 * dice.random(), verdict, id_ if verdict.status else ""))  # fmt: skip
    dice.shuffle(told)
    return told, records, {x.id: (x.status, x.version) for x in paper.lines.values()}


def _asked(dice: random.Random, paper: Paper, number: int) -> Asked:
    if paper.lines and dice.random() < 0.5:
        line = dice.choice(list(paper.lines.values()))
        return Asked(dice.choice([act for act, _ in STEPS]), id=line.id, seen=dice.choice([line.version, 1]))  # fmt: skip
    start = dice.randrange(40)
    act = dice.choice(["REQUEST_SUPPORT", "ASSIGN_SUPPORT"])
    return Asked(act, dice.choice("ab"), start, start + dice.randint(1, 8), dice.randint(1, 2), key=str(number))  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_a_right_history_differs_in_nothing(seed: int) -> None:
    """However long the answers took, and in whatever order they came."""
    told, records, held = history(seed)
    assert any(t.verdict.code == "CAPACITY_TAKEN" for t in told)
    assert differing(told, records, STOCKS, held) == []


@pytest.mark.parametrize("seed", range(20))
def test_each_wrong_decision_is_found(seed: int) -> None:
    """A place too many; a refusal of what was free, or for another reason; a state that is not what it came to; a record too many or too few."""
    told, records, held = history(seed)
    dice = random.Random(seed)
    refused = [t for t in told if t.verdict.code == "CAPACITY_TAKEN"]
    done = [t for t in told if t.verdict.status]
    one, ok = dice.choice(refused), dice.choice([t for t in done if t.asked.resource])

    def found(changed: list[Told], kept: list[Place] = records, ends: dict[str, tuple[str, int]] = held) -> bool:  # fmt: skip
        return bool(differing(changed, kept, STOCKS, ends))

    def instead(of: Told, by: Told) -> list[Told]:
        return [by if t is of else t for t in told]

    other = replace(one, verdict=replace(one.verdict, named=("c999",)))
    assert found(instead(one, other))
    assert found(instead(one, replace(one, verdict=Verdict(code="INVALID_TRANSITION"))))
    assert found([t for t in told if t is not ok])
    assert found(told, records[:-1])
    assert found(told, ends={**held, ok.id: ("FAILED", 9)})
    over = replace(one, verdict=Verdict("ACCEPTED", 1), id="more")
    at = 1 + max((records.index((t.id, t.verdict.version or 0)) for t in done if t.answered < one.sent), default=-1)  # fmt: skip
    assert found(instead(one, over), [*records[:at], ("more", 1), *records[at:]], {**held, "more": ("ACCEPTED", 1)})  # fmt: skip


def test_what_is_told_after_an_answer_is_recorded_after_it() -> None:
    """Two that did not overlap cannot have been done the other way round."""
    first = Told(Asked("ASSIGN_SUPPORT", "a", 0, 4, 1), 0.0, 1.0, Verdict("ACCEPTED", 1), "x")
    then = Told(Asked("ASSIGN_SUPPORT", "a", 8, 9, 1), 2.0, 3.0, Verdict("ACCEPTED", 1), "y")
    held = {"x": ("ACCEPTED", 1), "y": ("ACCEPTED", 1)}
    assert differing([first, then], [("x", 1), ("y", 1)], STOCKS, held) == []
    assert differing([first, then], [("y", 1), ("x", 1)], STOCKS, held)


def test_a_key_that_is_sent_again_has_one_effect() -> None:
    """Told the same commitment, as done before; done twice is found, and another commitment is."""
    asked = Asked("ASSIGN_SUPPORT", "a", 0, 4, 1, key="k")
    first = Told(asked, 0.0, 1.0, Verdict("ACCEPTED", 1), "x")
    again = replace(first, sent=0.5, answered=3.0, replayed=True)
    held = {"x": ("ACCEPTED", 1)}
    assert differing([first, again], [("x", 1)], STOCKS, held) == []
    assert differing([first, replace(again, id="y")], [("x", 1)], STOCKS, held)
    twice = replace(first, id="y")
    both = {**held, "y": ("ACCEPTED", 1)}
    assert differing([first, twice], [("x", 1), ("y", 1)], STOCKS, both)


def test_the_reference_holds_what_it_says() -> None:
    """A request and a promise hold, nothing else; half-open; of a counted thing the peak counts and not the sum."""
    assert {"REQUESTED", "ACCEPTED"} == HOLDING
    paper = Paper(dict(STOCKS))
    paper.book("x", "a", 0, 4, 2, "REQUESTED")
    paper.book("y", "a", 8, 12, 2, "ACCEPTED")
    assert paper.booking("ASSIGN_SUPPORT", "a", 0, 12, 1) == Verdict("ACCEPTED", 1)
    assert paper.booking("ASSIGN_SUPPORT", "a", 4, 9, 2) == Verdict(code="CAPACITY_TAKEN", named=("y",))  # fmt: skip
    assert paper.booking("REQUEST_SUPPORT", "a", 4, 8, 3) == Verdict("REQUESTED", 1)
    paper.take("y", "CANCELLED")
    assert paper.booking("ASSIGN_SUPPORT", "a", 4, 9, 3) == Verdict("ACCEPTED", 1)
    assert paper.step("CANCEL", "y", 1) == Verdict(code="VERSION_CONFLICT", named=("2",))
    assert paper.step("ACCEPT", "y", 2) == Verdict(code="INVALID_TRANSITION")
