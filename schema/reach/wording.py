"""From what was found out to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.instants import moment
from schema.reach import words
from schema.reach.answers import (
    MOST_CUTS,
    MOST_IDS,
    FailureLink,
    FailurePoint,
    ReachNext,
    SinglePointsOfFailure,
    UnderServedPlace,
    UnderServedPlaces,
)
from schema.reach.cuts import cuts
from schema.reach.points import points
from schema.reach.shares import shares
from schema.reach.supply import Supply
from schema.reach.terms import ReachState
from schema.reach.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from schema.reach.cuts import Cut
    from schema.reach.facts import ReachFacts
    from schema.reach.points import Point
    from schema.reach.shares import Share
    from schema.reach.supply import NearlyProvider

MOST_NEXT = 5


def failures(facts: ReachFacts, as_of: int, first: int) -> SinglePointsOfFailure:
    """Where everything hangs on one."""
    supply = Supply(facts, as_of)
    found = points(facts, supply)
    return SinglePointsOfFailure(
        place=facts.place_node, as_of=moment(as_of), zh=words.POINTS.zh, en=words.POINTS.en,
        community_count=len(facts.communities), looked_at=found.looked_at, nobody_count=found.nobody, point_count=len(found.points),
        points=[_point(facts, supply, point) for point in found.points[:first]],
        links=[_link(cut) for cut in cuts(facts)[:MOST_CUTS]],
    )  # fmt: skip


def under_served(facts: ReachFacts, as_of: int, first: int, within: int) -> UnderServedPlaces:
    """Which communities have least within reach."""
    supply = Supply(facts, as_of, within)
    found = shares(facts, supply)
    return UnderServedPlaces(
        place=facts.place_node, as_of=moment(as_of), zh=words.SHARES.zh, en=words.SHARES.en,
        need_count=len(facts.asked), row_count=len(found), short_count=sum(each.state is not ReachState.FAIR for each in found),
        rows=[_share(facts, supply, rank, each) for rank, each in enumerate(found[:first], start=1)],
    )  # fmt: skip


def _point(facts: ReachFacts, supply: Supply, point: Point) -> FailurePoint:
    units = supply.stock.units
    own = [units[provider.number] for provider in point.providers]
    second = None if point.second is None else units[point.second.number].name
    said = words.of_point(point.kind, own[0].name, len(own), second)
    posts = [facts.posts[post].node for post in point.posts if post in facts.posts]
    return FailurePoint(
        place=point.community.node, capability=facts.capabilities[point.capability].node, kind=point.kind,
        units=[unit.node for unit in own[:MOST_IDS]],
        resources=[offer.node for provider in point.providers for offer in provider.offers][:MOST_IDS],
        roles=posts[:MOST_IDS], open_needs=len(point.needs), need_ids=_ids(point.needs),
        second=None if point.second is None else _next(supply, point.second), zh=said.zh, en=said.en,
    )  # fmt: skip


def _next(supply: Supply, each: NearlyProvider) -> ReachNext:
    return ReachNext(
        unit=supply.stock.units[each.number].node, resource=None if each.offer is None else each.offer.node,
        obstacle=each.why, metres=each.metres,
    )  # fmt: skip


def _link(cut: Cut) -> FailureLink:
    fallen = [place for group in cut.apart for place in group]
    return FailureLink(
        id=strawberry.ID(cut.step.id), kind=cut.step.kind, name=cut.step.name, count=cut.count, place_ids=_ids(fallen)
    )  # fmt: skip


def _share(facts: ReachFacts, supply: Supply, rank: int, share: Share) -> UnderServedPlace:
    near = sorted(share.providers, key=lambda each: (each[1] is None, each[1] or 0, each[0]))
    lacking = [facts.capabilities[code] for code in share.missing if code in facts.capabilities]
    named = tuple(Words(each.named.zh, each.named.en) for each in lacking)
    said = words.of_share(share.state, len(share.asked), len(share.providers), named)
    return UnderServedPlace(
        rank=rank, place=share.community.node, category=share.category.node, state=share.state,
        open_count=share.open, reported_count=share.reported, need_count=len(share.asked), need_ids=_ids(share.asked),
        people=share.people, people_unknown=share.people_unknown, population=share.community.population,
        open_per_thousand=_figure(share.per_thousand(share.open)), reported_per_thousand=_figure(share.per_thousand(share.reported)),
        small=share.small, providers=len(share.providers), units=[supply.stock.units[number].node for number, _ in near[:MOST_IDS]],
        nearest_metres=near[0][1] if near else None, access=float(share.access), gap=float(share.gap),
        missing=[each.node for each in lacking[:MOST_IDS]], next=[_next(supply, each) for each in share.nearly[:MOST_NEXT]],
        zh=said.zh, en=said.en,
    )  # fmt: skip


def _figure(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)


def _ids(ids: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(each) for each in ids][:MOST_IDS]
