"""Every reason, near miss and evidence in Chinese and in English, with its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schema.instants import DAY, moment
from schema.measures import figure
from schema.resources import ResourceStatus
from schema.supporters.terms import SupportLevel, SupportTest, SupportVia
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from schema.measures import Measure
    from schema.supporters.connections import Connection
    from schema.supporters.facts import Named

# What belongs together in two languages stands on one line: kept out of the formatter's hands.
# fmt: off


class Said(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


REASONS = {
    SupportTest.STATUS: Said(
        "单位或其资源目前不可用。", "The unit or its resources are not in use."
    ),
    SupportTest.CATEGORY: Said(
        "没有对应此类需求的资源。", "It offers nothing of a kind that meets this need."
    ),
    SupportTest.MEASURE: Said(
        "资源的计量单位与需求不能换算。",
        "Its resources are counted in a measure that does not convert.",
    ),
    SupportTest.AREA: Said("需求地点不在服务区域内。", "The place is outside the area it serves."),
    SupportTest.AUDIENCE: Said("资源的服务对象与需求不符。", "Its resources are for other people."),
    SupportTest.HOURS: Said("需求时段不在开放时间内。", "It is not open over the whole window."),
    SupportTest.NOTICE: Said("距开始时间太近，提前量不足。", "There is not enough notice."),
    SupportTest.CAPACITY: Said("该时段没有余量。", "Nothing is free in the window."),
    SupportTest.LOAD: Said("单位承接已达上限。", "The unit carries as much as it can."),
}

STATUSES = {
    UnitStatus.ACTIVE: Said("正常", "active"),
    UnitStatus.SUSPENDED: Said("暂停", "suspended"),
    UnitStatus.INACTIVE: Said("停止参与", "inactive"),
    ResourceStatus.ACTIVE: Said("可用", "active"),
    ResourceStatus.INACTIVE: Said("停用", "not offered at present"),
    ResourceStatus.DEFUNCT: Said("已注销", "defunct"),
    ResourceStatus.TEMPORARILY_CLOSED: Said("临时关闭", "temporarily closed"),
}

_PAIRED = {
    SupportLevel.PLACE: Said("与需求地点有生效协议", "an agreement in force with the place"),
    SupportLevel.STREET: Said("与整个街道有生效协议", "an agreement in force with the street"),
    SupportLevel.NEIGHBOUR: Said(
        "与同街道其他地点有生效协议", "an agreement in force with another place of the street"
    ),
}
_OTHERWISE = {
    SupportVia.ALLIANCE: Said(
        "参加服务本街道的共建组织", "part of an alliance that serves the street"
    ),
    SupportVia.FIRST_SECRETARY: Said(
        "属第一书记派出单位系统", "in the system behind the first secretary"
    ),
}
_SPANS = ((1440, "天", "day"), (60, "小时", "hour"), (1, "分钟", "minute"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def quantity(amount: int, measure: Measure) -> Said:
    """A quantity with its measure."""
    return Said(f"{figure(amount)} {measure.name}", f"{figure(amount)} {measure.name_en}")


def free_from(at: int, instead_of: int) -> Said:
    """「14:00 起可用」: only as much of the date as the reader doesn't know already."""
    when, known = moment(at), moment(instead_of)
    clock = f"{when:%H:%M}"
    if when.date() == known.date():
        return Said(f"{clock} 起可用", f"free from {clock}")
    zh, en = _day(when, known)
    return Said(f"{zh} {clock} 起可用", f"free from {clock} on {en}")


def nothing_free_soon() -> Said:
    """No slot in sight."""
    return Said(f"{_HORIZON_DAYS} 天内没有可用时段", f"no free slot within {_HORIZON_DAYS} days")


def only_so_much(amount: int, measure: Measure) -> Said:
    """What is free in the window."""
    zh, en = quantity(amount, measure)
    return Said(f"该时段余 {zh}", f"{en} free in the window")


def outside_radius(metres: int) -> Said:
    """「超出服务半径 0.4 公里」; rounded up, so that a radius longer by so much would do."""
    tenths = -(-metres // 100)
    return Said(
        f"超出服务半径 {tenths / 10:g} 公里", f"{tenths / 10:g} km outside its service radius"
    )


def serves_only(places: Sequence[Named]) -> Said:
    """Where it serves instead."""
    return Said(f"仅服务于{_zh(places)}", f"serves only {_en(places)}")


def only_for(groups: Sequence[Named]) -> Said:
    """Whom it is for instead."""
    return Said(f"仅面向{_zh(groups)}", f"only for {_en(groups)}")


def notice_short(short: int, lead: int) -> Said:
    """How much notice is missing, in minutes: 「需提前 2 小时，还差 45 分钟」."""
    missing, taken = _span(short), _span(lead)
    return Said(f"需提前 {taken.zh}，还差 {missing.zh}", f"takes {taken.en} of notice, {missing.en} too few")


def already_begun() -> Said:
    """The window lies in the past."""
    return Said("时段已经开始", "the window has already begun")


def engaged(engagements: int, limit: int | None) -> Said:
    """「已承接 5 件，上限 5 件」."""
    if limit is None:
        return Said(f"已承接 {engagements} 件，未设上限", f"{engagements} engagements, no limit")
    return Said(
        f"已承接 {engagements} 件，上限 {limit} 件", f"{engagements} of at most {limit} engagements"
    )


def other_measure(given: Measure, wanted: Measure) -> Said:
    """Two measures that don't convert."""
    return Said(
        f"资源按{given.name}计，需求按{wanted.name}计，不可换算",
        f"counted in {given.name_en}, needed in {wanted.name_en}",
    )


def latent(capability: Named) -> Said:
    """A capability without a resource."""
    return Said(
        f"具备“{capability.zh}”能力，但尚未列为资源",
        f'has the capability "{capability.en}", but offers no resource of it yet',
    )


def unit_status(status: UnitStatus) -> Said:
    """The unit is in the way."""
    zh, en = STATUSES[status]
    return Said(f"单位状态：{zh}", f"the unit is {en}")


def resource_status(status: ResourceStatus) -> Said:
    """The resource is in the way."""
    zh, en = STATUSES[status]
    return Said(f"资源状态：{zh}", f"the resource is {en}")


def offered_from(at: int, instead_of: int) -> Said:
    """The resource is not offered yet."""
    zh, en = _day(moment(at), moment(instead_of))
    return Said(f"{zh}起用", f"offered from {en}")


def offered_until(at: int, instead_of: int) -> Said:
    """The resource is no longer offered; `at` is the midnight after its last day."""
    zh, en = _day(moment(at - DAY), moment(instead_of))
    return Said(f"仅提供至{zh}", f"offered until {en} only")


def fit(value: int) -> Said:
    """Evidence for the fit."""
    return Said(f"类别契合度 {figure(value)}", f"category fit {figure(value)}")


def availability(value: int) -> Said:
    """Evidence for the availability."""
    share = f"{value // 1000 / 10:g}%"
    return Said(f"可满足 {share}", f"covers {share}")


def pairing(best: Connection) -> Said:
    """Evidence for the pairing."""
    return _PAIRED[best.level] if best.via is SupportVia.AGREEMENT else _OTHERWISE[best.via]


def distance(metres: int | None) -> Said:
    """Evidence for the distance."""
    if metres is None:
        return Said("距离未知，按一半计", "distance unknown, counted as half")
    km = f"{metres / 1000:.1f}"
    return Said(f"距需求地点 {km} 公里", f"{km} km from the place")


def record(kept: int, finished: int) -> Said:
    """Evidence for the record."""
    if not finished:
        return Said("尚无履约记录，按八成计", "no record yet, counted as 80 %")
    return Said(f"已结束 {finished} 件，兑现 {kept} 件", f"kept {kept} of {finished}")


def path(hops: int) -> Said:
    """Evidence for the path."""
    return Said(f"经 {hops} 步关系相连", f"{hops} relationships away")


def joined(*said: Said) -> Said:
    """Several remarks as one."""
    return Said("；".join(s.zh for s in said), "; ".join(s.en for s in said))


_HORIZON_DAYS = 14


def _span(minutes: int) -> Said:
    """Minutes as days, hours and minutes."""
    zh, en, left = [], [], minutes
    for size, one_zh, one_en in _SPANS:
        count, left = divmod(left, size)
        if count:
            zh.append(f"{count} {one_zh}")
            en.append(f"{count} {one_en}" if count == 1 else f"{count} {one_en}s")
    return Said(" ".join(zh) or f"0 {_SPANS[-1][1]}", " ".join(en) or f"0 {_SPANS[-1][2]}s")


def _day(when: datetime, known: datetime) -> Said:
    zh, en = f"{when.month}月{when.day}日", f"{when.day} {_MONTHS[when.month - 1]}"
    return (
        Said(zh, en) if when.year == known.year else Said(f"{when.year}年{zh}", f"{en} {when.year}")
    )


def _zh(names: Sequence[Named]) -> str:
    return "、".join(name.zh for name in names)


def _en(names: Sequence[Named]) -> str:
    return ", ".join(name.en for name in names)
