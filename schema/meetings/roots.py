"""The root field `commonSlot`: arguments in, one statement, a pure search, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.kinds import Unreadable
from graph.questions import Question
from graph.surface.made import argument, field
from schema import asking
from schema.instants import MINUTE, Window, instant
from schema.measures import MICRO
from schema.meetings.answers import MOST_PARTIES, CommonSlot
from schema.meetings.parties import person, room, unit
from schema.meetings.search import Meeting, search
from schema.meetings.statement import MEETING
from schema.meetings.statement import parameters as needed
from schema.meetings.wording import common_slot
from schema.opening_hours.lines import DAILY, read_line
from schema.resources import ResourceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.meetings.parties import Party

LONGEST, MOST_SEATS = 24 * 60, 100_000
WHO = ("resources", "people", "units")


@dataclass(frozen=True)
class Asked:
    """The question as it was put. ids: of resources, people and units. buffer: microseconds."""

    ids: Mapping[str, list[str]]
    optional: frozenset[str]
    start: datetime
    end: datetime
    as_of: datetime
    attendees: int
    buffer: int
    meeting: Meeting

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        resources, people, units = (self.ids[name] for name in WHO)
        return needed(resources, people, units, self.start, self.end, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    start, end = asking.period(arguments)
    now = asking.as_of(arguments)
    ids = {name: asking.ids(arguments, name, MOST_PARTIES // 2) for name in WHO}
    optional = asking.ids(arguments, "optional", MOST_PARTIES)
    every = {each for found in ids.values() for each in found}
    for each in optional:
        if each not in every:
            raise _unknown("optional", each)
    return Asked(
        ids=ids, optional=frozenset(optional), start=start, end=end, as_of=now,
        attendees=asking.size(arguments, "attendees", 1, MOST_SEATS),
        buffer=asking.size(arguments, "bufferMinutes", 0, LONGEST) * MINUTE,
        meeting=Meeting(
            length=asking.size(arguments, "minutes", 1, LONGEST) * MINUTE,
            # What is over can't be met at.
            within=Window(min(max(instant(start), instant(now)), instant(end)), instant(end)),
            hours=(_hours(arguments["hours"]),), working_days=arguments["workingDays"],
            step=asking.size(arguments, "stepMinutes", 1, 60) * MINUTE,
        ),
    )  # fmt: skip


def _hours(said: str) -> str:
    try:
        return str(read_line(f"{DAILY} {said}"))
    except Unreadable as wrong:
        raise Refusal(
            "MEETING_HOURS", argument="hours", zh=f"{wrong.zh}{wrong.cure_zh}", en=f"{wrong.en} {wrong.cure_en}"
        ) from None  # fmt: skip


def _unknown(argument_: str, id_: str) -> Refusal:
    return Refusal(
        "UNKNOWN", argument=argument_,
        zh=f"没有标识为“{id_}”的与会方，或不可见。请先查询可用的标识；optional 只能列已在各方之中的。",
        en=f'No party has the id "{id_}", or it is not shown to you. Look up the ids that exist; optional only names who is among the parties.',
    )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked) -> CommonSlot:
    (row,) = rows
    for name in WHO:
        there = {said["id"] for said in row[name]}
        for id_ in asked.ids[name]:
            if id_ not in there:
                raise _unknown(name, id_)
    parties = _parties(row, asked)
    required = [p for p in parties if p.id not in asked.optional]
    optional = [p for p in parties if p.id in asked.optional]
    return common_slot(asked.meeting, search(asked.meeting, required, optional), required, parties)


def _parties(row: Mapping[str, Any], asked: Asked) -> list[Party]:
    now = instant(asked.as_of)
    by_id = {said["id"]: (name, said) for name in WHO for said in row[name]}
    made: list[Party] = []
    for name in WHO:
        for id_ in asked.ids[name]:
            said = by_id[id_][1]
            if name == "resources":
                seats = asked.attendees if said["kind"] == ResourceKind.VENUE.name else 1
                made.append(room(said, seats * MICRO, now))
            else:
                made.append((person if name == "people" else unit)(said, asked.buffer))
    return made


QUESTIONS = (
    Question(
        name="commonSlot", cypher=MEETING, prepare=_prepare, parameters=Asked.parameters, answer=_answer, slots={}, act="ASK_SUPPORT", sparse=True,
        field=field(
            "commonSlot",
            CommonSlot | None,
            "The earliest time at which a council can meet: rooms and helpers (resources), people and units, those who have to come and those who may miss it; and who stands in the way of earlier times. "
            "各方最早的共同时间：场地和翻译等资源、人员、单位，区分必须到会和可缺席；并说明较早的时间因谁不可行。",
            args=[
                argument("resources", list[strawberry.ID], f"Ids of rooms and helpers that it takes, at most {MOST_PARTIES // 2}. 所需场地、翻译等资源的标识，最多{MOST_PARTIES // 2}个。", []),
                argument("people", list[strawberry.ID], f"Ids of people, at most {MOST_PARTIES // 2}. 人员标识，最多{MOST_PARTIES // 2}个。", []),
                argument("units", list[strawberry.ID], f"Ids of units, each of which sends one of its people, at most {MOST_PARTIES // 2}. 单位标识，各派一人到会，最多{MOST_PARTIES // 2}个。", []),
                argument("optional", list[strawberry.ID], "Which of them may miss it. 其中可缺席的。", []),
                argument("minutes", int, "How long it takes. 会议时长（分钟）。"),
                argument("from", datetime, "Not before then. 不早于此时。"),
                argument("to", datetime, "Over by then, at most 366 days later. 至此时须结束，时段最长366天。"),
                argument("asOf", datetime | None, "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。"),
                argument("attendees", int, "How many people a room has to hold. 场地须容纳的人数。", 1),
                argument("bufferMinutes", int, "Minutes that people keep free before and after it, to come and go. 人员会前会后预留的分钟数。", 0),
                argument("workingDays", bool, "Only on working days, make-up days among them. 仅限工作日（含调休上班日）。", True),
                argument("hours", str, "Within these hours of a day. 每日开会时段。", "08:30-17:30"),
                argument("stepMinutes", int, "It begins on a multiple of so many minutes, at most 60. 开始时间取此分钟数的整倍，最多60。", 15),
            ],
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
