// alliance
MATCH (alliance2:Alliance)
WHERE alliance2.id = $p1
RETURN [alliance2.name, alliance2.kind, alliance2.termLabel, alliance2.sourceNote, [null, COLLECT {
  MATCH (alliance2)-[:SERVES]->(place3:Place)
  WITH place3 ORDER BY place3.code ASC LIMIT $p4
  RETURN [null, [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name], null]
}], [COUNT {
  MATCH (alliance2)<-[r6:MEMBER_OF]-(unit5:Unit)
  RETURN unit5
}, COLLECT {
  MATCH (alliance2)<-[r6:MEMBER_OF]-(unit5:Unit)
  WITH unit5, r6 ORDER BY unit5.code ASC LIMIT $p7
  RETURN [null, [unit5.name, unit5.kind], [r6.memberRole, toStringOrNull(r6.memberSince), toStringOrNull(r6.memberUntil)]]
}], [COUNT {
  MATCH (alliance2)<-[:TARGETS]-(roleAssignment8:RoleAssignment)
  RETURN roleAssignment8
}, COLLECT {
  MATCH (alliance2)<-[:TARGETS]-(roleAssignment8:RoleAssignment)
  WITH roleAssignment8 ORDER BY roleAssignment8.code ASC LIMIT $p11
  RETURN [null, [roleAssignment8.title, roleAssignment8.status, toStringOrNull(roleAssignment8.startOn), head(COLLECT {
    MATCH (roleAssignment8)<-[:HOLDS]-(person9:Person)
    WITH person9 LIMIT 1
    RETURN [person9.name, head(COLLECT {
      MATCH (person9)-[:EMPLOYED_BY]->(unit10:Unit)
      WITH unit10 LIMIT 1
      RETURN [unit10.name]
    })]
  })], null]
}]] AS value;
// {"p1": "alliance_2bezoarhktelvud4rrfbxqm3gu", "p11": 20, "p4": 20, "p7": 4}
