// unitLeaving
MATCH (z:Unit {id: $unit}) WHERE true
OPTIONAL MATCH (q:Place {id: $place}) WHERE true
CALL (z) {
  MATCH (z)<-[:PROVIDED_BY]-(o:Resource) WHERE true
  RETURN collect({id: o.id, code: o.code, status: o.status, node: [o.id, o.name], kits: COLLECT {
    MATCH (o)<-[:CONSISTS_OF]-(k:Resource)-[:PROVIDED_BY]->(x:Unit) WHERE x <> z AND true AND true
    RETURN {id: k.id, code: k.code, node: [k.id, k.name]}
  }}) AS own
}
CALL (z) {
  MATCH (z)-[:PARTY_TO]->(g:Agreement)
  WHERE g.status IN ['SIGNED', 'ACTIVE'] AND (g.validTo IS NULL OR g.validTo > $day) AND true
  RETURN collect({code: g.code, node: [g.id, g.title], others: COUNT { MATCH (g)<-[:PARTY_TO]-(y:Unit) WHERE y <> z AND true },
                  at: COLLECT { MATCH (g)-[:BENEFITS]->(b:Place) WHERE true RETURN b }}) AS agreements
}
CALL (z) {
  MATCH (z)-[e:MEMBER_OF]->(l:Alliance)
  WHERE l.status = 'ACTIVE' AND (l.validTo IS NULL OR l.validTo > $day) AND (e.memberUntil IS NULL OR e.memberUntil > $day) AND true
  RETURN collect({code: l.code, node: [l.id, l.name], at: COLLECT { MATCH (l)-[:SERVES]->(b:Place) WHERE true RETURN b },
                  others: COUNT { MATCH (l)<-[w:MEMBER_OF]-(y:Unit) WHERE y <> z AND (w.memberUntil IS NULL OR w.memberUntil > $day) AND true }}) AS alliances
}
CALL (z) {
  CALL (z) {
    MATCH (z)<-[:SECONDED_FROM]-(t:RoleAssignment) RETURN t
    UNION
    MATCH (z)<-[:TARGETS]-(t:RoleAssignment) RETURN t
    UNION
    MATCH (z)<-[:EMPLOYED_BY]-(e:Person)-[:HOLDS]->(t:RoleAssignment) WHERE true RETURN t
  }
  WITH z, t WHERE t.status IN ['APPROVED', 'ACTIVE', 'SUSPENDED'] AND (t.endOn IS NULL OR t.endOn > $day) AND true
  RETURN collect({code: t.code, node: [t.id, t.title], sent: EXISTS { (t)-[:SECONDED_FROM]->(z) }, here: EXISTS { (t)-[:TARGETS]->(z) },
                  seat: EXISTS { MATCH (t)-[:TARGETS]->(l:Alliance) WHERE true },
                  secretary: EXISTS { MATCH (t)-[:IN_ROLE]->(c:Category {code: $secretary}) WHERE true },
                  at: COLLECT { MATCH (t)-[:SECONDED_FROM]->(z) MATCH (t)-[:TARGETS]->(b:Place) WHERE true RETURN b }
                    + COLLECT { MATCH (t)-[:SECONDED_FROM]->(z) MATCH (t)-[:TARGETS]->(l:Alliance)-[:SERVES]->(b:Place) WHERE true AND true RETURN b }}) AS roles
}

