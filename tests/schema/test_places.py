"""How near a connection comes, and the way from its place to the need's."""

from __future__ import annotations

import pytest

from schema.supporters.connections import connections
from schema.supporters.facts import Position
from schema.supporters.places import Places, metres
from schema.supporters.terms import SupportLevel, SupportVia
from tests.schema.making import PLACES, link

ALL = Places(PLACES)
PLACE, NEAR_STREET, NEIGHBOUR = SupportLevel.PLACE, SupportLevel.STREET, SupportLevel.NEIGHBOUR


@pytest.mark.parametrize(
    ("target", "place", "level", "way"),
    [
        ("bridge", "bridge", PLACE, "桥北社区"),
        ("bridge", "grid", PLACE, "桥北社区 <- 第一网格"),
        ("grid", "bridge", PLACE, "第一网格 -> 桥北社区"),
        ("street", "bridge", NEAR_STREET, "南山街道 <- 桥北社区"),
        ("street", "grid", NEAR_STREET, "南山街道 <- 桥北社区 <- 第一网格"),
        ("garden", "bridge", NEIGHBOUR, "园林社区 -> 南山街道 <- 桥北社区"),
        ("garden", "grid", NEIGHBOUR, "园林社区 -> 南山街道 <- 桥北社区 <- 第一网格"),
        ("grid", "garden", NEIGHBOUR, "第一网格 -> 桥北社区 -> 南山街道 <- 园林社区"),
        ("street", "street", PLACE, "南山街道"),
        ("garden", "street", NEIGHBOUR, "园林社区 -> 南山街道"),
        ("elsewhere", "bridge", None, ""),
        ("city", "bridge", None, ""),
    ],
)
def test_the_level_and_the_way(
    target: str, place: str, level: SupportLevel | None, way: str
) -> None:
    """Up to the lowest place above both, then down; arrows point the way PART_OF points."""
    assert ALL.level(target, place) is level
    if level:
        drawn = ""
        for step in ALL.way(target, place):
            drawn += step.name + (
                (" -> " if step.outgoing else " <- ") if step.relationship else ""
            )
        assert drawn == way


def test_a_place_without_a_position_is_where_the_place_above_it_is() -> None:
    """The grid has none of its own."""
    assert ALL.position("grid") == ALL.position("bridge") == Position(41.81, 120.77)


def test_a_degree_of_latitude_is_111_195_metres() -> None:
    """On the sphere of 6371.0088 km."""
    assert metres(Position(41, 120), Position(42, 120)) == 111_195
    assert metres(Position(41, 120), Position(41, 120)) == 0


def test_the_best_connection_comes_first_and_each_source_once() -> None:
    """An agreement with a neighbour counts more than an alliance that serves the place itself."""
    ways = connections(
        [
            link("street", SupportVia.ALLIANCE, "L1"),
            link("bridge", SupportVia.ALLIANCE, "L1"),
            link("garden", SupportVia.AGREEMENT, "A1"),
            link("street", SupportVia.FIRST_SECRETARY, "S1"),
        ],
        "bridge",
        ALL,
    )
    assert [(way.via, way.source, way.pairing, way.hops) for way in ways] == [
        (SupportVia.AGREEMENT, "A1", 500_000, 4),
        (SupportVia.ALLIANCE, "L1", 400_000, 2),
        (SupportVia.FIRST_SECRETARY, "S1", 300_000, 3),
    ]


def test_a_first_secretary_posted_below_or_beside_the_place_does_not_count() -> None:
    """Only one posted at the place or above it stands behind it."""
    for posted in ("garden", "grid"):
        assert connections([link(posted, SupportVia.FIRST_SECRETARY)], "bridge", ALL) == ()
