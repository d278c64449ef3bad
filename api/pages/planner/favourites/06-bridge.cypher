// 6 哪类能力能满足哪类需求
MATCH bridge = (:Category)-[:SATISFIED_BY]->(:Category)
RETURN bridge
LIMIT 100
