// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:TARGETS]-(roleAssignment5:RoleAssignment)<-[:HOLDS]-(firstSecretary3:FirstSecretary)
  WHERE roleAssignment5.status = 'ACTIVE' AND EXISTS {
    MATCH (roleAssignment5)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
    WHERE true
  }
  WITH DISTINCT elementId(firstSecretary3) AS one6, firstSecretary3
  RETURN firstSecretary3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:TARGETS]-(roleAssignment5:RoleAssignment)<-[:HOLDS]-(firstSecretary3:FirstSecretary)
  WHERE roleAssignment5.status = 'ACTIVE' AND EXISTS {
    MATCH (roleAssignment5)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
    WHERE true
  }
  WITH DISTINCT elementId(firstSecretary3) AS one6, firstSecretary3, firstSecretary3.code AS key28 ORDER BY key28 ASC LIMIT $p27
  RETURN [null, [firstSecretary3.name, firstSecretary3.provenance, [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment8:RoleAssignment)-[:TARGETS]->(place7:Place)
    WHERE roleAssignment8.status = 'ACTIVE' AND EXISTS {
      MATCH (roleAssignment8)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
      WHERE true
    }
    WITH DISTINCT elementId(place7) AS one9, place7, place7.code AS key11 ORDER BY key11 ASC LIMIT $p10
    RETURN [null, [CASE WHEN place7:Street THEN 'Street' WHEN place7:Community THEN 'Community' WHEN place7:Grid THEN 'Grid' ELSE 'Area' END, place7.name], null]
  }], [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment13:RoleAssignment)-[:SECONDED_FROM]->(unit12:Unit)
    WHERE roleAssignment13.status = 'ACTIVE' AND EXISTS {
      MATCH (roleAssignment13)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
      WHERE true
    }
    WITH DISTINCT elementId(unit12) AS one14, unit12, unit12.code AS key26 ORDER BY key26 ASC LIMIT $p25
    RETURN [null, [unit12.name, [null, COLLECT {
      MATCH (unit12)<-[:PROVIDED_BY]-(resource15:Resource)
      WITH resource15, resource15.code AS key17 ORDER BY key17 ASC LIMIT $p16
      RETURN [null, [resource15.name], null]
    }], [null, COLLECT {
      MATCH (unit12)<-[:BELONGS_TO]-(unit18:Unit)
      WITH unit18, unit18.code AS key24 ORDER BY key24 ASC LIMIT $p23
      RETURN [null, [unit18.name, [null, COLLECT {
        MATCH (unit18)<-[:PROVIDED_BY]-(resource19:Resource)
        WITH resource19, resource19.code AS key22 ORDER BY key22 ASC LIMIT $p21
        RETURN [null, [resource19.name, resource19.kind, resource19.capacity, head(COLLECT {
          MATCH (resource19)-[:MEASURED_IN]->(category20:Category)
          WITH category20 LIMIT 1
          RETURN [category20.name]
        })], null]
      }]], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p10": 20, "p16": 20, "p21": 3, "p23": 20, "p25": 20, "p27": 20}
