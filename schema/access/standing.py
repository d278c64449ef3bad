"""Whether a caller still stands: one expression that the statement itself computes from the graph.

Decided: no answer is given on remembered roles. What was read when the caller was first met travels as a parameter, and
each statement compares it with the graph as it is now; so a revoked key or an ended post acts no more from the next
statement on, and a scoped read stays one statement. Guarded by `tests/api/identity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.access.table import TABLE
from schema.instants import BEIJING

if TYPE_CHECKING:
    from datetime import datetime

STANDING = """COLLECT {
  MATCH (scopeCredential:Credential {id: $scope_credential})-[:OF]->(scopeAccount:Account)-[:IS]->(scopePerson:Person)
  WHERE scopeCredential.revokedAt IS NULL AND scopeCredential.expiresAt > $scope_now AND scopeAccount.status = 'ACTIVE'
  OPTIONAL MATCH (scopePerson)-[:HOLDS]->(scopePost:RoleAssignment)-[:IN_ROLE]->(scopeRole:Category)
  WHERE scopeRole.code IN $scope_codes AND scopePost.status = 'ACTIVE'
    AND (scopePost.startOn IS NULL OR scopePost.startOn <= $scope_today) AND (scopePost.endOn IS NULL OR scopePost.endOn > $scope_today)
  WITH scopeCredential, scopeAccount, scopePerson, scopePost, scopeRole ORDER BY scopePost.id
  RETURN [scopeAccount.id, scopePerson.id, coalesce(scopePost.id, ''), coalesce(scopeRole.code, ''),
    coalesce(head([(scopePost)-[:TARGETS]->(scopePlace:Place) | scopePlace.id]), ''),
    coalesce(head([(scopePost)-[:TARGETS]->(scopeUnit:Unit) | scopeUnit.id]), ''),
    coalesce(head([(scopePost)-[:SECONDED_FROM]->(scopeHome:Unit) | scopeHome.id]), ''),
    coalesce(head(COLLECT { MATCH scopeWay = (scopePost)-[:TARGETS]->(:Place)-[:PART_OF*0..10]->(scopeStreet:Street)
                            RETURN scopeStreet.id ORDER BY length(scopeWay) LIMIT 1 }), ''),
    reduce(scopeAll = '', scopeRight IN coalesce(scopeCredential.rights, []) | scopeAll + scopeRight + ' ')]
}"""
"""One row for each post held, or one without a post; none when the credential or the account does not stand."""


def asked(credential: str, now: datetime) -> dict[str, Any]:
    """Parameters of `STANDING`."""
    return {
        "scope_credential": credential,
        "scope_now": now,
        "scope_today": now.astimezone(BEIJING).date(),
        "scope_codes": list(TABLE.codes),
    }
