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
    RETURN {forOthers: ($scope_never), stream: coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id)}
  }),
  person: head(COLLECT {
    MATCH (mine:Account {id: $account})-[:IS]->(me:Person) WHERE (mine.id = $scope_account) AND (me.id = $scope_me OR EXISTS { MATCH (me)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) })
    RETURN me.id
  })
} AS value
 } RETURN stands, value;
// {"account": "account_f7tswiv6bju5blbivqamnh4h74", "category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_ujwedwmsljrhu7n6t6qgxhjfku"], "scope_account": "account_f7tswiv6bju5blbivqamnh4h74", "scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_never": false, "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01"}

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
// {"category": ["category_6yu4qwodiqvyizdunwmtv3rxoi"], "channel": [""], "groups": [""], "linked": 4, "measure": ["category_sdyutf3y2ynzdlgk2y7k5mawn4"], "place": ["place_ujwedwmsljrhu7n6t6qgxhjfku"], "reporter": ["person_42z4vwgxm5ussfwgbix3lgey74"], "written": {"title": "桥北小区活动室漏水", "description": null, "kind": "HELP", "priority": 3, "quantity": 1.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-09 08:00:00+08:00", "windowEnd": "2026-12-09 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": "13877770054", "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), need1.title, need1.recurrence, head([t IN [toStringOrNull(need1.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head(COLLECT { MATCH (need1)-[:AT]->(place3:Place) WITH place3 LIMIT 1 RETURN [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name] }), head(COLLECT { MATCH (need1)-[:CAME_BY]->(category4:Category) WITH category4 LIMIT 1 RETURN [category4.name] }), head(COLLECT { MATCH (need1)<-[:REPORTED]-(person5:Person) WHERE (person5.id = $scope_me OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) }) WITH person5 LIMIT 1 RETURN [person5.name] })] AS value } RETURN stands, value;
// {"scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
// {"remembered": [{"key": "3c78d0bc77971d602caf670a44bb02b223f82b6517ab943efb8f4eb74b9d07e2", "request": "df627ed535c68e4fcffdb8ae5baae0231ba8c9d1dd2a195d254efe6c2049b74c", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4", "key": "74d58e3d9298b3cd", "mac": "8894d8bcacb0c623a451853a40fad3b33d7fae0c7d746e14410ea86033b43da1", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_f7tswiv6bju5blbivqamnh4h74", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "contactPhone", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"桥北小区活动室漏水\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,1.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_6yu4qwodiqvyizdunwmtv3rxoi\"]],\"measure\":[[],[\"category_sdyutf3y2ynzdlgk2y7k5mawn4\"]],\"place\":[[],[\"place_ujwedwmsljrhu7n6t6qgxhjfku\"]],\"reporter\":[[],[\"person_42z4vwgxm5ussfwgbix3lgey74\"]]},\"erased\":[\"contactPhone\"]}", "hash": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4"}]}]}

// 2. 还没办完，不能评价 nothing to rate yet
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
// {"held": [{"key": "8b257f739eeb5537ee50de873ba33b2b1878052f22e282a74efdf1aaf6dcefed", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}], "keys": []}

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

// 3. 没办结，不能重开 nothing to open again
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
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
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
    WITH t, [doer IN [CASE WHEN (EXISTS { MATCH (t)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END] WHERE doer IS NOT NULL] AS may WHERE size(may) > 0
    RETURN {
      id: t.id, status: t.status, actors: may,
      above: COLLECT { MATCH (t)-[:MERGED_INTO|PART_OF_NEED*0..20]->(x:Need) WHERE true RETURN x.id }
    }
  }),
  unit: head(COLLECT { MATCH (u:Unit {id: $owner}) WHERE true RETURN u.id })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "worker": ""}

// 4. 未开放认领，不能办结 not open yet
// beside the transaction: nothing

// once more [7], [8]

// 5. 受理 accepted
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
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

