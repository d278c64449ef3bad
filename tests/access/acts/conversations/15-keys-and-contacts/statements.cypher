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
// {"account": "account_6odbzkdtibef4ecfpp5gpvhdke", "category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_ujwedwmsljrhu7n6t6qgxhjfku"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_account": "account_6odbzkdtibef4ecfpp5gpvhdke", "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

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
// {"category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "linked": 3, "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_ujwedwmsljrhu7n6t6qgxhjfku"], "reporter": [""], "written": {"title": "桥北小区活动室漏水", "description": null, "kind": "HELP", "priority": 3, "quantity": 1.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "recurrence": null, "contactName": "冯某某", "contactPhone": "13877770088", "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

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
// {"remembered": [{"key": "2bdf664c7482ea7e2600606daa5c3e3427e72d2b30e5cd89b5577cb46c50a8a4", "request": "8b6cc3550ba9a35598503fdf636edbdabfdc42cd5f3f824117edd4ed3a8445d6", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "75f54ff4535efbb9b408f914e3495670032b626e025ce8a86e9f1a20f7fd3563", "key": "74d58e3d9298b3cd", "mac": "6d775ce28a1d79371b2d0f9204a6b872cc4a4483f31bfcbed4f3c87cf2f91104", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "contactName", "contactPhone", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"桥北小区活动室漏水\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,1.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_6yu4qwodiqvyizdunwmtv3rxoi\"]],\"measure\":[[],[\"category_sdyutf3y2ynzdlgk2y7k5mawn4\"]],\"place\":[[],[\"place_ujwedwmsljrhu7n6t6qgxhjfku\"]]},\"erased\":[\"contactName\",\"contactPhone\"]}", "hash": "75f54ff4535efbb9b408f914e3495670032b626e025ce8a86e9f1a20f7fd3563"}]}]}

// 2. 原因太短 a reason that is too short
// beside the transaction: who, who.partners

// 3. 别处的需求 a need elsewhere
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
  }
  WITH DISTINCT id ORDER BY id
  MERGE (l:Lock {id: id})
  SET l.held = true
  REMOVE l.held
  RETURN count(*) AS locks
}
RETURN memories;
// {"held": [{"key": "3640068523258eb2c645b9e8cc6c5ea0e670ba8b94ede03070b714657703c918", "ids": ["account_rqtutwqzayhyugpock4jurdzvu"]}], "keys": []}

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
CALL () {
  MATCH (n:Need {id: $id})
  WHERE (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) AND (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places })
  RETURN n.id AS id, 'Need' AS kind,
    {contactName: toStringOrNull(n.contactName), contactPhone: toStringOrNull(n.contactPhone),
     contactAddress: toStringOrNull(n.contactAddress)} AS held,
    head(COLLECT {
      MATCH (n)-[:AT]->(near:Place)-[:PART_OF*0..10]->(street:Street)
      RETURN street.id ORDER BY street.id LIMIT 1
    }) AS stream
UNION ALL
  MATCH (m:Person {id: $id})
  WHERE (m.id = $scope_me OR EXISTS { MATCH (m)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (m)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) }) AND (m.id = $scope_me OR EXISTS { MATCH (m)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) })
  RETURN m.id AS id, 'Person' AS kind, {name: m.name, phone: toStringOrNull(m.phone)} AS held, null AS stream
}
RETURN {
  id: id, kind: kind, held: held, stream: stream,
  recent: COLLECT {
    MATCH (c:Change) WHERE c.actor = $account AND c.act = 'REVEAL_CONTACT' AND c.at > $since AND true
    RETURN c.at AS at ORDER BY at DESC LIMIT $most
  }
} AS value
 } RETURN stands, value;
