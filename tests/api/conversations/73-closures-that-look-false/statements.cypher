// falseClosures
MATCH (q:Place {id: $place}) WHERE true
CALL (q) {
  MATCH (q)<-[steps1:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE true
  WITH n, p, coalesce(n.closedAt, n.statusAt) AS closed
  WHERE n:Need AND n.status = 'CLOSED' AND n.outcome IN $outcomes AND true
    AND (closed IS NULL OR closed >= $from AND closed < $to)
  WITH DISTINCT n, p, closed ORDER BY closed, n.id
  RETURN collect(CASE WHEN closed IS NOT NULL THEN [n, p, closed] END) AS found, collect(CASE WHEN closed IS NULL THEN n.id END) AS undated
}
WITH q, undated, size(found) AS count, found[..$most] AS found
CALL (found) {
  UNWIND found AS each
  WITH each[0] AS n, each[1] AS p, each[2] AS closed
  RETURN collect(n {.id, .kind, .status, .outcome, .level, .reopenCount, reportedAt: n.reportedAt.epochSeconds * 1000000 + n.reportedAt.microsecond, acceptedAt: n.acceptedAt.epochSeconds * 1000000 + n.acceptedAt.microsecond, arrivedAt: n.arrivedAt.epochSeconds * 1000000 + n.arrivedAt.microsecond, startedAt: n.startedAt.epochSeconds * 1000000 + n.startedAt.microsecond, closedAt: n.closedAt.epochSeconds * 1000000 + n.closedAt.microsecond, reopenedAt: n.reopenedAt.epochSeconds * 1000000 + n.reopenedAt.microsecond, statusAt: n.statusAt.epochSeconds * 1000000 + n.statusAt.microsecond, selfHandled: n.selfHandled, changes: COLLECT {
  MATCH (c:Change) WHERE c.target = n.id AND c.targetKind = 'Need' AND true
  WITH c, CASE WHEN any(name IN $names WHERE c.delta CONTAINS name) THEN c.delta END AS delta
  WHERE c.toStatus IS NOT NULL OR delta IS NOT NULL ORDER BY c.at, c.seq
  RETURN [c.id, c.at.epochSeconds * 1000000 + c.at.microsecond, c.act, c.fromStatus, c.toStatus, c.reason, delta]
}, said: COLLECT {
  MATCH (n)<-[:ASSESSES]-(e:Assessment) WHERE true
  RETURN [e.id, e.assessedAt.epochSeconds * 1000000 + e.assessedAt.microsecond, e.reached, e.solved, e.satisfied] ORDER BY e.assessedAt, e.id
}, promises: COLLECT {
  MATCH (n)<-[:FOR]-(d:Commitment) WHERE true
  RETURN [d.id, d.status, d.deliveredAt.epochSeconds * 1000000 + d.deliveredAt.microsecond, coalesce(d.confirmedByTime, false)] ORDER BY d.id
},
    again: COLLECT {
      MATCH (n)-[:IN_CATEGORY]->(x:Category) WHERE true
      MATCH (p)<-[:AT]-(m:Need)
      WHERE m <> n AND m.status <> 'MERGED' AND m.reportedAt > closed
        AND (m.reportedAt < closed + duration({days: $again})
             OR m.reportedAt >= n.reportedAt + duration({days: $early}) AND m.reportedAt <= n.reportedAt + duration({days: $late}))
        AND EXISTS { (m)-[:IN_CATEGORY]->(x) } AND true
      RETURN [m.id, m.reportedAt.epochSeconds * 1000000 + m.reportedAt.microsecond] ORDER BY m.reportedAt, m.id },
    node: [n.id, n.title, n.outcome, head(COLLECT { MATCH (n)-[:IN_CATEGORY]->(category1:Category) WITH category1 LIMIT 1 RETURN [category1.name] }), head(COLLECT { MATCH (n)-[:AT]->(place2:Place) WITH place2 LIMIT 1 RETURN [CASE WHEN place2:Street THEN 'Street' WHEN place2:Community THEN 'Community' WHEN place2:Grid THEN 'Grid' ELSE 'Area' END, place2.name] })]}) AS needs
}
RETURN {place: q.id, count: count, undated: undated, placeNode: [], needs: needs} AS value;
// {"again": 90, "early": 320, "from": "2022-09-01 00:00:00+08:00", "late": 410, "most": 2000, "names": ["\"owner\"", "\"statusAt\"", "\"level\"", "\"acceptedAt\"", "\"arrivedAt\"", "\"startedAt\"", "\"closedAt\"", "\"reopenedAt\"", "\"outcome\""], "outcomes": ["MET", "PARTLY_MET"], "place": "place_wus2toj2ltw3zisz625tapkawi", "to": "2023-06-01 00:00:00+08:00"}
