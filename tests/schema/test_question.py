"""What can be wrong with a question about a need that is not written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import strawberry

from schema.instants import BEIJING
from schema.supporters.question import SupportQuestion, refusals, unknowns

START = datetime(2026, 12, 4, 8, tzinfo=BEIJING)


def question(**more: Any) -> SupportQuestion:
    """A question that is right but for `more`."""
    given = {
        "category": strawberry.ID("c"),
        "place": strawberry.ID("p"),
        "measure": strawberry.ID("m"),
    } | more
    return SupportQuestion(**given)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"quantity": 0.0}, "QUANTITY", "quantity"),
        ({"quantity": -1.0}, "QUANTITY", "quantity"),
        ({"quantity": float("nan")}, "QUANTITY", "quantity"),
        ({"quantity": float("inf")}, "QUANTITY", "quantity"),
        ({"quantity": 1e-9}, "QUANTITY", "quantity"),
        ({"window_start": START}, "HALF_WINDOW", "windowEnd"),
        ({"window_end": START}, "HALF_WINDOW", "windowStart"),
        ({"window_start": START, "window_end": START}, "WINDOW", "windowEnd"),
        ({"window_start": START, "window_end": START - timedelta(hours=1)}, "WINDOW", "windowEnd"),
        (
            {"window_start": START, "window_end": START + timedelta(days=400)},
            "WINDOW_TOO_LONG",
            "windowEnd",
        ),
        (
            {"window_start": START.replace(tzinfo=None), "window_end": START},
            "OFFSET",
            "windowStart",
        ),
        ({"window_start": START.replace(year=1066), "window_end": START}, "YEAR", "windowStart"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    more: dict[str, Any], code: str, field: str
) -> None:
    """With a code, the field, and reason and cure in both languages."""
    (refusal,) = refusals(question(**more))
    assert (refusal.code, refusal.field) == (code, field)
    assert refusal.zh
    assert refusal.en
    assert refusal.cure_zh
    assert refusal.cure_en


@pytest.mark.parametrize(
    "more",
    [{}, {"quantity": 0.5}, {"window_start": START, "window_end": START + timedelta(hours=1)}],
)
def test_a_question_that_makes_sense_is_not(more: dict[str, Any]) -> None:
    """With or without a window."""
    assert refusals(question(**more)) == []


ROW = {
    "place": "p",
    "category": "c",
    "measure": {"code": "U.seat"},
    "groupIds": ["g"],
    "components": [{"measureCode": None}],
}


@pytest.mark.parametrize(
    ("more", "row", "fields"),
    [
        ({}, {}, []),
        ({}, {"place": None}, ["place"]),
        ({}, {"category": None, "components": []}, ["category"]),
        ({}, {"measure": None}, ["measure"]),
        ({"groups": ["g", "x"]}, {}, ["groups.1"]),
        ({"measure": None}, {"measure": None}, ["measure"]),
        ({"measure": None}, {"measure": None, "components": [{"measureCode": "U.seat"}]}, []),
    ],
)
def test_what_does_not_exist_is_named(
    more: dict[str, Any], row: dict[str, Any], fields: list[str]
) -> None:
    """The measure may be left out only where every capability states its own."""
    found = unknowns(question(**more), ROW | row)
    assert [refusal.field for refusal in found] == fields
    lacking = more == {"measure": None} and fields
    assert {refusal.code for refusal in found} <= {"MEASURE_NEEDED" if lacking else "UNKNOWN"}
