"""What an act that takes a step needs to know: the need or the commitment it is about, and what hangs on it.

A text for each sort of step, the same for all its acts, so that it is planned once; who may do what is the pure rule's to
say (`schema.machines`). Somebody on whom nobody acts is not found: `«actors …»` is the scope here. A commitment that the
caller does not see counts all the same, or a need would stand where it does not.
"""

from __future__ import annotations

from schema.acts.entering import stream_of
from schema.free_capacity import bookable

COMMITMENTS = (
    "COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE «beyond other:Commitment» "
    "RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, "
    "earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }"
)
"""The commitments to a need `n`; `earlier`: over before the need was opened again."""
NEED_STREAM = f"head(COLLECT {{ MATCH (n)-[:AT]->(at:Place) RETURN {stream_of('at')} LIMIT 1 }})"
PERSON_BOOKINGS = """COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE «beyond b:Commitment» AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }"""
"""What a person `worker` has in hand."""
_ENDS = "".join(
    f"{name}: COLLECT {{ MATCH (n)-[:{type_}]->(x) RETURN x.id }}, "
    for name, type_ in (
        ("category", "IN_CATEGORY"), ("measure", "MEASURED_IN"), ("place", "AT"), ("groups", "FOR_GROUP"),
        ("channel", "CAME_BY"), ("owner", "OWNED_BY"),
    )
)  # fmt: skip
_RESOURCE = f"""head(COLLECT {{
    MATCH (c)-[:USES]->(r:Resource) WHERE «beyond r:Resource»
    WITH r, c.startAt AS since, c.endAt + duration({{days: $ahead}}) AS until RETURN {bookable("r")} }})"""
_WORKER = f"""head(COLLECT {{
    MATCH (worker:Person {{id: $worker}}) WHERE «scope worker:Person»
    RETURN {{id: worker.id, bookings: {PERSON_BOOKINGS}}} }})"""
HANDLER = f"""head(COLLECT {{
    MATCH (c)-[:HANDLED_BY]->(worker:Person) WHERE «beyond worker:Person»
    RETURN {{id: worker.id, bookings: {PERSON_BOOKINGS}}} }})"""
"""Whoever handles a commitment `c` already."""


def _commitment(resource: str, worker: str) -> str:
    return f"""
MATCH (c:Commitment {{id: $id}})
WITH c, «actors c:Commitment» AS actors WHERE size(actors) > 0
RETURN {{
  kind: 'Commitment', actors: actors, version: c.version, status: c.status, held: properties(c),
  need: head(COLLECT {{
    MATCH (c)-[:FOR]->(n:Need) WHERE «beyond n:Need»
    RETURN {{id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
            outcome: n.outcome, stream: {NEED_STREAM}, commitments: {COMMITMENTS}}}
  }}),
  resource: {resource}, worker: {worker}
}} AS value
"""


STEP_FACTS = {
    "need": f"""
MATCH (n:Need {{id: $id}})
WITH n, «actors n:Need» AS actors WHERE size(actors) > 0
RETURN {{
  kind: 'Need', actors: actors, version: n.version, status: n.status, held: properties(n), me: $scope_me,
  stream: {NEED_STREAM},
  owner: head(COLLECT {{ MATCH (n)-[:OWNED_BY]->(o:Unit) WHERE «scope o:Unit» RETURN o.id }}),
  commitments: {COMMITMENTS},
  parts: COLLECT {{ MATCH (n)<-[:PART_OF_NEED]-(p:Need) WHERE «beyond p:Need» RETURN p {{.id, .status}} }},
  reporter: COLLECT {{ MATCH (n)<-[:REPORTED]-(x) RETURN x.id }},
  ends: {{{_ENDS.rstrip(", ")}}},
  into: head(COLLECT {{
    MATCH (t:Need {{id: $into}})
    WITH t, «actors t:Need» AS may WHERE size(may) > 0
    RETURN {{
      id: t.id, status: t.status, actors: may,
      above: COLLECT {{ MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE «beyond x:Need» RETURN x.id }}
    }}
  }}),
  unit: head(COLLECT {{ MATCH (u:Unit {{id: $owner}}) WHERE «scope u:Unit» RETURN u.id }})
}} AS value
""",
    "commitment": _commitment("null", "null"),
    "promise": _commitment(_RESOURCE, HANDLER),
    "promise by somebody": _commitment(_RESOURCE, _WORKER),
}
"""By sort: a step of a need; one of a commitment; one that promises what it takes, by nobody in particular or by somebody."""

STEP_REACH = """
UNWIND $ids AS id
MATCH (c:Commitment) WHERE id <= c.id <= id
CALL (c) {
  MATCH (c)-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (c)-[:USES]->(r) RETURN r.id AS held
UNION
  MATCH (c)-[:USES]->()-[:CONSISTS_OF]->(k) RETURN k.id AS held
UNION
  MATCH (c)-[:HANDLED_BY]->(p) RETURN p.id AS held
}
RETURN DISTINCT held AS id
"""
"""What is held with a commitment: its need, its resource and what that consists of, and whoever handles it."""
