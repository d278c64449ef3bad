"""Clocks over HTTP: of one need and on the board of a place the same, from the records of holds, in one statement."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.oracle.reading import CHINA

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.service import Service

CLOCK = """clocks(asOf: $asOf) { kind state limitMinutes startedAt dueAt warnAt stoppedAt elapsedMinutes remainingMinutes restarted
  teamShort calendar calendarPublishedUntil beyondCalendar ruleId ruleName ruleZh ruleEn noteZh noteEn }"""
BOARD = (
    "query Board($place: ID!, $asOf: DateTime, $first: Int) { overdueNeeds(place: $place, asOf: $asOf, first: $first) {"
    " asOf openCount judgedCount overdueCount warnedCount unknownCount"
    " needs { need { id code status priority reportedAt } "
    + CLOCK.replace("(asOf: $asOf)", "")
    + "} } }"
)
ALL = (
    "query All($place: ID!, $asOf: DateTime, $after: String) { needs(first: 100, after: $after, filter: {provenance: [REPORTED, ILLUSTRATIVE, ENTERED], place: {within: $place}}) {"
    " pageInfo { hasNextPage endCursor } nodes { id code status priority reportedAt closedAt statusAt "
    + CLOCK
    + "} } }"
)
ONE = (
    'query One($asOf: DateTime) { needs(filter: {code: {in: ["NS-N-028"]}}) { nodes { id '
    + CLOCK
    + "} } }"
)
PLACES = "{ streets(first: 10) { nodes { id } } communities(first: 2) { nodes { id } } }"
FINAL = {"REJECTED", "CANCELLED", "MERGED", "CLOSED"}
INSTANTS = ["2026-09-17T09:00:00+08:00", "2026-11-20T10:30:00+08:00", "2026-11-26T16:00:00+08:00", "2027-02-10T10:00:00+08:00"]  # fmt: skip


async def all_needs(service: Service, place: str, now: str) -> list[dict[str, Any]]:
    """Every need at or below a place."""
    found, after = [], None
    while True:
        page = (await service.data(ALL, {"place": place, "asOf": now, "after": after}))["needs"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def was_open(need: dict[str, Any], now: str) -> bool:
    """Whether a need had been reported and had not ended."""
    late = [at for at in (need["closedAt"], need["statusAt"]) if at and at > now]
    return need["reportedAt"] <= now and (need["status"] not in FINAL or bool(late))


def badness(clocks: list[dict[str, Any]]) -> tuple[int, int]:
    """What orders a board: overdue before warned, then the minutes that are left."""
    bad = [(c["state"] == "WARNED", c["remainingMinutes"]) for c in clocks if c["state"] in ("OVERDUE", "WARNED")]  # fmt: skip
    return min(((int(warned), left) for warned, left in bad), default=(2, 0))


@pytest.mark.parametrize("now", INSTANTS)
async def test_a_board_says_what_the_needs_say(example: Service, now: str) -> None:
    """Each street and community, in the past, now and beyond the published calendar: the same needs, the same clocks."""
    places = await example.data(PLACES)
    bad_ones = 0
    for place in [n["id"] for level in places.values() for n in level["nodes"]]:
        board = (await example.data(BOARD, {"place": place, "asOf": now, "first": 100}))[
            "overdueNeeds"
        ]
        needs = [n for n in await all_needs(example, place, now) if was_open(n, now)]
        bad = [n for n in needs if badness(n["clocks"])[0] < 2]
        assert {n["need"]["id"]: n["clocks"] for n in board["needs"]} == {
            n["id"]: n["clocks"] for n in bad
        }
        ranks = [badness(n["clocks"]) for n in board["needs"]]
        assert ranks == sorted(ranks)
        assert (board["openCount"], board["judgedCount"]) == (len(needs), len(needs))
        assert board["overdueCount"] == sum(badness(n["clocks"])[0] == 0 for n in needs)
        assert board["warnedCount"] == sum(badness(n["clocks"])[0] == 1 for n in needs)
        assert board["unknownCount"] == sum(
            any(c["state"] == "UNKNOWN" for c in n["clocks"]) for n in needs
        )
        bad_ones += len(bad)
    assert bad_ones


async def test_a_shorter_board_is_the_beginning_of_a_longer_one(example: Service) -> None:
    """`first` counts needs, not what is counted; no place is null; and it is one statement."""
    place = (await example.data(PLACES))["streets"]["nodes"][0]["id"]
    given = {"place": place, "asOf": INSTANTS[2]}
    whole = (await example.data(BOARD, {**given, "first": 100}))["overdueNeeds"]
    example.statements.clear()
    short = (await example.data(BOARD, {**given, "first": 2}))["overdueNeeds"]
    assert [name for name, *_ in example.statements] == ["overdueNeeds"]
    assert short == {**whole, "needs": whole["needs"][:2]}
    assert (await example.data(BOARD, {**given, "first": 0}))["overdueNeeds"]["needs"] == []
    assert (await example.data(BOARD, {**given, "place": "place_none"}))["overdueNeeds"] is None


@pytest.fixture
async def held(example: Service, database: Database) -> AsyncIterator[Service]:
    """A need whose records say that it was on hold for two days, on one of which nobody works."""
    (need,) = (await example.data(ONE, {"asOf": INSTANTS[1]}))["needs"]["nodes"]
    steps: list[tuple[str, str | None, str]] = [
        ("2026-11-20 14:00", "ACCEPTED", "ON_HOLD"),
        ("2026-11-22 14:00", "ON_HOLD", "ACCEPTED"),
        ("2026-11-29 08:00", None, "ACCEPTED"),  # that of an import: it was so before
    ]
    stream = f"clocks {uuid.uuid4().hex}"
    for seq, (at, before, after) in enumerate(steps, 1):
        await database.driver.execute_query(
            "CREATE (:Change {id: $id, stream: $stream, seq: $seq, at: $at, act: 'HOLD', via: 'TEST', target: $need,"
            " targetKind: 'Need', fields: [], hash: $id, fromStatus: $before, toStatus: $after})",
            id=f"change_{stream}_{seq}", stream=stream, seq=seq, need=need["id"], before=before, after=after,
            at=datetime.fromisoformat(at).replace(tzinfo=CHINA),
        )  # fmt: skip
    yield example
    await database.driver.execute_query(
        "MATCH (h:Change {stream: $stream}) DELETE h", stream=stream
    )


async def test_holds_come_from_the_records(held: Service) -> None:
    """Friday 14:00 to Sunday 14:00: ten hours that would have counted; as of a moment within it stands still."""

    async def closing(now: str) -> dict[str, Any]:
        (need,) = (await held.data(ONE, {"asOf": now}))["needs"]["nodes"]
        return need["clocks"][3]

    before, within, after = [
        await closing(f"2026-11-{at}:00+08:00") for at in ("20T13:00", "21T09:00", "23T09:00")
    ]
    assert (before["state"], before["dueAt"]) == ("RUNNING", "2026-11-27T09:00:00+08:00")
    assert (within["state"], within["dueAt"]) == ("PAUSED", None)
    assert within["elapsedMinutes"] == before["elapsedMinutes"] + 60
    assert (after["state"], after["dueAt"]) == ("RUNNING", "2026-11-27T19:00:00+08:00")
    assert after["elapsedMinutes"] == within["elapsedMinutes"] + 9 * 60
