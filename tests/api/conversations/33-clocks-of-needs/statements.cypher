// needs
RETURN [null, COLLECT { MATCH (need1:Need) USING INDEX need1:Need(code) WHERE need1.code IN $p2 AND true WITH need1, need1.code AS key4 ORDER BY key4 ASC LIMIT $p3 RETURN [null, [need1.code, need1.status, head(COLLECT { UNWIND [need1] AS n_ WITH n_, head(COLLECT { MATCH (n_)-[:IN_CATEGORY]->(c_:Category) WHERE true RETURN COLLECT { MATCH way_ = (c_)-[steps1_:CHILD_OF*0..10]->(a_:Category) WHERE true
                         WITH a_, length(way_) AS up_ ORDER BY up_ RETURN a_.id } }) AS categories_, head(COLLECT { MATCH (n_)-[:AT]->(p_:Place) WHERE true RETURN COLLECT { MATCH way_ = (p_)-[steps2_:PART_OF*0..10]->(a_:Place) WHERE true
                     WITH a_, length(way_) AS up_ ORDER BY up_ RETURN a_.id } }) AS places_ WITH n_, coalesce(categories_, []) AS categories_, coalesce(places_, []) AS places_ RETURN n_ {.status, .level, .teamOnSite, reportedAt: n_.reportedAt.epochSeconds * 1000000 + n_.reportedAt.microsecond, statusAt: n_.statusAt.epochSeconds * 1000000 + n_.statusAt.microsecond, acceptedAt: n_.acceptedAt.epochSeconds * 1000000 + n_.acceptedAt.microsecond, arrivedAt: n_.arrivedAt.epochSeconds * 1000000 + n_.arrivedAt.microsecond, startedAt: n_.startedAt.epochSeconds * 1000000 + n_.startedAt.microsecond, resolvedAt: n_.resolvedAt.epochSeconds * 1000000 + n_.resolvedAt.microsecond, closedAt: n_.closedAt.epochSeconds * 1000000 + n_.closedAt.microsecond, reopenedAt: n_.reopenedAt.epochSeconds * 1000000 + n_.reopenedAt.microsecond,
      steps: COLLECT { MATCH (h_:Change {target: n_.id}) WHERE (h_.fromStatus <> h_.toStatus OR h_.delta CONTAINS '"teamOnSite"') AND true
                       RETURN {seq: h_.seq, at: h_.at.epochSeconds * 1000000 + h_.at.microsecond, before: h_.fromStatus, after: h_.toStatus,
                               came: CASE WHEN h_.delta CONTAINS '"teamOnSite"' THEN h_.delta END} },
      channel: head(COLLECT { MATCH (n_)-[:CAME_BY]->(w_:Category) WHERE true RETURN w_.id }), categories: categories_, places: places_, rules: COLLECT {
        CALL (categories_) {
          UNWIND categories_ AS key_
          WITH DISTINCT key_
          MATCH (x_:Category {id: key_})<-[:APPLIES_TO]-(l_) USING INDEX x_:Category(id) WHERE true
          RETURN l_, key_ AS category_
        UNION ALL
          MATCH (l_:ServiceLevel) WHERE l_.calendar IN ['ALWAYS', 'WORKDAYS'] AND NOT EXISTS { MATCH (l_)-[:APPLIES_TO]->(v_:Category) WHERE true }
          RETURN l_, null AS category_
        }
        WITH l_, category_, head(COLLECT { MATCH (l_)-[:WITHIN]->(y_:Place) WHERE true RETURN y_.id }) AS place_
        WHERE (place_ IS NULL OR place_ IN places_) AND true
        RETURN l_ {.id, .code, .name, .receiveMinutes, .arriveMinutes, .startMinutes, .closeMinutes, .warnMinutes, .smallestTeam, .calendar, .level,
                  validFrom: toString(l_.validFrom), validTo: toString(l_.validTo), category: category_, place: place_,
                  channel: head(COLLECT { MATCH (l_)-[:FOR_CHANNEL]->(z_:Category) WHERE true RETURN z_.id })} }} })], null] }] AS value;
// {"p2": ["NS-N-026"], "p3": 20}

