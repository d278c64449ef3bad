// 1. done
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
// {"held": [], "keys": ["59ce1ade0db9c07186c4c577f4f65d6c6079f4726d274ab10fc96ef4aa8c4f5e"]}

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
RETURN {
  refs: {provider: COLLECT { UNWIND $provider AS sought MATCH (far:`Unit` {id: sought}) WHERE true RETURN [far.id, true] }, categories: COLLECT { UNWIND $categories AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'CAPABILITY', false)] }, measure: COLLECT { UNWIND $measure AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'UNIT', false)] }, place: COLLECT { UNWIND $place AS sought MATCH (far:`Place` {id: sought}) WHERE true RETURN [far.id, true] }, serviceArea: COLLECT { UNWIND $serviceArea AS sought MATCH (far:`Place` {id: sought}) WHERE true RETURN [far.id, true] }, audience: COLLECT { UNWIND $audience AS sought MATCH (far:`Category` {id: sought}) WHERE true RETURN [far.id, coalesce(far.`taxonomy` = 'GROUP', false)] }},
  by: head(COLLECT {
    UNWIND $provider AS sought
    MATCH (by:Unit {id: sought}) WHERE true RETURN {may: (by.id IN $scope_LIAISON_own)}
  }),
  streams: [
    head(COLLECT { UNWIND $place AS sought MATCH (at:Place {id: sought}) WHERE true RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) }),
    head(COLLECT {
      UNWIND $provider AS sought
      MATCH (:Unit {id: sought})-[:LOCATED_IN]->(at:Place) WHERE true RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1
    })
  ]
} AS value
 } RETURN stands, value;
// {"audience": [""], "categories": ["category_jxeeqyz454nczonujyw5krksai"], "measure": ["category_ngczdvnnrmzibqsmhifoxxc6oi"], "place": [""], "provider": ["unit_qawnv2philweabb36zph4p3una"], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "serviceArea": ["place_wus2toj2ltw3zisz625tapkawi"]}

// [3] in the transaction
CREATE (n:`Resource`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $provider WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`PROVIDED_BY`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $categories WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`IN_CATEGORY`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $measure WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`MEASURED_IN`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $place WHERE id <> ''] AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AT`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $serviceArea WHERE id <> ''] AS sought MATCH (far:`Place` {id: sought}) CREATE (n)-[:`AVAILABLE_TO`]->(far) RETURN collect(far.id) AS linked4 }
CALL (n) { UNWIND [id IN $audience WHERE id <> ''] AS sought MATCH (far:`Category` {id: sought}) CREATE (n)-[:`FOR_GROUP`]->(far) RETURN collect(far.id) AS linked5 }
WITH *, {provider: linked0, categories: linked1, measure: linked2, place: linked3, serviceArea: linked4, audience: linked5} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) + size(linked5) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"audience": [""], "categories": ["category_jxeeqyz454nczonujyw5krksai"], "linked": 4, "measure": ["category_ngczdvnnrmzibqsmhifoxxc6oi"], "place": [""], "provider": ["unit_qawnv2philweabb36zph4p3una"], "serviceArea": ["place_wus2toj2ltw3zisz625tapkawi"], "written": {"name": "义诊帐篷", "description": null, "kind": "EQUIPMENT", "capacityMode": "COUNTED", "capacity": 4.0, "ratePeriod": null, "openingHours": ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:00-17:00"], "closedOn": null, "validFrom": null, "validTo": null, "leadTimeMinutes": null, "bufferMinutes": null, "shortestMinutes": null, "longestMinutes": null, "approvalRequired": true, "toBeReturned": null, "radiusKm": null, "emergencyCallable": false, "id": "resource_ahq35qpdsjcrlsjsvmejdh56eu", "code": "B-5DTQ3QLQ4FBTGYT3", "provenance": "ENTERED", "status": "ACTIVE", "visibility": "INTERNAL", "assuredOn": "2026-12-01"}}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (resource1:Resource) WHERE resource1.id = $shown AND ((resource1.visibility = 'PUBLIC' AND resource1.status = 'ACTIVE') OR EXISTS { MATCH (resource1)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (resource1)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [resource1.id, resource1.code, resource1.version, resource1.name, resource1.capacity, head(COLLECT { MATCH (resource1)-[:PROVIDED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), [null, COLLECT { MATCH (resource1)-[:AVAILABLE_TO]->(place3:Place) WITH place3, place3.code AS key5 ORDER BY key5 ASC LIMIT $p4 RETURN [null, [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name], null] }]] AS value } RETURN stands, value;
// {"p4": 5, "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "shown": "resource_ahq35qpdsjcrlsjsvmejdh56eu"}

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
// {"remembered": [{"key": "59ce1ade0db9c07186c4c577f4f65d6c6079f4726d274ab10fc96ef4aa8c4f5e", "request": "c91192477f9a17511249db85c1e2176e505aed49697dbcdb4fddb5331f75b5cb", "act": "OFFER_RESOURCE", "shown": "{\"resource\":\"resource_ahq35qpdsjcrlsjsvmejdh56eu\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "490260ef392a0a9da3170da7e18ff5a4973b4e067b4b00da088a70b0c821db47", "key": "74d58e3d9298b3cd", "mac": "87988ef3ee1fe07bbd0362aac4be0eb9dece4c0d49d95c9a61d509e9810ada3c", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "OFFER_RESOURCE", "actor": "account_aishr43xrmblpclaem7eznzfaq", "via": "KEY", "request": "9e251905a6d98e01", "target": "resource_ahq35qpdsjcrlsjsvmejdh56eu", "targetKind": "Resource", "fields": ["approvalRequired", "capacity", "capacityMode", "categories", "emergencyCallable", "kind", "measure", "name", "openingHours", "provider", "serviceArea"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"LIAISON\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "ACTIVE", "delta": "{\"kind\":\"Resource\",\"new\":true,\"values\":{\"id\":[null,\"resource_ahq35qpdsjcrlsjsvmejdh56eu\"],\"code\":[null,\"B-5DTQ3QLQ4FBTGYT3\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"name\":[null,\"义诊帐篷\"],\"kind\":[null,\"EQUIPMENT\"],\"status\":[null,\"ACTIVE\"],\"visibility\":[null,\"INTERNAL\"],\"capacityMode\":[null,\"COUNTED\"],\"capacity\":[null,4.0],\"openingHours\":[null,[\"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:00-17:00\"]],\"approvalRequired\":[null,true],\"emergencyCallable\":[null,false],\"assuredOn\":[null,\"2026-12-01\"]},\"links\":{\"categories\":[[],[\"category_jxeeqyz454nczonujyw5krksai\"]],\"measure\":[[],[\"category_ngczdvnnrmzibqsmhifoxxc6oi\"]],\"provider\":[[],[\"unit_qawnv2philweabb36zph4p3una\"]],\"serviceArea\":[[],[\"place_wus2toj2ltw3zisz625tapkawi\"]]}}", "hash": "490260ef392a0a9da3170da7e18ff5a4973b4e067b4b00da088a70b0c821db47"}]}]}

// 2. sent again: answered again, not done again
// beside the transaction: who, who.own, who.bonds

// once more [1], [4], [1], [4]

// 3. refused by its own input
// beside the transaction: who, who.own, who.bonds

// 4. a unit that is not his own
// beside the transaction: nothing

// once more [1], [2]

// 5. somebody who may not
// beside the transaction: who, who.partners
