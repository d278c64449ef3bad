"""Who counts with which weight, how even it is, and what could go to whom."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING

from schema.load.moving import Open, fairest
from schema.load.spread import Share, Spread, spread
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from schema.load.facts import Partner, Promise


@dataclass(frozen=True)
class Weighed:
    """A partner that counts. carries: what it carries at a time, its own word or the middle one (`assumed`)."""

    partner: Partner
    carries: int
    assumed: bool

    @property
    def weight(self) -> int:
        """What it carries, for the days on which it was a partner."""
        return self.carries * self.partner.days


@dataclass(frozen=True)
class Move:
    """A request that somebody else could be asked for."""

    promise: Promise
    giver: Weighed
    taker: Weighed


@dataclass(frozen=True)
class Load:
    """counted: the heaviest load by weight first. out: partners that don't count, in the order of codes."""

    counted: tuple[Weighed, ...]
    out: tuple[Partner, ...]
    asked: Spread
    accepted: Spread
    delivered: Spread
    load: Spread
    after: Spread
    moves: tuple[Move, ...]


def judge(partners: Sequence[Partner]) -> Load:
    """All of it, of the partners of a place."""
    known = [p.carries for p in partners if p.carries and p.days]
    middle = median_low(known) if known else 1
    counted = [
        Weighed(p, middle if p.carries is None else p.carries, p.carries is None)
        for p in partners
        if p.days and p.carries != 0
    ]
    lies = {w.partner.id: w.partner.count(lambda p: p.is_load) for w in counted}
    moves = _moves(counted, lies)
    after = dict(lies)
    for move in moves:
        after[move.giver.partner.id] -= 1
        after[move.taker.partner.id] += 1
    order = sorted(counted, key=lambda w: (-lies[w.partner.id] / w.weight, w.partner.code))
    return Load(
        counted=tuple(order), out=tuple(p for p in partners if not p.days or p.carries == 0),
        asked=_spread(counted, lambda p: p.asked), accepted=_spread(counted, lambda p: p.taken_on),
        delivered=_spread(counted, lambda p: p.given), load=_spread_of(counted, lies),
        after=_spread_of(counted, after), moves=tuple(moves),
    )  # fmt: skip


def _spread(counted: Sequence[Weighed], holds: Callable[[Promise], bool]) -> Spread:
    return spread([Share(w.partner.count(holds), w.weight) for w in counted])


def _spread_of(counted: Sequence[Weighed], load: Mapping[str, int]) -> Spread:
    return spread([Share(load[w.partner.id], w.weight) for w in counted])


def _moves(counted: Sequence[Weighed], lies: Mapping[str, int]) -> list[Move]:
    by_id = {w.partner.id: w for w in counted}
    found = {p.id: (p, w) for w in counted for p in w.partner.promises if p.movable}
    asked = [Open(p.id, w.partner.id, _could(p, w, counted)) for p, w in found.values()]
    base = {id_: n - sum(w.partner.id == id_ for _, w in found.values()) for id_, n in lies.items()}
    went = fairest(asked, base, {id_: w.weight for id_, w in by_id.items()})
    return [
        Move(promise, giver, by_id[went[id_]])
        for id_, (promise, giver) in sorted(found.items(), key=lambda each: (each[1][0].code, each[0]))
        if went[id_] != giver.partner.id
    ]  # fmt: skip


def _could(promise: Promise, has: Weighed, counted: Sequence[Weighed]) -> tuple[str, ...]:
    """Who could be asked: whose it is, and whoever offers the like and was not asked for this need already."""
    return tuple(
        w.partner.id for w in counted
        if w is has or (
            w.partner.status is UnitStatus.ACTIVE
            and promise.wanted & w.partner.offers
            and all(p.need != promise.need for p in w.partner.promises)
        )
    )  # fmt: skip
