"""What these questions answer with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.loop.terms import LoopClockKind, LoopLeftOutReason, SuspicionCode
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.places import Place
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_IDS = 20
"""Ids that are named where more may be meant."""
MOST_STEPS = 50
"""Steps of one chain that are shown: the last ones."""
MOST_UNITS = 100
"""Units that are shown with the time they held needs."""
_STATUSES = ListSize(assumed_size=len(NeedStatus))
_CLOCKS = ListSize(assumed_size=len(LoopClockKind))
_REASONS = ListSize(assumed_size=len(LoopLeftOutReason))
_SUSPICIONS = ListSize(assumed_size=len(SuspicionCode))


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="Needs that a figure leaves out, for one reason. 因同一原因未计入的需求。")
class LoopLeftOut:
    """Needs that a figure leaves out, for one reason."""

    reason: LoopLeftOutReason = _told("Why.", "原因。")
    zh: str = _told("Why, in Chinese.", "原因（中文）。")
    en: str = _told("Why, in English.", "原因（英文）。")
    count: int = _told("How many.", "件数。")
    need_ids: list[strawberry.ID] = _told(f"Ids of the first {MOST_IDS} of them.", f"其中前{MOST_IDS}件的标识。")
    more: int = _told("How many more there are than are named.", "未列出的件数。")


@strawberry.type(description="A rate with what it is made of. 比率及其构成。")
class LoopRate:
    """A rate with what it is made of."""

    numerator: int = _told("How many it holds of.", "分子：符合的件数。")
    denominator: int = _told("Of how many.", "分母：计入的件数。")
    rate: float | None = _told("Numerator by denominator, 0–1; null where nothing is counted.", "分子÷分母（0–1）；分母为0时为空。")
    zh: str = _told("What is counted, in Chinese.", "口径（中文）。")
    en: str = _told("What is counted, in English.", "口径（英文）。")
    left_out: list[LoopLeftOut] = _told("All that is in neither, by reason.", "未计入的需求，按原因列出。", _REASONS)


@strawberry.type(description="How long one clock ran, in minutes on the clock without what needs were on hold; open ones count as at least so long (Kaplan–Meier). 某环节的用时（自然分钟，扣除挂起）；未结束者按删失处理（Kaplan–Meier）。")
class LoopClock:
    """How long one clock ran."""

    clock: LoopClockKind = _told("Which.", "环节。")
    median_minutes: int | None = _told("By when half were over; null where too few are over to tell.", "中位数：半数在此时间内完成；已完成的太少、无法判断时为空。")
    median_at_least_minutes: int | None = _told("Where that is null: longer than all that was observed, so many minutes at least.", "中位数为空时：长于迄今观测到的最长时间，即至少这么多分钟。")
    p90_minutes: int | None = _told("By when nine of ten were over; null where too few are.", "90分位：九成在此时间内完成；已完成的太少时为空。")
    p90_at_least_minutes: int | None = _told("Where that is null: so many minutes at least.", "90分位为空时：至少这么多分钟。")
    events: int = _told("How many are over.", "已完成的次数。")
    censored: int = _told("How many are not, or ended without it.", "未完成、或未经此环节即结束的次数。")
    naive_median_minutes: int | None = _told("The median of those only that are over. Too good: what takes long is open still. Beside the other for comparison, not to be quoted alone.", "仅已完成者的中位数；久拖未结的不在其中，故偏低，仅供对照，不宜单独引用。")
    left_out: list[LoopLeftOut] = _told("Needs that are not timed, by reason.", "未计时的需求，按原因列出。", _REASONS)


@strawberry.type(description="How many needs stand in a state. 处于某状态的需求件数。")
class LoopStatusCount:
    """How many needs stand in a state."""

    status: NeedStatus = _told("The state.", "状态。")
    count: int = _told("How many.", "件数。")


@strawberry.type(description="What became of the needs that were reported in a period, as far as the caller sees them. 某时段内上报的需求办得怎样（限查询者可见的需求）。", directives=[Cost(weight="100")])
class LoopStatistics:
    """What became of the needs that were reported in a period."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with everywhere below it.", "地域，含其下级。")
    as_of: datetime = _told("What had been recorded by then counts.", "以此刻已有的记载为准。")
    need_count: int = _told("How many needs were reported.", "上报的需求件数。")
    statuses: list[LoopStatusCount] = _told("How many stand where, those that are none left out.", "各状态的件数，不含为零的状态。", _STATUSES)
    answered: LoopRate = _told("Answered in time.", "响应率。")
    solved: LoopRate = _told("Solved, as those concerned say.", "解决率（以当事人所述为准）。")
    satisfied: LoopRate = _told("Satisfied, as those concerned say.", "满意率（以当事人所述为准）。")
    clocks: list[LoopClock] = _told("Receive, arrive, start and close.", "受理、到场、开办、办结四个环节。", _CLOCKS)


