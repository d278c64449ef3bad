// categories
RETURN [COUNT {
  CALL db.index.fulltext.queryNodes('gongjian_categories_search', $p2) YIELD node AS category1
  WITH category1, size([part IN $p3
  WHERE toLower(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, '')) CONTAINS part]) AS rank
  WHERE category1:Category AND rank > 0
  RETURN category1
}, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_categories_search', $p2) YIELD node AS category1
  WITH category1, size([part IN $p3
  WHERE toLower(coalesce(category1.name, '') + '\n' + coalesce(category1.nameEn, '') + '\n' + coalesce(category1.description, '')) CONTAINS part]) AS rank
  WHERE category1:Category AND rank > 0
  WITH category1, rank ORDER BY rank DESC, category1.id ASC LIMIT $p4
  RETURN [null, [category1.code, category1.name, category1.nameEn, category1.taxonomy], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": 5}

// needs
RETURN [COUNT {
  CALL db.index.fulltext.queryNodes('gongjian_needs_search', $p2) YIELD node AS need1
  WITH need1, size([part IN $p3
  WHERE toLower(coalesce(need1.title, '') + '\n' + coalesce(need1.description, '')) CONTAINS part]) AS rank
  WHERE need1:Need AND rank > 0
  RETURN need1
}, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_needs_search', $p2) YIELD node AS need1
  WITH need1, size([part IN $p3
  WHERE toLower(coalesce(need1.title, '') + '\n' + coalesce(need1.description, '')) CONTAINS part]) AS rank
  WHERE need1:Need AND rank > 0
  WITH need1, rank ORDER BY rank DESC, need1.id ASC LIMIT $p4
  RETURN [null, [need1.code, need1.title], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": 5}

// resources
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_resources_search', $p2) YIELD node AS resource1
  WITH resource1, size([part IN $p3
  WHERE toLower(coalesce(resource1.name, '') + '\n' + coalesce(resource1.description, '')) CONTAINS part]) AS rank
  WHERE resource1:Resource AND rank > 0
  WITH resource1, rank ORDER BY rank DESC, resource1.id ASC LIMIT $p5
  RETURN [null, [resource1.name, head(COLLECT {
    MATCH (resource1)-[:PROVIDED_BY]->(unit4:Unit)
    WITH unit4 LIMIT 1
    RETURN [unit4.name]
  })], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p5": 5}

// units
RETURN [null, COLLECT {
  CALL db.index.fulltext.queryNodes('gongjian_units_search', $p2) YIELD node AS unit1
  WITH unit1, size([part IN $p3
  WHERE toLower(coalesce(unit1.name, '') + '\n' + coalesce(unit1.shortName, '') + '\n' + coalesce(unit1.nameEn, '')) CONTAINS part]) AS rank
  WHERE unit1:Unit AND rank > 0
  WITH unit1, rank ORDER BY rank DESC, unit1.id ASC LIMIT $p4
  RETURN [null, [unit1.name], null]
}] AS value;
// {"p2": "(\"养老\"^3 OR 养老)", "p3": ["养老"], "p4": 5}
