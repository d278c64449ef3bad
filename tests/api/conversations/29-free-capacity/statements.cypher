// resource
MATCH (resource2:Resource) WHERE resource2.id = $p1 RETURN [resource2.name, resource2.capacity, resource2.openingHours, resource2.leadTimeMinutes, head(COLLECT { UNWIND [resource2] AS r_ WITH r_, $p3 AS since_, $p4 + duration({days: 14}) AS until_, $p5 AS asOf_ RETURN r_ {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day_ IN coalesce(r_.closedOn, []) | toString(day_)],
        validFrom: toString(r_.validFrom), validTo: toString(r_.validTo), measure: head(COLLECT {
          MATCH (r_)-[:MEASURED_IN]->(o_:Category) WHERE true
          RETURN o_ {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        }), bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(r_.bufferMinutes, 0)})] AS buffer_
          WITH since_ - buffer_ AS early_, until_ + buffer_ AS late_, since_ - duration({days: 32}) AS before_, until_ + duration({days: 32}) AS after_,
            CASE WHEN r_.capacityMode = 'RATE' AND r_.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE r_.capacityMode END AS mode_,
            coalesce(r_.toBeReturned, false) AS lent_
          MATCH (r_)<-[within_:CONSISTS_OF*0..1]-(k_)<-[:USES]-(d_)
          WHERE CASE WHEN CASE mode_
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d_.startAt > before_ AND d_.startAt < after_
                  ELSE (d_.endAt > early_ OR d_.returnedAt > early_ OR lent_ AND d_.returnedAt IS NULL) AND d_.startAt < late_
                END THEN
                  d_.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d_.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d_.status = 'REQUESTED' AND d_.holdUntil > coalesce(asOf_, datetime('0001-01-01T00:00Z'))
                  OR d_.status = 'FAILED' AND d_.deliveredQuantity > 0
                  OR lent_ AND mode_ IN ['EXCLUSIVE', 'COUNTED'] AND d_.startedAt IS NOT NULL AND (d_.status IN ['CANCELLED', 'WITHDRAWN'] OR d_.status = 'FAILED' AND d_.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d_ {.id, .status, .quantity, .deliveredQuantity, per: head(within_).quantity, started: d_.startedAt IS NOT NULL,
            start: d_.startAt.epochSeconds * 1000000 + d_.startAt.microsecond,
            end: d_.endAt.epochSeconds * 1000000 + d_.endAt.microsecond,
            holdUntil: d_.holdUntil.epochSeconds * 1000000 + d_.holdUntil.microsecond,
            returnedAt: d_.returnedAt.epochSeconds * 1000000 + d_.returnedAt.microsecond}
        }, parts: COLLECT {
          MATCH (r_)-[takes_:CONSISTS_OF]->(part_:Resource) WHERE true
          RETURN part_ {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day_ IN coalesce(part_.closedOn, []) | toString(day_)],
        validFrom: toString(part_.validFrom), validTo: toString(part_.validTo), per: takes_.quantity, bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(part_.bufferMinutes, 0)})] AS buffer_
          WITH since_ - buffer_ AS early_, until_ + buffer_ AS late_, since_ - duration({days: 32}) AS before_, until_ + duration({days: 32}) AS after_,
            CASE WHEN part_.capacityMode = 'RATE' AND part_.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE part_.capacityMode END AS mode_,
            coalesce(part_.toBeReturned, false) AS lent_
          MATCH (part_)<-[within_:CONSISTS_OF*0..1]-(k_)<-[:USES]-(d_)
          WHERE CASE WHEN CASE mode_
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d_.startAt > before_ AND d_.startAt < after_
                  ELSE (d_.endAt > early_ OR d_.returnedAt > early_ OR lent_ AND d_.returnedAt IS NULL) AND d_.startAt < late_
                END THEN
                  d_.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d_.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d_.status = 'REQUESTED' AND d_.holdUntil > coalesce(asOf_, datetime('0001-01-01T00:00Z'))
                  OR d_.status = 'FAILED' AND d_.deliveredQuantity > 0
                  OR lent_ AND mode_ IN ['EXCLUSIVE', 'COUNTED'] AND d_.startedAt IS NOT NULL AND (d_.status IN ['CANCELLED', 'WITHDRAWN'] OR d_.status = 'FAILED' AND d_.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d_ {.id, .status, .quantity, .deliveredQuantity, per: head(within_).quantity, started: d_.startedAt IS NOT NULL,
            start: d_.startAt.epochSeconds * 1000000 + d_.startAt.microsecond,
            end: d_.endAt.epochSeconds * 1000000 + d_.endAt.microsecond,
            holdUntil: d_.holdUntil.epochSeconds * 1000000 + d_.holdUntil.microsecond,
            returnedAt: d_.returnedAt.epochSeconds * 1000000 + d_.returnedAt.microsecond}
        }}
        }} }), head(COLLECT { UNWIND [resource2] AS r_ WITH r_, $p6 AS since_, $p7 + duration({days: 14}) AS until_, $p8 AS asOf_ RETURN r_ {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day_ IN coalesce(r_.closedOn, []) | toString(day_)],
        validFrom: toString(r_.validFrom), validTo: toString(r_.validTo), measure: head(COLLECT {
          MATCH (r_)-[:MEASURED_IN]->(o_:Category) WHERE true
          RETURN o_ {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        }), bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(r_.bufferMinutes, 0)})] AS buffer_
          WITH since_ - buffer_ AS early_, until_ + buffer_ AS late_, since_ - duration({days: 32}) AS before_, until_ + duration({days: 32}) AS after_,
            CASE WHEN r_.capacityMode = 'RATE' AND r_.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE r_.capacityMode END AS mode_,
            coalesce(r_.toBeReturned, false) AS lent_
          MATCH (r_)<-[within_:CONSISTS_OF*0..1]-(k_)<-[:USES]-(d_)
          WHERE CASE WHEN CASE mode_
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d_.startAt > before_ AND d_.startAt < after_
                  ELSE (d_.endAt > early_ OR d_.returnedAt > early_ OR lent_ AND d_.returnedAt IS NULL) AND d_.startAt < late_
                END THEN
                  d_.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d_.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d_.status = 'REQUESTED' AND d_.holdUntil > coalesce(asOf_, datetime('0001-01-01T00:00Z'))
                  OR d_.status = 'FAILED' AND d_.deliveredQuantity > 0
                  OR lent_ AND mode_ IN ['EXCLUSIVE', 'COUNTED'] AND d_.startedAt IS NOT NULL AND (d_.status IN ['CANCELLED', 'WITHDRAWN'] OR d_.status = 'FAILED' AND d_.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d_ {.id, .status, .quantity, .deliveredQuantity, per: head(within_).quantity, started: d_.startedAt IS NOT NULL,
            start: d_.startAt.epochSeconds * 1000000 + d_.startAt.microsecond,
            end: d_.endAt.epochSeconds * 1000000 + d_.endAt.microsecond,
            holdUntil: d_.holdUntil.epochSeconds * 1000000 + d_.holdUntil.microsecond,
            returnedAt: d_.returnedAt.epochSeconds * 1000000 + d_.returnedAt.microsecond}
        }, parts: COLLECT {
          MATCH (r_)-[takes_:CONSISTS_OF]->(part_:Resource) WHERE true
          RETURN part_ {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day_ IN coalesce(part_.closedOn, []) | toString(day_)],
        validFrom: toString(part_.validFrom), validTo: toString(part_.validTo), per: takes_.quantity, bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(part_.bufferMinutes, 0)})] AS buffer_
          WITH since_ - buffer_ AS early_, until_ + buffer_ AS late_, since_ - duration({days: 32}) AS before_, until_ + duration({days: 32}) AS after_,
            CASE WHEN part_.capacityMode = 'RATE' AND part_.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE part_.capacityMode END AS mode_,
            coalesce(part_.toBeReturned, false) AS lent_
          MATCH (part_)<-[within_:CONSISTS_OF*0..1]-(k_)<-[:USES]-(d_)
          WHERE CASE WHEN CASE mode_
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d_.startAt > before_ AND d_.startAt < after_
                  ELSE (d_.endAt > early_ OR d_.returnedAt > early_ OR lent_ AND d_.returnedAt IS NULL) AND d_.startAt < late_
                END THEN
                  d_.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] OR d_.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED'] OR d_.status = 'REQUESTED' AND d_.holdUntil > coalesce(asOf_, datetime('0001-01-01T00:00Z'))
                  OR d_.status = 'FAILED' AND d_.deliveredQuantity > 0
                  OR lent_ AND mode_ IN ['EXCLUSIVE', 'COUNTED'] AND d_.startedAt IS NOT NULL AND (d_.status IN ['CANCELLED', 'WITHDRAWN'] OR d_.status = 'FAILED' AND d_.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d_ {.id, .status, .quantity, .deliveredQuantity, per: head(within_).quantity, started: d_.startedAt IS NOT NULL,
            start: d_.startAt.epochSeconds * 1000000 + d_.startAt.microsecond,
            end: d_.endAt.epochSeconds * 1000000 + d_.endAt.microsecond,
            holdUntil: d_.holdUntil.epochSeconds * 1000000 + d_.holdUntil.microsecond,
            returnedAt: d_.returnedAt.epochSeconds * 1000000 + d_.returnedAt.microsecond}
        }}
        }} })] AS value;
// {"p1": "resource_grnunjlibwokuga4zct3lokanq", "p3": "2026-12-11 08:00:00+08:00", "p4": "2026-12-11 12:00:00+08:00", "p5": "2026-12-01 09:00:00+08:00", "p6": "2026-12-13 08:00:00+08:00", "p7": "2026-12-13 12:00:00+08:00", "p8": "2026-12-01 09:00:00+08:00"}
