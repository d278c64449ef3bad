// waitingList
MATCH (r:Resource {id: $resource}) WHERE true
CALL (r) {
  MATCH (r)<-[:USES]-(d)-[:FOR]->(n)
  WHERE d.status = 'WAITLISTED' AND d.startAt > $asOf AND d.startAt < $to AND d.endAt > $from AND true AND true
  RETURN collect({id: d.id, code: d.code, quantity: d.quantity, since: d.waitingSince.epochSeconds * 1000000 + d.waitingSince.microsecond, start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
    end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond, priority: n.priority, title: n.title, shown: true AND true, community: head(COLLECT { MATCH (n)-[:AT]->()-[steps1:PART_OF*0..10]->(c:Community) WHERE true AND true RETURN [c.id, c.name] LIMIT 1 }),
    worker: head(COLLECT {
      MATCH (d)-[:HANDLED_BY]->(w:Person) WHERE true
      RETURN {id: w.id, bookings: COLLECT {
        MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
        WHERE (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND true
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond, end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }} }),
    node: [d.code], need: [n.title]}) AS list
}
CALL (r) {
  MATCH (r)<-[:USES]-(d)-[:FOR]->(n)
  WHERE (d.status IN $promised OR d.status IN $delivered) AND d.startAt >= $since AND d.startAt < $to AND true AND true
  RETURN collect([d.id, coalesce(d.deliveredQuantity, d.quantity), head(COLLECT { MATCH (n)-[:AT]->()-[steps2:PART_OF*0..10]->(c:Community) WHERE true AND true RETURN [c.id, c.name] LIMIT 1 })]) AS received
}
CALL (r) {
  MATCH (r)<-[:CONSISTS_OF*0..1]-()<-[:USES]-(d) WHERE d.startAt < $to AND d.endAt > $from AND true
  RETURN collect(DISTINCT d.id) AS seen
}
WITH r, list, received, seen, $from AS since, $to AS until
RETURN {list: list, received: received, seen: seen, facts: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
        }}, resourceNode: [r.name]} AS value;
// {"asOf": "2026-12-01 09:00:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "from": "2026-12-02 00:00:00+08:00", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "resource": "resource_32wdgat4gzcnj445hgj2xdedf4", "since": "2025-12-01 09:00:00+08:00", "to": "2026-12-03 00:00:00+08:00"}
