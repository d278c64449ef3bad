"""From what was found out to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.instants import moment
from schema.leaving import words
from schema.leaving.answers import (
    MOST_HELD,
    MOST_IN_KITS,
    LeavingNeed,
    LeavingPromise,
    LeavingResource,
    LeavingRole,
    LeavingTie,
    UnitLeaving,
)
from schema.leaving.terms import LeavingEffect, LeavingPost
from schema.measures import MICRO
from schema.supporters.terms import SupportVerdict
from schema.supporters.wording import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from schema.leaving.facts import Leaving
    from schema.leaving.losses import Losses, NeedLoss, PromiseLoss, Together
    from schema.supporters.rows import BoardRow

_EVERY = frozenset(SupportVerdict)
_WORST = {effect: at for at, effect in enumerate(LeavingEffect)}


def told(
    row: Mapping[str, Any], leaving: Leaving, found: Losses, day: date, as_of: int, first: int, best: int
) -> UnitLeaving:  # fmt: skip
    """The answer: what the row lists, and what was found of it."""
    effects = [loss.effect for loss in (*found.promises, *found.needs)]
    count = {effect: effects.count(effect) for effect in LeavingEffect}
    name = next((u.name for u in leaving.board.units if u.id == leaving.unit), row["name"])
    said = words.summary(
        name, len(found.promises), len(found.needs), count[LeavingEffect.LOST], count[LeavingEffect.DEGRADED]
    )  # fmt: skip
    worst = sorted(found.promises, key=_how_bad)
    return UnitLeaving(
        unit=row["unitNode"], on=day, as_of=moment(as_of), zh=said.zh, en=said.en,
        lost=count[LeavingEffect.LOST], degraded=count[LeavingEffect.DEGRADED], replaceable=count[LeavingEffect.REPLACEABLE],
        unknown=effects.count(None), promise_count=len(found.promises),
        promises=[_promise(loss, best) for loss in worst[:MOST_HELD]],
        unanswered=[p.node for p in leaving.promises if not p.answered][:MOST_HELD],
        open_count=leaving.board.open, judged_count=found.looked_at, need_count=len(found.needs),
        needs=[_need(loss, best) for loss in found.needs[:first]],
        resources=[_resource(said) for said in _by_code(row["own"])],
        agreements=[LeavingTie(agreement=said["node"], alliance=None, others=said["others"]) for said in _by_code(row["agreements"])],
        alliances=[LeavingTie(agreement=None, alliance=said["node"], others=said["others"]) for said in _by_code(row["alliances"])],
        roles=[LeavingRole(role=said["node"], post=post_of(said), ends=post_of(said) is not LeavingPost.EMPLOYED) for said in _by_code(row["roles"], _last)],
    )  # fmt: skip


def _how_bad(loss: PromiseLoss) -> int:
    """What cannot be judged comes last."""
    return len(_WORST) if loss.effect is None else _WORST[loss.effect]


def post_of(said: Mapping[str, Any]) -> LeavingPost:
    """What a post has to do with the unit."""
    if said["sent"]:
        if said["secretary"]:
            return LeavingPost.FIRST_SECRETARY
        return LeavingPost.SEAT if said["seat"] else LeavingPost.SENT
    return LeavingPost.WITHIN if said["here"] else LeavingPost.EMPLOYED


def _last(said: Mapping[str, Any]) -> int:
    return list(LeavingPost).index(post_of(said))


def _by_code(
    said: Iterable[Mapping[str, Any]], before: Callable[[Mapping[str, Any]], int] = lambda _: 0
) -> Sequence[Mapping[str, Any]]:
    return sorted(said, key=lambda each: (before(each), each["code"]))[:MOST_HELD]


def _resource(said: Mapping[str, Any]) -> LeavingResource:
    kits = sorted(said["kits"], key=lambda kit: kit["code"])
    return LeavingResource(resource=said["node"], kits=[kit["node"] for kit in kits[:MOST_IN_KITS]])


def _promise(loss: PromiseLoss, best: int) -> LeavingPromise:
    said, need = words.of_promise(loss), loss.others.ranking.need if loss.others else None
    missing = None if need is None else need.quantity / MICRO
    return LeavingPromise(
        commitment=loss.promise.node,
        need=None if loss.row is None else loss.row.node,
        cause=loss.promise.cause,
        effect=loss.effect,
        missing=0.0 if loss.covered else missing,
        zh=said.zh,
        en=said.en,
        support=_support(loss.others, loss.row, best) if loss.others and loss.row else None,
    )


def _need(loss: NeedLoss, best: int) -> LeavingNeed:
    said = words.of_need(loss)
    return LeavingNeed(
        need=loss.row.node, effect=loss.effect, before=loss.before.share / MICRO, after=loss.after.share / MICRO,
        zh=said.zh, en=said.en, support=_support(loss.after, loss.row, best),
    )  # fmt: skip


def _support(found: Together, row: BoardRow, best: int) -> Told:
    return Told(found.ranking, row.place_node, row.street_node, _EVERY, best)
