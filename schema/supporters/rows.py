"""From the row of the statement to frozen facts. The order of lists in a row means nothing and leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from schema.free_capacity import resource_facts
from schema.instants import Window
from schema.measures import MICRO, Measure, exact, measure_from, micro
from schema.supporters.facts import (
    Component,
    Facts,
    Link,
    Named,
    NeedFacts,
    OfferFacts,
    Position,
    Step,
    UnitFacts,
)
from schema.supporters.places import PlaceFacts, Places
from schema.supporters.terms import SupportVia
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def facts_from(row: Mapping[str, Any]) -> Facts:
    """Read the row of `SUPPORTERS`, or of `SUPPORTERS_FOR` once nothing in it is unknown."""
    return Facts(
        need=_need(row),
        places=Places(_place(place) for place in row["places"]),
        units=tuple(_unit(unit) for unit in row["units"]),
        place_node=row["placeNode"],
        street_node=_street_node(row),
    )


@dataclass(frozen=True)
class BoardRow:
    """An open need on a board: its facts, and what the statement projected of it, of its place and of its street."""

    facts: NeedFacts
    node: Any
    place_node: Any
    street_node: Any


@dataclass(frozen=True)
class BoardFacts:
    """All needs of a board and what they share. open: how many open needs there are, read or not."""

    open: int
    needs: tuple[BoardRow, ...]
    places: Places
    units: tuple[UnitFacts, ...]


def board_facts_from(row: Mapping[str, Any]) -> BoardFacts:
    """Read the row of `SUPPORT_BOARD`."""
    bridges = {said["category"]: said["components"] for said in row["bridges"]}
    ends = {said["place"]: said for said in row["ends"]}
    return BoardFacts(
        open=row["open"],
        needs=tuple(_board_row(need, bridges[need["category"]], ends[need["place"]]) for need in row["needs"]),
        places=Places(_place(place) for place in row["places"]),
        units=tuple(_unit(unit) for unit in row["units"]),
    )  # fmt: skip


def _board_row(
    said: Mapping[str, Any], bridges: Sequence[Mapping[str, Any]], end: Mapping[str, Any]
) -> BoardRow:
    return BoardRow(_need({**said, "components": bridges}), said["node"], end["placeNode"], _street_node(end))  # fmt: skip


def _street_node(said: Mapping[str, Any]) -> Any:
    return None if said["streetId"] is None else said["streetNode"]


NOT_SHOWN = Measure("", "", "", "", Fraction(1))
"""The measure of a resource whose own is hidden: it converts into no other."""


def _need(row: Mapping[str, Any]) -> NeedFacts:
    start, end, measure = row["start"], row["end"], row["measure"]
    own = measure_from(measure) if measure else None
    components = [_component(said, row["quantity"], own) for said in row["components"]]
    return NeedFacts(
        place=row["place"],
        components=tuple(sorted(components, key=lambda c: (not c.essential, c.capability, c.required))),
        groups=frozenset(row["groups"]),
        window=Window(start, end) if start is not None and end is not None and end > start else None,
        quantity=micro(row["quantity"]),
        measure=own,
    )  # fmt: skip


def _component(said: Mapping[str, Any], quantity: float, own: Measure | None) -> Component:
    code, needed = said["measureCode"], exact(quantity) * exact(said["perUnit"] or 1)
    if said["measure"]:
        measure = measure_from(said["measure"])
    elif code or own is None:
        measure = Measure(code or "", code or "", code or "", code or "", Fraction(1))
    else:
        measure = own
    return Component(
        capability=Named(said["code"], said["zh"], said["en"] or said["zh"]),
        required=_required(needed, measure),
        measure=measure,
        fit=Fraction(1) if said["fit"] is None else exact(said["fit"]),
        steps_up=said["up"],
        essential=bool(said["essential"]),
    )


def _required(needed: Fraction, measure: Measure) -> int:
    if measure.whole:
        needed = Fraction(ceil(needed))
    # Half to even, as every stored quantity; and never nothing, or everyone would meet it.
    return max(round(needed * MICRO), 1)


def _place(said: Mapping[str, Any]) -> PlaceFacts:
    position = (said["latitude"], said["longitude"])
    known = None if None in position else Position(*position)
    return PlaceFacts(said["id"], said["kind"], said["name"], said["parent"], known)


def _unit(said: Mapping[str, Any]) -> UnitFacts:
    return UnitFacts(
        id=said["id"],
        code=said["code"],
        name=said["name"],
        links=tuple(_link(link) for link in said["links"]),
        offers=tuple(_offer(offer) for offer in said["offers"]),
        status=UnitStatus[said["status"]],
        engagements=said["engagements"],
        max_engagements=said["maxEngagements"],
        kept=said["kept"],
        finished=said["finished"],
        position=Position(*said["position"]) if said["position"] else None,
        latent=tuple(
            (Named(k["code"], k["zh"], k["en"] or k["zh"]), frozenset(k["above"]))
            for k in said["latent"]
        ),
        node=said["node"],
    )


def _link(said: Mapping[str, Any]) -> Link:
    steps = tuple(Step(**step) for step in said["steps"])
    return Link(SupportVia[said["via"]], said["source"], said["place"], steps)


def _offer(said: Mapping[str, Any]) -> OfferFacts:
    depths: dict[str, int] = {}
    for code, depth in said["categories"]:
        depths[code] = min(depth, depths.get(code, depth))
    resource = resource_facts(said)
    return OfferFacts(
        id=said["id"],
        code=said["code"],
        name=said["name"],
        resource=resource,
        measure=measure_from(said["measure"]) if said["measure"] else NOT_SHOWN,
        categories=depths,
        status=resource.status,
        areas=tuple(Named(**area) for area in said["areas"]),
        audience=tuple(Named(**group) for group in said["audience"]),
        radius=None if said["radiusKm"] is None else micro(said["radiusKm"]),
        position=Position(*said["position"]) if said["position"] else None,
        node=said["node"],
    )
