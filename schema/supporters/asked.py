"""What statements share about what is asked and where: the capabilities that a need takes, and the places around one."""

from __future__ import annotations

COMPONENTS = """
CALL (c) {
  MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE EXISTS { MATCH (a)-[:SATISFIED_BY]->(k:Category) WHERE «scope k:Category» } AND «scope a:Category» AND «along steps1:Category»
  WITH a, length(way) AS up ORDER BY up, a.code LIMIT 1
  MATCH (a)-[s:SATISFIED_BY]->(k:Category) WHERE «scope k:Category»
  OPTIONAL MATCH (o:Category {code: s.measureCode}) WHERE o.taxonomy = 'UNIT' AND «scope o:Category»
  RETURN collect({code: k.code, zh: k.name, en: k.nameEn, up: up, fit: s.fit, essential: s.essential,
                  perUnit: s.perUnit, measureCode: s.measureCode,
                  measure: CASE WHEN o IS NULL THEN null
                           ELSE o «measure» END}) AS components
}
"""

CHAIN = """
CALL (p) {
  MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE «scope a:Place» AND «along steps2:Place»
  WITH a, length(way) AS up ORDER BY up
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Street]), p) AS h
"""

BRIDGES = (
    """
CALL (categories) {
  UNWIND categories AS c
"""
    + COMPONENTS
    + """
  RETURN collect({category: c.id, components: components}) AS bridges, collect([k IN components | k.code]) AS codes
}
"""
)
"""From `categories` of need to the capabilities each takes, and the `codes` of these."""

SITES = (
    """
CALL (ends) {
  UNWIND ends AS p
"""
    + CHAIN
    + """
  WITH p, chain, h, CASE WHEN h:Street THEN h END AS s
  RETURN collect(DISTINCT h) AS homes, collect(chain) AS chains,
    collect({place: p.id, placeNode: «project p:Place», streetId: s.id, streetNode: «project s:Street»}) AS sites
}
CALL (chains) { UNWIND chains AS above UNWIND above AS a RETURN collect(DISTINCT a) AS chain }
"""
)
"""From `ends`, places where something is asked, to the `sites` of an answer and the `homes` and the `chain` that `PARTNERS` takes."""
