"""From what was found out to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.load.answers import (
    MOST_IDS,
    MOST_MOVES,
    LoadFairness,
    LoadMove,
    LoadSpread,
    UnitLoad,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.load.facts import Partner, Promise
    from schema.load.judged import Load, Move, Weighed
    from schema.load.spread import Spread


def fairness(found: Load, days: int, first: int, place: Any = None) -> LoadFairness:
    """The answer for a period of so many days; of the units the first so many."""
    units = [*(_counted(w, found, days) for w in found.counted), *map(_out, found.out)]
    return LoadFairness(
        place=place, unit_count=len(found.counted), asked=_spread(found.asked), accepted=_spread(found.accepted),
        delivered=_spread(found.delivered), load=_spread(found.load), load_after=_spread(found.after),
        move_count=len(found.moves), moves=[_move(m) for m in found.moves[:MOST_MOVES]], units=units[:first],
    )  # fmt: skip


def _spread(found: Spread) -> LoadSpread:
    return LoadSpread(
        total=found.total, gini=_number(found.gini), max_to_mean=_number(found.top), theil=found.theil,
    )  # fmt: skip


def _number(found: Any) -> float | None:
    return None if found is None else float(found)


def _counted(weighed: Weighed, found: Load, days: int) -> UnitLoad:
    moved = sum((m.taker is weighed) - (m.giver is weighed) for m in found.moves)
    load = weighed.partner.count(lambda p: p.is_load)
    zh, en = _note(weighed, days)
    return _unit(
        weighed.partner, counted=True, note_zh=zh, note_en=en, capacity=weighed.carries, capacity_assumed=weighed.assumed,
        load_per_capacity=load * days / weighed.weight, load_after=load + moved,
    )  # fmt: skip


def _note(weighed: Weighed, days: int) -> tuple[str | None, str | None]:
    zh, en = [], []
    if weighed.assumed:
        zh.append(f"未填承接上限，按中位数{weighed.carries}件计")
        en.append(
            f"it does not say what it carries, so {weighed.carries} at a time, the middle one"
        )
    if weighed.partner.days < days:
        zh.append(f"{days}天中结对{weighed.partner.days}天，按天数折算")
        en.append(f"a partner on {weighed.partner.days} of {days} days, and weighs that much")
    return ("；".join(zh) + "。", "; ".join(en) + ".") if zh else (None, None)


def _out(partner: Partner) -> UnitLoad:
    zh, en = ("承接上限为0，不计入。", "It carries nothing, so it doesn't count.") if partner.days else ("时段内不是共建单位，不计入。", "No partner on any day of the period, so it doesn't count.")  # fmt: skip
    return _unit(
        partner, counted=False, note_zh=zh, note_en=en, capacity=partner.carries or 0, capacity_assumed=False,
        load_per_capacity=None, load_after=partner.count(lambda p: p.is_load),
    )  # fmt: skip


def _unit(partner: Partner, **more: Any) -> UnitLoad:
    return UnitLoad(
        unit=partner.node, partner_days=partner.days, asked=partner.count(lambda p: p.asked),
        accepted=partner.count(lambda p: p.taken_on), refused=partner.count(lambda p: p.refused),
        delivered=partner.count(lambda p: p.given), open=partner.count(lambda p: p.movable),
        load=partner.count(lambda p: p.is_load), asked_ids=_ids(partner, lambda p: p.asked),
        accepted_ids=_ids(partner, lambda p: p.taken_on), refused_ids=_ids(partner, lambda p: p.refused),
        delivered_ids=_ids(partner, lambda p: p.given), **more,
    )  # fmt: skip


def _ids(partner: Partner, holds: Callable[[Promise], bool]) -> list[strawberry.ID]:
    return [strawberry.ID(p.id) for p in partner.promises if holds(p)][:MOST_IDS]


def _move(move: Move) -> LoadMove:
    giver, taker = move.giver.partner, move.taker.partner
    has, gets = (u.count(lambda p: p.is_load) for u in (giver, taker))
    return LoadMove(
        commitment=move.promise.node, from_unit=giver.node, to_unit=taker.node,
        zh=f"点单{move.promise.code}可改请{taker.name}：{giver.name}负担{has}件（承接上限{move.giver.carries}件），{taker.name}负担{gets}件（上限{move.taker.carries}件），且有同类资源。",
        en=f"{taker.name} could be asked for {move.promise.code}: {has} lie on {giver.name}, which carries {move.giver.carries} at a time, and {gets} on {taker.name}, which carries {move.taker.carries} and offers the like.",
    )  # fmt: skip
