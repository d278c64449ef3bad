"""The statement that fetches what the communities of a place ask for and who their partners are.

Where a place has no communities – a grid, a building – it stands for itself. A need counts where the caller sees it; what
partners have promised counts whether he sees it or not, as for `supporters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.supporters.asked import BRIDGES, SITES
from schema.supporters.statement import PARTNERS, whole
from schema.supporters.statement import parameters as shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MOST_NEEDS = 10_000
"""Needs that one answer is made of at most."""

_ASKED = """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
OPTIONAL MATCH (f:Category {id: $category}) WHERE f.taxonomy = 'NEED' AND «scope f:Category»
CALL (q) {
  MATCH (q)<-[steps31:PART_OF*0..10]-(w) WHERE w:Community AND «along steps31:Place»
  RETURN collect(DISTINCT w) AS below
}
WITH q, f, CASE WHEN size(below) > 0 THEN below ELSE [q] END AS ends
CALL (q, f, ends) {
  MATCH (q)<-[steps32:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps32:Place»
  WITH DISTINCT n, p, f, ends
  WHERE n:Need AND (n.status = 'OPEN' OR n.reportedAt >= $from AND n.reportedAt < $to AND NOT n.status IN ['REJECTED', 'MERGED', 'CANCELLED']) AND «scope n:Need»
    AND ($category IS NULL OR EXISTS { MATCH (n)-[:IN_CATEGORY]->()-[steps33:CHILD_OF*0..10]->(f) WHERE «along steps33:Category» })
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category»
  WITH n, c, head(COLLECT { MATCH way = (p)-[:PART_OF*0..10]->(w) WHERE w IN ends RETURN w.id ORDER BY length(way) LIMIT 1 }) AS community
  WHERE community IS NOT NULL
  WITH n, c, community ORDER BY n.priority, n.windowStart, n.reportedAt, n.id
  RETURN count(n) AS count, collect(DISTINCT c) AS categories,
    collect({id: n.id, community: community, category: c.id, open: n.status = 'OPEN', people: n.beneficiaryCount,
             reported: n.reportedAt >= $from AND n.reportedAt < $to})[..$most] AS asked
}
"""

_WANTED = """
CALL (q) {
  MATCH (k:Category) WHERE k.taxonomy = 'CAPABILITY' AND «scope k:Category»
  RETURN collect({code: k.code, zh: k.name, en: k.nameEn, node: «project k:Category»}) AS capabilities
}
WITH *, [k IN capabilities | k.code] AS wanted, $asOf AS since, $asOf + duration({days: 46}) AS until
"""

_POSTS = """
CALL (units) {
  UNWIND units AS each
  UNWIND each.links AS link
  UNWIND link.steps AS step
  WITH DISTINCT step WHERE step.kind = 'RoleAssignment'
  MATCH (t:RoleAssignment {id: step.id}) WHERE «scope t:RoleAssignment»
  RETURN collect({id: t.id, node: «project t:RoleAssignment»,
                  person: head(COLLECT { MATCH (t)<-[:HOLDS]-(v:Person) WHERE «scope v:Person» RETURN v.id ORDER BY v.id LIMIT 1 })}) AS posts
}
"""

_ANSWER = """
RETURN {
  place: q.id, category: f.id, count: count, asked: asked, bridges: bridges, ends: sites, capabilities: capabilities, posts: posts,
  placeNode: «project q:Place», places: places, units: units,
  inhabitants: [w IN ends | {id: w.id, code: w.code, population: w.population}],
  categories: COLLECT { UNWIND categories AS c RETURN {id: c.id, code: c.code, zh: c.name, en: c.nameEn, node: «project c:Category»} }
} AS value
"""

REACH = whole(_ASKED, BRIDGES, SITES, _WANTED, PARTNERS, _POSTS, _ANSWER)
"""One row for the place `$place`, none when there is no such place; `category` is null where `$category` is not known."""


def parameters(
    as_of: datetime, place: str, joining: Iterable[Mapping[str, str]] = (), category: str | None = None,
    since: datetime | None = None, until: datetime | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The parameters of the statement; without a period only open needs count."""
    return {
        **shared(as_of, joining), "place": place, "category": category, "from": since, "to": until, "most": MOST_NEEDS,
    }  # fmt: skip
