// category
MATCH (category2:Category)
WHERE category2.id = $p1
RETURN [category2.code, category2.name, category2.nameEn, category2.aliases, head(COLLECT {
  MATCH (category2)-[:CHILD_OF]->(category3:Category)
  WITH category3 LIMIT 1
  RETURN [category3.name, head(COLLECT {
    MATCH (category3)-[:CHILD_OF]->(category4:Category)
    WITH category4 LIMIT 1
    RETURN [category4.name]
  })]
}), [null, COLLECT {
  MATCH (category2)-[r6:SATISFIED_BY]->(category5:Category)
  WITH category5, r6, category5.code AS key12 ORDER BY key12 ASC LIMIT $p11
  RETURN [null, [category5.code, category5.name, [COUNT {
    MATCH (category5)<-[:IN_CATEGORY]-(resource7:Resource)
    RETURN resource7
  }, COLLECT {
    MATCH (category5)<-[:IN_CATEGORY]-(resource7:Resource)
    WITH resource7, resource7.code AS key10 ORDER BY key10 ASC LIMIT $p9
    RETURN [null, [resource7.name, head(COLLECT {
      MATCH (resource7)-[:PROVIDED_BY]->(unit8:Unit)
      WITH unit8 LIMIT 1
      RETURN [unit8.name]
    })], null]
  }]], [r6.fit, r6.essential, r6.perUnit, r6.measureCode]]
}]] AS value;
// {"p1": "category_hdfsryeujodcauz2v7zogyjp6y", "p11": 20, "p9": 3}
