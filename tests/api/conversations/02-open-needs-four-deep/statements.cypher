// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.name, [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community3:Community)
  WITH community3, community3.code AS key18 ORDER BY key18 ASC LIMIT $p17
  RETURN [null, [community3.name, [COUNT {
    MATCH (community3)<-[:PART_OF*0..10]-(place5:Place)<-[:AT]-(need4:Need)
    WHERE need4.status IN $p6
    WITH DISTINCT elementId(need4) AS one7, need4
    RETURN need4
  }, COLLECT {
    MATCH (community3)<-[:PART_OF*0..10]-(place5:Place)<-[:AT]-(need4:Need)
    WHERE need4.status IN $p6
    WITH DISTINCT elementId(need4) AS one7, need4, need4.priority AS key15, need4.id AS key16 ORDER BY key15 ASC, key16 ASC LIMIT $p14
    RETURN [null, [need4.code, need4.title, need4.status, need4.priority, toStringOrNull(need4.windowStart), head(COLLECT {
      MATCH (need4)-[:IN_CATEGORY]->(category8:Category)
      WITH category8 LIMIT 1
      RETURN [category8.name]
    }), [COUNT {
      MATCH (need4)<-[:FOR]-(commitment9:Commitment)
      RETURN commitment9
    }, COLLECT {
      MATCH (need4)<-[:FOR]-(commitment9:Commitment)
      WITH commitment9, commitment9.code AS key13 ORDER BY key13 ASC LIMIT $p12
      RETURN [null, [commitment9.code, commitment9.status, commitment9.quantity, head(COLLECT {
        MATCH (commitment9)-[:USES]->(resource10:Resource)
        WITH resource10 LIMIT 1
        RETURN [resource10.name]
      }), head(COLLECT {
        MATCH (commitment9)-[:BY]->(unit11:Unit)
        WITH unit11 LIMIT 1
        RETURN [unit11.name]
      })], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p12": 5, "p14": 5, "p17": 20, "p6": ["OPEN", "IN_PROGRESS"]}
