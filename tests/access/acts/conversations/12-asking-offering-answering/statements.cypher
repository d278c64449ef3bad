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
// {"category": ["category_hdfsryeujodcauz2v7zogyjp6y"], "channel": [""], "groups": ["category_75qmsugtbiewrfh7z2nuv2xj4i"], "linked": 4, "measure": ["category_jmtva2lmynhnqjn65z2nvb3ysq"], "place": ["place_a3owt2e2o2okyye3xfnxodpugy"], "reporter": [""], "written": {"title": "30位老人周三上午到院体检接送", "description": null, "kind": "HELP", "priority": 3, "quantity": 30.0, "householdCount": null, "beneficiaryCount": null, "windowStart": "2026-12-16 08:00:00+08:00", "windowEnd": "2026-12-16 11:00:00+08:00", "recurrence": null, "contactName": null, "contactPhone": null, "contactAddress": null, "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "code": "B-ON3W4PSM2NUEGFWS", "provenance": "ENTERED", "status": "REPORTED", "statusAt": "2026-12-01 02:00:00+00:00", "reportedAt": "2026-12-01 10:00:00+08:00", "level": 1, "reopenCount": 0}}

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
// {"remembered": [{"key": "2bdf664c7482ea7e2600606daa5c3e3427e72d2b30e5cd89b5577cb46c50a8a4", "request": "8922edc994b172627ce920670d9338b16efe7c8dfc643092612cb486b2ba769e", "act": "RAISE_NEED", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "once": []}]}

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
// {"heads": [{"id": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "hash": "a0f46db7b60ebc4cd7792329d70a6a568c822c5f1ecc6fd3ca8af1c80c1949bd", "key": "74d58e3d9298b3cd", "mac": "b7b4c730073524755d46112b5ea646fffa3ca911db42fe69e2db8ba7ccfd725d", "records": [{"id": "change_lyb3coocjjwbp67qnth3irxhri", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "RAISE_NEED", "actor": "account_6odbzkdtibef4ecfpp5gpvhdke", "via": "KEY", "request": "711d7b067f3018b6", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["category", "groups", "kind", "measure", "place", "priority", "quantity", "title", "windowEnd", "windowStart"], "reason": null, "details": "{\"roles\":[\"COMMUNITY\",\"EVERYONE\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": "REPORTED", "delta": "{\"kind\":\"Need\",\"new\":true,\"values\":{\"id\":[null,\"need_q7bn2xbzbbqr2slci6oeczgkp4\"],\"code\":[null,\"B-ON3W4PSM2NUEGFWS\"],\"version\":[null,1],\"provenance\":[null,\"ENTERED\"],\"title\":[null,\"30位老人周三上午到院体检接送\"],\"kind\":[null,\"HELP\"],\"status\":[null,\"REPORTED\"],\"priority\":[null,3],\"quantity\":[null,30.0],\"windowStart\":[null,\"2026-12-16T08:00:00+08:00\"],\"windowEnd\":[null,\"2026-12-16T11:00:00+08:00\"],\"reportedAt\":[null,\"2026-12-01T10:00:00+08:00\"],\"level\":[null,1],\"statusAt\":[null,\"2026-12-01T02:00:00+00:00\"],\"reopenCount\":[null,0]},\"links\":{\"category\":[[],[\"category_hdfsryeujodcauz2v7zogyjp6y\"]],\"groups\":[[],[\"category_75qmsugtbiewrfh7z2nuv2xj4i\"]],\"measure\":[[],[\"category_jmtva2lmynhnqjn65z2nvb3ysq\"]],\"place\":[[],[\"place_a3owt2e2o2okyye3xfnxodpugy\"]]}}", "hash": "a0f46db7b60ebc4cd7792329d70a6a568c822c5f1ecc6fd3ca8af1c80c1949bd"}]}]}

