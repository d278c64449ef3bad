"""Who asks, and as what: an account's person and the posts held today, read from the graph.

Decided: a caller is remembered between requests, but never trusted (`schema.access.standing`).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from schema.access.building import scope_of
from schema.access.standing import STANDING, asked
from schema.access.table import RIGHTS, TABLE, Role

if TYPE_CHECKING:
    from datetime import datetime

    from graph.compile.scope import Scope
    from graph.execute import Reader


class Via(enum.Enum):
    """How a caller made himself known."""

    ANONYMOUS = "ANONYMOUS"
    KEY = "KEY"
    SESSION = "SESSION"
    TOKEN = "TOKEN"  # noqa: S105
    LOCAL = "LOCAL"


@dataclass(frozen=True)
class Post:
    """A role held today: code of its category, and ids of what it is exercised on.

    root: the street at or above `place`, or `place` itself. home: the unit that sent the holder.
    """

    id: str
    role: str
    place: str | None = None
    unit: str | None = None
    home: str | None = None
    root: str | None = None


@dataclass(frozen=True)
class Caller:
    """Somebody who asks.

    rights: what the credential allows at most; a role that needs more is not held with it.
    """

    account: str | None = None
    person: str | None = None
    credential: str | None = None
    via: Via = Via.ANONYMOUS
    posts: tuple[Post, ...] = ()
    rights: frozenset[str] = RIGHTS
    standing: tuple[tuple[str, ...], ...] = ()
    """What the check in each statement must find again, as it was read."""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The permission roles held, by account and posts."""
        held = {Role.EVERYONE}
        if self.account:
            held.add(Role.SELF)
        held |= {role for post in self.posts if (role := TABLE.held_as(post.role))}
        return frozenset(held if "AUDIT" in self.rights else held - {Role.AUDITOR})

    @property
    def staff(self) -> bool:
        """Whether any role beyond one's own is held."""
        return bool(self.roles - {Role.EVERYONE, Role.SELF})

    def may(self, act: str) -> bool:
        """Whether the caller may do the act anywhere at all."""
        declared = TABLE.acts[act]
        return declared.right in self.rights and bool(self.roles & declared.roles)

    def scope(self, now: datetime) -> Scope:
        """What this caller may see, for statements sent now."""
        return scope_of(self, now)


ANONYMOUS = Caller()
"""Somebody of whom nothing is known."""

WHO = f"RETURN {STANDING} AS value, head([(k:Credential {{id: $scope_credential}})-[:OF]->() | k.kind]) AS kind"


async def who(reader: Reader, credential: str, now: datetime) -> Caller | None:
    """The caller who holds this credential now; `None` if it is unknown, revoked, expired, or the account suspended."""
    rows = await reader.read("who", WHO, asked(credential, now))
    standing, kind = rows[0]
    if not standing:
        return None
    return Caller(
        account=standing[0][0],
        person=standing[0][1],
        credential=credential,
        via=Via[kind],
        posts=tuple(_post(row) for row in standing if row[2]),
        rights=frozenset(standing[0][8].split()) & RIGHTS,
        standing=tuple(tuple(row) for row in standing),
    )


def _post(row: list[str]) -> Post:
    id_, role, place, unit, home, root = (value or None for value in row[2:8])
    return Post(str(id_), str(role), place, unit, home, root or place)
