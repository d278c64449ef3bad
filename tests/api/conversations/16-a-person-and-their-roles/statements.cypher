// person
MATCH (person2:Person)
WHERE person2.id = $p1
RETURN [person2.name, [null, COLLECT {
  MATCH (person2)-[:HOLDS]->(roleAssignment3:RoleAssignment)
  WITH roleAssignment3, roleAssignment3.code AS key13 ORDER BY key13 ASC LIMIT $p12
  RETURN [null, [roleAssignment3.title, roleAssignment3.status, toStringOrNull(roleAssignment3.startOn), toStringOrNull(roleAssignment3.endOn), head(COLLECT {
    MATCH (roleAssignment3)-[:IN_ROLE]->(category4:Category)
    WITH category4 LIMIT 1
    RETURN [category4.code, category4.name]
  }), head(COLLECT {
    MATCH (roleAssignment3)-[:TARGETS]->(place5:Place)
    WITH place5 LIMIT 1
    RETURN [CASE WHEN place5:Street THEN 'Street' WHEN place5:Community THEN 'Community' WHEN place5:Grid THEN 'Grid' ELSE 'Area' END, place5.name]
  }), head(COLLECT {
    MATCH (roleAssignment3)-[:SECONDED_FROM]->(unit6:Unit)
    WITH unit6 LIMIT 1
    RETURN [unit6.name]
  }), [null, COLLECT {
    MATCH (roleAssignment3)<-[:INTRODUCED_BY]-(resource7:Resource)
    WITH resource7, resource7.code AS key10 ORDER BY key10 ASC LIMIT $p9
    RETURN [null, [resource7.name, head(COLLECT {
      MATCH (resource7)-[:PROVIDED_BY]->(unit8:Unit)
      WITH unit8 LIMIT 1
      RETURN [unit8.name]
    })], null]
  }], head(COLLECT {
    MATCH (roleAssignment3)-[:STATED_IN]->(source11:Source)
    WITH source11 LIMIT 1
    RETURN [source11.title]
  }), roleAssignment3.sourceNote], null]
}]] AS value;
// {"p1": "person_w3jtbsajwcwfksa7arfh2varm4", "p12": 20, "p9": 20}
