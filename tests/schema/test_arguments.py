"""Numbers, lists and periods among the arguments of questions: each has bounds, and what lies outside is told what lies inside."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from graphql import GraphQLFloat, GraphQLInt, get_named_type

from graph.compile.refusal import Refusal
from graph.prepare import NOT_UNDERSTOOD, not_understood
from schema.executable import executable

BOARD = '{{ supportBoard(place: "x", {}) {{ needs {{ support {{ canCount }} }} }} }}'
ALONE = '{{ supporters(need: "x", {}) {{ canCount }} }}'
SETS = '{{ combinations(need: "x", {}) {{ size }} }}'
SETS_FOR = '{{ combinationsFor(question: {{category: "x", place: "x"{}}}, {}) {{ size }} }}'
FEWEST = '{{ fewestUnits(place: "x", {}) {{ unitCount }} }}'
DRAFT = '{{ supportersFor(question: {{category: "x", place: "x"{}}}) {{ canCount }} }}'
FIRST = '{{ supportersFor(question: {{category: "x", place: "x"}}, {}) {{ canCount }} }}'
ALLOTTED = '{{ allocation(place: "x", {}) {{ needCount }} }}'
WHY_NOT = '{{ whyNot(place: "x", need: "y", unit: "z", {}) {{ kind }} }}'
SCARCE = '{{ scarcity(place: "x", {}) {{ covered }} }}'
LATE = '{{ overdueNeeds(place: "x", {}) {{ openCount }} }}'
DOUBLE = '{{ possibleDuplicates(need: "x", {}) {{ sameCount }} }}'
DOUBLE_OF = '{{ possibleDuplicatesOf(question: {{category: "x", place: "x", title: {}}}, first: {}) {{ sameCount }} }}'
HISTORY = '{{ need(id: "x") {{ history({}) {{ total }} }} }}'
FREE = '{{ resource(id: "x") {{ availability({}) {{ open }} }} }}'
DAY = '"2026-12-01T08:00:00+08:00"'
LOOP = 'place: "x", from: "2026-01-01T08:00:00+08:00", to: '
CHAINS = f"{{{{ handOvers({LOOP}{{}}) {{{{ needCount }}}} }}}}"
MANY = json.dumps([f"p{n}" for n in range(21)])
MEET = f"{{{{ commonSlot({LOOP}{DAY}, {{}}) {{{{ zh }}}} }}}}".replace('place: "x", ', "")
NOW = '{{ emergencySupport(place: "x", {}) {{ zh }} }}'
WAYS = '{{ secretaryPaths(need: "x", {}) {{ zh }} }}'
AGAIN = '{{ rePairing(street: "x", {}) {{ zh }} }}'
QUEUE = f"{{{{ waitingList({LOOP}{DAY}, {{}}) {{{{ zh }}}} }}}}".replace("place: ", "resource: ")
LOAD = f"{{{{ loadFairness({LOOP}{{}}) {{{{ unitCount }}}} }}}}"
CLOSED = f"{{{{ falseClosures({LOOP}{{}}) {{{{ closedCount }}}} }}}}"
LEAVES = '{{ unitLeaving(unit: "x", {}) {{ lost }} }}'
POINTS = '{{ singlePointsOfFailure(place: "x", {}) {{ pointCount }} }}'
SERVED = f"{{{{ underServedPlaces({LOOP}{DAY}, {{}}) {{{{ rowCount }}}} }}}}"
RECRUIT = '{{ bestNextPartner(place: "x", {}) {{ closed }} }}'
FITS = [
    BOARD.format("first: 0"), BOARD.format("first: 100"), BOARD.format("best: 0"), BOARD.format("best: 20"),
    ALONE.format("first: 0"), ALONE.format("first: 500"), ALONE.format("first: null"), ALONE.format("verdicts: []"),
    FIRST.format("first: 0"), FIRST.format("first: 500"),
    HISTORY.format("first: 1"), HISTORY.format("first: 200"),
    ALLOTTED.format("first: 0, seconds: 0"), ALLOTTED.format("first: 500, seconds: 300"),
    ALLOTTED.format("fairnessPrice: 0, tiers: true"), ALLOTTED.format("fairnessPrice: 1"),
    ALLOTTED.format("reconsider: true, changePrice: 0"), ALLOTTED.format("reconsider: true, changePrice: 1000000"), ALLOTTED.format("changePrice: null"),
    WHY_NOT.format("seconds: 0"), WHY_NOT.format("seconds: 300"), SCARCE.format("first: 0, seconds: 0"), SCARCE.format("first: 10, seconds: 300"),
    LATE.format("first: 0"), LATE.format("first: 100"), LATE.format("first: null"),
    DOUBLE.format("first: 0"), DOUBLE.format("first: 50"),
    DOUBLE_OF.format('"x"', 0), DOUBLE_OF.format('"x", householdCount: 0', 50),
    SETS.format("mostUnits: 1"), SETS.format("mostUnits: 8"), SETS.format("best: 0"), SETS.format("best: 20"),
    FEWEST.format("seconds: 0, first: 0"), FEWEST.format("seconds: 60, first: 300"),
    SETS_FOR.format("", "mostUnits: 1, best: 0"), SETS_FOR.format(", quantity: 1e12", "mostUnits: 8, best: 20"),
    DRAFT.format(", quantity: 1e-6"), DRAFT.format(", quantity: 1e12"), DRAFT.format(", groups: []"),
    FREE.format(f'start: {DAY}, end: "2027-12-02T08:00:00+08:00"'),
    CHAINS.format('"2027-01-02T08:00:00+08:00", least: 1, first: 0'), CHAINS.format(f"{DAY}, least: 50, first: 100"),
    MEET.format("minutes: 1, attendees: 1, bufferMinutes: 0, stepMinutes: 1"), MEET.format("minutes: 1440, attendees: 100000, bufferMinutes: 1440, stepMinutes: 60"),
    NOW.format("within: 1, minutes: 1, givesWay: 1, restMinutes: 0, staleDays: 0, first: 0"), NOW.format("within: 1440, minutes: 1440, givesWay: 5, restMinutes: 1440, staleDays: 3660, first: 100"),
    WAYS.format("first: 0"), WAYS.format("first: 100"),
    AGAIN.format("mostChanges: 0, seconds: 0"), AGAIN.format("mostChanges: 200, seconds: 60"),
    QUEUE.format("first: 0, quantity: 1e-6"), QUEUE.format("first: 100, quantity: 1e12"), QUEUE.format("quantity: null"),
    LOAD.format(f"{DAY}, first: 0"), LOAD.format(f"{DAY}, first: 100"),
    CLOSED.format(f"{DAY}, first: 0"), CLOSED.format(f"{DAY}, first: 100"),
    LEAVES.format('first: 0, best: 0, on: "2100-01-01"'), LEAVES.format("first: 100, best: 20"),
    POINTS.format("first: 0"), POINTS.format("first: 100"), RECRUIT.format("best: 0"), RECRUIT.format("best: 20"),
    SERVED.format("first: 0, withinMetres: 0"), SERVED.format("first: 100, withinMetres: 1000000"),
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
    (SETS.format("mostUnits: 0"), "MOST_UNITS", "mostUnits", "1 to 8"), (SETS.format("mostUnits: 9"), "MOST_UNITS", "mostUnits", "1 to 8"),
    (SETS.format("best: -1"), "PAGE_SIZE", "best", "0 to 20"), (SETS.format("best: 21"), "PAGE_SIZE", "best", "0 to 20"),
    (SETS_FOR.format("", "mostUnits: 9"), "MOST_UNITS", "mostUnits", "1 to 8"), (SETS_FOR.format("", "mostUnits: -1"), "MOST_UNITS", "mostUnits", "1 to 8"),
    (SETS_FOR.format("", "best: 21"), "PAGE_SIZE", "best", "0 to 20"), (SETS_FOR.format("", "best: -1"), "PAGE_SIZE", "best", "0 to 20"),
    (FEWEST.format("seconds: -1"), "PAGE_SIZE", "seconds", "0 to 60"), (FEWEST.format("seconds: 61"), "PAGE_SIZE", "seconds", "0 to 60"),
    (FEWEST.format("first: -1"), "PAGE_SIZE", "first", "0 to 300"), (FEWEST.format("first: 301"), "PAGE_SIZE", "first", "0 to 300"),
    (SETS_FOR.format(", quantity: 0", "best: 1"), "QUANTITY", "question.quantity", "10^12"),
    (DRAFT.format(", quantity: 0"), "QUANTITY", "question.quantity", "10^12"), (DRAFT.format(", quantity: 4e-7"), "QUANTITY", "question.quantity", "10^12"),
    (DRAFT.format(", quantity: 1.000001e12"), "QUANTITY", "question.quantity", "10^12"), (DRAFT.format(", quantity: 1e309"), "QUANTITY", "question.quantity", "10^12"),
    (DRAFT.format(f", windowStart: {DAY}"), "HALF_WINDOW", "question.windowEnd", "both"),
    (DRAFT.format(f", windowStart: {DAY}, windowEnd: {DAY}"), "WINDOW", "question.windowEnd", "later"),
    (ALLOTTED.format("first: -1"), "PAGE_SIZE", "first", "0 to 500"), (ALLOTTED.format("first: 501"), "PAGE_SIZE", "first", "0 to 500"),
    (ALLOTTED.format("seconds: -1"), "PAGE_SIZE", "seconds", "0 to 300"), (ALLOTTED.format("seconds: 301"), "PAGE_SIZE", "seconds", "0 to 300"),
    (ALLOTTED.format("reconsider: true, changePrice: -0.1"), "CHANGE_PRICE", "changePrice", "0 to 1000000"),
    (ALLOTTED.format("reconsider: true, changePrice: 1000001"), "CHANGE_PRICE", "changePrice", "0 to 1000000"),
    (ALLOTTED.format("fairnessPrice: -0.1"), "FAIRNESS_PRICE", "fairnessPrice", "0 to 1"),
    (ALLOTTED.format("fairnessPrice: 1.1"), "FAIRNESS_PRICE", "fairnessPrice", "0 to 1"),
    (ALLOTTED.format("changePrice: 1"), "CHANGE_PRICE", "changePrice", "set reconsider"),
    (WHY_NOT.format("seconds: -1"), "PAGE_SIZE", "seconds", "0 to 300"), (WHY_NOT.format("seconds: 301"), "PAGE_SIZE", "seconds", "0 to 300"),
    (SCARCE.format("seconds: -1"), "PAGE_SIZE", "seconds", "0 to 300"), (SCARCE.format("seconds: 301"), "PAGE_SIZE", "seconds", "0 to 300"),
    (SCARCE.format("first: -1"), "PAGE_SIZE", "first", "0 to 10"), (SCARCE.format("first: 11"), "PAGE_SIZE", "first", "0 to 10"),
    (CHAINS.format(f"{DAY}, least: 0"), "PAGE_SIZE", "least", "1 to 50"), (CHAINS.format(f"{DAY}, least: 51"), "PAGE_SIZE", "least", "1 to 50"),
    (CHAINS.format(f"{DAY}, first: -1"), "PAGE_SIZE", "first", "0 to 100"), (CHAINS.format(f"{DAY}, first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    *((MEET.format(f"minutes: 60, {name}: {value}".replace("minutes: 60, minutes", "minutes")), "PAGE_SIZE", name, bounds) for name, bounds, values in (
        ("minutes", "1 to 1440", (0, 1441)), ("attendees", "1 to 100000", (0, 100001)), ("bufferMinutes", "0 to 1440", (-1, 1441)), ("stepMinutes", "1 to 60", (0, 61)),
    ) for value in values),
    (MEET.format('minutes: 60, hours: "9 till 5"'), "MEETING_HOURS", "hours", "Write"), (MEET.format('minutes: 60, optional: ["x"]'), "UNKNOWN", "optional", "among"),
    (MEET.format('minutes: 60, asOf: "1999-01-01T08:00:00+08:00"'), "YEAR", "asOf", "2000"),
    (MEET.format(f"minutes: 60, people: {MANY}"), "TOO_MANY_IDS", "people", "20"),
    *((NOW.format(f"{name}: {value}"), "PAGE_SIZE", name, bounds) for name, bounds, values in (
        ("within", "1 to 1440", (0, 1441)), ("minutes", "1 to 1440", (0, 1441)), ("givesWay", "1 to 5", (0, 6)), ("restMinutes", "0 to 1440", (-1, 1441)),
        ("staleDays", "0 to 3660", (-1, 3661)), ("first", "0 to 100", (-1, 101)),
    ) for value in values),
    (WAYS.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (WAYS.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (AGAIN.format("seconds: -1"), "PAGE_SIZE", "seconds", "0 to 60"), (AGAIN.format("seconds: 61"), "PAGE_SIZE", "seconds", "0 to 60"),
    (AGAIN.format("mostChanges: -1"), "PAGE_SIZE", "mostChanges", "0 to 200"), (AGAIN.format("mostChanges: 201"), "PAGE_SIZE", "mostChanges", "0 to 200"),
    (QUEUE.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (QUEUE.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (QUEUE.format("quantity: 0"), "QUANTITY", "quantity", "10^12"), (QUEUE.format("quantity: 1.000001e12"), "QUANTITY", "quantity", "10^12"),
    (LOAD.format(f"{DAY}, first: -1"), "PAGE_SIZE", "first", "0 to 100"), (LOAD.format(f"{DAY}, first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (LOAD.format('"2026-01-01T08:00:00+08:00"'), "WINDOW", "to", "later"),
    (CLOSED.format(f"{DAY}, first: -1"), "PAGE_SIZE", "first", "0 to 100"), (CLOSED.format(f"{DAY}, first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (LEAVES.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (LEAVES.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (LEAVES.format("best: -1"), "PAGE_SIZE", "best", "0 to 20"), (LEAVES.format("best: 21"), "PAGE_SIZE", "best", "0 to 20"),
    (LEAVES.format('on: "2020-01-01"'), "DAY_IS_PAST", "on", "a later day"), (LEAVES.format('on: "2200-01-01"'), "YEAR", "on", "2000"),
    (POINTS.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (POINTS.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (SERVED.format("first: -1"), "PAGE_SIZE", "first", "0 to 100"), (SERVED.format("first: 101"), "PAGE_SIZE", "first", "0 to 100"),
    (SERVED.format("withinMetres: -1"), "DISTANCE", "withinMetres", "0 to 1000000"), (SERVED.format("withinMetres: 1000001"), "DISTANCE", "withinMetres", "0 to 1000000"),
    (RECRUIT.format("best: -1"), "PAGE_SIZE", "best", "0 to 20"), (RECRUIT.format("best: 21"), "PAGE_SIZE", "best", "0 to 20"),
    (CLOSED.format('"2027-01-02T08:00:00.000001+08:00"'), "WINDOW_TOO_LONG", "to", "shorter"),
    (CHAINS.format('"2026-01-01T08:00:00+08:00"'), "WINDOW", "to", "later"), (CHAINS.format('"1999-01-01T08:00:00+08:00"'), "YEAR", "to", "2000"),
    (FREE.format(f"start: {DAY}, end: {DAY}"), "WINDOW", "end", "later"),
    (FREE.format(f'start: {DAY}, end: "2027-12-02T08:00:00.000001+08:00"'), "WINDOW_TOO_LONG", "end", "shorter"),
]  # fmt: skip
NUMBERS = {
    ("supporters", "first"), ("supportersFor", "first"), ("supportBoard", "first"), ("supportBoard", "best"),
    ("allocation", "first"), ("allocation", "seconds"), ("allocation", "changePrice"), ("allocation", "fairnessPrice"), ("whyNot", "seconds"), ("scarcity", "seconds"), ("scarcity", "first"),
    # What is told of their progress is asked with the same arguments, read by the same code.
    ("allocationProgress", "first"), ("allocationProgress", "seconds"), ("allocationProgress", "changePrice"), ("allocationProgress", "fairnessPrice"),
    ("whyNotProgress", "seconds"), ("scarcityProgress", "seconds"), ("scarcityProgress", "first"),
    ("fewestUnits", "seconds"), ("fewestUnits", "first"), ("fewestUnitsProgress", "seconds"), ("fewestUnitsProgress", "first"),
    ("combinations", "mostUnits"), ("combinations", "best"), ("combinationsFor", "mostUnits"), ("combinationsFor", "best"),
    ("unitLeaving", "first"), ("unitLeaving", "best"), ("singlePointsOfFailure", "first"), ("bestNextPartner", "best"),
    ("underServedPlaces", "first"), ("underServedPlaces", "withinMetres"),
    ("handOvers", "least"), ("handOvers", "first"), ("falseClosures", "first"),
    ("overdueNeeds", "first"), ("loadFairness", "first"), ("waitingList", "first"), ("waitingList", "quantity"), ("rePairing", "mostChanges"), ("rePairing", "seconds"), ("rePairingProgress", "mostChanges"), ("rePairingProgress", "seconds"), ("secretaryPaths", "first"),
    ("emergencySupport", "within"), ("emergencySupport", "minutes"), ("emergencySupport", "givesWay"), ("emergencySupport", "restMinutes"), ("emergencySupport", "staleDays"), ("emergencySupport", "first"),
    ("commonSlot", "minutes"), ("commonSlot", "attendees"), ("commonSlot", "bufferMinutes"), ("commonSlot", "stepMinutes"), ("history", "first"),
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
