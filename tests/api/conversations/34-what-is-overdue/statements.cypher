// overdueNeeds
MATCH (q:Place {id: $place}) WHERE true
CALL (q) {
  MATCH (q)<-[steps3:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE true
  WITH n, p WHERE n:Need AND n.reportedAt <= $asOf AND true
    AND (NOT n.status IN $final OR n.closedAt > $asOf OR n.statusAt > $asOf)
  WITH n, p ORDER BY n.reportedAt, n.id
  RETURN collect([n, p]) AS open
}
CALL (open) {
  UNWIND open[..$most] AS pair
  WITH pair[0] AS n, pair[1] AS p
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true
  RETURN collect(DISTINCT c) AS terms, collect(DISTINCT p) AS sites,
    collect(n {.status, .level, .teamOnSite, reportedAt: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, statusAt: n.statusAt.epochSeconds * 1000000 + n.statusAt.microsecond, acceptedAt: n.acceptedAt.epochSeconds * 1000000 + n.acceptedAt.microsecond, arrivedAt: n.arrivedAt.epochSeconds * 1000000 + n.arrivedAt.microsecond, startedAt: n.startedAt.epochSeconds * 1000000 + n.startedAt.microsecond, resolvedAt: n.resolvedAt.epochSeconds * 1000000 + n.resolvedAt.microsecond, closedAt: n.closedAt.epochSeconds * 1000000 + n.closedAt.microsecond, reopenedAt: n.reopenedAt.epochSeconds * 1000000 + n.reopenedAt.microsecond,
      steps: COLLECT { MATCH (h:Change {target: n.id}) WHERE (h.fromStatus <> h.toStatus OR h.delta CONTAINS '"teamOnSite"') AND true
                       RETURN {seq: h.seq, at: h.at.epochSeconds * 1000000 + h.at.microsecond, before: h.fromStatus, after: h.toStatus,
                               came: CASE WHEN h.delta CONTAINS '"teamOnSite"' THEN h.delta END} },
      channel: head(COLLECT { MATCH (n)-[:CAME_BY]->(w:Category) WHERE true RETURN w.id }), id: n.id, priority: n.priority, category: c.id, place: p.id, node: [n.title, n.status, n.priority, head(COLLECT { MATCH (n)-[:AT]->(place1:Place) WITH place1 LIMIT 1 RETURN [CASE WHEN place1:Street THEN 'Street' WHEN place1:Community THEN 'Community' WHEN place1:Grid THEN 'Grid' ELSE 'Area' END, place1.name] }), head(COLLECT { MATCH (n)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })]}) AS needs
}
CALL (terms) {
  UNWIND terms AS c
  WITH c, COLLECT { MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE true
                         WITH a, length(way) AS up ORDER BY up RETURN a.id } AS chain
  RETURN collect([c.id, chain]) AS above
}
CALL (sites) {
  UNWIND sites AS p
  WITH p, COLLECT { MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true
                     WITH a, length(way) AS up ORDER BY up RETURN a.id } AS chain
  RETURN collect([p.id, chain]) AS around
}
WITH size(open) AS open, needs, above, around,
  reduce(found = [], each IN above | found + each[1]) AS categories, reduce(found = [], each IN around | found + each[1]) AS places
RETURN {open: open, needs: needs, categories: above, places: around, rules: COLLECT {
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
                  channel: head(COLLECT { MATCH (l)-[:FOR_CHANNEL]->(z:Category) WHERE true RETURN z.id })} }} AS value;
// {"asOf": "2026-11-24 10:00:00+08:00", "final": ["CANCELLED", "CLOSED", "MERGED", "REJECTED"], "most": 5000, "place": "place_wus2toj2ltw3zisz625tapkawi"}
