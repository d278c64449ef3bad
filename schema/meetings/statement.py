"""The statement that fetches what rooms, people and units are promised to.

«beyond»: what is hidden from the caller takes rooms and people all the same; only what he sees is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING
from schema.free_capacity import bookable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_BOOKINGS = """COLLECT {
        MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
        WHERE b.startAt < $to AND b.endAt > $from AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND «beyond b:Commitment»
        RETURN {id: b.id, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
                end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond, shown: «scope b:Commitment»} ORDER BY b.startAt, b.id }"""

MEETING = f"""
RETURN {{
  resources: COLLECT {{
    UNWIND $resources AS id
    MATCH (r:Resource {{id: id}}) WHERE «scope r:Resource»
    WITH r, $from AS since, $to AS until
    RETURN {{id: r.id, name: r.name, kind: r.kind, facts: {bookable("r")},
      seen: COLLECT {{ MATCH (r)<-[:CONSISTS_OF*0..1]-()<-[:USES]-(d:Commitment) WHERE d.startAt < $to AND d.endAt > $from AND «scope d:Commitment» RETURN d.id }}}} }},
  people: COLLECT {{
    UNWIND $people AS id
    MATCH (w:Person {{id: id}}) WHERE «scope w:Person»
    RETURN {{id: w.id, name: w.name, bookings: {_BOOKINGS}}} }},
  units: COLLECT {{
    UNWIND $units AS id
    MATCH (u:Unit {{id: id}}) WHERE «scope u:Unit»
    RETURN {{id: u.id, name: u.name, people: COLLECT {{
      MATCH (u)<-[:EMPLOYED_BY]-(w:Person) WHERE «scope w:Person»
      RETURN {{id: w.id, bookings: {_BOOKINGS}}} ORDER BY w.id }}}} }}
}} AS value
"""
"""Always one row; who is unknown, or hidden, is not in it."""


def parameters(
    resources: Sequence[str], people: Sequence[str], units: Sequence[str], start: datetime, end: datetime, as_of: datetime
) -> dict[str, Any]:  # fmt: skip
    """What the statement needs."""
    return {
        "resources": list(resources), "people": list(people), "units": list(units), "from": start, "to": end, "asOf": as_of,
        "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip
