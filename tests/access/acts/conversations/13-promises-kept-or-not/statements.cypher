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
// {"account": "account_6odbzkdtibef4ecfpp5gpvhdke", "category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": [""], "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_account": "account_6odbzkdtibef4ecfpp5gpvhdke", "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

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
// {"category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": [""], "linked": 3, "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "reporter": [""], "written": {"title": "12位老人周三上午接送", "description": null, "kind": "HELP", "priority": 3, "quantity": 12.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": null, "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

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
// {"remembered": [{"key": "2bdf664c7482ea7e2600606daa5c3e3427e72d2b30e5cd89b5577cb46c50a8a4", "request": "1b5b7a854e64c2e6bbc407e12b1394e57e43d068a1b2b71e4fd2a10c849e3fb9", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "24b7808924e0f20e513fe89e0523657703ee8800ec872458aa7d0be26c0cfc99", "key": "74d58e3d9298b3cd", "mac": "3fb39ac0acedbbd0466c16d239923dd92accef1bb7eb5219f5b45908e5415899", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"12位老人周三上午接送\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,12.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_hdfsryeujodcauz2v7zogyjp6y\"]],\"measure\":[[],[\"category_jmtva2lmynhnqjn65z2nvb3ysq\"]],\"place\":[[],[\"place_a3owt2e2o2okyye3xfnxodpugy\"]]}}", "hash": "24b7808924e0f20e513fe89e0523657703ee8800ec872458aa7d0be26c0cfc99"}]}]}

// 2. 开放认领 open
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
// {"held": [{"key": "fbe6d93faa4ee2287b671fd68731eea10d24e6dcedd59e08088593ee6f3d5c88", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}], "keys": []}

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

// [9] in the transaction
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
// {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "linked": 0, "mergedInto": [""], "owner": [""], "replaced": [""], "seen": 1, "written": {"status": "OPEN", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "acceptedAt": "2026-12-01 02:00:00+00:00"}}

// [10] in the transaction
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

