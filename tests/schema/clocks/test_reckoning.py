"""Where clocks stand, told from stories; `test_wristwatch` compares them with a watch that looks at every minute."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from schema.clocks.course import ACCEPTED, ENDED, FINAL, HELD, WORKED, NeedFacts, Step
from schema.clocks.facts import need_facts
from schema.clocks.reckoning import Clock, reckoned
from schema.clocks.rules import LevelFacts, Subject
from schema.clocks.terms import ClockKind, ClockState, ServiceCalendar
from schema.instants import MINUTE, moment
from schema.needs import NeedStatus
from tests.schema.clocks.test_working_time import at

RECEIVE, ARRIVE, START, CLOSE = ClockKind
S = ClockState
LINK = LevelFacts(
    "level_1", "SL-001", "110非警情联动", {RECEIVE: 5, ARRIVE: 15, CLOSE: 1440}, warn=120, team=3,
    calendar=ServiceCalendar.ALWAYS,
)  # fmt: skip
USUAL = LevelFacts(
    "level_2", "SL-002", "一般事项", {RECEIVE: 1440, START: 2880, CLOSE: 10080}, warn=1440,
    calendar=ServiceCalendar.WORKDAYS,
)  # fmt: skip


def need(reported: str, status: str = "OPEN", steps: str = "", **moments: str | int) -> NeedFacts:
    """A need; steps as `2026-11-27 15:00 OPEN>ON_HOLD; …`."""
    made = []
    for said in filter(None, (part.strip() for part in steps.split(";"))):
        day, hour, states = said.split()
        before, _, after = states.partition(">")
        made.append(Step(at(f"{day} {hour}"), before, after))
    team = moments.pop("team", None)
    values: dict[str, Any] = {k: at(v) if isinstance(v, str) else v for k, v in moments.items()}
    if team is not None:
        values["teams"] = ((values["arrived"], team),)
    return NeedFacts(Subject(at(reported)), status, steps=tuple(made), **values)  # type: ignore[arg-type]


def clock(facts: NeedFacts, kind: ClockKind, now: str, rule: LevelFacts = LINK) -> Clock:
    """One of its clocks."""
    return next(c for c in reckoned(facts, rule, at(now)) if c.kind is kind)


def test_the_words_for_states_are_those_of_needs() -> None:
    """Nothing is misspelt, and every state is either before acceptance, after it, or an end."""
    every = {status.name for status in NeedStatus}
    assert every == ACCEPTED | ENDED | {"REPORTED"}
    assert WORKED < ACCEPTED
    assert ENDED | {"CLOSED"} == FINAL
    assert HELD in every


def test_the_articles_clocks() -> None:
    """Received after 3 minutes, reached by 3 people after 14, closed after 23 hours: all in time, to the minute."""
    told = need(
        "2026-11-28 10:00", "CLOSED", accepted="2026-11-28 10:03", arrived="2026-11-28 10:14", team=3,
        started="2026-11-28 10:14", closed="2026-11-29 09:00",
    )  # fmt: skip
    found = reckoned(told, LINK, at("2026-12-01 09:00"))
    assert [c.state for c in found] == [S.MET, S.MET, S.NOT_APPLICABLE, S.MET]
    assert [c.elapsed and c.elapsed // MINUTE for c in found] == [3, 14, None, 23 * 60]
    assert moment(found[1].due or 0) == moment(at("2026-11-28 10:15"))


@pytest.mark.parametrize(
    ("accepted", "state"),
    [("2026-11-28 10:05", S.MET), ("2026-11-28 10:06", S.MISSED)],
)
def test_in_time_is_until_it_is_due(accepted: str, state: ClockState) -> None:
    """The last moment still counts."""
    told = need("2026-11-28 10:00", accepted=accepted)
    assert clock(told, RECEIVE, "2026-11-28 12:00").state is state


def test_two_people_are_no_team_of_three() -> None:
    """The clock runs on and says how many are missing; it is never met by that, however the need ends."""
    told = need("2026-11-28 10:00", accepted="2026-11-28 10:03", arrived="2026-11-28 10:10", team=2)
    assert clock(told, ARRIVE, "2026-11-28 10:12").state is S.RUNNING
    late = clock(told, ARRIVE, "2026-11-28 10:16")
    assert (late.state, late.short, late.stopped) == (S.OVERDUE, 1, None)
    over = replace(told, status="CLOSED", closed=at("2026-11-28 11:00"))
    assert clock(over, ARRIVE, "2026-11-28 12:00").state is S.MISSED
    soon = replace(told, status="CLOSED", closed=at("2026-11-28 10:13"))
    assert clock(soon, ARRIVE, "2026-11-28 12:00").state is S.NOT_APPLICABLE
    full = replace(told, teams=((at("2026-11-28 10:10"), 3),))
    assert clock(full, ARRIVE, "2026-11-28 10:12").short == 0
    assert clock(replace(told, teams=()), ARRIVE, "2026-11-28 10:12").state is S.UNKNOWN


@pytest.mark.parametrize(("third", "state"), [("10:15", S.MET), ("10:16", S.MISSED)])
def test_a_team_is_there_when_its_last_member_is(third: str, state: ClockState) -> None:
    """Two came in time and one later: it is met when all three are there, and as of before that it still runs."""
    whole = at(f"2026-11-28 {third}")
    told = replace(
        need("2026-11-28 10:00", accepted="2026-11-28 10:03", arrived="2026-11-28 10:10"),
        teams=((at("2026-11-28 10:10"), 2), (whole, 3), (at("2026-11-28 10:30"), 5)),
    )
    found = clock(told, ARRIVE, "2026-11-28 12:00")
    assert (found.state, found.stopped, found.short) == (state, whole, 0)
    early = clock(told, ARRIVE, "2026-11-28 10:14")
    assert (early.state, early.stopped, early.short) == (S.RUNNING, None, 1)


def test_when_a_team_grew_is_read_from_the_record() -> None:
    """What was stored before the first record counts from the first arrival; who came without making it larger changes nothing."""
    came = '{{"kind":"Need","values":{{"teamOnSite":[{},{}]}}}}'
    said = {
        "reportedAt": 0, "level": 1, "channel": None, "status": "OPEN", "statusAt": None, "acceptedAt": 2, "arrivedAt": 5, "teamOnSite": 4,
        "startedAt": None, "resolvedAt": None, "closedAt": None, "reopenedAt": None,
    }  # fmt: skip
    steps = [
        {"seq": 3, "at": 9, "before": "OPEN", "after": "OPEN", "came": came.format(2, 4)},
        {"seq": 2, "at": 7, "before": "OPEN", "after": "OPEN", "came": '{"kind":"Need"}'},
        {"seq": 1, "at": 2, "before": "REPORTED", "after": "OPEN", "came": None},
    ]
    found = need_facts({**said, "steps": steps}, (), ())
    assert (found.teams, len(found.steps)) == (((5, 2), (9, 4)), 1)
    steps[0]["came"], steps[1]["came"] = came.format(1, 4), came.format("null", 1)
    assert need_facts({**said, "steps": steps}, (), ()).teams == ((7, 1), (9, 4))
    assert need_facts({**said, "steps": steps[2:]}, (), ()).teams == ((5, 4),)
    # An import said both at once, and another time said more.
    steps[1]["came"] = (
        '{"kind":"Need","new":true,"values":{"arrivedAt":[null,"x"],"teamOnSite":[null,1]}}'
    )
    assert need_facts({**said, "steps": steps}, (), ()).teams == ((5, 1), (9, 4))


def test_it_warns_before_it_is_due() -> None:
    """Two hours before the day is over; the clocks that are not longer than that never warn."""
    told = need("2026-11-28 10:00")
    assert clock(told, CLOSE, "2026-11-29 07:59").state is S.RUNNING
    assert clock(told, CLOSE, "2026-11-29 08:00").state is S.WARNED
    assert clock(told, CLOSE, "2026-11-29 10:00").state is S.WARNED
    assert clock(told, CLOSE, "2026-11-29 10:01").state is S.OVERDUE
    waiting = need("2026-11-28 10:00", "REPORTED")
    assert clock(waiting, RECEIVE, "2026-11-28 10:05").state is S.RUNNING
    assert clock(waiting, RECEIVE, "2026-11-28 10:06").state is S.OVERDUE


def test_on_hold_it_stands_still() -> None:
    """Held for a night it is due a night later; while held it is due at no time, and what is left doesn't shrink."""
    held = need(
        "2026-11-28 10:00", HELD, "2026-11-28 20:00 OPEN>ON_HOLD", accepted="2026-11-28 10:03"
    )
    for now in ("2026-11-28 21:00", "2026-12-24 09:00"):
        found = clock(held, CLOSE, now)
        assert (found.state, found.due, found.elapsed) == (S.PAUSED, None, 600 * MINUTE)
    again = replace(
        held, status="OPEN", steps=(*held.steps, Step(at("2026-11-29 08:00"), HELD, "OPEN"))
    )
    found = clock(again, CLOSE, "2026-11-29 20:00")
    assert moment(found.due or 0) == moment(at("2026-11-29 22:00"))
    assert (found.state, found.elapsed) == (S.WARNED, 1320 * MINUTE)
    assert clock(again, CLOSE, "2026-11-28 21:00").state is S.PAUSED


