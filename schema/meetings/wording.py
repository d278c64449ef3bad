"""From what was found to what is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.instants import Window, moment
from schema.meetings.answers import (
    MOST_IDS,
    MOST_SLOTS,
    CommonSlot,
    MeetingObjection,
    MeetingParty,
    MeetingSlot,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.meetings.parties import Party
    from schema.meetings.search import Found, Meeting, Tried


def common_slot(meeting: Meeting, found: Found, required: Sequence[Party], parties: Sequence[Party]) -> CommonSlot:  # fmt: skip
    """The answer; `parties` are all of them in the order given."""
    zh, en = _sentence(found)
    without = {party.id: at for party, at in found.without}
    has_to = {p.id for p in required}
    return CommonSlot(
        zh=zh, en=en, slots=[_slot(meeting, s) for s in found.slots[:MOST_SLOTS]],
        fullest=None if found.fullest is None else _slot(meeting, found.fullest),
        refused_count=len(found.refused), refused=[_slot(meeting, s) for s in found.refused[:MOST_SLOTS]],
        parties=[_party(p, found, p.id in has_to, without.get(p.id)) for p in parties],
        searched_until=moment(found.until), beyond_calendar=meeting.beyond_calendar,
    )  # fmt: skip


def _sentence(found: Found) -> tuple[str, str]:
    if found.slots:
        at = f"{moment(found.slots[0].start):%Y-%m-%d %H:%M}"
        if not found.refused:
            return f"最早{at}可以开会。", f"They can meet on {at} at the earliest."
        names = "、".join(p.name for p in found.refused[-1].missing)
        return f"最早{at}可以开会；此前不可行，最后一个障碍是：{names}。", f"They can meet on {at} at the earliest; the last that stood in the way of an earlier time: {names}."  # fmt: skip
    best = min(((at, p) for p, at in found.without if at is not None), key=lambda each: each[0], default=None)  # fmt: skip
    until = f"{moment(found.until):%Y-%m-%d %H:%M}"
    if best is None:
        cause = (
            "时段内没有足够长的开会时间" if not found.refused else "任何一方缺席都不足以使其可行"
        )
        said = "no stretch of hours of the house is long enough" if not found.refused else "no one party's absence would be enough"  # fmt: skip
        return (
            f"至{until}没有共同时间：{cause}。",
            f"There is no common time until {until}: {said}.",
        )
    at, name = f"{moment(best[0]):%Y-%m-%d %H:%M}", best[1].name
    return f"至{until}没有共同时间；若{name}可缺席，最早{at}。", f"There is no common time until {until}; without {name}, the earliest is {at}."  # fmt: skip


def _slot(meeting: Meeting, tried: Tried) -> MeetingSlot:
    window = Window(tried.start, tried.start + meeting.length)
    return MeetingSlot(
        start=moment(window.start), end=moment(window.end),
        missing=[_objection(p, window) for p in tried.missing],
    )  # fmt: skip


def _objection(party: Party, window: Window) -> MeetingObjection:
    said = party.against(window)
    return MeetingObjection(
        party_id=strawberry.ID(party.id), name=party.name, zh=said.zh, en=said.en,
        commitment_ids=[strawberry.ID(each) for each in said.commitments[:MOST_IDS]],
    )  # fmt: skip


def _party(party: Party, found: Found, required: bool, without: int | None) -> MeetingParty:
    refused = [t for t in found.refused if any(p.id == party.id for p in t.missing)]
    return MeetingParty(
        party_id=strawberry.ID(party.id), name=party.name, required=required, refused_count=len(refused),
        alone_count=sum(len(t.missing) == 1 for t in refused),
        earliest_without=moment(without) if required and without is not None else None,
    )  # fmt: skip
