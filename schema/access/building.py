"""From the table and a caller to the scope that the compiler puts into every statement.

The text depends on the roles held, never on who holds them or where; ids travel as parameters.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Forbidden
from graph.compile.scope import Scope, families
from graph.kinds import KINDS
from graph.surface import Permitted
from schema.access.rows import RULES
from schema.access.standing import STANDING, asked
from schema.access.table import OPEN, RIGHTS, TABLE, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from schema.access.caller import Caller

_LISTED = re.compile(r"\$(places|units|homes|roots|pairs)\b")
_NAMED = re.compile(r"\$scope_([A-Z_]+)_(places|units|homes|roots|pairs)\b")


def scope_of(caller: Caller, now: datetime) -> Scope:
    """The scope of one caller at one instant."""
    said, named = _said(caller.roles, caller.rights, caller.credential is not None)
    if caller.credential is None:
        return said
    parameters = {
        "scope_me": caller.person,
        "scope_account": caller.account,
        "scope_standing": [list(row) for row in caller.standing],
        **asked(caller.credential, now),
        **{f"scope_{role}_{what}": _listed(caller, Role[role], what) for role, what in named},
    }
    return replace(said, parameters=parameters)


def _listed(caller: Caller, role: Role, what: str) -> list[Any]:
    posts = [post for post in caller.posts if TABLE.held_as(post.role) is role]
    if what == "pairs":
        return [[post.unit, post.place] for post in posts if post.unit and post.place]
    name = what.removesuffix("s")
    return sorted({value for post in posts if (value := getattr(post, name))})


@functools.lru_cache(maxsize=1024)
def _said(
    roles: frozenset[Role], rights: frozenset[str], checked: bool
) -> tuple[Scope, tuple[tuple[str, str], ...]]:
    """The text that the roles mean, and the lists of ids it asks for."""
    ordered = sorted(roles, key=lambda role: role.name)
    predicates = {family: _any(_rules(family, ordered)) for family in families()}
    gates = {
        (KINDS[type_].family.name, field): _gate(KINDS[type_].family.name, layer, ordered)
        for type_, fields in TABLE.fields.items()
        if type_ in KINDS
        for field, layer in fields.items()
        if layer != OPEN
    }
    acts = {
        (act, kind): _any(_rules(kind, [r for r in ordered if r in able and said.right in rights]))
        for act, said in TABLE.acts.items()
        for kind, able in said.rows.items()
    }
    staff = roles - {Role.EVERYONE, Role.SELF}
    scope = Scope(
        name="+".join([*(role.name for role in ordered), *sorted(RIGHTS - rights)]),
        predicates={family: text for family, text in predicates.items() if text is not None},
        gates={at: text for at, text in gates.items() if text is not None},
        acts={at: text or "true" for at, text in acts.items()},
        withheld={} if staff else dict.fromkeys(TABLE.withheld, TABLE.withheld_below),
        forbidden={
            act: _forbidden(act)
            for act, said in TABLE.acts.items()
            if not (roles & said.roles and said.right in rights)
        },
        stands=f"{STANDING} = $scope_standing" if checked else None,
    )
    texts = [*scope.predicates.values(), *scope.gates.values(), *scope.acts.values()]
    named = {(m[1], m[2]) for text in texts for m in _NAMED.finditer(text)}
    return scope, tuple(sorted(named))


def _forbidden(act: str) -> Forbidden:
    said = TABLE.acts[act]
    who = [TABLE.roles[role] for role in Role if role in said.roles]
    return Forbidden(
        act, zh=said.zh, en=said.en,
        who_zh="、".join(role.zh for role in who), who_en=", ".join(role.en for role in who),
    )  # fmt: skip


def _rules(family: str, roles: Iterable[Role]) -> list[str | None]:
    """Alternatives by which the roles see rows of a family; `None` for one that sees all."""
    found: list[str | None] = []
    for role in roles:
        for name in TABLE.rows.get(family, {}).get(role, ()):
            rule = None if name == "ALL" else RULES[family, name]
            found.append(rule and _LISTED.sub(rf"$scope_{role.name}_\1", rule))
    return found


def _any(rules: list[str | None]) -> str | None:
    if None in rules:
        return None
    return " OR ".join(dict.fromkeys(rule for rule in rules if rule)) or "false"


def _gate(family: str, layer: str, roles: Iterable[Role]) -> str | None:
    return _any(_rules(family, [role for role in roles if layer in TABLE.roles[role].layers]))


PERMITTED = Permitted(
    acts={act: (said.en, said.zh, frozenset(said.rows)) for act, said in TABLE.acts.items()},
    withheld=TABLE.withheld,
)
"""What the GraphQL surface takes from the table."""
