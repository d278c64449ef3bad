"""What falls away of each promise and of each open need, and how much of it the others can take.

Each loss is judged by itself, beside everything that is promised already.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schema.instants import Window
from schema.leaving.terms import LeavingEffect
from schema.leaving.without import remaining
from schema.measures import at_most, convertible
from schema.supporters.cover import apart, covered, free_share, verdict_of
from schema.supporters.facts import Component, NeedFacts
from schema.supporters.rank import Ranking
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schema.leaving.facts import Leaving, Promise, Used
    from schema.supporters.policy import Policy
    from schema.supporters.rows import BoardRow


@dataclass(frozen=True)
class Together:
    """What all that can or partly can come to. cover: micro-units by component; share: of the need, 0–1,000,000."""

    ranking: Ranking
    cover: tuple[int, ...]
    share: int
    verdict: SupportVerdict


@dataclass(frozen=True)
class PromiseLoss:
    """A promise that breaks. effect: None where its need, or what it is a need of, is not shown. covered: whether others promised enough.

    others: of what falls away, who could take it; None where nothing does or nothing can be judged.
    """

    promise: Promise
    row: BoardRow | None
    effect: LeavingEffect | None
    covered: bool = False
    others: Together | None = None


@dataclass(frozen=True)
class NeedLoss:
    """An open need that the unit could have helped with: what all could cover with it, and without it."""

    row: BoardRow
    effect: LeavingEffect
    before: Together
    after: Together


@dataclass(frozen=True)
class Losses:
    """promises: all that break, in their order. needs: the worst first. looked_at: open needs that were judged."""

    promises: tuple[PromiseLoss, ...]
    needs: tuple[NeedLoss, ...]
    looked_at: int


def losses(leaving: Leaving, at: int, as_of: int, policy: Policy) -> Losses:
    """What falls away if the unit is gone from the instant `at` on."""
    board = leaving.board
    rows = {row.id: row for row in board.needs}
    others = Stock(board.places, remaining(board.units, leaving), as_of)
    answered = [promise for promise in leaving.promises if promise.answered]
    broken = frozenset(promise.id for promise in answered)
    promises = [
        _promise_loss(promise, rows.get(promise.need or ""), broken, at, others, policy)
        for promise in answered
    ]
    spoken_for = {promise.need for promise in answered}
    waiting = [row for row in board.needs if row.id not in spoken_for]
    everybody = Stock(board.places, board.units, as_of)
    needs = sorted(_need_losses(leaving, waiting, at, everybody, others, policy), key=_worst_first)
    return Losses(tuple(promises), tuple(needs), len(waiting))


def together(ranking: Ranking) -> Together:
    """What all of them can give at once: of a kit and its parts, whoever has them, one only."""
    components = ranking.need.components
    passed = apart([trial for judged in ranking.helpful for trial in judged.passed])
    cover = covered(components, [(trial.pair.at, trial.free) for trial in passed])
    if not components:
        return Together(ranking, (), 0, SupportVerdict.CANNOT)
    return Together(ranking, cover, free_share(components, cover), verdict_of(components, cover))


def _promise_loss(
    promise: Promise, row: BoardRow | None, broken: frozenset[str], at: int, others: Stock, policy: Policy
) -> PromiseLoss:  # fmt: skip
    if row is None:
        return PromiseLoss(promise, None, None)
    missing = fallen_away(promise, row.facts, broken)
    if missing is None:
        return PromiseLoss(promise, row, None)
    if not missing:
        return PromiseLoss(promise, row, LeavingEffect.REPLACEABLE, covered=True)
    window = Window(max(promise.window.start, at), promise.window.end)
    asked = NeedFacts(
        row.facts.place, missing, row.facts.groups, window, missing[0].required, missing[0].measure
    )
    found = together(Ranking(asked, others, policy))
    effect = {
        SupportVerdict.CAN: LeavingEffect.REPLACEABLE, SupportVerdict.PARTLY: LeavingEffect.DEGRADED, SupportVerdict.CANNOT: LeavingEffect.LOST,
    }[found.verdict]  # fmt: skip
    return PromiseLoss(promise, row, effect, others=found)


def fallen_away(
    promise: Promise, need: NeedFacts, broken: frozenset[str]
) -> tuple[Component, ...] | None:
    """What is missing once a promise is broken: never more than was promised, nor than the need lacks then.

    None where nothing is known of what it was a promise of; empty where others have promised enough.
    """
    if promise.used is None:
        return _share_of(promise, need)
    at = _serves(promise.used, need.components)
    if at is None:
        if not promise.used.capabilities or promise.quantity <= 0:
            return None
        return (Component(promise.used.capabilities[0], promise.quantity, promise.used.measure, essential=True),)  # fmt: skip
    component = need.components[at]
    gone = at_most(promise.quantity, promise.used.measure, component.measure)
    others = sum(
        at_most(each.quantity, each.used.measure, component.measure)
        for each in promise.beside
        if each.id not in broken and each.used and _serves(each.used, need.components) == at
    )
    lacking = min(gone, max(component.required - others, 0))
    return (replace(component, required=lacking, essential=True),) if lacking else ()


def _share_of(promise: Promise, need: NeedFacts) -> tuple[Component, ...] | None:
    """Of a promise that names no resource: the share of the need that it is, in every component."""
    if not need.components or promise.quantity <= 0 or need.quantity <= 0:
        return None
    quantity = min(promise.quantity, need.quantity)
    return tuple(
        replace(each, required=max(-(-each.required * quantity // need.quantity), 1))
        for each in need.components
    )


def _serves(used: Used, components: Sequence[Component]) -> int | None:
    """The component that a resource is taken to serve: the first that it can."""
    own = {named.key for named in used.capabilities}
    return next(
        (at for at, c in enumerate(components) if c.capability.key in own and convertible(used.measure, c.measure)),
        None,
    )  # fmt: skip


def _need_losses(
    leaving: Leaving, waiting: Sequence[BoardRow], at: int, everybody: Stock, others: Stock, policy: Policy
) -> Iterator[NeedLoss]:  # fmt: skip
    after_it = {unit.id: unit for unit in others.units}
    changed = {unit.id for unit in everybody.units if after_it.get(unit.id) != unit}
    for row in waiting:
        if row.facts.window is not None and row.facts.window.end <= at:
            continue
        before = together(Ranking(row.facts, everybody, policy))
        if not changed & {judged.unit.id for judged in before.ranking.helpful}:
            continue
        after = together(Ranking(row.facts, others, policy))
        missed = any(judged.unit.id == leaving.unit for judged in before.ranking.helpful)
        less = any(b > a for b, a in zip(before.cover, after.cover, strict=True))
        if missed or less:
            yield NeedLoss(row, effect_of(before, after), before, after)


def effect_of(before: Together, after: Together) -> LeavingEffect:
    """REPLACEABLE where the others cover of every component what all of them covered, LOST where they cover nothing."""
    if all(a >= b for b, a in zip(before.cover, after.cover, strict=True)):
        return LeavingEffect.REPLACEABLE
    return LeavingEffect.DEGRADED if any(after.cover) else LeavingEffect.LOST


_ORDER = {effect: at for at, effect in enumerate(LeavingEffect)}


def _worst_first(loss: NeedLoss) -> tuple[int, int, int, str]:
    fallen = loss.before.share - loss.after.share
    return _ORDER[loss.effect], -fallen, loss.row.priority, loss.row.id
