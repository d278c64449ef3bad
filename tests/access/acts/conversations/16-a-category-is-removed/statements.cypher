// 1. 仍在使用的不能删除，使用它的记录在 conflicts one in use stays; what uses it is named
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
MATCH (n:Category {id: $id}) WHERE true AND (true)
RETURN {version: n.version, code: n.code, 
  users: COLLECT { MATCH (n)<--(x) WHERE true RETURN DISTINCT x.id ORDER BY x.id LIMIT 1000 } + COLLECT {
    MATCH (m:Category) WHERE m.taxonomy = 'UNIT' AND m.baseMeasure = n.code AND m.id <> n.id RETURN m.id AS id
    UNION MATCH (c:Category)-[s:SATISFIED_BY]->() WHERE c.taxonomy = 'NEED' AND n.taxonomy = 'UNIT' AND s.measureCode = n.code RETURN c.id AS id
  }
} AS value
 } RETURN stands, value;
// {"id": "category_jmtva2lmynhnqjn65z2nvb3ysq", "scope_at": 1796090400000, "scope_credential": "credential_umyna4oxa54ki4hpqel3tunxge", "scope_standing": [["account_cggu5qlxebpcmeql6gcvfxfxja", "person_otpzjdgnqmsq4hbvpdwxb53a7m", ["ACT", "AUDIT", "READ", "REVEAL"], "role_5iz4kulahxcilyrb54nwhcho2y", "R.ORGANISATION_OFFICER", [["place", "place_adv2moronlz74oxt5ccc3pmhte"]]]], "scope_today": "2026-12-01"}

