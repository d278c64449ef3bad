"""The whole of the statistics against a bookkeeper who walks minute by minute, over drawn lives, as of any minute; and cases by hand."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.compile.refusal import Refusal
from schema.instants import BEIJING
from schema.loop.answers import MOST_IDS
from schema.loop.facts import needs_from
from schema.loop.roots import Asked, checked
from schema.loop.survival import Lasted
from schema.loop.terms import LoopClockKind as Clock
from schema.loop.terms import LoopLeftOutReason as Why
from schema.loop.wording import statistics
from tests.schema.loop.making import AS_OF, DAY, START, assessment, at, change, lives, row
from tests.schema.loop.test_survival import to_the_right


def stand(life: Any, now: int) -> str:
    """Where a need stood at a minute."""
    moved = [state for minute, _, state in life["book"] if minute <= now]
    return moved[-1] if moved else "REPORTED"


def minutes(life: Any, start: int, end: int) -> int:
    """Minute by minute, those in which it was not on hold."""
    held = {"held": True, "resumed": False}
    count, stopped, events = 0, False, {m: e for m, e, _ in life["book"]}
    for minute in range(end):
        stopped = held.get(events.get(minute, ""), stopped)
        count += minute >= start and not stopped
    return count


def first(life: Any, event: str, now: int) -> int | None:
    """When something happened first."""
    return next((m for m, e, _ in life["book"] if e == event and m <= now), None)


def end(life: Any, now: int) -> int:
    """Until when a need was waited for."""
    if stand(life, now) in ("REJECTED", "CANCELLED", "CLOSED"):
        return max(
            m for m, e, _ in life["book"] if m <= now and e in ("rejected", "cancelled", "closed")
        )
    return now


def observed(life: Any, clock: Clock, now: int) -> list[Lasted]:
    """What the bookkeeper noted for a clock, in minutes."""
    if stand(life, now) == "MERGED":
        return []
    spans: list[tuple[int, int | None]] = []
    if clock is Clock.CLOSE:
        start: int | None = life["reported"]
        for minute, event, _ in life["book"]:
            if minute <= now and event == "closed" and start is not None:
                spans.append((start, minute))
                start = None
            elif minute <= now and event == "reopened":
                start = minute
        spans += [] if start is None else [(start, None)]
    else:
        start = first(life, "accepted", now) if clock is Clock.START else life["reported"]
        what = {Clock.RECEIVE: "accepted", Clock.ARRIVE: "arrived", Clock.START: "started"}[clock]
        spans = [] if start is None else [(start, first(life, what, now))]
    return [
        Lasted(minutes(life, start, end(life, now) if over is None else over), over is not None)
        for start, over in spans
    ]


def latest(life: Any, now: int) -> Any:
    """The assessment that counts."""
    told = sorted((each for each in life["said"] if each[1] <= at(now)), key=lambda each: each[1])
    return told[-1] if told else None


def expected_rate(lives_: list[Any], now: int, which: int) -> tuple[int, int]:
    """Numerator and denominator of what those concerned say."""
    told = [
        latest(life, now)
        for life in lives_
        if stand(life, now) not in ("REJECTED", "MERGED", "CANCELLED")
    ]
    known = [each[which] for each in told if each and each[2] and each[which] is not None]
    return sum(known), len(known)


def expected_answered(lives_: list[Any], now: int) -> tuple[int, int]:
    """Numerator and denominator of what was answered within a day."""
    yes = no = 0
    for life in lives_:
        answered = first(life, "accepted", now) or first(life, "rejected", now)
        gone = first(life, "cancelled", now)
        if stand(life, now) == "MERGED":
            continue
        if answered is not None:
            yes, no = (
                yes + (answered - life["reported"] <= DAY),
                no + (answered - life["reported"] > DAY),
            )
        elif (now if gone is None else gone) - life["reported"] > DAY:
            no += 1
    return yes, yes + no


WORLDS = st.integers(0, 8).flatmap(lambda size: st.tuples(*(lives(n) for n in range(size))))


@settings(max_examples=150)
@given(WORLDS, AS_OF)
def test_as_the_bookkeeper_has_it(world: tuple[Any, ...], now: int) -> None:
    """Counts, rates, both quantiles, events and censored ones of every clock; as of any minute, however much came later."""
    reported = [life for life in world if life["reported"] <= now]
    found = statistics(needs_from([life["row"] for life in reported], at(now)), at(now))
    assert {each.status.name: each.count for each in found.statuses} == Counter(
        stand(life, now) for life in reported
    )
    for rate, want in (
        (found.solved, expected_rate(reported, now, 3)), (found.satisfied, expected_rate(reported, now, 4)),
        (found.answered, expected_answered(reported, now)),
    ):  # fmt: skip
        assert (rate.numerator, rate.denominator) == want
        assert (
            rate.denominator + sum(each.count for each in rate.left_out)
            == found.need_count
            == len(reported)
        )
        assert rate.rate == (float(Fraction(*want)) if want[1] else None)
    for clock in found.clocks:
        seen = [each for life in reported for each in observed(life, clock.clock, now)]
        assert (clock.events, clock.censored) == (
            sum(s.over for s in seen),
            sum(not s.over for s in seen),
        ), clock.clock
        for name, share in (("median", (1, 2)), ("p90", (9, 10))):
            quantile = to_the_right(seen, *share)
            said = getattr(clock, f"{name}_minutes"), getattr(clock, f"{name}_at_least_minutes")
            assert said == (quantile.time, quantile.at_least), clock.clock


def told(*rows: Any, now: float = 10 * DAY) -> Any:
    """The statistics of rows."""
    return statistics(needs_from(rows, at(now)), at(now))


def why(left: Any) -> dict[Why, list[str]]:
    """Ids by reason."""
    return {each.reason: list(each.need_ids) for each in left}


def test_what_was_imported_without_records_is_read_from_the_need() -> None:
    """Moments of the row count; what happened nobody knows when is left out and named."""
    found = told(
        row("a", status="CLOSED", outcome="MET", acceptedAt=60, startedAt=120, closedAt=600),
        row("b", status="IN_PROGRESS"),
        row("c", status="CLOSED", outcome="MET"),
        row("d", status="REJECTED", statusAt=30),
        row("e", status="CLOSED", acceptedAt=-5, closedAt=90, startedAt=60),
    )
    assert (found.answered.numerator, found.answered.denominator) == (2, 2)
    assert why(found.answered.left_out) == {Why.NO_TIME: ["b", "c"], Why.OUT_OF_ORDER: ["e"]}
    clocks = {each.clock: each for each in found.clocks}
    assert why(clocks[Clock.RECEIVE].left_out) == {Why.NO_TIME: ["b", "c"], Why.OUT_OF_ORDER: ["e"]}
    assert why(clocks[Clock.CLOSE].left_out) == {Why.NO_TIME: ["c"]}
    assert clocks[Clock.CLOSE].events == 2
    assert clocks[Clock.CLOSE].naive_median_minutes == 90


def test_a_need_that_waits_lengthens_the_median_but_not_the_naive_one() -> None:
    """Three closed at once and three open for days."""
    quick = [row(f"q{n}", status="CLOSED", outcome="MET", closedAt=60) for n in range(3)]
    slow = [row(f"s{n}", acceptedAt=5) for n in range(4)]
    (close,) = (each for each in told(*quick, *slow).clocks if each.clock is Clock.CLOSE)
    assert close.naive_median_minutes == 60
    assert close.median_minutes is None
    assert close.median_at_least_minutes == 10 * DAY
    assert (close.events, close.censored) == (3, 4)


def test_opening_again_what_was_not_solved_does_not_lift_the_rate() -> None:
    """What was said of it counts, closed or not; a later word replaces it."""
    opened = row(
        "a", status="OPEN", reopenedAt=900, reopenCount=1, said=[assessment(800, solved=False)]
    )
    fine = row("b", status="CLOSED", outcome="MET", closedAt=60, said=[assessment(100)])
    assert told(opened, fine).solved.rate == 0.5
    opened["said"].append(assessment(1000))
    assert told(opened, fine).solved.rate == 1.0
    assert told(opened, fine, now=950).solved.rate == 0.5


def test_not_reached_is_left_out_and_said() -> None:
    """Also who was reached and did not say, and of what was not asked."""
    found = told(
        row(
            "a",
            status="CLOSED",
            said=[assessment(5), assessment(9, reached=False, solved=None, satisfied=None)],
        ),
        row("b", status="CLOSED", said=[assessment(5, satisfied=None)]),
        row("c", status="CLOSED"),
        row("d", status="OPEN"),
        row("e", status="MERGED"),
    )
    assert (found.solved.numerator, found.solved.denominator) == (1, 1)
    assert (found.satisfied.denominator, found.satisfied.rate) == (0, None)
    assert why(found.satisfied.left_out) == {
        Why.NOT_REACHED: ["a"], Why.NOT_SAID: ["b"], Why.NOT_ASSESSED: ["c"], Why.STILL_OPEN: ["d"], Why.MERGED: ["e"],
    }  # fmt: skip


def test_ids_are_bounded_and_the_rest_is_counted() -> None:
    """Never a list without end, never a number that hides."""
    (left,) = told(
        *(row(f"need_{n:03}", status="CLOSED") for n in range(MOST_IDS + 7))
    ).solved.left_out
    assert (left.count, len(left.need_ids), left.more) == (MOST_IDS + 7, MOST_IDS, 7)


def test_sent_back_before_it_was_closed_begins_nothing_anew() -> None:
    """From done back to open, by record: whoever reported it has waited all the time."""
    back = [change(100, "DISPUTE", ("RESOLVED", "OPEN"), reopenedAt=[None, 100])]
    (close,) = (
        each for each in told(row(status="CLOSED", closedAt=500, reopenedAt=100, changes=back)).clocks
        if each.clock is Clock.CLOSE
    )  # fmt: skip
    assert (close.median_minutes, close.events) == (500, 1)


def test_too_many_needs_are_refused_with_what_helps() -> None:
    """Rather than answered from a part of them; an unknown category, too."""
    asked = Asked(place="p", start=START, end=START, as_of=START, category="c")
    with pytest.raises(Refusal) as refused:
        checked({"count": 20_001, "category": "c"}, asked)
    assert refused.value.code == "TOO_MANY_NEEDS"
    assert "20001" in refused.value.zh
    with pytest.raises(Refusal) as refused:
        checked({"count": 1, "category": None}, asked)
    assert (refused.value.code, refused.value.argument) == ("UNKNOWN", "category")
    assert START.tzinfo is BEIJING
