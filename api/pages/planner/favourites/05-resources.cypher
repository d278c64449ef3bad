// 5 单位能提供什么资源
MATCH offer = (:Unit)<-[:PROVIDED_BY]-(:Resource)-[:IN_CATEGORY]->(:Category)
RETURN offer
LIMIT 80
