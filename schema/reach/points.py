"""Where everything hangs on one: a community and a capability that exactly one unit can give there, or that can be had
only through one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.reach.terms import FailureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schema.reach.facts import Community, ReachFacts
    from schema.reach.supply import NearlyProvider, Provider, Supply
    from schema.supporters.connections import Connection


@dataclass(frozen=True)
class Point:
    """A single point of failure. posts: ids of the posts of that person, where it is one. needs: ids of open needs that ask for it there."""

    community: Community
    capability: str
    kind: FailureKind
    providers: tuple[Provider, ...]
    posts: tuple[str, ...]
    needs: tuple[str, ...]
    second: NearlyProvider | None


@dataclass(frozen=True)
class Points:
    """looked_at: communities × capabilities that were asked for or offered. nobody: those that nobody can give."""

    points: tuple[Point, ...]
    looked_at: int
    nobody: int


def points(facts: ReachFacts, supply: Supply) -> Points:
    """All of them, what is asked for most first."""
    asked = _asked_for(facts)
    capabilities = sorted(_capabilities(facts))
    found: list[Point] = []
    looked_at = nobody = 0
    for community in facts.communities:
        for capability in capabilities:
            needs = asked.get((community.id, capability), ())
            providers = supply.providers(community.id, capability)
            nearly = supply.nearly(community.id, capability)
            if not (providers or nearly or needs):
                continue
            looked_at += 1
            nobody += not providers
            point = _hangs_on(facts, supply, community, providers)
            if point is not None:
                kind, posts = point
                second = nearly[0] if nearly else None
                found.append(Point(community, capability, kind, tuple(providers), posts, tuple(needs), second))  # fmt: skip
    found.sort(
        key=lambda p: (-len(p.needs), p.kind.value != "PROVIDER", p.community.code, p.capability)
    )
    return Points(tuple(found), looked_at, nobody)


def _capabilities(facts: ReachFacts) -> set[str]:
    """Those that a resource is entered under, and those that something that is asked takes; only what is shown."""
    own = {
        code for unit in facts.units for offer in unit.offers for code, depth in offer.categories.items() if depth == 0
    }  # fmt: skip
    wanted = {code for category in facts.categories.values() for code in category.capabilities}
    return (own | wanted) & facts.capabilities.keys()


def _asked_for(facts: ReachFacts) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for need in facts.asked:
        if need.open:
            for capability in facts.categories[need.category].capabilities:
                found.setdefault((need.community, capability), []).append(need.id)
    return found


def _hangs_on(
    facts: ReachFacts, supply: Supply, community: Community, providers: Sequence[Provider]
) -> tuple[FailureKind, tuple[str, ...]] | None:  # fmt: skip
    if not providers:
        return None
    connected = supply.stock.connected(community.id)
    ways = [way for each in providers for way in connected[each.number]]
    posts = _one_person(facts, ways)
    if len(providers) == 1:
        return FailureKind.PROVIDER, posts
    return (FailureKind.PERSON, posts) if posts else None


def _one_person(facts: ReachFacts, ways: Sequence[Connection]) -> tuple[str, ...]:
    """Ids of the posts, if all ways lead through posts of one person."""
    each = [set(_posts_on(way)) for way in ways]
    holders = [{_holder(facts, post) for post in posts} for posts in each]
    common = set[str]().union(*holders).intersection(*holders) if holders else set()
    if not common:
        return ()
    person = min(common)
    return tuple(sorted({p for posts in each for p in posts if _holder(facts, p) == person}))


def _posts_on(way: Connection) -> Iterator[str]:
    yield from (step.id for step in way.steps if step.kind == "RoleAssignment")


def _holder(facts: ReachFacts, post: str) -> str:
    """Who holds a post; one whose holder is not shown is somebody of its own."""
    known = facts.posts.get(post)
    return known.person if known is not None and known.person is not None else post
