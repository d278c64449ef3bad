// community
MATCH (community2:Community)
WHERE community2.id = $p1
RETURN [community2.name, [COUNT {
  MATCH (community2)<-[:BENEFITS]-(agreement3:Agreement)
  WHERE agreement3.kind IN $p4
  RETURN agreement3
}, COLLECT {
  MATCH (community2)<-[:BENEFITS]-(agreement3:Agreement)
  WHERE agreement3.kind IN $p4
  WITH agreement3, agreement3.code AS key9 ORDER BY key9 ASC LIMIT $p8
  RETURN [null, [agreement3.code, agreement3.title, agreement3.status, toStringOrNull(agreement3.validFrom), toStringOrNull(agreement3.validTo), agreement3.obligations, [null, COLLECT {
    MATCH (agreement3)<-[:PARTY_TO]-(unit5:Unit)
    WITH unit5, unit5.code AS key7 ORDER BY key7 ASC LIMIT $p6
    RETURN [null, [unit5.name], null]
  }]], null]
}]] AS value;
// {"p1": "place_a3owt2e2o2okyye3xfnxodpugy", "p4": ["PAIRING"], "p6": 20, "p8": 20}
