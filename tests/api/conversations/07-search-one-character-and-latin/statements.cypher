// needs
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_needs_search', $p2) YIELD node AS need1
  WITH need1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE need1:Need AND rank > 0
  WITH need1, rank, rank AS key6, need1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [need1.title], null]
}] AS value;
// {"p2": "*65* AND (\"岁体检\"^3 OR 岁体检)", "p3": ["65岁体检", "65", "岁体检", "岁体", "体检"], "p4": [], "p5": 5}

// units
RETURN [COUNT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE unit1:Unit AND rank > 0
  RETURN unit1
}, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE unit1:Unit AND rank > 0
  WITH unit1, rank, rank AS key6, unit1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [unit1.name], null]
}] AS value;
// {"p2": "(\"航天飞机\"^3 OR 航天飞机)", "p3": ["航天飞机", "航天", "天飞", "飞机"], "p4": [], "p5": 5}

// units
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE unit1:Unit AND rank > 0
  WITH unit1, rank, rank AS key6, unit1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [unit1.name, unit1.nameEn], null]
}] AS value;
// {"p2": "*hospital*", "p3": ["hospital"], "p4": [], "p5": 5}

// units
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE unit1:Unit AND rank > 0
  WITH unit1, rank, rank AS key6, unit1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [unit1.name], null]
}] AS value;
// {"p2": "*校*", "p3": ["校"], "p4": [], "p5": 5}

// units
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE unit1:Unit AND rank > 0
  WITH unit1, rank, rank AS key6, unit1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [unit1.name], null]
}] AS value;
// {"p2": "(\"中心医院\"^3 OR 中心医院)", "p3": ["中心医院", "中心", "心医", "医院"], "p4": [], "p5": 5}
