// 1. 上报一件 a need is raised
// beside the transaction: nothing

// [1] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AS stands OPTIONAL CALL (stands) { 
RETURN {
  refs: {category: COLLECT { UNWIND $category AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'NEED', false)] }, measure: COLLECT { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'UNIT', false)] }, place: COLLECT { UNWIND $place AS sought MATCH (far:`Place` {id: sought}) WHERE true RETURN [far.id, true] }, groups: COLLECT { UNWIND $groups AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'GROUP', false)] }, channel: COLLECT { UNWIND $channel AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'CHANNEL', false)] }},
  at: head(COLLECT {
    UNWIND $place AS sought
    MATCH (at:Place {id: sought}) WHERE true
    RETURN {forOthers: (EXISTS { MATCH (at)-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }), stream: coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id)}
  }),
  person: head(COLLECT {
    MATCH (mine:Account {id: $account})-[:IS]->(me:Person) WHERE (mine.id = $scope_account) AND (me.id = $scope_me OR EXISTS { MATCH (me)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (me)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) })
    RETURN me.id
  })
} AS value
 } RETURN stands, value;
// {"account": "account_6odbzkdtibef4ecfpp5gpvhdke", "category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": ["category_75qmsugtbiewrfh7z2nuv2xj4i"], "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_account": "account_6odbzkdtibef4ecfpp5gpvhdke", "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

