"""From what was found out to what is answered: figures as people read them, sentences in both languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import strawberry

from schema.instants import DAY, MINUTE, moment
from schema.loop import words
from schema.loop.answers import (
    MOST_IDS,
    MOST_STEPS,
    MOST_UNITS,
    FalseClosures,
    HandOverChain,
    HandOvers,
    HandOverStep,
    LoopClock,
    LoopLeftOut,
    LoopRate,
    LoopStatistics,
    LoopStatusCount,
    SuspectClosure,
    Suspicion,
    UnitHolding,
)
from schema.loop.chains import chain_of, held_by_unit, worst_first
from schema.loop.clocks import timed
from schema.loop.rates import answered, said
from schema.loop.survival import naive_median, quantile
from schema.loop.suspicions import AGAIN, WEIGHTS, closure_of, most_suspect
from schema.loop.terms import LoopClockKind, LoopLeftOutReason
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schema.loop.chains import Chain, Step
    from schema.loop.facts import NeedFacts
    from schema.loop.rates import Counted
    from schema.loop.survival import Lasted, Quantile
    from schema.loop.suspicions import Closure
    from schema.loop.words import Words


def statistics(needs: Sequence[NeedFacts], as_of: int, place: Any = None) -> LoopStatistics:
    """What became of these needs."""
    stand = Counter(need.status for need in needs)
    return LoopStatistics(
        place=place,
        as_of=moment(as_of),
        need_count=len(needs),
        statuses=[LoopStatusCount(status=s, count=stand[s]) for s in NeedStatus if stand[s]],
        answered=_rate(answered(needs, as_of), words.ANSWERED),
        solved=_rate(said(needs, lambda latest: latest.solved), words.SOLVED),
        satisfied=_rate(said(needs, lambda latest: latest.satisfied), words.SATISFIED),
        clocks=[_clock(needs, clock, as_of) for clock in LoopClockKind],
    )


def _rate(found: Counted, told: Words) -> LoopRate:
    of = found.denominator
    return LoopRate(
        numerator=found.numerator, denominator=of, rate=found.numerator / of if of else None,
        zh=told.zh, en=told.en, left_out=_left_out(found.out),
    )  # fmt: skip


def _left_out(out: Mapping[LoopLeftOutReason, Sequence[str]]) -> list[LoopLeftOut]:
    return [
        LoopLeftOut(
            reason=why, zh=words.LEFT_OUT[why].zh, en=words.LEFT_OUT[why].en, count=len(ids),
            need_ids=_ids(sorted(ids)), more=max(0, len(ids) - MOST_IDS),
        )
        for why in LoopLeftOutReason
        if (ids := out.get(why))
    ]  # fmt: skip


def _ids(ids: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(each) for each in ids][:MOST_IDS]


def _clock(needs: Sequence[NeedFacts], clock: LoopClockKind, as_of: int) -> LoopClock:
    found = timed(needs, clock, as_of)
    naive = naive_median(found.observed)
    return LoopClock(
        clock=clock, **_spread(found.observed),
        naive_median_minutes=None if naive is None else naive // MINUTE,
        left_out=_left_out(found.out),
    )  # fmt: skip


def _spread(observed: Sequence[Lasted]) -> dict[str, Any]:
    over = sum(each.over for each in observed)
    return {
        **_minutes("median", quantile(observed, 1, 2)), **_minutes("p90", quantile(observed, 9, 10)),
        "events": over, "censored": len(observed) - over,
    }  # fmt: skip


def _minutes(name: str, found: Quantile) -> dict[str, int | None]:
    return {
        f"{name}_minutes": None if found.time is None else found.time // MINUTE,
        f"{name}_at_least_minutes": None if found.at_least is None else found.at_least // MINUTE,
    }


def hand_overs(
    needs: Sequence[NeedFacts], as_of: int, least: int, first: int, *, units: Mapping[str, Any] | None = None, place: Any = None
) -> HandOvers:  # fmt: skip
    """Who handed what to whom; `units` are the units to be shown, by id."""
    shown = units or {}
    chains = [chain_of(need, as_of) for need in needs]
    worst = worst_first(chains, least)
    held = {unit: each for unit, each in held_by_unit(chains).items() if unit in shown}
    slow = sorted(held, key=lambda unit: (*_slowness(held[unit]), unit))
    return HandOvers(
        place=place,
        as_of=moment(as_of),
        need_count=len(needs),
        chain_count=len(worst),
        chains=[_chain(chain, shown) for chain in worst[:first]],
        units=[UnitHolding(unit=shown[unit], **_spread(held[unit])) for unit in slow[:MOST_UNITS]],
    )


def _slowness(observed: Sequence[Lasted]) -> tuple[int, ...]:
    """The longest median first; one that is not known yet is at least as long as was observed."""
    found = quantile(observed, 1, 2)
    return -(found.time or found.at_least or 0), -len(observed)


def _chain(chain: Chain, units: Mapping[str, Any]) -> HandOverChain:
    return HandOverChain(
        need=chain.need.node, hand_overs=chain.moved, minutes=chain.held // MINUTE,
        steps=[_step(step, units) for step in chain.steps[-MOST_STEPS:]],
    )  # fmt: skip


def _step(step: Step, units: Mapping[str, Any]) -> HandOverStep:
    return HandOverStep(
        unit=units.get(step.unit) if step.unit else None, level=step.level,
        since=moment(step.since), until=None if step.until is None else moment(step.until), minutes=step.held // MINUTE,
        act=step.act, reason=step.reason, change_id=None if step.record is None else strawberry.ID(step.record),
    )  # fmt: skip


def false_closures(
    closed: Sequence[tuple[NeedFacts, Sequence[tuple[str, int]]]], first: int, *, undated: int = 0, place: Any = None
) -> FalseClosures:  # fmt: skip
    """Needs that were closed as met, each with later ones of its sort at its place."""
    suspect = most_suspect([closure_of(need, again) for need, again in closed])
    return FalseClosures(
        place=place, zh=words.SUSPECTED.zh, en=words.SUSPECTED.en,
        closed_count=len(closed), suspect_count=len(suspect), undated=undated,
        closures=[_closure(closure) for closure in suspect[:first]],
    )  # fmt: skip


def _closure(closure: Closure) -> SuspectClosure:
    return SuspectClosure(
        need=closure.need.node, closed_at=moment(closure.closed), watched_until=moment(closure.closed + AGAIN * DAY),
        weight=closure.weight, seasonal_need_ids=_ids(closure.seasonal),
        suspicions=[
            Suspicion(
                code=each.code, weight=WEIGHTS[each.code], zh=words.SUSPICIONS[each.code].zh, en=words.SUSPICIONS[each.code].en,
                at=None if each.at is None else moment(each.at), need_ids=_ids(each.needs),
                commitment_ids=_ids(each.commitments), assessment_ids=_ids(each.assessments), change_ids=_ids(each.changes),
            )
            for each in closure.suspicions
        ],
    )  # fmt: skip
