"""Closures that look false, each suspicion alone and with its innocent twin; chains of owners."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from schema.loop.chains import chain_of, held_by_unit, worst_first
from schema.loop.facts import needs_from
from schema.loop.suspicions import closure_of, most_suspect
from schema.loop.terms import SuspicionCode as Code
from tests.schema.loop.making import AS_OF, DAY, MINUTE, assessment, at, change, lives, row

DELIVERED = ["commitment_1", "CONFIRMED", None, False]
NOW = at(900 * DAY)


def closed(**more: Any) -> dict[str, Any]:
    """A closure that nothing speaks against, but for what is said."""
    plain = {
        "status": "CLOSED",
        "outcome": "MET",
        "acceptedAt": 30,
        "startedAt": 60,
        "closedAt": 600,
        "promises": [DELIVERED],
    }
    return row(**{**plain, **more})


def codes(said: dict[str, Any], again: list[tuple[str, int]] | None = None) -> list[Code]:
    """What is suspected."""
    (need,) = needs_from([said], NOW)
    return [each.code for each in closure_of(need, again or []).suspicions]


BY_TIME = [change(600, "CLOSE_BY_TIME", ("RESOLVED", "CLOSED"))]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        ({"said": [assessment(700, solved=False)]}, [Code.SAID_NOT_SOLVED]),
        ({"said": [assessment(700, solved=False), assessment(800)]}, []),
        (
            {"said": [assessment(700, solved=False), assessment(800, reached=False, solved=None)]},
            [Code.SAID_NOT_SOLVED],
        ),
        ({"promises": []}, [Code.NOTHING_DELIVERED]),
        ({"promises": [["c", "DECLINED", None, False]]}, [Code.NOTHING_DELIVERED]),
        ({"promises": [["c", "VOIDED", at(70), False]]}, [Code.NOTHING_DELIVERED]),
        ({"promises": [], "selfHandled": True}, []),
        ({"promises": [["c", "DELIVERED", at(500), False]]}, []),
        ({"promises": [["c", "DISPUTED", at(500), False]]}, [Code.DELIVERY_DISPUTED]),
        ({"promises": [["c", "FAILED", at(500), False]]}, [Code.DELIVERY_DISPUTED]),
        ({"promises": [["c", "DISPUTED", at(500), False], DELIVERED]}, []),
        ({"promises": [["c", "CONFIRMED", at(500), True]]}, [Code.CONFIRMED_BY_TIME]),
        ({"promises": [["c", "CONFIRMED", at(500), True], DELIVERED]}, []),
        ({"reopenedAt": 300}, [Code.REOPENED]),
        ({"reopenCount": 1}, [Code.REOPENED]),
        ({"changes": BY_TIME}, [Code.CLOSED_BY_TIME]),
        ({"startedAt": 591}, [Code.TOO_QUICK]),
        ({"startedAt": 590}, []),
        ({"startedAt": 610}, [Code.TOO_QUICK]),
        ({"startedAt": 591, "kind": "CONSULTATION"}, []),
        ({"startedAt": None}, []),
    ],
)
def test_each_suspicion_and_its_innocent_twin(said: dict[str, Any], found: list[Code]) -> None:
    """What speaks against a closure, and what looks like it and does not."""
    assert codes(closed(**said)) == found


@pytest.mark.parametrize(
    ("days", "found", "seasonal"),
    [
        (0.5, True, False),
        (89.9, True, False),
        (90.1, False, False),
        (321, False, True),
        (365, False, True),
        (409, False, True),
        (411, False, False),
    ],
)
def test_soon_after_is_a_repetition_and_a_year_later_is_the_season(
    days: float, found: bool, seasonal: bool
) -> None:
    """Counted from the closure and from the report."""
    (need,) = needs_from([closed()], NOW)
    closure = closure_of(need, [("need_b", at(600 + days * DAY))])
    assert any(each.code is Code.REPEATED for each in closure.suspicions) is found
    assert (closure.seasonal == ("need_b",)) is seasonal


def test_what_was_closed_late_and_comes_again_with_the_season_is_no_repetition() -> None:
    """Frozen pipes: reported in one winter, closed in autumn, and again in the next winter."""
    (need,) = needs_from([closed(startedAt=299 * DAY, closedAt=300 * DAY)], NOW)
    closure = closure_of(need, [("need_b", at(360 * DAY))])
    assert (closure.suspicions, closure.seasonal) == ((), ("need_b",))


def test_the_most_suspect_come_first_with_their_evidence() -> None:
    """By weight, then the latest; what nothing speaks against is not listed."""
    rows = [
        closed(id="a"), closed(id="b", promises=[], said=[assessment(700, solved=False)]),
        closed(id="c", promises=[]), closed(id="d", promises=[], closedAt=900),
    ]  # fmt: skip
    listed = most_suspect([closure_of(need, []) for need in needs_from(rows, NOW)])
    assert [each.need.id for each in listed] == ["b", "d", "c"]
    assert [each.weight for each in listed] == [14, 6, 6]
    first = listed[0].suspicions[0]
    assert (first.at, first.assessments) == (at(700), ("assessment_700",))


def test_only_codes_are_told_as_reasons() -> None:
    """Words stay in the record, and so does a number that somebody left there."""
    reasons = ["NO_AUTHORITY", "13800000000", "不归我管", "call Mr Li", None]
    said = moved(*(change(n + 1, "REASSIGN", owner=(f"unit_{n}", f"unit_{n + 1}"), reason=reason) for n, reason in enumerate(reasons)))  # fmt: skip
    (need,) = needs_from([said], at(100))
    assert [step.reason for step in chain_of(need, at(100)).steps] == [None, "NO_AUTHORITY", None, None, None, None]  # fmt: skip


def moved(*records: list[Any], **more: Any) -> dict[str, Any]:
    """A need that was handed over by these records."""
    return row(owner="unit_z", changes=list(records), **more)


def test_a_chain_is_read_from_the_records() -> None:
    """The first owner is what the first record found; what is no hand-over is a step, but not counted."""
    said = moved(
        change(10, "REASSIGN", owner=("unit_a", "unit_b"), reason="NOT_RESPONSIBLE"),
        change(30, "AMEND_NEED", owner=("unit_b", "unit_c")),
        change(60, "ESCALATE", level=[1, 2]),
        change(70, "REASSIGN", owner=("unit_c", "unit_z")),
    )
    (need,) = needs_from([said], at(100))
    chain = chain_of(need, at(100))
    assert [(s.unit, s.level, s.held // MINUTE, s.over) for s in chain.steps] == [
        ("unit_a", 1, 10, True), ("unit_b", 1, 20, True), ("unit_c", 1, 30, True), ("unit_c", 2, 10, True), ("unit_z", 2, 30, False),
    ]  # fmt: skip
    assert chain.moved == 3
    assert worst_first([chain], 4) == []
    assert set(held_by_unit([chain])) == {"unit_a", "unit_b", "unit_c", "unit_z"}


def test_the_first_owner_is_no_hand_over_and_holds_and_closures_are_not_held() -> None:
    """Raised without an owner, triaged to one; on hold for 20 minutes, closed and opened again after an hour."""
    said = row(
        status="OPEN", owner="unit_a", reopenedAt=200,
        changes=[
            change(10, "TRIAGE", ("REPORTED", "OPEN"), owner=(None, "unit_a")),
            change(40, "HOLD", ("OPEN", "ON_HOLD")), change(60, "RESUME", ("ON_HOLD", "OPEN")),
            change(140, "CLOSE", ("OPEN", "CLOSED"), closedAt=[None, 140]),
            change(200, "REOPEN", ("CLOSED", "OPEN"), closedAt=[140, None], reopenedAt=[None, 200]),
        ],
    )  # fmt: skip
    (need,) = needs_from([said], at(300))
    (step,) = chain_of(need, at(300)).steps
    assert (step.unit, step.since, step.act, step.over) == ("unit_a", at(10), None, False)
    assert step.held == (300 - 10 - 20 - 60) * MINUTE


@given(lives(), AS_OF)
def test_of_any_life_the_steps_meet_and_none_is_negative(life: Any, now: int) -> None:
    """Whatever was recorded, as of any minute after the report."""
    now = max(now, life["reported"])
    (need,) = needs_from([life["row"] | {"owner": "unit_a"}], at(now))
    chain = chain_of(need, at(now))
    assert all(step.held >= 0 for step in chain.steps)
    assert all(a.until == b.since for a, b in zip(chain.steps, chain.steps[1:], strict=False))
    assert chain.moved == 0