// 2. 还没开放认领 not open yet
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
// {"held": [{"key": "419c87e7729ab0a6f0b5a1335fd673d4f522533c0150e968217d264388d3c12f", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4", "resource_grnunjlibwokuga4zct3lokanq"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4", "resource_grnunjlibwokuga4zct3lokanq"]}], "keys": []}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
MATCH (n:Need {id: $id}) WITH n, [doer IN [CASE WHEN (EXISTS { MATCH (n)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) THEN 'SELF' END, CASE WHEN (EXISTS { MATCH (n)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) THEN 'COMMUNITY' END] WHERE doer IS NOT NULL] AS actors WHERE size(actors) > 0
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND $wanted AS wish
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
  workers: [],
  replaced: null
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "", "scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "units": [""], "wanted": [{"id": "resource_grnunjlibwokuga4zct3lokanq", "since": null, "until": null, "needs": true}], "workers": [""]}

// 3. 还没开放认领 not open yet
// beside the transaction: nothing

// once more [7], [8]

// 4. 还没开放认领 not open yet
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

// 5. 开放认领 open to be taken up
// beside the transaction: nothing

// [10] in the transaction
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
// {"held": [{"key": "35e2abccb3e004820588fee8a97b2b3dd31fed8c0abcdd2c9a5fe6c97c003172", "ids": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "from0": ["need_q7bn2xbzbbqr2slci6oeczgkp4"]}], "keys": []}

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

// [12] in the transaction
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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_STREET_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

// [14] in the transaction
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
// {"after": 1, "hash": "…", "id": "place_wus2toj2ltw3zisz625tapkawi", "key": "74d58e3d9298b3cd", "mac": "7df5a287fe32987e0a443efa37cc7231297446160db5f21e25d92292e6ba7147", "previous": "a0f46db7b60ebc4cd7792329d70a6a568c822c5f1ecc6fd3ca8af1c80c1949bd", "records": [{"id": "change_g7rydccmqc5knucvbmdzncuihe", "stream": "place_wus2toj2ltw3zisz625tapkawi", "seq": 2, "at": "2026-12-01 02:00:00+00:00", "act": "TRIAGE", "actor": "account_tdognz75ssqpxrw2zaejhrf3ye", "via": "KEY", "request": "6b7a09e188c630e3", "target": "need_q7bn2xbzbbqr2slci6oeczgkp4", "targetKind": "Need", "fields": ["acceptedAt", "status", "statusAt", "statusReason"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"SELF\",\"STREET\"]}", "once": null, "previousHash": "a0f46db7b60ebc4cd7792329d70a6a568c822c5f1ecc6fd3ca8af1c80c1949bd", "fromStatus": "REPORTED", "toStatus": "OPEN", "delta": "{\"kind\":\"Need\",\"values\":{\"version\":[1,2],\"status\":[\"REPORTED\",\"OPEN\"],\"acceptedAt\":[null,\"2026-12-01T02:00:00+00:00\"]}}", "hash": "d0e7a7d0af13d7a2c8b5cbcc32341d109697a2af92ce95b62441d56e6bd2b64d"}], "remembered": [{"key": "35e2abccb3e004820588fee8a97b2b3dd31fed8c0abcdd2c9a5fe6c97c003172", "request": "0e2d227a01a52aa83d5f9e49e9dae5f7c10d2cad0095a7fbb6216048fa963d0c", "act": "TRIAGE", "shown": "{\"need\":\"need_q7bn2xbzbbqr2slci6oeczgkp4\"}", "at": "2026-12-01 02:00:00+00:00"}], "seq": 2, "stream": "place_wus2toj2ltw3zisz625tapkawi"}

// 6. 数量不是数 a quantity that is none
// beside the transaction: who, who.partners

// 7. 时段已过 a period that is over
// beside the transaction: nothing

// once more [7], [8], [8]

// 8. 计量单位不能换算 a measure that does not convert
// beside the transaction: nothing

// once more [7], [8]

// 9. 点单12座 twelve seats are asked for
// beside the transaction: nothing

// once more [7], [8]

// [15] in the transaction
CREATE (n:`Commitment`) SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, null AS was, {} AS lost
CALL (n) { UNWIND [id IN $need WHERE id <> ''] AS sought MATCH (far:`Need` {id: sought}) CREATE (n)-[:`FOR`]->(far) RETURN collect(far.id) AS linked0 }
CALL (n) { UNWIND [id IN $resource WHERE id <> ''] AS sought MATCH (far:`Resource` {id: sought}) CREATE (n)-[:`USES`]->(far) RETURN collect(far.id) AS linked1 }
CALL (n) { UNWIND [id IN $unit WHERE id <> ''] AS sought MATCH (far:`Unit` {id: sought}) CREATE (n)-[:`BY`]->(far) RETURN collect(far.id) AS linked2 }
CALL (n) { UNWIND [id IN $handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked3 }
CALL (n) { UNWIND [id IN $replaces WHERE id <> ''] AS sought MATCH (far:`Commitment` {id: sought}) CREATE (n)-[:`REPLACES`]->(far) RETURN collect(far.id) AS linked4 }
WITH *, {need: linked0, resource: linked1, unit: linked2, handledBy: linked3, replaces: linked4} AS got WHERE size(linked0) + size(linked1) + size(linked2) + size(linked3) + size(linked4) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"handledBy": [""], "linked": 3, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "replaces": [""], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "written": {"direction": "REQUESTED", "role": "SUPPORT", "status": "REQUESTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 12.0, "startAt": "2026-12-16 08:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "respondBy": "2026-12-02 12:00:00+08:00", "holdUntil": "2026-12-02 12:00:00+08:00", "id": "commitment_blsm6vvgr342b2x62sygbphtgy", "code": "B-LKMWTP7ICT3ENHSZ", "provenance": "ENTERED"}}

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
} = $scope_standing AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_COMMUNITY_partners } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $scope_COMMUNITY_places }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_COMMUNITY_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_revision": "…", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "shown": "commitment_blsm6vvgr342b2x62sygbphtgy"}