// [11] in the transaction
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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "6e1790560d0c42f412430ec5ece0cc710d860c52f9d8610d2abf9a780430f657", "previous": "24b7808924e0f20e513fe89e0523657703ee8800ec872458aa7d0be26c0cfc99", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "TRIAGE", "actor": "account_tdognz75ssqpxrw2zaejhrf3ye", "via": "KEY", "request": "1b3d182df7f1004c", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["acceptedAt", "status", "statusAt", "statusReason"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"SELF\",\"STREET\"]}", "once": null, "previousHash": "24b7808924e0f20e513fe89e0523657703ee8800ec872458aa7d0be26c0cfc99", "fromStatus": "REPORTED", "toStatus": "OPEN", "delta": "{\"kind\":\"Need\",\"values\":{\"version\":[1,2],\"status\":[\"REPORTED\",\"OPEN\"],\"acceptedAt\":[null,\"2026-12-01T02:00:00+00:00\"]}}", "hash": "94db5ea05fdbbe42aba404c24612bc883cce8b1f1374940cc1980e689cff3783"}], "remembered": [{"key": "fbe6d93faa4ee2287b671fd68731eea10d24e6dcedd59e08088593ee6f3d5c88", "request": "0e2d227a01a52aa83d5f9e49e9dae5f7c10d2cad0095a7fbb6216048fa963d0c", "act": "TRIAGE", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 3. 指派 assigned
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
// {"held": [{"key": "61a22e6e36a38dd6773461c238f047a6f62772707bcc915df57a2c4ced58162b", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4", "resource_grnunjlibwokuga4zct3lokanq"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4", "resource_grnunjlibwokuga4zct3lokanq"]}], "keys": []}

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
MATCH (n:Need {id: $id}) WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND $wanted AS wish
    MATCH (r:Resource {id: wish.id})-[:PROVIDED_BY]->(u:Unit) WHERE ((r.visibility = 'PUBLIC' AND r.status = 'ACTIVE') OR EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_STREET_partners } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) AND true
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
  workers: [],
  replaced: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "", "scope_STREET_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_revision": "…", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "units": [""], "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}], "workers": [""]}

// [14] in the transaction
OPTIONAL CALL () { CREATE (n:`Commitment`) SET n += $effect0.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $effect0.need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`FOR`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect0.resource WHERE id <> ''] AS sought MATCH (far:`Resource` {id: sought}) CREATE (n)-[:`USES`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $effect0.unit WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`BY`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $effect0.handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $effect0.replaces WHERE id <> ''] AS sought MATCH (far:`Commitment` {id: sought}) CREATE (n)-[:`REPLACES`]->(far) RETURN collect(far.id) AS linked4 }
WITH *, {need: linked0, resource: linked1, unit: linked2, handledBy: linked3, replaces: linked4} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) = $effect0.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH {id: id, was: was, now: now, lost: lost, got: got} AS row0
OPTIONAL CALL () { MATCH (n:`Need` {id: $effect1.id}) WHERE coalesce(n.`version`, 0) = $effect1.seen
WITH n, properties(n) AS was, {owner: CASE WHEN 'owner' IN $effect1.replaced THEN COLLECT { MATCH (n)-[:`OWNED_BY`]->(far:`Unit`) RETURN far.id } ELSE [] END, mergedInto: CASE WHEN 'mergedInto' IN $effect1.replaced THEN COLLECT { MATCH (n)-[:`MERGED_INTO`]->(far:`Need`) RETURN far.id } ELSE [] END} AS lost
SET n += $effect1.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`OWNED_BY`]->(far:`Unit`) WHERE 'owner' IN $effect1.replaced DELETE r }
CALL (n) { MATCH (n)-[r:`MERGED_INTO`]->(far:`Need`) WHERE 'mergedInto' IN $effect1.replaced DELETE r }
CALL (n) { UNWIND [id IN $effect1.owner WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect1.mergedInto WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`MERGED_INTO`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {owner: linked0, mergedInto: linked1} AS got WHERE size(linked0) + size(linked1) = $effect1.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH row0, {id: id, was: was, now: now, lost: lost, got: got} AS row1
RETURN row0, row1;
// {"effect0": {"written": {"direction": "ASSIGNED", "role": "LEAD", "status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 1.0, "startAt": "2026-12-09 08:00:00+08:00", "endAt": "2026-12-09 11:00:00+08:00", "id": "commitment_7l5je24uas26wuwtc2fpiyyv4y", "code": "B-O5TVRI6R67DRARC7", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}, "effect1": {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "seen": 2, "written": {"status": "IN_PROGRESS", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "startedAt": "2026-12-01 02:00:00+00:00"}, "replaced": [""], "owner": [""], "mergedInto": [""], "linked": 0}}

// once more [10]

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_STREET_partners } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_STREET_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_revision": "…", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "commitment_7l5je24uas26wuwtc2fpiyyv4y"}

// once more [11]

// 4. 指派 assigned
// beside the transaction: nothing

// once more [12], [13]

// [16] in the transaction
CREATE (n:`Commitment`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`FOR`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $resource WHERE id <> ''] AS sought MATCH (far:`Resource` {id: sought}) CREATE (n)-[:`USES`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $unit WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`BY`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $replaces WHERE id <> ''] AS sought MATCH (far:`Commitment` {id: sought}) CREATE (n)-[:`REPLACES`]->(far) RETURN collect(far.id) AS linked4 }
WITH *, {need: linked0, resource: linked1, unit: linked2, handledBy: linked3, replaces: linked4} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"handledBy": [""], "linked": 3, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "replaces": [""], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "written": {"direction": "ASSIGNED", "role": "SUPPORT", "status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 2.0, "startAt": "2026-12-09 08:00:00+08:00", "endAt": "2026-12-09 11:00:00+08:00", "id": "commitment_nw52xmuqvniz2k3yxwmuocstge", "code": "B-EUKHOMNTQLM7FKE2", "provenance": "ENTERED"}}

// once more [10], [15], [11]

// 5. 指派 assigned
// beside the transaction: nothing

// once more [12], [13], [16], [10], [15], [11]

// 6. 指派 assigned
// beside the transaction: nothing

// once more [12], [13], [16], [10], [15], [11]

// 7. 指派 assigned
// beside the transaction: nothing

// once more [12], [13], [16], [10], [15], [11]

// 8. 指派 assigned
// beside the transaction: nothing

// once more [12], [13], [16], [10], [15], [11]

// 9. 指派 assigned
// beside the transaction: nothing

// once more [12], [13], [16], [10], [15], [11]

// 10. 还没开始，Deliver 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7]

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
MATCH (c:Commitment {id: $id})
WITH c, [doer IN [CASE WHEN (EXISTS { MATCH (c)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (c)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own }) THEN 'LIAISON' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Commitment', actors: actors, version: c.version, status: c.status, held: properties(c),
  need: head(COLLECT {
    MATCH (c)-[:FOR]->(n:Need) WHERE true
    RETURN {id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
            outcome: n.outcome, stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }}
  }),
  resource: null, worker: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_7l5je24uas26wuwtc2fpiyyv4y", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "worker": ""}

// 11. 还没开始，Fail 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7], [17]

// 12. 还没开始，GiveBack 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7], [17]

// 13. 还没开始，Dispute 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { 
MATCH (c:Commitment {id: $id})
WITH c, [doer IN [CASE WHEN (EXISTS { MATCH (c)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (c)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Commitment', actors: actors, version: c.version, status: c.status, held: properties(c),
  need: head(COLLECT {
    MATCH (c)-[:FOR]->(n:Need) WHERE true
    RETURN {id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
            outcome: n.outcome, stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }}
  }),
  resource: null, worker: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_7l5je24uas26wuwtc2fpiyyv4y", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

// 14. 还没开始，Settle 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7]

// [19] in the transaction
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
MATCH (c:Commitment {id: $id})
WITH c, [doer IN [CASE WHEN (EXISTS { MATCH (c)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (c)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Commitment', actors: actors, version: c.version, status: c.status, held: properties(c),
  need: head(COLLECT {
    MATCH (c)-[:FOR]->(n:Need) WHERE true
    RETURN {id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
            outcome: n.outcome, stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }}
  }),
  resource: null, worker: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_7l5je24uas26wuwtc2fpiyyv4y", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "worker": ""}

// 15. 还没开始，Confirm 不行：写明能做什么 not begun: what can be done is named
// beside the transaction: nothing

// once more [7], [18]

// 16. 单位开始 the unit begins
// beside the transaction: nothing

// once more [7], [17]

// [20] in the transaction
MATCH (n:`Commitment` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {handledBy: CASE WHEN 'handledBy' IN $replaced THEN COLLECT { MATCH (n)-[:`HANDLED_BY`]->(far:`Person`) RETURN far.id } ELSE [] END} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`HANDLED_BY`]->(far:`Person`) WHERE 'handledBy' IN $replaced DELETE r }
CALL (n) { UNWIND [id IN $handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked0 }
WITH *, {handledBy: linked0} AS got WHERE size(linked0) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"handledBy": [""], "id": "commitment_7l5je24uas26wuwtc2fpiyyv4y", "linked": 0, "replaced": [""], "seen": 1, "written": {"status": "IN_PROGRESS", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "startedAt": "2026-12-01 02:00:00+00:00"}}

// [21] in the transaction
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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)<-[:FOR]-(:Commitment)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[0]) }) OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[1]) }) OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND any(scopeBond IN $scope_LIAISON_bonds WHERE EXISTS { MATCH (need1)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(:Category)-[:SATISFIED_BY]->(scopeSkill:Category) WHERE scopeSkill.id IN scopeBond[2] } AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopeStreet:Street) WHERE scopeStreet.id IN scopeBond[3] }))) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_LIAISON_bonds": [[["place_a3owt2e2o2okyye3xfnxodpugy", "place_wus2toj2ltw3zisz625tapkawi"], [""], ["category_cdnj7odlnxpxvtumixpt3ui6li", "category_cea7z3fpzhambhj7mkxyg6l5v4", "category_dvxgmpoelzctu75xtxlq7msmjq", "category_maass46lmealscu7htw6n5fcb4", "category_pj3he4iu5lkorgoyri7kizblhm", "category_scwflpu6f7o4bngcedre3okcoq", "category_ueeljqfpjdvangqq2ifib4rtva", "category_vv3tzswhjaagtwmw2u4j2bp2qi", "category_ykqyauzp7wyxwedrwmffpuouou"], ["place_wus2toj2ltw3zisz625tapkawi"]]], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// [22] in the transaction
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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "shown": "commitment_7l5je24uas26wuwtc2fpiyyv4y"}

