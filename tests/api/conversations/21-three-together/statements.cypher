// need
MATCH (need2:Need)
WHERE need2.id = $p1
RETURN [need2.code, need2.title] AS value;
// {"p1": "need_zk6jb7nbanyth6kwqp2srkclnm"}

// supporters
MATCH (n:Need {id: $id}) WHERE true
MATCH (n)-[:AT]->(p:Place) WHERE true
MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true
MATCH (n)-[:MEASURED_IN]->(m:Category) WHERE true
WITH p, c, m, n.quantity AS quantity, n.windowStart AS ws, n.windowEnd AS we,
     COLLECT { MATCH (n)-[:FOR_GROUP]->(g:Category) WHERE true RETURN g } AS groups

CALL (c) {
  MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE EXISTS { MATCH (a)-[:SATISFIED_BY]->(k:Category) WHERE true } AND true AND true
  WITH a, length(way) AS up ORDER BY up, a.code LIMIT 1
  MATCH (a)-[s:SATISFIED_BY]->(k:Category) WHERE true
  OPTIONAL MATCH (o:Category {code: s.measureCode}) WHERE o.taxonomy = 'UNIT' AND true
  RETURN collect({code: k.code, zh: k.name, en: k.nameEn, up: up, fit: s.fit, essential: s.essential,
                  perUnit: s.perUnit, measureCode: s.measureCode,
                  measure: CASE WHEN o IS NULL THEN null
                           ELSE o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole} END}) AS components
}

CALL (p) {
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true AND true
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Street]), p) AS h

WITH *, [h] AS homes,
     CASE WHEN we > ws THEN ws ELSE $asOf END AS since,
     CASE WHEN we > ws THEN we ELSE $asOf END + duration({days: 14}) AS until,
     [k IN components | k.code] AS wanted

CALL (homes, chain, since, until, wanted) {
UNWIND homes AS h
CALL (h, chain) {
  MATCH (h)<-[steps3:PART_OF*0..10]-(b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)
  WHERE g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
    AND true AND true AND true AND true
  RETURN u, b, {via: 'AGREEMENT', source: g.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'PARTY_TO', outgoing: true},
    {id: g.id, kind: 'Agreement', name: g.title, relationship: 'BENEFITS', outgoing: true}]} AS link
UNION ALL
  MATCH (h)<-[steps4:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)
  WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
    AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today)
    AND true AND true AND true AND true
  RETURN u, b, {via: 'ALLIANCE', source: l.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'MEMBER_OF', outgoing: true},
    {id: l.id, kind: 'Alliance', name: l.name, relationship: 'SERVES', outgoing: true}]} AS link
UNION ALL
  MATCH (h)<-[steps5:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(u)
  WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
    AND t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND true AND true AND true AND true AND true
  RETURN u, b, {via: 'ALLIANCE', source: l.code, place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'SECONDED_FROM', outgoing: false},
    {id: t.id, kind: 'RoleAssignment', name: coalesce(head(COLLECT { MATCH (t)<-[:HOLDS]-(q:Person) WHERE true RETURN q.name LIMIT 1 }) + '（' + coalesce(t.title, t.code) + '）', t.title, t.code), relationship: 'TARGETS', outgoing: true},
    {id: l.id, kind: 'Alliance', name: l.name, relationship: 'SERVES', outgoing: true}]} AS link
UNION ALL
  UNWIND chain AS b
  MATCH (b)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(x)
  WHERE EXISTS { MATCH (b)-[steps6:PART_OF*0..10]->(h) WHERE true } AND EXISTS { MATCH (t)-[:IN_ROLE]->(w:Category {code: $secretary}) WHERE true }
    AND t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND true AND true
  MATCH way = (x)<-[steps7:BELONGS_TO*0..3]-(u) WHERE true AND true
  RETURN u, b, {via: 'FIRST_SECRETARY', source: t.code, place: b.id, steps:
    [y IN reverse(nodes(way)) | {id: y.id, kind: 'Unit', name: y.name, relationship: CASE y WHEN x THEN 'SECONDED_FROM' ELSE 'BELONGS_TO' END,
                                 outgoing: y <> x}]
    + [{id: t.id, kind: 'RoleAssignment', name: coalesce(head(COLLECT { MATCH (t)<-[:HOLDS]-(q:Person) WHERE true RETURN q.name LIMIT 1 }) + '（' + coalesce(t.title, t.code) + '）', t.title, t.code), relationship: 'TARGETS', outgoing: true}]} AS link
}
WITH since, until, wanted, u, collect(DISTINCT b) AS near, collect(link) AS links

