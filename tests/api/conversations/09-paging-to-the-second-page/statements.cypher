// units
RETURN [null, COLLECT {
  MATCH (unit1:Unit) USING INDEX SEEK unit1:Unit(name, id)
  WHERE unit1.name IS NOT NULL AND unit1.id IS NOT NULL AND unit1.name >= $p2 AND (unit1.name <> $p2 OR unit1.id > $p3)
  WITH unit1, unit1.name AS key5, unit1.id AS key6 ORDER BY key5 ASC, key6 ASC LIMIT $p4
  RETURN [[key5, key6], [unit1.code, unit1.name], null]
}] AS value;
// {"p2": "万莲保险营业部", "p3": "unit_ikdzykisvazh3kufjtisyiiwzu", "p4": 4}
