// possibleDuplicates
MATCH (n:Need {id: $id}) WHERE true
MATCH (n)-[:AT]->(p) WHERE true
MATCH (n)-[:IN_CATEGORY]->(c) WHERE true
WITH n, p, c, head(COLLECT { MATCH (n)<-[:REPORTED]-(w) WHERE true RETURN w.id ORDER BY w.id }) AS reporter, n.reportedAt AS at
LIMIT 1

WITH *, [c.id] + COLLECT { MATCH (c)-[:CHILD_OF]->(b) RETURN b.id }
  + COLLECT { MATCH (c)-[:CHILD_OF]->(b)<-[:CHILD_OF]-(s) WHERE true RETURN s.id }
  + COLLECT { MATCH (c)<-[:CHILD_OF]-(s) RETURN s.id } AS kin
CALL (p) {
  MATCH way = (p)-[steps1:PART_OF*0..10]->(a) WHERE true
  WITH a, length(way) AS up ORDER BY up, a.id
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Community]), p) AS h

CALL (chain, h, c, kin, at, reporter, n) {
  CALL (chain, h) {
    UNWIND chain AS q
    RETURN q
  UNION
    MATCH (h)<-[steps2:PART_OF*0..10]-(q) WHERE true
    RETURN q
  }
  MATCH (q)<-[:AT]-(o)
  WITH q, o, c, kin, at, reporter, n WHERE o:Need AND o.reportedAt >= at - duration({days: 90}) AND o.reportedAt <= at + duration({days: 90})
    AND o.status <> 'MERGED' AND true AND o <> n AND NOT EXISTS { MATCH (o)-[:MERGED_INTO|PART_OF_NEED]-(n) } AND NOT EXISTS { MATCH (o)-[:PART_OF_NEED]->(x)<-[:PART_OF_NEED]-(n) WHERE true }
  MATCH (o)-[:IN_CATEGORY]->(d) WHERE d.id IN kin AND true
  WITH q, o, d, reporter, n ORDER BY abs(o.reportedAt.epochSeconds - at.epochSeconds), o.id LIMIT 201
  RETURN collect({
    id: o.id, title: toStringOrNull(o.title), description: toStringOrNull(o.description), kind: o.kind, status: o.status, reported: o.reportedAt.epochSeconds * 1000000 + o.reportedAt.microsecond, ended: head([e IN [CASE WHEN o.status IN ['CLOSED', 'REJECTED', 'CANCELLED', 'MERGED'] THEN coalesce(o.closedAt, o.resolvedAt, o.statusAt, o.reportedAt) END] | e.epochSeconds * 1000000 + e.microsecond]), start: o.windowStart.epochSeconds * 1000000 + o.windowStart.microsecond, end: o.windowEnd.epochSeconds * 1000000 + o.windowEnd.microsecond, households: o.householdCount,
    category: {key: d.id, zh: d.name, en: d.nameEn, parent: head(COLLECT { MATCH (d)-[:CHILD_OF]->(b) RETURN b.id ORDER BY b.id })},
    place: {name: q.name, chain: COLLECT { MATCH way = (q)-[:PART_OF*0..10]->(a) RETURN a.id ORDER BY length(way), a.id }},
    samePhone: CASE WHEN head([t IN [toStringOrNull(n.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]) IS NOT NULL AND head([t IN [toStringOrNull(o.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]) IS NOT NULL AND right(replace(replace(toStringOrNull(n.contactPhone), '-', ''), ' ', ''), 11) =~ '[0-9]{7,11}' AND right(replace(replace(toStringOrNull(o.contactPhone), '-', ''), ' ', ''), 11) =~ '[0-9]{7,11}' THEN right(replace(replace(toStringOrNull(n.contactPhone), '-', ''), ' ', ''), 11) = right(replace(replace(toStringOrNull(o.contactPhone), '-', ''), ' ', ''), 11) END,
    sameReporter: CASE WHEN reporter IS NOT NULL THEN head(COLLECT { MATCH (o)<-[:REPORTED]-(v) WHERE true RETURN v.id = reporter ORDER BY v.id }) END,
    node: [o.id, o.code, o.version, o.provenance, o.sourceNote, o.title, o.description, o.kind, o.status, o.outcome, o.priority, o.quantity, o.householdCount, o.beneficiaryCount, toStringOrNull(o.windowStart), toStringOrNull(o.windowEnd), o.recurrence, toStringOrNull(o.reportedAt), o.level, o.statusReason, toStringOrNull(o.statusAt), toStringOrNull(o.heldUntil), toStringOrNull(o.acceptedAt), toStringOrNull(o.arrivedAt), o.teamOnSite, toStringOrNull(o.startedAt), o.selfHandled, toStringOrNull(o.resolvedAt), toStringOrNull(o.closedAt), toStringOrNull(o.reopenedAt), o.reopenCount, head([t IN [toStringOrNull(o.contactName)] WHERE t IS NOT NULL | left(t, 1) + '*']), head([t IN [toStringOrNull(o.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head([t IN [toStringOrNull(o.contactAddress)] WHERE t IS NOT NULL | left(t, 3) + '***']), head(COLLECT { MATCH (o)-[:AT]->(place1:Place) WITH place1 LIMIT 1 RETURN [CASE WHEN place1:Street THEN 'Street' WHEN place1:Community THEN 'Community' WHEN place1:Grid THEN 'Grid' ELSE 'Area' END, place1.name] })]
  }) AS candidates
}
RETURN {
  place: p.id, category: c.id, reporter: reporter, candidates: candidates,
  at: {name: p.name, chain: [a IN chain | a.id]},
  under: {key: c.id, zh: c.name, en: c.nameEn, parent: head(COLLECT { MATCH (c)-[:CHILD_OF]->(b) RETURN b.id ORDER BY b.id })},
  asked: {id: n.id, title: toStringOrNull(n.title), description: toStringOrNull(n.description), kind: n.kind, status: n.status, reported: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, ended: head([e IN [CASE WHEN n.status IN ['CLOSED', 'REJECTED', 'CANCELLED', 'MERGED'] THEN coalesce(n.closedAt, n.resolvedAt, n.statusAt, n.reportedAt) END] | e.epochSeconds * 1000000 + e.microsecond]), start: n.windowStart.epochSeconds * 1000000 + n.windowStart.microsecond, end: n.windowEnd.epochSeconds * 1000000 + n.windowEnd.microsecond, households: n.householdCount}
} AS value;
// {"id": "need_3oymlsdsh7b7qr7ztadmzzkh3i"}
