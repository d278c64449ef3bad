// 8 数据从哪里来
MATCH stated = ()-[:STATED_IN]->(:Source)
RETURN stated
LIMIT 60
