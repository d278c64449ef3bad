"""Is anything promised twice by the rows of an import? What they say is laid over what the graph holds, and looked at as the
acts look at it (`schema.availability`).

Decided, and guarded by `tests/seeds/test_promises.py`: judged is what a row promises anew or otherwise than it was, as far as it is
not over: what has been cannot be promised any more, and sheets say how it was. That a resource can do less than it did is
said by its row and makes no promise wrong that was there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from graph.holding import Held, hold
from graph.ids import node_id
from graph.kinds import KINDS
from schema.acts.step_facts import PERSON_BOOKINGS
from schema.acts.support_facts import SUPPORT_REACH
from schema.availability import DELIVERED, Booking, ResourceFacts, holds, period_of, share
from schema.availability.taken import in_the_way, is_holding, is_lent
from schema.booking import person_conflicts
from schema.capacity import CapacityMode
from schema.commitments import HOLDING, CommitmentStatus
from schema.free_capacity import booking_of, bookings, properties, resource_facts
from schema.instants import Window, instant, moment
from schema.measures import MICRO, micro
from seeds import problems as say
from seeds.plan import NodeRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Unreadable
    from schema.availability import Taken
    from seeds.checks import Stored
    from seeds.plan import Row

_RESOURCES = splice(
    f"""
UNWIND $codes AS code
MATCH (u:Resource {{code: code}})
CALL (u) {{ RETURN u AS r UNION MATCH (u)-[:CONSISTS_OF]->(part) RETURN part AS r }}
WITH DISTINCT r, $since AS since, $until AS until
RETURN r.code AS code, COLLECT {{ MATCH (r)-[takes:CONSISTS_OF]->(p) RETURN [p.code, takes.quantity] }} AS takes,
  r {{{properties("r")}, bookings: {bookings("r")}, parts: []}} AS facts
