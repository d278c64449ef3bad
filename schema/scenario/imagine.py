"""Rows of units (`schema.supporters.statement`) as they would be: pure, and before anything is made of them.

A resource may be offered by itself and be part of a kit; it changes in both places, and the kit follows when it is put
together (`schema.availability.kit`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schema.scenario.reading import Scenario

_NO_LIMITS = {
    "everywhere": {"areas": [], "radiusKm": None},
    "everyone": {"audience": []},
    "always": {"openingHours": None, "closedOn": []},
    "withdrawn": {"status": "INACTIVE"},
    "offered": {"status": "ACTIVE", "validFrom": None, "validTo": None},
}
"""What a switch of a resource comes to in its row."""
_FIGURES = ("capacity", "leadTimeMinutes", "radiusKm")


def imagined(units: Iterable[Mapping[str, Any]], scenario: Scenario) -> list[Mapping[str, Any]]:
    """The rows as the scenario says; those that it does not concern are the same objects."""
    return [_unit(unit, scenario) for unit in units]


def _unit(unit: Mapping[str, Any], scenario: Scenario) -> Mapping[str, Any]:
    said = scenario.units.get(unit["id"], {})
    changed: dict[str, Any] = {}
    if said.get("leaves"):
        changed["status"] = "INACTIVE"
    if said.get("maxEngagements") is not None:
        changed["maxEngagements"] = said["maxEngagements"]
    if scenario.resources or scenario.emergency:
        changed["offers"] = [_offer(offer, scenario) for offer in unit["offers"]]
    return {**unit, **changed} if changed else unit


def _offer(offer: Mapping[str, Any], scenario: Scenario) -> Mapping[str, Any]:
    parts = [_resource(part, scenario) for part in offer["parts"]]
    own = _resource(offer, scenario)
    if scenario.emergency and not offer["emergencyCallable"]:
        own = {**own, "status": "INACTIVE"}
    return {**own, "parts": parts} if parts else own


def _resource(row: Mapping[str, Any], scenario: Scenario) -> Mapping[str, Any]:
    said = scenario.resources.get(row["id"], {})
    changed: dict[str, Any] = {"leadTimeMinutes": None} if scenario.emergency else {}
    for name, values in _NO_LIMITS.items():
        if said.get(name):
            changed |= values
    changed |= {name: said[name] for name in _FIGURES if said.get(name) is not None}
    return {**row, **{name: value for name, value in changed.items() if name in row}} if changed else row  # fmt: skip
