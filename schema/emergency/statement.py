"""The statement that fetches what could be called to a place, and who holds a post there.

Resources that may be called in an emergency: those whose service area names the place or one above, those of the street's
partners, and those of units that are in the street. «beyond»: what is hidden takes them all the same; only what the caller
sees is named, and only that can give way.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING
from schema.free_capacity import bookable
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

REACH = timedelta(days=3)
"""How far ahead promises are read: the longest way, the longest work, and the duties after it."""
_CALLABLE = "r.emergencyCallable AND r.status = 'ACTIVE' AND «scope r:Resource»"
_POSITION = """head(COLLECT {{ MATCH way = ({0})-[:{1}]->(at:Place)-[{2}:PART_OF*0..10]->(a:Place)
      WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND «scope at:Place» AND «along {2}:Place»
      RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }})"""

EMERGENCY = f"""
MATCH (p:Place {{id: $place}}) WHERE «scope p:Place»
CALL (p) {{
  MATCH way = (p)-[steps1:PART_OF*0..10]->(a:Place) WHERE «along steps1:Place»
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}}
WITH p, chain, coalesce(head([a IN chain WHERE a:Street]), p) AS h
CALL (chain, h) {{
  CALL (chain, h) {{
    UNWIND chain AS b
    MATCH (b)<-[:AVAILABLE_TO]-(r) WHERE {_CALLABLE}
    RETURN r
  UNION
    MATCH (h)<-[steps2:PART_OF*0..10]-(b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)<-[:PROVIDED_BY]-(r)
    WHERE g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
      AND «along steps2:Place» AND «scope g:Agreement» AND {_CALLABLE}
    RETURN r
  UNION
    MATCH (h)<-[steps3:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)<-[:PROVIDED_BY]-(r)
    WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberUntil IS NULL OR e.memberUntil > $today)
      AND «along steps3:Place» AND «scope l:Alliance» AND {_CALLABLE}
    RETURN r
  UNION
    MATCH (h)<-[steps4:PART_OF*0..10]-(b)<-[:LOCATED_IN]-(u)<-[:PROVIDED_BY]-(r) WHERE «along steps4:Place» AND {_CALLABLE}
    RETURN r
  }}
  WITH r WHERE size($categories) = 0 OR EXISTS {{ MATCH (r)-[:IN_CATEGORY]->()-[steps5:CHILD_OF*0..10]->(k:Category) WHERE k.id IN $categories AND «scope k:Category» AND «along steps5:Category» }}
  MATCH (r)-[:PROVIDED_BY]->(u:Unit) WHERE u.status = 'ACTIVE' AND «scope u:Unit»
  WITH r, u, $asOf AS since, $until AS until
  RETURN collect({{
    code: r.code, name: r.name, kind: r.kind, unit: u.name, assured: toString(r.assuredOn), facts: {bookable("r")},
    areas: COLLECT {{ MATCH (r)-[:AVAILABLE_TO]->(a:Place) WHERE «scope a:Place» RETURN a.id }},
    position: coalesce({_POSITION.format("r", "AT", "steps6")}, {_POSITION.format("u", "LOCATED_IN", "steps7")}),
    promises: COLLECT {{
      MATCH (r)<-[:CONSISTS_OF*0..1]-(x)<-[:USES]-(d:Commitment)-[:FOR]->(n:Need)
      WHERE d.status IN $movable AND (d.endAt > $asOf OR r.capacityMode = 'CONSUMABLE') AND «scope d:Commitment» AND «scope n:Need»
      RETURN {{id: d.id, code: d.code, status: d.status, start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
              end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond, priority: n.priority, node: «project n:Need»}} }},
    node: «project r:Resource», unitNode: «project u:Unit» }}) AS resources
}}
CALL (chain, h) {{
  UNWIND chain AS b
  WITH b, h WHERE EXISTS {{ MATCH (b)-[:PART_OF*0..10]->(h) }}
  MATCH (b)<-[:TARGETS]-(t)<-[:HOLDS]-(w)
  WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND «scope t:RoleAssignment» AND «scope w:Person»
  WITH w, collect(DISTINCT coalesce(t.title, t.code)) AS titles, collect(DISTINCT t.id) AS roles
  RETURN collect({{id: w.id, name: w.name, titles: titles, roles: roles, node: «project w:Person»,
    bookings: COLLECT {{
      MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
      WHERE b.startAt < $until AND b.endAt > $asOf AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND «beyond b:Commitment»
      RETURN {{id: b.id, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
              end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond, shown: «scope b:Commitment»}} ORDER BY b.startAt, b.id }} }}) AS people
}}
RETURN {{place: p.id, chain: [a IN chain | a.id], position: head([a IN chain WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL | [a.latitude, a.longitude]]),
  resources: resources, people: people, placeNode: «project p:Place»}} AS value
"""
"""One row for the place `$place`, none when there is no such place."""


def parameters(place: str, categories: Sequence[str], as_of: datetime) -> dict[str, Any]:
    """What the statement needs."""
    return {
        "place": place, "categories": list(categories), "asOf": as_of, "until": as_of + REACH,
        "today": as_of.astimezone(BEIJING).date(), "promised": [s.name for s in HOLDING],
        "delivered": sorted(s.name for s in DELIVERED), "movable": [*(s.name for s in HOLDING), "REQUESTED"],
    }  # fmt: skip