// once more [14]

// 10. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [16], [17]

// 11. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 12. 未登录 by somebody unknown
// beside the transaction: nothing

// 13. 余下24座，要25座：点名谁占着 twenty-five where twenty-four are left: what takes them is named
// beside the transaction: nothing

// once more [7], [8], [8]

// [18] in the transaction
UNWIND $ids AS id CALL (id) {
  MATCH (n:`Commitment` {id: id})
  WHERE (EXISTS {
    MATCH (n)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  } OR EXISTS {
    MATCH (n)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_COMMUNITY_places
  })
  RETURN n.id AS seen
}
RETURN seen AS id;
// {"ids": ["commitment_blsm6vvgr342b2x62sygbphtgy"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am"}

// 14. 一次预约8座和20个名额 eight seats and twenty check-ups
// beside the transaction: nothing

// once more [7], [8]

// [19] in the transaction
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
// {"effect0": {"written": {"direction": "REQUESTED", "role": "LEAD", "status": "REQUESTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 8.0, "startAt": "2026-12-16 08:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "respondBy": "2026-12-02 10:00:00+08:00", "holdUntil": "2026-12-02 10:00:00+08:00", "id": "commitment_bxxn4fn7or6asaelifiyhpa43a", "code": "B-E7SBC2LENROWCL4H", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}, "effect1": {"written": {"direction": "REQUESTED", "role": "SUPPORT", "status": "REQUESTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 20.0, "startAt": "2026-12-16 08:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "respondBy": "2026-12-02 10:00:00+08:00", "holdUntil": "2026-12-02 10:00:00+08:00", "id": "commitment_gtaihpgrjmo2rhnbwlclsb7a3i", "code": "B-ONCKWHJV2RJTIVLZ", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "resource": ["resource_fzmcmn2yoinm7xa5etj3ja6y5e"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}}

// once more [16], [17], [17], [14]

// 15. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [16], [17], [17]

// 16. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [8]

// 17. 未登录 by somebody unknown
// beside the transaction: nothing

// 18. 指派4座 four seats are assigned
// beside the transaction: nothing

// once more [7], [9]

// [20] in the transaction
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
// {"effect0": {"written": {"direction": "ASSIGNED", "role": "SUPPORT", "status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "quantity": 4.0, "startAt": "2026-12-16 08:00:00+08:00", "endAt": "2026-12-16 11:00:00+08:00", "id": "commitment_37sa7a6j23t52t7ru2rrxrajmi", "code": "B-PXUD75HME6Q7ZVWX", "provenance": "ENTERED"}, "need": ["need_q7bn2xbzbbqr2slci6oeczgkp4"], "resource": ["resource_grnunjlibwokuga4zct3lokanq"], "unit": ["unit_qawnv2philweabb36zph4p3una"], "handledBy": [""], "replaces": [""], "linked": 3}, "effect1": {"id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "seen": 2, "written": {"status": "IN_PROGRESS", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "startedAt": "2026-12-01 02:00:00+00:00"}, "replaced": [""], "owner": [""], "mergedInto": [""], "linked": 0}}

