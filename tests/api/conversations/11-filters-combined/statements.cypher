// needs
RETURN [COUNT {
  MATCH (need1:Need) USING INDEX need1:Need(status)
  WHERE need1.status IN $p2 AND ((need1.householdCount >= $p3) OR (need1.beneficiaryCount >= $p4)) AND NOT coalesce(need1.kind IN $p5, false) AND EXISTS {
    MATCH (need1)-[:AT]->(place6:Place)
    WHERE EXISTS {
      MATCH (place6)-[:PART_OF*0..10]->(place7:Place)
      WHERE place7.id = $p8
    }
  }
  RETURN need1
}, COLLECT {
  MATCH (need1:Need) USING INDEX need1:Need(status)
  WHERE need1.status IN $p2 AND ((need1.householdCount >= $p3) OR (need1.beneficiaryCount >= $p4)) AND NOT coalesce(need1.kind IN $p5, false) AND EXISTS {
    MATCH (need1)-[:AT]->(place6:Place)
    WHERE EXISTS {
      MATCH (place6)-[:PART_OF*0..10]->(place7:Place)
      WHERE place7.id = $p8
    }
  }
  WITH need1, need1.reportedAt AS key11, need1.id AS key12 ORDER BY key11 DESC, key12 DESC LIMIT $p10
  RETURN [null, [need1.code, need1.title, need1.householdCount, need1.beneficiaryCount, toStringOrNull(need1.reportedAt), head(COLLECT {
    MATCH (need1)-[:AT]->(place9:Place)
    WITH place9 LIMIT 1
    RETURN [CASE WHEN place9:Street THEN 'Street' WHEN place9:Community THEN 'Community' WHEN place9:Grid THEN 'Grid' ELSE 'Area' END, place9.name, place9.elderlyShare]
  })], null]
}] AS value;
// {"p10": 10, "p2": ["OPEN", "IN_PROGRESS", "ON_HOLD", "ACCEPTED"], "p3": 100, "p4": 100, "p5": ["COMPLAINT"], "p8": "place_wus2toj2ltw3zisz625tapkawi"}
