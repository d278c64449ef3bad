"""Sentences about sets of units, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.measures import figure
from schema.supporters.words import Said, quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.facts import Component

# What belongs together in two languages stands on one line: kept out of the formatter's hands.
# fmt: off

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def reaches(covered: Sequence[tuple[Component, int]]) -> Said:
    """「志愿者 11／14 人、场地 1／1 间」."""
    return Said(
        "、".join(f"{c.capability.zh} {figure(a)}／{figure(c.required)} {c.measure.name}" for c, a in covered),
        ", ".join(f"{figure(a)} of {figure(c.required)} {c.measure.name_en} of {c.capability.en}" for c, a in covered),
    )


def too_few(size: int, names: Sequence[str], covered: Sequence[tuple[Component, int]]) -> Said:
    """「任何两家都不够」."""
    zh, en = reaches(covered)
    if size == 1:
        return Said(
            f"任何一家都不能独立满足：最好的“{names[0]}”可满足{zh}。",
            f"No unit is enough alone: the best, {names[0]}, reaches {en}.",
        )
    return Said(
        f"任何{size}家联合都不够：最好的一组（{'、'.join(names)}）合计可满足{zh}。",
        f"No {_NUMBERS[size]} suffice: the best of them, {', '.join(names)}, reach {en}.",
    )


def out_of_time(size: int) -> Said:
    """Nothing was found out about a size."""
    return Said(f"{size}家联合是否足够，时限内未能算出。", f"Whether {_NUMBERS[size]} suffice was not found out in the time given.")


def gives(who: str, what: Sequence[tuple[Component, str, int]]) -> Said:
    """「甲单位出面包车 3 座」."""
    zh = "、".join(f"“{name}”{quantity(amount, c.measure).zh}（{c.capability.zh}）" for c, name, amount in what)
    en = ", ".join(f'{quantity(amount, c.measure).en} of {c.capability.en} by "{name}"' for c, name, amount in what)
    return Said(f"{who}出{zh}", f"{who} gives {en}")


def gives_nothing(who: str) -> Said:
    """One of a set that does not help it further."""
    return Said(f"{who}无须再出", f"{who} adds nothing")


def enough(size: int, count: int | None) -> Said:
    """So many units are enough."""
    if size == 1:
        return Said(
            "一家单位即可独立满足" + (f"，共有{count}家可以。" if count else "。"),
            "One unit is enough alone" + (f"; {count} of them are." if count and count > 1 else "."),
        )
    return Said(
        f"最少需要{size}家单位联合" + (f"，共有{count}种方案。" if count else "。"),
        f"It takes {_NUMBERS[size]} units together" + (f"; {count} such sets are enough." if count else "."),
    )


def too_many(most: int, all_: int) -> Said:
    """All together are, so few are not."""
    return Said(
        f"{most}家以内联合都不够；能有所贡献的{all_}家单位全部合起来则够。",
        f"No set of up to {most} is enough; all {all_} units that could give something are, together.",
    )


def missing(parts: Sequence[tuple[Component, int, bool]]) -> Said:
    """What a new partner must bring, each with whether anybody offers any of it."""
    zh = "、".join(f"{c.capability.zh}还缺 {quantity(a, c.measure).zh}" + ("" if some else "（无单位提供）") for c, a, some in parts)
    en = ", ".join(f"{quantity(a, c.measure).en} of {c.capability.en}" + ("" if some else " (offered by nobody)") for c, a, some in parts)
    return Said(f"全部单位合起来也不够：{zh}，须由新伙伴补上。", f"Not even all units together are enough: {en} must come from a new partner.")


def either_missing(parts: Sequence[tuple[Component, int, bool]]) -> Said:
    """The same where any one of them would do."""
    zh, en = missing(parts)
    if len(parts) < 2:
        return Said(zh, en)
    return Said(zh.replace("，须", "（补足其中一项即可），须"), en.replace(" must come", " – any one of them – must come"))


NOTHING_OFFERED = Said("时段内没有单位能提供所需的任何一项。", "No unit can give anything of it in the window.")
NO_CAPABILITY = Said("该需求分类未对应任何能力，无从查找；请先在分类目录中补充对应关系。", "The category names no capability that would meet it; say in the catalogue of categories which does.")
NOT_PROVEN = Said("（时限内未能证明）", " (not proven in the time given)")


def fewest(asked: int, met: int, units: int, one_fewer: int | None, *, proven: bool) -> Said:
    """「最少 7 家单位可同时满足 27 件需求」."""
    if not asked:
        return Said("目前没有待落实的需求。", "No need asks for support at present.")
    if not met:
        return Said(f"{asked} 件待落实需求目前都无法全部满足。", f"None of the {asked} needs can be met in full as things stand.")
    of_zh, of_en = (f"全部 {asked} 件", f"all {asked} needs") if met == asked else (f" {asked} 件中的 {met} 件", f"{met} of {asked} needs")
    if not units:
        zh, en = f"{of_zh.strip()}需求已由原有承诺满足，无须再请单位。", f"What was promised before meets {of_en}; no unit has to be asked."
    else:
        word = "最少" if proven else "目前找到的最少方案为"
        zh = f"{word} {units} 家单位可同时满足{of_zh}需求。"
        who = "One unit meets" if units == 1 else f"{units} units meet"
        en = f"{who} {of_en} in full at once" + (", and no fewer do." if proven else "; that no fewer do is not proven.")
    if one_fewer is not None and units > 1:
        zh += f"少一家最多只能满足 {one_fewer} 件。"
        en += f" With one unit less it is {one_fewer} at most."
    return Said(zh, en)
