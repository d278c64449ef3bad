"""What the rows of an import will hold of things and of people, whatever the graph holds of them now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from schema.availability import Booking
from schema.commitments import CommitmentStatus
from schema.instants import instant
from schema.measures import micro
from seeds.plan import NodeRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seeds.checks import Stored
    from seeds.plan import Row


@dataclass(frozen=True)
class Claim:
    """What a row of commitments will hold. new: whether it is there for the first time, or otherwise than it was."""

    code: str
    resource: str | None
    person: str | None
    booking: Booking
    new: bool


class Claims:
    """What all rows of an import will hold of things and of people, found once for however many batches."""

    def __init__(self, rows: Sequence[Row], held: Stored) -> None:
        self.all = [c for row in rows if isinstance(row, NodeRow) and (c := _claim(row, held))]
        self.ids = {c.booking.id: c.code for c in self.all}
        self.of_thing = grouped(self.all, lambda c: c.resource)
        self.of_person = grouped(self.all, lambda c: c.person)
        self.kits: dict[str, dict[str, float]] = {}
        self.things: dict[str, NodeRow] = {}
        for row in rows:
            if isinstance(row, NodeRow):
                if row.kind.name == "Resource":
                    self.things[row.code] = row
            elif row.edge.name == "components":
                per = {**row.if_new, **row.values}.get("quantity") or 1
                self.kits.setdefault(row.near, {})[row.far] = per


def grouped(claims: Sequence[Claim], by: Callable[[Claim], str | None]) -> dict[str, list[Claim]]:
    """The claims by what they have in common; those that have it not are left out."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if key := by(claim):
            found.setdefault(key, []).append(claim)
    return found


def _claim(row: NodeRow, held: Stored) -> Claim | None:
    """What a row of commitments will hold: the file's values over the graph's."""
    if row.kind.name != "Commitment":
        return None
    old = held.get("Commitment", {}).get(row.code)
    values = {**(old.values if old else row.if_new), **row.values}
    if values.get("startAt") is None or values.get("endAt") is None:
        return None
    links = {**(old.links if old else {}), **row.links}
    booking = Booking(
        CommitmentStatus[values["status"]], micro(values.get("quantity") or 0), _at(values["startAt"]), _at(values["endAt"]),
        _when(values.get("holdUntil")),
        None if values.get("deliveredQuantity") is None else micro(values["deliveredQuantity"]),
        _when(values.get("returnedAt")), node_id(row.kind, row.code), shown=True, started=values.get("startedAt") is not None,
    )  # fmt: skip
    changed = old is None or any(old.values.get(n) != v for n, v in row.values.items())
    moved = old is not None and any(
        old.links.get(n, frozenset()) != ends for n, ends in row.links.items()
    )
    return Claim(row.code, _one(links.get("resource")), _one(links.get("handledBy")), booking, changed or moved)  # fmt: skip


def _one(ends: Any) -> str | None:
    return next(iter(ends), None) if ends else None


def _at(value: Any) -> int:
    return instant(value.to_native() if hasattr(value, "to_native") else value)


def _when(value: Any) -> int | None:
    return None if value is None else _at(value)
