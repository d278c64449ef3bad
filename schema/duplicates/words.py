"""What each part and each doubt rests on, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.duplicates.score import way
from schema.duplicates.terms import DuplicateCriterion, DuplicateDoubt
from schema.duplicates.verdict import HORIZON, SAME_WITHIN, ended_first
from schema.instants import DAY, MINUTE, moment

if TYPE_CHECKING:
    from schema.duplicates.facts import NeedSaid, PlaceSaid
    from schema.duplicates.verdict import Judgement

HOUR = 60 * MINUTE
_SPOTS = {
    "building": ("楼栋", "buildings"), "stairway": ("单元", "stairways"), "floor": ("楼层", "floors"), "room": ("房号", "rooms"),
}  # fmt: skip

Said = tuple[str, str]


def part(criterion: DuplicateCriterion, mark: int, judged: Judgement) -> Said:
    """What a part rests on."""
    asked, candidate = judged.asked, judged.candidate
    other = candidate.need
    match criterion:
        case DuplicateCriterion.TEXT:
            return f"文字相似 {_share(mark)}", f"{_share(mark)} of the wording in common"
        case DuplicateCriterion.PLACE:
            return _place(asked.place, other.place)
        case DuplicateCriterion.CATEGORY:
            return _category(asked, other)
        case DuplicateCriterion.TIME:
            return _time(asked.reported, other.reported)
        case DuplicateCriterion.PHONE:
            return _yes_no(candidate.same_phone, ("联系电话", "telephone number"))
        case DuplicateCriterion.REPORTER:
            return _yes_no(candidate.same_reporter, ("上报人", "reporter"))
        case DuplicateCriterion.HOUSEHOLDS:
            return _households(asked, other)


def doubt(doubt_: DuplicateDoubt, judged: Judgement) -> Said:
    """Why this speaks against the same matter."""
    one, other = judged.asked, judged.candidate.need
    match doubt_:
        case DuplicateDoubt.WORDS_DIFFER:
            return (
                "文字内容差别较大，可能是两件事。",
                "The texts have little in common; they may be two matters.",
            )
        case DuplicateDoubt.OTHER_SPOT:
            zh, en = _SPOTS[judged.spot or "room"]
            return f"两件写明的{zh}不同。", f"The two name different {en}."
        case DuplicateDoubt.OTHER_PLACE:
            return "两个地点互不包含。", "Neither place lies in the other."
        case DuplicateDoubt.OTHER_HOUSEHOLD:
            return (
                "都是一户之事，没有可供认定为同一户的依据；同楼各户的相同诉求应分别办理。",
                "Each concerns one household and nothing shown says that it is the same; households of one building are served each for itself.",
            )  # fmt: skip
        case DuplicateDoubt.OTHER_PERIOD:
            return "需要支持的时段不同。", "They ask for support in different periods."
        case DuplicateDoubt.LONG_APART:
            days = (HORIZON if ended_first(one, other) else SAME_WITHIN) // DAY
            return (
                f"上报时间相隔超过 {days} 天。",
                f"They were reported more than {days} days apart.",
            )
        case DuplicateDoubt.ENDED_BETWEEN:
            return _ended(one, other)


def _share(mark: int) -> str:
    return f"{mark // 10_000}%"


def _place(one: PlaceSaid, other: PlaceSaid) -> Said:
    steps = way(one, other)
    if steps == (0, 0):
        return f"同在{other.name}", f"both at {other.name}"
    if steps is None or all(steps):
        return f"分别在{one.name}和{other.name}", f"at {one.name} and at {other.name}"
    inner, outer = (one, other) if steps[0] else (other, one)
    return f"{inner.name}在{outer.name}内", f"{inner.name} lies in {outer.name}"


def _category(one: NeedSaid, other: NeedSaid) -> Said:
    a, b = one.category, other.category
    if a.key == b.key:
        return f"同为“{a.zh}”", f"both “{a.en}”"
    if b.key == a.parent or a.key == b.parent:
        inner, outer = (a, b) if b.key == a.parent else (b, a)
        return f"“{inner.zh}”属于“{outer.zh}”", f"“{inner.en}” belongs to “{outer.en}”"
    return f"“{a.zh}”与“{b.zh}”同属上级分类", f"“{a.en}” and “{b.en}” under one category"


def _time(one: int, other: int) -> Said:
    apart = abs(one - other)
    if apart < MINUTE:
        return "同时上报", "reported at the same time"
    for unit, zh, en in ((DAY, "天", "days"), (HOUR, "小时", "hours"), (MINUTE, "分钟", "minutes")):
        if apart >= unit:
            n = apart // unit
            return (
                f"上报相隔 {n} {zh}",
                f"reported {n} {en.removesuffix('s') if n == 1 else en} apart",
            )
    raise AssertionError("a minute is at least a minute")


def _yes_no(same: bool | None, what: Said) -> Said:
    zh, en = what
    if same is None:
        return f"{zh}未注明或不可见", f"{en} not given or not shown"
    return (f"{zh}相同", f"same {en}") if same else (f"{zh}不同", f"another {en}")


def _households(one: NeedSaid, other: NeedSaid) -> Said:
    if one.households is None or other.households is None:
        return "涉及户数未注明或不可见", "numbers of households not given or not shown"
    return (
        f"涉及 {one.households} 户与 {other.households} 户",
        f"{one.households} and {other.households} households",
    )


def _ended(one: NeedSaid, other: NeedSaid) -> Said:
    first = ended_first(one, other)
    assert first is not None  # noqa: S101  (this doubt is only raised where there is one)
    on = moment(first.ended or first.reported).date()
    return (
        f"一件已于 {on} 终结，另一件此后才上报。",
        f"One came to its end on {on}, and the other was reported after that.",
    )
