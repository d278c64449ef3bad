"""Numbers, lists and periods among the arguments of questions: each has bounds, and what lies outside is told what lies inside."""

from __future__ import annotations

import re
from typing import Any

import pytest
from graphql import GraphQLFloat, GraphQLInt, get_named_type

from graph.compile.refusal import Refusal
from graph.prepare import NOT_UNDERSTOOD, not_understood
from schema.executable import executable

BOARD = '{{ supportBoard(place: "x", {}) {{ needs {{ support {{ canCount }} }} }} }}'
ALONE = '{{ supporters(need: "x", {}) {{ canCount }} }}'
DRAFT = '{{ supportersFor(question: {{category: "x", place: "x"{}}}) {{ canCount }} }}'
FIRST = '{{ supportersFor(question: {{category: "x", place: "x"}}, {}) {{ canCount }} }}'
LATE = '{{ overdueNeeds(place: "x", {}) {{ openCount }} }}'
DOUBLE = '{{ possibleDuplicates(need: "x", {}) {{ sameCount }} }}'
DOUBLE_OF = '{{ possibleDuplicatesOf(question: {{category: "x", place: "x", title: {}}}, first: {}) {{ sameCount }} }}'
HISTORY = '{{ need(id: "x") {{ history({}) {{ total }} }} }}'
FREE = '{{ resource(id: "x") {{ availability({}) {{ open }} }} }}'
DAY = '"2026-12-01T08:00:00+08:00"'
LOOP = 'place: "x", from: "2026-01-01T08:00:00+08:00", to: '
CHAINS = f"{{{{ handOvers({LOOP}{{}}) {{{{ needCount }}}} }}}}"
CLOSED = f"{{{{ falseClosures({LOOP}{{}}) {{{{ closedCount }}}} }}}}"
FITS = [
    BOARD.format("first: 0"), BOARD.format("first: 100"), BOARD.format("best: 0"), BOARD.format("best: 20"),
    ALONE.format("first: 0"), ALONE.format("first: 500"), ALONE.format("first: null"), ALONE.format("verdicts: []"),
    FIRST.format("first: 0"), FIRST.format("first: 500"),
    HISTORY.format("first: 1"), HISTORY.format("first: 200"),
    LATE.format("first: 0"), LATE.format("first: 100"), LATE.format("first: null"),
    DOUBLE.format("first: 0"), DOUBLE.format("first: 50"),
    DOUBLE_OF.format('"x"', 0), DOUBLE_OF.format('"x", householdCount: 0', 50),
    DRAFT.format(", quantity: 1e-6"), DRAFT.format(", quantity: 1e12"), DRAFT.format(", groups: []"),
    FREE.format(f'start: {DAY}, end: "2027-12-02T08:00:00+08:00"'),
    CHAINS.format('"2027-01-02T08:00:00+08:00", least: 1, first: 0'), CHAINS.format(f"{DAY}, least: 50, first: 100"),
    CLOSED.format(f"{DAY}, first: 0"), CLOSED.format(f"{DAY}, first: 100"),
]  # fmt: skip
DOES_NOT = [
    (BOARD.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (BOARD.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (BOARD.format("first: 2147483647"), "PAGE_SIZE", "first", "0 to 100"), (BOARD.format("first: -2147483648"), "PAGE_SIZE", "first", "0 to 100"),
    (BOARD.format("best: -1"), "PAGE_SIZE", "best", "0 to 20"), (BOARD.format("best: 21"), "PAGE_SIZE", "best", "0 to 20"),
    (ALONE.format("first: -5"), "PAGE_SIZE", "first", "0 to 500"), (ALONE.format("first: 501"), "PAGE_SIZE", "first", "0 to 500"),
    (FIRST.format("first: -1"), "PAGE_SIZE", "first", "0 to 500"), (FIRST.format("first: 501"), "PAGE_SIZE", "first", "0 to 500"),
    (LATE.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (LATE.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (HISTORY.format("first: 0"), "PAGE_SIZE", "first", "1 to 200"), (HISTORY.format("first: 201"), "PAGE_SIZE", "first", "1 to 200"),
    (DOUBLE.format("first: -1"), "PAGE_SIZE", "first", "0 to 50"), (DOUBLE.format("first: 51"), "PAGE_SIZE", "first", "0 to 50"),
    (DOUBLE_OF.format('"x"', -1), "PAGE_SIZE", "first", "0 to 50"), (DOUBLE_OF.format('"x"', 51), "PAGE_SIZE", "first", "0 to 50"),
    (DOUBLE_OF.format('" "', 5), "TEXT_LENGTH", "question.title", "4000"),
    (DOUBLE_OF.format('"x", householdCount: -1', 5), "QUANTITY", "question.householdCount", "from 0 on"),
    (DRAFT.format(", quantity: 0"), "QUANTITY", "question.quantity", "10^12"), (DRAFT.format(", quantity: 4e-7"), "QUANTITY", "question.quantity", "10^12"),
    (DRAFT.format(", quantity: 1.000001e12"), "QUANTITY", "question.quantity", "10^12"), (DRAFT.format(", quantity: 1e309"), "QUANTITY", "question.quantity", "10^12"),
    (DRAFT.format(f", windowStart: {DAY}"), "HALF_WINDOW", "question.windowEnd", "both"),
    (DRAFT.format(f", windowStart: {DAY}, windowEnd: {DAY}"), "WINDOW", "question.windowEnd", "later"),
    (CHAINS.format(f"{DAY}, least: 0"), "PAGE_SIZE", "least", "1 to 50"), (CHAINS.format(f"{DAY}, least: 51"), "PAGE_SIZE", "least", "1 to 50"),
    (CHAINS.format(f"{DAY}, first: -1"), "PAGE_SIZE", "first", "0 to 100"), (CHAINS.format(f"{DAY}, first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (CLOSED.format(f"{DAY}, first: -1"), "PAGE_SIZE", "first", "0 to 100"), (CLOSED.format(f"{DAY}, first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (CLOSED.format('"2027-01-02T08:00:00.000001+08:00"'), "WINDOW_TOO_LONG", "to", "shorter"),
    (CHAINS.format('"2026-01-01T08:00:00+08:00"'), "WINDOW", "to", "later"), (CHAINS.format('"1999-01-01T08:00:00+08:00"'), "YEAR", "to", "2000"),
    (FREE.format(f"start: {DAY}, end: {DAY}"), "WINDOW", "end", "later"),
    (FREE.format(f'start: {DAY}, end: "2027-12-02T08:00:00.000001+08:00"'), "WINDOW_TOO_LONG", "end", "shorter"),
]  # fmt: skip
NUMBERS = {
    ("supporters", "first"), ("supportersFor", "first"), ("supportBoard", "first"), ("supportBoard", "best"),
    ("handOvers", "least"), ("handOvers", "first"), ("falseClosures", "first"),
    ("overdueNeeds", "first"), ("history", "first"),
    ("possibleDuplicates", "first"), ("possibleDuplicatesOf", "first"),
}  # fmt: skip
"""Arguments that are numbers, beside those of connections: each stands above with both its ends."""


def prepared(query: str) -> Any:
    """As the service understands it before it asks anything."""
    return executable().engine.prepare(query, None, {})


@pytest.mark.parametrize("query", FITS)
def test_both_ends_fit(query: str) -> None:
    """The least and the most that may be asked."""
    assert prepared(query).cost > 0


@pytest.mark.parametrize(("query", "reason", "argument", "allowed"), DOES_NOT)
def test_what_lies_outside(query: str, reason: str, argument: str, allowed: str) -> None:
    """One request error that names the argument and says what may stand there, in both languages."""
    with pytest.raises(Refusal) as raised:
        prepared(query)
    (error,) = not_understood(raised.value).errors
    said = error["extensions"]
    assert (said["code"], said["reason"], said["argument"]) == ("BAD_USER_INPUT", reason, argument)
    assert allowed in said["messageEn"]
    assert re.search(r"[\u4e00-\u9fff]", said["messageZh"])


@pytest.mark.parametrize(
    "query",
    [BOARD.format("first: null"), BOARD.format("best: 1.5"), ALONE.format("first: 2147483648"), ALONE.format('asOf: "9999-12-31T23:59:59Z"')],
)  # fmt: skip
def test_what_the_type_does_not_allow(query: str) -> None:
    """Is refused as such."""
    with pytest.raises(NOT_UNDERSTOOD):
        prepared(query)


def test_every_number_is_looked_at() -> None:
    """A new argument that is a number stands in this file."""
    found = {
        (name, argument)
        for type_ in executable().engine.schema.type_map.values()
        if not type_.name.startswith("__")
        for name, field in getattr(type_, "fields", {}).items()
        for argument, made in getattr(field, "args", {}).items()
        if get_named_type(made.type) in (GraphQLInt, GraphQLFloat)
        and not {"first", "last"} <= field.args.keys()
    }
    assert found == NUMBERS


def test_no_verdict_at_all_is_wanted() -> None:
    """An empty list leaves none out by accident: it wants none."""
    (root,) = prepared(ALONE.format("verdicts: []")).request.prepared.values()
    assert root.verdicts == frozenset()
