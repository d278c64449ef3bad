"""The statement that fetches what hangs on a unit, and who else there is.

It begins at the unit and ends like the board of a place (`schema.supporters.statement`), which reads what needs ask for and
who their partners are. Needs come in two sorts, together: those to which something was promised that breaks, and the open ones
of the places that the unit is bound to – or of the place that is asked about and all below it.

A promise counts only where the caller sees it («scope d:Commitment»): it is what the answer consists of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING
from schema.instants import BEIJING
from schema.supporters.statement import NEEDS, PARTNERS, whole
from schema.supporters.statement import parameters as shared

if TYPE_CHECKING:
    from datetime import date, datetime

MOST_NEEDS = 300
"""Needs that are looked at: those to which something was promised first, then the open ones by urgency."""

_MOMENT = "{0}.epochSeconds * 1000000 + {0}.microsecond"
_USED = """head(COLLECT {
        MATCH («d»)-[:USES]->(r:Resource) WHERE «scope r:Resource»
        RETURN {measure: head(COLLECT { MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE «scope o:Category» RETURN o «measure» }),
                categories: COLLECT { MATCH way = (r)-[:IN_CATEGORY]->()-[steps21:CHILD_OF*0..10]->(a:Category)
                                      WHERE «scope a:Category» AND «along steps21:Category»
                                      RETURN {code: a.code, zh: a.name, en: a.nameEn, depth: length(way) - 1} }}
      })"""

_UNIT = """
MATCH (z:Unit {id: $unit}) WHERE «scope z:Unit»
OPTIONAL MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (z) {
  MATCH (z)<-[:PROVIDED_BY]-(o:Resource) WHERE «scope o:Resource»
  RETURN collect({id: o.id, code: o.code, status: o.status, node: «project o:Resource», kits: COLLECT {
    MATCH (o)<-[:CONSISTS_OF]-(k:Resource)-[:PROVIDED_BY]->(x:Unit) WHERE x <> z AND «scope k:Resource» AND «scope x:Unit»
    RETURN {id: k.id, code: k.code, node: «project k:Resource»}
  }}) AS own
}
CALL (z) {
  MATCH (z)-[:PARTY_TO]->(g:Agreement)
  WHERE g.status IN ['SIGNED', 'ACTIVE'] AND (g.validTo IS NULL OR g.validTo > $day) AND «scope g:Agreement»
  RETURN collect({code: g.code, node: «project g:Agreement», others: COUNT { MATCH (g)<-[:PARTY_TO]-(y:Unit) WHERE y <> z AND «scope y:Unit» },
                  at: COLLECT { MATCH (g)-[:BENEFITS]->(b:Place) WHERE «scope b:Place» RETURN b }}) AS agreements
}
CALL (z) {
  MATCH (z)-[e:MEMBER_OF]->(l:Alliance)
  WHERE l.status = 'ACTIVE' AND (l.validTo IS NULL OR l.validTo > $day) AND (e.memberUntil IS NULL OR e.memberUntil > $day) AND «scope l:Alliance»
  RETURN collect({code: l.code, node: «project l:Alliance», at: COLLECT { MATCH (l)-[:SERVES]->(b:Place) WHERE «scope b:Place» RETURN b },
                  others: COUNT { MATCH (l)<-[w:MEMBER_OF]-(y:Unit) WHERE y <> z AND (w.memberUntil IS NULL OR w.memberUntil > $day) AND «scope y:Unit» }}) AS alliances
}
CALL (z) {
  CALL (z) {
    MATCH (z)<-[:SECONDED_FROM]-(t:RoleAssignment) RETURN t
    UNION
    MATCH (z)<-[:TARGETS]-(t:RoleAssignment) RETURN t
    UNION
    MATCH (z)<-[:EMPLOYED_BY]-(e:Person)-[:HOLDS]->(t:RoleAssignment) WHERE «scope e:Person» RETURN t
  }
  WITH z, t WHERE t.status IN ['APPROVED', 'ACTIVE', 'SUSPENDED'] AND (t.endOn IS NULL OR t.endOn > $day) AND «scope t:RoleAssignment»
  RETURN collect({code: t.code, node: «project t:RoleAssignment», sent: EXISTS { (t)-[:SECONDED_FROM]->(z) }, here: EXISTS { (t)-[:TARGETS]->(z) },
                  seat: EXISTS { MATCH (t)-[:TARGETS]->(l:Alliance) WHERE «scope l:Alliance» },
                  secretary: EXISTS { MATCH (t)-[:IN_ROLE]->(c:Category {code: $secretary}) WHERE «scope c:Category» },
                  at: COLLECT { MATCH (t)-[:SECONDED_FROM]->(z) MATCH (t)-[:TARGETS]->(b:Place) WHERE «scope b:Place» RETURN b }
                    + COLLECT { MATCH (t)-[:SECONDED_FROM]->(z) MATCH (t)-[:TARGETS]->(l:Alliance)-[:SERVES]->(b:Place) WHERE «scope l:Alliance» AND «scope b:Place» RETURN b }}) AS roles
}
"""

_PROMISES = (
    """
