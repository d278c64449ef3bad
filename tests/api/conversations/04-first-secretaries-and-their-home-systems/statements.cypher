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
  WITH DISTINCT elementId(firstSecretary3) AS one6, firstSecretary3 ORDER BY firstSecretary3.code ASC LIMIT $p22
  RETURN [null, [firstSecretary3.name, firstSecretary3.provenance, [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment8:RoleAssignment)-[:TARGETS]->(place7:Place)
    WHERE roleAssignment8.status = 'ACTIVE' AND EXISTS {
      MATCH (roleAssignment8)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
      WHERE true
    }
    WITH DISTINCT elementId(place7) AS one9, place7 ORDER BY place7.code ASC LIMIT $p10
    RETURN [null, [CASE WHEN place7:Street THEN 'Street' WHEN place7:Community THEN 'Community' WHEN place7:Grid THEN 'Grid' ELSE 'Area' END, place7.name], null]
  }], [null, COLLECT {
    MATCH (firstSecretary3)-[:HOLDS]->(roleAssignment12:RoleAssignment)-[:SECONDED_FROM]->(unit11:Unit)
    WHERE roleAssignment12.status = 'ACTIVE' AND EXISTS {
      MATCH (roleAssignment12)-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'})
      WHERE true
    }
    WITH DISTINCT elementId(unit11) AS one13, unit11 ORDER BY unit11.code ASC LIMIT $p21
    RETURN [null, [unit11.name, [null, COLLECT {
      MATCH (unit11)<-[:PROVIDED_BY]-(resource14:Resource)
      WITH resource14 ORDER BY resource14.code ASC LIMIT $p15
      RETURN [null, [resource14.name], null]
    }], [null, COLLECT {
      MATCH (unit11)<-[:BELONGS_TO]-(unit16:Unit)
      WITH unit16 ORDER BY unit16.code ASC LIMIT $p20
      RETURN [null, [unit16.name, [null, COLLECT {
        MATCH (unit16)<-[:PROVIDED_BY]-(resource17:Resource)
        WITH resource17 ORDER BY resource17.code ASC LIMIT $p19
        RETURN [null, [resource17.name, resource17.kind, resource17.capacity, head(COLLECT {
          MATCH (resource17)-[:MEASURED_IN]->(category18:Category)
          WITH category18 LIMIT 1
          RETURN [category18.name]
        })], null]
      }]], null]
    }]], null]
  }]], null]
}]] AS value;
// {"p1": "place_t6gqpsuw7c4j7njhf2s7j5q5r4", "p10": 20, "p15": 20, "p19": 3, "p20": 20, "p21": 20, "p22": 20}
