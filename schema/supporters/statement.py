"""The statements that fetch everything there is to know: of a need, of a question, and of all the open needs of a place.

A need that is written down and one that is not lead into the same rest; so do the needs of a place, but together: what
they share is read once. `«scope x:Kind»` stands where
the caller's row scope is put in, `«project x:Kind»` where the selected fields are; both become text that never
depends on values. Times leave as microseconds and dates as text, so that nothing here knows the driver's types.

`«beyond d:Commitment»`: what a unit or a resource has promised counts whether the caller may see the promise or not, or the
same thing would be promised twice. Nothing of it leaves but verdict, order and free quantity.

Ends that only one kind has bear no label, so that no index leads to them: a planner that knows of no nodes yet (an empty
graph, just filled) would begin at every agreement of the city and join, for each place of a street.

Only commitments that may matter travel: those that can hold, and of what is lent or counted only those that touch the
window or the fourteen days after it. What is past is counted where it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING
from schema.free_capacity import bookings, parts, properties
from schema.instants import BEIJING
from schema.people import FIRST_SECRETARY

if TYPE_CHECKING:
    from datetime import datetime

_NEED = """
MATCH (n:Need {id: $id}) WHERE «scope n:Need»
MATCH (n)-[:AT]->(p:Place) WHERE «scope p:Place»
MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category»
MATCH (n)-[:MEASURED_IN]->(m:Category) WHERE «scope m:Category»
WITH p, c, m, n.quantity AS quantity, n.windowStart AS ws, n.windowEnd AS we,
     COLLECT { MATCH (n)-[:FOR_GROUP]->(g:Category) WHERE «scope g:Category» RETURN g } AS groups
"""

_INPUT = """
OPTIONAL MATCH (p:Place {id: $question.place}) WHERE «scope p:Place»
OPTIONAL MATCH (c:Category {id: $question.category}) WHERE c.taxonomy = 'NEED' AND «scope c:Category»
OPTIONAL MATCH (m:Category {id: $question.measure}) WHERE m.taxonomy = 'UNIT' AND «scope m:Category»
WITH p, c, m, $question.quantity AS quantity, $question.windowStart AS ws, $question.windowEnd AS we,
     COLLECT { UNWIND $question.groups AS wanted MATCH (g:Category {id: wanted})
               WHERE g.taxonomy = 'GROUP' AND «scope g:Category» RETURN g } AS groups
"""

_MEASURE = "{.code, .name, .nameEn, .baseMeasure, .conversion, .whole}"

_COMPONENTS = """
CALL (c) {
  MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE EXISTS { MATCH (a)-[:SATISFIED_BY]->(k:Category) WHERE «scope k:Category» } AND «scope a:Category» AND «along steps1:Category»
  WITH a, length(way) AS up ORDER BY up, a.code LIMIT 1
  MATCH (a)-[s:SATISFIED_BY]->(k:Category) WHERE «scope k:Category»
  OPTIONAL MATCH (o:Category {code: s.measureCode}) WHERE o.taxonomy = 'UNIT' AND «scope o:Category»
  RETURN collect({code: k.code, zh: k.name, en: k.nameEn, up: up, fit: s.fit, essential: s.essential,
                  perUnit: s.perUnit, measureCode: s.measureCode,
                  measure: CASE WHEN o IS NULL THEN null
                           ELSE o «measure» END}) AS components
}
"""

_CHAIN = """
CALL (p) {
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE «scope a:Place» AND «along steps2:Place»
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Street]), p) AS h
"""

_TIME = """
WITH *, [h] AS homes,
     CASE WHEN we > ws THEN ws ELSE $asOf END AS since,
     CASE WHEN we > ws THEN we ELSE $asOf END + duration({days: 14}) AS until,
     [k IN components | k.code] AS wanted