// once more [13]

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
// {"scope_STREET_partners": ["unit_2jnpnesgvyp7as635abovjjetq", "unit_2v47md3664b4kmuhldvvmg3rum", "unit_73hfgykdzblazkj3feqqf3lmma", "unit_7ldpvmfom4yczolsbuqrnfwske", "unit_aufre7w5sl5rgax3b2dgrvfh74", "unit_cegqf6gjfuo4b6vxs5behxp75a", "unit_chy4gtdgvnpzwk6mxore5lotam", "unit_dglr2gru5wc7tlbrn2wnvkczsm", "unit_e27omovsvkkqjk26rwoefj4vj4", "unit_gt4kjzz4cerwc356tsyk7bzeku", "unit_i7p3tvgwqqbaldkjxt7kdy22by", "unit_iohqcagyfxx5pe4xxruudvchkm", "unit_kdl2m4mvceaclvhg5vzobbnsk4", "unit_kvepfea7ustfwuodk4yvd2dzja", "unit_ld2kasbbhj2jstjyav2bevshze", "unit_orxndwqzy5tmogw3diqzuehxqe", "unit_ovgnypustyogvwffczqiv74r7e", "unit_q46ypbaaguyfwh26oyp3g44ory", "unit_qawnv2philweabb36zph4p3una", "unit_r7s4fiadmalg5eyn3p72dc72mi", "unit_rfivbbf676al3uozyq2szwymlm", "unit_sjmi6hug7c7d3gu6fmozfgcmam", "unit_sjp267b67jzrvsf4b3d5btd7dq", "unit_ssnq6jjbvhqxuvvoq6bsizws2m", "unit_thv6qvss5hujxjlcogqdzte7fa", "unit_usanb7hk6vyorvqasm53jjbgc4", "unit_uxiag5clpbojofyujgqsf6xkuu", "unit_w3jh3fnlisv7gzysln6htxm5qe", "unit_wwgyofleenwajxe5gg4k2kijyq", "unit_xyr5e4d3ww4eiqbt3ijefgyram", "unit_ywhgt3t5ml5bg3ouirfjocyshu"], "scope_STREET_places": ["place_wus2toj2ltw3zisz625tapkawi"], "scope_at": 1796090400000, "scope_credential": "credential_qxmjp2vmghwwkkidw6vfxqbgsm", "scope_me": "person_dxesqqjbm7t3xntxilwqc5icgi", "scope_revision": "…", "scope_standing": [["account_tdognz75ssqpxrw2zaejhrf3ye", "person_dxesqqjbm7t3xntxilwqc5icgi", ["ACT", "AUDIT", "READ", "REVEAL"], "role_h5de3mv5n3g3zi7pu7rvs5wywu", "R.STREET_CENTRE", [["place", "place_wus2toj2ltw3zisz625tapkawi"]]]], "scope_today": "2026-12-01", "shown": "commitment_37sa7a6j23t52t7ru2rrxrajmi"}

// once more [14]

// 19. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [13], [21]

// 20. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [9]

// 21. 未登录 by somebody unknown
// beside the transaction: nothing

// 22. 不是本单位的资源 not his unit
// beside the transaction: nothing

