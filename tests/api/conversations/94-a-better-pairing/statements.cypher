// rePairing
MATCH (s:Street {id: $street}) WHERE true
CALL (s) {
  MATCH (s)<-[:PART_OF]-(c:Community) WHERE true
  WITH c, COLLECT {
    MATCH (c)<-[steps1:PART_OF*0..10]-()<-[:AT]-(n)-[:IN_CATEGORY]->(x:Category)
    WHERE n:Need AND (n.reportedAt >= $since AND n.reportedAt <= $asOf OR n.status = 'OPEN') AND NOT n.status IN $never
      AND true AND true AND true
    RETURN [x.code, x.name, coalesce(x.nameEn, x.name), n.id] ORDER BY n.reportedAt, n.id } AS asked
  RETURN collect({id: c.id, code: c.code, name: c.name, asked: asked, node: [c.name]}) AS communities,
         reduce(codes = [], some IN collect([a IN asked | a[0]]) | codes + some) AS codes
}
CALL (codes) {
  UNWIND codes AS code
  WITH DISTINCT code
  MATCH (x:Category {code: code}) WHERE x.taxonomy = 'NEED'
  MATCH way = (x)-[steps2:CHILD_OF*0..10]->(a)-[b:SATISFIED_BY]->(k:Category) WHERE true AND true
  WITH code, length(way) AS up, collect([k.code, coalesce(b.essential, false)]) AS found ORDER BY up
  WITH code, collect(found) AS bridges
  RETURN collect([code, head(bridges)]) AS bridges
}
CALL (s) {
  CALL (s) {
    MATCH (s)<-[:PART_OF]-(c:Community)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)
    WHERE g.kind = 'PAIRING' AND g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
      AND true AND true AND true
    RETURN u, [c.id, g.id, toString(g.validTo)] AS pair, null AS alliance
  UNION ALL
    MATCH (s)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)
    WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today) AND true AND true
    RETURN u, null AS pair, l.id AS alliance
  }
  WITH s, u, collect(pair) AS pairs, collect(DISTINCT alliance) AS alliances WHERE u.status = 'ACTIVE'
  RETURN collect({id: u.id, code: u.code, name: u.name, pairs: pairs, alliances: alliances,
    can: COLLECT {
      MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND true
      MATCH (r)-[:IN_CATEGORY]->()-[steps3:CHILD_OF*0..10]->(k:Category) WHERE true
      RETURN DISTINCT k.code },
    done: COLLECT {
      MATCH (u)<-[:BY]-(d:Commitment)-[:FOR]->(n)-[:AT]->()-[steps4:PART_OF*0..10]->(c:Community)-[:PART_OF]->(s)
      WHERE d.startAt >= $since AND d.startAt <= $asOf AND NOT d.status IN $undone AND true AND true AND true
      RETURN [c.id, d.id, d.startAt.epochSeconds * 1000000 + d.startAt.microsecond] ORDER BY d.startAt, d.id },
    node: [u.name]}) AS units
}
RETURN {street: s.id, communities: communities, bridges: bridges, units: units, streetNode: [s.name]} AS value;
// {"asOf": "2026-12-01 09:00:00+08:00", "never": ["REJECTED", "MERGED", "CANCELLED"], "since": "2025-12-01 09:00:00+08:00", "street": "place_wus2toj2ltw3zisz625tapkawi", "today": "2026-12-01", "undone": ["REQUESTED", "OFFERED", "WAITLISTED", "DECLINED", "EXPIRED", "WITHDRAWN", "CANCELLED", "FAILED", "NO_SHOW", "VOIDED"]}
