// unit
MATCH (unit2:Unit)
WHERE unit2.id = $p1
RETURN [unit2.name, unit2.shortName, unit2.status, unit2.maxEngagements, [null, COLLECT {
  MATCH (unit2)<-[:BY]-(commitment3:Commitment)
  WHERE $p4
  WITH commitment3 ORDER BY commitment3.startAt DESC, commitment3.id DESC LIMIT $p5
  RETURN [null, [toStringOrNull(commitment3.startAt), commitment3.status], null]
}], [COUNT {
  MATCH (unit2)<-[:PROVIDED_BY]-(resource6:Resource)
  WHERE $p7
  RETURN resource6
}, null]] AS value;
// {"p1": "unit_qawnv2philweabb36zph4p3una", "p4": true, "p5": 2, "p7": false}
