// 7 已经答应的事：谁用什么支持哪个需求
MATCH promise = (need:Need)<-[:FOR]-(commitment:Commitment)-[:BY]->(:Unit)
OPTIONAL MATCH used = (commitment)-[:USES]->(:Resource)
RETURN promise, used
LIMIT 60
