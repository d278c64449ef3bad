// 3 第一书记：从哪家单位来，在哪个社区
MATCH home = (:FirstSecretary)-[:HOLDS]->(role:RoleAssignment)-[:SECONDED_FROM]->(:Unit)
OPTIONAL MATCH post = (role)-[:TARGETS]->(:Place)
RETURN home, post
