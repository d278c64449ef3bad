"""Units, agreements, alliances and posts without which places that are tied together fall apart.

The ties are the ways by which units are partners of a place: unit – agreement – community, unit – post – alliance – community. A
node separates if, without it, two communities that were tied together are not any more, or one is left without any unit.
One walk finds all of them (Hopcroft and Tarjan's lowpoints), however many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schema.reach.facts import ReachFacts
    from schema.supporters.facts import Link, Step


@dataclass(frozen=True)
class Cut:
    """A node that separates. apart: the communities that fall off, group by group; the largest group, which stays, is not among them."""

    step: Step
    apart: tuple[tuple[str, ...], ...]

    @property
    def count(self) -> int:
        """How many communities fall off."""
        return sum(map(len, self.apart))


def cuts(facts: ReachFacts) -> list[Cut]:
    """Every node that separates, the worst first."""
    communities = [community.id for community in facts.communities]
    steps: dict[str, Step] = {}
    near: dict[str, set[str]] = {community: set() for community in communities}
    for unit in facts.units:
        for link in unit.links if unit.status is UnitStatus.ACTIVE else ():
            _tie(facts, link, communities, steps, near)
    parts = separating(near, frozenset(communities))
    found = []
    for id_, groups in parts.items():
        if id_ in steps:
            ordered = sorted((tuple(sorted(group)) for group in groups), key=lambda g: (-len(g), g))
            found.append(Cut(steps[id_], tuple(ordered[1:])))
    return sorted(found, key=lambda cut: (-cut.count, cut.step.kind, cut.step.name, cut.step.id))


def _tie(
    facts: ReachFacts, link: Link, communities: Iterable[str], steps: dict[str, Step], near: dict[str, set[str]]
) -> None:  # fmt: skip
    """The unit, what it is bound by, and the communities that this is about: the place itself, all in it, or the one it lies in."""
    above = facts.places.chain(link.place)
    reached = [c for c in communities if c in above or link.place in facts.places.chain(c)]
    if not reached or any(not step.id for step in link.steps):
        return
    steps.update((step.id, step) for step in link.steps)
    way = [step.id for step in link.steps]
    pairs = [*pairwise(way), *((way[-1], community) for community in reached)]
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)


def separating(
    near: Mapping[str, set[str]], places: frozenset[str]
) -> dict[str, list[frozenset[str]]]:
    """By node that separates: the groups of places that are left of its component without it. A place that separates is not told.

    Two groups make a separation; a group is of places alone, also one that is left with no other node.
    """
    found: dict[str, list[frozenset[str]]] = {}
    seen: dict[str, int] = {}
    low: dict[str, int] = {}
    for root in sorted(near):
        if root in seen:
            continue
        order, parent = _walk(near, root, seen, low)
        _groups(order, parent, seen, low, places, found)
    return found


def _walk(
    near: Mapping[str, set[str]], root: str, seen: dict[str, int], low: dict[str, int]
) -> tuple[list[str], dict[str, str | None]]:
    """A component in the order of a walk into its depth, and from where each node was come to."""
    order: list[str] = []
    parent: dict[str, str | None] = {root: None}
    stack: list[tuple[str, list[str]]] = []

    def enter(node: str) -> None:
        seen[node] = low[node] = len(seen)
        order.append(node)
        stack.append((node, sorted(near[node], reverse=True)))

    enter(root)
    while stack:
        node, left = stack[-1]
        if left:
            other = left.pop()
            if other not in seen:
                parent[other] = node
                enter(other)
            elif other != parent[node]:
                low[node] = min(low[node], seen[other])
        else:
            stack.pop()
            above = parent[node]
            if above is not None:
                low[above] = min(low[above], low[node])
    return order, parent


def _groups(
    order: list[str], parent: Mapping[str, str | None], seen: Mapping[str, int], low: Mapping[str, int], places: frozenset[str],
    found: dict[str, list[frozenset[str]]],
) -> None:  # fmt: skip
    """From the bottom up: the places under each node, and which of its branches hang on it alone."""
    whole = frozenset(node for node in order if node in places)
    under: dict[str, set[str]] = {node: ({node} & places) for node in order}
    hanging: dict[str, list[frozenset[str]]] = {}
    for node in reversed(order):
        above = parent[node]
        if above is None:
            continue
        under[above] |= under[node]
        if low[node] >= seen[above] and under[node]:
            hanging.setdefault(above, []).append(frozenset(under[node]))
    for node, groups in hanging.items():
        if node in places:
            continue
        rest = whole.difference(*groups)
        parts = [*groups, rest] if rest else groups
        if len(parts) > 1:
            found[node] = parts