CALL (z, q) {
  CALL (z) {
    MATCH (z)<-[:BY]-(d:Commitment) RETURN d, 'BY_UNIT' AS via
    UNION ALL
    MATCH (z)<-[:PROVIDED_BY]-(o:Resource)<-[:USES]-(d:Commitment) WHERE true AND NOT EXISTS { (d)-[:BY]->(z) } RETURN d, 'ITS_RESOURCE' AS via
    UNION ALL
    MATCH (z)<-[:PROVIDED_BY]-(o:Resource)<-[:CONSISTS_OF]-(k:Resource)<-[:USES]-(d:Commitment)
    WHERE true AND true AND NOT EXISTS { (d)-[:BY]->(z) } AND NOT EXISTS { (k)-[:PROVIDED_BY]->(z) } RETURN d, 'IN_KIT' AS via
  }
  WITH q, d, min(via) AS via WHERE d.status IN $live AND d.endAt > $leaving AND true
  OPTIONAL MATCH (d)-[:FOR]->(n:Need) WHERE true
  OPTIONAL MATCH (n)-[:AT]->(p:Place) WHERE true
  WITH q, d, via, n, p WHERE $place IS NULL OR EXISTS { MATCH (p)-[steps22:PART_OF*0..10]->(q) WHERE true }
  WITH d, via, n, p ORDER BY d.startAt, d.id
  RETURN collect(DISTINCT CASE WHEN p IS NOT NULL AND d.status IN $promised THEN [n, p] END) AS promisedNeeds,
    max(d.endAt) AS lastEnd,
    collect({
      id: d.id, status: d.status, via: via, quantity: d.quantity, need: n.id, node: [d.id, toStringOrNull(d.startAt)],
      start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond, end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
      by: head(COLLECT { MATCH (d)-[:BY]->(y:Unit) WHERE true RETURN y.id }),
      used: head(COLLECT {
        MATCH (d)-[:USES]->(r:Resource) WHERE true
        RETURN {measure: head(COLLECT { MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole} }),
                categories: COLLECT { MATCH way = (r)-[:IN_CATEGORY]->()-[steps21:CHILD_OF*0..10]->(a:Category)
                                      WHERE true AND true
                                      RETURN {code: a.code, zh: a.name, en: a.nameEn, depth: length(way) - 1} }}
      }),
      beside: COLLECT {
        MATCH (n)<-[:FOR]-(e:Commitment)
        WHERE e <> d AND e.status IN $counted AND e.startAt < d.endAt AND e.endAt > d.startAt AND true
        RETURN {id: e.id, quantity: coalesce(e.deliveredQuantity, e.quantity), used: head(COLLECT {
        MATCH (e)-[:USES]->(r:Resource) WHERE true
        RETURN {measure: head(COLLECT { MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole} }),
                categories: COLLECT { MATCH way = (r)-[:IN_CATEGORY]->()-[steps23:CHILD_OF*0..10]->(a:Category)
                                      WHERE true AND true
                                      RETURN {code: a.code, zh: a.name, en: a.nameEn, depth: length(way) - 1} }}
      })}
      }
    }) AS promises
}

CALL (z, q, agreements, alliances, roles) {
  UNWIND [q] + reduce(found = [], tie IN agreements + alliances + roles | found + CASE WHEN q IS NULL THEN tie.at ELSE [] END)
    + CASE WHEN q IS NULL THEN COLLECT {
        MATCH (z)-[steps24:BELONGS_TO*1..3]->()<-[:SECONDED_FROM]-(t:RoleAssignment)-[:TARGETS]->(b:Place)
        WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
          AND EXISTS { MATCH (t)-[:IN_ROLE]->(w:Category {code: $secretary}) WHERE true }
          AND true AND true AND true
        RETURN b } ELSE [] END AS b
  WITH DISTINCT q, b WHERE b IS NOT NULL
  WITH q, b, head(COLLECT { MATCH way = (b)-[steps25:PART_OF*0..10]->(a) WHERE a:Street AND true RETURN a ORDER BY length(way) LIMIT 1 }) AS street
  WITH DISTINCT coalesce(q, street, b) AS root
  MATCH (root)<-[steps14:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE true
  WITH DISTINCT n, p WHERE n:Need AND n.status = 'OPEN' AND true AND (n.windowEnd IS NULL OR n.windowEnd > $leaving)
  WITH n, p ORDER BY n.priority, n.windowStart, n.reportedAt, n.id
  RETURN collect([n, p]) AS waiting
}
WITH z, q, own, agreements, alliances, roles, promises, lastEnd, size(waiting) AS waitingCount,
  promisedNeeds + [each IN waiting WHERE NOT each IN promisedNeeds] AS open

CALL (open) {
  UNWIND range(0, size(open[..$first]) - 1) AS nth
  WITH nth, open[nth][0] AS n, open[nth][1] AS p
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true
  MATCH (n)-[:MEASURED_IN]->(m:Category) WHERE true
  WITH n, p, c, m, n.quantity AS quantity, n.windowStart AS ws, n.windowEnd AS we ORDER BY nth
  RETURN collect(DISTINCT p) AS ends, collect(DISTINCT c) AS categories,
    min(CASE WHEN we > ws THEN ws ELSE $asOf END) AS since,
    max(CASE WHEN we > ws THEN we ELSE $asOf END) + duration({days: 14}) AS until,
    collect({
      id: n.id, priority: n.priority, place: p.id, category: c.id, measure: m {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}, quantity: quantity,
      start: ws.epochSeconds * 1000000 + ws.microsecond, end: we.epochSeconds * 1000000 + we.microsecond,
      groups: COLLECT { MATCH (n)-[:FOR_GROUP]->(g:Category) WHERE true
                        MATCH (g)-[steps13:CHILD_OF*0..10]->(a:Category) WHERE true AND true RETURN DISTINCT a.code },
      node: [n.id, n.title]
    }) AS needs
}

CALL (categories) {
  UNWIND categories AS c

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

  RETURN collect({category: c.id, components: components}) AS bridges, collect([k IN components | k.code]) AS codes
}


CALL (ends) {
  UNWIND ends AS p

CALL (p) {
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true AND true
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Street]), p) AS h

  WITH p, chain, h, CASE WHEN h:Street THEN h END AS s
  RETURN collect(DISTINCT h) AS homes, collect(chain) AS chains,
    collect({place: p.id, placeNode: [], streetId: s.id, streetNode: []}) AS sites
}
CALL (chains) { UNWIND chains AS above UNWIND above AS a RETURN collect(DISTINCT a) AS chain }

