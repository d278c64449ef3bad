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
CALL (n) { UNWIND $category AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND $place AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AT`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND $groups AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND $channel AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`CAME_BY`]->(far) RETURN collect(far.id) AS linked4 }
CALL (n) { UNWIND $reporter AS sought MATCH (far:`Person` {id: sought}) CREATE (n)<-[:`REPORTED`]-(far) RETURN collect(far.id) AS linked5 }
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
UNWIND $rows AS row
MERGE (m:Remembered {key: row.key})
SET m.request = row.request, m.act = row.act, m.shown = row.shown, m.at = row.at;
// {"rows": [{"key": "3c78d0bc77971d602caf670a44bb02b223f82b6517ab943efb8f4eb74b9d07e2", "request": "df627ed535c68e4fcffdb8ae5baae0231ba8c9d1dd2a195d254efe6c2049b74c", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}]}

// [5] in the transaction
UNWIND $streams AS stream
MERGE (h:ChainHead {id: stream.id})
SET h.locked = true
WITH h, stream
RETURN h.id AS id, h.seq AS seq, h.hash AS hash, h.key AS key,
       [once IN stream.once WHERE EXISTS { MATCH (c:Change) WHERE c.once = once }] AS recorded;
// {"streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4", "key": "74d58e3d9298b3cd", "mac": "8894d8bcacb0c623a451853a40fad3b33d7fae0c7d746e14410ea86033b43da1", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_f7tswiv6bju5blbivqamnh4h74", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "contactPhone", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"桥北小区活动室漏水\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,1.0],\"windowStart\":[null,\"2026-12-09T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-09T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_6yu4qwodiqvyizdunwmtv3rxoi\"]],\"measure\":[[],[\"category_sdyutf3y2ynzdlgk2y7k5mawn4\"]],\"place\":[[],[\"place_ujwedwmsljrhu7n6t6qgxhjfku\"]],\"reporter\":[[],[\"person_42z4vwgxm5ussfwgbix3lgey74\"]]},\"erased\":[\"contactPhone\"]}", "hash": "1489d9f70c989e235074fdc803712108493c15403daa613f81005f8d5dc550f4"}]}]}

// 2. 还没办完，不能评价 nothing to rate yet
// beside the transaction: nothing

// [8] in the transaction
UNWIND $ids AS id
MATCH (c:Commitment {id: id})
CALL (c) {
  MATCH (c)-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (c)-[:USES]->(r) RETURN r.id AS held
UNION
  MATCH (c)-[:USES]->()-[:CONSISTS_OF]->(k) RETURN k.id AS held
UNION
  MATCH (c)-[:HANDLED_BY]->(p) RETURN p.id AS held
}
RETURN DISTINCT held AS id;
// {"ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}

// [9] in the transaction
UNWIND $ids AS id MERGE (l:Lock {id: id}) SET l.held = true REMOVE l.held;
// {"ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}

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
// {"asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "worker": ""}

// 3. 没办结，不能重开 nothing to open again
// beside the transaction: nothing

// once more [8], [9]

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
// {"asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "worker": ""}

// 4. 未开放认领，不能办结 not open yet
// beside the transaction: nothing

// once more [8], [9], [10]

// 5. 受理 accepted
// beside the transaction: nothing

// once more [8], [9]

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
// {"asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

// [13] in the transaction
MATCH (n:`Need` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {owner: CASE WHEN 'owner' IN $replaced THEN COLLECT { MATCH (n)-[:`OWNED_BY`]->(far:`Unit`) RETURN far.id } ELSE [] END, mergedInto: CASE WHEN 'mergedInto' IN $replaced THEN COLLECT { MATCH (n)-[:`MERGED_INTO`]->(far:`Need`) RETURN far.id } ELSE [] END} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`OWNED_BY`]->(far:`Unit`) WHERE 'owner' IN $replaced DELETE r }
CALL (n) { MATCH (n)-[r:`MERGED_INTO`]->(far:`Need`) WHERE 'mergedInto' IN $replaced DELETE r }
CALL (n) { UNWIND $owner AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`OWNED_BY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND $mergedInto AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`MERGED_INTO`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {owner: linked0, mergedInto: linked1} AS got WHERE size(linked0) + size(linked1) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "linked": 0, "mergedInto": [""], "owner": [""], "replaced": [""], "seen": 1, "written": {"status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "acceptedAt": "2026-12-01 02:00:00+00:00"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_COMMUNITY_partners } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": null}

// once more [4], [5], [7]

// 6. 还没开始办 not begun
// beside the transaction: nothing

// once more [8], [9], [12]

// 7. 社区自办 the community begins
// beside the transaction: nothing

// once more [8], [9], [12], [13], [14], [15], [4], [5], [7]

// 8. 还没反馈办完 not said to be done
// beside the transaction: nothing

// once more [8], [9], [11]

// 9. 不说结果 without an outcome
// beside the transaction: nothing

// once more [8], [9], [12]

// 10. 办完 said to be done
// beside the transaction: nothing

// [16] in the transaction
UNWIND $keys AS key
MERGE (m:Remembered {key: key})
RETURN m.key AS key, m.request AS request, m.shown AS shown;
// {"keys": ["6e6a4283732efbfa8b654e37a1c272d91ad663dce21c979bbf00aebc0e2077c5"]}

// once more [8], [9], [12], [13], [14], [15], [4], [5], [7]

// 11. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [14], [15]

// 12. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [12]

// 13. 未登录 by somebody unknown
// beside the transaction: nothing

// 14. 办完的不能撤销 what is done is not called off
// beside the transaction: nothing

// once more [8], [9], [12]

// 15. 办完的不能合并 what is done is not merged
// beside the transaction: nothing

// once more [8], [9], [12]

// 16. 居民确认 the resident confirms
// beside the transaction: nothing

// once more [16], [8], [9], [11], [13]

// [17] in the transaction
CREATE (n:`Assessment`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND $need AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`ASSESSES`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND $by AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`SAID_BY`]->(far) RETURN collect(far.id) AS linked1 }
WITH *, {need: linked0, by: linked1} AS got WHERE size(linked0) + size(linked1) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"by": ["person_42z4vwgxm5ussfwgbix3lgey74"], "linked": 2, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "written": {"kind": "CONFIRMATION", "assessedAt": "2026-12-01 02:00:00+00:00", "reached": true, "solved": true, "satisfied": false, "score": 3, "id": "assessment_je7xioh3kor5i32imvoykgkziy", "code": "B-JMVHLKHFJ2EECRK3", "provenance": "ENTERED"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_at": 1796090400000, "scope_credential": "credential_fwaxr2ijeer73sdtva3hzchzzi", "scope_me": "person_42z4vwgxm5ussfwgbix3lgey74", "scope_standing": [["account_f7tswiv6bju5blbivqamnh4h74", "person_42z4vwgxm5ussfwgbix3lgey74", ["ACT", "AUDIT", "READ", "REVEAL"], "", "", []]], "scope_today": "2026-12-01", "shown": null}

// once more [4], [5], [7]

// 17. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [18], [19]

// 18. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [11]

// 19. 未登录 by somebody unknown
// beside the transaction: nothing

// 20. 什么也没填 nothing is said
// beside the transaction: who, who.partners

// 21. 没联系上却有评价 nobody was reached, and yet
// beside the transaction: who, who.partners

// 22. 回访评价 rated in a return call
// beside the transaction: nothing

// once more [16], [8], [9], [10], [13], [17]

// [20] in the transaction
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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_STREET_partners } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_STREET_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_revision": "…", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": null}

