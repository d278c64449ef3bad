"""Is anything promised twice by the rows of an import? What they say is laid over what the graph holds, and looked at as the
acts look at it (`schema.availability`).

Decided, and guarded by `tests/seeds/test_promises.py`: the rows are judged as all of them will stand, however many batches they are
written in. Judged is what a row promises anew or otherwise than it was, as far as it is
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
from schema.acts.step_facts import PERSON_BOOKINGS, STEP_REACH
from schema.acts.support_facts import SUPPORT_REACH
from schema.availability import DELIVERED, Booking, ResourceFacts, holds, period_of, share
from schema.availability.taken import in_the_way, is_holding, is_lent
from schema.booking import person_conflicts
from schema.capacity import CapacityMode
from schema.commitments import HOLDING
from schema.free_capacity import booking_of, bookings, properties, resource_facts
from schema.instants import Window, instant, moment
from schema.measures import MICRO, micro
from seeds import problems as say
from seeds.claims import Claim, Claims, grouped
from seeds.plan import NodeRow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Unreadable
    from schema.availability import Taken
    from seeds.plan import Row

_RESOURCES = splice(
    f"""
UNWIND $codes AS code
MATCH (r:Resource {{code: code}})
WITH r, $since AS since, $until AS until
RETURN r.code AS code, r {{{properties("r")}, bookings: {bookings("r")}, parts: []}} AS facts
""",
    EVERYTHING,
)
_PEOPLE = splice(
    "UNWIND $codes AS code MATCH (worker:Person {code: code}) "
    f"RETURN code, {PERSON_BOOKINGS} AS bookings",
    EVERYTHING,
)
_KITS = (
    "UNWIND $codes AS code MATCH (r:Resource {code: code})-[takes:CONSISTS_OF]->(part) "
    "RETURN code, collect([part.code, takes.quantity]) AS takes"
)
_CODES = "UNWIND $ids AS id MATCH (d:Commitment {id: id}) RETURN id, d.code AS code"
STATEMENTS = {
    "promises.resources": _RESOURCES,
    "promises.people": _PEOPLE,
    "promises.kits": _KITS,
    "promises.codes": _CODES,
}
USES = {"resource": "Resource", "handledBy": "Person", "need": "Need"}
"""What commitments use, by column: their kinds."""
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
class Wrong:
    """A row that cannot be: its code, the column, what it uses, and the ids of what is in its way."""

    code: str
    column: str
    what: str
    others: tuple[str, ...]


async def keep_acts_away(
    tx: AsyncManagedTransaction, rows: Collection[tuple[str, str]], used: Collection[tuple[str, str]]
) -> None:  # fmt: skip
    """Hold what acts hold before they read.

    Args:
        rows: kinds and codes of the rows; held with commitments is what they use as the graph has it.
        used: those of what commitments will use; held with kits is what they consist of.
    """
    ids = {kind: {node_id(KINDS[kind], c) for k, c in rows if k == kind} for kind in LOCKED}
    uses = {node_id(KINDS[kind], code) for kind, code in used}
    things = {*ids["Need"], *ids["Resource"], *uses}
    await hold(tx, (), [Held("", things, SUPPORT_REACH), Held("", ids["Commitment"], STEP_REACH)])


async def promised_twice(
    tx: AsyncManagedTransaction, claims: Claims, now: datetime, rows: Collection[Row] | None = None
) -> list[tuple[str, str, Unreadable]]:
    """Rows of commitments that promise what is not there: code, name of the column, and why.

    Args:
        claims: of the whole import. rows: those that are judged; all, if not given.
    """
    own = (
        None
        if rows is None
        else {
            row.code for row in rows if isinstance(row, NodeRow) and row.kind.name == "Commitment"
        }
    )
    judged = [
        c for c in claims.all
        if c.new and c.booking.end > instant(now) and (own is None or c.code in own)
    ]  # fmt: skip
    if not judged:
        return []
    found = [*await _things(tx, claims, judged, now), *await _people(tx, claims, judged, now)]
    ids = sorted({id_ for each in found for id_ in each.others if id_ not in claims.ids})
    named = {row["id"]: row["code"] async for row in await tx.run(_CODES, ids=ids)} if ids else {}
    named |= claims.ids
    return [
        (each.code, each.column, say.promised_twice(each.what, [named.get(i, i) for i in each.others]))
        for each in found
    ]  # fmt: skip


async def _things(
    tx: AsyncManagedTransaction, claims: Claims, judged: Sequence[Claim], now: datetime
) -> list[Wrong]:
    kits = dict(claims.kits)
    async for record in await tx.run(_KITS, codes=sorted(claims.of_thing)):
        kits[record["code"]] = {**dict(record["takes"]), **kits.get(record["code"], {})}
    above = dict[str, list[tuple[str, float]]]()
    for kit, parts in kits.items():
        for part, per in parts.items():
            above.setdefault(part, []).append((kit, per))
    by_thing = grouped(judged, lambda c: c.resource)
    codes = {*by_thing, *(part for used in by_thing for part in kits.get(used, ()))}
    facts = await _facts(tx, claims, codes, judged, now)
    found: list[Wrong] = []
    for code in sorted(codes & facts.keys()):
        shares = [(code, MICRO), *((kit, max(micro(per), 1)) for kit, per in above.get(code, ()))]
        resource = _with(resource_facts(facts[code]), claims, shares)
        taken = holds(resource, instant(now))
        for used, per in shares:
            for claim in by_thing.get(used, ()):
                booking = _taking(claim.booking, per)
                if is_holding(resource, booking, instant(now)) and _is_too_much(
                    resource, taken, booking
                ):
                    found.append(_wrong(claim, code, resource, taken, booking))
    return found


async def _facts(
    tx: AsyncManagedTransaction, claims: Claims, codes: Collection[str], judged: Sequence[Claim], now: datetime
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """What the graph holds of the resources, and what the import says of them itself."""
    given = {
        "codes": sorted(codes), "since": moment(min(c.booking.start for c in judged)), "until": moment(max(c.booking.end for c in judged)),
        "asOf": now, "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    async for record in await tx.run(_RESOURCES, given):  # pyright: ignore[reportArgumentType]
        found[record["code"]] = record["facts"]
    for code in codes & claims.things.keys():
        row = claims.things[code]
        values = row.values if code in found else {**row.if_new, **row.values}
        said = found.setdefault(code, {"id": code, **_NEW})
        said |= {n: v for n, v in values.items() if n in _OWN}
    return found


def _with(
    resource: ResourceFacts, claims: Claims, shares: Sequence[tuple[str, int]]
) -> ResourceFacts:
    """The resource as it will be promised: what the rows say in place of what the graph holds of them."""
    own = [_taking(c.booking, per) for used, per in shares for c in claims.of_thing.get(used, ())]
    return replace(
        resource, bookings=(*(b for b in resource.bookings if b.id not in claims.ids), *own)
    )


def _wrong(
    claim: Claim, code: str, resource: ResourceFacts, taken: Taken, booking: Booking
) -> Wrong:
    beside = [
        h.booking.id for h in in_the_way(resource, taken, Window(booking.start, booking.end), 0)
    ]
    return Wrong(claim.code, "resource", code, tuple(i for i in beside if i != booking.id))


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
    tx: AsyncManagedTransaction, claims: Claims, judged: Sequence[Claim], now: datetime
) -> list[Wrong]:
    """Whoever would be in two places at once."""
    wanted = sorted({c.person for c in judged if c.person})
    if not wanted:
        return []
    given = {"codes": wanted, "asOf": now, "promised": [s.name for s in HOLDING]}
    kept = {p: [c.booking for c in claims.of_person[p]] for p in wanted}
    async for record in await tx.run(_PEOPLE, given):  # pyright: ignore[reportArgumentType]
        there = map(booking_of, record["bookings"])
        kept[record["code"]] += [b for b in there if b.id not in claims.ids]
    found = []
    for claim in judged:
        if claim.person is None:
            continue
        window = claim.booking.start, claim.booking.end
        others = person_conflicts(kept[claim.person], *window, instant(now))
        if claim.booking in others and len(others) > 1:
            ids = tuple(b.id for b in others if b.id != claim.booking.id)
            found.append(Wrong(claim.code, "handledBy", claim.person, ids))
    return found
