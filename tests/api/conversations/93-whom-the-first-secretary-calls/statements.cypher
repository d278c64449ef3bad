// secretaryPaths
MATCH (n:Need {id: $need}) WHERE true
CALL (n) {
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE true
  MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a)-[:SATISFIED_BY]->(k:Category) WHERE true AND true
  WITH length(way) AS up, k ORDER BY up, k.code
  WITH up, collect(DISTINCT k) AS ks ORDER BY up LIMIT 1
  RETURN collect(ks) AS wanted
}
CALL (n) {
  MATCH (n)-[:AT]->(p:Place) WHERE true
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE true
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH n, chain, coalesce(head(wanted), []) AS wanted
CALL (chain) {
  UNWIND range(0, size(chain) - 1) AS up
  WITH chain[up] AS b, up
  MATCH (b)<-[:TARGETS]-(t)-[:SECONDED_FROM]->(x)
  WHERE t.status = 'ACTIVE' AND (t.startOn IS NULL OR t.startOn <= $today) AND (t.endOn IS NULL OR t.endOn > $today)
    AND EXISTS { MATCH (t)-[:IN_ROLE]->(q:Category {code: $secretary}) WHERE true }
    AND true AND true
  MATCH (t)<-[:HOLDS]-(w) WHERE true
  RETURN collect({role: t.id, title: coalesce(t.title, t.code), person: w.id, name: w.name, home: x.id, up: up, node: [w.name]}) AS posts, collect(DISTINCT x) AS homes
}
CALL (homes) {
  CALL (homes) {
    UNWIND homes AS u RETURN u
  UNION
    UNWIND homes AS x MATCH (x)-[:BELONGS_TO]-(u) RETURN u
  UNION
    UNWIND homes AS x MATCH (x)-[e:MEMBER_OF]->(l)<-[f:MEMBER_OF]-(u)
    WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today) AND l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (f.memberSince IS NULL OR f.memberSince <= $today) AND (f.memberUntil IS NULL OR f.memberUntil > $today) RETURN u
  }
  RETURN collect({id: u.id,
    system: COLLECT { MATCH (u)-[of:BELONGS_TO]-(v) WHERE true RETURN DISTINCT [v.id, startNode(of) = u] },
    alliances: COLLECT { MATCH (u)-[e:MEMBER_OF]->(l) WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today) AND true RETURN DISTINCT l.id } }) AS near
}
CALL (near) {
  UNWIND near AS one UNWIND one.alliances AS id
  WITH DISTINCT id
  MATCH (l:Alliance {id: id})
  RETURN collect({id: l.id, name: l.name,
    members: COLLECT { MATCH (l)<-[f:MEMBER_OF]-(v) WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (f.memberSince IS NULL OR f.memberSince <= $today) AND (f.memberUntil IS NULL OR f.memberUntil > $today) AND true RETURN DISTINCT v.id } }) AS alliances
}
WITH *, reduce(found = [one IN near | one.id], one IN near | found + [v IN one.system | v[0]]) + reduce(found = [], l IN alliances | found + l.members) AS reached
CALL (reached, wanted, chain) {
  UNWIND reached AS id
  WITH DISTINCT id, wanted, chain
  MATCH (y:Unit {id: id})
  WITH y, COLLECT {
    MATCH (y)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND true
      AND EXISTS { MATCH (r)-[:IN_CATEGORY]->()-[steps3:CHILD_OF*0..10]->(k) WHERE k IN wanted AND true }
      AND (NOT EXISTS { (r)-[:AVAILABLE_TO]->() } OR EXISTS { MATCH (r)-[:AVAILABLE_TO]->(z:Place) WHERE z IN chain })
    RETURN {id: r.id, code: r.code, name: r.name, node: [r.id, r.name]} ORDER BY r.code } AS resources
  RETURN collect({id: y.id, name: y.name, resources: resources, node: [y.name]}) AS units
}
RETURN {need: n.id, code: n.code, title: n.title, wanted: [k IN wanted | k.code], places: [a IN chain | {id: a.id, kind: head([label IN labels(a) WHERE label <> 'Place']), name: a.name}],
  posts: posts, near: near, alliances: alliances, units: units, needNode: [n.title]} AS value;
// {"need": "need_z36wfwm4zgftnnwxzlfuoxtkoe", "secretary": "R.FIRST_SECRETARY", "today": "2026-12-01"}
