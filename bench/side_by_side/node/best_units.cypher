MATCH (this)-[:AT]->(place:Place)-[:PART_OF*0..10]->(street:Street)
MATCH (street)<-[:PART_OF*0..10]-(benefiting:Place)<-[:BENEFITS]-(:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(unit:Unit {status: 'ACTIVE'})
WITH this, place, unit,
     max(CASE WHEN benefiting = place THEN 1000000 WHEN benefiting:Street THEN 800000 ELSE 500000 END) AS pairing,
     min(CASE WHEN benefiting = place THEN 2 WHEN benefiting:Street THEN 3 ELSE 4 END) AS hops
CALL (unit) {
  OPTIONAL MATCH (unit)<-[:BY]-(promise:Commitment)
  RETURN count(CASE WHEN promise.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS'] AND promise.endAt > datetime($asOf)
                      OR promise.status IN ['DELIVERED', 'CONFIRMED', 'DISPUTED'] AND coalesce(promise.returnedAt, promise.endAt) > datetime($asOf) THEN 1 END) AS engagements,
         count(CASE WHEN promise.status IN ['CONFIRMED', 'DELIVERED'] THEN 1 END) AS kept,
         count(CASE WHEN promise.status IN ['CONFIRMED', 'DELIVERED', 'DISPUTED', 'FAILED', 'NO_SHOW', 'WITHDRAWN'] THEN 1 END) AS finished
}
WITH * WHERE engagements < unit.maxEngagements
MATCH (this)-[:IN_CATEGORY]->(:Category)-[satisfied:SATISFIED_BY]->(capability:Category)
CALL (this, unit, capability, satisfied) {
  MATCH (unit)<-[:PROVIDED_BY]-(resource:Resource {status: 'ACTIVE'})
  MATCH way = (resource)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(capability)
  OPTIONAL MATCH (resource)<-[:USES]-(taken:Commitment)
    WHERE taken.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS', 'DELIVERED', 'CONFIRMED', 'DISPUTED']
      AND taken.startAt < this.windowEnd AND taken.endAt > this.windowStart
  WITH resource, satisfied, length(way) - 1 AS depth, coalesce(sum(taken.quantity), 0) AS gone
  WITH resource.capacity - gone AS free, round(1000000 * satisfied.fit * 0.95 ^ depth) AS fit
  WHERE free > 0
  RETURN coalesce(sum(free), 0) AS free, coalesce(max(fit), 0) AS fit
}
WITH place, unit, pairing, hops, engagements, kept, finished,
     collect({essential: coalesce(satisfied.essential, false), required: this.quantity * coalesce(satisfied.perUnit, 1),
              free: free, fit: toInteger(fit)}) AS components
WITH *, [c IN components WHERE c.essential] AS essential
WITH *, CASE WHEN size(essential) > 0 THEN all(c IN essential WHERE c.free >= c.required)
        ELSE any(c IN components WHERE c.free >= c.required) END AS can
WHERE can OR any(c IN components WHERE c.free > 0)
WITH *, CASE WHEN size(essential) > 0 THEN essential ELSE components END AS counted
OPTIONAL MATCH (unit)-[:LOCATED_IN]->(home:Place)
WITH *, 2 * 6371008.8 * asin(sqrt(haversin(radians(home.latitude - place.latitude))
        + cos(radians(place.latitude)) * cos(radians(home.latitude)) * haversin(radians(home.longitude - place.longitude)))) AS distance
WITH *,
  CASE WHEN size(essential) > 0 THEN reduce(s = 0, c IN essential | s + c.fit) / size(essential)
       ELSE reduce(m = 0, c IN components | CASE WHEN c.free > 0 AND c.fit > m THEN c.fit ELSE m END) END AS fitting,
  CASE WHEN size(essential) > 0
       THEN toInteger(reduce(s = 0.0, c IN essential | s + CASE WHEN c.free >= c.required THEN 1.0 ELSE c.free / c.required END) / size(essential) * 1000000 + 0.000001)
       ELSE toInteger(reduce(m = 0.0, c IN components | CASE WHEN c.free >= c.required THEN 1.0 WHEN c.free / c.required > m THEN c.free / c.required ELSE m END) * 1000000 + 0.000001)
  END AS availability
WITH unit, can,
  370408 * fitting / 1000000
  + 227551 * availability / 1000000
  + 156123 * pairing / 1000000
  + 108503 * (CASE WHEN distance IS NULL THEN 500000 ELSE 1000000 - CASE WHEN distance >= 10000 THEN 1000000 ELSE toInteger(round(distance)) * 1000000 / 10000 END END) / 1000000
  + 72789 * (1000000 - CASE WHEN engagements >= unit.maxEngagements THEN 1000000 ELSE engagements * 1000000 / unit.maxEngagements END) / 1000000
  + 44218 * ((kept * 10 + 32) * 100000 / (finished + 4)) / 1000000
  + 20408 * (2000000 / hops) / 1000000 AS score
ORDER BY can DESC, score DESC, unit.code
LIMIT $best
RETURN {id: unit.id, name: unit.name, verdict: CASE WHEN can THEN 'CAN' ELSE 'PARTLY' END, score: score} AS supporter
