// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  RETURN DISTINCT unit3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  WITH DISTINCT unit3 ORDER BY unit3.code ASC LIMIT $p16
  RETURN [[unit3.code], [unit3.code, unit3.name, unit3.kind, head(COLLECT {
    MATCH (unit3)-[:LOCATED_IN]->(place6:Place)
    WITH place6 LIMIT 1
    RETURN [CASE WHEN place6:Street THEN 'Street' WHEN place6:Community THEN 'Community' WHEN place6:Grid THEN 'Grid' ELSE 'Area' END, place6.name]
  }), [COUNT {
    MATCH (unit3)<-[:PROVIDED_BY]-(resource7:Resource)
    WHERE resource7.status = $p8
    RETURN resource7
  }, COLLECT {
    MATCH (unit3)<-[:PROVIDED_BY]-(resource7:Resource)
    WHERE resource7.status = $p8
    WITH resource7 ORDER BY resource7.code ASC LIMIT $p15
    RETURN [null, [resource7.name, resource7.capacityMode, resource7.capacity, head(COLLECT {
      MATCH (resource7)-[:MEASURED_IN]->(category9:Category)
      WITH category9 LIMIT 1
      RETURN [category9.name]
    }), resource7.openingHours, [null, COLLECT {
      MATCH (resource7)<-[:USES]-(commitment10:Commitment)
      WHERE commitment10.status IN $p11
      WITH commitment10 ORDER BY commitment10.startAt ASC, commitment10.id ASC LIMIT $p14
      RETURN [null, [commitment10.status, commitment10.quantity, toStringOrNull(commitment10.startAt), toStringOrNull(commitment10.endAt), head(COLLECT {
        MATCH (commitment10)-[:FOR]->(need12:Need)
        WITH need12 LIMIT 1
        RETURN [need12.title, head(COLLECT {
          MATCH (need12)-[:AT]->(place13:Place)
          WITH place13 LIMIT 1
          RETURN [CASE WHEN place13:Street THEN 'Street' WHEN place13:Community THEN 'Community' WHEN place13:Grid THEN 'Grid' ELSE 'Area' END, place13.name]
        })]
      })], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p11": ["ACCEPTED", "IN_PROGRESS"], "p14": 2, "p15": 3, "p16": 7, "p8": "ACTIVE"}