// once more [11]

// 17. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [21], [22]

// 18. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 19. 未登录 by somebody unknown
// beside the transaction: nothing

// 20. 已开始，不能作废 begun, not to be voided
// beside the transaction: nothing

// once more [7], [19]

// 21. 已开始，不是没来 begun, so they did turn up
// beside the transaction: nothing

// once more [7], [18]

// 22. 已开始，不能撤回 begun, not to be taken back
// beside the transaction: nothing

// once more [7], [17]

// 23. 多于承诺 more than was promised
// beside the transaction: nothing

// once more [7], [17]

// 24. 交付 delivered
// beside the transaction: nothing

// once more [7], [17], [20], [21], [22], [11]

// 25. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [21], [22]

// 26. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 27. 未登录 by somebody unknown
// beside the transaction: nothing

// 28. 归还时间在将来 back at a time to come
// beside the transaction: nothing

// once more [7], [17]

// 29. 归还 brought back
// beside the transaction: nothing

// once more [7], [17], [20], [22], [11]

// 30. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [22]

// 31. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 32. 未登录 by somebody unknown
// beside the transaction: nothing

// 33. 异议 disputed
// beside the transaction: nothing

// once more [7], [18], [20]

// [23] in the transaction
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

// [24] in the transaction
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
// {"scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "commitment_7l5je24uas26wuwtc2fpiyyv4y"}

