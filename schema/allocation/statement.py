"""The statement that fetches all that asks for support at a place and below it, what was promised, and everybody who could give more.

It begins and ends like the board of a place (`schema.supporters.statement`), but leaves no need out: where there are more than
`$most` it brings none, only their number. A need that is in progress may be short of something too; one that the community handles
by itself asks nobody.

What was promised counts whether the caller may see it or not («beyond d:Commitment»), or it would be promised twice; nothing of it
leaves but how much of a need is covered. Only what the caller sees is ever reconsidered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.supporters.statement import NEEDS, PARTNERS, whole
from schema.supporters.statement import parameters as shared
from schema.world import HEADS, state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MOST_NEEDS = 8_000
"""Needs that one allocation is made of at most."""

_MOMENT = "{0}.epochSeconds * 1000000 + {0}.microsecond"

_ASKING = """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (q) {
  MATCH (q)<-[steps14:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «scope p:Place» AND «along steps14:Place»
  WITH n, p WHERE n:Need AND (n.status = 'OPEN' OR n.status = 'IN_PROGRESS' AND NOT coalesce(n.selfHandled, false)) AND «scope n:Need»
  WITH n, p ORDER BY n.id
  RETURN collect([n, p]) AS found
}
WITH heads, structure, q, size(found) AS asking, CASE WHEN size(found) > $most THEN [] ELSE found END AS open
"""

_PROMISES = f"""
CALL (open) {{
  UNWIND open AS each
  WITH each[0] AS n
  RETURN collect({{
    id: n.id, recurrence: n.recurrence, reported: {_MOMENT.format("n.reportedAt")},
    promises: COLLECT {{
      MATCH (n)<-[:FOR]-(d)-[:BY]->(v)
      WHERE (d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
        OR d.status = 'FAILED' AND d.deliveredQuantity > 0) AND «beyond d:Commitment» AND «beyond v:Unit»
      OPTIONAL MATCH (d)-[:USES]->(x) WHERE «beyond x:Resource»
      RETURN d {{.id, .status, .quantity, .deliveredQuantity, unit: v.id, resource: x.id, unlimited: coalesce(x.capacityMode = 'UNLIMITED', false),
        started: d.startedAt IS NOT NULL, shown: «scope d:Commitment»,
        earlier: coalesce(coalesce(d.deliveredAt, d.endAt) < n.reopenedAt, false),
        start: {_MOMENT.format("d.startAt")}, end: {_MOMENT.format("d.endAt")}, holdUntil: {_MOMENT.format("d.holdUntil")},
        measure: head(COLLECT {{ MATCH (x)-[:MEASURED_IN]->(o:Category) WHERE «beyond o:Category» RETURN o «measure» }}),
        categories: COLLECT {{ MATCH (x)-[:IN_CATEGORY]->()-[:CHILD_OF*0..10]->(a:Category) WHERE «beyond a:Category» RETURN DISTINCT a.code }} }}
    }}
  }}) AS asked
}}
WITH heads, structure, q, asking, needs, asked, bridges, sites, homes, chains, chain, wanted, since,
  until + duration({{days: CASE WHEN any(each IN asked WHERE each.recurrence IS NOT NULL) THEN 400 ELSE 0 END}}) AS until
"""

_ANSWER = """
RETURN {
  place: q.id, open: asking, needs: needs, asked: asked, bridges: bridges, ends: sites, places: places, units: units,
  placeNode: «project q:Place»,
  state: «state»,
  communities: COLLECT {
    UNWIND chains AS above
    WITH DISTINCT coalesce(head([a IN above WHERE a:Community]), above[0]) AS w
    RETURN {id: w.id, name: w.name, node: «project w:Place»}
  }
} AS value
"""

ALLOCATION = whole(
    HEADS, _ASKING, NEEDS, _PROMISES, PARTNERS, _ANSWER.replace("«state»", state("q", "units"))
)
"""One row for the place `$place`, none when there is no such place; `open` needs in all, of which none is there if they are too many."""


def parameters(as_of: datetime, place: str, joining: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """The parameters of the statement."""
    return {**shared(as_of, joining), "place": place, "most": MOST_NEEDS, "first": MOST_NEEDS}
