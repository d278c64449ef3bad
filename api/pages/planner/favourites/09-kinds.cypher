// 9 图里各有多少
MATCH (node)
UNWIND labels(node) AS label
RETURN label AS 种类, count(*) AS 数量
ORDER BY 数量 DESC
