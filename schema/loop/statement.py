"""The statements that fetch the ways of the needs of a place.

What was recorded of a need counts for whoever sees the need («beyond c:Change»): of a record nothing leaves but its id,
act, time, statuses, who answered for the need and, where it is one, the code of the reason. A unit is told only where the
caller sees it («scope u:Unit»); that somebody had the need counts all the same («beyond o:Unit»). Of what became of the need only
what an answer is made of is fetched at all. Units that records name are looked up by the ids in them.
"""

from __future__ import annotations

from typing import Any

MOST_NEEDS = 10_000
"""Needs that one answer is made of at most."""
MOST_CLOSURES = 2_000
"""Closures that one answer looks at at most: what is shown of a need is fetched for each."""

_MOMENT = "{0}.epochSeconds * 1000000 + {0}.microsecond"
_RECORDS = f"""COLLECT {{
  MATCH (c:Change) WHERE c.target = n.id AND c.targetKind = 'Need' AND «beyond c:Change»
  WITH c, CASE WHEN any(name IN $names WHERE c.delta CONTAINS name) THEN c.delta END AS delta
  WHERE c.toStatus IS NOT NULL OR delta IS NOT NULL ORDER BY c.at, c.seq
  RETURN [c.id, {_MOMENT.format("c.at")}, c.act, c.fromStatus, c.toStatus, c.reason, delta]
}}"""
_MOMENTS = ("reportedAt", "acceptedAt", "arrivedAt", "startedAt", "closedAt", "reopenedAt", "statusAt")  # fmt: skip
_STORED = ".id, .kind, .status, .outcome, .level, .reopenCount, " + ", ".join(f"{name}: {_MOMENT.format('n.' + name)}" for name in _MOMENTS)  # fmt: skip
_OWNER = "head(COLLECT { MATCH (n)-[:OWNED_BY]->(o:Unit) WHERE «beyond o:Unit» RETURN o.id ORDER BY o.id LIMIT 1 })"
_SAID = f"""COLLECT {{
  MATCH (n)<-[:ASSESSES]-(e:Assessment) WHERE «scope e:Assessment»
  RETURN [e.id, {_MOMENT.format("e.assessedAt")}, e.reached, e.solved, e.satisfied] ORDER BY e.assessedAt, e.id
}}"""
_PROMISES = f"""COLLECT {{
  MATCH (n)<-[:FOR]-(d:Commitment) WHERE «scope d:Commitment»
  RETURN [d.id, d.status, {_MOMENT.format("d.deliveredAt")}, coalesce(d.confirmedByTime, false)] ORDER BY d.id
}}"""

_FOUND = """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
OPTIONAL MATCH (k:Category {id: $category}) WHERE k.taxonomy = 'NEED' AND «scope k:Category»
CALL (q, k) {
  MATCH (q)<-[steps1:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps1:Place»
  WITH n, k WHERE n:Need AND n.reportedAt >= $from AND n.reportedAt < $to AND «scope n:Need»
    AND (k IS NULL OR EXISTS { MATCH (n)-[:IN_CATEGORY]->()-[steps2:CHILD_OF*0..10]->(k) WHERE «along steps2:Category» })
  WITH DISTINCT n ORDER BY n.reportedAt, n.id
  RETURN collect(n) AS found
}
WITH q, k, size(found) AS count, found[..$most] AS found
"""

LOOP_STATISTICS = (
    _FOUND
    + f"""
RETURN {{
  place: q.id, category: k.id, count: count, placeNode: «project q:Place»,
  needs: COLLECT {{ UNWIND found AS n RETURN n {{{_STORED}, changes: {_RECORDS}, said: {_SAID}}} }}
}} AS value
"""
)
"""One row for the place `$place`, none when there is no such place; `category` is null where it is not known."""

HAND_OVERS = (
    _FOUND
    + f"""
CALL (found) {{
  UNWIND found AS n
  WITH n, {_RECORDS} AS changes
  WITH n, changes, size([c IN changes WHERE c[2] IN $acts]) AS moved
  RETURN collect(n {{{_STORED}, owner: {_OWNER}, changes: changes,
                     node: CASE WHEN moved >= $least THEN «project n:Need» END}}) AS needs
}}
CALL (needs) {{
  UNWIND needs AS need
  UNWIND [need.owner] + reduce(named = [], c IN need.changes | named + [part IN split(coalesce(c[6], ''), '"') WHERE part STARTS WITH 'unit_']) AS id
  WITH DISTINCT id
  MATCH (u:Unit {{id: id}}) WHERE «scope u:Unit»
  RETURN collect({{id: u.id, node: «project u:Unit»}}) AS units
}}
RETURN {{place: q.id, category: k.id, count: count, placeNode: «project q:Place», needs: needs, units: units}} AS value
"""
)
"""The same with who answered for each need; `node` of a need only where it may be shown."""

FALSE_CLOSURES = f"""
MATCH (q:Place {{id: $place}}) WHERE «scope q:Place»
CALL (q) {{
  MATCH (q)<-[steps1:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps1:Place»
  WITH n, p, coalesce(n.closedAt, n.statusAt) AS closed
  WHERE n:Need AND n.status = 'CLOSED' AND n.outcome IN $outcomes AND «scope n:Need»
    AND (closed IS NULL OR closed >= $from AND closed < $to)
  WITH DISTINCT n, p, closed ORDER BY closed, n.id
  RETURN collect(CASE WHEN closed IS NOT NULL THEN [n, p, closed] END) AS found, collect(CASE WHEN closed IS NULL THEN n.id END) AS undated
}}
WITH q, undated, size(found) AS count, found[..$most] AS found
CALL (found) {{
  UNWIND found AS each
  WITH each[0] AS n, each[1] AS p, each[2] AS closed
  RETURN collect(n {{{_STORED}, selfHandled: «value n.selfHandled:Need», changes: {_RECORDS}, said: {_SAID}, promises: {_PROMISES},
    again: COLLECT {{
      MATCH (n)-[:IN_CATEGORY]->(x:Category) WHERE «scope x:Category»
      MATCH (p)<-[:AT]-(m:Need)
      WHERE m <> n AND m.status <> 'MERGED' AND m.reportedAt > closed
        AND (m.reportedAt < closed + duration({{days: $again}})
             OR m.reportedAt >= n.reportedAt + duration({{days: $early}}) AND m.reportedAt <= n.reportedAt + duration({{days: $late}}))
        AND EXISTS {{ (m)-[:IN_CATEGORY]->(x) }} AND «scope m:Need»
      RETURN [m.id, {_MOMENT.format("m.reportedAt")}] ORDER BY m.reportedAt, m.id }},
    node: «project n:Need»}}) AS needs
}}
RETURN {{place: q.id, count: count, undated: undated, placeNode: «project q:Place», needs: needs}} AS value
"""
"""One row for the place: its needs that were closed as met in the period, with what was said, promised and reported again."""

NAMES = ('"owner"', '"statusAt"', '"level"', '"acceptedAt"', '"arrivedAt"', '"startedAt"', '"closedAt"', '"reopenedAt"', '"outcome"')  # fmt: skip
"""What of a record's delta an answer is made of."""


def shared(**own: Any) -> dict[str, Any]:
    """The parameters of a statement: its own, and those that all have."""
    return {"names": list(NAMES), "most": MOST_NEEDS, **own}
