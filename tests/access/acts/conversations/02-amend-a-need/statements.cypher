// 1. the need
// beside the transaction: nothing

// [1] in the transaction
CALL () {
  UNWIND $keys AS key
  MERGE (m:Remembered {key: key})
  RETURN collect({key: m.key, request: m.request, shown: m.shown}) AS memories
}
CALL (memories) {
  WITH [each IN $held WHERE NOT each.key IN [m IN memories WHERE m.request IS NOT NULL | m.key]] AS fresh
  CALL (fresh) {
    UNWIND fresh AS each UNWIND each.ids AS id RETURN id
  }
  WITH DISTINCT id ORDER BY id
  MERGE (l:Lock {id: id})
  SET l.held = true
  REMOVE l.held
  RETURN count(*) AS locks
}
RETURN memories;
// {"held": [], "keys": ["f4dca42b4428c581176a5112b07e3498f6bc4c26136124ceb814805a11b3fa9e"]}

// [2] in the transaction
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

// [3] in the transaction
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
// {"category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": ["category_75qmsugtbiewrfh7z2nuv2xj4i"], "linked": 4, "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "reporter": [""], "written": {"title": "12位老人周三上午需接送复诊", "description": null, "kind": "HELP", "priority": 3, "quantity": 12.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": "13877770123", "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

// [4] in the transaction
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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.code, need1.version, need1.status, need1.title, need1.quantity, toStringOrNull(need1.reportedAt), toStringOrNull(need1.windowStart), head([t IN [toStringOrNull(need1.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head(COLLECT { MATCH (need1)-[:AT]->(place2:Place) WITH place2 LIMIT 1 RETURN [CASE WHEN place2:Street THEN 'Street' WHEN place2:Community THEN 'Community' WHEN place2:Grid THEN 'Grid' ELSE 'Area' END, place2.name] }), [null, COLLECT { MATCH (need1)-[:FOR_GROUP]->(category3:Category) WITH category3, category3.code AS key5 ORDER BY key5 ASC LIMIT $p4 RETURN [null, [category3.code], null] }]] AS value } RETURN stands, value;
// {"p4": 5, "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// [5] in the transaction
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
// {"remembered": [{"key": "f4dca42b4428c581176a5112b07e3498f6bc4c26136124ceb814805a11b3fa9e", "request": "8a3d30750b9f4884cf212fe6d6a7b182fcfff6389b36ef0397ec14a5a53438f7", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

// [6] in the transaction
MATCH (h:ChainHead) WHERE h.id IS NOT NULL AND h.key <> $key
RETURN h.key AS key LIMIT 1;
// {"key": "74d58e3d9298b3cd"}

// [7] in the transaction
UNWIND $heads AS head
MATCH (h:ChainHead {id: head.id})
SET h.seq = head.seq, h.hash = head.hash, h.key = head.key, h.mac = head.mac
REMOVE h.locked
WITH head
UNWIND head.records AS row
CREATE (c:Change) SET c = row;
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "0f5034205747cf565c6c1dd22f42162f0b433a70ed889fbb918cff9adad10e53", "key": "74d58e3d9298b3cd", "mac": "b16d7a54b228e4d743e3949ecff524a65b6d37216b02762e228c6d82479ebd46", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "contactPhone", "groups", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"12位老人周三上午需接送复诊\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,12.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_hdfsryeujodcauz2v7zogyjp6y\"]],\"groups\":[[],[\"category_75qmsugtbiewrfh7z2nuv2xj4i\"]],\"measure\":[[],[\"category_jmtva2lmynhnqjn65z2nvb3ysq\"]],\"place\":[[],[\"place_a3owt2e2o2okyye3xfnxodpugy\"]]},\"erased\":[\"contactPhone\"]}", "hash": "0f5034205747cf565c6c1dd22f42162f0b433a70ed889fbb918cff9adad10e53"}]}]}

// 2. done
// beside the transaction: nothing

// once more [1]

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
WHERE (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) AND (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places })
RETURN {
  refs: {category: COLLECT { UNWIND $category AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'NEED', false)] }, measure: COLLECT { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'UNIT', false)] }, groups: COLLECT { UNWIND $groups AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'GROUP', false)] }, channel: COLLECT { UNWIND $channel AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'CHANNEL', false)] }},
  version: n.version, status: n.status, ruled: n {.`recurrence`, .`windowEnd`, .`windowStart`},
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"category": [""], "channel": [""], "groups": [""], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measure": [""], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

