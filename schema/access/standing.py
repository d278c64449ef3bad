"""Whether a caller still stands: one expression that the statement itself computes from the graph.

Decided: no answer is given on remembered roles. What was read when the caller was first met travels as a parameter, and
each statement compares it with the graph as it is now; so a revoked key or an ended post acts no more from the next
statement on, and a scoped read stays one statement. What rules take from a post beyond its own ends (`DERIVED`: the units
partnered with its street, the units below its unit) is read with the caller and holds for a revision of the structure
(`graph.write.REVISION`), which whoever writes places, units, pairings, categories or resources raises; a statement whose
rules use it compares that too. Guarded by `tests/api/identity` and `tests/access/test_standing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.write import REVISION
from schema.access.live import LIVE_BODY, LIVE_DEED, LIVE_MEMBER, LIVE_SEAT
from schema.instants import BEIJING
from schema.people import FIRST_SECRETARY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from graph.execute import Reader

_POSTS = """COLLECT {{
  MATCH (scopeCredential:Credential {{id: $scope_credential}})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt.epochMillis > $scope_at AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopePost.status = 'ACTIVE' AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today)
    AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopeCredential.rights, []), coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''){parts}]
  ORDER BY scopePost.id
}}"""

_ENDS = """COLLECT {
    MATCH (scopePost)-[scopeEdge:TARGETS|SECONDED_FROM]->(scopeEnd)
    RETURN [CASE WHEN type(scopeEdge) = 'SECONDED_FROM' THEN 'home' WHEN scopeEnd:Place THEN 'place' WHEN scopeEnd:Unit THEN 'unit' ELSE '' END, scopeEnd.id]
    ORDER BY scopeEnd.id }"""

_OF_UNIT = "MATCH (scopePost)-[:TARGETS]->(:Unit)<-[:BELONGS_TO*0..10]-(scopeUnit:Unit)"
_NEAREST = "COLLECT { MATCH scopeWay = (scopePlace)-[:PART_OF*0..10]->(scopeStreet:Street) RETURN scopeStreet ORDER BY length(scopeWay) LIMIT 1 }"


def _partners(pattern: str, where: str) -> str:
    """Units that a pattern binds to the street of the post's place."""
    return (
        f"COLLECT {{ MATCH (scopePost)-[:TARGETS]->(scopePlace:Place) WITH coalesce(head({_NEAREST}), scopePlace) AS scopeRoot "
        f"MATCH (scopeRoot)<-[:PART_OF*0..10]-(:Place){pattern}(scopeUnit:Unit) WHERE {where} "
        "RETURN DISTINCT scopeUnit.id ORDER BY scopeUnit.id }"
    )


def _bound(pattern: str, where: str) -> str:
    """Places that a pattern binds a unit to, each with the streets it lies in."""
    return (
        f"COLLECT {{ MATCH (scopeUnit){pattern}(scopePlace:Place) WHERE {where} WITH DISTINCT scopePlace ORDER BY scopePlace.id "
        "RETURN [scopePlace.id, COLLECT { MATCH (scopePlace)-[:PART_OF*0..10]->(scopeStreet:Street) RETURN scopeStreet.id ORDER BY scopeStreet.id }] }"
    )


def _found(pattern: str, end: str, where: str = "true") -> str:
    return f"COLLECT {{ MATCH (scopeUnit){pattern}({end}) WHERE {where} RETURN DISTINCT {end}.id ORDER BY {end}.id }}"


_OFFERED = "scopeOffer.status = 'ACTIVE'"
_BY_DEED, _BY_BODY = LIVE_DEED, f"{LIVE_MEMBER} AND {LIVE_BODY}"

