// street
MATCH (street2:Street)
WHERE street2.id = $p1
RETURN [[COUNT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:TARGETS]-(roleAssignment5:RoleAssignment)<-[:HOLDS]-(firstSecretary3:FirstSecretary)
  WHERE roleAssignment5.status = 'ACTIVE' AND EXISTS {
    (roleAssignment5)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
  }
  RETURN DISTINCT firstSecretary3
}, COLLECT {
  MATCH (street2)<-[:PART_OF*0..10]-(place4:Place)<-[:TARGETS]-(roleAssignment5:RoleAssignment)<-[:HOLDS]-(firstSecretary3:FirstSecretary)
  WHERE roleAssignment5.status = 'ACTIVE' AND EXISTS {
    (roleAssignment5)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
  }
  WITH DISTINCT firstSecretary3 ORDER BY firstSecretary3.code ASC LIMIT $p19
  RETURN [null, [firstSecretary3.name, firstSecretary3.provenance, [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment7:RoleAssignment)-[:TARGETS]->(place6:Place)
    WHERE roleAssignment7.status = 'ACTIVE' AND EXISTS {
      (roleAssignment7)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
    }
    WITH DISTINCT place6 ORDER BY place6.code ASC LIMIT $p8
    RETURN [null, [CASE WHEN place6:Street THEN 'Street' WHEN place6:Community THEN 'Community' WHEN place6:Grid THEN 'Grid' ELSE 'Area' END, place6.name], null]
  }], [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment10:RoleAssignment)-[:SECONDED_FROM]->(unit9:Unit)
    WHERE roleAssignment10.status = 'ACTIVE' AND EXISTS {
      (roleAssignment10)-[:IN_ROLE]->(:Category {code: 'R.FIRST_SECRETARY'})
    }
    WITH DISTINCT unit9 ORDER BY unit9.code ASC LIMIT $p18
    RETURN [null, [unit9.name, [null, COLLECT {
      MATCH (unit9)<-[:PROVIDED_BY]-(resource11:Resource)
      WITH resource11 ORDER BY resource11.code ASC LIMIT $p12
      RETURN [null, [resource11.name], null]
    }], [null, COLLECT {
      MATCH (unit9)<-[:BELONGS_TO]-(unit13:Unit)
      WITH unit13 ORDER BY unit13.code ASC LIMIT $p17
      RETURN [null, [unit13.name, [null, COLLECT {
        MATCH (unit13)<-[:PROVIDED_BY]-(resource14:Resource)
        WITH resource14 ORDER BY resource14.code ASC LIMIT $p16
        RETURN [null, [resource14.name, resource14.kind, resource14.capacity, head(COLLECT {
          MATCH (resource14)-[:MEASURED_IN]->(category15:Category)
          WITH category15 LIMIT 1
          RETURN [category15.name]
        })], null]
      }]], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p12": 20, "p16": 3, "p17": 20, "p18": 20, "p19": 20, "p8": 20}
