// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.code, street2.name, street2.nameEn, street2.population, street2.households, street2.elderlyShare, head(COLLECT {
  MATCH (street2)-[:PART_OF]->(place3:Place)
  WITH place3 LIMIT 1
  RETURN [CASE WHEN place3:Street THEN 'Street' WHEN place3:Community THEN 'Community' WHEN place3:Grid THEN 'Grid' ELSE 'Area' END, place3.name, head([label IN labels(place3)
  WHERE label <> 'Place'])]
}), [COUNT {
  MATCH (street2)<-[:PART_OF]-(community4:Community)
  RETURN community4
}, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community4:Community)
  WITH community4, (community4.name + '') AS key6, community4.id AS key7 ORDER BY key6 ASC, key7 ASC LIMIT $p5
  RETURN [null, [community4.code, community4.name, community4.population, community4.elderlyShare, community4.provenance, community4.sourceNote], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p5": 10}
