"""From turns to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.instants import moment
from schema.measures import MICRO, figure
from schema.waitlist.answers import MOST_IDS, Waitlist, WaitlistEntry, WaitlistOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.waitlist.slot import Queue, Turn


def waitlist(found: Sequence[Turn], queue: Queue, first: int, node: Any = None) -> Waitlist:
    """The answer; of those who may be seen the first so many."""
    shown = [t for t in found if t.waiting.said["shown"]]
    given, passed = sum(t.gets for t in found), sum(t.passed_over for t in found)
    if not found:
        zh, en = "该时段没有候补。", "Nobody waits in this period."
    else:
        zh = f"{len(found)}件候补，可满足{given}件，{passed}件未轮到（数量不合等），其余继续候补。"
        en = f"{len(found)} wait: {given} get it, {passed} are passed over, the others wait on."
    return Waitlist(
        resource=node, zh=zh, en=en, waiting_count=len(found), hidden_count=len(found) - len(shown),
        entries=[_entry(t, found, queue) for t in shown[:first]],
    )  # fmt: skip


def _entry(turn: Turn, found: Sequence[Turn], queue: Queue) -> WaitlistEntry:
    waiting = turn.waiting
    outcome = WaitlistOutcome.GETS if turn.gets else WaitlistOutcome.PASSED_OVER if turn.passed_over else WaitlistOutcome.WAITS  # fmt: skip
    zh, en = _why(turn)
    after = [t.waiting.id for t in found[turn.rank :] if t.gets and t.waiting.said["shown"]]
    conflicts = turn.against.conflicts if turn.against else ()
    return WaitlistEntry(
        commitment=waiting.said["node"], need=waiting.said["need"], rank=turn.rank, outcome=outcome, quantity=waiting.quantity / MICRO,
        waiting_since=None if waiting.since is None else moment(waiting.since),
        community_name=waiting.said["community"][1] if waiting.said["community"] else None,
        community_received=queue.received.get(waiting.community, 0) / MICRO,
        community_received_ids=[strawberry.ID(i) for i in queue.by.get(waiting.community, ())[:MOST_IDS]],
        fair_rank=turn.fair_rank, fair_gets=turn.fair_gets, zh=zh, en=en,
        went_to_ids=[strawberry.ID(i) for i in after[:MOST_IDS]] if turn.passed_over else [],
        conflict_ids=[strawberry.ID(i) for i in conflicts[:MOST_IDS]],
    )  # fmt: skip


def _why(turn: Turn) -> tuple[str, str]:
    wants = figure(turn.waiting.quantity)
    urgent = turn.waiting.priority or 4
    if turn.gets:
        return f"优先级{urgent}，排第{turn.rank}位，{wants}全额满足。", f"Priority {urgent}, place {turn.rank}: all of {wants} can be had."  # fmt: skip
    if turn.outside:
        return "候补的时段不在空出的时段之内。", "What it waits for does not lie within the slot."
    against = turn.against
    zh, en = (against.zh, against.en) if against else ("", "")
    return f"排第{turn.rank}位，需{wants}，不能全额满足，不作部分满足：{zh}", f"Place {turn.rank}, and {wants} is wanted; it is not given in part. {en}"  # fmt: skip
