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
// {"account": "account_6odbzkdtibef4ecfpp5gpvhdke", "category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_qxjilq3wtjrzfmumq22pfit6te"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_account": "account_6odbzkdtibef4ecfpp5gpvhdke", "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

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
// {"category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "linked": 3, "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_qxjilq3wtjrzfmumq22pfit6te"], "reporter": [""], "written": {"title": "桥北小区活动室漏水", "description": null, "kind": "HELP", "priority": 3, "quantity": 1.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": null, "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

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
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
// {"remembered": [{"key": "2bdf664c7482ea7e2600606daa5c3e3427e72d2b30e5cd89b5577cb46c50a8a4", "request": "ca1e2ac9edfec1ec8bd121270614e93eda0e3f95455e23ca5937c5f474dd1497", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "554fafa7664d8f3ca4ae9ad2ba5de37290ea4f21a48e5113d1548dc5272a4b9b", "key": "74d58e3d9298b3cd", "mac": "9fc32c433847922eeab1e9fefafc040afbd1b779cd607aaf58cf0ac72e8fe263", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"桥北小区活动室漏水\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,1.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_6yu4qwodiqvyizdunwmtv3rxoi\"]],\"measure\":[[],[\"category_sdyutf3y2ynzdlgk2y7k5mawn4\"]],\"place\":[[],[\"place_qxjilq3wtjrzfmumq22pfit6te\"]]}}", "hash": "554fafa7664d8f3ca4ae9ad2ba5de37290ea4f21a48e5113d1548dc5272a4b9b"}]}]}

// 2. 没有挂起 not on hold
// beside the transaction: nothing

// [7] in the transaction
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
// {"held": [{"key": "c26a0b3efb486736e545f4602309a2dbc235140b1b878b49ec6738cde0ee366f", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}], "keys": []}

// [8] in the transaction
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
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "worker": ""}

// 3. 人数为零 nobody on site
// beside the transaction: nothing

// once more [7], [8]

// 4. 尚未受理，Start 还不行 not yet accepted
// beside the transaction: nothing

// once more [7], [8]

// 5. 尚未受理，Hold 还不行 not yet accepted
// beside the transaction: nothing

// once more [7], [8]

// 6. 尚未受理，Escalate 还不行 not yet accepted
// beside the transaction: nothing

// once more [7], [8]

// 7. 尚未受理，Reassign 还不行 not yet accepted
// beside the transaction: nothing

// once more [7], [8]

// 8. 尚未受理，Split 还不行 not yet accepted
// beside the transaction: nothing

// once more [7], [8]

// 9. 不说去向 without saying where to
// beside the transaction: nothing

// once more [7], [8]

// 10. 受理 accepted
// beside the transaction: nothing