def test_a_hold_does_not_heal() -> None:
    """What was overdue when it was held stays overdue, with the day it was due."""
    held = need(
        "2026-11-28 10:00", HELD, "2026-11-29 10:30 OPEN>ON_HOLD", accepted="2026-11-28 10:03"
    )
    found = clock(held, CLOSE, "2026-12-09 10:00")
    assert (found.state, found.elapsed) == (S.OVERDUE, 1470 * MINUTE)
    assert moment(found.due or 0) == moment(at("2026-11-29 10:00"))


def test_opened_again_it_begins_anew() -> None:
    """Work and closing from then on; reception and arrival are what they were."""
    told = need(
        "2026-11-02 10:00", "OPEN",
        "2026-11-02 11:00 REPORTED>ACCEPTED; 2026-11-03 09:00 ACCEPTED>IN_PROGRESS; 2026-11-04 09:00 IN_PROGRESS>RESOLVED;"
        "2026-11-05 09:00 RESOLVED>CLOSED; 2026-11-25 09:00 CLOSED>OPEN",
        accepted="2026-11-02 11:00", started="2026-11-03 09:00", closed="2026-11-05 09:00", reopened="2026-11-25 09:00",
    )  # fmt: skip
    found = reckoned(told, USUAL, at("2026-11-25 18:00"))
    assert [c.state for c in found] == [S.MET, S.NOT_APPLICABLE, S.RUNNING, S.RUNNING]
    assert [c.restarted for c in found] == [False, False, True, True]
    assert [c.start for c in found[2:]] == [at("2026-11-25 09:00")] * 2
    begun = replace(
        told,
        status="IN_PROGRESS",
        steps=(*told.steps, Step(at("2026-11-26 10:00"), "OPEN", "IN_PROGRESS")),
    )
    assert clock(begun, START, "2026-11-26 11:00", USUAL).stopped == at("2026-11-26 10:00")
    before = reckoned(told, USUAL, at("2026-11-06 09:00"))
    assert [c.state for c in before] == [S.MET, S.NOT_APPLICABLE, S.MET, S.MET]
    assert not any(c.restarted for c in before)


