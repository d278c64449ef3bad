// 1. 起草的不能直接生效：按期由系统生效 what is drafted does not begin: the house does that in time
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
// {"held": [{"key": "59c2abdaac4a27b733b0ab40dc68e4a120c9e1dc86223e4aa45fb8e47e0b9cc1", "ids": ["agreement_3r2v2r6w6n5f2s6utaqxgkffwi"]}], "keys": []}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
MATCH (n:Agreement {id: $id})
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:PARTY_TO]-(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own }) THEN 'LIAISON' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Agreement', actors: actors, version: n.version, status: n.status, held: properties(n), code: n.code,
  stream: head(COLLECT { MATCH (n)-[:BENEFITS]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) AS stream ORDER BY stream LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"id": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi", "scope_LIAISON_own": ["unit_erfa74dbobg6v6zuwqkqhliynu"], "scope_at": 1796090400000, "scope_credential": "credential_o436llyknh6swgnrejihlrftm4", "scope_revision": "…", "scope_standing": [["account_xytcsejj4pxfphdxcx4qbi33ya", "person_yzmokpmim5vs3kz6ebkzmheo7i", ["ACT", "AUDIT", "READ", "REVEAL"], "role_drgyklg4binmnn4hos6qrnvuiq", "R.UNIT_LIAISON", [["unit", "unit_erfa74dbobg6v6zuwqkqhliynu"]]]], "scope_today": "2026-12-01"}

// 2. 不说去向 without saying where to
// beside the transaction: nothing

// once more [1], [2]

// 3. 签订 signed
// beside the transaction: nothing

// once more [1], [2]

// [3] in the transaction
MATCH (n:`Agreement` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
WITH *, {} AS got WHERE 0 = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"id": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi", "linked": 0, "replaced": [""], "seen": 1, "written": {"status": "SIGNED", "signedOn": "2026-12-01"}}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (agreement1:Agreement) WHERE agreement1.id = $shown AND (NOT agreement1.status IN ['INTENT', 'DRAFT'] OR EXISTS { MATCH (agreement1)<-[:PARTY_TO]-(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own }) RETURN [agreement1.version, agreement1.status, toStringOrNull(agreement1.signedOn), toStringOrNull(agreement1.validFrom), toStringOrNull(agreement1.validTo)] AS value } RETURN stands, value;
// {"scope_LIAISON_own": ["unit_erfa74dbobg6v6zuwqkqhliynu"], "scope_at": 1796090400000, "scope_credential": "credential_o436llyknh6swgnrejihlrftm4", "scope_revision": "…", "scope_standing": [["account_xytcsejj4pxfphdxcx4qbi33ya", "person_yzmokpmim5vs3kz6ebkzmheo7i", ["ACT", "AUDIT", "READ", "REVEAL"], "role_drgyklg4binmnn4hos6qrnvuiq", "R.UNIT_LIAISON", [["unit", "unit_erfa74dbobg6v6zuwqkqhliynu"]]]], "scope_today": "2026-12-01", "shown": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi"}

// [5] in the transaction
MERGE (s:Structure {id: 'graph'})
SET s.revision = coalesce(s.revision, 0) + 1;
// {}

// [6] in the transaction
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
// {"remembered": [{"key": "c8965bdd00d9059bc05c31053d04711b03f311382234a19569639cb603b1db16", "request": "b835272a8f11d25dece4dc995d6f31863e21db76a155f40a2dcf4a75b8158d50", "act": "ADVANCE_AGREEMENT", "shown": "{\"agreement\":\"agreement_3r2v2r6w6n5f2s6utaqxgkffwi\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_mm2nkyrzp5lci4vzyq6ax73koa", "once": []}]}

// [7] in the transaction
MATCH (h:ChainHead) WHERE h.id IS NOT NULL AND h.key <> $key
RETURN h.key AS key LIMIT 1;
// {"key": "74d58e3d9298b3cd"}

// [8] in the transaction
UNWIND $heads AS head
MATCH (h:ChainHead {id: head.id})
SET h.seq = head.seq, h.hash = head.hash, h.key = head.key, h.mac = head.mac
REMOVE h.locked
WITH head
UNWIND head.records AS row
CREATE (c:Change) SET c = row;
// {"heads": [{"id": "place_mm2nkyrzp5lci4vzyq6ax73koa", "seq": 1, "hash": "f5636c5f920b25a5f09c22a6d69676bb2d6c2e011d7e457de8492473dd41dcfe", "key": "74d58e3d9298b3cd", "mac": "fd17891e3b4a62f74c17ce7b4ed1efe9ec501889e2a443a379b91f2d594fd84d", "records": [{"id": "change_okf3juxnj2nisnbs6pzdna53ce", "stream": "place_mm2nkyrzp5lci4vzyq6ax73koa", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "ADVANCE_AGREEMENT", "actor": "account_xytcsejj4pxfphdxcx4qbi33ya", "via": "KEY", "request": "a3382767cbd236fa", "target": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi", "targetKind": "Agreement", "fields": ["signedOn", "status"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"LIAISON\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": "DRAFT", "toStatus": "SIGNED", "delta": "{\"kind\":\"Agreement\",\"values\":{\"version\":[1,2],\"status\":[\"DRAFT\",\"SIGNED\"],\"signedOn\":[null,\"2026-12-01\"]}}", "hash": "f5636c5f920b25a5f09c22a6d69676bb2d6c2e011d7e457de8492473dd41dcfe"}]}]}

// 4. 再发一次：不重复办 sent again: not done again
// beside the transaction: who, who.own, who.bonds

// once more [1], [4], [1], [4]

// 5. 版本已变 from an old version
// beside the transaction: nothing

// once more [1], [2]

// 6. 未登录 by somebody unknown
// beside the transaction: nothing

// 7. 终止要说原因：列出可用的 ending it takes a reason: they are listed
// beside the transaction: nothing

// once more [1]

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
MATCH (n:Agreement {id: $id})
WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)-[:BENEFITS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'Agreement', actors: actors, version: n.version, status: n.status, held: properties(n), code: n.code,
  stream: head(COLLECT { MATCH (n)-[:BENEFITS]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) AS stream ORDER BY stream LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"id": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi", "scope_COMMUNITY_places": ["place_sriklk2at52teq7dd6xwfhlhp4"], "scope_at": 1796090400000, "scope_credential": "credential_zbfvgwkio4jrnqr334s43c7day", "scope_standing": [["account_cvh6nwi6mv6j7zuifxszahts4e", "person_du5urwllmstaggoeztij7h2twi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_433lucir5tj37xfvam6frqsniu", "R.COMMUNITY_ADMIN", [["place", "place_sriklk2at52teq7dd6xwfhlhp4"]]]], "scope_today": "2026-12-01"}

// 8. 协商一致，提前终止 ended by consent
// beside the transaction: nothing

// once more [1], [9], [3]

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (agreement1:Agreement) WHERE agreement1.id = $shown AND (NOT agreement1.status IN ['INTENT', 'DRAFT'] OR EXISTS { MATCH (agreement1)-[:BENEFITS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [agreement1.version, agreement1.status, toStringOrNull(agreement1.signedOn), toStringOrNull(agreement1.validFrom), toStringOrNull(agreement1.validTo)] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_sriklk2at52teq7dd6xwfhlhp4"], "scope_at": 1796090400000, "scope_credential": "credential_zbfvgwkio4jrnqr334s43c7day", "scope_standing": [["account_cvh6nwi6mv6j7zuifxszahts4e", "person_du5urwllmstaggoeztij7h2twi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_433lucir5tj37xfvam6frqsniu", "R.COMMUNITY_ADMIN", [["place", "place_sriklk2at52teq7dd6xwfhlhp4"]]]], "scope_today": "2026-12-01", "shown": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi"}

// once more [5]

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
// {"after": 1, "hash": "…", "id": "place_mm2nkyrzp5lci4vzyq6ax73koa", "key": "74d58e3d9298b3cd", "mac": "9ae6801853b7edba80315fb2d3d5a9ded5d5eef47635d687aa0e937555a727d1", "previous": "f5636c5f920b25a5f09c22a6d69676bb2d6c2e011d7e457de8492473dd41dcfe", "records": [{"id": "change_2sxlaurgqrri3egwahb4axozxq", "stream": "place_mm2nkyrzp5lci4vzyq6ax73koa", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "ADVANCE_AGREEMENT", "actor": "account_cvh6nwi6mv6j7zuifxszahts4e", "via": "KEY", "request": "a0664df1315a8aba", "target": "agreement_3r2v2r6w6n5f2s6utaqxgkffwi", "targetKind": "Agreement", "fields": ["status", "validTo"], "reason": "BY_CONSENT", "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": "f5636c5f920b25a5f09c22a6d69676bb2d6c2e011d7e457de8492473dd41dcfe", "fromStatus": "SIGNED", "toStatus": "TERMINATED", "delta": "{\"kind\":\"Agreement\",\"values\":{\"version\":[2,3],\"status\":[\"SIGNED\",\"TERMINATED\"],\"validTo\":[null,\"2026-12-01\"]}}", "hash": "d02e211f86867150656fbfcfb465ed88d0a79b95e9587aa51d7c4d0b515c55c5"}], "remembered": [{"key": "891711ce00a46055afffe71ab9a498361f7b6a9a99b0a5b1ec23e3d80e804e0a", "request": "20e32e4b3e0dd189a7c28ceb7a1a23736bf60130a61a9d251e0871d66643a939", "act": "ADVANCE_AGREEMENT", "shown": "{\"agreement\":\"agreement_3r2v2r6w6n5f2s6utaqxgkffwi\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_mm2nkyrzp5lci4vzyq6ax73koa"}

// 9. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [1], [10]

// 10. 版本已变 from an old version
// beside the transaction: nothing

// once more [1], [9]

// 11. 未登录 by somebody unknown
// beside the transaction: nothing

// 12. 已终止，没有下一步 it has come to its end
// beside the transaction: who, who.own, who.bonds

// once more [1], [2], [1], [2]

// 13. 推荐的不能直接到任 who is proposed does not begin
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
MATCH (n:RoleAssignment {id: $id})
WITH n, [doer IN [CASE WHEN ((EXISTS { MATCH (n)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places } OR EXISTS { MATCH (n)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places } OR EXISTS { MATCH (n)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places })) THEN 'ORGANISATION' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  kind: 'RoleAssignment', actors: actors, version: n.version, status: n.status, held: properties(n), code: n.code,
  stream: head(COLLECT { MATCH (n)-[:TARGETS|SECONDED_FROM]->(end) MATCH (end)-[:LOCATED_IN|SERVES*0..1]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) AS stream ORDER BY stream LIMIT 1 })
} AS value
 } RETURN stands, value;
// {"id": "role_vetm2mzimw5ecgtl7kcmzmhadm", "scope_ORGANISATION_places": ["place_adv2moronlz74oxt5ccc3pmhte"], "scope_at": 1796090400000, "scope_credential": "credential_umyna4oxa54ki4hpqel3tunxge", "scope_standing": [["account_cggu5qlxebpcmeql6gcvfxfxja", "person_otpzjdgnqmsq4hbvpdwxb53a7m", ["ACT", "AUDIT", "READ", "REVEAL"], "role_5iz4kulahxcilyrb54nwhcho2y", "R.ORGANISATION_OFFICER", [["place", "place_adv2moronlz74oxt5ccc3pmhte"]]]], "scope_today": "2026-12-01"}

// 14. 批准 approved
// beside the transaction: nothing

// once more [1], [12]

// [13] in the transaction
MATCH (n:`RoleAssignment` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
WITH *, {} AS got WHERE 0 = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"id": "role_vetm2mzimw5ecgtl7kcmzmhadm", "linked": 0, "replaced": [""], "seen": 1, "written": {"status": "APPROVED"}}

// [14] in the transaction
CALL () {
  UNWIND $codes AS code
  MATCH (p:Person)-[:HOLDS]->(:RoleAssignment {code: code})
  RETURN p
  UNION
  UNWIND $left AS code
  MATCH (p:Person {code: code})
  RETURN p
}
WITH DISTINCT p, EXISTS { (p)-[:HOLDS]->(r:RoleAssignment) WHERE r.status = 'ACTIVE' AND EXISTS { MATCH (r)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'}) WHERE true } } AS holds
WHERE holds <> (p:FirstSecretary)
FOREACH (_ IN CASE WHEN holds THEN [1] ELSE [] END |
  SET p:FirstSecretary, p.secretaryId = 'secretary_' + substring(p.id, size('person_')))
FOREACH (_ IN CASE WHEN holds THEN [] ELSE [1] END |
  REMOVE p:FirstSecretary, p.secretaryId);
// {"codes": ["LH-J-006"], "left": []}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (roleAssignment1:RoleAssignment) WHERE roleAssignment1.id = $shown AND (EXISTS { MATCH (roleAssignment1)<-[:HOLDS]-(scopeHolder) WHERE scopeHolder.id = $scope_me } OR (roleAssignment1.status = 'ACTIVE' AND (EXISTS { MATCH (roleAssignment1)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (roleAssignment1)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) OR (EXISTS { MATCH (roleAssignment1)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places } OR EXISTS { MATCH (roleAssignment1)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places } OR EXISTS { MATCH (roleAssignment1)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_ORGANISATION_places })) RETURN [roleAssignment1.version, roleAssignment1.status, toStringOrNull(roleAssignment1.startOn), toStringOrNull(roleAssignment1.endOn)] AS value } RETURN stands, value;
// {"scope_ORGANISATION_places": ["place_adv2moronlz74oxt5ccc3pmhte"], "scope_at": 1796090400000, "scope_credential": "credential_umyna4oxa54ki4hpqel3tunxge", "scope_me": "person_otpzjdgnqmsq4hbvpdwxb53a7m", "scope_standing": [["account_cggu5qlxebpcmeql6gcvfxfxja", "person_otpzjdgnqmsq4hbvpdwxb53a7m", ["ACT", "AUDIT", "READ", "REVEAL"], "role_5iz4kulahxcilyrb54nwhcho2y", "R.ORGANISATION_OFFICER", [["place", "place_adv2moronlz74oxt5ccc3pmhte"]]]], "scope_today": "2026-12-01", "shown": "role_vetm2mzimw5ecgtl7kcmzmhadm"}

// once more [5], [11]

// 15. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [1], [15]

// 16. 版本已变 from an old version
// beside the transaction: nothing

// once more [1], [12]

// 17. 未登录 by somebody unknown
// beside the transaction: nothing

// 18. 到任 begins
// beside the transaction: nothing

// once more [1], [12], [13], [14], [15], [5], [11]

// 19. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [1], [15]

// 20. 版本已变 from an old version
// beside the transaction: nothing

// once more [1], [12]

// 21. 未登录 by somebody unknown
// beside the transaction: nothing

// 22. 召回 called back
// beside the transaction: nothing

// once more [1], [12], [13], [14], [15], [5], [11]

// 23. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [1], [15]

// 24. 版本已变 from an old version
// beside the transaction: nothing

// once more [1], [12]

// 25. 未登录 by somebody unknown
// beside the transaction: nothing

// 26. 已召回，没有下一步 it is over
// beside the transaction: nothing

// once more [1], [12]
