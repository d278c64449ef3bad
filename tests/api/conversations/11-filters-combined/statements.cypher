// needs
RETURN [COUNT {
  MATCH (need1:Need) MATCH (need1)-[:AT]->(place6:Place) MATCH (place6)-[:PART_OF*0..10]->(place7:Place {id: $p8})
  WHERE ((need1.householdCount >= $p2) OR (need1.beneficiaryCount >= $p3)) AND NOT coalesce(need1.kind = $p4, false) AND need1.status IN $p5
  RETURN DISTINCT need1
}, COLLECT {
  MATCH (need1:Need) MATCH (need1)-[:AT]->(place6:Place) MATCH (place6)-[:PART_OF*0..10]->(place7:Place {id: $p8})
  WHERE ((need1.householdCount >= $p2) OR (need1.beneficiaryCount >= $p3)) AND NOT coalesce(need1.kind = $p4, false) AND need1.status IN $p5
  WITH DISTINCT need1 ORDER BY need1.reportedAt DESC, need1.id DESC LIMIT $p10
  RETURN [null, [need1.code, need1.title, need1.householdCount, need1.beneficiaryCount, toStringOrNull(need1.reportedAt), head(COLLECT {
    MATCH (need1)-[:AT]->(place9:Place)
    WITH place9 LIMIT 1
    RETURN [CASE WHEN place9:Street THEN 'Street' WHEN place9:Community THEN 'Community' WHEN place9:Grid THEN 'Grid' ELSE 'Area' END, place9.name, place9.elderlyShare]
  })], null]
}] AS value;
// {"p10": 10, "p2": 100, "p3": 100, "p4": "COMPLAINT", "p5": ["OPEN", "IN_PROGRESS", "ON_HOLD", "ACCEPTED"], "p8": "place_wus2toj2ltw3zisz625tapkawi"}
