// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:SITED_AT]-(project3:Project)
  WHERE project3.kind IN $p5
  WITH DISTINCT elementId(project3) AS one6, project3
  RETURN project3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place8:Place)<-[:SITED_AT]-(project7:Project)
  WHERE project7.kind IN $p9 AND project7.level IN $p10
  WITH DISTINCT elementId(project7) AS one11, project7
  RETURN project7
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place13:Place)<-[:SITED_AT]-(project12:Project)
  WHERE project12.kind IN $p14 AND project12.level IN $p15
  WITH DISTINCT elementId(project12) AS one16, project12
  RETURN project12
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place18:Place)<-[:SITED_AT]-(project17:Project)
  WHERE project17.kind IN $p19 AND project17.level IN $p20
  WITH DISTINCT elementId(project17) AS one21, project17
  RETURN project17
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place23:Place)<-[:SITED_AT]-(project22:Project)
  WHERE project22.status IN $p24 AND EXISTS {
    MATCH (project22)-[:LED_BY]->(person25:Person)
    WHERE (person25.name IS NULL) = $p26
  }
  WITH DISTINCT elementId(project22) AS one27, project22
  RETURN project22
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place23:Place)<-[:SITED_AT]-(project22:Project)
  WHERE project22.status IN $p24 AND EXISTS {
    MATCH (project22)-[:LED_BY]->(person25:Person)
    WHERE (person25.name IS NULL) = $p26
  }
  WITH DISTINCT elementId(project22) AS one27, project22, project22.code AS key34 ORDER BY key34 ASC LIMIT $p33
  RETURN [null, [project22.code, project22.name, project22.level, project22.goal, toStringOrNull(project22.dueOn), head(COLLECT {
    MATCH (project22)-[:SITED_AT]->(place28:Place)
    WITH place28 LIMIT 1
    RETURN [CASE WHEN place28:Street THEN 'Street' WHEN place28:Community THEN 'Community' WHEN place28:Grid THEN 'Grid' ELSE 'Area' END, place28.name]
  }), [null, COLLECT {
    MATCH (project22)-[:ADDRESSES]->(category29:Category)
    WITH category29, category29.code AS key31 ORDER BY key31 ASC LIMIT $p30
    RETURN [null, [category29.name], null]
  }], head(COLLECT {
    MATCH (project22)-[:LED_BY]->(person32:Person)
    WITH person32 LIMIT 1
    RETURN [person32.name]
  })], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p10": ["STREET"], "p14": ["SECRETARY"], "p15": ["COMMUNITY"], "p19": ["SECRETARY"], "p20": ["BRANCH"], "p24": ["IN_PROGRESS"], "p26": false, "p30": 20, "p33": 3, "p5": ["SECRETARY"], "p9": ["SECRETARY"]}
