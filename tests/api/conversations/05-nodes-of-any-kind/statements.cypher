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
RETURN alliance6.id AS id, 'Alliance' AS type, [alliance6.id] AS value UNION ALL MATCH (assessment7:Assessment)
WHERE assessment7.id = $p1
RETURN assessment7.id AS id, 'Assessment' AS type, [assessment7.id] AS value UNION ALL MATCH (category8:Category)
WHERE category8.id = $p1
RETURN category8.id AS id, 'Category' AS type, [category8.id] AS value UNION ALL MATCH (change9:Change)
WHERE change9.id = $p1
RETURN change9.id AS id, 'Change' AS type, [change9.id] AS value UNION ALL MATCH (commitment10:Commitment)
WHERE commitment10.id = $p1
RETURN commitment10.id AS id, 'Commitment' AS type, [commitment10.id] AS value UNION ALL MATCH (need11:Need)
WHERE need11.id = $p1
RETURN need11.id AS id, 'Need' AS type, [need11.id] AS value UNION ALL MATCH (person12:Person)
WHERE person12.id = $p1
RETURN person12.id AS id, 'Person' AS type, [person12.id] AS value UNION ALL MATCH (firstSecretary13:FirstSecretary)
WHERE firstSecretary13.secretaryId = $p1
RETURN firstSecretary13.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary13.secretaryId] AS value UNION ALL MATCH (roleAssignment14:RoleAssignment)
WHERE roleAssignment14.id = $p1
RETURN roleAssignment14.id AS id, 'RoleAssignment' AS type, [roleAssignment14.id] AS value UNION ALL MATCH (place15:Place)
WHERE place15.id = $p1
RETURN place15.id AS id, CASE WHEN place15:Street THEN 'Street' WHEN place15:Community THEN 'Community' WHEN place15:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place15:Street THEN 'Street' WHEN place15:Community THEN 'Community' WHEN place15:Grid THEN 'Grid' ELSE 'Area' END, place15.id] AS value UNION ALL MATCH (project16:Project)
WHERE project16.id = $p1
RETURN project16.id AS id, 'Project' AS type, [project16.id] AS value UNION ALL MATCH (resource17:Resource)
WHERE resource17.id = $p1
RETURN resource17.id AS id, 'Resource' AS type, [resource17.id, resource17.name, head(COLLECT {
  MATCH (resource17)-[:PROVIDED_BY]->(unit18:Unit)
  WITH unit18 LIMIT 1
  RETURN [unit18.name]
})] AS value UNION ALL MATCH (serviceLevel19:ServiceLevel)
WHERE serviceLevel19.id = $p1
RETURN serviceLevel19.id AS id, 'ServiceLevel' AS type, [serviceLevel19.id] AS value UNION ALL MATCH (unit20:Unit)
WHERE unit20.id = $p1
RETURN unit20.id AS id, 'Unit' AS type, [unit20.id] AS value;
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
RETURN alliance6.id AS id, 'Alliance' AS type, [alliance6.id, alliance6.code, alliance6.provenance] AS value UNION ALL MATCH (assessment7:Assessment)
WHERE assessment7.id IN $p1
RETURN assessment7.id AS id, 'Assessment' AS type, [assessment7.id, assessment7.code, assessment7.provenance] AS value UNION ALL MATCH (category8:Category)
WHERE category8.id IN $p1
RETURN category8.id AS id, 'Category' AS type, [category8.id, category8.code, category8.provenance] AS value UNION ALL MATCH (change9:Change)
WHERE change9.id IN $p1
RETURN change9.id AS id, 'Change' AS type, [change9.id] AS value UNION ALL MATCH (commitment10:Commitment)
WHERE commitment10.id IN $p1
RETURN commitment10.id AS id, 'Commitment' AS type, [commitment10.id, commitment10.code, commitment10.provenance] AS value UNION ALL MATCH (need11:Need)
WHERE need11.id IN $p1
RETURN need11.id AS id, 'Need' AS type, [need11.id, need11.code, need11.provenance, need11.title, need11.status] AS value UNION ALL MATCH (person12:Person)
WHERE person12.id IN $p1
RETURN person12.id AS id, 'Person' AS type, [person12.id, person12.code, person12.provenance] AS value UNION ALL MATCH (firstSecretary13:FirstSecretary)
WHERE firstSecretary13.secretaryId IN $p1
RETURN firstSecretary13.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary13.secretaryId, firstSecretary13.code, firstSecretary13.provenance, firstSecretary13.name] AS value UNION ALL MATCH (roleAssignment14:RoleAssignment)
WHERE roleAssignment14.id IN $p1
RETURN roleAssignment14.id AS id, 'RoleAssignment' AS type, [roleAssignment14.id, roleAssignment14.code, roleAssignment14.provenance] AS value UNION ALL MATCH (place15:Place)
WHERE place15.id IN $p1
RETURN place15.id AS id, CASE WHEN place15:Street THEN 'Street' WHEN place15:Community THEN 'Community' WHEN place15:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place15:Street THEN 'Street' WHEN place15:Community THEN 'Community' WHEN place15:Grid THEN 'Grid' ELSE 'Area' END, place15.id, place15.code, place15.provenance, place15.name, head([label IN labels(place15)
WHERE label <> 'Place'])] AS value UNION ALL MATCH (project16:Project)
WHERE project16.id IN $p1
RETURN project16.id AS id, 'Project' AS type, [project16.id, project16.code, project16.provenance] AS value UNION ALL MATCH (resource17:Resource)
WHERE resource17.id IN $p1
RETURN resource17.id AS id, 'Resource' AS type, [resource17.id, resource17.code, resource17.provenance] AS value UNION ALL MATCH (serviceLevel18:ServiceLevel)
WHERE serviceLevel18.id IN $p1
RETURN serviceLevel18.id AS id, 'ServiceLevel' AS type, [serviceLevel18.id, serviceLevel18.code, serviceLevel18.provenance] AS value UNION ALL MATCH (unit19:Unit)
WHERE unit19.id IN $p1
RETURN unit19.id AS id, 'Unit' AS type, [unit19.id, unit19.code, unit19.provenance, unit19.name, unit19.kind] AS value;
// {"p1": ["place_wus2toj2ltw3zisz625tapkawi", "unit_qawnv2philweabb36zph4p3una", "place_voe74orlhmzszokw5s3w63ndjq", "need_csq25nxerm6cbsinv3as5ubbz4", "place_qxjilq3wtjrzfmumq22pfit6te", "secretary_w3jtbsajwcwfksa7arfh2varm4", "place_e7r3rdzirjn4jvmxwqsmlfqkhq"]}