// once more [7]

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { 
MATCH (n:Need {id: $id}) WHERE (EXISTS { MATCH (n)<-[:FOR]-(:Commitment)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR (n.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (n)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[0]) }) OR (n.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (n)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[1]) }) OR (n.status IN ['OPEN', 'IN_PROGRESS'] AND any(scopeBond IN $scope_LIAISON_bonds WHERE EXISTS { MATCH (n)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(:Category)-[:SATISFIED_BY]->(scopeSkill:Category) WHERE scopeSkill.id IN scopeBond[2] } AND EXISTS { MATCH (n)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopeStreet:Street) WHERE scopeStreet.id IN scopeBond[3] }))) AND true WITH n, ['LIAISON'] AS actors
RETURN {
  actors: actors, id: n.id, version: n.version, status: n.status, startedAt: n.startedAt, selfHandled: n.selfHandled,
  windowStart: n.windowStart, windowEnd: n.windowEnd, recurrence: n.recurrence,
  stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id },
  resources: COLLECT {
    UNWIND $wanted AS wish
    MATCH (r:Resource {id: wish.id})-[:PROVIDED_BY]->(u:Unit) WHERE ((r.visibility = 'PUBLIC' AND r.status = 'ACTIVE') OR EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (r)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) AND true
    WITH r, u, wish.needs AND n.recurrence IS NOT NULL AS recurs,
         CASE WHEN wish.since IS NULL OR wish.needs AND n.windowStart < wish.since THEN n.windowStart ELSE wish.since END AS since,
         CASE WHEN wish.until IS NULL OR wish.needs AND n.windowEnd > wish.until THEN n.windowEnd ELSE wish.until END AS ends
    WITH r, u, since, ends + duration({days: CASE WHEN recurs THEN 400 ELSE $ahead END}) AS until
    RETURN {unit: u.id, own: 'LIAISON' IN [doer IN [CASE WHEN (EXISTS { MATCH (r)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own }) THEN 'LIAISON' END] WHERE doer IS NOT NULL], within: 
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
    MATCH (worker:Person {id: sought}) WHERE (worker.id = $scope_me OR EXISTS { MATCH (worker)-[:EMPLOYED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE EXISTS { MATCH (scopeRole)-[:TARGETS|SECONDED_FROM]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } } OR EXISTS { MATCH (worker)-[:HOLDS]->(scopeRole:RoleAssignment) WHERE (scopeRole.status = 'ACTIVE' AND (EXISTS { MATCH (scopeRole)-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } OR EXISTS { MATCH (scopeRole)-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = 'R.FIRST_SECRETARY' })) })
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
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "need_q7bn2xbzbbqr2slci6oeczgkp4", "measures": [""], "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "replaces": "", "scope_LIAISON_bonds": [[["place_a3owt2e2o2okyye3xfnxodpugy", "place_wus2toj2ltw3zisz625tapkawi"], [""], ["category_cdnj7odlnxpxvtumixpt3ui6li", "category_cea7z3fpzhambhj7mkxyg6l5v4", "category_dvxgmpoelzctu75xtxlq7msmjq", "category_maass46lmealscu7htw6n5fcb4", "category_pj3he4iu5lkorgoyri7kizblhm", "category_scwflpu6f7o4bngcedre3okcoq", "category_ueeljqfpjdvangqq2ifib4rtva", "category_vv3tzswhjaagtwmw2u4j2bp2qi", "category_ykqyauzp7wyxwedrwmffpuouou"], ["place_wus2toj2ltw3zisz625tapkawi"]]], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "units": [""], "wanted": [{"id": "resource_prud7pz36kurbjmp3otatlttve", "since": null, "until": null, "needs": true}], "workers": [""]}

// 23. 认领4座 four seats are offered
// beside the transaction: nothing

// once more [7], [22], [15]

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (need1:Need) WHERE need1.id = $shown AND (EXISTS { MATCH (need1)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me } OR EXISTS { MATCH (need1)<-[:FOR]-(:Commitment)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[0]) }) OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) WHERE any(scopeBond IN $scope_LIAISON_bonds WHERE scopePlace.id IN scopeBond[1]) }) OR (need1.status IN ['OPEN', 'IN_PROGRESS'] AND any(scopeBond IN $scope_LIAISON_bonds WHERE EXISTS { MATCH (need1)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(:Category)-[:SATISFIED_BY]->(scopeSkill:Category) WHERE scopeSkill.id IN scopeBond[2] } AND EXISTS { MATCH (need1)-[:AT]->(:Place)-[:PART_OF*0..10]->(scopeStreet:Street) WHERE scopeStreet.id IN scopeBond[3] }))) RETURN [need1.id, need1.version, need1.status, need1.outcome, need1.statusReason, need1.level, need1.teamOnSite, toStringOrNull(need1.heldUntil), need1.selfHandled, need1.reopenCount, head(COLLECT { MATCH (need1)-[:OWNED_BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] })] AS value } RETURN stands, value;
// {"scope_LIAISON_bonds": [[["place_a3owt2e2o2okyye3xfnxodpugy", "place_wus2toj2ltw3zisz625tapkawi"], [""], ["category_cdnj7odlnxpxvtumixpt3ui6li", "category_cea7z3fpzhambhj7mkxyg6l5v4", "category_dvxgmpoelzctu75xtxlq7msmjq", "category_maass46lmealscu7htw6n5fcb4", "category_pj3he4iu5lkorgoyri7kizblhm", "category_scwflpu6f7o4bngcedre3okcoq", "category_ueeljqfpjdvangqq2ifib4rtva", "category_vv3tzswhjaagtwmw2u4j2bp2qi", "category_ykqyauzp7wyxwedrwmffpuouou"], ["place_wus2toj2ltw3zisz625tapkawi"]]], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "shown": "need_q7bn2xbzbbqr2slci6oeczgkp4"}

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
} = $scope_standing AND coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0) = $scope_revision AS stands OPTIONAL CALL (stands) { MATCH (commitment1:Commitment) WHERE commitment1.id = $shown AND (EXISTS { MATCH (commitment1)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (commitment1)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) RETURN [commitment1.id, commitment1.version, commitment1.status, commitment1.statusReason, commitment1.direction, commitment1.role, commitment1.quantity, commitment1.deliveredQuantity, toStringOrNull(commitment1.startAt), toStringOrNull(commitment1.endAt), toStringOrNull(commitment1.respondBy), head(COLLECT { MATCH (commitment1)-[:BY]->(unit2:Unit) WITH unit2 LIMIT 1 RETURN [unit2.name] }), head(COLLECT { MATCH (commitment1)-[:USES]->(resource3:Resource) WHERE ((resource3.visibility = 'PUBLIC' AND resource3.status = 'ACTIVE') OR EXISTS { MATCH (resource3)-[:PROVIDED_BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (resource3)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH resource3 LIMIT 1 RETURN [resource3.name] }), head(COLLECT { MATCH (commitment1)-[:REPLACES]->(commitment4:Commitment) WHERE (EXISTS { MATCH (commitment4)-[:BY]->(scopeUnit) WHERE scopeUnit.id IN $scope_LIAISON_own } OR EXISTS { MATCH (commitment4)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }) WITH commitment4 LIMIT 1 RETURN [commitment4.id] })] AS value } RETURN stands, value;
// {"scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "shown": "commitment_cj7eirg6vkejkbccy73ki5vbie"}

// once more [14]

// 24. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [7], [23], [24]

// 25. 版本已变 from an old version
// beside the transaction: nothing

// once more [7], [22]

// 26. 未登录 by somebody unknown
// beside the transaction: nothing

// 27. 单位未答复的谈不上撤回 nothing to take back yet
// beside the transaction: nothing

// once more [10]

// [25] in the transaction
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
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_blsm6vvgr342b2x62sygbphtgy", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "worker": ""}

// 28. 点单由单位答复 a request is for the unit to answer
// beside the transaction: nothing

// once more [10]

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
  resource: head(COLLECT {
    MATCH (c)-[:USES]->(r:Resource) WHERE true
    WITH r, c.startAt AS since, c.endAt + duration({days: $ahead}) AS until RETURN r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
        }} }), worker: head(COLLECT {
    MATCH (c)-[:HANDLED_BY]->(worker:Person) WHERE true
    RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }} })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_blsm6vvgr342b2x62sygbphtgy", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

