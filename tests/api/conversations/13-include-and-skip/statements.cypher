// unit
MATCH (unit2:Unit)
WHERE unit2.id = $p1
RETURN [unit2.name, unit2.shortName, unit2.status, unit2.maxEngagements, [null, COLLECT {
  MATCH (unit2)<-[:BY]-(commitment3:Commitment)
  WHERE $p4
  WITH commitment3, commitment3.startAt AS key6, commitment3.id AS key7 ORDER BY key6 DESC, key7 DESC LIMIT $p5
  RETURN [null, [toStringOrNull(commitment3.startAt), commitment3.status], null]
}], [COUNT {
  MATCH (unit2)<-[:PROVIDED_BY]-(resource8:Resource)
  WHERE $p9
  RETURN resource8
}, null]] AS value;
// {"p1": "unit_qawnv2philweabb36zph4p3una", "p4": true, "p5": 2, "p9": false}