@strawberry.type(description="A need with one owner at one level. 需求由某单位、在某层级负责的一段。")
class HandOverStep:
    """A need with one owner at one level."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("Who answered for it; null where nobody did, or it is not shown to you.", "主责单位；无主责单位或不可见时为空。")
    level: int = _told("At which level: 1 community, 2 street, 3 district.", "处置层级：1社区、2街道、3区县。")
    since: datetime = _told("Since when.", "起始时间。")
    until: datetime | None = _told("Until when; null while it is there still, or where that is not known.", "截止时间；仍在其处或没有记载时为空。")
    minutes: int = _told("How long, without what it was on hold or closed meanwhile.", "时长（分钟），扣除其间挂起和办结的时间。")
    act: str | None = _told("The act by which it was handed over: REASSIGN or ESCALATE; null for the first owner.", "移交的操作：REASSIGN 转办、ESCALATE 上报；首接时为空。")
    reason: str | None = _told("Why, where a code was given.", "移交原因代码；未以代码填写时为空。")
    change_id: strawberry.ID | None = _told("The record of it.", "变更记录标识。")


@strawberry.type(description="A need that was handed from one to the next. 被多次转办的一件需求。")
class HandOverChain:
    """A need that was handed from one to the next."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    hand_overs: int = _told("How often it was handed over.", "移交次数。")
    minutes: int = _told("How long it was with all of them.", "各段时长之和（分钟）。")
    steps: list[HandOverStep] = _told(f"Who had it in turn; of more than {MOST_STEPS} the last ones.", f"依次负责的各段，最多列最后{MOST_STEPS}段。", ListSize(assumed_size=MOST_STEPS))


@strawberry.type(description="How long a unit has what it answers for, until it hands it on or it is dealt with. 单位负责一件需求多久（至移交或办结）。")
class UnitHolding:
    """How long a unit has what it answers for."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    median_minutes: int | None = _told("By when half were over; null where too few are over to tell.", "中位数：半数在此时间内完成；已完成的太少、无法判断时为空。")
    median_at_least_minutes: int | None = _told("Where that is null: longer than all that was observed, so many minutes at least.", "中位数为空时：长于迄今观测到的最长时间，即至少这么多分钟。")
    p90_minutes: int | None = _told("By when nine of ten were over; null where too few are.", "90分位：九成在此时间内完成；已完成的太少时为空。")
    p90_at_least_minutes: int | None = _told("Where that is null: so many minutes at least.", "90分位为空时：至少这么多分钟。")
    events: int = _told("How many it handed on or dealt with.", "已移交或办结的段数。")
    censored: int = _told("How many it has still, or were withdrawn.", "仍在手或已撤销的段数。")


@strawberry.type(description="Needs that were handed from one to the next, and how long units have them. 推诿链：被多次转办的需求，以及各单位的持有时长。", directives=[Cost(weight="100")])
class HandOvers:
    """Needs that were handed from one to the next, and how long units have them."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with everywhere below it.", "地域，含其下级。")
    as_of: datetime = _told("What had been recorded by then counts.", "以此刻已有的记载为准。")
    need_count: int = _told("How many needs were reported.", "上报的需求件数。")
    chain_count: int = _told("How many of them were handed over at least so often.", "移交达到所问次数的件数。")
    chains: list[HandOverChain] = _told("The most often handed over first, then the longest on their way.", "移交次数多者在前，其次为在途时间长者。", ListSize(assumed_size=20, slicing_arguments=["first"]))
    units: list[UnitHolding] = _told(f"Every unit that had any, the slowest first, at most {MOST_UNITS}.", f"负责过需求的各单位，慢者在前，最多列{MOST_UNITS}个。", ListSize(assumed_size=MOST_UNITS))


