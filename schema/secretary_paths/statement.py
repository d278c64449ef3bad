"""The statement that fetches the first secretaries who answer for a need's place, and what lies around the units that sent them.

Whatever is one step away is looked at; but a path only goes where a list that the caller's scope has narrowed leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.people import FIRST_SECRETARY

if TYPE_CHECKING:
    from datetime import datetime

_JOINED = """l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND ({0}.memberSince IS NULL OR {0}.memberSince <= $today) AND ({0}.memberUntil IS NULL OR {0}.memberUntil > $today)"""

PATHS = f"""
MATCH (n:Need {{id: $need}}) WHERE «scope n:Need»
CALL (n) {{
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category»
  MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a)-[:SATISFIED_BY]->(k:Category) WHERE «along steps1:Category» AND «scope k:Category»
  WITH length(way) AS up, k ORDER BY up, k.code
  WITH up, collect(DISTINCT k) AS ks ORDER BY up LIMIT 1
  RETURN collect(ks) AS wanted
}}
CALL (n) {{
  MATCH (n)-[:AT]->(p:Place) WHERE «scope p:Place»
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE «along steps2:Place»
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}}
WITH n, chain, coalesce(head(wanted), []) AS wanted
CALL (chain) {{
  UNWIND range(0, size(chain) - 1) AS up
  WITH chain[up] AS b, up
  MATCH (b)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(x)
  WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND EXISTS {{ MATCH (t)-[:IN_ROLE]->(q:Category {{code: $secretary}}) WHERE «scope q:Category» }}
    AND «scope t:RoleAssignment» AND «scope x:Unit»
  MATCH (t)<-[:HOLDS]-(w) WHERE «scope w:Person»
  RETURN collect({{role: t.id, title: coalesce(t.title, t.code), person: w.id, name: w.name, home: x.id, up: up, node: «project w:Person»}}) AS posts, collect(DISTINCT x) AS homes
}}
CALL (homes) {{
  CALL (homes) {{
    UNWIND homes AS u RETURN u
  UNION
    UNWIND homes AS x MATCH (x)-[:BELONGS_TO]-(u) RETURN u
  UNION
    UNWIND homes AS x MATCH (x)-[e:MEMBER_OF]->(l)<-[f:MEMBER_OF]-(u)
    WHERE {_JOINED.format("e")} AND {_JOINED.format("f")} RETURN u
  }}
  RETURN collect({{id: u.id,
    system: COLLECT {{ MATCH (u)-[of:BELONGS_TO]-(v) WHERE «scope v:Unit» RETURN DISTINCT [v.id, startNode(of) = u] }},
    alliances: COLLECT {{ MATCH (u)-[e:MEMBER_OF]->(l) WHERE {_JOINED.format("e")} AND «scope l:Alliance» RETURN DISTINCT l.id }} }}) AS near
}}
CALL (near) {{
  UNWIND near AS one UNWIND one.alliances AS id
  WITH DISTINCT id
  MATCH (l:Alliance {{id: id}})
  RETURN collect({{id: l.id, name: l.name,
    members: COLLECT {{ MATCH (l)<-[f:MEMBER_OF]-(v) WHERE {_JOINED.format("f")} AND «scope v:Unit» RETURN DISTINCT v.id }} }}) AS alliances
}}
WITH *, reduce(found = [one IN near | one.id], one IN near | found + [v IN one.system | v[0]]) + reduce(found = [], l IN alliances | found + l.members) AS reached
CALL (reached, wanted, chain) {{
  UNWIND reached AS id
  WITH DISTINCT id, wanted, chain
  MATCH (y:Unit {{id: id}})
  WITH y, COLLECT {{
    MATCH (y)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND «scope r:Resource»
      AND EXISTS {{ MATCH (r)-[:IN_CATEGORY]->()-[steps3:CHILD_OF*0..10]->(k) WHERE k IN wanted AND «along steps3:Category» }}
      AND (NOT EXISTS {{ (r)-[:AVAILABLE_TO]->() }} OR EXISTS {{ MATCH (r)-[:AVAILABLE_TO]->(z:Place) WHERE z IN chain }})
    RETURN {{id: r.id, code: r.code, name: r.name, node: «project r:Resource»}} ORDER BY r.code }} AS resources
  RETURN collect({{id: y.id, name: y.name, resources: resources, node: «project y:Unit»}}) AS units
}}
RETURN {{need: n.id, code: n.code, title: n.title, wanted: [k IN wanted | k.code], places: [a IN chain | {{id: a.id, kind: head([label IN labels(a) WHERE label <> 'Place']), name: a.name}}],
  posts: posts, near: near, alliances: alliances, units: units, needNode: «project n:Need»}} AS value
"""
"""One row for the need `$need`, none when there is no such need."""


def parameters(need: str, as_of: datetime) -> dict[str, Any]:
    """What the statement needs."""
    return {"need": need, "today": as_of.astimezone(BEIJING).date(), "secretary": FIRST_SECRETARY}
