// emergencySupport
MATCH (p:Place {id: $place}) WHERE true
CALL (p) {
  MATCH way = (p)-[steps1:PART_OF*0..10]->(a:Place) WHERE true
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH p, chain, coalesce(head([a IN chain WHERE a:Street]), p) AS h
CALL (chain, h) {
  CALL (chain, h) {
    UNWIND chain AS b
    MATCH (b)<-[:AVAILABLE_TO]-(r) WHERE r.emergencyCallable AND r.status = 'ACTIVE' AND true
    RETURN r
  UNION
    MATCH (h)<-[steps2:PART_OF*0..10]-(b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)<-[:PROVIDED_BY]-(r)
    WHERE g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
      AND true AND true AND r.emergencyCallable AND r.status = 'ACTIVE' AND true
    RETURN r
  UNION
    MATCH (h)<-[steps3:PART_OF*0..10]-(b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)<-[:PROVIDED_BY]-(r)
    WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberUntil IS NULL OR e.memberUntil > $today)
      AND true AND true AND r.emergencyCallable AND r.status = 'ACTIVE' AND true
    RETURN r
  UNION
    MATCH (h)<-[steps4:PART_OF*0..10]-(b)<-[:LOCATED_IN]-(u)<-[:PROVIDED_BY]-(r) WHERE true AND r.emergencyCallable AND r.status = 'ACTIVE' AND true
    RETURN r
  }
  WITH r WHERE size($categories) = 0 OR EXISTS { MATCH (r)-[:IN_CATEGORY]->()-[steps5:CHILD_OF*0..10]->(k:Category) WHERE k.id IN $categories AND true AND true }
  MATCH (r)-[:PROVIDED_BY]->(u:Unit) WHERE u.status = 'ACTIVE' AND true
  WITH r, u, $asOf AS since, $until AS until
  RETURN collect({
    code: r.code, name: r.name, kind: r.kind, unit: u.name, assured: toString(r.assuredOn), facts: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo), measure: head(COLLECT {
          MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true
          RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        }), bookings: COLLECT {
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
        }, parts: COLLECT {
          MATCH (r)-[takes:CONSISTS_OF]->(part:Resource) WHERE true
          RETURN part {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(part.closedOn, []) | toString(day)],
        validFrom: toString(part.validFrom), validTo: toString(part.validTo), per: takes.quantity, bookings: COLLECT {
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
        }}
        }},
    areas: COLLECT { MATCH (r)-[:AVAILABLE_TO]->(a:Place) WHERE true RETURN a.id },
    position: coalesce(head(COLLECT { MATCH way = (r)-[:AT]->(at:Place)-[steps6:PART_OF*0..10]->(a:Place)
      WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND true AND true
      RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 }), head(COLLECT { MATCH way = (u)-[:LOCATED_IN]->(at:Place)-[steps7:PART_OF*0..10]->(a:Place)
      WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL AND true AND true
      RETURN [a.latitude, a.longitude] ORDER BY length(way) LIMIT 1 })),
    promises: COLLECT {
      MATCH (r)<-[:CONSISTS_OF*0..1]-(x)<-[:USES]-(d:Commitment)-[:FOR]->(n:Need)
      WHERE d.status IN $movable AND (d.endAt > $asOf OR r.capacityMode = 'CONSUMABLE') AND true AND true
      RETURN {id: d.id, code: d.code, status: d.status, start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
              end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond, priority: n.priority, node: [n.title]} },
    node: [r.name, r.kind, toStringOrNull(r.assuredOn)], unitNode: [u.name] }) AS resources
}
CALL (chain, h) {
  UNWIND chain AS b
  WITH b, h WHERE EXISTS { MATCH (b)-[:PART_OF*0..10]->(h) }
  MATCH (b)<-[:TARGETS]-(t)<-[:HOLDS]-(w)
  WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND true AND true
  WITH w, collect(DISTINCT coalesce(t.title, t.code)) AS titles, collect(DISTINCT t.id) AS roles
  RETURN collect({id: w.id, name: w.name, titles: titles, roles: roles, node: [w.name],
    bookings: COLLECT {
      MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
      WHERE b.startAt < $until AND b.endAt > $asOf AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND true
      RETURN {id: b.id, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
              end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond, shown: true} ORDER BY b.startAt, b.id } }) AS people
}
RETURN {place: p.id, chain: [a IN chain | a.id], position: head([a IN chain WHERE a.latitude IS NOT NULL AND a.longitude IS NOT NULL | [a.latitude, a.longitude]]),
  resources: resources, people: people, placeNode: [CASE WHEN p:Street THEN 'Street' WHEN p:Community THEN 'Community' WHEN p:Grid THEN 'Grid' ELSE 'Area' END, p.name]} AS value;
// {"asOf": "2026-12-10 21:30:00+08:00", "categories": [], "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "movable": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS", "REQUESTED"], "place": "place_a3owt2e2o2okyye3xfnxodpugy", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "today": "2026-12-10", "until": "2026-12-13 21:30:00+08:00"}