// once more [7]

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
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
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
    WITH t, [doer IN [CASE WHEN (EXISTS { MATCH (t)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (t)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS may WHERE size(may) > 0
    RETURN {
      id: t.id, status: t.status, actors: may,
      above: COLLECT { MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE true RETURN x.id }
    }
  }),
  unit: head(COLLECT { MATCH (u:Unit {id: $owner}) WHERE true RETURN u.id })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "unit_zxpx333xjmwdkq5vtf2w37q6i4", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

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
// {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "linked": 1, "mergedInto": [""], "owner": ["unit_zxpx333xjmwdkq5vtf2w37q6i4"], "replaced": ["owner"], "seen": 1, "written": {"status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "acceptedAt": "2026-12-01 02:00:00+00:00"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// [12] in the transaction
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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "ca4c5229566f55ebdca267797bc0ec9a4b6061d1ae12227a2ead52bcc231440d", "previous": "554fafa7664d8f3ca4ae9ad2ba5de37290ea4f21a48e5113d1548dc5272a4b9b", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "TRIAGE", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "55026919b0714fac", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["acceptedAt", "owner", "status", "statusAt", "statusReason"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "554fafa7664d8f3ca4ae9ad2ba5de37290ea4f21a48e5113d1548dc5272a4b9b", "fromStatus": "REPORTED", "toStatus": "ACCEPTED", "delta": "{\"kind\":\"Need\",\"values\":{\"version\":[1,2],\"status\":[\"REPORTED\",\"ACCEPTED\"],\"acceptedAt\":[null,\"2026-12-01T02:00:00+00:00\"]},\"links\":{\"owner\":[[],[\"unit_zxpx333xjmwdkq5vtf2w37q6i4\"]]}}", "hash": "1ddd14fa3996e47949d1eeefd9239ce860040a0c1ef42279e1c01b1264cb87b3"}], "remembered": [{"key": "8226e129c96a3d762119aa8e16c4a2e00b6df1a5d2629246dba81a475981b630", "request": "125df0653289a1ffc462e1083ccbf0fd1d842d01d01f5fa1fb5d95624b4aef98", "act": "TRIAGE", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 11. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [11]

// 12. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 13. 未登录 by somebody unknown
// beside the transaction: nothing

// 14. 已受理的不能再退回 what is accepted is not rejected any more
// beside the transaction: nothing

// once more [7], [9]

// 15. 社区自办 the community begins by itself
// beside the transaction: nothing

// once more [7], [9], [10], [11], [12]

// 16. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [11]

// 17. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 18. 未登录 by somebody unknown
// beside the transaction: nothing

// 19. 已开办，不能再受理 begun, not to be accepted
// beside the transaction: nothing

// once more [7], [9]

// 20. 三人到场 three on site
// beside the transaction: nothing

// once more [7]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { 
MATCH (n:Need {id: $id})
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_GRID_WORKER_places }) THEN 'GRID_WORKER' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
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
    WITH t, [doer IN [CASE WHEN (EXISTS { MATCH (t)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (t)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_GRID_WORKER_places }) THEN 'GRID_WORKER' END] WHERE doer IS NOT NULL] AS may WHERE size(may) > 0
    RETURN {
      id: t.id, status: t.status, actors: may,
      above: COLLECT { MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE true RETURN x.id }
    }
  }),
  unit: head(COLLECT { MATCH (u:Unit {id: $owner}) WHERE true RETURN u.id })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_GRID_WORKER_places": ["place_qxjilq3wtjrzfmumq22pfit6te"], "scope_at": 1796090400000, "scope_credential": "credential_o3phneci2deuo23sz3hzhlh3u4", "scope_me": "person_k2zpipqfajmjw7rvymhrtxpsnu", "scope_standing": [["account_afjailcz72mbpjb3jdjfbgjfca", "person_k2zpipqfajmjw7rvymhrtxpsnu", ["ACT", "AUDIT", "READ", "REVEAL"], "role_6fvx7arzee7pku52wffgucsumy", "R.GRID_SECRETARY", [["place", "place_qxjilq3wtjrzfmumq22pfit6te"]]], ["account_afjailcz72mbpjb3jdjfbgjfca", "person_k2zpipqfajmjw7rvymhrtxpsnu", ["ACT", "AUDIT", "READ", "REVEAL"], "role_mki5alynimvgqwjhg3gyqp27q4", "R.GRID_WORKER", [["place", "place_qxjilq3wtjrzfmumq22pfit6te"]]]], "scope_today": "2026-12-01", "worker": ""}

// once more [10]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_GRID_WORKER_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_GRID_WORKER_places": ["place_qxjilq3wtjrzfmumq22pfit6te"], "scope_at": 1796090400000, "scope_credential": "credential_o3phneci2deuo23sz3hzhlh3u4", "scope_me": "person_k2zpipqfajmjw7rvymhrtxpsnu", "scope_standing": [["account_afjailcz72mbpjb3jdjfbgjfca", "person_k2zpipqfajmjw7rvymhrtxpsnu", ["ACT", "AUDIT", "READ", "REVEAL"], "role_6fvx7arzee7pku52wffgucsumy", "R.GRID_SECRETARY", [["place", "place_qxjilq3wtjrzfmumq22pfit6te"]]], ["account_afjailcz72mbpjb3jdjfbgjfca", "person_k2zpipqfajmjw7rvymhrtxpsnu", ["ACT", "AUDIT", "READ", "REVEAL"], "role_mki5alynimvgqwjhg3gyqp27q4", "R.GRID_WORKER", [["place", "place_qxjilq3wtjrzfmumq22pfit6te"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// once more [12]

// 21. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [14]

// 22. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [13]

// 23. 未登录 by somebody unknown
// beside the transaction: nothing

// 24. 升级 raised a level
// beside the transaction: nothing

// once more [7], [9], [10], [11], [12]

// 25. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [11]

// 26. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 27. 未登录 by somebody unknown
// beside the transaction: nothing

// 28. 原因不在表内 a reason that is none
// beside the transaction: nothing

// once more [7], [9]

// 29. 改派 another owner
// beside the transaction: nothing

// once more [7], [8], [10]

// [15] in the transaction
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
// {"scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// once more [12]

// 30. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 31. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 32. 未登录 by somebody unknown
// beside the transaction: nothing

// 33. 已是主责 the owner already
// beside the transaction: nothing

// once more [7], [8]

// 34. 拆成两件 split in two
// beside the transaction: nothing

// once more [7], [8]