// [2] in the transaction
UNWIND $ids AS id CALL (id) {
  MATCH (n:`Agreement` {id: id})
  WHERE (NOT n.status IN ['INTENT', 'DRAFT'])
  RETURN n.id AS seen UNION MATCH (n:`Category` {id: id})
  WHERE true
  RETURN n.id AS seen UNION MATCH (n:`Need` {id: id})
  WHERE (EXISTS {
    MATCH (n)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  })
  RETURN n.id AS seen UNION MATCH (n:`Project` {id: id})
  WHERE (NOT n.status IN ['PROPOSED', 'REVIEWED', 'REJECTED'] OR EXISTS {
    MATCH (n)-[:SITED_AT]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_ORGANISATION_places
  })
  RETURN n.id AS seen UNION MATCH (n:`Resource` {id: id})
  WHERE ((n.visibility = 'PUBLIC' AND n.status = 'ACTIVE') OR EXISTS {
    MATCH (n)<-[:USES]-(:Commitment)-[:FOR]->(:Need)<-[:REPORTED]-(scopeReporter)
    WHERE scopeReporter.id = $scope_me
  })
  RETURN n.id AS seen UNION MATCH (n:`RoleAssignment` {id: id})
  WHERE (EXISTS {
    MATCH (n)<-[:HOLDS]-(scopeHolder)
    WHERE scopeHolder.id = $scope_me
  } OR (n.status = 'ACTIVE' AND (EXISTS {
    MATCH (n)-[:TARGETS]->(scopeAt)
    WHERE scopeAt:Place OR scopeAt:Alliance
  } OR EXISTS {
    MATCH (n)-[:IN_ROLE]->(scopeWhat:Category)
    WHERE scopeWhat.code = 'R.FIRST_SECRETARY'
  })) OR (EXISTS {
    MATCH (n)-[:TARGETS]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_ORGANISATION_places
  } OR EXISTS {
    MATCH (n)-[:TARGETS]->(:Alliance)-[:SERVES]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_ORGANISATION_places
  } OR EXISTS {
    MATCH (n)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(scopePlace)
    WHERE scopePlace.id IN $scope_ORGANISATION_places
  }))
  RETURN n.id AS seen UNION MATCH (n:`ServiceLevel` {id: id})
  WHERE true
  RETURN n.id AS seen UNION MATCH (n:`Unit` {id: id})
  WHERE true
  RETURN n.id AS seen
}
RETURN seen AS id;
// {"ids": ["category_2sbvayhrmdu2ewf7ape5m3yjda", "category_3tvfugnw775g2fvp7ml2ikb7qm", "category_42flrvbvm2qafcpz3ohol2dcji", "category_6fmes32qcx7c7awvk7zyftyarm", "category_7w54v3gxvpsgvq4kt4vd4bbigi", "category_ag55scvqqkcytr5xj5c2zbixza", "category_bnuygasfpefymifsjrjo7paqou", "category_hbxtjfcrefmizwet7a463iirry", "category_hdfsryeujodcauz2v7zogyjp6y", "category_i6bzyfobj7yjov5hpuln6blmqi", "category_invdoi6fcwkoysht72cqjkyu7y", "category_jcyhnqudpo4qifmi57x5pele5e", "category_jn2xzv5vsawgchregtun6wxtru", "category_mwv7vzdvjvy5ioh2v2pdvrzmsm", "category_owaby46qetvuqln5a2edf2c7ry", "category_oyjod2ocztt2ij2guyherqpxey", "category_pe4x6rwvqugqbju6ajmf7vafgi", "category_qh43yuhjfvhnlhghflvk563igy", "category_qkxye6g2pcfmyyi7g2eom6r33y", "category_qv772gz36sgekjkohogaihsgjq", "category_snef2gclkdkc5np4iyixtdwr2a", "category_sw22crxqfqe6qf7rkgthadck6y", "category_tfaukwajbmfg5slb7vzl7ilj7y", "category_uuomw5dpo2jdpmmwuvkalf5ta4", "category_wpijyjmbcujezbwuox33led56m", "category_ylt6r2lennxzqmqgqffoyci2vi", "need_2vq7rs3hcw2ajk5j4utu6qdevq", "need_3l5ucgpuvyuvdptlt3mbjh2fem", "need_3oymlsdsh7b7qr7ztadmzzkh3i", "need_3pnsutrv3ffdmkoweebpdbywyu", "need_4ayk2vlvpzmjwcwpgfadhkdlge", "need_5tg4vdakrfkzlo3mite6t63s6e", "need_6lxlowobocx6o5tpvvu5v2agzy", "need_6pjbw5ax6eigjinih73w3ivzlm", "need_agq7b3llywn7tg6i7qnammkmwe", "need_ayuxivwesiwyu36mcfn4jq6f6u", "need_bpi53io5cblv3qta6spuwykke4", "need_csq25nxerm6cbsinv3as5ubbz4", "need_dld7uon3opd6i4gl3sagax5jny", "need_f5uyq5du7zboshp6hup5ka5jxm", "need_hgwq4dwxytkfrw6yhpvykrjmdu", "need_jeagyiwzhucqu4leabjx6d2deu", "need_jvhobs4wdckrjh3lhqth6sww7a", "need_lkvvoqqzzm6na7h7ze3w4irgiq", "need_lmgylzifqxndvp5nwaczrqg3za", "need_lwtvlm4rz54plt5oe3q32wn7by", "need_ly6tjjt7iftz5oialse7nnkfkm", "need_m6uuhhkekczpk7owmaqvg5phvy", "need_m7pojr2yexs5cz4m4o5whokb74", "need_oiumthtvecgge3iiiwfcnrigmy", "need_oqqieg6ui6xcwdenpy4bvj5rty", "need_pap4stbuvbm2varukcrasaa5la", "need_pzlqyux7pem5pcxpcq5qi4pfru", "need_pzy26mrprnjh4qsbhbwuwahntu", "need_qbwatwrdka3hf3fe6lyccev3f4", "need_qk2rl4r6lj733pvimrbrxbc7ua", "need_qxll6n7atemitlouwgyxqf6a5e", "need_syu2a72pdg42ofcbsbmfa3jy24", "need_tpvdrstpu4i64zzq3mzhuwzjye", "need_ua2mu76nrs6pv3q7btqlen2pra", "need_wyfjy7hu6v3dukn2cxkjcz5abi", "need_xg2ny2r6oosxte4vy2hr5nxj7m", "need_xtagracqjll3bf4nbecta5zswi", "need_yd4xjcaatd763d2hoqpbliwycq", "need_zyvwbx4nktogfdw3gl4zo5biea", "resource_2arqgfx2jhjhmtwanvcw6qhfqq", "resource_2auggoz6ti4c4wnxvievyvbmvm", "resource_34oj66vnq7k6qcriokn3mkt7qy", "resource_3bfogjrbhsqrrhnf23y7fbqsaa", "resource_3fu33l36qc3ibjchijbmnaab6e", "resource_45veegywotvcwcgtvnudbqkzrq", "resource_4bm52xn4t5hthum4qfj62vn3nu", "resource_5okuwi6igagc3rjc3wprvbyxxa", "resource_657kmvm26t6mjf744mwep2gebe", "resource_6ab3eaemypbxn75dzlpnjdrhae", "resource_6hai3jijioofswzsk2ivfnxmay", "resource_6i3qp64lcrxpk6pbohd6o6j5qq", "resource_6v47umhpo5x27nb65o4aiwqhoi", "resource_7vpszofgnxuxseoqcvdutihfzu", "resource_a2llsizaali63fqsyaxdi5u5jy", "resource_a7qfba5qg7mjnmnsogt5ddwy5a", "resource_azx6atrjpkfwmq3csf5ulzhyyy", "resource_bzqqvcv4ztbtshxpbg5or2gss4", "resource_c6ngre7vxa7pmuqoy6sau2bj6i", "resource_cc4bbjnvlmvzkm4qg5j6agfw4q", "resource_cmwshd2lraaksxkdv3t3akmrwa", "resource_deokk4ljaaeqtzctfn5c5yneme", "resource_dz4jp6vwfjrv7bg3rrwxpp24gi", "resource_ekze6avqhq6gqnzzv2rg53q5xe", "resource_f62ymivcfhrprorjwkzqqswcpq", "resource_fyeqlri27smsjgs76pnzgg5c2y", "resource_g3nzpgpi2l4ngkmdyog5nqncnq", "resource_h5fexhvfpnyu2fxpaa4maardly", "resource_hjlujao7eko3rm5mgmyptrcakm", "resource_hn7237ldusrs5y3qqpfwiccari", "resource_hzwhvn6yfe3otkwvfs6nsaeyaq", "resource_ibkrctrr6ctekkcbjejkn44q6m", "resource_irfsh45a32yxhzktohjkx7y3z4", "resource_iylom2sldb3spwknfseqxlk36q", "resource_jkkjgbeuui3ksde55wgrekexgy", "resource_jmuh2wyqunu2bjihitzdqiqczm", "resource_ksrgq5bcmnaamioa52eztgqdmm", "resource_lyg37tyx3efmoeuisuqufw3tdi", "resource_mhaprgxd3vqsynumhudcbcjmaq", "resource_mubkbcd6kjysqi5zwimupq5w3q", "resource_nejgfavix4aezkzgugv6orlhhe", "resource_ngagl2i7fipwsh3fwhalm3w2ai", "resource_nol5nu5e65wijm7ugbysgvyxfy", "resource_nqflsjvg7ncrkt2f3obvkkoi4u", "resource_o2qupfjjudltyfan7ytdwlvoxy", "resource_ob4qvku5i4npbo6bg2zw6pib5i", "resource_os6n4dwtrsq2otgym2qzdhyt7a", "resource_owz36j7hm7ut5frfx2nw2bffpe", "resource_pjf3so42avpgzoij6be5q6nyne", "resource_pkbo7ann3dgjwvmykb4stx2zrm", "resource_qs52sxs6d4rxfjvboqadxuc2b4", "resource_rus7v5bjlgmqmkbnlsq6ho3tw4", "resource_s2n647m3g75rutadjmq5lw5vpq", "resource_sjble3o6bc7sewquled53m2inu", "resource_suyicpe3tqxz2s3hkyc5v4vy3y", "resource_ta4y3hyhopnhwrv7trfrdlh3ri", "resource_tck2zf25k7xtqdq6srnlijpizi", "resource_ubj55tn222ntamgsm46w4e6v54", "resource_uolalltfvf62ceox3ud3t27iqe", "resource_wmgikc3iqju75s3an2siqp3vee", "resource_xaecw23rln24ddylpcf7rywcea", "resource_xtjmxbc2khcr34xrzqjvqpojje", "resource_xv53mfn2ycrs4nmtruv4wcthue", "resource_y2vq5dewek2fv7t5xksgfv4ixa", "resource_y7pguhsi6guwdmlacxjvwjwubq", "resource_ybkceytjn66v4gr6cxu33jwoze", "resource_yrwmv6y5xvsni66wbczapzsira", "resource_zkbrwq3luqr3kiepag4ur2yto4", "resource_zuacypbwlt5mqcy4gg4kbwvxba", "resource_zyjotavmzzg7vizkoltjxnmc4y"], "scope_ORGANISATION_places": ["place_adv2moronlz74oxt5ccc3pmhte"], "scope_me": "person_otpzjdgnqmsq4hbvpdwxb53a7m"}