@strawberry.type(description="One thing that speaks against a closure. 一个疑点及其证据。")
class Suspicion:
    """One thing that speaks against a closure, and what it rests on."""

    code: SuspicionCode = _told("What.", "疑点。")
    weight: int = _told("How much it counts in the order.", "排序权重。")
    zh: str = _told("In Chinese.", "说明（中文）。")
    en: str = _told("In English.", "说明（英文）。")
    at: datetime | None = _told("When it showed, where that is known.", "出现时间，无记载时为空。")
    need_ids: list[strawberry.ID] = _told(f"The first {MOST_IDS} needs that show it.", f"相关需求，最多{MOST_IDS}件。")
    commitment_ids: list[strawberry.ID] = _told(f"The first {MOST_IDS} commitments.", f"相关承诺，最多{MOST_IDS}件。")
    assessment_ids: list[strawberry.ID] = _told(f"The first {MOST_IDS} assessments.", f"相关评价，最多{MOST_IDS}条。")
    change_ids: list[strawberry.ID] = _told(f"The first {MOST_IDS} records.", f"相关变更记录，最多{MOST_IDS}条。")


@strawberry.type(description="A closure that something speaks against. It is a suspicion, not a finding. 有疑点的一次办结；仅为嫌疑，并非认定。")
class SuspectClosure:
    """A closure that something speaks against."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    closed_at: datetime = _told("When it was closed.", "办结时间。")
    watched_until: datetime = _told("Until when the same at the same place would be a repetition.", "至此时间为止，同地同类再次上报即为重复。")
    weight: int = _told("The weights of all suspicions.", "各疑点权重之和。")
    suspicions: list[Suspicion] = _told("What speaks against it, the heaviest first.", "疑点，重者在前。", _SUSPICIONS)
    seasonal_need_ids: list[strawberry.ID] = _told(f"Needs of the same sort at the same place about a year after it was reported: they come with the season and are not held against it; the first {MOST_IDS}.", f"约一年后同地同类的需求：属季节性重现，不计为疑点；最多{MOST_IDS}件。")


@strawberry.type(description="Closures as met that something speaks against, the most suspect first. A list of suspicions to look into, no finding. 虚假办结嫌疑清单，疑点最重者在前；仅供核查，并非认定。", directives=[Cost(weight="100")])
class FalseClosures:
    """Closures as met that something speaks against."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with everywhere below it.", "地域，含其下级。")
    zh: str = _told("What the list is and is not, in Chinese.", "清单说明（中文）。")
    en: str = _told("What the list is and is not, in English.", "清单说明（英文）。")
    closed_count: int = _told("How many were closed as met or partly met.", "以满足或部分满足办结的件数。")
    suspect_count: int = _told("How many of them something speaks against.", "其中有疑点的件数。")
    undated: int = _told("How many more were closed, nobody knows when; they are not looked at.", "办结时间没有记载、未予检查的件数。")
    closures: list[SuspectClosure] = _told("The most suspect first.", "疑点最重者在前。", ListSize(assumed_size=20, slicing_arguments=["first"]))