// once more [4], [5], [7]

// 23. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [20], [21]

// 24. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [10]

// 25. 未登录 by somebody unknown
// beside the transaction: nothing

// 26. 重开 opened again
// beside the transaction: nothing

// once more [16], [8], [9], [11], [13], [18], [19], [4], [5], [7]

// 27. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [18], [19]

// 28. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [11]

// 29. 未登录 by somebody unknown
// beside the transaction: nothing

// 30. 未满足，说明原因办结 closed, not met
// beside the transaction: nothing

// once more [16], [8], [9], [10], [13], [20], [21], [4], [5], [7]

// 31. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [20], [21]

// 32. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [10]

// 33. 未登录 by somebody unknown
// beside the transaction: nothing

// 34. 上报一件 a need is raised
// beside the transaction: nothing

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), need1.title, need1.recurrence, head([t IN [toStringOrNull(need1.contactPhone)] WHERE t IS NOT NULL | CASE WHEN size(t) >= 11 THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END]), head(COLLECT { MATCH (need1)-[:AT]->(place3:Place) WITH place3 LIMIT 1 RETURN [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name] }), head(COLLECT { MATCH (need1)-[:CAME_BY]->(category4:Category) WITH category4 LIMIT 1 RETURN [category4.name] }), head(COLLECT { MATCH (need1)<-[:REPORTED]-(person5:Person) WHERE (person5.id = $scope_me OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) } OR EXISTS { MATCH (person5)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (EXISTS { MATCH (scopeRole)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places } OR EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) }) WITH person5 LIMIT 1 RETURN [person5.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_ppdj2z5xyki3qma3aabhraf5pe"}

// once more [4], [5], [7]

// 35. 上报一件 a need is raised
// beside the transaction: nothing

// once more [22], [2], [23], [4], [5], [7]

// 36. 上报一件 a need is raised
// beside the transaction: nothing

// once more [22], [2], [23], [4], [5], [7]

// 37. 并入自身 into itself
// beside the transaction: nothing

// once more [8], [9], [12]

// [24] in the transaction
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

// once more [16], [8], [9], [12], [13], [14], [15], [4], [5], [7]

// 39. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [14], [15]

// 40. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [12]

// 41. 未登录 by somebody unknown
// beside the transaction: nothing

// 42. 并入已并走的：成环 into what was merged into it
// beside the transaction: nothing

// once more [8], [9], [12], [24]

// 43. 撤销 called off
// beside the transaction: nothing

// once more [16], [8], [9], [12], [13], [14], [15], [4], [5], [7]

// 44. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [16], [14], [15]

// 45. 版本已变 from an old version
// beside the transaction: nothing

// once more [8], [9], [12]

// 46. 未登录 by somebody unknown
// beside the transaction: nothing
