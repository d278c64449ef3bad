"""A board with those who are no partners yet, frozen: made from the row of the statement or by hand in a test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from schema.supporters.facts import Link, Step
from schema.supporters.rows import board_facts_from
from schema.supporters.terms import SupportVia
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.supporters.facts import UnitFacts
    from schema.supporters.places import Places
    from schema.supporters.rows import BoardRow


@dataclass(frozen=True)
class RecruitingFacts:
    """Needs in the order of urgency. candidates: as they would be, partners of the place by an agreement. capabilities: nodes by code."""

    place: str
    open: int
    needs: tuple[BoardRow, ...]
    places: Places
    partners: tuple[UnitFacts, ...]
    candidates: tuple[UnitFacts, ...]
    capabilities: Mapping[str, Any]
    place_node: Any = None


def recruiting_from(row: Mapping[str, Any]) -> RecruitingFacts:
    """Read the row of `RECRUITING`."""
    board = board_facts_from(row)
    by_code = sorted(board.units, key=lambda unit: unit.code)
    return RecruitingFacts(
        place=row["place"], open=board.open, needs=board.needs, places=board.places,
        partners=tuple(unit for unit in by_code if unit.links),
        candidates=tuple(joined(unit, row["place"]) for unit in by_code if not unit.links and unit.status is UnitStatus.ACTIVE),
        capabilities={said["code"]: said["node"] for said in row["capabilities"]},
        place_node=row["placeNode"],
    )  # fmt: skip


def joined(unit: UnitFacts, place: str) -> UnitFacts:
    """A unit as a partner of a place, by an agreement that is not there yet."""
    steps = (
        Step(unit.id, "Unit", unit.name, "PARTY_TO"),
        Step("", "Agreement", "拟签协议 Agreement to be made", "BENEFITS"),
    )
    return replace(unit, links=(Link(SupportVia.AGREEMENT, "", place, steps),))
