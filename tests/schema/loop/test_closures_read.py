"""From a row to the list of suspect closures: what cannot be placed in time, or is recorded while it is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from graph.compile.refusal import Refusal
from schema.loop.answers import FalseClosures
from schema.loop.roots import QUESTIONS, Asked
from schema.loop.statement import MOST_CLOSURES
from schema.loop.suspicions import WEIGHTS
from schema.loop.terms import LoopLeftOutReason, SuspicionCode
from schema.loop.words import LEFT_OUT, SUSPICIONS
from tests.schema.loop.making import START, change, row

(CLOSURES,) = (each for each in QUESTIONS if each.name == "falseClosures")
ASKED = Asked(place="p", start=START, end=START + timedelta(days=30), as_of=START, first=1)


def answered(*needs: dict[str, Any], count: int | None = None) -> FalseClosures:
    """The answer to a row with these needs."""
    made = [{"again": [], **need} for need in needs]
    said = {
        "place": "p",
        "count": len(made) if count is None else count,
        "undated": ["need_x"],
        "needs": made,
        "placeNode": None,
    }
    return CLOSURES.answer([said], ASKED)


def test_a_closure_recorded_while_it_is_asked_for_is_judged() -> None:
    """Its record is later than the question; also one that says when by its state alone."""
    just_now = row(
        "a",
        status="CLOSED",
        outcome="MET",
        closedAt=5,
        changes=[change(5, "CLOSE_BY_TIME", ("RESOLVED", "CLOSED"))],
    )
    by_state = row("b", status="CLOSED", outcome="MET", statusAt=9)
    found = answered(just_now, by_state)
    assert (found.closed_count, found.suspect_count, found.undated, len(found.closures)) == (
        2,
        2,
        1,
        1,
    )


def test_more_closures_than_one_answer_looks_at_are_refused() -> None:
    """With what helps."""
    with pytest.raises(Refusal) as refused:
        answered(count=MOST_CLOSURES + 1)
    assert refused.value.code == "TOO_MANY_NEEDS"


def test_every_word_has_its_sentence() -> None:
    """Each reason and each suspicion in both languages, each suspicion with a weight, the heaviest declared first."""
    assert set(LEFT_OUT) == set(LoopLeftOutReason)
    assert set(SUSPICIONS) == set(WEIGHTS) == set(SuspicionCode)
    weights = [WEIGHTS[code] for code in SuspicionCode]
    assert weights == sorted(weights, reverse=True)
