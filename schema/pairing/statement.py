"""The statement that fetches who is paired with which community of a street, what each could do, and what each community asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING

if TYPE_CHECKING:
    from datetime import datetime

YEAR = timedelta(days=365)

PAIRING = """
MATCH (s:Street {id: $street}) WHERE «scope s:Street»
CALL (s) {
  MATCH (s)<-[:PART_OF]-(c:Community) WHERE «scope c:Community»
  WITH c, COLLECT {
    MATCH (c)<-[steps1:PART_OF*0..10]-()<-[:AT]-(n)-[:IN_CATEGORY]->(x:Category)
    WHERE n:Need AND (n.reportedAt >= $since AND n.reportedAt <= $asOf OR n.status = 'OPEN') AND NOT n.status IN $never
      AND «along steps1:Place» AND «scope n:Need» AND «scope x:Category»
    RETURN [x.code, x.name, coalesce(x.nameEn, x.name), n.id] ORDER BY n.reportedAt, n.id } AS asked
  RETURN collect({id: c.id, code: c.code, name: c.name, asked: asked, node: «project c:Community»}) AS communities,
         reduce(codes = [], some IN collect([a IN asked | a[0]]) | codes + some) AS codes
}
CALL (codes) {
  UNWIND codes AS code
  WITH DISTINCT code
  MATCH (x:Category {code: code}) WHERE x.taxonomy = 'NEED'
  MATCH way = (x)-[steps2:CHILD_OF*0..10]->(a)-[b:SATISFIED_BY]->(k:Category) WHERE «along steps2:Category» AND «scope k:Category»
  WITH code, length(way) AS up, collect([k.code, coalesce(b.essential, false)]) AS found ORDER BY up
  WITH code, collect(found) AS bridges
  RETURN collect([code, head(bridges)]) AS bridges
}
CALL (s) {
  CALL (s) {
    MATCH (s)<-[:PART_OF]-(c:Community)<-[:BENEFITS]-(g)<-[:PARTY_TO]-(u)
    WHERE g.kind = 'PAIRING' AND g.status = 'ACTIVE' AND (g.validFrom IS NULL OR g.validFrom <= $today) AND (g.validTo IS NULL OR g.validTo > $today)
      AND «scope c:Community» AND «scope g:Agreement» AND «scope u:Unit»
    RETURN u, [c.id, g.id, toString(g.validTo)] AS pair, null AS alliance
  UNION ALL
    MATCH (s)<-[:SERVES]-(l)<-[e:MEMBER_OF]-(u)
    WHERE l.status = 'ACTIVE' AND (l.validFrom IS NULL OR l.validFrom <= $today) AND (l.validTo IS NULL OR l.validTo > $today)
      AND (e.memberSince IS NULL OR e.memberSince <= $today) AND (e.memberUntil IS NULL OR e.memberUntil > $today) AND «scope l:Alliance» AND «scope u:Unit»
    RETURN u, null AS pair, l.id AS alliance
  }
  WITH s, u, collect(pair) AS pairs, collect(DISTINCT alliance) AS alliances WHERE u.status = 'ACTIVE'
  RETURN collect({id: u.id, code: u.code, name: u.name, pairs: pairs, alliances: alliances,
    can: COLLECT {
      MATCH (u)<-[:PROVIDED_BY]-(r:Resource) WHERE r.status = 'ACTIVE' AND «scope r:Resource»
      MATCH (r)-[:IN_CATEGORY]->()-[steps3:CHILD_OF*0..10]->(k:Category) WHERE «along steps3:Category»
      RETURN DISTINCT k.code },
    done: COLLECT {
      MATCH (u)<-[:BY]-(d:Commitment)-[:FOR]->(n)-[:AT]->()-[steps4:PART_OF*0..10]->(c:Community)-[:PART_OF]->(s)
      WHERE d.startAt >= $since AND d.startAt <= $asOf AND NOT d.status IN $undone AND «scope d:Commitment» AND «scope n:Need» AND «along steps4:Place»
      RETURN [c.id, d.id, d.startAt.epochSeconds * 1000000 + d.startAt.microsecond] ORDER BY d.startAt, d.id },
    node: «project u:Unit»}) AS units
}
RETURN {street: s.id, communities: communities, bridges: bridges, units: units, streetNode: «project s:Street»} AS value
"""
"""One row for the street `$street`, none when there is no such street."""


def parameters(street: str, as_of: datetime) -> dict[str, Any]:
    """What the statement needs."""
    return {
        "street": street, "asOf": as_of, "since": as_of - YEAR, "today": as_of.astimezone(BEIJING).date(),
        "never": ["REJECTED", "MERGED", "CANCELLED"],
        "undone": ["REQUESTED", "OFFERED", "WAITLISTED", "DECLINED", "EXPIRED", "WITHDRAWN", "CANCELLED", "FAILED", "NO_SHOW", "VOIDED"],
    }  # fmt: skip
