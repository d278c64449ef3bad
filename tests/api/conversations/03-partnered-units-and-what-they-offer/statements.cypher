// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  WITH DISTINCT elementId(unit3) AS one6, unit3
  RETURN unit3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  WITH DISTINCT elementId(unit3) AS one6, unit3, unit3.code AS key21 ORDER BY key21 ASC LIMIT $p20
  RETURN [[key21], [unit3.code, unit3.name, unit3.kind, head(COLLECT {
    MATCH (unit3)-[:LOCATED_IN]->(place7:Place)
    WITH place7 LIMIT 1
    RETURN [CASE WHEN place7:Street THEN 'Street' WHEN place7:Community THEN 'Community' WHEN place7:Grid THEN 'Grid' ELSE 'Area' END, place7.name]
  }), [COUNT {
    MATCH (unit3)<-[:PROVIDED_BY]-(resource8:Resource)
    WHERE resource8.status IN $p9
    RETURN resource8
  }, COLLECT {
    MATCH (unit3)<-[:PROVIDED_BY]-(resource8:Resource)
    WHERE resource8.status IN $p9
    WITH resource8, resource8.code AS key19 ORDER BY key19 ASC LIMIT $p18
    RETURN [null, [resource8.name, resource8.capacityMode, resource8.capacity, head(COLLECT {
      MATCH (resource8)-[:MEASURED_IN]->(category10:Category)
      WITH category10 LIMIT 1
      RETURN [category10.name]
    }), resource8.openingHours, [null, COLLECT {
      MATCH (resource8)<-[:USES]-(commitment11:Commitment)
      WHERE commitment11.status IN $p12
      WITH commitment11, commitment11.startAt AS key16, commitment11.id AS key17 ORDER BY key16 ASC, key17 ASC LIMIT $p15
      RETURN [null, [commitment11.status, commitment11.quantity, toStringOrNull(commitment11.startAt), toStringOrNull(commitment11.endAt), head(COLLECT {
        MATCH (commitment11)-[:FOR]->(need13:Need)
        WITH need13 LIMIT 1
        RETURN [need13.title, head(COLLECT {
          MATCH (need13)-[:AT]->(place14:Place)
          WITH place14 LIMIT 1
          RETURN [CASE WHEN place14:Street THEN 'Street' WHEN place14:Community THEN 'Community' WHEN place14:Grid THEN 'Grid' ELSE 'Area' END, place14.name]
        })]
      })], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p12": ["ACCEPTED", "IN_PROGRESS"], "p15": 2, "p18": 3, "p20": 7, "p9": ["ACTIVE"]}
