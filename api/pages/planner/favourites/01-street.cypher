// 1 一条街道的全貌：街道、社区、结对单位
// 取结对最多的街道；要看别的，把 WITH 那一行换成 WHERE street.name = '万莲街道'
MATCH (street:Street)
WITH street ORDER BY COUNT { (street)<-[:PART_OF]-(:Community)<-[:BENEFITS]-(:Agreement {status: 'ACTIVE'}) } DESC LIMIT 1
MATCH area = (street)<-[:PART_OF]-(community:Community)
OPTIONAL MATCH paired = (community)<-[:BENEFITS]-(:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(:Unit)
RETURN area, paired