// needs
RETURN [null, COLLECT { MATCH (need1:Need) USING INDEX need1:Need(code) WHERE need1.code IN $p2 AND true WITH need1, need1.code AS key4 ORDER BY key4 ASC LIMIT $p3 RETURN [null, [need1.code, need1.title, need1.status, toStringOrNull(need1.reportedAt), head(COLLECT { UNWIND [need1] AS n_ WITH n_, head(COLLECT { MATCH (n_)-[:IN_CATEGORY]->(c_:Category) WHERE true RETURN COLLECT { MATCH way_ = (c_)-[steps1_:CHILD_OF*0..10]->(a_:Category) WHERE true
                         WITH a_, length(way_) AS up_ ORDER BY up_ RETURN a_.id } }) AS categories_, head(COLLECT { MATCH (n_)-[:AT]->(p_:Place) WHERE true RETURN COLLECT { MATCH way_ = (p_)-[steps2_:PART_OF*0..10]->(a_:Place) WHERE true
                     WITH a_, length(way_) AS up_ ORDER BY up_ RETURN a_.id } }) AS places_ WITH n_, coalesce(categories_, []) AS categories_, coalesce(places_, []) AS places_ RETURN n_ {.status, .level, .teamOnSite, reportedAt: n_.reportedAt.epochSeconds * 1000000 + n_.reportedAt.microsecond, statusAt: n_.statusAt.epochSeconds * 1000000 + n_.statusAt.microsecond, acceptedAt: n_.acceptedAt.epochSeconds * 1000000 + n_.acceptedAt.microsecond, arrivedAt: n_.arrivedAt.epochSeconds * 1000000 + n_.arrivedAt.microsecond, startedAt: n_.startedAt.epochSeconds * 1000000 + n_.startedAt.microsecond, resolvedAt: n_.resolvedAt.epochSeconds * 1000000 + n_.resolvedAt.microsecond, closedAt: n_.closedAt.epochSeconds * 1000000 + n_.closedAt.microsecond, reopenedAt: n_.reopenedAt.epochSeconds * 1000000 + n_.reopenedAt.microsecond,
      steps: COLLECT { MATCH (h_:Change {target: n_.id}) WHERE (h_.fromStatus <> h_.toStatus OR h_.delta CONTAINS '"teamOnSite"') AND true
                       RETURN {seq: h_.seq, at: h_.at.epochSeconds * 1000000 + h_.at.microsecond, before: h_.fromStatus, after: h_.toStatus,
                               came: CASE WHEN h_.delta CONTAINS '"teamOnSite"' THEN h_.delta END} },
      channel: head(COLLECT { MATCH (n_)-[:CAME_BY]->(w_:Category) WHERE true RETURN w_.id }), categories: categories_, places: places_, rules: COLLECT {
        CALL (categories_) {
          UNWIND categories_ AS key_
          WITH DISTINCT key_
          MATCH (x_:Category {id: key_})<-[:APPLIES_TO]-(l_) USING INDEX x_:Category(id) WHERE true
          RETURN l_, key_ AS category_
        UNION ALL
          MATCH (l_:ServiceLevel) WHERE l_.calendar IN ['ALWAYS', 'WORKDAYS'] AND NOT EXISTS { MATCH (l_)-[:APPLIES_TO]->(v_:Category) WHERE true }
          RETURN l_, null AS category_
        }
        WITH l_, category_, head(COLLECT { MATCH (l_)-[:WITHIN]->(y_:Place) WHERE true RETURN y_.id }) AS place_
        WHERE (place_ IS NULL OR place_ IN places_) AND true
        RETURN l_ {.id, .code, .name, .receiveMinutes, .arriveMinutes, .startMinutes, .closeMinutes, .warnMinutes, .smallestTeam, .calendar, .level,
                  validFrom: toString(l_.validFrom), validTo: toString(l_.validTo), category: category_, place: place_,
                  channel: head(COLLECT { MATCH (l_)-[:FOR_CHANNEL]->(z_:Category) WHERE true RETURN z_.id })} }} })], null] }] AS value;
// {"p2": ["NS-N-002", "NS-N-023", "NS-N-024", "NS-N-028", "NS-N-031", "NS-T-001", "WL-N-016"], "p3": 20}
