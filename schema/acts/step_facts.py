"""What an act that takes a step needs to know: the need or the commitment it is about, and what hangs on it.

One text for all acts of this sort, so that it is planned once; who may do what is the pure rule's to say (`schema.machines`).
A commitment of somebody else that the caller does not see counts all the same, or a need would stand where it does not.
"""

from __future__ import annotations

from schema.acts.entering import stream_of
from schema.free_capacity import bookable

COMMITMENTS = (
    "COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE «beyond other:Commitment» "
    "RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, shown: «scope other:Commitment»} ORDER BY other.id }"
)
"""The commitments to a need `n`."""
NEED_STREAM = f"head(COLLECT {{ MATCH (n)-[:AT]->(at:Place) RETURN {stream_of('at')} LIMIT 1 }})"
PERSON_BOOKINGS = """COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE «beyond b:Commitment» AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, shown: «scope b:Commitment», per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }"""
"""What a person `worker` has in hand."""

STEP_FACTS = f"""
CALL () {{
  MATCH (n:Need {{id: $id}}) WHERE «scope n:Need»
  RETURN {{
    kind: 'Need', actors: «actors n:Need», version: n.version, status: n.status, held: properties(n),
    stream: {NEED_STREAM},
    me: head(COLLECT {{ MATCH (:Account {{id: $account}})-[:IS]->(me:Person) WHERE «scope me:Person» RETURN me.id }}),
    owner: head(COLLECT {{ MATCH (n)-[:OWNED_BY]->(o:Unit) WHERE «scope o:Unit» RETURN o.id }}),
    commitments: {COMMITMENTS},
    ends: {{
      category: COLLECT {{ MATCH (n)-[:IN_CATEGORY]->(x:Category) RETURN x.id }},
      measure: COLLECT {{ MATCH (n)-[:MEASURED_IN]->(x:Category) RETURN x.id }},
      place: COLLECT {{ MATCH (n)-[:AT]->(x:Place) RETURN x.id }},
      groups: COLLECT {{ MATCH (n)-[:FOR_GROUP]->(x:Category) RETURN x.id }},
      channel: COLLECT {{ MATCH (n)-[:CAME_BY]->(x:Category) RETURN x.id }},
      owner: COLLECT {{ MATCH (n)-[:OWNED_BY]->(x:Unit) RETURN x.id }}
    }},
    into: head(COLLECT {{
      MATCH (t:Need {{id: $into}}) WHERE «scope t:Need»
      RETURN {{
        id: t.id, status: t.status, actors: «actors t:Need»,
        above: COLLECT {{ MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE «beyond x:Need» RETURN x.id }}
      }}
    }}),
    unit: head(COLLECT {{ MATCH (u:Unit {{id: $owner}}) WHERE «scope u:Unit» RETURN u.id }})
  }} AS found
UNION ALL
  MATCH (c:Commitment {{id: $id}}) WHERE «scope c:Commitment»
  RETURN {{
    kind: 'Commitment', actors: «actors c:Commitment», version: c.version, status: c.status, held: properties(c),
    unit: head(COLLECT {{ MATCH (c)-[:BY]->(by:Unit) WHERE «beyond by:Unit» RETURN by.id }}),
    need: head(COLLECT {{
      MATCH (c)-[:FOR]->(n:Need) WHERE «beyond n:Need»
      RETURN {{id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
              priority: n.priority, stream: {NEED_STREAM}, commitments: {COMMITMENTS}}}
    }}),
    resource: head(COLLECT {{
      MATCH (c)-[:USES]->(r:Resource) WHERE «beyond r:Resource»
      WITH r, c.startAt AS since, c.endAt + duration({{days: 14}}) AS until RETURN {bookable("r")} }}),
    worker: head(COLLECT {{
      MATCH (worker:Person {{id: $worker}}) WHERE «scope worker:Person»
      RETURN {{id: worker.id, bookings: {PERSON_BOOKINGS}}} }})
  }} AS found
}}
RETURN found AS value
"""

STEP_REACH = """
UNWIND $ids AS id
MATCH (c:Commitment {id: id})
CALL (c) {
  MATCH (c)-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (c)-[:USES]->(r) RETURN r.id AS held
UNION
  MATCH (c)-[:USES]->()-[:CONSISTS_OF]->(k) RETURN k.id AS held
}
RETURN DISTINCT held AS id
"""
"""What is held with a commitment: its need, its resource and what that consists of; they never change."""
