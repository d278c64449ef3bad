"""What asking, offering, assigning and booking need to know: the need, the resources that are wanted, and what they hold."""

from __future__ import annotations

from schema.acts.step_facts import COMMITMENTS, NEED_STREAM, PERSON_BOOKINGS
from schema.free_capacity import bookable

_WORKERS = f"""COLLECT {{
    UNWIND $workers AS sought
    MATCH (worker:Person {{id: sought}}) WHERE «scope worker:Person»
    RETURN {{id: worker.id, bookings: {PERSON_BOOKINGS}}}
  }}"""
_REPLACED = """head(COLLECT {
    MATCH (old:Commitment {id: $replaces})-[:FOR]->(n)
    WITH old, «actors old:Commitment» AS may WHERE size(may) > 0
    RETURN {
      id: old.id, version: old.version, status: old.status, actors: may, heldUntil: old.heldUntil,
      quantity: old.quantity, startAt: old.startAt, endAt: old.endAt
    }
  })"""


_WITHIN = """
      (NOT EXISTS { MATCH (r)-[:AVAILABLE_TO]->(z:Place) WHERE «beyond z:Place» }
        OR EXISTS { MATCH (n)-[:AT]->(at:Place)-[:PART_OF*0..10]->(z:Place)<-[:AVAILABLE_TO]-(r) WHERE «beyond z:Place» })
      AND (NOT EXISTS { MATCH (r)-[:FOR_GROUP]->(g:Category) WHERE «beyond g:Category» }
        OR EXISTS { MATCH (n)-[:FOR_GROUP]->(:Category)-[:CHILD_OF*0..10]->(g:Category)<-[:FOR_GROUP]-(r) WHERE «beyond g:Category» })"""
"""Whether a need is where and for whom the unit offers the resource."""


def _facts(need: str, own: str, workers: str, replaced: str) -> str:
    return f"""
{need}
RETURN {{
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: {NEED_STREAM}, commitments: {COMMITMENTS},
  resources: COLLECT {{
    UNWIND $wanted AS wish
    MATCH (r:Resource {{id: wish.id}})-[:PROVIDED_BY]->(u:Unit) WHERE «scope r:Resource» AND «scope u:Unit»
    WITH r, u, wish.needs AND n.recurrence IS NOT NULL AS recurs,
         CASE WHEN wish.since IS NULL OR wish.needs AND n.windowStart < wish.since THEN n.windowStart ELSE wish.since END AS since,
         CASE WHEN wish.until IS NULL OR wish.needs AND n.windowEnd > wish.until THEN n.windowEnd ELSE wish.until END AS ends
    WITH r, u, since, ends + duration({{days: CASE WHEN recurs THEN 400 ELSE $ahead END}}) AS until
    RETURN {{unit: u.id, own: {own}, within: {_WITHIN}, facts: {bookable("r")}}}
  }},
  units: COLLECT {{ UNWIND $units AS sought MATCH (u:Unit {{id: sought}}) WHERE «scope u:Unit» RETURN u.id }},
  measures: COLLECT {{
    UNWIND $measures AS sought
    MATCH (m:Category {{id: sought}}) WHERE m.taxonomy = 'UNIT' AND «scope m:Category»
    RETURN m {{.id, .code, .name, .nameEn, .baseMeasure, .conversion, .whole}}
  }},
  workers: {workers},
  replaced: {replaced}
}} AS value
"""


_ASKED = "MATCH (n:Need {id: $id}) WITH n, «actors n:Need» AS actors WHERE size(actors) > 0"
_OFFERED = "MATCH (n:Need {id: $id}) WHERE «may OFFER_SUPPORT n:Need» AND «beyond n:Need» WITH n, ['LIAISON'] AS actors"
SUPPORT_FACTS = {
    "asked": _facts(_ASKED, "false", "[]", "null"),
    "asked by somebody": _facts(_ASKED, "false", _WORKERS, "null"),
    "replaced": _facts(_ASKED, "false", _WORKERS, _REPLACED),
    "offered": _facts(_OFFERED, "'LIAISON' IN «actors r:Resource»", _WORKERS, "null"),
}
"""By sort: asked of units, with somebody who handles it, in place of another commitment; offered by a unit."""

SUPPORT_REACH = """
UNWIND $ids AS id
MATCH (r:Resource) WHERE id <= r.id <= id
CALL (r) { MATCH (r)-[:CONSISTS_OF]->(part) RETURN part.id AS held }
RETURN DISTINCT held AS id
"""
"""What a kit consists of is held with it."""