CALL (u, since, until, wanted) {
  CALL (u) {
    OPTIONAL MATCH (u)<-[:BY]-(d:Commitment) WHERE true
    WITH d, CASE WHEN d.status IN $finished THEN true ELSE false END AS seen
    RETURN
      count(CASE WHEN d.status IN $promised AND d.endAt > $asOf
                   OR d.status IN $delivered AND coalesce(d.returnedAt, d.endAt) > $asOf
                   OR d.status = 'REQUESTED' AND d.holdUntil > $asOf AND d.endAt > $asOf THEN 1 END) AS engagements,
      count(CASE WHEN d.status IN $kept AND seen THEN 1 END) AS kept,
      count(CASE WHEN d.status IN $finished AND seen THEN 1 END) AS finished
  }
  RETURN u {.id, .code, .name, .status, maxEngagements: u.maxEngagements, engagements: engagements, kept: kept, finished: finished,
    position: head(COLLECT { MATCH way = (u)-[:LOCATED_IN]->(at:Place)-[steps8:PART_OF*0..10]->(a:Place)
                             WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND true AND true AND true
                             RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }),
    latent: COLLECT { MATCH (u)-[:HAS_CAPABILITY]->(k:Category) WHERE true
                      RETURN {code: k.code, zh: k.name, en: k.nameEn, above: COLLECT { MATCH (k)-[steps9:CHILD_OF*0..10]->(a:Category) WHERE true AND true RETURN a.code }} },
    node: [u.id, u.code, u.version, u.provenance, u.sourceNote, u.name, u.shortName, u.nameEn, u.kind, u.status, u.maxEngagements],
    offers: COLLECT {
      MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE true
      WITH r, COLLECT { MATCH way = (r)-[:IN_CATEGORY]->(x:Category)-[steps10:CHILD_OF*0..10]->(a:Category)
                        WHERE true AND true AND true
                        RETURN [a.code, length(way) - 1] } AS categories
      RETURN r {.code, .name, .radiusKm, .id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo),
        categories: categories,
        measure: head(COLLECT { MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true
                                RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole} }),
        areas: COLLECT { MATCH (r)-[:AVAILABLE_TO]->(a:Place) WHERE true RETURN {key: a.id, zh: a.name, en: coalesce(a.nameEn, a.name)} },
        audience: COLLECT { MATCH (r)-[:FOR_GROUP]->(a:Category) WHERE true RETURN {key: a.code, zh: a.name, en: a.nameEn} },
        position: head(COLLECT { MATCH way = (r)-[:AT]->(at:Place)-[steps11:PART_OF*0..10]->(a:Place)
                                 WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND true AND true AND true
                                 RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }),
        node: [r.id, r.code, r.version, r.provenance, r.sourceNote, r.name, r.description, r.kind, r.status, r.visibility, r.capacityMode, r.capacity, r.ratePeriod, r.openingHours, [t IN r.closedOn | toStringOrNull(t)], toStringOrNull(r.validFrom), toStringOrNull(r.validTo), r.leadTimeMinutes, r.bufferMinutes, r.shortestMinutes, r.longestMinutes, r.toBeReturned, r.approvalRequired, r.radiusKm, r.emergencyCallable, toStringOrNull(r.assuredOn)],
        bookings: CASE WHEN any(k IN categories WHERE k[0] IN wanted) THEN COLLECT {
          UNWIND [duration({minutes: coalesce(r.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN r.capacityMode = 'RATE' AND r.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE r.capacityMode END AS mode,
            coalesce(r.toBeReturned, false) AS lent
          MATCH (r)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        } ELSE [] END,
        parts: COLLECT {
          MATCH (r)-[takes:CONSISTS_OF]->(part:Resource) WHERE true
          RETURN part {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(part.closedOn, []) | toString(day)],
        validFrom: toString(part.validFrom), validTo: toString(part.validTo), per: takes.quantity, bookings: CASE WHEN any(k IN categories WHERE k[0] IN wanted) THEN COLLECT {
          UNWIND [duration({minutes: coalesce(part.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN part.capacityMode = 'RATE' AND part.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE part.capacityMode END AS mode,
            coalesce(part.toBeReturned, false) AS lent
          MATCH (part)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        } ELSE [] END}
        }}
    }} AS unit
}
RETURN collect(near) AS nears, collect(unit {.*, links: links}) AS units
}

CALL (chain, nears) {
  UNWIND reduce(found = chain, near IN nears | found + near) AS b
  MATCH (b)-[steps12:PART_OF*0..10]->(a:Place) WHERE true AND true
  WITH DISTINCT a
  OPTIONAL MATCH (a)-[:PART_OF]->(parent:Place) WHERE true
  WITH a, min(parent.id) AS parent
  RETURN collect({id: a.id, kind: head([label IN labels(a) WHERE label <> 'Place']), name: a.name, parent: parent,
                  latitude: a.latitude, longitude: a.longitude}) AS places
}

WITH *, CASE WHEN h:Street THEN h END AS s
RETURN {
  place: p.id, category: c.id, measure: m {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}, quantity: quantity,
  start: ws.epochSeconds * 1000000 + ws.microsecond, end: we.epochSeconds * 1000000 + we.microsecond,
  groupIds: [g IN groups | g.id],
  groups: COLLECT { UNWIND groups AS g MATCH (g)-[steps13:CHILD_OF*0..10]->(a:Category) WHERE true AND true RETURN DISTINCT a.code },
  components: components, places: places, units: units,
  placeNode: [CASE WHEN p:Street THEN 'Street' WHEN p:Community THEN 'Community' WHEN p:Grid THEN 'Grid' ELSE 'Area' END, p.id, p.code, p.version, p.provenance, p.sourceNote, p.name, p.nameEn, p.latitude, p.longitude, p.population, p.households, p.elderlyShare], streetId: s.id, streetNode: [s.id, s.code, s.version, s.provenance, s.sourceNote, s.name, s.nameEn, s.latitude, s.longitude, s.population, s.households, s.elderlyShare]
} AS value;
// {"asOf": "2026-12-01 09:00:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "finished": ["CONFIRMED", "DELIVERED", "DISPUTED", "FAILED", "NO_SHOW", "WITHDRAWN"], "id": "need_zk6jb7nbanyth6kwqp2srkclnm", "kept": ["CONFIRMED", "DELIVERED"], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "secretary": "R.FIRST_SECRETARY", "today": "2026-12-01"}