// [11] in the transaction
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
// {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "linked": 0, "mergedInto": [""], "owner": [""], "replaced": [""], "seen": 1, "written": {"status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "acceptedAt": "2026-12-01 02:00:00+00:00"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// [13] in the transaction
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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "072cb4f4cd98599ecdad0e4c568ccfae1c5e61809abe299f92f7efe60c958494", "previous": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "TRIAGE", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "6b7a09e188c630e3", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["acceptedAt", "status", "statusAt", "statusReason"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4", "fromStatus": "REPORTED", "toStatus": "ACCEPTED", "delta": "{\"kind\":\"Need\",\"values\":{\"version\":[1,2],\"status\":[\"REPORTED\",\"ACCEPTED\"],\"acceptedAt\":[null,\"2026-12-01T02:00:00+00:00\"]}}", "hash": "bb24b0ad5421425ac435d49a27116d727333064d89804aff9deba7dbd8ae137f"}], "remembered": [{"key": "9e4411baced36a57b3c4fe5c53211a6f1983eb6b3b2cdddea864f969f177b0ae", "request": "c169208c7ca5eb1bfdd5d4216ad64c9627b83fc086c5538017197f3dbc9f62a3", "act": "TRIAGE", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 6. 还没开始办 not begun
// beside the transaction: nothing

// once more [7], [10]

// 7. 社区自办 the community begins
// beside the transaction: nothing

// once more [7], [10], [11], [12], [13]

// 8. 还没反馈办完 not said to be done
// beside the transaction: nothing

// once more [7], [9]

// 9. 不说结果 without an outcome
// beside the transaction: nothing

// once more [7], [10]

// 10. 办完 said to be done
// beside the transaction: nothing

// once more [7], [10], [11], [12], [13]

// 11. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [12]

// 12. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [10]

// 13. 未登录 by somebody unknown
// beside the transaction: nothing

// 14. 办完的不能撤销 what is done is not called off
// beside the transaction: nothing

// once more [7], [10]

// 15. 办完的不能合并 what is done is not merged
// beside the transaction: nothing

// once more [7], [10]

// 16. 居民确认 the resident confirms
// beside the transaction: nothing

// once more [7], [9]

// [14] in the transaction
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
OPTIONAL CALL () { CREATE (n:`Assessment`) SET n += $effect1.written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $effect1.need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`ASSESSES`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $effect1.by WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`SAID_BY`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {need: linked0, by: linked1} AS got WHERE size(linked0) + size(linked1) = $effect1.linked
RETURN n.id AS id, was, properties(n) AS now, lost, got } WITH row0, {id: id, was: was, now: now, lost: lost, got: got} AS row1
RETURN row0, row1;
// {"effect0": {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "seen": 4, "written": {"status": "CLOSED", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "closedAt": "2026-12-01 02:00:00+00:00"}, "replaced": [""], "owner": [""], "mergedInto": [""], "linked": 0}, "effect1": {"written": {"kind": "CONFIRMATION", "assessedAt": "2026-12-01 02:00:00+00:00", "reached": true, "solved": true, "satisfied": false, "score": 3, "id": "assessment_je7xioh3kor5i32imvoykgkziy", "code": "B-JMVHLKHFJ2EECRK3", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "by": ["person_42z4vwgxm5ussfwgbix3lgey74"], "linked": 2}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// once more [13]

// 17. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 18. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 19. 未登录 by somebody unknown
// beside the transaction: nothing

// 20. 什么也没填 nothing is said
// beside the transaction: who, who.partners

// 21. 没联系上却有评价 nobody was reached, and yet
// beside the transaction: who, who.partners

// 22. 回访评价 rated in a return call
// beside the transaction: nothing

// once more [7], [8], [14]

// [16] in the transaction
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

// once more [13]

// 23. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [16]

// 24. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 25. 未登录 by somebody unknown
// beside the transaction: nothing

// 26. 重开 opened again
// beside the transaction: nothing

// once more [7], [9], [11], [15], [13]

// 27. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [15]

// 28. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 29. 未登录 by somebody unknown
// beside the transaction: nothing

// 30. 未满足，说明原因办结 closed, not met
// beside the transaction: nothing

// once more [7], [8], [11], [16], [13]

// 31. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [16]

// 32. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 33. 未登录 by somebody unknown
// beside the transaction: nothing

// 34. 上报一件 a need is raised
// beside the transaction: nothing

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

// once more [2]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), need1.title, need1.recurrence, head([t IN [toStringOrNull(need1.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head(COLLECT { MATCH (need1)-[:AT]->(place3:Place) WITH place3 LIMIT 1 RETURN [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name] }), head(COLLECT { MATCH (need1)-[:CAME_BY]->(category4:Category) WITH category4 LIMIT 1 RETURN [category4.name] }), head(COLLECT { MATCH (need1)<-[:REPORTED]-(person5:Person) WHERE (person5.id = $scope_me OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) }) WITH person5 LIMIT 1 RETURN [person5.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_ppdj2z5xyki3qma3aabhraf5pe"}

// once more [13]

// 35. 上报一件 a need is raised
// beside the transaction: nothing

// once more [17], [2], [18], [13]

// 36. 上报一件 a need is raised
// beside the transaction: nothing

// once more [17], [2], [18], [13]

// 37. 并入自身 into itself
// beside the transaction: nothing

// once more [7], [10]

// [19] in the transaction
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
  RETURN n.id AS seen
}
RETURN seen AS id;
// {"ids": ["need_ppdj2z5xyki3qma3aabhraf5pe"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am"}

// 38. 并入另一件 merged into another
// beside the transaction: nothing

// once more [7], [10], [11], [12], [13]

// 39. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [12]

// 40. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [10]

// 41. 未登录 by somebody unknown
// beside the transaction: nothing

// 42. 并入已并走的：成环 into what was merged into it
// beside the transaction: nothing

// once more [7], [10], [19]

// 43. 撤销 called off
// beside the transaction: nothing

// once more [7], [10], [11], [12], [13]

// 44. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [12]

// 45. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [10]

// 46. 未登录 by somebody unknown
// beside the transaction: nothing
