// alliance
MATCH (alliance2:Alliance)
WHERE alliance2.id = $p1
RETURN [alliance2.name, alliance2.kind, alliance2.termLabel, alliance2.sourceNote, [null, COLLECT {
  MATCH (alliance2)-[:SERVES]->(place3:Place)
  WITH place3, place3.code AS key5 ORDER BY key5 ASC LIMIT $p4
  RETURN [null, [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name], null]
}], [COUNT {
  MATCH (alliance2)<-[r7:MEMBER_OF]-(unit6:Unit)
  RETURN unit6
}, COLLECT {
  MATCH (alliance2)<-[r7:MEMBER_OF]-(unit6:Unit)
  WITH unit6, r7, unit6.code AS key9 ORDER BY key9 ASC LIMIT $p8
  RETURN [null, [unit6.name, unit6.kind], [r7.memberRole, toStringOrNull(r7.memberSince), toStringOrNull(r7.memberUntil)]]
}], [COUNT {
  MATCH (alliance2)<-[:TARGETS]-(roleAssignment10:RoleAssignment)
  RETURN roleAssignment10
}, COLLECT {
  MATCH (alliance2)<-[:TARGETS]-(roleAssignment10:RoleAssignment)
  WITH roleAssignment10, roleAssignment10.code AS key14 ORDER BY key14 ASC LIMIT $p13
  RETURN [null, [roleAssignment10.title, roleAssignment10.status, toStringOrNull(roleAssignment10.startOn), head(COLLECT {
    MATCH (roleAssignment10)<-[:HOLDS]-(person11:Person)
    WITH person11 LIMIT 1
    RETURN [person11.name, head(COLLECT {
      MATCH (person11)-[:EMPLOYED_BY]->(unit12:Unit)
      WITH unit12 LIMIT 1
      RETURN [unit12.name]
    })]
  })], null]
}]] AS value;
// {"p1": "alliance_2bezoarhktelvud4rrfbxqm3gu", "p13": 20, "p4": 20, "p8": 4}
