// 4 社区的需求，属于哪一类
MATCH place = (need:Need)-[:AT]->(:Place)
MATCH kind = (need)-[:IN_CATEGORY]->(:Category)
RETURN place, kind
LIMIT 60