""",
    EVERYTHING,
)
_PEOPLE = splice(
    "UNWIND $codes AS code MATCH (worker:Person {code: code}) "
    f"RETURN code, {PERSON_BOOKINGS} AS bookings",
    EVERYTHING,
)
_CODES = "UNWIND $ids AS id MATCH (d:Commitment {id: id}) RETURN id, d.code AS code"
STATEMENTS = {
    "promises.resources": _RESOURCES,
    "promises.people": _PEOPLE,
    "promises.codes": _CODES,
}
LOCKED = ("Need", "Commitment", "Resource")
"""Kinds that acts hold before they read: an import holds them too."""
_OWN = ("capacityMode", "capacity", "ratePeriod", "bufferMinutes", "toBeReturned")
"""What of a resource says whether something fits; what else it says (hours, notice) binds callers, not records of what is so."""
_NEW = {
    "status": "ACTIVE", "openingHours": None, "leadTimeMinutes": None, "shortestMinutes": None, "longestMinutes": None,
    "approvalRequired": None, "closedOn": [], "validFrom": None, "validTo": None, "bookings": [], "parts": [],
    **dict.fromkeys(_OWN),
}  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """What a row of commitments will hold. new: whether it is there for the first time, or otherwise than it was."""

    code: str
    resource: str | None
    person: str | None
    booking: Booking
    new: bool


@dataclass(frozen=True)
class Wrong:
    """A row that cannot be: its code, the column, what it uses, and the ids of what is in its way."""

    code: str
    column: str
    what: str
    others: tuple[str, ...]


async def keep_acts_away(tx: AsyncManagedTransaction, rows: Sequence[tuple[str, str]]) -> None:
    """Hold what acts hold before they read; `rows` are kinds and codes. What kits consist of is held with them."""
    ids = {node_id(KINDS[kind], code) for kind, code in rows if kind in LOCKED}
    await hold(tx, (), [Held("", ids, SUPPORT_REACH)])


async def promised_twice(
    tx: AsyncManagedTransaction, rows: Sequence[Row], held: Stored, now: datetime
) -> list[tuple[str, str, Unreadable]]:
    """Rows of commitments that promise what is not there: code, name of the column, and why."""
    claims = [c for row in rows if isinstance(row, NodeRow) and (c := _claim(row, held))]
    judged = [c for c in claims if c.new and c.booking.end > instant(now)]
    if not judged:
        return []
    found = [*await _things(tx, rows, claims, judged, now), *await _people(tx, claims, judged, now)]
    ids = sorted({id_ for each in found for id_ in each.others})
    named = {row["id"]: row["code"] async for row in await tx.run(_CODES, ids=ids)} if ids else {}
    own = {c.booking.id: c.code for c in claims}
    return [
        (each.code, each.column, say.promised_twice(each.what, [own.get(i) or named.get(i, i) for i in each.others]))
        for each in found
    ]  # fmt: skip


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


async def _things(
    tx: AsyncManagedTransaction, rows: Sequence[Row], claims: Sequence[Claim], judged: Sequence[Claim], now: datetime
) -> list[Wrong]:  # fmt: skip
    kits: dict[str, dict[str, float]] = {}
    for row in rows:
        if not isinstance(row, NodeRow) and row.edge.name == "components":
            kits.setdefault(row.near, {})[row.far] = {**row.if_new, **row.values}.get(
                "quantity"
            ) or 1
    used = {c.resource for c in judged if c.resource}
    codes = sorted(used | {part for kit in used for part in kits.get(kit, ())})
    given = {
        "codes": codes, "since": min(moment(c.booking.start) for c in judged), "until": max(moment(c.booking.end) for c in judged),
        "asOf": now, "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip
    facts: dict[str, dict[str, Any]] = {}
    async for record in await tx.run(_RESOURCES, given):  # pyright: ignore[reportArgumentType]
        facts[record["code"]] = record["facts"]
        kits[record["code"]] = {**dict(record["takes"]), **kits.get(record["code"], {})}
    for row in rows:
        if (
            isinstance(row, NodeRow)
            and row.kind.name == "Resource"
            and row.code in {*codes, *facts}
        ):
            said = facts.setdefault(row.code, {"id": row.code, **_NEW})
            said |= {
                n: v
                for n, v in {**(row.if_new if said["id"] == row.code else {}), **row.values}.items()
                if n in _OWN
            }
    return [
        wrong
        for code, said in facts.items()
        for wrong in _over(code, resource_facts(said), claims, judged, kits, instant(now))
    ]


def _over(
    code: str, resource: ResourceFacts, claims: Sequence[Claim], judged: Sequence[Claim], kits: Mapping[str, Mapping[str, float]],
    now: int,
) -> Iterator[Wrong]:  # fmt: skip
    """Claims on a resource, or on kits that it is part of, that take more than there is."""
    shares = {c.code: s for c in claims if (s := _share(code, c.resource, kits)) is not None}
    own = [_taking(c.booking, shares[c.code]) for c in claims if c.code in shares]
    ours = {c.booking.id for c in claims}
    resource = replace(
        resource, bookings=(*(b for b in resource.bookings if b.id not in ours), *own)
    )
    taken = holds(resource, now)
    for claim in judged:
        if claim.code not in shares:
            continue
        booking = _taking(claim.booking, shares[claim.code])
        if is_holding(resource, booking, now) and _is_too_much(resource, taken, booking):
            window = Window(booking.start, booking.end)
            beside = [h.booking.id for h in in_the_way(resource, taken, window, 0)]
            yield Wrong(claim.code, "resource", code, tuple(i for i in beside if i != booking.id))


def _share(code: str, used: str | None, kits: Mapping[str, Mapping[str, float]]) -> int | None:
    if used == code:
        return MICRO
    per = kits.get(used or "", {}).get(code)
    return None if per is None else max(micro(per), 1)


def _taking(booking: Booking, per: int) -> Booking:
    delivered = None if booking.delivered is None else share(booking.delivered, per)
    return replace(booking, quantity=share(booking.quantity, per), delivered=delivered)


def _is_too_much(resource: ResourceFacts, taken: Taken, booking: Booking) -> bool:
    """Whether more is taken, with the booking, than there is."""
    capacity = max(resource.capacity or 0, 0)
    window = Window(booking.start, booking.end)
    if resource.mode is CapacityMode.UNLIMITED:
        return False
    if resource.mode is CapacityMode.EXCLUSIVE:
        return taken.peak(window) > 1 or booking.quantity > capacity
    if is_lent(resource):
        return taken.peak(window) > capacity
    if resource.mode is CapacityMode.RATE and resource.period is not None:
        return taken.since_until(period_of(resource.period, booking.start)) > capacity
    return taken.total > capacity


async def _people(
    tx: AsyncManagedTransaction, claims: Sequence[Claim], judged: Sequence[Claim], now: datetime
) -> list[Wrong]:
    """Whoever would be in two places at once."""
    wanted = sorted({c.person for c in judged if c.person})
    if not wanted:
        return []
    given = {"codes": wanted, "asOf": now, "promised": [s.name for s in HOLDING]}
    ours, kept = {c.booking.id for c in claims}, dict[str, list[Booking]]()
    async for record in await tx.run(_PEOPLE, given):  # pyright: ignore[reportArgumentType]
        kept[record["code"]] = [
            b for each in record["bookings"] if (b := booking_of(each)).id not in ours
        ]
    for claim in claims:
        if claim.person:
            kept.setdefault(claim.person, []).append(claim.booking)
    found = []
    for claim in judged:
        others = person_conflicts(
            kept.get(claim.person or "", ()), claim.booking.start, claim.booking.end, instant(now)
        )
        if claim.booking in others and len(others) > 1:
            ids = tuple(b.id for b in others if b.id != claim.booking.id)
            found.append(Wrong(claim.code, "handledBy", claim.person or "", ids))
    return found


def _one(ends: Any) -> str | None:
    return next(iter(ends), None) if ends else None


def _at(value: Any) -> int:
    return instant(value.to_native() if hasattr(value, "to_native") else value)


def _when(value: Any) -> int | None:
    return None if value is None else _at(value)
