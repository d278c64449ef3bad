// loopStatistics
MATCH (q:Place {id: $place}) WHERE true
OPTIONAL MATCH (k:Category {id: $category}) WHERE k.taxonomy = 'NEED' AND true
CALL (q, k) {
  MATCH (q)<-[steps1:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE true
  WITH n, k WHERE n:Need AND n.reportedAt >= $from AND n.reportedAt < $to AND true
    AND (k IS NULL OR EXISTS { MATCH (n)-[:IN_CATEGORY]->()-[steps2:CHILD_OF*0..10]->(k) WHERE true })
  WITH DISTINCT n ORDER BY n.reportedAt, n.id
  RETURN collect(n) AS found
}
WITH q, k, size(found) AS count, found[..$most] AS found

RETURN {
  place: q.id, category: k.id, count: count, placeNode: [],
  needs: COLLECT { UNWIND found AS n RETURN n {.id, .kind, .status, .outcome, .level, .reopenCount, reportedAt: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, acceptedAt: n.acceptedAt.epochSeconds * 1000000 + n.acceptedAt.microsecond, arrivedAt: n.arrivedAt.epochSeconds * 1000000 + n.arrivedAt.microsecond, startedAt: n.startedAt.epochSeconds * 1000000 + n.startedAt.microsecond, closedAt: n.closedAt.epochSeconds * 1000000 + n.closedAt.microsecond, reopenedAt: n.reopenedAt.epochSeconds * 1000000 + n.reopenedAt.microsecond, statusAt: n.statusAt.epochSeconds * 1000000 + n.statusAt.microsecond, changes: COLLECT {
  MATCH (c:Change) WHERE c.target = n.id AND c.targetKind = 'Need' AND true
  WITH c, CASE WHEN any(name IN $names WHERE c.delta CONTAINS name) THEN c.delta END AS delta
  WHERE c.toStatus IS NOT NULL OR delta IS NOT NULL ORDER BY c.at, c.seq
  RETURN [c.id, c.at.epochSeconds * 1000000 + c.at.microsecond, c.act, c.fromStatus, c.toStatus, c.reason, delta]
}, said: COLLECT {
  MATCH (n)<-[:ASSESSES]-(e:Assessment) WHERE true
  RETURN [e.id, e.assessedAt.epochSeconds * 1000000 + e.assessedAt.microsecond, e.reached, e.solved, e.satisfied] ORDER BY e.assessedAt, e.id
}} }
} AS value;
// {"category": "place_wus2toj2ltw3zisz625tapkawi", "from": "2022-09-01 00:00:00+08:00", "most": 10000, "names": ["\"owner\"", "\"statusAt\"", "\"level\"", "\"acceptedAt\"", "\"arrivedAt\"", "\"startedAt\"", "\"closedAt\"", "\"reopenedAt\"", "\"outcome\""], "place": "place_wus2toj2ltw3zisz625tapkawi", "to": "2023-06-01 00:00:00+08:00"}
