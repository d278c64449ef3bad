// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.code, street2.name, head([label IN labels(street2)
WHERE label <> 'Place']), [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  WITH DISTINCT elementId(unit3) AS one6, unit3
  RETURN unit3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place8:Place)<-[:TARGETS]-(roleAssignment9:RoleAssignment)<-[:HOLDS]-(firstSecretary7:FirstSecretary)
  WHERE roleAssignment9.status = 'ACTIVE' AND EXISTS {
    MATCH (roleAssignment9)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
    WHERE true
  }
  WITH DISTINCT elementId(firstSecretary7) AS one10, firstSecretary7
  RETURN firstSecretary7
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place12:Place)<-[:AT]-(need11:Need)
  WHERE need11.status IN $p13
  WITH DISTINCT elementId(need11) AS one14, need11
  RETURN need11
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place16:Place)<-[:AT]-(need15:Need)
  WHERE need15.status IN $p17
  WITH DISTINCT elementId(need15) AS one18, need15
  RETURN need15
}, null], [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community19:Community)
  WITH community19, community19.code AS key21 ORDER BY key21 ASC LIMIT $p20
  RETURN [null, [community19.code, community19.name, head([label IN labels(community19)
  WHERE label <> 'Place'])], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p13": ["OPEN"], "p17": ["CLOSED"], "p20": 2}

// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.code, street2.name, head([label IN labels(street2)
WHERE label <> 'Place']), [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  WITH DISTINCT elementId(unit3) AS one6, unit3
  RETURN unit3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place8:Place)<-[:TARGETS]-(roleAssignment9:RoleAssignment)<-[:HOLDS]-(firstSecretary7:FirstSecretary)
  WHERE roleAssignment9.status = 'ACTIVE' AND EXISTS {
    MATCH (roleAssignment9)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
    WHERE true
  }
  WITH DISTINCT elementId(firstSecretary7) AS one10, firstSecretary7
  RETURN firstSecretary7
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place12:Place)<-[:AT]-(need11:Need)
  WHERE need11.status IN $p13
  WITH DISTINCT elementId(need11) AS one14, need11
  RETURN need11
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place16:Place)<-[:AT]-(need15:Need)
  WHERE need15.status IN $p17
  WITH DISTINCT elementId(need15) AS one18, need15
  RETURN need15
}, null], [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community19:Community)
  WITH community19, community19.code AS key21 ORDER BY key21 ASC LIMIT $p20
  RETURN [null, [community19.code, community19.name, head([label IN labels(community19)
  WHERE label <> 'Place'])], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p13": ["OPEN"], "p17": ["CLOSED"], "p20": 2}
