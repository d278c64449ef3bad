// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.name, [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community3:Community)
  WITH community3 ORDER BY community3.code ASC LIMIT $p13
  RETURN [null, [community3.name, [COUNT {
    MATCH (community3)<-[:PART_OF*0..10]-(place5:Place)<-[:AT]-(need4:Need)
    WHERE need4.status IN $p6
    RETURN DISTINCT need4
  }, COLLECT {
    MATCH (community3)<-[:PART_OF*0..10]-(place5:Place)<-[:AT]-(need4:Need)
    WHERE need4.status IN $p6
    WITH DISTINCT need4 ORDER BY need4.priority ASC, need4.id ASC LIMIT $p12
    RETURN [null, [need4.code, need4.title, need4.status, need4.priority, toStringOrNull(need4.windowStart), head(COLLECT {
      MATCH (need4)-[:IN_CATEGORY]->(category7:Category)
      WITH category7 LIMIT 1
      RETURN [category7.name]
    }), [COUNT {
      MATCH (need4)<-[:FOR]-(commitment8:Commitment)
      RETURN commitment8
    }, COLLECT {
      MATCH (need4)<-[:FOR]-(commitment8:Commitment)
      WITH commitment8 ORDER BY commitment8.code ASC LIMIT $p11
      RETURN [null, [commitment8.code, commitment8.status, commitment8.quantity, head(COLLECT {
        MATCH (commitment8)-[:USES]->(resource9:Resource)
        WITH resource9 LIMIT 1
        RETURN [resource9.name]
      }), head(COLLECT {
        MATCH (commitment8)-[:BY]->(unit10:Unit)
        WITH unit10 LIMIT 1
        RETURN [unit10.name]
      })], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p11": 5, "p12": 5, "p13": 20, "p6": ["OPEN", "IN_PROGRESS"]}
