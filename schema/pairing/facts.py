"""A street's pairings, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Demand:
    """What a community asked for of one category. needs: ids. all_of: capabilities it takes; any_of: where nothing is essential."""

    community: str
    category: str
    zh: str
    en: str
    needs: tuple[str, ...]
    all_of: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()

    @property
    def weight(self) -> int:
        """How many needs."""
        return len(self.needs)


@dataclass(frozen=True, slots=True)
class Bound:
    """An agreement that pairs a unit with a community; until: the day after its last, where it has one."""

    community: str
    agreement: str
    until: str | None = None


@dataclass(frozen=True)
class PairedUnit:
    """can: codes of what it offers, and of all above. done: for each community, commitments it took on in a year, with when they began."""

    id: str
    code: str
    name: str
    bound: tuple[Bound, ...] = ()
    can: frozenset[str] = frozenset()
    alliances: tuple[str, ...] = ()
    done: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    node: Any = None

    @property
    def now(self) -> frozenset[str]:
        """Communities it is paired with."""
        return frozenset(b.community for b in self.bound)

    @property
    def in_term(self) -> frozenset[str]:
        """Those by an agreement with a term, which is not over."""
        return frozenset(b.community for b in self.bound if b.until is not None)


@dataclass(frozen=True, slots=True)
class PairedCommunity:
    """A community of the street."""

    id: str
    code: str
    name: str
    node: Any = None


@dataclass(frozen=True)
class StreetPairs:
    """All of it, in the order of codes."""

    communities: tuple[PairedCommunity, ...]
    units: tuple[PairedUnit, ...]
    demands: tuple[Demand, ...]


def street_pairs_from(row: Mapping[str, Any]) -> StreetPairs:
    """Read the row of `PAIRING`."""
    bridges = {code: found or () for code, found in row["bridges"]}
    communities = sorted(row["communities"], key=lambda c: (c["code"], c["id"]))
    units = sorted(row["units"], key=lambda u: (u["code"], u["id"]))
    return StreetPairs(
        communities=tuple(PairedCommunity(c["id"], c["code"], c["name"], c["node"]) for c in communities),
        units=tuple(_unit(u) for u in units),
        demands=tuple(d for c in communities for d in _demands(c, bridges)),
    )  # fmt: skip


def _unit(said: Mapping[str, Any]) -> PairedUnit:
    done: dict[str, list[tuple[str, int]]] = {}
    for community, id_, at in said["done"]:
        done.setdefault(community, []).append((id_, at))
    return PairedUnit(
        said["id"], said["code"], said["name"],
        bound=tuple(sorted((Bound(*pair) for pair in said["pairs"]), key=lambda b: (b.community, b.agreement))),
        can=frozenset(said["can"]), alliances=tuple(sorted(said["alliances"])),
        done={c: tuple(each) for c, each in done.items()}, node=said["node"],
    )  # fmt: skip


def _demands(said: Mapping[str, Any], bridges: Mapping[str, Sequence[Any]]) -> list[Demand]:
    found: dict[str, list[Any]] = {}
    for code, zh, en, need in said["asked"]:
        found.setdefault(code, [zh, en, []])[2].append(need)
    return [
        Demand(
            said["id"], code, zh, en, tuple(needs),
            all_of=frozenset(k for k, essential in bridges.get(code, ()) if essential),
            any_of=frozenset(k for k, _ in bridges.get(code, ())),
        )
        for code, (zh, en, needs) in sorted(found.items())
    ]  # fmt: skip
