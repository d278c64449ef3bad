// units
RETURN [COUNT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL
  RETURN unit1
}, COLLECT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL
  WITH unit1 ORDER BY unit1.name ASC, unit1.id ASC LIMIT $p2
  RETURN [[unit1.name, unit1.id], [unit1.code, unit1.name], null]
}] AS value;
// {"p2": 4}
