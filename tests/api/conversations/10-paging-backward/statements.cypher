// units
RETURN [null, COLLECT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL
  WITH unit1, unit1.name AS key3, unit1.id AS key4 ORDER BY key3 DESC, key4 DESC LIMIT $p2
  RETURN [[key3, key4], [unit1.code, unit1.name], null]
}] AS value;
// {"p2": 4}
