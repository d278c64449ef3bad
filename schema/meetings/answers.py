"""What `commonSlot` answers with, as GraphQL types."""

from __future__ import annotations

from datetime import datetime

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_PARTIES = 40
"""Parties of one meeting."""
MOST_SLOTS = 20
"""Possible times, and refused ones, that are shown."""
MOST_IDS = 20
_PARTIES = ListSize(assumed_size=MOST_PARTIES)


@strawberry.type(description="Somebody who can't come at a time. 某时间不能到会的一方。")
class MeetingObjection:
    """Somebody who can't come at a time."""

    party_id: strawberry.ID = told("Id of the resource, person or unit.", "资源、人员或单位的标识。")
    name: str = told("Its name.", "名称。")
    zh: str = told("Why, in Chinese.", "原因（中文）。")
    en: str = told("Why, in English.", "原因（英文）。")
    commitment_ids: list[strawberry.ID] = told(f"Commitments in the way that you may see, at most {MOST_IDS}.", f"造成冲突的承诺（限可见的），最多{MOST_IDS}件。")


@strawberry.type(description="A time for a meeting. 一个开会时间。")
class MeetingSlot:
    """A time for a meeting."""

    start: datetime = told("When it begins.", "开始时间。")
    end: datetime = told("When it ends.", "结束时间。")
    missing: list[MeetingObjection] = told("Who can't come: of a possible time only optional ones.", "不能到会的各方；可行时间只含可缺席的。", _PARTIES)


@strawberry.type(description="How far one party stands in the way. 一方对会期的影响。")
class MeetingParty:
    """How far one party stands in the way."""

    party_id: strawberry.ID = told("Id of the resource, person or unit.", "资源、人员或单位的标识。")
    name: str = told("Its name.", "名称。")
    required: bool = told("Whether it has to come.", "是否必须到会。")
    refused_count: int = told("How many of the earlier times it can't.", "较早的时间中有几个不能到会。")
    alone_count: int = told("How many of them nobody else required stands in the way of.", "其中仅因其不能而不可行的个数。")
    earliest_without: datetime | None = told("The earliest time if it were optional; null if there is none, or it is.", "若其可缺席，最早的时间；没有或本可缺席时为空。")


@strawberry.type(description="The earliest time at which all who have to can come together. 各方最早的共同时间。", directives=[Cost(weight="100")])
class CommonSlot:
    """The earliest time at which all who have to can come together."""

    zh: str = told("The answer in Chinese.", "结论（中文）。")
    en: str = told("The answer in English.", "结论（英文）。")
    slots: list[MeetingSlot] = told(f"Times at which all who have to can come, the earliest first, at most {MOST_SLOTS}. Between two of them there may be more: these are where something begins or ends.", f"必须到会者均可的时间，早者在前，最多{MOST_SLOTS}个；两者之间也可能可行，此处只列情况有变化的时刻。", ListSize(assumed_size=MOST_SLOTS))
    fullest: MeetingSlot | None = told("The earliest of those to which most of the optional ones can come.", "可缺席者到得最齐的最早时间。")
    refused_count: int = told("How many times before the first were tried in vain; all that could have been the earliest.", "最早时间之前试过而不可行的个数。")
    refused: list[MeetingSlot] = told(f"The first {MOST_SLOTS} of them with who stands in the way.", f"其中前{MOST_SLOTS}个及不能到会的各方。", ListSize(assumed_size=MOST_SLOTS))
    parties: list[MeetingParty] = told("Every party, in the order given: rooms, people, units.", "各方，依资源、人员、单位的次序。", _PARTIES)
    searched_until: datetime = told("Up to here every time was tried.", "已试到的时间。")
    beyond_calendar: bool = told("Whether some of it lies past the published working days, so that Monday to Friday was taken.", "是否超出已公布的工作日历（超出部分按周一至周五计）。")