"""

_LINKS = """
CALL (homes, chain, since, until, wanted) {
UNWIND homes AS h
CALL (h, chain) {
  MATCH (h)<-[steps3:PART_OF*0..10]-(b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)
  WHERE g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
    AND «scope b:Place» AND «along steps3:Place» AND «scope g:Agreement» AND «scope u:Unit»
  RETURN u, b, {via: 'AGREEMENT', source: g.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'PARTY_TO', outgoing: true},
    {id: g.id, kind: 'Agreement', name: g.title, relationship: 'BENEFITS', outgoing: true}]} AS link
UNION ALL
  MATCH (h)<-[steps4:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)
  WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
    AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today)
    AND «scope b:Place» AND «along steps4:Place» AND «scope l:Alliance» AND «scope u:Unit»
  RETURN u, b, {via: 'ALLIANCE', source: l.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'MEMBER_OF', outgoing: true},
    {id: l.id, kind: 'Alliance', name: l.name, relationship: 'SERVES', outgoing: true}]} AS link
UNION ALL
  MATCH (h)<-[steps5:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(u)
  WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
    AND t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND «scope b:Place» AND «along steps5:Place» AND «scope l:Alliance» AND «scope t:RoleAssignment» AND «scope u:Unit»
  RETURN u, b, {via: 'ALLIANCE', source: l.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'SECONDED_FROM', outgoing: false},
    {id: t.id, kind: 'RoleAssignment', name: «name t», relationship: 'TARGETS', outgoing: true},
    {id: l.id, kind: 'Alliance', name: l.name, relationship: 'SERVES', outgoing: true}]} AS link
UNION ALL
  UNWIND chain AS b
  MATCH (b)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(x)
  WHERE EXISTS { MATCH (b)-[steps6:PART_OF*0..10]->(h) WHERE «along steps6:Place» } AND EXISTS { MATCH (t)-[:IN_ROLE]->(w:Category {code: $secretary}) WHERE «scope w:Category» }
    AND t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND «scope t:RoleAssignment» AND «scope x:Unit»
  MATCH way = (x)<-[steps7:BELONGS_TO*0..3]-(u) WHERE «scope u:Unit» AND «along steps7:Unit»
  RETURN u, b, {via: 'FIRST_SECRETARY', source: t.code, place: b.id, steps:
    [y IN reverse(nodes(way)) | {id: y.id, kind: 'Unit', name: y.name, relationship: CASE y WHEN x THEN 'SECONDED_FROM' ELSE 'BELONGS_TO' END,
                                 outgoing: y <> x}]
    + [{id: t.id, kind: 'RoleAssignment', name: «name t», relationship: 'TARGETS', outgoing: true}]} AS link
}
WITH since, until, wanted, u, collect(DISTINCT b) AS near, collect(link) AS links
"""

_UNITS = (
    """
