"""From what was found out to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.instants import moment
from schema.measures import MICRO
from schema.recruiting import words
from schema.recruiting.answers import MOST_NEEDS_SHOWN, BestNextPartner, NextPartner
from schema.recruiting.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schema.recruiting.facts import RecruitingFacts
    from schema.recruiting.recruits import Profile, Recruit, Recruiting


def told(facts: RecruitingFacts, found: Recruiting, as_of: int) -> BestNextPartner:
    """The answer."""
    nodes = {row.id: row.node for row in facts.needs}
    return BestNextPartner(
        place=facts.place_node, as_of=moment(as_of), zh=words.HOW.zh, en=words.HOW.en,
        open_count=facts.open, need_count=len(facts.needs), closed=found.closed,
        coverage=found.coverage / (found.weight * MICRO) if found.weight else 1.0,
        begun=found.begun, several=found.several, candidate_count=len(facts.candidates),
        units=[_unit(each, nodes) for each in found.recruits],
        capabilities=[_capability(each, facts, nodes) for each in found.profiles],
    )  # fmt: skip


def _unit(recruit: Recruit, nodes: Mapping[str, Any]) -> NextPartner:
    gain = recruit.gain
    said = words.of_unit(recruit.unit.name, len(gain.closes), len(gain.helps))
    return NextPartner(
        unit=recruit.unit.node, capability=None, place=None, closes=len(gain.closes), alone=len(recruit.alone.closes),
        coverage=gain.coverage / MICRO, needs=_shown(gain.closes, nodes), helps=_shown(gain.helps, nodes),
        quantity=None, measure=None, zh=said.zh, en=said.en,
    )  # fmt: skip


def _capability(profile: Profile, facts: RecruitingFacts, nodes: Mapping[str, Any]) -> NextPartner:
    gain, named = profile.gain, profile.capability
    most_at = None
    if profile.communities:
        place = profile.communities[0][0]
        name = facts.places.name(place)
        most_at = Words(name, name)
    said = words.of_capability(named.zh, named.en, len(gain.closes), most_at)
    return NextPartner(
        unit=None, capability=facts.capabilities.get(named.key), place=_place(profile, facts),
        closes=len(gain.closes), alone=len(profile.alone.closes), coverage=gain.coverage / MICRO, needs=_shown(gain.closes, nodes), helps=[],
        quantity=None if profile.quantity is None else profile.quantity / MICRO,
        measure=None if profile.measure is None else profile.measure.code, zh=said.zh, en=said.en,
    )  # fmt: skip


def _place(profile: Profile, facts: RecruitingFacts) -> Any:
    if profile.place == facts.place:
        return facts.place_node
    return next((row.place_node for row in facts.needs if row.facts.place == profile.place), facts.place_node)  # fmt: skip


def _shown(ids: Iterable[str], nodes: Mapping[str, Any]) -> list[Any]:
    return [nodes[id_] for id_ in ids][:MOST_NEEDS_SHOWN]
