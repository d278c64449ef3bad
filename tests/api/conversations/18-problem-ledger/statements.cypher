// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.name, [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:AT]-(need3:Need)
  WHERE need3.code STARTS
  WITH $p5 AND need3.status = $p6
  RETURN DISTINCT need3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:AT]-(need3:Need)
  WHERE need3.code STARTS
  WITH $p5 AND need3.status = $p6
  WITH DISTINCT need3 ORDER BY need3.reportedAt DESC, need3.id DESC LIMIT $p11
  RETURN [null, [need3.code, need3.title, need3.outcome, toStringOrNull(need3.reportedAt), need3.householdCount, need3.beneficiaryCount, head(COLLECT {
    MATCH (need3)-[:OWNED_BY]->(unit7:Unit)
    WITH unit7 LIMIT 1
    RETURN [unit7.name]
  }), [null, COLLECT {
    MATCH (need3)<-[:FOR]-(commitment8:Commitment)
    WITH commitment8 ORDER BY commitment8.code ASC LIMIT $p10
    RETURN [null, [commitment8.status, commitment8.deliveredQuantity, head(COLLECT {
      MATCH (commitment8)-[:BY]->(unit9:Unit)
      WITH unit9 LIMIT 1
      RETURN [unit9.name]
    })], null]
  }]], null]
}], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place13:Place)<-[:AT]-(need12:Need)
  WHERE need12.status = $p14 AND (need12.outcome IS NULL OR need12.outcome <> $p15)
  RETURN DISTINCT need12
}, null]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p10": 20, "p11": 3, "p14": "CLOSED", "p15": "MET", "p5": "NS-T-", "p6": "CLOSED"}
