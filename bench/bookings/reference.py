"""A sequential reference, written without a look at ours: what a clerk with squared paper would decide, quarter of an hour by quarter.

Nothing of `schema.availability`, `schema.booking` or `schema.machines` is used here. Times are numbers of quarters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HOLDING = {"REQUESTED", "ACCEPTED"}
STEPS = {
    ("ACCEPT", "REQUESTED"): "ACCEPTED", ("DECLINE", "REQUESTED"): "DECLINED", ("WITHDRAW", "ACCEPTED"): "WITHDRAWN",
    ("CANCEL", "REQUESTED"): "CANCELLED", ("CANCEL", "ACCEPTED"): "CANCELLED",
}  # fmt: skip
BEGINS = {"REQUEST_SUPPORT": "REQUESTED", "ASSIGN_SUPPORT": "ACCEPTED"}
MOST_NAMED = 10


@dataclass(frozen=True)
class Stock:
    """Something that can be booked: so many at each instant, or by one at a time."""

    capacity: int
    exclusive: bool


@dataclass
class Line:
    """A commitment on the paper."""

    id: str
    resource: str
    start: int
    end: int
    quantity: int
    status: str
    version: int = 1


@dataclass(frozen=True)
class Verdict:
    """A decision: the state it leads to and the version then, or the code of the refusal with what it names."""

    status: str | None = None
    version: int | None = None
    code: str | None = None
    named: tuple[str, ...] = ()


@dataclass
class Paper:
    """What has been promised so far."""

    stocks: dict[str, Stock]
    lines: dict[str, Line] = field(default_factory=dict)
    on: dict[str, list[Line]] = field(default_factory=dict)

    def booking(self, act: str, resource: str, start: int, end: int, quantity: int) -> Verdict:
        """What is decided of a booking."""
        stock = self.stocks[resource]
        lines = [line for line in self.on.get(resource, []) if line.status in HOLDING]
        busy: set[str] = set()
        for quarter in range(start, end):
            there = [line for line in lines if line.start <= quarter < line.end]
            used = sum(line.quantity for line in there)
            if there if stock.exclusive else used + quantity > stock.capacity:
                busy |= {line.id for line in there}
        if busy:
            ordered = sorted((self.lines[id_] for id_ in busy), key=lambda x: (x.start, x.end, x.id))  # fmt: skip
            return Verdict(code="CAPACITY_TAKEN", named=tuple(x.id for x in ordered[:MOST_NAMED]))
        return Verdict(BEGINS[act], 1)

    def step(self, act: str, id_: str, seen: int) -> Verdict:
        """What is decided of a step of a commitment."""
        line = self.lines.get(id_)
        if line is None:
            return Verdict(code="NOT_FOUND")
        if line.version != seen:
            return Verdict(code="VERSION_CONFLICT", named=(str(line.version),))
        to = STEPS.get((act, line.status))
        if to is None:
            return Verdict(code="INVALID_TRANSITION")
        return Verdict(to, line.version + 1)

    def book(
        self, id_: str, resource: str, start: int, end: int, quantity: int, status: str
    ) -> None:
        """Write it down."""
        line = Line(id_, resource, start, end, quantity, status)
        self.lines[id_] = line
        self.on.setdefault(resource, []).append(line)

    def take(self, id_: str, status: str) -> None:
        """Write a step down."""
        line = self.lines[id_]
        line.status, line.version = status, line.version + 1
