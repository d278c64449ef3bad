// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.code, street2.name, head([label IN labels(street2)
WHERE label <> 'Place']), [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  RETURN DISTINCT unit3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place7:Place)<-[:TARGETS]-(roleAssignment8:RoleAssignment)<-[:HOLDS]-(firstSecretary6:FirstSecretary)
  WHERE roleAssignment8.status = 'ACTIVE' AND EXISTS {
    (roleAssignment8)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
  }
  RETURN DISTINCT firstSecretary6
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place10:Place)<-[:AT]-(need9:Need)
  WHERE need9.status = $p11
  RETURN DISTINCT need9
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place13:Place)<-[:AT]-(need12:Need)
  WHERE need12.status = $p14
  RETURN DISTINCT need12
}, null], [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community15:Community)
  WITH community15 ORDER BY community15.code ASC LIMIT $p16
  RETURN [null, [community15.code, community15.name, head([label IN labels(community15)
  WHERE label <> 'Place'])], null]
}]] AS value;
// {"p1": "place_wus2toj2ltw3zisz625tapkawi", "p11": "OPEN", "p14": "CLOSED", "p16": 2}

// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [street2.code, street2.name, head([label IN labels(street2)
WHERE label <> 'Place']), [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:BENEFITS]-(agreement5:Agreement)<-[:PARTY_TO]-(unit3:Unit)
  WHERE agreement5.status = 'ACTIVE'
  RETURN DISTINCT unit3
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place7:Place)<-[:TARGETS]-(roleAssignment8:RoleAssignment)<-[:HOLDS]-(firstSecretary6:FirstSecretary)
  WHERE roleAssignment8.status = 'ACTIVE' AND EXISTS {
    (roleAssignment8)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
  }
  RETURN DISTINCT firstSecretary6
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place10:Place)<-[:AT]-(need9:Need)
  WHERE need9.status = $p11
  RETURN DISTINCT need9
}, null], [COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place13:Place)<-[:AT]-(need12:Need)
  WHERE need12.status = $p14
  RETURN DISTINCT need12
}, null], [null, COLLECT {
  MATCH (street2)<-[:PART_OF]-(community15:Community)
  WITH community15 ORDER BY community15.code ASC LIMIT $p16
  RETURN [null, [community15.code, community15.name, head([label IN labels(community15)
  WHERE label <> 'Place'])], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p11": "OPEN", "p14": "CLOSED", "p16": 2}
