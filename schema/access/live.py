"""What is in force today: agreements, alliances, memberships and seats, as Cypher over the variables that rules use."""

from __future__ import annotations


def _dated(variable: str, begins: str, ends: str) -> str:
    return (
        f"({variable}.{begins} IS NULL OR {variable}.{begins} <= $scope_today) "
        f"AND ({variable}.{ends} IS NULL OR {variable}.{ends} > $scope_today)"
    )


LIVE_DEED = f"scopeDeed.status = 'ACTIVE' AND {_dated('scopeDeed', 'validFrom', 'validTo')}"
LIVE_BODY = f"scopeBody.status = 'ACTIVE' AND {_dated('scopeBody', 'validFrom', 'validTo')}"
LIVE_MEMBER = _dated("scopeMember", "memberSince", "memberUntil")
LIVE_SEAT = f"scopeSeat.status = 'ACTIVE' AND {_dated('scopeSeat', 'startOn', 'endOn')}"