// once more [11]

// 34. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [23], [24]

// 35. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [18]

// 36. 未登录 by somebody unknown
// beside the transaction: nothing

// 37. 不说怎么裁 without saying which way
// beside the transaction: nothing

// once more [7], [19]

// 38. 裁定未完成 settled: not delivered
// beside the transaction: nothing

// once more [7], [19], [20], [10], [15], [11]

// 39. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [10], [15]

// 40. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [19]

// 41. 未登录 by somebody unknown
// beside the transaction: nothing

// 42. 另一项开始 another one begins
// beside the transaction: nothing

// once more [7], [17], [20], [21], [22], [11]

// 43. 没办成 it could not be done
// beside the transaction: nothing

// once more [7], [17], [20], [21], [22], [11]

// 44. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [21], [22]

// 45. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 46. 未登录 by somebody unknown
// beside the transaction: nothing

// 47. 没来 nobody turned up
// beside the transaction: nothing

// once more [7], [18], [20], [23], [24], [11]

// 48. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [23], [24]

// 49. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [18]

// 50. 未登录 by somebody unknown
// beside the transaction: nothing

// 51. 撤回 taken back
// beside the transaction: nothing

// once more [7], [17], [20], [21], [22], [11]

// 52. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [21], [22]

// 53. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 54. 未登录 by somebody unknown
// beside the transaction: nothing

// 55. 录入有误，作废 voided
// beside the transaction: nothing

// once more [7], [19], [20], [10], [15], [11]

// 56. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [10], [15]

// 57. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [19]

// 58. 未登录 by somebody unknown
// beside the transaction: nothing

// 59. 承诺挂起 a promise on hold
// beside the transaction: nothing

// once more [7], [17], [20], [22], [11]

// 60. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [22]

// 61. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [17]

// 62. 未登录 by somebody unknown
// beside the transaction: nothing

// 63. 到时恢复 taken off hold in time
// beside the transaction: nothing

// once more [7]

