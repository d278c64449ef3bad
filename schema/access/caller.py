"""Who asks, and as what: an account's person and the posts held today, read from the graph.

Decided: a caller is remembered between requests, but never trusted (`schema.access.standing`).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schema.access.building import derived_for, scope_of
from schema.access.posts import Bond, Post
from schema.access.standing import DERIVE, WHO, asked
from schema.access.table import RIGHTS, TABLE, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

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
    standing: tuple[tuple[Any, ...], ...] = ()
    """What the check in each statement must find again, as it was read."""
    revision: int = 0
    """Of the structure, from which `Post` derives more than the ends of a post."""
    day: date | None = None
    """In Beijing, on which the caller was read: pairings begin and end with a day, without any revision."""
    lists: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """Parameters made of the posts, kept for the next statement."""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The permission roles held, by account and posts."""
        held = {Role.EVERYONE}
        if self.account:
            held.add(Role.SELF)
        held |= {role for post in self.posts if (role := TABLE.held_as(post.role))}
        return frozenset(held if "AUDIT" in self.rights else held - {Role.AUDITOR})

    @property
    def known(self) -> bool:
        """Whether anything is known of who asks."""
        return self.credential is not None

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
A_STREET = Caller(
    account="-", person="-", credential="-", posts=(Post("-", "R.STREET_CENTRE"),),
    standing=(("-", "-", ["-"], "-", "-", [["-", "-"]]),),
)  # fmt: skip
"""Nobody, at the street centre: what he asks is planned. His values are of the types that any caller's are."""


async def who(reader: Reader, credential: str, now: datetime) -> Caller | None:
    """The caller who holds this credential now; `None` if it is unknown, revoked, expired, or the account suspended."""
    known = asked(credential, now)
    rows = await reader.read("who", WHO, known)
    found, revision, kind = rows[0]
    if not found:
        return None
    account, person, rights = found[0][:3]
    posts = [row[3:] for row in found if row[3]]
    # Read after the revision: should the structure change in between, the next statement finds out.
    derived = await _derived(reader, posts, known)
    return Caller(
        account=account,
        person=person,
        credential=credential,
        via=Via[kind],
        posts=tuple(_post(id_, role, ends, derived.get(id_, {})) for id_, role, ends in posts),
        rights=frozenset(rights) & RIGHTS,
        standing=tuple(tuple(row) for row in found),
        revision=revision,
        day=known["scope_today"],
    )


async def plan_callers(reader: Reader, now: datetime) -> None:
    """Have the database plan every statement that `who` may send; of nobody."""
    known = asked("", now)
    await reader.read("who", WHO, known)
    for name in DERIVE:
        # Of a list of nothing the database would make another plan than of one of texts.
        await _derive(reader, name, [""], known)


async def _derived(
    reader: Reader, posts: Sequence[Sequence[Any]], known: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """By post, what the rules of its role take from it beyond its ends."""
    found: dict[str, dict[str, Any]] = {}
    for name in DERIVE:
        wanted = [id_ for id_, code, _ in posts if name in derived_for(code)]
        if wanted:
            for id_, value in await _derive(reader, name, wanted, known):
                found.setdefault(id_, {})[name] = value
    return found


async def _derive(
    reader: Reader, name: str, posts: Sequence[str], known: Mapping[str, Any]
) -> Sequence[Sequence[Any]]:
    asking = {"posts": posts, "scope_today": known["scope_today"]}
    return await reader.read(f"who.{name}", DERIVE[name], asking)


def _post(id_: str, role: str, ends: Sequence[Sequence[str]], derived: Mapping[str, Any]) -> Post:
    at: dict[str, str] = {}
    for name, end in ends:
        at.setdefault(name, end)
    return Post(
        id=id_,
        role=role,
        place=at.get("place"),
        unit=at.get("unit"),
        home=at.get("home"),
        own=tuple(derived.get("own", ())),
        sent=tuple(derived.get("sent", ())),
        partners=tuple(sorted({unit for found in derived.get("partners", ()) for unit in found})),
        bonds=tuple(_bond(*bond) for bond in derived.get("bonds", ())),
    )


def _bond(deeds: Any, bodies: Any, areas: Any, able: Any, offered: Any) -> Bond:
    bound = [*deeds, *bodies]
    return Bond(
        places=tuple(sorted({place for place, _ in bound})),
        areas=tuple(areas),
        skills=tuple(sorted({*able, *offered})),
        streets=tuple(sorted({street for _, streets in bound for street in streets})),
    )
