// grid
MATCH (grid2:Grid)
WHERE grid2.id = $p1
RETURN [grid2.name, head(COLLECT {
  MATCH (grid2)-[:PART_OF*1..3]->(community3:Community)
  WITH community3 LIMIT 1
  RETURN [community3.name, head(COLLECT {
    MATCH (community3)-[:PART_OF*1..3]->(street4:Street)
    WITH street4 LIMIT 1
    RETURN [street4.name]
  })]
}), [null, COLLECT {
  MATCH (grid2)-[:PART_OF*1..10]->(place5:Place)
  WITH DISTINCT elementId(place5) AS one6, place5, place5.code AS key8 ORDER BY key8 ASC LIMIT $p7
  RETURN [null, [CASE WHEN place5:Street THEN 'Street' WHEN place5:Community THEN 'Community' WHEN place5:Grid THEN 'Grid' ELSE 'Area' END, place5.name, head([label IN labels(place5)
  WHERE label <> 'Place'])], null]
}]] AS value;
// {"p1": "place_qxjilq3wtjrzfmumq22pfit6te", "p7": 20}