// 29. 单位接单 the unit says yes
// beside the transaction: nothing

// once more [10]

// [27] in the transaction
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
  resource: head(COLLECT {
    MATCH (c)-[:USES]->(r:Resource) WHERE true
    WITH r, c.startAt AS since, c.endAt + duration({days: $ahead}) AS until RETURN r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
        }} }), worker: head(COLLECT {
    MATCH (c)-[:HANDLED_BY]->(worker:Person) WHERE true
    RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }} })
} AS value
 } RETURN stands, value;
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_blsm6vvgr342b2x62sygbphtgy", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_LIAISON_own": ["unit_qawnv2philweabb36zph4p3una"], "scope_at": 1796090400000, "scope_credential": "credential_illv2lz3ogqshiapnvsa6qlcqq", "scope_me": "person_ftgiz46zl3kdcbdyki44jfpt6q", "scope_revision": "…", "scope_standing": [["account_aishr43xrmblpclaem7eznzfaq", "person_ftgiz46zl3kdcbdyki44jfpt6q", ["ACT", "AUDIT", "READ", "REVEAL"], "role_7j3562nlz6ckd4vmrospd4axka", "R.UNIT_LIAISON", [["unit", "unit_qawnv2philweabb36zph4p3una"]]]], "scope_today": "2026-12-01", "worker": ""}

