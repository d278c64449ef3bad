"""From what was worked out to what is answered: figures as people read them, sentences, and the nodes that the row brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.allocation import answers as told
from schema.allocation import words
from schema.allocation.terms import (
    AllocationChangeKind,
    AllocationObjectiveKind,
    AllocationObstacle,
    AllocationOpenReason,
    AllocationStanding,
)
from schema.instants import moment
from schema.measures import MICRO
from schema.world import world_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schema.allocation.changing import Change
    from schema.allocation.left_open import Binding, LeftOpen, Missing
    from schema.allocation.outcome import Load, Outcome, Proposal, Share, Tier
    from schema.allocation.policy import AllocationPolicy
    from schema.instants import Window
    from schema.solving.problem import Stage

KINDS = {
    "coverage": AllocationObjectiveKind.COVERAGE, "fairness": AllocationObjectiveKind.FAIRNESS,
    "engagements": AllocationObjectiveKind.ENGAGEMENTS, "metres": AllocationObjectiveKind.DISTANCE,
}  # fmt: skip
"""The objectives by the names of the stages of solving."""
_HARDEST = list(AllocationOpenReason)


class Nodes:
    """What the statement projected, by id."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.needs = {said["id"]: said["node"] for said in row["needs"]}
        self.units = {said["id"]: said["node"] for said in row["units"]}
        self.resources = {o["id"]: o["node"] for said in row["units"] for o in said["offers"]}
        self.communities = {said["id"]: said["node"] for said in row["communities"]}


def allocation(
    row: Mapping[str, Any], outcome: Outcome, policy: AllocationPolicy, change_price: float | None, as_of: datetime, first: int,
    imagined: bool = False, wish: tuple[bool, float] = (False, 0.0),
) -> told.Allocation:  # fmt: skip
    """The answer. first: how many proposals, and how many needs left open, it shows. imagined: whether it is of a scenario.

    wish: whether by tiers, and what may be given up for fairness.
    """
    nodes = Nodes(row)
    zh, en = words.all_in_all(outcome)
    shares = sorted(outcome.communities, key=lambda s: (_share(s.after, s.asked), s.community))
    loads = sorted(outcome.loads, key=lambda u: (-u.added, -u.released, u.unit))
    return told.Allocation(
        place=row["placeNode"], as_of=as_of,
        policy=told.AllocationPolicy(
            id=strawberry.ID(policy.id), version=policy.version, weights=list(policy.weights), change_price=change_price,
            tiers=wish[0], fairness_price=wish[1],
        ),
        tiers=[_tier(t) for t in outcome.tiers],
        need_count=outcome.needs, met_count=outcome.covered,
        objectives=[objective(stage, outcome) for stage in outcome.stages],
        proposal_count=len(outcome.proposals), proposals=[proposal(p, nodes, imagined=imagined) for p in outcome.proposals[:first]],
        change_count=len(outcome.changes), changes=[_change(c, nodes) for c in outcome.changes[:first]],
        communities=[_community(s, nodes) for s in shares[:first]],
        units=[_load(u, nodes) for u in loads[:first]],
        open_count=len(outcome.open), open_needs=[left(o, nodes) for o in outcome.open[:first]],
        certificate=_certificate(outcome), state=world_of(row["state"]).text, stopped=outcome.stopped, zh=zh, en=en,
    )  # fmt: skip


def objective(stage: Stage, outcome: Outcome) -> told.AllocationObjective:
    """One objective."""
    kind = KINDS[stage.name]
    zh, en = {
        AllocationObjectiveKind.COVERAGE: lambda: words.coverage(stage, outcome),
        AllocationObjectiveKind.FAIRNESS: lambda: words.fairness(stage),
        AllocationObjectiveKind.ENGAGEMENTS: lambda: words.engagements(stage),
        AllocationObjectiveKind.DISTANCE: lambda: words.distance(stage),
    }[kind]()
    return told.AllocationObjective(
        kind=kind, value=_rounded(stage.value), bound=_rounded(stage.bound), gap=_rounded(stage.gap),
        standing=AllocationStanding[stage.standing.name], zh=zh, en=en,
    )  # fmt: skip


def _tier(said: Tier) -> told.AllocationTier:
    return told.AllocationTier(
        priority=said.priority, asked=_rounded(said.asked), value=_rounded(said.stage.value), bound=_rounded(said.stage.bound),
        standing=AllocationStanding[said.stage.standing.name],
    )  # fmt: skip


def _rounded(value: float) -> float:
    # What a solver is not sure of is nothing to print.
    return round(value, 6) + 0.0


