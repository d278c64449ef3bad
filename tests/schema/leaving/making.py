"""A unit that leaves, made by hand on the small street of `tests.schema.making`."""

from __future__ import annotations

from typing import Any

from schema.commitments import CommitmentStatus
from schema.instants import Window
from schema.leaving.facts import Beside, Leaving, Promise, Used
from schema.leaving.terms import LeavingCause
from schema.measures import MICRO
from schema.supporters.facts import NeedFacts, UnitFacts
from schema.supporters.places import Places
from schema.supporters.rows import BoardFacts, BoardRow
from tests.schema.making import BUS, MORNING, PLACES, SEAT

SEATS = Used(SEAT, (BUS,))


def row(id_: str, asked: NeedFacts, priority: int = 3) -> BoardRow:
    """A need as the statement brings it."""
    return BoardRow(id_, priority, asked, id_, "bridge", "street")


def promise(id_: str = "D1", quantity: float = 10, window: Window = MORNING, **more: Any) -> Promise:  # fmt: skip
    """A promise of seats by U1 to N1."""
    given = {
        "status": CommitmentStatus.ACCEPTED, "cause": LeavingCause.BY_UNIT, "need": "N1", "by": "unit_U1", "used": SEATS, "node": id_,
    } | more  # fmt: skip
    return Promise(id=id_, quantity=round(quantity * MICRO), window=window, **given)


def beside(id_: str, quantity: float, used: Used | None = SEATS) -> Beside:
    """Another promise to the same need for the same time."""
    return Beside(id_, round(quantity * MICRO), used)


def leaving(
    units: list[UnitFacts], rows: list[BoardRow], promises: tuple[Promise, ...] = (), unit: str = "unit_U1", **more: Any
) -> Leaving:  # fmt: skip
    """U1 leaves; its resources are those that it offers."""
    own = (offer.id for each in units if each.id == unit for offer in each.offers)
    given = {"resources": frozenset(own), "posts": frozenset()} | more
    board = BoardFacts(len(rows), tuple(rows), Places(PLACES), tuple(units))
    return Leaving(unit=unit, promises=promises, board=board, **given)