// [28] in the transaction
MATCH (n:`Commitment` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
WITH n, properties(n) AS was, {handledBy: CASE WHEN 'handledBy' IN $replaced THEN COLLECT { MATCH (n)-[:`HANDLED_BY`]->(far:`Person`) RETURN far.id } ELSE [] END} AS lost
SET n += $written, n.`version` = coalesce(n.`version`, 0) + 1
WITH n, was, lost
CALL (n) { MATCH (n)-[r:`HANDLED_BY`]->(far:`Person`) WHERE 'handledBy' IN $replaced DELETE r }
CALL (n) { UNWIND [id IN $handledBy WHERE id <> ''] AS sought MATCH (far:`Person` {id: sought}) CREATE (n)-[:`HANDLED_BY`]->(far) RETURN collect(far.id) AS linked0 }
WITH *, {handledBy: linked0} AS got WHERE size(linked0) = $linked
RETURN n.id AS id, was, properties(n) AS now, lost, got;
// {"handledBy": [""], "id": "commitment_blsm6vvgr342b2x62sygbphtgy", "linked": 0, "replaced": [""], "seen": 1, "written": {"status": "ACCEPTED", "statusAt": "2026-12-01 02:00:00+00:00", "statusReason": null, "holdUntil": null, "waitingSince": null}}

// once more [23], [24], [14]

// 30. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [10], [23], [24]

// 31. 版本已变 from an old version
// beside the transaction: nothing

// once more [10], [27]

// 32. 未登录 by somebody unknown
// beside the transaction: nothing

// 33. 已接单 said already
// beside the transaction: nothing

// once more [10], [27]

// 34. 已接单，不能谢绝 too late to say no
// beside the transaction: nothing

// once more [10], [25]

// 35. 已接单，不能候补 not to be put on the list
// beside the transaction: nothing

// once more [10], [25]

// 36. 不说原因：列出可用的 without a reason: they are listed
// beside the transaction: nothing

// once more [10]

// [29] in the transaction
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
// {"ahead": 0, "asOf": "2026-12-01 02:00:00+00:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "commitment_cj7eirg6vkejkbccy73ki5vbie", "into": "", "owner": "", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"], "scope_COMMUNITY_places": ["place_a3owt2e2o2okyye3xfnxodpugy"], "scope_at": 1796090400000, "scope_credential": "credential_aprh3lzguoz7k55stwf267xsra", "scope_me": "person_i2cjaskdwxet6a4jqf4vg7k5am", "scope_standing": [["account_6odbzkdtibef4ecfpp5gpvhdke", "person_i2cjaskdwxet6a4jqf4vg7k5am", ["ACT", "AUDIT", "READ", "REVEAL"], "role_jtf24gjgbvg2yewdsmf65nlxxy", "R.COMMUNITY_ADMIN", [["place", "place_a3owt2e2o2okyye3xfnxodpugy"]]]], "scope_today": "2026-12-01", "worker": ""}

// 37. 社区谢绝认领 the community declines the offer
// beside the transaction: nothing

// once more [10], [29], [28], [16], [17], [14]

// 38. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [10], [16], [17]

// 39. 版本已变 from an old version
// beside the transaction: nothing

// once more [10], [29]

// 40. 未登录 by somebody unknown
// beside the transaction: nothing

// 41. 单位把点单列入候补 the unit puts a request on its list
// beside the transaction: nothing

// once more [10], [25], [28], [24], [14]

// 42. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [10], [24]

// 43. 版本已变 from an old version
// beside the transaction: nothing

// once more [10], [25]

// 44. 未登录 by somebody unknown
// beside the transaction: nothing

// 45. 有余量，候补转正 there is room: whoever waits comes off the list
// beside the transaction: nothing

// [30] in the transaction
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
CALL (r) {
  MATCH (r)-[:CONSISTS_OF]->(part) RETURN part.id AS held
UNION
  MATCH (r)<-[:USES]-(c {status: 'WAITLISTED'}) RETURN c.id AS held
UNION
  MATCH (r)<-[:USES]-({status: 'WAITLISTED'})-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (r)<-[:USES]-({status: 'WAITLISTED'})-[:HANDLED_BY]->(p) RETURN p.id AS held
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
// {"held": [{"key": "a8c6b0dc869e03afdf12cc8146f332ca5bfbfef66b11aeb0ec2119dd46b242dc", "ids": ["resource_grnunjlibwokuga4zct3lokanq"], "from0": ["resource_grnunjlibwokuga4zct3lokanq"]}], "keys": []}

// [31] in the transaction
MATCH (r:Resource {id: $id}) WHERE true
WITH r, COLLECT {
  MATCH (r)<-[:USES]-(waiting:Commitment) WHERE true AND waiting.status = 'WAITLISTED' AND waiting.startAt > $asOf
  MATCH (waiting)-[:FOR]->(n:Need) WHERE true
  RETURN {
    id: waiting.id, version: waiting.version, status: waiting.status, quantity: waiting.quantity, since: waiting.waitingSince,
    start: waiting.startAt, end: waiting.endAt, priority: n.priority,
    offered: [COLLECT { MATCH (waiting)-[:USES]->(:Resource)-[:AVAILABLE_TO]->(z:Place) WHERE true RETURN z.id }, COLLECT { MATCH (waiting)-[:USES]->(:Resource)-[:FOR_GROUP]->(z:Category) WHERE true RETURN z.id }],
    wanted: [COLLECT { MATCH (waiting)-[:FOR]->(:Need)-[:AT]->(:Place)-[:PART_OF*0..10]->(z:Place) WHERE true RETURN z.id }, COLLECT { MATCH (waiting)-[:FOR]->(:Need)-[:FOR_GROUP]->(:Category)-[:CHILD_OF*0..10]->(z:Category) WHERE true RETURN z.id }],
    worker: head(COLLECT {
      MATCH (waiting)-[:HANDLED_BY]->(worker:Person) WHERE true
      RETURN {id: worker.id, bookings: COLLECT {
        MATCH (worker)<-[:HANDLED_BY]-(b:Commitment)
        WHERE true AND (b.status IN $promised OR b.status = 'REQUESTED' AND b.holdUntil > $asOf)
        RETURN b {.id, .status, .quantity, .deliveredQuantity, per: null,
          start: b.startAt.epochSeconds * 1000000 + b.startAt.microsecond,
          end: b.endAt.epochSeconds * 1000000 + b.endAt.microsecond,
          holdUntil: b.holdUntil.epochSeconds * 1000000 + b.holdUntil.microsecond, returnedAt: null} ORDER BY b.id }} }),
    need: {id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
           stream: head(COLLECT { MATCH (n)-[:AT]->(at:Place) RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY length(way), street.id LIMIT 1 }), at.id) LIMIT 1 }), commitments: COLLECT { MATCH (n)<-[:FOR]-(other:Commitment) WHERE true RETURN other {.id, .status, .version, .quantity, .deliveredQuantity, earlier: coalesce(coalesce(other.deliveredAt, other.endAt) < n.reopenedAt, false)} ORDER BY other.id }}
  }
} AS list
WHERE size(list) > 0
WITH r, list, reduce(first = head(list).start, w IN list | CASE WHEN w.start < first THEN w.start ELSE first END) AS since,
     reduce(last = head(list).end, w IN list | CASE WHEN w.end > last THEN w.end ELSE last END) + duration({days: 14}) AS until
RETURN {list: list, resource: r {.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
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
        }}} AS value;
// {"asOf": "2026-12-01 10:05:00+08:00", "delivered": ["CONFIRMED", "DELIVERED", "DISPUTED"], "id": "resource_grnunjlibwokuga4zct3lokanq", "promised": ["ACCEPTED", "ON_HOLD", "IN_PROGRESS"]}

// once more [28], [4], [6]
