"""What communities ask for and who their partners are, frozen: made from the row of the statement or by hand in a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.supporters.facts import Named
from schema.supporters.places import Places
from schema.supporters.rows import place_from, unit_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.supporters.facts import UnitFacts


@dataclass(frozen=True, slots=True)
class Asked:
    """A need: where, for what. people: beneficiaries, None where not said. open, reported: whether it is open, and was reported in the period."""

    id: str
    community: str
    category: str
    open: bool = True
    reported: bool = False
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Community:
    """A community, or the place that stands for itself."""

    id: str
    code: str
    population: int | None = None
    node: Any = None


@dataclass(frozen=True, slots=True)
class NeedCategory:
    """A category of need with the codes of the capabilities that meet it, and of those it cannot do without."""

    id: str
    code: str
    named: Named
    capabilities: tuple[str, ...]
    essential: tuple[str, ...] = ()
    node: Any = None


@dataclass(frozen=True, slots=True)
class Capability:
    """A category of the tree of capabilities."""

    named: Named
    node: Any = None


@dataclass(frozen=True, slots=True)
class Post:
    """A post on the way to a partner. person: id of who holds it, None where that is not shown."""

    id: str
    person: str | None = None
    node: Any = None


@dataclass(frozen=True)
class ReachFacts:
    """Everything both questions are made of."""

    communities: tuple[Community, ...]
    asked: tuple[Asked, ...]
    categories: Mapping[str, NeedCategory]
    capabilities: Mapping[str, Capability]
    posts: Mapping[str, Post]
    places: Places
    units: tuple[UnitFacts, ...]
    place_node: Any = None


def reach_from(row: Mapping[str, Any]) -> ReachFacts:
    """Read the row of `REACH`."""
    nodes = {said["place"]: said["placeNode"] for said in row["ends"]}
    bridges = {said["category"]: said["components"] for said in row["bridges"]}
    communities = [
        Community(said["id"], said["code"], said["population"], nodes.get(said["id"]))
        for said in row["inhabitants"]
    ]
    return ReachFacts(
        communities=tuple(sorted(communities, key=lambda c: (c.code, c.id))),
        asked=tuple(_asked(said) for said in row["asked"]),
        categories={said["id"]: _category(said, bridges.get(said["id"], ())) for said in row["categories"]},
        capabilities={said["code"]: Capability(_named(said), said["node"]) for said in row["capabilities"]},
        posts={said["id"]: Post(said["id"], said["person"], said["node"]) for said in row["posts"]},
        places=Places(place_from(place) for place in row["places"]),
        units=tuple(unit_from(unit) for unit in row["units"]),
        place_node=row["placeNode"],
    )  # fmt: skip


def _named(said: Mapping[str, Any]) -> Named:
    return Named(said["code"], said["zh"], said["en"] or said["zh"])


def _asked(said: Mapping[str, Any]) -> Asked:
    return Asked(
        id=said["id"], community=said["community"], category=said["category"],
        open=said["open"], reported=bool(said["reported"]), people=said["people"],
    )  # fmt: skip


def _category(said: Mapping[str, Any], components: Any) -> NeedCategory:
    return NeedCategory(
        id=said["id"], code=said["code"], named=_named(said),
        capabilities=tuple(sorted({each["code"] for each in components})),
        essential=tuple(sorted({each["code"] for each in components if each["essential"]})),
        node=said["node"],
    )  # fmt: skip