// [25] in the transaction
MATCH (c:Commitment {id: $id})
WITH c, [doer IN [CASE WHEN (true) THEN 'HOUSE' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Commitment', actors: actors, version: c.version, status: c.status, held: properties(c),
  need: head(COLLECT {
    MATCH (c)-[:FOR]->(n:Need) WHERE true
    RETURN {id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
            outcome: n.outcome, stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }}
  }),
  resource: null, worker: null
} AS value;
// {"ahead": 0, "asOf": "2026-12-03 08:00:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_agni37qhk2zpdowdb3v2nl4eoe", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "worker": ""}

// once more [20], [4], [6]

// 64. 改派：旧的取消，新的写明替代谁 another in its place: the old one is called off
// beside the transaction: who, who.partners

// once more [12]

// [26] in the transaction
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
MATCH (n:Need {id: $id}) WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND $wanted AS wish
    MATCH (r:Resource {id: wish.id})-[:PROVIDED_BY]->(u:Unit) WHERE ((r.visibility = 'PUBLIC' AND r.status = 'ACTIVE') OR EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_STREET_partners } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) AND true
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
    MATCH (worker:Person {id: sought}) WHERE (worker.id = $scope_me OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) })
    RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }}
  },
  replaced: head(COLLECT {
    MATCH (old:Commitment {id: $replaces})-[:FOR]->(n)
    WITH old, [doer IN [CASE WHEN (EXISTS { MATCH (old)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (old)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) THEN 'STREET' END] WHERE doer IS NOT NULL] AS may WHERE size(may) > 0
    RETURN {
      id: old.id, version: old.version, status: old.status, actors: may, heldUntil: old.heldUntil,
      quantity: old.quantity, startAt: old.startAt, endAt: old.endAt
    }
  })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-03 08:00:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "commitment_agni37qhk2zpdowdb3v2nl4eoe", "scope_STREET_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796256000000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_revision": "…", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-03", "units": [""], "wanted": [{"id": "resource_prud7pz36kurbjmp3otatlttve", "since": null, "until": null, "needs": true}], "workers": [""]}

// [27] in the transaction
OPTIONAL CALL () { MATCH (n:`Commitment` {id: $effect0.id}) WHERE coalesce(n.`version`, 0) = $effect0.seen
WITH n, properties(n) AS was, {handledBy: CASE WHEN 'handledBy' IN $effect0.replaced THEN COLLECT { MATCH (n)-[:`HANDLED_BY`]->(far:`Person`) RETURN far.id } ELSE [] END} AS lost
SET n += $effect0.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`HANDLED_BY`]->(far:`Person`) WHERE 'handledBy' IN $effect0.replaced DELETE r }
CALL (n) { UNWIND [id IN $effect0.handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked0 }
WITH *, {handledBy: linked0} AS got WHERE size(linked0) = $effect0.linked
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
// {"effect0": {"id": "commitment_agni37qhk2zpdowdb3v2nl4eoe", "seen": 3, "written": {"status": "CANCELLED", "statusAt": "2026-12-03 08:00:00+08:00", "statusReason": "NO_CAPACITY", "holdUntil": null}, "replaced": [""], "handledBy": [""], "linked": 0}, "effect1": {"written": {"direction": "ASSIGNED", "role": "SUPPORT", "status": "ACCEPTED", "statusAt": "2026-12-03 08:00:00+08:00", "quantity": 6.0, "startAt": "2026-12-09 08:00:00+08:00", "endAt": "2026-12-09 11:00:00+08:00", "id": "commitment_m6z2pimiigcv5jlqt4sjl5aok4", "code": "B-Z3GA7LCXMESN43GX", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "resource": ["resource_prud7pz36kurbjmp3otatlttve"], "unit": ["unit_uxiag5clpbojofyujgqsf6xkuu"], "handledBy": [""], "replaces": ["commitment_agni37qhk2zpdowdb3v2nl4eoe"], "linked": 4}}

// once more [10], [15], [11], [6]

// 65. 社区取消 called off by the community
// beside the transaction: who, who.partners

// once more [7], [18], [20], [23], [24], [11]

// 66. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [23], [24]

// 67. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [18]

// 68. 未登录 by somebody unknown
// beside the transaction: nothing
