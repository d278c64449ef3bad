// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:SITED_AT]-(project3:Project)
  WHERE project3.kind = $p5
  RETURN DISTINCT project3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place7:Place)<-[:SITED_AT]-(project6:Project)
  WHERE project6.kind = $p8 AND project6.level = $p9
  RETURN DISTINCT project6
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place11:Place)<-[:SITED_AT]-(project10:Project)
  WHERE project10.kind = $p12 AND project10.level = $p13
  RETURN DISTINCT project10
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place15:Place)<-[:SITED_AT]-(project14:Project)
  WHERE project14.kind = $p16 AND project14.level = $p17
  RETURN DISTINCT project14
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place19:Place)<-[:SITED_AT]-(project18:Project)
  WHERE project18.status = $p20 AND EXISTS {
    MATCH (project18)-[:LED_BY]->(person21:Person)
    WHERE (person21.name IS NULL) = $p22
  }
  RETURN DISTINCT project18
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place19:Place)<-[:SITED_AT]-(project18:Project)
  WHERE project18.status = $p20 AND EXISTS {
    MATCH (project18)-[:LED_BY]->(person21:Person)
    WHERE (person21.name IS NULL) = $p22
  }
  WITH DISTINCT project18 ORDER BY project18.code ASC LIMIT $p27
  RETURN [null, [project18.code, project18.name, project18.level, project18.goal, toStringOrNull(project18.dueOn), head(COLLECT {
    MATCH (project18)-[:SITED_AT]->(place23:Place)
    WITH place23 LIMIT 1
    RETURN [CASE WHEN place23:Street THEN 'Street' WHEN place23:Community THEN 'Community' WHEN place23:Grid THEN 'Grid' ELSE 'Area' END, place23.name]
  }), [null, COLLECT {
    MATCH (project18)-[:ADDRESSES]->(category24:Category)
    WITH category24 ORDER BY category24.code ASC LIMIT $p25
    RETURN [null, [category24.name], null]
  }], head(COLLECT {
    MATCH (project18)-[:LED_BY]->(person26:Person)
    WITH person26 LIMIT 1
    RETURN [person26.name]
  })], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p12": "SECRETARY", "p13": "COMMUNITY", "p16": "SECRETARY", "p17": "BRANCH", "p20": "IN_PROGRESS", "p22": false, "p25": 20, "p27": 3, "p5": "SECRETARY", "p8": "SECRETARY", "p9": "STREET"}