// [9] in the transaction
MATCH (n:`Need` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {category: CASE WHEN 'category' IN $replaced THEN COLLECT { MATCH (n)-[:`IN_CATEGORY`]->(far:`Category`) RETURN far.id } ELSE [] END, measure: CASE WHEN 'measure' IN $replaced THEN COLLECT { MATCH (n)-[:`MEASURED_IN`]->(far:`Category`) RETURN far.id } ELSE [] END, groups: CASE WHEN 'groups' IN $replaced THEN COLLECT { MATCH (n)-[:`FOR_GROUP`]->(far:`Category`) RETURN far.id } ELSE [] END, channel: CASE WHEN 'channel' IN $replaced THEN COLLECT { MATCH (n)-[:`CAME_BY`]->(far:`Category`) RETURN far.id } ELSE [] END} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`IN_CATEGORY`]->(far:`Category`) WHERE 'category' IN $replaced DELETE r }
CALL (n) { MATCH (n)-[r:`MEASURED_IN`]->(far:`Category`) WHERE 'measure' IN $replaced DELETE r }
CALL (n) { MATCH (n)-[r:`FOR_GROUP`]->(far:`Category`) WHERE 'groups' IN $replaced DELETE r }
CALL (n) { MATCH (n)-[r:`CAME_BY`]->(far:`Category`) WHERE 'channel' IN $replaced DELETE r }
CALL (n) { UNWIND [id IN $category WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $measure WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $groups WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $channel WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`CAME_BY`]->(far) RETURN collect(far.id) AS linked3 }
WITH *, {category: linked0, measure: linked1, groups: linked2, channel: linked3} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"category": [""], "channel": [""], "groups": [""], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "linked": 0, "measure": [""], "replaced": [""], "seen": 1, "written": {"quantity": 10.0, "windowStart": "2026-12-09 08:30:00+08:00"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.title, need1.quantity, toStringOrNull(need1.windowStart)] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "614f4bc78a1ff9c2114746d7ce79ebea5b1f839e24df43f9d1d3f2f3bd3118a9", "previous": "0f5034205747cf565c6c1dd22f42162f0b433a70ed889fbb918cff9adad10e53", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "AMEND_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "1b3d182df7f1004c", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["quantity", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "0f5034205747cf565c6c1dd22f42162f0b433a70ed889fbb918cff9adad10e53", "fromStatus": null, "toStatus": null, "delta": "{\"kind\":\"Need\",\"values\":{\"version\":[1,2],\"quantity\":[12.0,10.0],\"windowStart\":[\"2026-12-09T08:00:00+08:00\",\"2026-12-09T08:30:00+08:00\"]}}", "hash": "4fd549a5d012d51c846cf3b112a34873a715235a360972bd6345890db89bc8cb"}], "remembered": [{"key": "d72329f016295d819f2163db2501d3ba51b47803da812713ca58c49ea3f0ccf4", "request": "f741c636b9919c34ccf849bc8b2eb5e0a17d89781b351eba878ef6c2038301c4", "act": "AMEND_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 3. sent again: answered again, not done again
// beside the transaction: nothing

// once more [1], [10]

// 4. a version that is no longer the latest
// beside the transaction: nothing

// once more [1]

// [12] in the transaction
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
WHERE (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) AND (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places })
RETURN {
  refs: {category: COLLECT { UNWIND $category AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'NEED', false)] }, measure: COLLECT { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'UNIT', false)] }, groups: COLLECT { UNWIND $groups AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'GROUP', false)] }, channel: COLLECT { UNWIND $channel AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'CHANNEL', false)] }},
  version: n.version, status: n.status, ruled: n {.`recurrence`, .`windowEnd`, .`windowStart`},
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"category": [""], "channel": [""], "groups": [""], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measure": [""], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01"}

// 5. the version of that answer
// beside the transaction: nothing

// once more [1], [12], [9]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) RETURN [need1.id, need1.version, need1.title, need1.quantity, toStringOrNull(need1.windowStart)] AS value } RETURN stands, value;
// {"scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// once more [11]

// 6. refused by its own input
// beside the transaction: who, who.partners

// 7. no such need
// beside the transaction: nothing

// once more [1], [8]

// 8. somebody who may amend none but his own
// beside the transaction: nothing

// once more [1]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { 
MATCH (n:Need {id: $id})
WHERE true AND (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me })
RETURN {
  refs: {category: COLLECT { UNWIND $category AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'NEED', false)] }, measure: COLLECT { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'UNIT', false)] }, groups: COLLECT { UNWIND $groups AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'GROUP', false)] }, channel: COLLECT { UNWIND $channel AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'CHANNEL', false)] }},
  version: n.version, status: n.status, ruled: n {.`recurrence`, .`windowEnd`, .`windowStart`},
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"category": [""], "channel": [""], "groups": [""], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measure": [""], "scope_at": 1796090400000, "scope_credential": "credential_4eaeqbtcorzmohn7735z4wclsi", "scope_me": "person_c7kmn4mipwofphda2sfapcfnam", "scope_standing": [["account_o2kdnbdqudwvn3kxxvuevlrbhe", "person_c7kmn4mipwofphda2sfapcfnam", ["ACT", "AUDIT", "READ", "REVEAL"], "role_xe7xix3bzwdnzvw35yrl7emg34", "R.AUDITOR", []]], "scope_today": "2026-12-01"}

// 9. somebody unknown
// beside the transaction: nothing
