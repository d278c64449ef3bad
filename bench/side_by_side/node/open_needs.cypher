MATCH (:Street {id: $street})<-[:PART_OF*0..10]-(:Place)<-[:AT]-(need:Need {status: 'OPEN'})
RETURN need ORDER BY need.priority, need.windowStart, need.reportedAt, need.id LIMIT toInteger($first)
