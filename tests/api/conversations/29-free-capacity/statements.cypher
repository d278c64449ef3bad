// resource
MATCH (resource2:Resource) WHERE resource2.id = $p1 RETURN [resource2.name, resource2.capacity, resource2.openingHours, resource2.leadTimeMinutes, head(COLLECT { UNWIND [resource2] AS r WITH r, $p3 AS since, $p4 + duration({days: 14}) AS until, $p5 AS asOf RETURN r {.capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo), bookings: COLLECT {
          MATCH (r)<-[:USES]-(d:Commitment)
          WHERE (d.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d.status = 'REQUESTED' AND d.holdUntil > coalesce(asOf, datetime('0001-01-01T00:00Z')))
            AND CASE r.capacityMode
                WHEN 'UNLIMITED' THEN false
                WHEN 'CONSUMABLE' THEN true
                WHEN 'RATE' THEN r.ratePeriod IS NULL OR (d.startAt > since - duration({days: 32}) AND d.startAt < until + duration({days: 32}))
                ELSE d.startAt - duration({minutes: coalesce(r.bufferMinutes, 0)}) < until
                     AND (d.endAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since
                          OR d.returnedAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since)
                END
            AND true
          RETURN d {.status, .quantity, .deliveredQuantity,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }} }), head(COLLECT { UNWIND [resource2] AS r WITH r, $p6 AS since, $p7 + duration({days: 14}) AS until, $p8 AS asOf RETURN r {.capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo), bookings: COLLECT {
          MATCH (r)<-[:USES]-(d:Commitment)
          WHERE (d.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d.status = 'REQUESTED' AND d.holdUntil > coalesce(asOf, datetime('0001-01-01T00:00Z')))
            AND CASE r.capacityMode
                WHEN 'UNLIMITED' THEN false
                WHEN 'CONSUMABLE' THEN true
                WHEN 'RATE' THEN r.ratePeriod IS NULL OR (d.startAt > since - duration({days: 32}) AND d.startAt < until + duration({days: 32}))
                ELSE d.startAt - duration({minutes: coalesce(r.bufferMinutes, 0)}) < until
                     AND (d.endAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since
                          OR d.returnedAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since)
                END
            AND true
          RETURN d {.status, .quantity, .deliveredQuantity,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }} })] AS value;
// {"p1": "resource_grnunjlibwokuga4zct3lokanq", "p3": "2026-12-11 08:00:00+08:00", "p4": "2026-12-11 12:00:00+08:00", "p5": "2026-12-01 09:00:00+08:00", "p6": "2026-12-13 08:00:00+08:00", "p7": "2026-12-13 12:00:00+08:00", "p8": "2026-12-01 09:00:00+08:00"}
