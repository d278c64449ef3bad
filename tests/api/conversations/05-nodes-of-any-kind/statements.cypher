// node
MATCH (source2:Source)
WHERE source2.id = $p1
RETURN source2.id AS id, 'Source' AS type, [source2.id] AS value UNION ALL MATCH (agreement3:Agreement)
WHERE agreement3.id = $p1
RETURN agreement3.id AS id, 'Agreement' AS type, [agreement3.id] AS value UNION ALL MATCH (alliance4:Alliance)
WHERE alliance4.id = $p1
RETURN alliance4.id AS id, 'Alliance' AS type, [alliance4.id] AS value UNION ALL MATCH (category5:Category)
WHERE category5.id = $p1
RETURN category5.id AS id, 'Category' AS type, [category5.id] AS value UNION ALL MATCH (commitment6:Commitment)
WHERE commitment6.id = $p1
RETURN commitment6.id AS id, 'Commitment' AS type, [commitment6.id] AS value UNION ALL MATCH (need7:Need)
WHERE need7.id = $p1
RETURN need7.id AS id, 'Need' AS type, [need7.id] AS value UNION ALL MATCH (person8:Person)
WHERE person8.id = $p1
RETURN person8.id AS id, 'Person' AS type, [person8.id] AS value UNION ALL MATCH (firstSecretary9:FirstSecretary)
WHERE firstSecretary9.secretaryId = $p1
RETURN firstSecretary9.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary9.secretaryId] AS value UNION ALL MATCH (roleAssignment10:RoleAssignment)
WHERE roleAssignment10.id = $p1
RETURN roleAssignment10.id AS id, 'RoleAssignment' AS type, [roleAssignment10.id] AS value UNION ALL MATCH (place11:Place)
WHERE place11.id = $p1
RETURN place11.id AS id, CASE WHEN place11:Street THEN 'Street' WHEN place11:Community THEN 'Community' WHEN place11:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place11:Street THEN 'Street' WHEN place11:Community THEN 'Community' WHEN place11:Grid THEN 'Grid' ELSE 'Area' END, place11.id] AS value UNION ALL MATCH (project12:Project)
WHERE project12.id = $p1
RETURN project12.id AS id, 'Project' AS type, [project12.id] AS value UNION ALL MATCH (resource13:Resource)
WHERE resource13.id = $p1
RETURN resource13.id AS id, 'Resource' AS type, [resource13.id, resource13.name, head(COLLECT {
  MATCH (resource13)-[:PROVIDED_BY]->(unit14:Unit)
  WITH unit14 LIMIT 1
  RETURN [unit14.name]
})] AS value UNION ALL MATCH (unit15:Unit)
WHERE unit15.id = $p1
RETURN unit15.id AS id, 'Unit' AS type, [unit15.id] AS value;
// {"p1": "resource_grnunjlibwokuga4zct3lokanq"}

// nodes
MATCH (source2:Source)
WHERE source2.id IN $p1
RETURN source2.id AS id, 'Source' AS type, [source2.id, source2.code, source2.provenance] AS value UNION ALL MATCH (agreement3:Agreement)
WHERE agreement3.id IN $p1
RETURN agreement3.id AS id, 'Agreement' AS type, [agreement3.id, agreement3.code, agreement3.provenance] AS value UNION ALL MATCH (alliance4:Alliance)
WHERE alliance4.id IN $p1
RETURN alliance4.id AS id, 'Alliance' AS type, [alliance4.id, alliance4.code, alliance4.provenance] AS value UNION ALL MATCH (category5:Category)
WHERE category5.id IN $p1
RETURN category5.id AS id, 'Category' AS type, [category5.id, category5.code, category5.provenance] AS value UNION ALL MATCH (commitment6:Commitment)
WHERE commitment6.id IN $p1
RETURN commitment6.id AS id, 'Commitment' AS type, [commitment6.id, commitment6.code, commitment6.provenance] AS value UNION ALL MATCH (need7:Need)
WHERE need7.id IN $p1
RETURN need7.id AS id, 'Need' AS type, [need7.id, need7.code, need7.provenance, need7.title, need7.status] AS value UNION ALL MATCH (person8:Person)
WHERE person8.id IN $p1
RETURN person8.id AS id, 'Person' AS type, [person8.id, person8.code, person8.provenance] AS value UNION ALL MATCH (firstSecretary9:FirstSecretary)
WHERE firstSecretary9.secretaryId IN $p1
RETURN firstSecretary9.secretaryId AS id, 'FirstSecretary' AS type, [firstSecretary9.secretaryId, firstSecretary9.code, firstSecretary9.provenance, firstSecretary9.name] AS value UNION ALL MATCH (roleAssignment10:RoleAssignment)
WHERE roleAssignment10.id IN $p1
RETURN roleAssignment10.id AS id, 'RoleAssignment' AS type, [roleAssignment10.id, roleAssignment10.code, roleAssignment10.provenance] AS value UNION ALL MATCH (place11:Place)
WHERE place11.id IN $p1
RETURN place11.id AS id, CASE WHEN place11:Street THEN 'Street' WHEN place11:Community THEN 'Community' WHEN place11:Grid THEN 'Grid' ELSE 'Area' END AS type, [CASE WHEN place11:Street THEN 'Street' WHEN place11:Community THEN 'Community' WHEN place11:Grid THEN 'Grid' ELSE 'Area' END, place11.id, place11.code, place11.provenance, place11.name, head([label IN labels(place11)
WHERE label <> 'Place'])] AS value UNION ALL MATCH (project12:Project)
WHERE project12.id IN $p1
RETURN project12.id AS id, 'Project' AS type, [project12.id, project12.code, project12.provenance] AS value UNION ALL MATCH (resource13:Resource)
WHERE resource13.id IN $p1
RETURN resource13.id AS id, 'Resource' AS type, [resource13.id, resource13.code, resource13.provenance] AS value UNION ALL MATCH (unit14:Unit)
WHERE unit14.id IN $p1
RETURN unit14.id AS id, 'Unit' AS type, [unit14.id, unit14.code, unit14.provenance, unit14.name, unit14.kind] AS value;
// {"p1": ["place_wus2toj2ltw3zisz625tapkawi", "unit_qawnv2philweabb36zph4p3una", "place_voe74orlhmzszokw5s3w63ndjq", "need_csq25nxerm6cbsinv3as5ubbz4", "place_qxjilq3wtjrzfmumq22pfit6te", "secretary_w3jtbsajwcwfksa7arfh2varm4", "place_e7r3rdzirjn4jvmxwqsmlfqkhq"]}