// [16] in the transaction
OPTIONAL CALL () { MATCH (n:`Need` {id: $effect0.id}) WHERE coalesce(n.`version`, 0) = $effect0.seen
WITH n, properties(n) AS was, {owner: CASE WHEN 'owner' IN $effect0.replaced THEN COLLECT { MATCH (n)-[:`OWNED_BY`]->(far:`Unit`) RETURN far.id } ELSE [] END, mergedInto: CASE WHEN 'mergedInto' IN $effect0.replaced THEN COLLECT { MATCH (n)-[:`MERGED_INTO`]->(far:`Need`) RETURN far.id } ELSE [] END} AS lost
SET n += $effect0.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`OWNED_BY`]->(far:`Unit`) WHERE 'owner' IN $effect0.replaced DELETE r }
CALL (n) { MATCH (n)-[r:`MERGED_INTO`]->(far:`Need`) WHERE 'mergedInto' IN $effect0.replaced DELETE r }
CALL (n) { UNWIND [id IN $effect0.owner WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect0.mergedInto WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`MERGED_INTO`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {owner: linked0, mergedInto: linked1} AS got WHERE size(linked0) + size(linked1) = $effect0.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH {id: id, was: was, now: now, lost: lost, got: got} AS row0
OPTIONAL CALL () { CREATE (n:`Need`) SET n += $effect1.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $effect1.category WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect1.measure WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $effect1.place WHERE id <> ''] AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AT`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $effect1.groups WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $effect1.channel WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`CAME_BY`]->(far) RETURN collect(far.id) AS linked4 }
CALL (n) { UNWIND [id IN $effect1.owner WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked5 }
CALL (n) { UNWIND [id IN $effect1.partOf WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`PART_OF_NEED`]->(far) RETURN collect(far.id) AS linked6 }
CALL (n) { UNWIND [id IN $effect1.reporter WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)<-[:`REPORTED`]-(far) RETURN collect(far.id) AS linked7 }
WITH *, {category: linked0, measure: linked1, place: linked2, groups: linked3, channel: linked4, owner: linked5, partOf: linked6, reporter: linked7} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) + size(linked5) + size(linked6) + size(linked7) = $effect1.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH row0, {id: id, was: was, now: now, lost: lost, got: got} AS row1
RETURN row0, row1;
// {"effect0": {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "seen": 6, "written": {}, "replaced": [""], "owner": [""], "mergedInto": [""], "linked": 0}, "effect1": {"written": {"kind": "HELP", "priority": 3, "level": 2, "reportedAt": "2026-12-01 10:00:00+08:00", "acceptedAt": "2026-12-01 02:00:00+00:00", "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "title": "活动室屋面", "quantity": 1.0, "status": "OPEN", "statusAt": "2026-12-01 02:00:00+00:00", "reopenCount": 0, "id": "need_xw4avpbimj4l77uprtdoruhzxi", "code": "B-AMJGS3KSZY4Q2LEA", "provenance": "ENTERED"}, "category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_qxjilq3wtjrzfmumq22pfit6te"], "groups": [""], "channel": [""], "owner": ["unit_aufre7w5sl5rgax3b2dgrvfh74"], "partOf": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "reporter": [""], "linked": 5}}

// [17] in the transaction
CREATE (n:`Need`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $category WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $measure WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $place WHERE id <> ''] AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AT`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $groups WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $channel WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`CAME_BY`]->(far) RETURN collect(far.id) AS linked4 }
CALL (n) { UNWIND [id IN $owner WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked5 }
CALL (n) { UNWIND [id IN $partOf WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`PART_OF_NEED`]->(far) RETURN collect(far.id) AS linked6 }
CALL (n) { UNWIND [id IN $reporter WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)<-[:`REPORTED`]-(far) RETURN collect(far.id) AS linked7 }
WITH *, {category: linked0, measure: linked1, place: linked2, groups: linked3, channel: linked4, owner: linked5, partOf: linked6, reporter: linked7} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) + size(linked5) + size(linked6) + size(linked7) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "linked": 5, "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "owner": ["unit_aufre7w5sl5rgax3b2dgrvfh74"], "partOf": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "place": ["place_qxjilq3wtjrzfmumq22pfit6te"], "reporter": [""], "written": {"kind": "HELP", "priority": 3, "level": 2, "reportedAt": "2026-12-01 10:00:00+08:00", "acceptedAt": "2026-12-01 02:00:00+00:00", "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "title": "活动室墙面", "quantity": 1.0, "status": "OPEN", "statusAt": "2026-12-01 02:00:00+00:00", "reopenCount": 0, "id": "need_ytcdrqlawc7ipcex7hy3ycrkky", "code": "B-KRMOAGHPRVINIFAG", "provenance": "ENTERED"}}

// once more [15], [12]

// 35. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 36. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 37. 未登录 by somebody unknown
// beside the transaction: nothing

// 38. 挂起到过去 until a time that is over
// beside the transaction: nothing

// once more [7], [8]

// 39. 挂起 on hold
// beside the transaction: nothing

// once more [7], [8], [10], [15], [12]

// 40. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 41. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 42. 未登录 by somebody unknown
// beside the transaction: nothing

// 43. 挂起时不到场 nobody arrives while it is on hold
// beside the transaction: nothing

// once more [7], [8]

// 44. 恢复 taken off hold
// beside the transaction: nothing

// once more [7], [8], [10], [15], [12]

// 45. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 46. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 47. 未登录 by somebody unknown
// beside the transaction: nothing