DERIVED = {
    "own": f"COLLECT {{ {_OF_UNIT} RETURN DISTINCT scopeUnit.id ORDER BY scopeUnit.id }}",
    "sent": """COLLECT { MATCH (scopePost)-[:SECONDED_FROM]->(:Unit)<-[:BELONGS_TO*0..3]-(scopeUnit:Unit)
    RETURN DISTINCT scopeUnit.id ORDER BY scopeUnit.id }""",
    "partners": "["
    + ", ".join(
        [
            # Agreements and alliances have the same words for what is in force; PARTY_TO has no dates, which is always.
            _partners("<-[:BENEFITS|SERVES]-(scopeDeed)<-[scopeMember:PARTY_TO|MEMBER_OF]-", f"{LIVE_DEED} AND {LIVE_MEMBER}"),
            _partners("<-[:SERVES]-(scopeBody:Alliance)<-[:TARGETS]-(scopeSeat:RoleAssignment)-[:SECONDED_FROM]->", f"{LIVE_BODY} AND {LIVE_SEAT}"),
            _partners(
                "<-[:TARGETS]-(scopeSeat:RoleAssignment)-[:SECONDED_FROM]->(:Unit)<-[:BELONGS_TO*0..3]-",
                f"{LIVE_SEAT} AND EXISTS {{ (scopeSeat)-[:IN_ROLE]->(:Category {{code: '{FIRST_SECRETARY}'}}) }}",
            ),
        ]
    )
    + "]",
    "bonds": f"COLLECT {{ {_OF_UNIT} WITH DISTINCT scopeUnit ORDER BY scopeUnit.id RETURN ["
    + ", ".join(
        [
            _bound("-[:PARTY_TO]->(scopeDeed:Agreement)-[:BENEFITS]->", _BY_DEED),
            _bound("-[scopeMember:MEMBER_OF]->(scopeBody:Alliance)-[:SERVES]->", _BY_BODY),
            _found("<-[:PROVIDED_BY]-(scopeOffer:Resource)-[:AVAILABLE_TO]->", "scopeArea", _OFFERED),
            _found("-[:HAS_CAPABILITY]->(:Category)-[:CHILD_OF*0..10]->", "scopeSkill"),
            _found("<-[:PROVIDED_BY]-(scopeOffer:Resource)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->", "scopeSkill", _OFFERED),
        ]
    )
    + "] }",
}  # fmt: skip
"""What rules take from a post beyond its own ends.

own: units at and below its unit. sent: at and up to three below the sending one. partners: units partnered with the
street of its place, by agreement, membership, seat and first secretary. bonds: of each own unit the places it is bound
to (with their streets) by agreement and by alliance, the places its resources serve, and what it can do.
"""

POSTS = _POSTS.format(parts=f", {_ENDS}")
"""One row for each post held, or one without a post; none when the credential or the account does not stand."""

WHO = (
    f"RETURN {POSTS} AS value, {REVISION} AS revision, "
    "head([(known:Credential {id: $scope_credential})-[:OF]->() | known.kind]) AS kind"
)
STANDINGS = f"UNWIND $credentials AS scopeAsked RETURN scopeAsked, {POSTS.replace('$scope_credential', 'scopeAsked')} AS value"
"""As `WHO`, of many credentials at a time: only how each stands."""
DERIVE = {
    name: f"UNWIND $posts AS id MATCH (scopePost:RoleAssignment {{id: id}}) RETURN id, {text} AS value"
    for name, text in DERIVED.items()
}
"""Statements that derive from posts `$posts`; of their own, because a single one for all takes seconds to plan."""

STANDS = f"{POSTS} = $scope_standing"
STANDS_AND_STRUCTURE = f"{STANDS} AND {REVISION} = $scope_revision"


def asked(credential: str, now: datetime) -> dict[str, Any]:
    """Parameters of the expressions; an instant as a number, which the driver sends ten times faster than a time."""
    return {
        "scope_credential": credential,
        "scope_at": int(now.timestamp() * 1000),
        "scope_today": now.astimezone(BEIJING).date(),
    }


async def standings(
    reader: Reader, credentials: Sequence[str], now: datetime
) -> dict[str, tuple[tuple[Any, ...], ...]]:
    """How each of these credentials stands now, by one statement; nothing where it does not at all."""
    known = {**asked("", now), "credentials": list(credentials)}
    rows = await reader.read("who.standings", STANDINGS, known)
    return {credential: tuple(tuple(row) for row in found) for credential, found in rows}
