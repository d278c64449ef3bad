"""Clocks compared with a wristwatch: every minute of a life is lived, and every minute that counts is counted."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.clocks.course import ENDED, HELD, NeedFacts, Step, course
from schema.clocks.reckoning import reckoned
from schema.clocks.rules import LevelFacts, Subject
from schema.clocks.terms import ClockKind, ClockState, ServiceCalendar
from schema.clocks.working_days import is_working_day
from schema.instants import MINUTE, Window, moment
from tests.schema.clocks.test_working_time import at

RECEIVE, ARRIVE, START, CLOSE = ClockKind
S = ClockState
REACHED = {RECEIVE: "ACCEPTED", START: "IN_PROGRESS", CLOSE: "CLOSED"}
"""The state that meets a clock."""


@dataclass(frozen=True)
class Told:
    """A life drawn as steps: minutes after the report at which it goes to a state."""

    steps: list[tuple[int, str]]
    now: int


@st.composite
def lives(draw: st.DrawFn) -> Told:
    """From report to wherever it comes, held and opened again on the way, read at some minute."""
    ways = {
        "REPORTED": ["ACCEPTED", "REJECTED", "MERGED"], "ACCEPTED": ["OPEN", "IN_PROGRESS"],
        "OPEN": ["IN_PROGRESS", "ON_HOLD", "CANCELLED", "CLOSED"], "IN_PROGRESS": ["ON_HOLD", "RESOLVED", "CLOSED"],
        "ON_HOLD": ["OPEN", "IN_PROGRESS"], "RESOLVED": ["CLOSED", "OPEN"], "CLOSED": ["OPEN"],
    }  # fmt: skip
    status, minute, steps = "REPORTED", 0, []
    for _ in range(draw(st.integers(0, 9))):
        if status not in ways:
            break
        minute += draw(st.integers(1, 3000))
        status = draw(st.sampled_from(ways[status]))
        steps.append((minute, status))
    return Told(steps, draw(st.integers(0, minute + 6000)))


def facts_of(life: Told, reported: int) -> NeedFacts:
    """The need as it is stored at the end of its life, whenever it is read."""
    stored: dict[str, int] = {}
    before, held_from, steps = "REPORTED", "", []
    for minute, status in life.steps:
        when = reported + minute * MINUTE
        held_from = before if status == HELD else held_from
        steps.append(Step(when, before, status))
        if status == "ACCEPTED":
            stored["accepted"] = when
        if status == "IN_PROGRESS" and (before != HELD or held_from != "IN_PROGRESS"):
            stored.setdefault("started", when)
        if status == "CLOSED":
            stored["closed"] = when
        if before in ("RESOLVED", "CLOSED") and status == "OPEN":
            stored["reopened"] = when
        before = status
    return NeedFacts(
        Subject(reported), before, steps[-1].at if steps else None, steps=tuple(steps), **stored
    )  # type: ignore[arg-type]


class Watch:
    """One clock, read off a watch."""

    def __init__(self, kind: ClockKind, rule: LevelFacts) -> None:
        self.kind, self.limit = kind, rule.limits[kind]
        self.always = rule.calendar is ServiceCalendar.ALWAYS
        self.counted = 0
        self.held_from = ""
        self.since: int | None = None
        self.met: int | None = None
        self.over: int | None = None
        self.due: int | None = None

    def read(self, life: Told, reported: int) -> tuple[ClockState, int | None]:
        """The state and the minutes that counted, after all minutes of the life until now."""
        status, steps = "REPORTED", dict(life.steps)
        if self.kind is not START:
            self._begin(0)
        for minute in range(life.now + 1):
            before, status = status, steps.get(minute, status)
            if minute in steps:
                self._turn(before, status, minute)
            if minute < life.now and status != HELD and self._worked(reported, minute):
                self._tick(minute)
        if self.since is None:
            return (S.NOT_APPLICABLE if status in ENDED else S.NOT_STARTED), None
        return self._state(status, life.now), self.counted

    def _begin(self, minute: int) -> None:
        self.since, self.counted, self.met, self.over = minute, 0, None, None
        self.due = minute if self.limit == 0 else None

    def _turn(self, before: str, status: str, minute: int) -> None:
        if status == HELD:
            self.held_from = before
        again = before == HELD and self.held_from == "IN_PROGRESS"
        if self.kind is not RECEIVE and before in ("RESOLVED", "CLOSED") and status == "OPEN":
            self._begin(minute)
        if self.kind is START and status == "ACCEPTED":
            self._begin(minute)
        if not self._runs():
            return
        if status == REACHED[self.kind] and not (again and self.kind is START):
            self.met = minute
        elif status in ENDED or (self.kind is START and status == "CLOSED"):
            self.over = minute

    def _runs(self) -> bool:
        return self.since is not None and self.met is None and self.over is None

    def _worked(self, reported: int, minute: int) -> bool:
        day = moment(reported + minute * MINUTE).date().toordinal()
        return self.always or is_working_day(day)

    def _tick(self, minute: int) -> None:
        if self._runs():
            self.counted += 1
            if self.counted == self.limit:
                self.due = minute + 1

    def _state(self, status: str, now: int) -> ClockState:
        stopped = self.met if self.met is not None else self.over
        late = self.due is not None and (now if stopped is None else stopped) > self.due
        if self.met is not None:
            return S.MISSED if late else S.MET
        if self.over is not None:
            return S.MISSED if late else S.NOT_APPLICABLE
        if late:
            return S.OVERDUE
        return S.PAUSED if status == HELD else S.RUNNING


@settings(max_examples=300)
@given(
    lives(),
    st.sampled_from([RECEIVE, START, CLOSE]),
    st.sampled_from(ServiceCalendar),
    st.sampled_from([0, 1, 60, 1440, 2880]),
    st.sampled_from(
        ["2026-02-12 10:00", "2026-09-29 08:00", "2026-11-27 15:00", "2026-11-28 10:00"]
    ),
)
def test_as_a_wristwatch_would_have_it(
    life: Told, kind: ClockKind, calendar: ServiceCalendar, limit: int, reported: str
) -> None:
    """Any life read at any minute, also long after: state and minutes that counted, over holidays and days made up for."""
    rule = LevelFacts("l", "L", "L", {kind: limit}, calendar=calendar)
    facts = facts_of(life, at(reported))
    found = next(
        c for c in reckoned(facts, rule, at(reported) + life.now * MINUTE) if c.kind is kind
    )
    state, counted = Watch(kind, rule).read(life, at(reported))
    elapsed = None if found.elapsed is None else found.elapsed // MINUTE
    assert (found.state, elapsed) == (state, counted)


@given(lives(), st.sampled_from(["2026-02-12 10:00", "2026-11-27 15:00"]))
def test_holds_are_those_of_the_record(life: Told, reported: str) -> None:
    """Minute by minute on hold or not."""
    facts = facts_of(life, at(reported))
    now = at(reported) + life.now * MINUTE
    found = course(facts, now).pauses
    status, steps = "REPORTED", dict(life.steps)
    for minute in range(life.now):
        status = steps.get(minute, status)
        when = at(reported) + minute * MINUTE
        assert any(p.start <= when < p.end for p in found) is (status == HELD)
    assert all(isinstance(p, Window) for p in found)
