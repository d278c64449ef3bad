"""Sentences about an allocation, in both languages: what a secretary would say in a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.allocation.terms import AllocationOpenReason
from schema.measures import figure
from schema.solving.problem import Standing
from schema.supporters.words import REASONS, Said

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.allocation.left_open import Missing
    from schema.allocation.outcome import Outcome, Share
    from schema.solving.problem import Stage


def number(value: float) -> str:
    """As people write it: two decimals at most."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(share: float) -> str:
    """A share with one decimal at most; never 100 unless it is all of it, never 0 unless it is nothing."""
    text = number(round(share * 100, 1))
    if text == "100" and share < 1 - 1e-6:
        return "99.9%"
    return "0.1%" if text == "0" and share > 1e-6 else f"{text}%"


def kilometres(metres: float) -> str:
    """A distance."""
    return f"{number(metres / 1000)} km"


def _known(stage: Stage, say: Callable[[float], str]) -> Said:
    if stage.standing is Standing.PROVEN:
        return Said("已证明最优", "proven to be the best")
    bound = say(stage.bound)
    if stage.standing is Standing.NONE:
        return Said(f"时间不足，未求解；已知界限为 {bound}", f"there was no time to look; the bound known is {bound}")  # fmt: skip
    return Said(
        f"可证明的界限为 {bound}，差距不超过 {percent(stage.gap)}", f"the proven bound is {bound}, so within {percent(stage.gap)} of the best"
    )  # fmt: skip


def coverage(stage: Stage, outcome: Outcome) -> Said:
    """The first objective."""
    zh, en = _known(stage, number)
    value, asked = number(stage.value), number(outcome.asked)
    share = percent(stage.value / outcome.asked if outcome.asked else 1.0)
    return Said(
        f"按紧急程度加权，满足 {value}/{asked}（{share}），{zh}。",
        f"Weighted by urgency, {value} of {asked} is covered ({share}), {en}.",
    )


def fairness(stage: Stage) -> Said:
    """The second."""
    zh, en = _known(stage, percent)
    share = percent(stage.value)
    return Said(f"满足率最低的社区达到 {share}，{zh}。", f"The worst-served community gets {share} of what it asks, {en}.")  # fmt: skip


def engagements(stage: Stage) -> Said:
    """The third."""
    zh, en = _known(stage, number)
    value = number(stage.value)
    return Said(f"共由单位承接 {value} 次，{zh}。", f"Units are taken on {value} times, {en}.")


def distance(stage: Stage) -> Said:
    """The fourth."""
    zh, en = _known(stage, kilometres)
    value = kilometres(stage.value)
    return Said(f"路程合计 {value}，{zh}。", f"All ways together are {value}, {en}.")


def share(said: Share) -> Said:
    """What a community gets."""
    asked, after = number(said.asked), number(said.after)
    now, before = (
        percent(x / said.asked if said.asked else 1.0) for x in (said.after, said.before)
    )
    return Said(
        f"{said.name}：{said.needs} 件需求，满足 {said.met} 件；加权所需 {asked}，可得 {after}（{now}），此前为 {before}。",
        f"{said.name}: {said.met} of {said.needs} needs met in full; of a weight of {asked} it gets {after} ({now}), {before} before.",
    )  # fmt: skip


def missing(said: Missing) -> Said:
    """Why something is missing."""
    zh, en = said.capability.zh, said.capability.en
    left, required = figure(max(said.missing, 0)), figure(said.required)
    lacks = Said(
        f"“{zh}”需要 {required}，缺 {left}。", f"“{en}”: {left} of {required} is missing. "
    )
    others = len({need for b in said.bindings for need in b.needs})
    why = {
        AllocationOpenReason.SUPPLY: Said(
            "把全部可用的都给它也不够。", "All that there is would not be enough for it."
        ),
        AllocationOpenReason.OUTCOMPETED: Said(
            f"可用的已用于其他 {others} 件需求，总体满足更多。", f"What there is goes to {others} other needs, where more is met by it."
        ) if others else Said("可用的已经用尽。", "What there is, is used up."),
    }.get(said.reason)  # fmt: skip
    if why is None:
        why = REASONS[said.test] if said.test else Said("没有可用的能力。", "Nobody offers it.")
    return Said(lacks.zh + why.zh, lacks.en + why.en)


def all_in_all(outcome: Outcome) -> Said:
    """All of it in a sentence."""
    gain = number(outcome.after - outcome.before)
    first = number(outcome.after - outcome.first_come)
    return Said(
        f"共 {outcome.needs} 件需求，全部满足 {outcome.covered} 件；新增加权满足 {gain}，比按登记先后办理多 {first}。",
        f"Of {outcome.needs} needs {outcome.covered} are met in full; {gain} more of the weight is covered, {first} more than by serving them as they came in.",
    )  # fmt: skip
