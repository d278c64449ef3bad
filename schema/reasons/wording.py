"""Why not, and what is scarce: from what was found to what is answered, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from schema.allocation.answers import AllocationWindow
from schema.allocation.terms import AllocationLimitKind, AllocationStanding, WhyNotKind
from schema.allocation.words import number
from schema.instants import moment
from schema.measures import figure
from schema.reasons import answers as told
from schema.supporters.words import REASONS, Said

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schema.allocation.wording import Nodes
    from schema.reasons.cures import Cure
    from schema.reasons.scarcity import Found as FoundScarce
    from schema.reasons.scarcity import Scarce, Short
    from schema.reasons.why_not import Found


def why_not(found: Found, need: str, unit: str, nodes: Nodes, names: Mapping[str, str]) -> told.WhyNot:  # fmt: skip
    """The answer. names: of resources by id."""
    cost = found.kind is WhyNotKind.COST
    cure = _cure(found.cure, names) if found.cure else None
    zh, en = _why(found, cure)
    return told.WhyNot(
        need=nodes.needs.get(need), unit=nodes.units.get(unit), kind=found.kind,
        capabilities=[named.zh for named in found.used_for[: told.MOST_CAPABILITIES]], cure=cure,
        cost_least=round(float(found.least), 6) if cost else None, cost_most=round(float(found.most), 6) if cost else None,
        displaced=[
            told.WhyNotDisplaced(
                need=nodes.needs[d.need], weight=d.weight, before=round(d.before, 6), after=round(d.after, 6)
            )
            for d in found.displaced
        ],
        zh=zh, en=en,
    )  # fmt: skip


def _why(found: Found, cure: told.WhyNotCure | None) -> Said:
    if found.kind is WhyNotKind.COST:
        least, most = number(found.least), number(found.most)
        between = least if least == most else f"{least}–{most}"
        count = len(found.displaced)
        return Said(
            f"可以支持，但总体会少满足 {between}（加权），{count} 件需求因此减少。",
            f"It could, but all in all {between} less of the weight would be covered, and {count} needs would get less.",
        )
    if found.kind is WhyNotKind.CANNOT:
        zh = [found.objection.zh] if found.objection else []
        en = [found.objection.en] if found.objection else []
        miss = found.objection.near_miss if found.objection else None
        zh += [f"（{miss.zh}）"] if miss else []
        en += [f"({miss.en}.)"] if miss else []
        if not zh and found.cure:
            zh, en = ([REASONS[t].zh for t in found.cure.tests], [REASONS[t].en for t in found.cure.tests])  # fmt: skip
        if not zh:
            zh, en = ["目前不能支持。"], ["It cannot, as things stand."]
        zh += [cure.zh if cure else "没有可设想的改变能使其可行。"]
        en += [cure.en if cure else "No change that a scenario knows would let it."]
        return Said("".join(zh), " ".join(en))
    return _PLAIN[found.kind]


_PLAIN = {
    WhyNotKind.USED: Said("最优方案中已由该单位支持。", "In the best plan it does support the need."),
    WhyNotKind.TIE: Said("另有满足量相同的方案由该单位支持，可任选。", "Another plan that covers as much uses it: take either."),
    WhyNotKind.NOT_CONNECTED: Said(
        "该单位与需求所在地没有联系；可在情景假设中用 joins 设其结对后再问。", "Nothing connects the unit with the place of the need; ask again with a scenario in which it joins."
    ),
    WhyNotKind.NOT_ASKED: Said("该需求在此地域已无所缺，或不在此地域。", "The need asks for nothing more here, or lies elsewhere."),
}  # fmt: skip


def _cure(cure: Cure, names: Mapping[str, str]) -> told.WhyNotCure:
    zh, en = [], []
    if cure.max_engagements is not None:
        zh.append(f"承接上限提高到 {cure.max_engagements} 件")
        en.append(f"it carries {cure.max_engagements} commitments")
    for id_, said in cure.resources.items():
        name = names.get(id_, id_)
        for key, value in said.items():
            one = _change(key, value)
            zh.append(f"“{name}”{one.zh}")
            en.append(f"“{name}” {one.en}")
    tests = list(dict.fromkeys(cure.tests))
    return told.WhyNotCure(
        tests=tests, max_engagements=cure.max_engagements, resources=[_changed(i, s) for i, s in cure.resources.items()],
        zh=f"若{'，'.join(zh)}，即可支持。", en=f"It could if {', and '.join(en)}.",
    )  # fmt: skip


def _change(key: str, value: Any) -> Said:
    return {
        "offered": lambda: Said("恢复提供", "is offered"),
        "capacity": lambda: Said(f"总量增至 {number(value)}", f"has a capacity of {number(value)}"),
        "leadTimeMinutes": lambda: Said(f"只须提前 {value} 分钟", f"takes {value} minutes of notice"),
        "radiusKm": lambda: Said(f"服务半径扩大到 {number(value)} 公里", f"serves as far as {number(value)} km"),
        "everywhere": lambda: Said("不限服务区域", "serves every place"),
        "everyone": lambda: Said("不限服务对象", "is for everybody"),
        "always": lambda: Said("全天候开放", "is open at all times"),
    }[key]()  # fmt: skip


def _changed(id_: str, said: Mapping[str, Any]) -> told.WhyNotChange:
    return told.WhyNotChange(
        resource_id=strawberry.ID(id_), offered=bool(said.get("offered")), capacity=said.get("capacity"),
        lead_time_minutes=said.get("leadTimeMinutes"), radius_km=said.get("radiusKm"),
        everywhere=bool(said.get("everywhere")), everyone=bool(said.get("everyone")), always=bool(said.get("always")),
    )  # fmt: skip


def scarcity(row: Mapping[str, Any], found: FoundScarce, nodes: Nodes, as_of: datetime) -> told.Scarcity:  # fmt: skip
    """The answer."""
    names = {said["id"]: said["name"] for said in row["communities"]}
    return told.Scarcity(
        place=row["placeNode"], as_of=as_of, covered=round(float(found.stage.value), 6), bound=round(float(found.stage.bound), 6),
        standing=AllocationStanding[found.stage.standing.name],
        capabilities=[_short(s, names) for s in found.short[: told.MOST_SHORT]],
        limits=[_limit(s, nodes) for s in found.scarce],
    )  # fmt: skip


def _short(said: Short, names: Mapping[str, str]) -> told.ScarceCapability:
    places = [names[id_] for id_ in said.communities]
    zh, en = said.capability.zh, said.capability.en
    amounts = "、".join(f"{figure(amount)} {measure.zh}" for measure, amount in said.missing)
    en_amounts = ", ".join(f"{figure(amount)} {measure.en}" for measure, amount in said.missing)
    lack = "need is" if len(said.needs) == 1 else "needs are"
    return told.ScarceCapability(
        capability=said.capability.key, capability_name=zh, need_count=len(said.needs),
        need_ids=[strawberry.ID(need) for need in said.needs[: told.MOST_DISPLACED]], weight=round(said.weight, 6),
        places=places[: told.MOST_DISPLACED],
        reasons=[told.ScarceReason(reason=reason, count=count) for reason, count in said.reasons],
        zh=f"{len(said.needs)} 件需求缺“{zh}”（{amounts}），涉及{'、'.join(places)}。",
        en=f"{len(said.needs)} {lack} short of “{en}” ({en_amounts}), in {', '.join(places)}.",
    )  # fmt: skip


def _limit(said: Scarce, nodes: Nodes) -> told.ScarceLimit:
    least, most = number(said.least), number(said.most)
    between = least if least == most else f"{least}–{most}"
    if said.kind is AllocationLimitKind.UNIT:
        zh, en = (
            f"该单位多承接一件，可多满足 {between}（加权）。",
            f"If the unit took on one more, {between} more of the weight would be covered.",
        )
    elif said.alike:
        zh, en = (
            f"再添同样的一个，可多满足 {between}（加权）。",
            f"Another one alike would cover {between} more of the weight.",
        )
    else:
        zh, en = (
            f"总量每增加 1 {said.measure.zh}，可多满足 {between}（加权）。",
            f"One more {said.measure.en} would cover {between} more of the weight.",
        )
    return told.ScarceLimit(
        kind=said.kind, unit=nodes.units.get(said.id), resource=nodes.resources.get(said.id),
        capabilities=[named.zh for named in said.capabilities[: told.MOST_CAPABILITIES]],
        window=AllocationWindow(start=moment(said.period.start), end=moment(said.period.end)) if said.period else None,
        gain_least=round(float(said.least), 6), gain_most=round(float(said.most), 6), price=round(said.price, 6), alike=said.alike, zh=zh, en=en,
    )  # fmt: skip