@pytest.mark.parametrize("status", sorted(ENDED))
def test_an_end_stops_the_clocks(status: str) -> None:
    """Missed where it was due before; else it no longer applies; and the end is told."""
    soon = need("2026-11-28 10:00", status, status_at="2026-11-28 10:04")
    assert [c.state for c in reckoned(soon, LINK, at("2026-12-24 09:00"))] == [S.NOT_APPLICABLE] * 4
    late = need("2026-11-28 10:00", status, status_at="2026-11-28 10:06")
    found = reckoned(late, LINK, at("2026-12-24 09:00"))
    assert [c.state for c in found] == [
        S.MISSED,
        S.NOT_APPLICABLE,
        S.NOT_APPLICABLE,
        S.NOT_APPLICABLE,
    ]
    assert found[0].ended
    assert found[0].stopped == at("2026-11-28 10:06")
    nowhen = need("2026-11-28 10:00", status)
    assert clock(nowhen, CLOSE, "2026-12-24 09:00").state is S.UNKNOWN


def test_nothing_is_guessed() -> None:
    """Imported needs without moments, and moments that contradict each other: unknown, without a figure."""
    for told in (
        need("2022-12-11 09:07", "CLOSED"),
        need("2022-12-11 09:07", "CLOSED", accepted="2022-12-10 09:00", arrived="2022-12-10 09:00", team=3, closed="2022-12-09 09:00"),
        need("2022-12-11 09:07", HELD),
    ):  # fmt: skip
        for each in reckoned(
            told, replace(USUAL, limits=dict.fromkeys(ClockKind, 60)), at("2026-12-01 09:00")
        ):
            assert (each.state, each.elapsed, each.due) == (S.UNKNOWN, None, None)


def test_a_hold_without_its_end_is_not_guessed() -> None:
    """The state was written over by an import: when it was taken up again nobody recorded."""
    told = need(
        "2026-11-28 10:00", "OPEN", "2026-11-28 20:00 OPEN>ON_HOLD", accepted="2026-11-28 10:03"
    )
    assert clock(told, CLOSE, "2026-11-29 20:00").state is S.UNKNOWN
    assert clock(told, RECEIVE, "2026-11-29 20:00").state is S.MET
    known = replace(told, status_at=at("2026-11-28 22:00"))
    assert clock(known, CLOSE, "2026-11-29 11:00").elapsed == (25 - 2) * 60 * MINUTE


def test_before_it_was_reported_nothing_runs() -> None:
    """And work is not late before it was accepted."""
    told = need("2026-11-28 10:00", "REPORTED")
    assert clock(told, CLOSE, "2026-11-28 09:00").state is S.NOT_STARTED
    assert clock(told, START, "2026-12-24 09:00", USUAL).state is S.NOT_STARTED
    assert {c.state for c in reckoned(told, None, at("2026-12-01 09:00"))} == {S.NOT_APPLICABLE}


def test_closed_without_work_its_beginning_is_over() -> None:
    """Closed straight from the list: work never began, which is known from the record."""
    told = need(
        "2026-11-23 10:00", "CLOSED", "2026-11-24 09:00 OPEN>CLOSED", accepted="2026-11-23 11:00", closed="2026-11-24 09:00"
    )  # fmt: skip
    found = clock(told, START, "2026-12-01 09:00", USUAL)
    assert (found.state, found.stopped) == (S.NOT_APPLICABLE, at("2026-11-24 09:00"))


def test_beyond_the_published_calendar_it_says_so() -> None:
    """From the first day that nobody has announced; and where every day counts there is nothing to announce."""
    told = need("2026-12-30 10:00", "REPORTED")
    assert clock(told, RECEIVE, "2026-12-30 11:00", USUAL).published
    assert not clock(told, CLOSE, "2026-12-30 11:00", USUAL).published
    assert clock(told, CLOSE, "2027-03-01 11:00").published
