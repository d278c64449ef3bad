// categories
RETURN [COUNT {
  CALL db.index.fulltext.queryNodes('gongjian_categories_search', $p2) YIELD node AS category1
  WITH category1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE category1:Category AND rank > 0
  RETURN category1
}, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_categories_search', $p2) YIELD node AS category1
  WITH category1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE category1:Category AND rank > 0
  WITH category1, rank, rank AS key6, category1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [category1.code, category1.name, category1.nameEn, category1.taxonomy], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": [], "p5": 5}

// needs
RETURN [COUNT {
  CALL db.index.fulltext.queryNodes('gongjian_needs_search', $p2) YIELD node AS need1
  WITH need1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE need1:Need AND rank > 0
  RETURN need1
}, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_needs_search', $p2) YIELD node AS need1
  WITH need1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(need1.title, '') + '\n' + coalesce(need1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE need1:Need AND rank > 0
  WITH need1, rank, rank AS key6, need1.id AS key7 ORDER BY key6 DESC, key7 ASC LIMIT $p5
  RETURN [null, [need1.code, need1.title], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": [], "p5": 5}

// resources
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_resources_search', $p2) YIELD node AS resource1
  WITH resource1, CASE WHEN all(word IN $p4
  WHERE toLower(normalize(coalesce(resource1.name, '') + '\n' + coalesce(resource1.description, ''), NFKC)) CONTAINS word) THEN size([part IN $p3
  WHERE toLower(normalize(coalesce(resource1.name, '') + '\n' + coalesce(resource1.description, ''), NFKC)) CONTAINS part]) ELSE 0 END AS rank
  WHERE resource1:Resource AND rank > 0
  WITH resource1, rank, rank AS key7, resource1.id AS key8 ORDER BY key7 DESC, key8 ASC LIMIT $p6
  RETURN [null, [resource1.name, head(COLLECT {
    MATCH (resource1)-[:PROVIDED_BY]->(unit5:Unit)
    WITH unit5 LIMIT 1
    RETURN [unit5.name]
  })], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": [], "p6": 5}

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
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": [], "p5": 5}