// 2. 没有这一条 there is none
// beside the transaction: nothing

// once more [1]

// 3. 版本已变 from an old version
// beside the transaction: nothing

// once more [1]

// 4. 未登录 by somebody unknown
// beside the transaction: nothing

// 5. 街道不能删除 the street may not
// beside the transaction: who, who.partners

// 6. 没有记录使用，删除 nothing uses it: gone
// beside the transaction: nothing

// [3] in the transaction
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
// {"held": [], "keys": ["6ebfe0d44977aba549ebceb6246218198548f34bbb15f2cbbe1f15364ba25d4e"]}

// once more [1]

// [4] in the transaction
MATCH (n:`Category` {id: $id}) WHERE coalesce(n.`version`, 0) = $seen
SET n.held = true REMOVE n.held
WITH n WHERE NOT EXISTS { (n)<--() }
WITH n, properties(n) AS was, {statedIn: COLLECT { MATCH (n)-[r:`STATED_IN`]->(far:`Source`) RETURN CASE WHEN size(keys(r)) = 0 THEN far.id ELSE [far.id, properties(r)] END }, parent: COLLECT { MATCH (n)-[r:`CHILD_OF`]->(far:`Category`) RETURN CASE WHEN size(keys(r)) = 0 THEN far.id ELSE [far.id, properties(r)] END }, satisfiedBy: COLLECT { MATCH (n)-[r:`SATISFIED_BY`]->(far:`Category`) RETURN CASE WHEN size(keys(r)) = 0 THEN far.id ELSE [far.id, properties(r)] END }} AS lost
CALL (n) { MATCH (n)-[r]->() DELETE r }
DELETE n
RETURN $id AS id, was, null AS now, lost, {} AS got;
// {"id": "category_eq7wphrt6b3nnqjyritc7mdsye", "seen": 1}

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
// {"remembered": [{"key": "6ebfe0d44977aba549ebceb6246218198548f34bbb15f2cbbe1f15364ba25d4e", "request": "c093a0fe1852a221f96515f88da09dc9d478fe8e44569b7f295c81688b969e4c", "act": "REMOVE_CATEGORY", "shown": "{\"id\":\"category_eq7wphrt6b3nnqjyritc7mdsye\"}", "at": "2026-12-01 02:00:00+00:00"}], "streams": [{"id": "elsewhere", "once": []}]}

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
// {"heads": [{"id": "elsewhere", "seq": 1, "hash": "b566417578bbd1dd77d020c557da62a296706be8b19437efa04cc3fc3b78127b", "key": "74d58e3d9298b3cd", "mac": "a60db6574c347048989631cc98b030ef49be56d5cf3d7dc69d0bf36c7609598c", "records": [{"id": "change_boy6ffxuroele6busp7kvflwt4", "stream": "elsewhere", "seq": 1, "at": "2026-12-01 02:00:00+00:00", "act": "REMOVE_CATEGORY", "actor": "account_cggu5qlxebpcmeql6gcvfxfxja", "via": "KEY", "request": "a93b64973cfc8897", "target": "category_eq7wphrt6b3nnqjyritc7mdsye", "targetKind": "Category", "fields": ["code", "name"], "reason": null, "details": "{\"roles\":[\"EVERYONE\",\"ORGANISATION\",\"SELF\"]}", "once": null, "previousHash": null, "fromStatus": null, "toStatus": null, "delta": "{\"kind\":\"Category\",\"gone\":true,\"values\":{\"id\":[\"category_eq7wphrt6b3nnqjyritc7mdsye\",null],\"code\":[\"U.percent\",null],\"version\":[1,null],\"provenance\":[\"ILLUSTRATIVE\",null],\"name\":[\"百分比\",null],\"nameEn\":[\"Percent\",null],\"aliases\":[[\"%\"],null],\"description\":[\"比例\",null],\"taxonomy\":[\"UNIT\",null]},\"links\":{\"statedIn\":[[\"source_aodyfthj4f2v2lesizv6dp3wzy\"],[]]}}", "hash": "b566417578bbd1dd77d020c557da62a296706be8b19437efa04cc3fc3b78127b"}]}]}

// 7. 再发一次：不重复办 sent again: not done again
// beside the transaction: nothing

// once more [3]
