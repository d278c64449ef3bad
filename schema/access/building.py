"""From the table and a caller to the scope that the compiler puts into every statement.

The text depends on the roles held, never on who holds them or where; ids travel as parameters.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Forbidden
from graph.compile.scope import Scope, families
from graph.kinds import KINDS
from graph.surface import Permitted
from schema.access.posts import Bond
from schema.access.rows import RULES
from schema.access.standing import DERIVED, STANDS, STANDS_AND_STRUCTURE, asked
from schema.access.table import OPEN, RIGHTS, TABLE, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from graph.kinds import Kind
    from schema.access.caller import Caller

NOBODYS = ""
"""An id that nothing has."""
NEVER = "$scope_never"
"""What never holds. As a parameter: of a literal `false` 5.26 makes an empty plan, and then refuses its index hints."""
_ALWAYS = {NEVER.removeprefix("$"): False}
_LISTED = re.compile(r"\$(places|pairs|own|sent|partners|bonds)\b")
_NAMED = re.compile(r"\$scope_([A-Z_]+)_(\w+)")


def scope_of(caller: Caller, now: datetime) -> Scope:
    """The scope of one caller at one instant."""
    said = _said(caller.roles, caller.rights, caller.credential is not None)
    return said if caller.credential is None else replace(said, parameters=Parameters(caller, now))


class Parameters(Mapping[str, Any]):
    """The `$scope_…` parameters of one caller, each made when a statement uses it."""

    def __init__(self, caller: Caller, now: datetime) -> None:
        self._caller = caller
        self._now: dict[str, Any] = {
            **_ALWAYS,
            "scope_me": caller.person,
            "scope_account": caller.account,
            **asked(caller.credential or "", now),
        }
        # What was read on another day stands no more.
        same_day = self._now["scope_today"] == caller.day
        self._now["scope_revision"] = caller.revision if same_day else -1

    def __getitem__(self, name: str) -> Any:
        if name in self._now:
            return self._now[name]
        made = self._caller.lists
        if name not in made:
            made[name] = self._make(name)
        return made[name]

    def _make(self, name: str) -> Any:
        if name == "scope_standing":
            return [list(row) for row in self._caller.standing]
        if match := _NAMED.fullmatch(f"${name}"):
            return _listed(self._caller, Role[match[1]], match[2])
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


def _listed(caller: Caller, role: Role, what: str) -> list[Any]:
    """Never empty: a list of nothing has another type, and the database would plan the statement anew for it."""
    posts = [post for post in caller.posts if TABLE.held_as(post.role) is role]
    if what == "places":
        return sorted({post.place for post in posts if post.place}) or [NOBODYS]
    if what == "pairs":
        pairs = [[post.unit, post.place] for post in posts if post.unit and post.place]
        return pairs or [[NOBODYS, NOBODYS]]
    if what == "bonds":
        bonds = [b for post in posts for b in post.bonds] or [Bond((), (), (), ())]
        return [[list(ids) or [NOBODYS] for ids in dataclasses.astuple(bond)] for bond in bonds]
    return sorted({unit for post in posts for unit in getattr(post, what)}) or [NOBODYS]


@functools.cache
def derived_for(code: str) -> frozenset[str]:
    """What the rules of the permission role that a category of role gives take from its posts beyond their ends."""
    role = TABLE.held_as(code)
    rules = [] if role is None else [*_seeing(role), *_acting(role)]
    return frozenset(match[2] for rule in rules for match in _NAMED.finditer(rule)) & DERIVED.keys()


def _seeing(role: Role) -> list[str]:
    return [rule for family in TABLE.rows for rule in _rules(family, [role]) if rule]


def _acting(role: Role) -> list[str]:
    said = [(kind, able[role]) for act in TABLE.acts.values() for kind, able in act.rows.items() if role in able]  # fmt: skip
    said += [(kind, names) for kind, each in TABLE.actors.items() for who, names in each.values() if who is role]  # fmt: skip
    return [rule for kind, names in said for rule in _rules(kind, [role], names) if rule]


def _stands(cypher: str) -> str:
    """The check that a statement needs: the posts, and the structure where its rules use what follows from it."""
    named = {match[2] for match in _NAMED.finditer(cypher)}
    return STANDS_AND_STRUCTURE if named & DERIVED.keys() else STANDS


@functools.lru_cache(maxsize=1024)
def _said(roles: frozenset[Role], rights: frozenset[str], checked: bool) -> Scope:
    """The text that the roles mean."""
    ordered = sorted(roles, key=lambda role: role.name)
    predicates = {family: _any(_rules(family, ordered)) for family in families()}
    gates = {
        (kind.family.name, field): _gate(kind.family.name, layer, ordered)
        for kind in KINDS.values()
        if kind.labels
        for field in kind.props
        if (layer := _layer(kind, field)) != OPEN
    }
    acts = {
        (act, kind): _any(
            [
                rule
                for role in ordered
                if role in able and said.right in rights
                for rule in _rules(kind, [role], able[role])
            ]
        )
        for act, said in TABLE.acts.items()
        for kind, able in said.rows.items()
    }
    doers = {
        family: {
            who: _any(_rules(family, [role], rules)) or "true"
            for who, (role, rules) in each.items()
            if role in roles
        }
        for family, each in TABLE.actors.items()
    }
    staff = roles - {Role.EVERYONE, Role.SELF}
    return Scope(
        name="+".join([*(role.name for role in ordered), *sorted(RIGHTS - rights)]),
        predicates={family: text for family, text in predicates.items() if text is not None},
        # Where the layer is seen on every row that is seen at all, there is nothing to test.
        gates={at: text for at, text in gates.items() if text not in (None, predicates[at[0]])},
        acts={at: text or "true" for at, text in acts.items()},
        doers=doers,
        withheld={} if staff else dict.fromkeys(TABLE.withheld, TABLE.withheld_below),
        forbidden={
            act: _forbidden(act, lacking=said.right if roles & said.roles else None)
            for act, said in TABLE.acts.items()
            if not (roles & said.roles and said.right in rights)
        },
        stands=_stands if checked else None,
        parameters=_ALWAYS,
    )


def _forbidden(act: str, lacking: str | None) -> Forbidden:
    """The refusal of an act; `lacking` is the right that the credential lacks, where the role would do."""
    said = TABLE.acts[act]
    who = [TABLE.roles[role] for role in Role if role in said.roles]
    return Forbidden(
        act, zh=said.zh, en=said.en,
        who_zh="、".join(role.zh for role in who), who_en=", ".join(role.en for role in who),
        right=lacking, anybody=Role.SELF in said.roles,
    )  # fmt: skip


def _rules(
    family: str, roles: Iterable[Role], names: tuple[str, ...] | None = None
) -> list[str | None]:
    """Alternatives by which the roles see rows of a family, or the named ones; `None` for one that holds of all."""
    found: list[str | None] = []
    for role in roles:
        for name in TABLE.rows.get(family, {}).get(role, ()) if names is None else names:
            rule = None if name == "ALL" else RULES[family, name]
            found.append(rule and _LISTED.sub(rf"$scope_{role.name}_\1", rule))
    return found


def _any(rules: list[str | None]) -> str | None:
    if None in rules:
        return None
    # Short rules ask less of the graph; most rows are decided by the first that holds.
    return (
        " OR ".join(sorted({rule for rule in rules if rule}, key=lambda rule: (len(rule), rule)))
        or NEVER
    )


def _layer(kind: Kind, field: str) -> str | None:
    """The layer of a field, said with its kind or with one that it extends; none: nobody reads it."""
    said = TABLE.fields.get(kind.name, {}).get(field)
    return said or (_layer(kind.parent, field) if kind.parent else None)


def _gate(family: str, layer: str | None, roles: Iterable[Role]) -> str | None:
    return _any(_rules(family, [role for role in roles if layer in TABLE.roles[role].layers]))


PERMITTED = Permitted(
    acts={act: (said.en, said.zh, frozenset(said.rows)) for act, said in TABLE.acts.items()},
    withheld=TABLE.withheld,
)
"""What the GraphQL surface takes from the table."""
