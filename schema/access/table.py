"""The table of permissions, read once and checked: `table.toml` is what people read and change."""

from __future__ import annotations

import enum
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.machines.table import HOUSE, MACHINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FILE = Path(__file__).with_name("table.toml")
_SAID: Mapping[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))


class Role(enum.Enum):
    """A permission role; the table says what each means."""

    EVERYONE = "EVERYONE"
    SELF = "SELF"
    GRID_WORKER = "GRID_WORKER"
    COMMUNITY = "COMMUNITY"
    LIAISON = "LIAISON"
    CADRE = "CADRE"
    STREET = "STREET"
    DEPARTMENT = "DEPARTMENT"
    ORGANISATION = "ORGANISATION"
    AUDITOR = "AUDITOR"
    ADMIN = "ADMIN"


RIGHTS = frozenset({"READ", "ACT", "REVEAL", "AUDIT"})
"""What a credential can allow."""

OPEN = "OPEN"
"""The layer of fields that whoever sees a row sees."""


@dataclass(frozen=True)
class RoleSaid:
    """One permission role of the table."""

    zh: str
    en: str
    held_as: frozenset[str]
    layers: frozenset[str]


@dataclass(frozen=True)
class ActSaid:
    """One act: the right it takes, and who may do it, on rows of which kind or anywhere.

    `rows` has by kind and role the names of rules, or none where those are meant by which the role sees the rows.
    """

    zh: str
    en: str
    right: str
    rows: Mapping[str, Mapping[Role, tuple[str, ...] | None]]
    anywhere: frozenset[Role]

    @property
    def roles(self) -> frozenset[Role]:
        """Everyone who may do it somewhere."""
        return self.anywhere.union(*self.rows.values())


@dataclass(frozen=True)
class Table:
    """The whole table."""

    roles: Mapping[Role, RoleSaid]
    rows: Mapping[str, Mapping[Role, tuple[str, ...]]]
    """By family and role: names of rules in `schema.access.rows`, or `ALL`."""
    fields: Mapping[str, Mapping[str, str]]
    """By type and field: the layer."""
    acts: Mapping[str, ActSaid]
    actors: Mapping[str, Mapping[str, tuple[Role, tuple[str, ...]]]]
    """By family, as whom one acts on its rows: the permission role, and the names of rules."""
    rules: Mapping[str, tuple[str, str]]
    """By name of a rule, what it says in Chinese and English."""
    layers: Mapping[str, tuple[str, str]]
    withheld_below: int
    withheld: frozenset[str]
    exceptions: Mapping[str, frozenset[str]]
    """By type, the fields that may depend on commitments which the caller does not see."""
    roots: Mapping[str, str]
    """By root field: `EVERYONE`, or the act that asking it is."""
    feed: Mapping[str, tuple[str, str]]
    """Acts that followers are told of, in Chinese and English."""
    structural: tuple[tuple[str, ...], frozenset[str]]
    """Endings of names, and names, of types that only carry others."""

    def held_as(self, code: str) -> Role | None:
        """The permission role that a category of role gives."""
        return next((role for role, said in self.roles.items() if code in said.held_as), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every category of role that gives a permission role."""
        return tuple(sorted(code for said in self.roles.values() for code in said.held_as))


def _roles(names: Iterable[str]) -> frozenset[Role]:
    return frozenset(Role[name] for name in names)


def _rows(said: Mapping[str, Any]) -> dict[str, dict[Role, tuple[str, ...]]]:
    return {
        # Nobody's own: what all see gives oneself no further layer.
        family: dict.fromkeys((role for role in Role if role is not Role.SELF), ("ALL",))
        if rules == "ALL"
        else {Role[role]: tuple(names) for role, names in rules.items()}
        for family, rules in said.items()
    }


def _fields(said: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {
        type_: {field: layer for layer, names in layers.items() for field in names.split()}
        for type_, layers in said.items()
    }


Actors = dict[str, dict[str, tuple[Role, tuple[str, ...]]]]


def _act(name: str, said: Mapping[str, Any], actors: Actors) -> ActSaid:
    """An act; who may do one of a state machine is said there."""
    rows: dict[str, dict[Role, tuple[str, ...] | None]] = {
        key: {Role[name]: tuple(rules) for name, rules in value.items()}
        if isinstance(value, dict)
        else dict.fromkeys(_roles(value))
        for key, value in said.items()
        if key[0].isupper()
    }
    for family, machine in MACHINES.items():
        for who in sorted(machine.acts.get(name, frozenset()) - {HOUSE}):
            if family in said or who not in actors[family]:
                continue
            role, rules = actors[family][who]
            mine = rows.setdefault(family, {})
            mine[role] = (*(mine.get(role) or ()), *rules)
    return ActSaid(said["zh"], said["en"], said["right"], rows, _roles(said.get("anywhere", ())))


def load(said: Mapping[str, Any] = _SAID) -> Table:
    """Read the table."""
    actors: Actors = {
        family: {name: (Role[role], tuple(rules)) for name, (role, *rules) in each.items()}
        for family, each in said["actors"].items()
    }
    return Table(
        actors=actors,
        roles={
            Role[name]: RoleSaid(r["zh"], r["en"], frozenset(r["held_as"]), frozenset(r["layers"]))
            for name, r in said["roles"].items()
        },
        rows=_rows(said["rows"]),
        fields=_fields(said.get("fields", {})),
        acts={name: _act(name, act, actors) for name, act in said["acts"].items()},
        rules={name: (zh, en) for name, (zh, en) in said["rules"].items()},
        layers={name: (zh, en) for name, (zh, en) in said["layers"].items()},
        withheld_below=said["counts"]["withheld_below"],
        withheld=frozenset(said["counts"]["of"]),
        exceptions={t: frozenset(names.split()) for t, names in said["exceptions"].items()},
        roots={name: by for by, names in said["roots"].items() for name in names.split()},
        feed={name: (zh, en) for name, (zh, en) in said["feed"].items()},
        structural=(
            tuple(said["structural"]["suffixes"]),
            frozenset(said["structural"]["types"]),
        ),
    )


TABLE = load()
