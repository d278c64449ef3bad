// units
RETURN [null, COLLECT {
  MATCH (unit1:Unit) USING INDEX unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL AND unit1.name >= $p2 AND ((unit1.name > $p2) OR (unit1.name = $p2 AND unit1.id > $p3))
  WITH unit1 ORDER BY unit1.name ASC, unit1.id ASC LIMIT $p4
  RETURN [[unit1.name, unit1.id], [unit1.code, unit1.name], null]
}] AS value;
// {"p2": "万莲保险营业部", "p3": "unit_ikdzykisvazh3kufjtisyiiwzu", "p4": 4}