def _share(got: float, asked: float) -> float:
    return _rounded(got / asked) if asked else 1.0


def proposal(said: Proposal, nodes: Nodes, *, imagined: bool = False) -> told.ProposedCommitment:
    """An offer that would be used."""
    return told.ProposedCommitment(
        need=nodes.needs[said.need], unit=nodes.units[said.unit], resource=nodes.resources[said.resource],
        capability=said.capability.key, capability_name=said.capability.zh, quantity=said.quantity / MICRO,
        amount=said.amount / MICRO, measure=said.measure, window=_window(said.windows[0]) if said.windows else None,
        further_starts=[moment(w.start) for w in said.windows[1 : told.MOST_TIMES]],
        metres=said.metres, kept=said.kept, replaces=None if said.replaces is None else strawberry.ID(said.replaces),
        obstacle=_obstacle(said, imagined=imagined),
    )  # fmt: skip


def _obstacle(said: Proposal, *, imagined: bool) -> AllocationObstacle | None:
    if said.kept:
        return AllocationObstacle.KEPT
    if imagined:
        return AllocationObstacle.SCENARIO
    return None if said.windows else AllocationObstacle.NO_PERIOD


def _window(window: Window) -> told.AllocationWindow:
    return told.AllocationWindow(start=moment(window.start), end=moment(window.end))


def _change(said: Change, nodes: Nodes) -> told.AllocationChange:
    kind = AllocationChangeKind.CHANGED if said.quantity else AllocationChangeKind.GIVEN_UP
    return told.AllocationChange(
        commitment_id=strawberry.ID(said.commitment), need_id=strawberry.ID(said.need), unit=nodes.units.get(said.unit),
        kind=kind, quantity=said.quantity / MICRO, replaced=said.replaced,
    )  # fmt: skip


def _community(said: Share, nodes: Nodes) -> told.AllocationCommunity:
    zh, en = words.share(said)
    return told.AllocationCommunity(
        place=nodes.communities[said.community], need_count=said.needs, met_count=said.met, asked=_rounded(said.asked),
        before=_rounded(said.before), after=_rounded(said.after), share_before=_share(said.before, said.asked),
        share_after=_share(said.after, said.asked), zh=zh, en=en,
    )  # fmt: skip


def _load(said: Load, nodes: Nodes) -> told.AllocationLoad:
    return told.AllocationLoad(
        unit=nodes.units[said.unit], engagements=said.engagements, added=said.added, released=said.released,
        max_engagements=said.most,
    )  # fmt: skip


def left(said: LeftOpen, nodes: Nodes) -> told.AllocationOpenNeed:
    """A need that is left open."""
    reasons = [m.reason for m in said.missing] or [AllocationOpenReason.NO_CAPABILITY]
    return told.AllocationOpenNeed(
        need=nodes.needs[said.need], weight=said.weight, covered=_rounded(said.covered),
        reason=min(reasons, key=_HARDEST.index),
        missing=[_missing(m, nodes) for m in said.missing[: told.MOST_MISSING]],
    )  # fmt: skip


def _missing(said: Missing, nodes: Nodes) -> told.AllocationMissing:
    zh, en = words.missing(said)
    bindings = sorted(said.bindings, key=lambda b: (-(b.price or 0.0), b.id, b.period or (0, 0)))
    return told.AllocationMissing(
        reason=said.reason, capability=said.capability.key, capability_name=said.capability.zh,
        required=said.required / MICRO, missing=max(said.missing, 0) / MICRO, measure=said.measure.key, test=said.test,
        bindings=[binding(b, nodes) for b in bindings[: told.MOST_BINDINGS]], zh=zh, en=en,
    )  # fmt: skip


def binding(said: Binding, nodes: Nodes) -> told.AllocationBinding:
    """A limit that is used up."""
    return told.AllocationBinding(
        kind=said.kind, unit=nodes.units.get(said.id), resource=nodes.resources.get(said.id),
        window=_window(said.period) if said.period else None, room=_rounded(said.room), used=_rounded(said.used),
        need_ids=[strawberry.ID(need) for need in said.needs], more=said.more,
        price=None if said.price is None else _rounded(said.price),
    )  # fmt: skip


def _certificate(said: Outcome) -> told.AllocationCertificate:
    return told.AllocationCertificate(
        asked=_rounded(said.asked), before=_rounded(said.before), covered=_rounded(said.after),
        bound=_rounded(said.stages[0].bound), bound_by_sums=None if said.by_sums is None else _rounded(said.by_sums),
        first_come=_rounded(said.first_come), urgent_first=_rounded(said.urgent_first), options=said.options, limits=said.limits,
    )  # fmt: skip
