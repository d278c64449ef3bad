// needs
RETURN [null, COLLECT { MATCH (need1:Need) USING INDEX need1:Need(code) WHERE need1.code IN $p2 AND true WITH need1, need1.code AS key4 ORDER BY key4 ASC LIMIT $p3 RETURN [null, [need1.code, need1.status, head(COLLECT { UNWIND [need1] AS n WITH n, head(COLLECT { MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true RETURN COLLECT { MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE true
                         WITH a, length(way) AS up ORDER BY up RETURN a.id } }) AS categories, head(COLLECT { MATCH (n)-[:AT]->(p:Place) WHERE true RETURN COLLECT { MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true
                     WITH a, length(way) AS up ORDER BY up RETURN a.id } }) AS places WITH n, coalesce(categories, []) AS categories, coalesce(places, []) AS places RETURN n {.status, .level, .teamOnSite, reportedAt: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, statusAt: n.statusAt.epochSeconds * 1000000 + n.statusAt.microsecond, acceptedAt: n.acceptedAt.epochSeconds * 1000000 + n.acceptedAt.microsecond, arrivedAt: n.arrivedAt.epochSeconds * 1000000 + n.arrivedAt.microsecond, startedAt: n.startedAt.epochSeconds * 1000000 + n.startedAt.microsecond, resolvedAt: n.resolvedAt.epochSeconds * 1000000 + n.resolvedAt.microsecond, closedAt: n.closedAt.epochSeconds * 1000000 + n.closedAt.microsecond, reopenedAt: n.reopenedAt.epochSeconds * 1000000 + n.reopenedAt.microsecond,
      steps: COLLECT { MATCH (h:Change {target: n.id}) WHERE (h.fromStatus <> h.toStatus OR h.delta CONTAINS '"teamOnSite"') AND true
                       RETURN {seq: h.seq, at: h.at.epochSeconds * 1000000 + h.at.microsecond, before: h.fromStatus, after: h.toStatus,
                               came: CASE WHEN h.delta CONTAINS '"teamOnSite"' THEN h.delta END} },
      channel: head(COLLECT { MATCH (n)-[:CAME_BY]->(w:Category) WHERE true RETURN w.id }), categories: categories, places: places, rules: COLLECT {
        CALL (categories) {
          UNWIND categories AS key
          WITH DISTINCT key
          MATCH (x:Category {id: key})<-[:APPLIES_TO]-(l) USING INDEX x:Category(id) WHERE true
          RETURN l, key AS category
        UNION ALL
          MATCH (l:ServiceLevel) WHERE l.calendar IN ['ALWAYS', 'WORKDAYS'] AND NOT EXISTS { MATCH (l)-[:APPLIES_TO]->(v:Category) WHERE true }
          RETURN l, null AS category
        }
        WITH l, category, head(COLLECT { MATCH (l)-[:WITHIN]->(y:Place) WHERE true RETURN y.id }) AS place
        WHERE (place IS NULL OR place IN places) AND true
        RETURN l {.id, .code, .name, .receiveMinutes, .arriveMinutes, .startMinutes, .closeMinutes, .warnMinutes, .smallestTeam, .calendar, .level,
                  validFrom: toString(l.validFrom), validTo: toString(l.validTo), category: category, place: place,
                  channel: head(COLLECT { MATCH (l)-[:FOR_CHANNEL]->(z:Category) WHERE true RETURN z.id })} }} })], null] }] AS value;
// {"p2": ["NS-N-026"], "p3": 20}

// needs
RETURN [null, COLLECT { MATCH (need1:Need) USING INDEX need1:Need(code) WHERE need1.code IN $p2 AND true WITH need1, need1.code AS key4 ORDER BY key4 ASC LIMIT $p3 RETURN [null, [need1.code, need1.title, need1.status, toStringOrNull(need1.reportedAt), head(COLLECT { UNWIND [need1] AS n WITH n, head(COLLECT { MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true RETURN COLLECT { MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE true
                         WITH a, length(way) AS up ORDER BY up RETURN a.id } }) AS categories, head(COLLECT { MATCH (n)-[:AT]->(p:Place) WHERE true RETURN COLLECT { MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true
                     WITH a, length(way) AS up ORDER BY up RETURN a.id } }) AS places WITH n, coalesce(categories, []) AS categories, coalesce(places, []) AS places RETURN n {.status, .level, .teamOnSite, reportedAt: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, statusAt: n.statusAt.epochSeconds * 1000000 + n.statusAt.microsecond, acceptedAt: n.acceptedAt.epochSeconds * 1000000 + n.acceptedAt.microsecond, arrivedAt: n.arrivedAt.epochSeconds * 1000000 + n.arrivedAt.microsecond, startedAt: n.startedAt.epochSeconds * 1000000 + n.startedAt.microsecond, resolvedAt: n.resolvedAt.epochSeconds * 1000000 + n.resolvedAt.microsecond, closedAt: n.closedAt.epochSeconds * 1000000 + n.closedAt.microsecond, reopenedAt: n.reopenedAt.epochSeconds * 1000000 + n.reopenedAt.microsecond,
      steps: COLLECT { MATCH (h:Change {target: n.id}) WHERE (h.fromStatus <> h.toStatus OR h.delta CONTAINS '"teamOnSite"') AND true
                       RETURN {seq: h.seq, at: h.at.epochSeconds * 1000000 + h.at.microsecond, before: h.fromStatus, after: h.toStatus,
                               came: CASE WHEN h.delta CONTAINS '"teamOnSite"' THEN h.delta END} },
      channel: head(COLLECT { MATCH (n)-[:CAME_BY]->(w:Category) WHERE true RETURN w.id }), categories: categories, places: places, rules: COLLECT {
        CALL (categories) {
          UNWIND categories AS key
          WITH DISTINCT key
          MATCH (x:Category {id: key})<-[:APPLIES_TO]-(l) USING INDEX x:Category(id) WHERE true
          RETURN l, key AS category
        UNION ALL
          MATCH (l:ServiceLevel) WHERE l.calendar IN ['ALWAYS', 'WORKDAYS'] AND NOT EXISTS { MATCH (l)-[:APPLIES_TO]->(v:Category) WHERE true }
          RETURN l, null AS category
        }
        WITH l, category, head(COLLECT { MATCH (l)-[:WITHIN]->(y:Place) WHERE true RETURN y.id }) AS place
        WHERE (place IS NULL OR place IN places) AND true
        RETURN l {.id, .code, .name, .receiveMinutes, .arriveMinutes, .startMinutes, .closeMinutes, .warnMinutes, .smallestTeam, .calendar, .level,
                  validFrom: toString(l.validFrom), validTo: toString(l.validTo), category: category, place: place,
                  channel: head(COLLECT { MATCH (l)-[:FOR_CHANNEL]->(z:Category) WHERE true RETURN z.id })} }} })], null] }] AS value;
// {"p2": ["NS-N-002", "NS-N-023", "NS-N-024", "NS-N-028", "NS-N-031", "NS-T-001", "WL-N-016"], "p3": 20}
