"""What could be called, frozen. Instants and durations are microseconds, quantities micro-units."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from schema.commitments import CommitmentStatus
from schema.free_capacity import resource_facts
from schema.supporters.facts import Position
from schema.supporters.places import metres

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.availability import ResourceFacts


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment that the caller sees. priority: of its need, 1 most urgent."""

    id: str
    code: str
    status: CommitmentStatus
    start: int
    end: int
    priority: int
    need: Any = None


@dataclass(frozen=True, slots=True)
class Callable:
    """A resource that may be called. metres: from the place, None where that is not known. serves: whether its area names the place.

    assured: ordinal of the day it was last confirmed.
    """

    code: str
    name: str
    kind: str
    unit: str
    resource: ResourceFacts
    metres: int | None
    serves: bool = True
    assured: int | None = None
    promises: tuple[Promise, ...] = ()
    node: Any = None
    unit_node: Any = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a person is promised to."""

    id: str
    start: int
    end: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with a post at the place, or above it up to the street."""

    id: str
    name: str
    titles: tuple[str, ...]
    roles: tuple[str, ...]
    duties: tuple[Duty, ...] = ()
    node: Any = None


def callables_from(row: Mapping[str, Any]) -> list[Callable]:
    """Read the resources of the row, in the order of codes."""
    chain, here = frozenset(row["chain"]), row["position"]
    return sorted((_callable(said, chain, here) for said in row["resources"]), key=lambda c: c.code)


def _callable(said: Mapping[str, Any], chain: frozenset[str], here: Sequence[float] | None) -> Callable:  # fmt: skip
    facts = resource_facts(said["facts"])
    seen = frozenset(p["id"] for p in said["promises"])
    there = said["position"]
    return Callable(
        code=said["code"], name=said["name"], kind=said["kind"], unit=said["unit"],
        resource=replace(facts, bookings=tuple(replace(b, shown=b.id in seen) for b in facts.bookings)),
        metres=metres(Position(*here), Position(*there)) if here is not None and there is not None else None,
        serves=not said["areas"] or bool(chain & set(said["areas"])),
        assured=date.fromisoformat(said["assured"]).toordinal() if said["assured"] else None,
        promises=tuple(sorted((_promise(p) for p in said["promises"]), key=lambda p: (p.start, p.id))),
        node=said["node"], unit_node=said["unitNode"],
    )  # fmt: skip


def _promise(said: Mapping[str, Any]) -> Promise:
    return Promise(said["id"], said["code"], CommitmentStatus[said["status"]], said["start"], said["end"], said["priority"] or 4, said["node"])  # fmt: skip


def holders_from(row: Mapping[str, Any]) -> list[Holder]:
    """Read the people of the row, in the order of ids."""
    made = (
        Holder(
            said["id"], said["name"], tuple(sorted(said["titles"])), tuple(sorted(said["roles"])),
            tuple(Duty(b["id"], b["start"], b["end"], b["shown"]) for b in said["bookings"]), said["node"],
        )
        for said in row["people"]
    )  # fmt: skip
    return sorted(made, key=lambda h: h.id)