// {"account": "account_rqtutwqzayhyugpock4jurdzvu", "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "most": 30, "scope_COMMUNITY_places": ["place_42vfpvgogkouu7p2agg656f2p4"], "scope_at": 1796090400000, "scope_credential": "credential_mw3xuaoq4gu7rldiapfhbcwfgm", "scope_me": "person_rcr7l4zq3l3ijzsb4z3qyb7reu", "scope_standing": [["account_rqtutwqzayhyugpock4jurdzvu", "person_rcr7l4zq3l3ijzsb4z3qyb7reu", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7xivcowdbfojwpnxlnphlnd4jm", "R.COMMUNITY_ADMIN", [["place", "place_42vfpvgogkouu7p2agg656f2p4"]]]], "scope_today": "2026-12-01", "since": "2026-12-01 01:00:00+00:00"}

// 4. 查看联系方式，留痕 contact details, recorded
// beside the transaction: nothing

// once more [7], [8]

// [9] in the transaction
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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "3fc862b864d74c1483e648b32339b22596530b5e6cb7f6f50b3619d1633f7843", "previous": "75f54ff4535efbb9b408f914e3495670032b626e025ce8a86e9f1a20f7fd3563", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "REVEAL_CONTACT", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "f6b3b5289e2ccd94", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["contactName", "contactPhone"], "reason": "入户前联系", "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "75f54ff4535efbb9b408f914e3495670032b626e025ce8a86e9f1a20f7fd3563", "fromStatus": null, "toStatus": null, "delta": null, "hash": "3d9b68a03ace8aa77f98cd8ab36b6ee72bff8875f179e0b25626cb34da57516e"}], "remembered": [{"key": "65d1852cb9808107a3d18b1dc385f06ffbfb95fe497bd3692af0926f2501ad2a", "request": "ccef6e5a945fb8c9996d7d611fb4fdb9efd5700526525c2058d9711050dc0c98", "act": "REVEAL_CONTACT", "shown": "{}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 5. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7]

// 6. 未登录 by somebody unknown
// beside the transaction: nothing

// 7. 期限超出 too many days
// beside the transaction: who, who.partners

// 8. 创建只读密钥 a key that reads
// beside the transaction: nothing

// once more [7]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (s:Structure {id: 'graph'}) RETURN s.installation AS value } RETURN stands, value;
// {"scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01"}

// [11] in the transaction
MATCH (a:Account {id: $account})
CREATE (a)<-[:OF]-(c:Credential {
  id: $id, kind: $kind, name: $name, hint: $hint, rights: $rights, createdAt: $now, expiresAt: $until, hash: $hash
})
RETURN c.id AS id;
// {"account": "account_6odbzkdtibef4ecfpp5gpvhdke", "hash": "…", "hint": "…", "id": "credential_gorytorz2okzl4xegzio5kwice", "kind": "KEY", "name": "看板", "now": "2026-12-01 02:00:00+00:00", "rights": ["READ"], "until": "2026-12-31 02:00:00+00:00"}

// once more [4], [6]

// 9. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7]

// 10. 未登录 by somebody unknown
// beside the transaction: nothing

// 11. 别人的密钥 somebody else's key
// beside the transaction: nothing

// once more [7]

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
MATCH (c:Credential {id: $id})
WHERE (EXISTS { MATCH (c)-[:OF]->(scopeOwner) WHERE scopeOwner.id = $scope_account }) AND (EXISTS { MATCH (c)-[:OF]->(scopeOwner) WHERE scopeOwner.id = $scope_account })
RETURN {id: c.id, revokedAt: c.revokedAt} AS value
 } RETURN stands, value;
// {"id": "credential_gorytorz2okzl4xegzio5kwice", "scope_account": "account_aishr43xrmblpclaem7eznzfaq", "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01"}

// 12. 撤销密钥 revoked
// beside the transaction: nothing

// once more [7], [12]

// [13] in the transaction
MATCH (c:Credential {id: $id})-[:OF]->(a:Account)
WITH c, a, c.revokedAt IS NULL AS stood
SET c.revokedAt = coalesce(c.revokedAt, $now)
RETURN c.id AS id, a.id AS account, stood;
// {"id": "credential_gorytorz2okzl4xegzio5kwice", "now": "2026-12-01 02:00:00+00:00"}

// once more [9]

// 13. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7]

// 14. 未登录 by somebody unknown
// beside the transaction: nothing
