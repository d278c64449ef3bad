// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.name, [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:AT]-(need3:Need)
  WHERE need3.code STARTS
  WITH $p5 AND need3.status IN $p6
  WITH DISTINCT elementId(need3) AS one7, need3
  RETURN need3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:AT]-(need3:Need)
  WHERE need3.code STARTS
  WITH $p5 AND need3.status IN $p6
  WITH DISTINCT elementId(need3) AS one7, need3, need3.reportedAt AS key14, need3.id AS key15 ORDER BY key14 DESC, key15 DESC LIMIT $p13
  RETURN [null, [need3.code, need3.title, need3.outcome, toStringOrNull(need3.reportedAt), need3.householdCount, need3.beneficiaryCount, head(COLLECT {
    MATCH (need3)-[:OWNED_BY]->(unit8:Unit)
    WITH unit8 LIMIT 1
    RETURN [unit8.name]
  }), [null, COLLECT {
    MATCH (need3)<-[:FOR]-(commitment9:Commitment)
    WITH commitment9, commitment9.code AS key12 ORDER BY key12 ASC LIMIT $p11
    RETURN [null, [commitment9.status, commitment9.deliveredQuantity, head(COLLECT {
      MATCH (commitment9)-[:BY]->(unit10:Unit)
      WITH unit10 LIMIT 1
      RETURN [unit10.name]
    })], null]
  }]], null]
}], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place17:Place)<-[:AT]-(need16:Need)
  WHERE NOT coalesce(need16.outcome IN $p18, false) AND need16.status IN $p19
  WITH DISTINCT elementId(need16) AS one20, need16
  RETURN need16
}, null]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p11": 20, "p13": 3, "p18": ["MET"], "p19": ["CLOSED"], "p5": "NS-T-", "p6": ["CLOSED"]}
