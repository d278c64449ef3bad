// 2 每个社区有几家结对单位
MATCH (street:Street)<-[:PART_OF]-(community:Community)
OPTIONAL MATCH (community)<-[:BENEFITS]-(:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(unit:Unit)
RETURN street.name AS 街道, community.name AS 社区, count(DISTINCT unit) AS 结对单位
ORDER BY 街道, 结对单位 DESC
