// node
MATCH (source2:Source)
WHERE source2.id = $p1
RETURN source2.id AS id, 'Source' AS type, [source2.id] AS value UNION ALL MATCH (account3:Account)
WHERE account3.id = $p1
RETURN account3.id AS id, 'Account' AS type, [account3.id] AS value UNION ALL MATCH (credential4:Credential)
WHERE credential4.id = $p1
RETURN credential4.id AS id, 'Credential' AS type, [credential4.id] AS value UNION ALL MATCH (agreement5:Agreement)
WHERE agreement5.id = $p1
RETURN agreement5.id AS id, 'Agreement' AS type, [agreement5.id] AS value UNION ALL MATCH (alliance6:Alliance)
WHERE alliance6.id = $p1
RETURN alliance6.id AS id, 'Alliance' AS type, [alliance6.id] AS value UNION ALL MATCH (category7:Category)
WHERE category7.id = $p1
RETURN category7.id AS id, 'Category' AS type, [category7.id] AS value UNION ALL MATCH (change8:Change)
WHERE change8.id = $p1
RETURN change8.id AS id, 'Change' AS type, [change8.id] AS value UNION ALL MATCH (commitment9:Commitment)
WHERE commitment9.id = $p1
RETURN commitment9.id AS id, 'Commitment' AS type, [commitment9.id] AS value UNION ALL MATCH (need10:Need)
WHERE need10.id = $p1
RETURN need10.id AS id, 'Need' AS type, [need10.id] AS value UNION ALL MATCH (person11:Person)
WHERE person11.id = $p1
RETURN person11.id AS id, 'Person' AS type, [person11.id] AS value UNION ALL MATCH (firstSecretary12:FirstSecretary)
WHERE firstSecretary12.secretaryId = $p1
RETURN firstSecretary12.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary12.secretaryId] AS value UNION ALL MATCH (roleAssignment13:RoleAssignment)
WHERE roleAssignment13.id = $p1
RETURN roleAssignment13.id AS id, 'RoleAssignment' AS type, [roleAssignment13.id] AS value UNION ALL MATCH (place14:Place)
WHERE place14.id = $p1
RETURN place14.id AS id, CASE WHEN place14:Street THEN 'Street' WHEN place14:Community THEN 'Community' WHEN place14:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place14:Street THEN 'Street' WHEN place14:Community THEN 'Community' WHEN place14:Grid THEN 'Grid' ELSE 'Area' END, place14.id] AS value UNION ALL MATCH (project15:Project)
WHERE project15.id = $p1
RETURN project15.id AS id, 'Project' AS type, [project15.id] AS value UNION ALL MATCH (resource16:Resource)
WHERE resource16.id = $p1
RETURN resource16.id AS id, 'Resource' AS type, [resource16.id, resource16.name, head(COLLECT {
  MATCH (resource16)-[:PROVIDED_BY]->(unit17:Unit)
  WITH unit17 LIMIT 1
  RETURN [unit17.name]
})] AS value UNION ALL MATCH (unit18:Unit)
WHERE unit18.id = $p1
RETURN unit18.id AS id, 'Unit' AS type, [unit18.id] AS value;
// {"p1": "resource_grnunjlibwokuga4zct3lokanq"}

// nodes
MATCH (source2:Source)
WHERE source2.id IN $p1
RETURN source2.id AS id, 'Source' AS type, [source2.id, source2.code, source2.provenance] AS value UNION ALL MATCH (account3:Account)
WHERE account3.id IN $p1
RETURN account3.id AS id, 'Account' AS type, [account3.id, account3.code, account3.provenance] AS value UNION ALL MATCH (credential4:Credential)
WHERE credential4.id IN $p1
RETURN credential4.id AS id, 'Credential' AS type, [credential4.id] AS value UNION ALL MATCH (agreement5:Agreement)
WHERE agreement5.id IN $p1
RETURN agreement5.id AS id, 'Agreement' AS type, [agreement5.id, agreement5.code, agreement5.provenance] AS value UNION ALL MATCH (alliance6:Alliance)
WHERE alliance6.id IN $p1
RETURN alliance6.id AS id, 'Alliance' AS type, [alliance6.id, alliance6.code, alliance6.provenance] AS value UNION ALL MATCH (category7:Category)
WHERE category7.id IN $p1
RETURN category7.id AS id, 'Category' AS type, [category7.id, category7.code, category7.provenance] AS value UNION ALL MATCH (change8:Change)
WHERE change8.id IN $p1
RETURN change8.id AS id, 'Change' AS type, [change8.id] AS value UNION ALL MATCH (commitment9:Commitment)
WHERE commitment9.id IN $p1
RETURN commitment9.id AS id, 'Commitment' AS type, [commitment9.id, commitment9.code, commitment9.provenance] AS value UNION ALL MATCH (need10:Need)
WHERE need10.id IN $p1
RETURN need10.id AS id, 'Need' AS type, [need10.id, need10.code, need10.provenance, need10.title, need10.status] AS value UNION ALL MATCH (person11:Person)
WHERE person11.id IN $p1
RETURN person11.id AS id, 'Person' AS type, [person11.id, person11.code, person11.provenance] AS value UNION ALL MATCH (firstSecretary12:FirstSecretary)
WHERE firstSecretary12.secretaryId IN $p1
RETURN firstSecretary12.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary12.secretaryId, firstSecretary12.code, firstSecretary12.provenance, firstSecretary12.name] AS value UNION ALL MATCH (roleAssignment13:RoleAssignment)
WHERE roleAssignment13.id IN $p1
RETURN roleAssignment13.id AS id, 'RoleAssignment' AS type, [roleAssignment13.id, roleAssignment13.code, roleAssignment13.provenance] AS value UNION ALL MATCH (place14:Place)
WHERE place14.id IN $p1
RETURN place14.id AS id, CASE WHEN place14:Street THEN 'Street' WHEN place14:Community THEN 'Community' WHEN place14:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place14:Street THEN 'Street' WHEN place14:Community THEN 'Community' WHEN place14:Grid THEN 'Grid' ELSE 'Area' END, place14.id, place14.code, place14.provenance, place14.name, head([label IN labels(place14)
WHERE label <> 'Place'])] AS value UNION ALL MATCH (project15:Project)
WHERE project15.id IN $p1
RETURN project15.id AS id, 'Project' AS type, [project15.id, project15.code, project15.provenance] AS value UNION ALL MATCH (resource16:Resource)
WHERE resource16.id IN $p1
RETURN resource16.id AS id, 'Resource' AS type, [resource16.id, resource16.code, resource16.provenance] AS value UNION ALL MATCH (unit17:Unit)
WHERE unit17.id IN $p1
RETURN unit17.id AS id, 'Unit' AS type, [unit17.id, unit17.code, unit17.provenance, unit17.name, unit17.kind] AS value;
// {"p1": ["place_wus2toj2ltw3zisz625tapkawi", "unit_qawnv2philweabb36zph4p3una", "place_voe74orlhmzszokw5s3w63ndjq", "need_csq25nxerm6cbsinv3as5ubbz4", "place_qxjilq3wtjrzfmumq22pfit6te", "secretary_w3jtbsajwcwfksa7arfh2varm4", "place_e7r3rdzirjn4jvmxwqsmlfqkhq"]}