// [2] in the transaction
CREATE (n:`Need`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $category WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $measure WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $place WHERE id <> ''] AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AT`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $groups WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $channel WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`CAME_BY`]->(far) RETURN collect(far.id) AS linked4 }
CALL (n) { UNWIND [id IN $reporter WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)<-[:`REPORTED`]-(far) RETURN collect(far.id) AS linked5 }
WITH *, {category: linked0, measure: linked1, place: linked2, groups: linked3, channel: linked4, reporter: linked5} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) + size(linked5) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": ["category_75qmsugtbiewrfh7z2nuv2xj4i"], "linked": 4, "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "reporter": [""], "written": {"title": "12位老人上午到院体检接送", "description": null, "kind": "HELP", "priority": 3, "quantity": 12.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-16 08:00:00+08:00", "windowEnd": "2026-12-16 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": null, "contactAddress": null, "id": "need_hnbrb2rftxikfo7vf7mresctfa", "code": "B-5DTQ3QLQ4FBTGYT3", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

// [3] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), need1.title, need1.recurrence, head([t IN [toStringOrNull(need1.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head(COLLECT { MATCH (need1)-[:AT]->(place3:Place) WITH place3 LIMIT 1 RETURN [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name] }), head(COLLECT { MATCH (need1)-[:CAME_BY]->(category4:Category) WITH category4 LIMIT 1 RETURN [category4.name] }), head(COLLECT { MATCH (need1)<-[:REPORTED]-(person5:Person) WHERE (person5.id = $scope_me OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) }) WITH person5 LIMIT 1 RETURN [person5.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_hnbrb2rftxikfo7vf7mresctfa"}

// [4] in the transaction
CALL () {
UNWIND $remembered AS row
MERGE (m:Remembered {key: row.key})
SET m.request = row.request, m.act = row.act, m.shown = row.shown, m.at = row.at
}
UNWIND $streams AS stream
MERGE (h:ChainHead {id: stream.id})
SET h.locked = true
WITH h, stream
RETURN h.id AS id, h.seq AS seq, h.hash AS hash, h.key AS key,
       [once IN stream.once WHERE EXISTS { MATCH (c:Change) WHERE c.once = once }] AS recorded;
// {"remembered": [{"key": "c7705088bbc69af51ab9387a8e9eda8eb3b541f9bc3501f0eb3025dc95f38910", "request": "e9b418fb705a719c1048ea61228365878e002f0b535baa3d257be15e38894dc2", "act": "RAISE_NEED", "shown": "{\"need\":\"need_hnbrb2rftxikfo7vf7mresctfa\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

// [5] in the transaction
MATCH (h:ChainHead) WHERE h.id IS NOT NULL AND h.key <> $key
RETURN h.key AS key LIMIT 1;
// {"key": "74d58e3d9298b3cd"}

// [6] in the transaction
UNWIND $heads AS head
MATCH (h:ChainHead {id: head.id})
SET h.seq = head.seq, h.hash = head.hash, h.key = head.key, h.mac = head.mac
REMOVE h.locked
WITH head
UNWIND head.records AS row
CREATE (c:Change) SET c = row;
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "0f53dd563b05094254c709c784362fcc3797e9ccd80f76a2e94b9491e3a1dc71", "key": "74d58e3d9298b3cd", "mac": "31ed67aa6dd7e6c5a39740bcef0cc6693200711d13c19b08b656f89d5ca9b7c3", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "9e251905a6d98e01", "target": "need_hnbrb2rftxikfo7vf7mresctfa", "targetKind": "Need", "fields": ["category", "groups", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_hnbrb2rftxikfo7vf7mresctfa\"],\"code\":[null,\"B-5DTQ3QLQ4FBTGYT3\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"12位老人上午到院体检接送\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,12.0],\"windowStart\":[null,\"2026-12-16T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-16T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_hdfsryeujodcauz2v7zogyjp6y\"]],\"groups\":[[],[\"category_75qmsugtbiewrfh7z2nuv2xj4i\"]],\"measure\":[[],[\"category_jmtva2lmynhnqjn65z2nvb3ysq\"]],\"place\":[[],[\"place_a3owt2e2o2okyye3xfnxodpugy\"]]}}", "hash": "0f53dd563b05094254c709c784362fcc3797e9ccd80f76a2e94b9491e3a1dc71"}]}]}

// 2. 上报一件 a need is raised
// beside the transaction: nothing

// once more [1], [2], [3]

// [7] in the transaction
CALL () {
UNWIND $remembered AS row
MERGE (m:Remembered {key: row.key})
SET m.request = row.request, m.act = row.act, m.shown = row.shown, m.at = row.at
}
MERGE (h:ChainHead {id: $stream})
SET h.locked = true
WITH h
CALL (h) {
  WITH h WHERE h.seq = $after AND h.hash = $previous AND h.key = $key
  SET h.seq = $seq, h.hash = $hash, h.mac = $mac
  REMOVE h.locked
  WITH h
  UNWIND $records AS row
  CREATE (c:Change) SET c = row
  RETURN count(*) AS written
}
RETURN h.id AS id, h.seq AS seq, h.hash AS hash, h.key AS key, [] AS recorded, written;
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "38a562d8b46b0edc6769bd95dc1083e42d0472c92e7e1f8a5226121f7b526775", "previous": "0f53dd563b05094254c709c784362fcc3797e9ccd80f76a2e94b9491e3a1dc71", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "8b54089fee8d99a0", "target": "need_igi2yo744puphyhp3mb6pjvwwm", "targetKind": "Need", "fields": ["category", "groups", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "0f53dd563b05094254c709c784362fcc3797e9ccd80f76a2e94b9491e3a1dc71", "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_igi2yo744puphyhp3mb6pjvwwm\"],\"code\":[null,\"B-RUZC2SYC3H6PWBN4\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"12位老人上午取药接送\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,12.0],\"windowStart\":[null,\"2026-12-16T09:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-16T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_hdfsryeujodcauz2v7zogyjp6y\"]],\"groups\":[[],[\"category_75qmsugtbiewrfh7z2nuv2xj4i\"]],\"measure\":[[],[\"category_jmtva2lmynhnqjn65z2nvb3ysq\"]],\"place\":[[],[\"place_a3owt2e2o2okyye3xfnxodpugy\"]]}}", "hash": "a929ede39ea1ab3b50ee23565e67fe5552cea21ca3cde13828d3df2badef9527"}], "remembered": [{"key": "21a2b5e40149ca41999343fe27a1afb617be13b978444cb248b8d5a1c1ee9ca5", "request": "e17b4c49ad9009827b5bad2bf20704d34b0316bad2b4073a011515792166676e", "act": "RAISE_NEED", "shown": "{\"need\":\"need_igi2yo744puphyhp3mb6pjvwwm\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 3. 开放认领 open to be taken up
// beside the transaction: nothing

// [8] in the transaction
CALL () {
  UNWIND $keys AS key
  MERGE (m:Remembered {key: key})
  RETURN collect({key: m.key, request: m.request, shown: m.shown}) AS memories
}
CALL (memories) {
  WITH [each IN $held WHERE NOT each.key IN [m IN memories WHERE m.request IS NOT NULL | m.key]] AS fresh
  CALL (fresh) {
    UNWIND fresh AS each UNWIND each.ids AS id RETURN id
  UNION
    WITH reduce(found = [], each IN fresh | found + coalesce(each.from0, [])) AS from0
    UNWIND from0 AS id
MATCH (c:Commitment) WHERE id <= c.id <= id
CALL (c) {
  MATCH (c)-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (c)-[:USES]->(r) RETURN r.id AS held
UNION
  MATCH (c)-[:USES]->()-[:CONSISTS_OF]->(k) RETURN k.id AS held
UNION
  MATCH (c)-[:HANDLED_BY]->(p) RETURN p.id AS held
}
RETURN DISTINCT held AS id
  }
  WITH DISTINCT id ORDER BY id
  MERGE (l:Lock {id: id})
  SET l.held = true
  REMOVE l.held
  RETURN count(*) AS locks
}
RETURN memories;
// {"held": [{"key": "d002979a747af525d44250708f2880e1add4fd5b9481c71f7f3b41c878dbb53c", "ids": ["need_hnbrb2rftxikfo7vf7mresctfa"], "from0": ["need_hnbrb2rftxikfo7vf7mresctfa"]}], "keys": []}

// [9] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AS stands OPTIONAL CALL (stands) { 
MATCH (n:Need {id: $id})
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Need', actors: actors, version: n.version, status: n.status, held: properties(n), me: $scope_me,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }),
  owner: head(COLLECT { MATCH (n)-[:OWNED_BY]->(o:Unit) WHERE true RETURN o.id }),
  commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  parts: COLLECT { MATCH (n)<-[:PART_OF_NEED]-(p:Need) WHERE true RETURN p {.id, .status} },
  reporter: COLLECT { MATCH (n)<-[:REPORTED]-(x) RETURN x.id },
  ends: {category: COLLECT { MATCH (n)-[:IN_CATEGORY]->(x) RETURN x.id }, measure: COLLECT { MATCH (n)-[:MEASURED_IN]->(x) RETURN x.id }, place: COLLECT { MATCH (n)-[:AT]->(x) RETURN x.id }, groups: COLLECT { MATCH (n)-[:FOR_GROUP]->(x) RETURN x.id }, channel: COLLECT { MATCH (n)-[:CAME_BY]->(x) RETURN x.id }, owner: COLLECT { MATCH (n)-[:OWNED_BY]->(x) RETURN x.id }},
  into: head(COLLECT {
    MATCH (t:Need {id: $into})
    WITH t, [doer IN [CASE WHEN (EXISTS { MATCH (t)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (t)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS may WHERE size(may) > 0
    RETURN {
      id: t.id, status: t.status, actors: may,
      above: COLLECT { MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE true RETURN x.id }
    }
  }),
  unit: head(COLLECT { MATCH (u:Unit {id: $owner}) WHERE true RETURN u.id })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_hnbrb2rftxikfo7vf7mresctfa", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "worker": ""}

// [10] in the transaction
MATCH (n:`Need` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {owner: CASE WHEN 'owner' IN $replaced THEN COLLECT { MATCH (n)-[:`OWNED_BY`]->(far:`Unit`) RETURN far.id } ELSE [] END, mergedInto: CASE WHEN 'mergedInto' IN $replaced THEN COLLECT { MATCH (n)-[:`MERGED_INTO`]->(far:`Need`) RETURN far.id } ELSE [] END} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`OWNED_BY`]->(far:`Unit`) WHERE 'owner' IN $replaced DELETE r }
CALL (n) { MATCH (n)-[r:`MERGED_INTO`]->(far:`Need`) WHERE 'mergedInto' IN $replaced DELETE r }
CALL (n) { UNWIND [id IN $owner WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $mergedInto WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`MERGED_INTO`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {owner: linked0, mergedInto: linked1} AS got WHERE size(linked0) + size(linked1) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"id": "need_hnbrb2rftxikfo7vf7mresctfa", "linked": 0, "mergedInto": [""], "owner": [""], "replaced": [""], "seen": 1, "written": {"status": "OPEN", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "acceptedAt": "2026-12-01 02:00:00+00:00"}}

// [11] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "need_hnbrb2rftxikfo7vf7mresctfa"}

// once more [7]

// 4. 第二件还没开放：一项也不做 the second is not open yet: nothing is done
// beside the transaction: nothing

// [12] in the transaction
CALL () {
  UNWIND $keys AS key
  MERGE (m:Remembered {key: key})
  RETURN collect({key: m.key, request: m.request, shown: m.shown}) AS memories
}
CALL (memories) {
  WITH [each IN $held WHERE NOT each.key IN [m IN memories WHERE m.request IS NOT NULL | m.key]] AS fresh
  CALL (fresh) {
    UNWIND fresh AS each UNWIND each.ids AS id RETURN id
  UNION
    WITH reduce(found = [], each IN fresh | found + coalesce(each.from0, [])) AS from0
    UNWIND from0 AS id
MATCH (r:Resource) WHERE id <= r.id <= id
CALL (r) { MATCH (r)-[:CONSISTS_OF]->(part) RETURN part.id AS held }
RETURN DISTINCT held AS id
  }
  WITH DISTINCT id ORDER BY id
  MERGE (l:Lock {id: id})
  SET l.held = true
  REMOVE l.held
  RETURN count(*) AS locks
}
RETURN memories;
// {"held": [{"key": "c502b90e50343b5d2962e137a8069cb348e3f9481d5c365673356d2dbba677bb", "ids": ["need_hnbrb2rftxikfo7vf7mresctfa", "need_igi2yo744puphyhp3mb6pjvwwm", "resource_grnunjlibwokuga4zct3lokanq"], "from0": ["need_hnbrb2rftxikfo7vf7mresctfa", "need_igi2yo744puphyhp3mb6pjvwwm", "resource_grnunjlibwokuga4zct3lokanq"]}], "keys": []}

// [13] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
UNWIND $asked AS ask
MATCH (n:Need {id: ask.id}) WITH ask, n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND ask.wanted AS wish
    MATCH (r:Resource {id: wish.id})-[:PROVIDED_BY]->(u:Unit) WHERE ((r.visibility = 'PUBLIC' AND r.status = 'ACTIVE') OR EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_COMMUNITY_partners } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) AND true
    WITH r, u, wish.needs AND n.recurrence IS NOT NULL AS recurs,
         CASE WHEN wish.since IS NULL OR wish.needs AND n.windowStart < wish.since THEN n.windowStart ELSE wish.since END AS since,
         CASE WHEN wish.until IS NULL OR wish.needs AND n.windowEnd > wish.until THEN n.windowEnd ELSE wish.until END AS ends
    WITH r, u, since, ends + duration({days: CASE WHEN recurs THEN 400 ELSE $ahead END}) AS until
    RETURN {unit: u.id, own: false, within: 
      (NOT EXISTS { MATCH (r)-[:AVAILABLE_TO]->(z:Place) WHERE true }
        OR EXISTS { MATCH (n)-[:AT]->(at:Place)-[:PART_OF*0..10]->(z:Place)<-[:AVAILABLE_TO]-(r) WHERE true })
      AND (NOT EXISTS { MATCH (r)-[:FOR_GROUP]->(g:Category) WHERE true }
        OR EXISTS { MATCH (n)-[:FOR_GROUP]->(:Category)-[:CHILD_OF*0..10]->(g:Category)<-[:FOR_GROUP]-(r) WHERE true }), facts: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo), measure: head(COLLECT {
          MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true
          RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        }), bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(r.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN r.capacityMode = 'RATE' AND r.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE r.capacityMode END AS mode,
            coalesce(r.toBeReturned, false) AS lent
          MATCH (r)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }, parts: COLLECT {
          MATCH (r)-[takes:CONSISTS_OF]->(part:Resource) WHERE true
          RETURN part {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(part.closedOn, []) | toString(day)],
        validFrom: toString(part.validFrom), validTo: toString(part.validTo), per: takes.quantity, bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(part.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN part.capacityMode = 'RATE' AND part.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE part.capacityMode END AS mode,
            coalesce(part.toBeReturned, false) AS lent
          MATCH (part)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }}
        }}}
  },
  units: COLLECT { UNWIND $units AS sought MATCH (u:Unit {id: sought}) WHERE true RETURN u.id },
  measures: COLLECT {
    UNWIND $measures AS sought
    MATCH (m:Category {id: sought}) WHERE m.taxonomy = 'UNIT' AND true
    RETURN m {.id, .code, .name, .nameEn, .baseMeasure, .conversion, .whole}
  },
  workers: COLLECT {
    UNWIND $workers AS sought
    MATCH (worker:Person {id: sought}) WHERE (worker.id = $scope_me OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) })
    RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }}
  },
  replaced: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "asked": [{"id": "need_hnbrb2rftxikfo7vf7mresctfa", "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}]}, {"id": "need_igi2yo744puphyhp3mb6pjvwwm", "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}]}], "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "", "scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "units": [""], "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}], "workers": [""]}

// 5. 开放认领 open to be taken up
// beside the transaction: nothing

// once more [8], [9], [10], [11], [7]

// 6. 方案算出之后情况已变 the world has moved on since the plan was made
// beside the transaction: nothing

// once more [12]

// [14] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
RETURN {structure: coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0)} AS value
UNION ALL
UNWIND $expected AS was
OPTIONAL MATCH (h:ChainHead {id: was.stream})
WITH was, h WHERE coalesce(substring(h.hash, 0, 12), '') <> was.last
RETURN {stream: was.stream, last: was.last, records: COLLECT {
  MATCH (c:Change) WHERE c.stream = was.stream AND c.seq > h.seq - 200 AND c.seq <= h.seq AND true
  RETURN [substring(c.hash, 0, 12), c.act, CASE c.targetKind WHEN 'Commitment'
    THEN COLLECT { MATCH (d:Commitment {id: c.target})-[:FOR|USES]->(x) WHERE true RETURN x.id }
    ELSE [c.target] END] ORDER BY c.seq DESC }} AS value
UNION ALL
UNWIND $asked AS ask
MATCH (n:Need {id: ask.id}) WITH ask, n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND ask.wanted AS wish
    MATCH (r:Resource {id: wish.id})-[:PROVIDED_BY]->(u:Unit) WHERE ((r.visibility = 'PUBLIC' AND r.status = 'ACTIVE') OR EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_COMMUNITY_partners } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) AND true
    WITH r, u, wish.needs AND n.recurrence IS NOT NULL AS recurs,
         CASE WHEN wish.since IS NULL OR wish.needs AND n.windowStart < wish.since THEN n.windowStart ELSE wish.since END AS since,
         CASE WHEN wish.until IS NULL OR wish.needs AND n.windowEnd > wish.until THEN n.windowEnd ELSE wish.until END AS ends
    WITH r, u, since, ends + duration({days: CASE WHEN recurs THEN 400 ELSE $ahead END}) AS until
    RETURN {unit: u.id, own: false, within: 
      (NOT EXISTS { MATCH (r)-[:AVAILABLE_TO]->(z:Place) WHERE true }
        OR EXISTS { MATCH (n)-[:AT]->(at:Place)-[:PART_OF*0..10]->(z:Place)<-[:AVAILABLE_TO]-(r) WHERE true })
      AND (NOT EXISTS { MATCH (r)-[:FOR_GROUP]->(g:Category) WHERE true }
        OR EXISTS { MATCH (n)-[:FOR_GROUP]->(:Category)-[:CHILD_OF*0..10]->(g:Category)<-[:FOR_GROUP]-(r) WHERE true }), facts: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo), measure: head(COLLECT {
          MATCH (r)-[:MEASURED_IN]->(o:Category) WHERE true
          RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        }), bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(r.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN r.capacityMode = 'RATE' AND r.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE r.capacityMode END AS mode,
            coalesce(r.toBeReturned, false) AS lent
          MATCH (r)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }, parts: COLLECT {
          MATCH (r)-[takes:CONSISTS_OF]->(part:Resource) WHERE true
          RETURN part {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(part.closedOn, []) | toString(day)],
        validFrom: toString(part.validFrom), validTo: toString(part.validTo), per: takes.quantity, bookings: COLLECT {
          UNWIND [duration({minutes: coalesce(part.bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN part.capacityMode = 'RATE' AND part.ratePeriod IS NULL THEN 'CONSUMABLE' ELSE part.capacityMode END AS mode,
            coalesce(part.toBeReturned, false) AS lent
          MATCH (part)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND true AND true
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }}
        }}}
  },
  units: COLLECT { UNWIND $units AS sought MATCH (u:Unit {id: sought}) WHERE true RETURN u.id },
  measures: COLLECT {
    UNWIND $measures AS sought
    MATCH (m:Category {id: sought}) WHERE m.taxonomy = 'UNIT' AND true
    RETURN m {.id, .code, .name, .nameEn, .baseMeasure, .conversion, .whole}
  },
  workers: COLLECT {
    UNWIND $workers AS sought
    MATCH (worker:Person {id: sought}) WHERE (worker.id = $scope_me OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) })
    RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }}
  },
  replaced: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "asked": [{"id": "need_hnbrb2rftxikfo7vf7mresctfa", "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}]}], "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "expected": [{"stream": "place_wus2toj2ltw3zisz625tapkawi", "last": ""}], "id": "", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "", "scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "units": [""], "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}], "workers": [""]}

// [15] in the transaction
UNWIND $ids AS id CALL (id) {
  MATCH (n:`Commitment` {id: id})
  WHERE (EXISTS {
    MATCH (n)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  } OR EXISTS {
    MATCH (n)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_COMMUNITY_places
  })
  RETURN n.id AS seen UNION MATCH (n:`Need` {id: id})
  WHERE (EXISTS {
    MATCH (n)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  } OR EXISTS {
    MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_COMMUNITY_places
  })
  RETURN n.id AS seen UNION MATCH (n:`Resource` {id: id})
  WHERE ((n.visibility = 'PUBLIC' AND n.status = 'ACTIVE') OR EXISTS {
    MATCH (n)-[:PROVIDED_BY]->(scopeUnit)
    WHERE scopeUnit.id IN $scope_COMMUNITY_partners
  } OR EXISTS {
    MATCH (n)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  } OR EXISTS {
    MATCH (n)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_COMMUNITY_places
  })
  RETURN n.id AS seen
}
RETURN seen AS id;
// {"ids": ["need_hnbrb2rftxikfo7vf7mresctfa", "need_igi2yo744puphyhp3mb6pjvwwm"], "scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am"}

// 7. 座位不够两件都接：全部不做 not enough seats for both: nothing is done
// beside the transaction: nothing

// once more [12], [13], [13]

// 8. 按部分执行：先办能办的 in parts: what can be done is done
// beside the transaction: nothing

// once more [12], [13], [13]

// [16] in the transaction
OPTIONAL CALL () { CREATE (n:`Commitment`) SET n += $effect0.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $effect0.need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`FOR`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect0.resource WHERE id <> ''] AS sought MATCH (far:`Resource` {id: sought}) CREATE (n)-[:`USES`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $effect0.unit WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`BY`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $effect0.handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $effect0.replaces WHERE id <> ''] AS sought MATCH (far:`Commitment` {id: sought}) CREATE (n)-[:`REPLACES`]->(far) RETURN collect(far.id) AS linked4 }
WITH *, {need: linked0, resource: linked1, unit: linked2, handledBy: linked3, replaces: linked4} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) = $effect0.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH {id: id, was: was, now: now, lost: lost, got: got} AS row0
OPTIONAL CALL () { CREATE (n:`Commitment`) SET n += $effect1.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $effect1.need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`FOR`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect1.resource WHERE id <> ''] AS sought MATCH (far:`Resource` {id: sought}) CREATE (n)-[:`USES`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $effect1.unit WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`BY`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $effect1.handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $effect1.replaces WHERE id <> ''] AS sought MATCH (far:`Commitment` {id: sought}) CREATE (n)-[:`REPLACES`]->(far) RETURN collect(far.id) AS linked4 }
WITH *, {need: linked0, resource: linked1, unit: linked2, handledBy: linked3, replaces: linked4} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) = $effect1.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH row0, {id: id, was: was, now: now, lost: lost, got: got} AS row1
RETURN row0, row1;
// {"effect0": {"written": {"direction": "REQUESTED", "role": "SUPPORT", "status": "REQUESTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 20.0, "startAt": "2026-12-16 08:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "respondBy": "2026-12-02 10:00:00+08:00", "holdUntil": "2026-12-02 10:00:00+08:00", "id": "commitment_a6c6g3d7w4a5yo7c25zwfkenxe", "code": "B-HNA5BED53SQAJVTP", "provenance": "ENTERED"}, "need": ["need_hnbrb2rftxikfo7vf7mresctfa"], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}, "effect1": {"written": {"direction": "REQUESTED", "role": "SUPPORT", "status": "REQUESTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 1.0, "startAt": "2026-12-16 09:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "respondBy": "2026-12-02 10:00:00+08:00", "holdUntil": "2026-12-02 10:00:00+08:00", "id": "commitment_w7eqcjfrsfx7rndmjgki54wi2a", "code": "B-3RNUUZGLYTIZTUE5", "provenance": "ENTERED"}, "need": ["need_igi2yo744puphyhp3mb6pjvwwm"], "resource": ["resource_hzwhvn6yfe3otkwvfs6nsaeyaq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}}

// [17] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_hnbrb2rftxikfo7vf7mresctfa"}

// once more [17]

// [18] in the transaction
WITH COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''), COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }]
  ORDER BY scopePost.id
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_COMMUNITY_partners } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "commitment_a6c6g3d7w4a5yo7c25zwfkenxe"}

// once more [18], [7]

// 9. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [12], [17], [17], [18], [18]

// 10. 全部成功 all of it
// beside the transaction: nothing

// once more [12], [13], [16], [17], [17], [18], [18], [7]

// 11. 未登录 by somebody unknown
// beside the transaction: nothing
