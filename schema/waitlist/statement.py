"""The statement that fetches who waits for a resource, what it holds, and what each community has had of it in a year.

«beyond»: who is hidden from the caller keeps his place all the same; nothing of him is shown.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING
from schema.free_capacity import bookable

if TYPE_CHECKING:
    from datetime import datetime

YEAR = timedelta(days=365)
_COMMUNITY = "head(COLLECT {{ MATCH ({0})-[:AT]->()-[{1}:PART_OF*0..10]->(c:Community) WHERE «scope c:Community» AND «along {1}:Place» RETURN [c.id, c.name] LIMIT 1 }})"
_MICRO = "{0}.epochSeconds * 1000000 + {0}.microsecond"

WAITLIST = f"""
MATCH (r:Resource {{id: $resource}}) WHERE «scope r:Resource»
CALL (r) {{
  MATCH (r)<-[:USES]-(d)-[:FOR]->(n)
  WHERE d.status = 'WAITLISTED' AND d.startAt > $asOf AND d.startAt < $to AND d.endAt > $from AND «beyond d:Commitment» AND «beyond n:Need»
  RETURN collect({{id: d.id, code: d.code, quantity: d.quantity, since: {_MICRO.format("d.waitingSince")}, start: {_MICRO.format("d.startAt")},
    end: {_MICRO.format("d.endAt")}, priority: n.priority, title: n.title, shown: «scope d:Commitment» AND «scope n:Need», community: {_COMMUNITY.format("n", "steps1")},
    worker: head(COLLECT {{
      MATCH (d)-[:HANDLED_BY]->(w:Person) WHERE «beyond w:Person»
      RETURN {{id: w.id, bookings: COLLECT {{
        MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
        WHERE (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND «beyond b:Commitment»
        RETURN b {{.id, .status, .quantity, .deliveredQuantity, per: null, start: {_MICRO.format("b.startAt")}, end: {_MICRO.format("b.endAt")},
          holdUntil: {_MICRO.format("b.holdUntil")}, returnedAt: null}} ORDER BY b.id }}}} }}),
    node: «project d:Commitment», need: «project n:Need»}}) AS list
}}
CALL (r) {{
  MATCH (r)<-[:USES]-(d)-[:FOR]->(n)
  WHERE (d.status IN $promised OR d.status IN $delivered) AND d.startAt >= $since AND d.startAt < $to AND «scope d:Commitment» AND «scope n:Need»
  RETURN collect([d.id, coalesce(d.deliveredQuantity, d.quantity), {_COMMUNITY.format("n", "steps2")}]) AS received
}}
CALL (r) {{
  MATCH (r)<-[:CONSISTS_OF*0..1]-()<-[:USES]-(d) WHERE d.startAt < $to AND d.endAt > $from AND «scope d:Commitment»
  RETURN collect(DISTINCT d.id) AS seen
}}
WITH r, list, received, seen, $from AS since, $to AS until
RETURN {{list: list, received: received, seen: seen, facts: {bookable("r")}, resourceNode: «project r:Resource»}} AS value
"""
"""One row for the resource `$resource`, none when there is no such resource."""


def parameters(resource: str, start: datetime, end: datetime, as_of: datetime) -> dict[str, Any]:
    """What the statement needs."""
    return {
        "resource": resource, "from": start, "to": end, "asOf": as_of, "since": as_of - YEAR,
        "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip
