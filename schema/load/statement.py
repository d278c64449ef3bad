"""The statement that fetches what the partners of a place were asked, as far as the caller sees it.

Partners are the parties of agreements that benefit the place, one below or one above it, members of alliances that serve
such a place, and the units behind their seats; the terms say from when to when. Counted is what is for needs at the
place and below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

MOVABLE = ("REQUESTED", "WAITLISTED")
"""States in which somebody else can be asked without breaking a promise."""

LOAD = """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (q) {
CALL (q) {
  MATCH (q)<-[steps1:PART_OF*0..10]-(b:Place) WHERE «along steps1:Place»
  RETURN b
UNION
  MATCH (q)-[steps2:PART_OF*1..10]->(b:Place) WHERE «along steps2:Place»
  RETURN b
}
CALL (b) {
  MATCH (b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u) WHERE g.status IN $inForce AND «scope g:Agreement» AND «scope u:Unit»
  RETURN u, [g.status = 'ACTIVE', toString(g.validFrom), toString(g.validTo)] AS term
UNION ALL
  MATCH (b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u) WHERE «scope l:Alliance» AND «scope u:Unit»
  RETURN u, [l.status = 'ACTIVE' OR e.memberUntil IS NOT NULL,
             toString(CASE WHEN l.validFrom > e.memberSince OR e.memberSince IS NULL THEN l.validFrom ELSE e.memberSince END),
             toString(CASE WHEN l.validTo < e.memberUntil OR e.memberUntil IS NULL THEN l.validTo ELSE e.memberUntil END)] AS term
UNION ALL
  MATCH (b)<-[:SERVES]-(l)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(u)
  WHERE t.status IN $held AND «scope l:Alliance» AND «scope t:RoleAssignment» AND «scope u:Unit»
  RETURN u, [t.status = 'ACTIVE' AND l.status = 'ACTIVE',
             toString(CASE WHEN l.validFrom > t.startOn OR t.startOn IS NULL THEN l.validFrom ELSE t.startOn END),
             toString(CASE WHEN l.validTo < t.endOn OR t.endOn IS NULL THEN l.validTo ELSE t.endOn END)] AS term
}
WITH q, u, collect(DISTINCT term) AS terms
CALL (q, u) {
  OPTIONAL MATCH (u)<-[:BY]-(d)-[:FOR]->(n)-[:AT]->(p)
  WHERE d.startAt >= $from AND d.startAt < $to AND NOT d.status IN $never AND «scope d:Commitment» AND «scope n:Need»
    AND EXISTS { MATCH (p)-[steps3:PART_OF*0..10]->(q) WHERE «along steps3:Place» }
  WITH d, n ORDER BY d.startAt, d.id
  RETURN collect(CASE WHEN d IS NOT NULL THEN [d.id, d.status, d.direction, n.id, d.code,
    CASE WHEN d.status IN $movable THEN COLLECT {
      MATCH (d)-[:USES]->(r:Resource)-[:IN_CATEGORY]->(x:Category) WHERE «scope r:Resource» AND «scope x:Category» RETURN DISTINCT x.code } END,
    CASE WHEN d.status IN $movable THEN «project d:Commitment» END] END) AS promises
}
RETURN collect({
  id: u.id, code: u.code, name: u.name, status: u.status, carries: «value u.maxEngagements:Unit», terms: terms, promises: promises,
  offers: COLLECT {
    MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND «scope r:Resource»
    MATCH (r)-[:IN_CATEGORY]->()-[steps4:CHILD_OF*0..10]->(a:Category) WHERE «along steps4:Category»
    RETURN DISTINCT a.code },
  node: «project u:Unit»
}) AS units
}
RETURN {place: q.id, placeNode: «project q:Place», units: units} AS value
"""
"""One row for the place `$place`, none when there is no such place."""


def parameters(place: str, start: datetime, end: datetime) -> dict[str, Any]:
    """What the statement needs."""
    return {
        "place": place, "from": start, "to": end, "movable": list(MOVABLE), "never": ["VOIDED", "CANCELLED"],
        "inForce": ["ACTIVE", "EXPIRED", "TERMINATED"], "held": ["ACTIVE", "ENDED", "RECALLED", "WITHDRAWN"],
    }  # fmt: skip