WITH *, reduce(found = [], each IN codes | found + each) AS wanted

WITH z, q, own, agreements, alliances, roles, promises, waitingCount, open, needs, bridges, sites, homes, chain,
  CASE WHEN since < $leaving THEN since ELSE $leaving END AS since,
  CASE WHEN lastEnd + duration({days: 14}) > coalesce(until, $leaving) THEN lastEnd + duration({days: 14}) ELSE coalesce(until, $leaving) END AS until,
  reduce(found = wanted, each IN promises | found + [k IN coalesce(each.used.categories, []) | k.code]) AS wanted

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
UNION ALL
  UNWIND $joining AS joins
  MATCH (b:Place {id: joins.place}) WHERE EXISTS { MATCH (b)-[steps15:PART_OF*0..10]->(h) WHERE true } AND true
  CALL (joins) { MATCH (u:Unit {id: joins.unit}) WHERE true RETURN u }
  RETURN u, b, {via: 'AGREEMENT', source: '', place: b.id, steps: [
    {id: u.id, kind: 'Unit', name: u.name, relationship: 'PARTY_TO', outgoing: true},
    {id: '', kind: 'Agreement', name: '情景假设 Scenario', relationship: 'BENEFITS', outgoing: true}]} AS link
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
    node: [u.id, u.name],
    offers: COLLECT {
      MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE true
      WITH r, COLLECT { MATCH way = (r)-[:IN_CATEGORY]->(x:Category)-[steps10:CHILD_OF*0..10]->(a:Category)
                        WHERE true AND true AND true
                        RETURN [a.code, length(way) - 1] } AS categories
      RETURN r {.code, .name, .radiusKm, .emergencyCallable, .id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
        node: [],
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

RETURN {
  unit: z.id, name: z.name, unitNode: [], place: q.id, open: waitingCount, own: own, promises: promises,
  agreements: [each IN agreements | {code: each.code, node: each.node, others: each.others}],
  alliances: [each IN alliances | {code: each.code, node: each.node, others: each.others}],
  roles: [each IN roles | {code: each.code, node: each.node, sent: each.sent, here: each.here, seat: each.seat, secretary: each.secretary}],
  needs: needs, bridges: bridges, ends: sites, places: places, units: units
} AS value;
// {"asOf": "2026-12-01 09:00:00+08:00", "counted": ["ACCEPTED", "CONFIRMED", "DELIVERED", "DISPUTED", "IN_PROGRESS", "ON_HOLD"], "day": "2026-12-02", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "finished": ["CONFIRMED", "DELIVERED", "DISPUTED", "FAILED", "NO_SHOW", "WITHDRAWN"], "first": 300, "joining": [], "kept": ["CONFIRMED", "DELIVERED"], "leaving": "2026-12-02 00:00:00+08:00", "live": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS", "REQUESTED", "OFFERED", "WAITLISTED"], "place": null, "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "secretary": "R.FIRST_SECRETARY", "today": "2026-12-01", "unit": "unit_qawnv2philweabb36zph4p3una"}
