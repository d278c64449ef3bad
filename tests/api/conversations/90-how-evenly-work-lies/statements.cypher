// loadFairness
MATCH (q:Place {id: $place}) WHERE true
CALL (q) {
CALL (q) {
  MATCH (q)<-[steps1:PART_OF*0..10]-(b:Place) WHERE true
  RETURN b
UNION
  MATCH (q)-[steps2:PART_OF*1..10]->(b:Place) WHERE true
  RETURN b
}
CALL (b) {
  MATCH (b)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u) WHERE g.status IN $inForce AND true AND true
  RETURN u, [g.status = 'ACTIVE', toString(g.validFrom), toString(g.validTo)] AS term
UNION ALL
  MATCH (b)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u) WHERE true AND true
  RETURN u, [l.status = 'ACTIVE' OR e.memberUntil IS NOT NULL,
             toString(CASE WHEN l.validFrom > e.memberSince OR e.memberSince IS NULL THEN l.validFrom ELSE e.memberSince END),
             toString(CASE WHEN l.validTo < e.memberUntil OR e.memberUntil IS NULL THEN l.validTo ELSE e.memberUntil END)] AS term
UNION ALL
  MATCH (b)<-[:SERVES]-(l)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(u)
  WHERE t.status IN $held AND true AND true AND true
  RETURN u, [t.status = 'ACTIVE' AND l.status = 'ACTIVE',
             toString(CASE WHEN l.validFrom > t.startOn OR t.startOn IS NULL THEN l.validFrom ELSE t.startOn END),
             toString(CASE WHEN l.validTo < t.endOn OR t.endOn IS NULL THEN l.validTo ELSE t.endOn END)] AS term
}
WITH q, u, collect(DISTINCT term) AS terms
CALL (q, u) {
  OPTIONAL MATCH (u)<-[:BY]-(d)-[:FOR]->(n)-[:AT]->(p)
  WHERE d.startAt >= $from AND d.startAt < $to AND NOT d.status IN $never AND true AND true
    AND EXISTS { MATCH (p)-[steps3:PART_OF*0..10]->(q) WHERE true }
  WITH d, n ORDER BY d.startAt, d.id
  RETURN collect(CASE WHEN d IS NOT NULL THEN [d.id, d.status, d.direction, n.id, d.code,
    CASE WHEN d.status IN $movable THEN COLLECT {
      MATCH (d)-[:USES]->(r:Resource)-[:IN_CATEGORY]->(x:Category) WHERE true AND true RETURN DISTINCT x.code } END,
    CASE WHEN d.status IN $movable THEN [d.code, d.status] END] END) AS promises
}
RETURN collect({
  id: u.id, code: u.code, name: u.name, status: u.status, carries: u.maxEngagements, terms: terms, promises: promises,
  offers: COLLECT {
    MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND true
    MATCH (r)-[:IN_CATEGORY]->()-[steps4:CHILD_OF*0..10]->(a:Category) WHERE true
    RETURN DISTINCT a.code },
  node: [u.name]
}) AS units
}
RETURN {place: q.id, placeNode: [CASE WHEN q:Street THEN 'Street' WHEN q:Community THEN 'Community' WHEN q:Grid THEN 'Grid' ELSE 'Area' END, q.name], units: units} AS value;
// {"from": "2026-07-01 00:00:00+08:00", "held": ["ACTIVE", "ENDED", "RECALLED", "WITHDRAWN"], "inForce": ["ACTIVE", "EXPIRED", "TERMINATED"], "movable": ["REQUESTED", "WAITLISTED"], "never": ["VOIDED", "CANCELLED"], "place": "place_wus2toj2ltw3zisz625tapkawi", "to": "2027-01-01 00:00:00+08:00"}