CALL (z, q) {
  CALL (z) {
    MATCH (z)<-[:BY]-(d:Commitment) RETURN d, 'BY_UNIT' AS via
    UNION ALL
    MATCH (z)<-[:PROVIDED_BY]-(o:Resource)<-[:USES]-(d:Commitment) WHERE «scope o:Resource» AND NOT EXISTS { (d)-[:BY]->(z) } RETURN d, 'ITS_RESOURCE' AS via
    UNION ALL
    MATCH (z)<-[:PROVIDED_BY]-(o:Resource)<-[:CONSISTS_OF]-(k:Resource)<-[:USES]-(d:Commitment)
    WHERE «scope o:Resource» AND «scope k:Resource» AND NOT EXISTS { (d)-[:BY]->(z) } AND NOT EXISTS { (k)-[:PROVIDED_BY]->(z) } RETURN d, 'IN_KIT' AS via
  }
  WITH q, d, min(via) AS via WHERE d.status IN $live AND d.endAt > $leaving AND «scope d:Commitment»
  OPTIONAL MATCH (d)-[:FOR]->(n:Need) WHERE «scope n:Need»
  OPTIONAL MATCH (n)-[:AT]->(p:Place) WHERE «scope p:Place»
  WITH q, d, via, n, p WHERE $place IS NULL OR EXISTS { MATCH (p)-[steps22:PART_OF*0..10]->(q) WHERE «along steps22:Place» }
  WITH d, via, n, p ORDER BY d.startAt, d.id
  RETURN collect(DISTINCT CASE WHEN p IS NOT NULL AND d.status IN $promised THEN [n, p] END) AS promisedNeeds,
    max(d.endAt) AS lastEnd,
    collect({
      id: d.id, status: d.status, via: via, quantity: d.quantity, need: n.id, node: «project d:Commitment»,
      start: """
    + _MOMENT.format("d.startAt")
    + ", end: "
    + _MOMENT.format("d.endAt")
    + """,
      by: head(COLLECT { MATCH (d)-[:BY]->(y:Unit) WHERE «scope y:Unit» RETURN y.id }),
      used: """
    + _USED.replace("«d»", "d")
    + """,
      beside: COLLECT {
        MATCH (n)<-[:FOR]-(e:Commitment)
        WHERE e <> d AND e.status IN $counted AND e.startAt < d.endAt AND e.endAt > d.startAt AND «scope e:Commitment»
        RETURN {id: e.id, quantity: coalesce(e.deliveredQuantity, e.quantity), used: """
    + _USED.replace("«d»", "e").replace("steps21", "steps23")
    + """}
      }
    }) AS promises
}
"""
)

_WAITING = """
CALL (z, q, agreements, alliances, roles) {
  UNWIND [q] + reduce(found = [], tie IN agreements + alliances + roles | found + CASE WHEN q IS NULL THEN tie.at ELSE [] END)
    + CASE WHEN q IS NULL THEN COLLECT {
        MATCH (z)-[steps24:BELONGS_TO*1..3]->()<-[:SECONDED_FROM]-(t:RoleAssignment)-[:TARGETS]->(b:Place)
        WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
          AND EXISTS { MATCH (t)-[:IN_ROLE]->(w:Category {code: $secretary}) WHERE «scope w:Category» }
          AND «along steps24:Unit» AND «scope t:RoleAssignment» AND «scope b:Place»
        RETURN b } ELSE [] END AS b
  WITH DISTINCT q, b WHERE b IS NOT NULL
  WITH q, b, head(COLLECT { MATCH way = (b)-[steps25:PART_OF*0..10]->(a) WHERE a:Street AND «along steps25:Place» RETURN a ORDER BY length(way) LIMIT 1 }) AS street
  WITH DISTINCT coalesce(q, street, b) AS root
  MATCH (root)<-[steps14:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps14:Place»
  WITH DISTINCT n, p WHERE n:Need AND n.status = 'OPEN' AND «scope n:Need» AND (n.windowEnd IS NULL OR n.windowEnd > $leaving)
  WITH n, p ORDER BY n.priority, n.windowStart, n.reportedAt, n.id
  RETURN collect([n, p]) AS waiting
}
WITH z, q, own, agreements, alliances, roles, promises, lastEnd, size(waiting) AS waitingCount,
  promisedNeeds + [each IN waiting WHERE NOT each IN promisedNeeds] AS open
"""

_BETWEEN = """
WITH z, q, own, agreements, alliances, roles, promises, waitingCount, open, needs, bridges, sites, homes, chain,
  CASE WHEN since < $leaving THEN since ELSE $leaving END AS since,
  CASE WHEN lastEnd + duration({days: 14}) > coalesce(until, $leaving) THEN lastEnd + duration({days: 14}) ELSE coalesce(until, $leaving) END AS until,
  reduce(found = wanted, each IN promises | found + [k IN coalesce(each.used.categories, []) | k.code]) AS wanted
"""

_ANSWER = """
RETURN {
  unit: z.id, name: z.name, unitNode: «project z:Unit», place: q.id, open: waitingCount, own: own, promises: promises,
  agreements: [each IN agreements | {code: each.code, node: each.node, others: each.others}],
  alliances: [each IN alliances | {code: each.code, node: each.node, others: each.others}],
  roles: [each IN roles | {code: each.code, node: each.node, sent: each.sent, here: each.here, seat: each.seat, secretary: each.secretary}],
  needs: needs, bridges: bridges, ends: sites, places: places, units: units
} AS value
"""

UNIT_LEAVING = whole(_UNIT, _PROMISES, _WAITING, NEEDS, _BETWEEN, PARTNERS, _ANSWER)
"""One row for the unit `$unit`, none when there is no such unit; `place` is null where `$place` is not known."""

UNANSWERED = ("REQUESTED", "OFFERED", "WAITLISTED")
"""States of what was never promised: it falls away without breaking anything."""


def parameters(as_of: datetime, leaving: datetime, day: date, **own: Any) -> dict[str, Any]:
    """The parameters of the statement. leaving: the instant from which on the unit is gone; day: the same as a day."""
    return {
        **shared(as_of), **own, "leaving": leaving.astimezone(BEIJING), "day": day, "first": MOST_NEEDS,
        "live": [*(status.name for status in HOLDING), *UNANSWERED],
        "counted": sorted({status.name for status in (*HOLDING, *DELIVERED)}),
    }  # fmt: skip
