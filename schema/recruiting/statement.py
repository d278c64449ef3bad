"""The statement: the board of a place, and beside its partners the units of its district that offer something and are none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.supporters.statement import NEEDS, partners, whole
from schema.supporters.statement import parameters as shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MOST_NEEDS = 200
"""Open needs that are looked at, the most urgent first."""
MOST_CANDIDATES = 100
"""Units of the district that are looked at for each street, by their codes."""

_OPEN = """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (q) {
  MATCH (q)<-[steps51:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps51:Place»
  WITH DISTINCT n, p WHERE n:Need AND n.status = 'OPEN' AND «scope n:Need»
  WITH n, p ORDER BY n.priority, n.windowStart, n.reportedAt, n.id
  RETURN collect([n, p]) AS open
}
"""

_NEIGHBOURS = """
UNION ALL
  CALL (h) {
    MATCH way = (h)-[steps52:PART_OF*0..10]->(top) WHERE (top:District OR top:City) AND «along steps52:Place»
    RETURN top ORDER BY length(way) LIMIT 1
  }
  CALL (top) {
    MATCH (top)<-[steps53:PART_OF*0..10]-(b)<-[:LOCATED_IN]-(u)
    WHERE u.status = 'ACTIVE' AND EXISTS { (u)<-[:PROVIDED_BY]-() } AND «along steps53:Place» AND «scope u:Unit»
    RETURN u, b ORDER BY u.code LIMIT $mostCandidates
  }
  RETURN u, b, null AS link
"""

_CAPABILITIES = """
CALL (codes) {
  UNWIND codes AS found
  UNWIND found AS code
  WITH DISTINCT code
  MATCH (k:Category {code: code}) WHERE k.taxonomy = 'CAPABILITY' AND «scope k:Category»
  RETURN collect({code: k.code, node: «project k:Category»}) AS capabilities
}
"""

_ANSWER = """
RETURN {
  place: q.id, placeNode: «project q:Place», open: size(open), needs: needs, bridges: bridges, ends: sites, places: places, units: units,
  capabilities: capabilities
} AS value
"""

RECRUITING = whole(_OPEN, NEEDS, _CAPABILITIES, partners(_NEIGHBOURS), _ANSWER)
"""One row for the place `$place`, none when there is no such place; units without any link are no partners."""


def parameters(
    as_of: datetime, place: str, joining: Iterable[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The parameters of the statement."""
    return {
        **shared(as_of, joining), "place": place, "first": MOST_NEEDS, "mostCandidates": MOST_CANDIDATES,
    }  # fmt: skip
