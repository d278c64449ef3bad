// commonSlot
RETURN {
  resources: COLLECT {
    UNWIND $resources AS id
    MATCH (r:Resource {id: id}) WHERE true
    WITH r, $from AS since, $to AS until
    RETURN {id: r.id, name: r.name, kind: r.kind, facts: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
      seen: COLLECT { MATCH (r)<-[:CONSISTS_OF*0..1]-()<-[:USES]-(d:Commitment) WHERE d.startAt < $to AND d.endAt > $from AND true RETURN d.id }} },
  people: COLLECT {
    UNWIND $people AS id
    MATCH (w:Person {id: id}) WHERE true
    RETURN {id: w.id, name: w.name, bookings: COLLECT {
        MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
        WHERE b.startAt < $to AND b.endAt > $from AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND true
        RETURN {id: b.id, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
                end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond, shown: true} ORDER BY b.startAt, b.id }} },
  units: COLLECT {
    UNWIND $units AS id
    MATCH (u:Unit {id: id}) WHERE true
    RETURN {id: u.id, name: u.name, people: COLLECT {
      MATCH (u)<-[:EMPLOYED_BY]-(w:Person) WHERE true
      RETURN {id: w.id, bookings: COLLECT {
        MATCH (w)<-[:HANDLED_BY]-(b:Commitment)
        WHERE b.startAt < $to AND b.endAt > $from AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf) AND true
        RETURN {id: b.id, start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
                end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond, shown: true} ORDER BY b.startAt, b.id }} ORDER BY w.id }} }
} AS value;
// {"asOf": "2026-12-01 08:00:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "from": "2026-12-01 08:00:00+08:00", "people": ["person_xxlhchuoqle7jduby5gtvngoe4", "person_w3jtbsajwcwfksa7arfh2varm4"], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "resources": ["resource_yrwmv6y5xvsni66wbczapzsira", "resource_2auggoz6ti4c4wnxvievyvbmvm", "resource_d6ctugr7ilaelszjbmowpkw3pu"], "to": "2026-12-19 00:00:00+08:00", "units": ["unit_zxpx333xjmwdkq5vtf2w37q6i4"]}
