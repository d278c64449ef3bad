"""Posts of first secretaries and what lies around the units that sent them, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Post:
    """A first secretary in office for a place at, or `up` levels above, the need's. home: the unit that sent them."""

    role: str
    title: str
    person: str
    name: str
    home: str
    up: int = 0
    node: Any = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A resource of the sort that the need is met by."""

    id: str
    code: str
    name: str
    node: Any = None


@dataclass(frozen=True)
class Around:
    """system: from a unit to the ones it belongs to (True) or that belong to it (False). alliances: of a unit; members: of an alliance."""

    posts: tuple[Post, ...]
    system: Mapping[str, tuple[tuple[str, bool], ...]] = field(default_factory=dict)
    alliances: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offers: Mapping[str, tuple[Offer, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, Any] = field(default_factory=dict)

    def degree(self, id_: str) -> int:
        """How many units and alliances a unit, or units an alliance, is directly connected with."""
        if id_ in self.members:
            return len(self.members[id_])
        return len({v for v, _ in self.system.get(id_, ())}) + len(self.alliances.get(id_, ()))


def around_from(row: Mapping[str, Any]) -> Around:
    """Read the row of `PATHS`; the order of its lists leaves no trace."""
    units, alliances = row["units"], row["alliances"]
    return Around(
        posts=tuple(sorted((Post(**said) for said in row["posts"]), key=lambda p: (p.up, p.name, p.role, p.home, p.person))),
        system={u["id"]: tuple(sorted((v, bool(up)) for v, up in u["system"])) for u in row["near"]},
        alliances={u["id"]: tuple(sorted(u["alliances"])) for u in row["near"]},
        members={a["id"]: tuple(sorted(a["members"])) for a in alliances},
        offers={u["id"]: tuple(Offer(**r) for r in u["resources"]) for u in units if u["resources"]},
        names={each["id"]: each["name"] for each in (*units, *alliances)},
        nodes={u["id"]: u["node"] for u in units},
    )  # fmt: skip