CALL (u, since, until, wanted) {
  CALL (u) {
    OPTIONAL MATCH (u)<-[:BY]-(d:Commitment) WHERE «beyond d:Commitment»
    WITH d, CASE WHEN d.status IN $finished THEN «scope d:Commitment» ELSE false END AS seen
    RETURN
      count(CASE WHEN d.status IN $promised AND d.endAt > $asOf
                   OR d.status IN $delivered AND coalesce(d.returnedAt, d.endAt) > $asOf
                   OR d.status = 'REQUESTED' AND d.holdUntil > $asOf AND d.endAt > $asOf THEN 1 END) AS engagements,
      count(CASE WHEN d.status IN $kept AND seen THEN 1 END) AS kept,
      count(CASE WHEN d.status IN $finished AND seen THEN 1 END) AS finished
  }
  RETURN u {.id, .code, .name, .status, maxEngagements: «value u.maxEngagements:Unit», engagements: engagements, kept: kept, finished: finished,
    position: head(COLLECT { MATCH way = (u)-[:LOCATED_IN]->(at:Place)-[steps8:PART_OF*0..10]->(a:Place)
                             WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND «scope at:Place» AND «scope a:Place» AND «along steps8:Place»
                             RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }),
    latent: COLLECT { MATCH (u)-[:HAS_CAPABILITY]->(k:Category) WHERE «scope k:Category»
                      RETURN {code: k.code, zh: k.name, en: k.nameEn, above: COLLECT { MATCH (k)-[steps9:CHILD_OF*0..10]->(a:Category) WHERE «scope a:Category» AND «along steps9:Category» RETURN a.code }} },
    node: «project u:Unit»,
    offers: COLLECT {
      MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE «scope r:Resource»
      WITH r, COLLECT { MATCH way = (r)-[:IN_CATEGORY]->(x:Category)-[steps10:CHILD_OF*0..10]->(a:Category)
                        WHERE «scope x:Category» AND «scope a:Category» AND «along steps10:Category»
                        RETURN [a.code, length(way) - 1] } AS categories
      RETURN r {.code, .name, .radiusKm, """
    + properties("r")
    + """,
        categories: categories,
        measure: head(COLLECT { MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE «scope o:Category»
                                RETURN o «measure» }),
        areas: COLLECT { MATCH (r)-[:AVAILABLE_TO]->(a:Place) WHERE «scope a:Place» RETURN {key: a.id, zh: a.name, en: coalesce(a.nameEn, a.name)} },
        audience: COLLECT { MATCH (r)-[:FOR_GROUP]->(a:Category) WHERE «scope a:Category» RETURN {key: a.code, zh: a.name, en: a.nameEn} },
        position: head(COLLECT { MATCH way = (r)-[:AT]->(at:Place)-[steps11:PART_OF*0..10]->(a:Place)
                                 WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND «scope at:Place» AND «scope a:Place» AND «along steps11:Place»
                                 RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }),
        node: «project r:Resource»,
        bookings: CASE WHEN any(k IN categories WHERE k[0] IN wanted) THEN """
    + bookings("r")
    + """ ELSE [] END,
        parts: """
    + parts("r", when="any(k IN categories WHERE k[0] IN wanted)")
    + """}
    }} AS unit
}
RETURN collect(near) AS nears, collect(unit {.*, links: links}) AS units
}
"""
)

_AROUND = """
CALL (chain, nears) {
  UNWIND reduce(found = chain, near IN nears | found + near) AS b
  MATCH (b)-[steps12:PART_OF*0..10]->(a:Place) WHERE «scope a:Place» AND «along steps12:Place»
  WITH DISTINCT a
  OPTIONAL MATCH (a)-[:PART_OF]->(parent:Place) WHERE «scope parent:Place»
  WITH a, min(parent.id) AS parent
  RETURN collect({id: a.id, kind: head([label IN labels(a) WHERE label <> 'Place']), name: a.name, parent: parent,
                  latitude: a.latitude, longitude: a.longitude}) AS places
}
"""

_ANSWER = """
WITH *, CASE WHEN h:Street THEN h END AS s
RETURN {
  place: p.id, category: c.id, measure: m «measure», quantity: quantity,
  start: ws.epochSeconds * 1000000 + ws.microsecond, end: we.epochSeconds * 1000000 + we.microsecond,
  groupIds: [g IN groups | g.id],
  groups: COLLECT { UNWIND groups AS g MATCH (g)-[steps13:CHILD_OF*0..10]->(a:Category) WHERE «scope a:Category» AND «along steps13:Category» RETURN DISTINCT a.code },
  components: components, places: places, units: units,
  placeNode: «project p:Place», streetId: s.id, streetNode: «project s:Street»
} AS value
"""

_ROLE_NAME = (
    "coalesce(head(COLLECT { MATCH (t)<-[:HOLDS]-(q:Person) WHERE «scope q:Person» RETURN q.name LIMIT 1 })"
    " + '（' + coalesce(t.title, t.code) + '）', t.title, t.code)"
)
"""A role on a path is said by whom to call."""

_SHARED = _LINKS.replace("«name t»", _ROLE_NAME) + _UNITS + _AROUND


def _whole(*parts: str) -> str:
    return "".join(parts).replace("«measure»", _MEASURE)


SUPPORTERS = _whole(_NEED, _COMPONENTS, _CHAIN, _TIME, _SHARED, _ANSWER)
"""One row for the need `$id`, none when there is no such need."""

SUPPORTERS_FOR = _whole(_INPUT, _COMPONENTS, _CHAIN, _TIME, _SHARED, _ANSWER)
"""Always one row; `place`, `category` and `measure` are null and `groupIds` short where something is unknown."""

_OPEN_NEEDS = (
    """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (q) {
  MATCH (q)<-[steps14:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «scope p:Place» AND «along steps14:Place»
  WITH n, p WHERE n:Need AND n.status = 'OPEN' AND «scope n:Need»
  WITH n, p ORDER BY n.priority, n.windowStart, n.reportedAt, n.id
  RETURN collect([n, p]) AS open
}
CALL (open) {
  UNWIND range(0, size(open[..$first]) - 1) AS nth
  WITH nth, open[nth][0] AS n, open[nth][1] AS p
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category»
  MATCH (n)-[:MEASURED_IN]->(m:Category) WHERE «scope m:Category»
  WITH n, p, c, m, n.quantity AS quantity, n.windowStart AS ws, n.windowEnd AS we ORDER BY nth
  RETURN collect(DISTINCT p) AS ends, collect(DISTINCT c) AS categories,
    min(CASE WHEN we > ws THEN ws ELSE $asOf END) AS since,
    max(CASE WHEN we > ws THEN we ELSE $asOf END) + duration({days: 14}) AS until,
    collect({
      place: p.id, category: c.id, measure: m «measure», quantity: quantity,
      start: ws.epochSeconds * 1000000 + ws.microsecond, end: we.epochSeconds * 1000000 + we.microsecond,
      groups: COLLECT { MATCH (n)-[:FOR_GROUP]->(g:Category) WHERE «scope g:Category»
                        MATCH (g)-[steps13:CHILD_OF*0..10]->(a:Category) WHERE «scope a:Category» AND «along steps13:Category» RETURN DISTINCT a.code },
      node: «project n:Need»
    }) AS needs
}
CALL (categories) {
  UNWIND categories AS c
"""
    + _COMPONENTS
    + """
  RETURN collect({category: c.id, components: components}) AS bridges, collect([k IN components | k.code]) AS codes
}
CALL (ends) {
  UNWIND ends AS p
"""
    + _CHAIN
    + """
  WITH p, chain, h, CASE WHEN h:Street THEN h END AS s
  RETURN collect(DISTINCT h) AS homes, collect(chain) AS chains,
    collect({place: p.id, placeNode: «project p:Place», streetId: s.id, streetNode: «project s:Street»}) AS sites
}
CALL (chains) { UNWIND chains AS above UNWIND above AS a RETURN collect(DISTINCT a) AS chain }
WITH *, reduce(found = [], each IN codes | found + each) AS wanted
"""
)

SUPPORT_BOARD = _whole(
    _OPEN_NEEDS,
    _SHARED,
    """
RETURN {open: size(open), needs: needs, bridges: bridges, ends: sites, places: places, units: units} AS value
""",
)
"""One row for the place `$place`, none when there is no such place; the first `$first` of its open needs."""


def parameters(as_of: datetime) -> dict[str, Any]:
    """The parameters both statements share; beside them `id`, or the values of a question (`question.parameters`)."""
    return {
        "asOf": as_of,
        "today": as_of.astimezone(BEIJING).date(),
        "secretary": FIRST_SECRETARY,
        "promised": [status.name for status in HOLDING],
        "delivered": sorted(status.name for status in DELIVERED),
        "kept": ["CONFIRMED", "DELIVERED"],
        "finished": ["CONFIRMED", "DELIVERED", "DISPUTED", "FAILED", "NO_SHOW", "WITHDRAWN"],
    }
