// units
RETURN [COUNT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL
  RETURN unit1
}, COLLECT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL
  WITH unit1, unit1.name AS key3, unit1.id AS key4 ORDER BY key3 ASC, key4 ASC LIMIT $p2
  RETURN [[key3, key4], [unit1.code, unit1.name], null]
}] AS value;
// {"p2": 4}
