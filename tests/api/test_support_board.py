"""A board says of each of its needs exactly what `supporters` says of that need alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.test_supporters_oracle import _imported as imported
from tests.oracle.reading import CHINA
from tests.worlds import as_of, world

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

EVERYTHING = """
  place { id } street { id name } asOf windowStart windowEnd quantity measure canCount partlyCount cannotCount
  components { code required measure essential fit stepsUp } policy { id weights { criterion weight } }
  supporters {
    unit { id code name maxEngagements } verdict rank score parts { criterion value weight points zh en } coverage
    cover { component { code } covered missing } uses { resource { id name } component quantity free fit metres }
    earliestSlot via connections { via level pairing hops steps { id kind name relationship direction } }
    objection { test zh en nearMiss { zh en resourceId component freeFrom freeQuantity capability status } }
  }
"""
BOARD = (
    "query Board($place: ID!, $asOf: DateTime, $first: Int!, $best: Int!, $verdicts: [SupportVerdict!]) {"
    " supportBoard(place: $place, asOf: $asOf, first: $first, best: $best, verdicts: $verdicts) {"
    " asOf openCount needs { need { id priority windowStart reportedAt status } support {"
    + EVERYTHING
    + "} } } }"
)
ALONE = (
    "query Alone($need: ID!, $asOf: DateTime, $first: Int!, $verdicts: [SupportVerdict!]) {"
    " supporters(need: $need, asOf: $asOf, first: $first, verdicts: $verdicts) {"
    + EVERYTHING
    + "} }"
)
PLACES = """
query Places { streets(first: 100) { nodes { id name code } } communities(first: 100) { nodes { id name code } } }
"""
SEEDS = range(1, 9)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA).isoformat()


async def boards(service: Service, places: list[str], now: str, **more: Any) -> list[Any]:
    """The boards of these places."""
    given = {"asOf": now, "first": 100, "best": 5, **more}
    return [
        (await service.data(BOARD, {"place": place, **given}))["supportBoard"] for place in places
    ]


async def alone(service: Service, board: Any, now: str, **more: Any) -> list[Any]:
    """What is said of each need of a board when it is asked alone."""
    given = {"asOf": now, "first": 5, **more}
    return [
        (await service.data(ALONE, {"need": each["need"]["id"], **given}))["supporters"]
        for each in board["needs"]
    ]


async def places(service: Service, level: str) -> list[str]:
    """Ids of all places of a level."""
    return [node["id"] for node in (await service.data(PLACES))[level]["nodes"]]


async def busy(service: Service) -> str:
    """The street with most of the open needs of the example data."""
    streets = (await service.data(PLACES))["streets"]["nodes"]
    return next(street["id"] for street in streets if street["name"] == "南山街道")


@pytest.mark.parametrize("verdicts", [None, ["CAN", "PARTLY"], ["CANNOT"]])
async def test_every_open_need_of_the_example_data_as_if_asked_alone(
    example: Service, verdicts: list[str] | None
) -> None:
    """Streets, and one community; every field, whichever verdicts are wanted."""
    asked = [*await places(example, "streets"), (await places(example, "communities"))[0]]
    found = await boards(example, asked, NOW, verdicts=verdicts)
    assert max(len(board["needs"]) for board in found) > 5
    for board in found:
        said = [each["support"] for each in board["needs"]]
        assert said == await alone(example, board, NOW, verdicts=verdicts)


async def test_every_open_need_of_drawn_worlds_as_if_asked_alone(
    clean: Database, service: Service
) -> None:
    """Alliances, first secretaries, hours, areas, measures that do not convert: whatever is drawn."""
    await imported(clean, *(world(seed, prefix=f"W{seed:02}-") for seed in SEEDS))
    streets = (await service.data(PLACES))["streets"]["nodes"]
    seen = 0
    for street in streets:
        now = as_of(int(street["code"][1:3])).isoformat()
        (board,) = await boards(service, [street["id"]], now)
        said = [each["support"] for each in board["needs"]]
        assert said == await alone(service, board, now), street["code"]
        seen += len(said)
    assert seen > len(SEEDS)


async def test_the_most_urgent_come_first_and_the_rest_are_counted(example: Service) -> None:
    """By priority, window and report; a shorter board is the beginning of a longer one."""
    street = await busy(example)
    (board,) = await boards(example, [street], NOW)
    needs = [each["need"] for each in board["needs"]]
    assert {need["status"] for need in needs} == {"OPEN"}
    assert needs == sorted(
        needs, key=lambda n: (n["priority"], n["windowStart"] is None, n["windowStart"] or "", n["reportedAt"], n["id"])
    )  # fmt: skip
    (shorter,) = await boards(example, [street], NOW, first=3, best=2)
    assert shorter["openCount"] == board["openCount"] == len(needs)
    assert [each["need"] for each in shorter["needs"]] == needs[:3]
    for few, many in zip(shorter["needs"], board["needs"], strict=False):
        assert few["support"]["supporters"] == many["support"]["supporters"][:2]
        assert few["support"]["cannotCount"] == many["support"]["cannotCount"]


async def test_a_board_is_one_statement(example: Service) -> None:
    """However many needs it has."""
    street = await busy(example)
    example.statements.clear()
    (board,) = await boards(example, [street], NOW)
    assert len(board["needs"]) > 5
    assert [name for name, *_ in example.statements] == ["supportBoard"]


async def test_a_place_without_needs_and_no_place_at_all(example: Service) -> None:
    """An empty board, and null."""
    (board, nothing) = await boards(example, [await busy(example), "place_nowhere"], NOW, first=0)
    assert board["needs"] == []
    assert board["openCount"] > 5
    assert nothing is None


@pytest.mark.parametrize("sizes", [{"first": -1}, {"first": 101}, {"best": 21}, {"best": -1}])
async def test_sizes_have_bounds(example: Service, sizes: dict[str, int]) -> None:
    """The argument is named."""
    given = {"place": "place_nowhere", "asOf": NOW, "first": 1, "best": 1, **sizes}
    _, answer = await example.ask(BOARD, given)
    (error,) = answer["errors"]
    assert (error["extensions"].get("reason") or error["extensions"]["code"]) == "PAGE_SIZE"
    assert next(iter(sizes)) in error["message"]
