"""What is said of losses in sentences, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from schema.leaving.terms import LeavingEffect
from schema.measures import MICRO
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from schema.leaving.losses import NeedLoss, PromiseLoss, Together


class Words(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


HIDDEN = Words(
    "需求、其分类或所用资源不可见，无法判断。",
    "The need, what it is a need of, or the resource is not shown to you: this cannot be judged.",
)
COVERED = Words(
    "同一时段其他承诺已足够，不缺。",
    "Others have promised enough for the same time; nothing is missing.",
)
NOBODY = Words("其余单位均不能承接。", "None of the other partners can take any of it.")
HOW = Words(
    "每项单独判断：以其他单位在已有承诺之外的余量为准，同一单位可能被列为多项的接替者。未考虑尚未登记的资源。",
    "Each is judged by itself, by what others have free beside all they have promised: the same unit may be named for several. What is not entered as a resource is not counted on.",
)


def percent(share: int) -> str:
    """A share in micro-units as a percentage, rounded down to a tenth."""
    tenths = share * 1000 // MICRO
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def of_promise(loss: PromiseLoss) -> Words:
    """Why a promise can or cannot be made good."""
    if loss.covered:
        return COVERED
    if loss.effect is None or loss.others is None:
        return HIDDEN
    return _of_others(loss.others, loss.effect)


def of_need(loss: NeedLoss) -> Words:
    """What remains for an open need."""
    said = _of_others(loss.after, loss.effect)
    before, after = percent(loss.before.share), percent(loss.after.share)
    return Words(
        f"合起来可覆盖的比例由{before}变为{after}。{said.zh}",
        f"What all could cover goes from {before} to {after}. {said.en}",
    )


def _of_others(others: Together, effect: LeavingEffect) -> Words:
    helpful = others.ranking.helpful
    if not helpful:
        return NOBODY
    alone = [judged for judged in helpful if judged.verdict is SupportVerdict.CAN]
    if alone:
        name = alone[0].unit.name
        return Words(
            f"可独立承接的单位有{len(alone)}个，首选{name}。",
            f"Units that can take it alone: {len(alone)}, {name} first.",
        )
    if effect is LeavingEffect.REPLACEABLE and others.verdict is SupportVerdict.CAN:
        return Words(
            f"没有单位能独立承接，合起来可以（{len(helpful)}个单位）。",
            f"No unit can take it alone; together they can ({len(helpful)} units).",
        )
    return Words(
        f"{len(helpful)}个单位合起来只能承接{percent(others.share)}。",
        f"All that can help ({len(helpful)} units) come to {percent(others.share)} together.",
    )


def summary(name: str, promises: int, needs: int, lost: int, degraded: int) -> Words:
    """The answer in a sentence."""
    return Words(
        f"{name}若离开，{promises}项承诺落空，{needs}件待认领需求少了一个可支持的单位；其中{lost}件无人可接，{degraded}件只能补上一部分。{HOW.zh}",
        f"If {name} leaves, promises that break: {promises}; open needs with one supporter fewer: {needs}; of these nobody else can take {lost}, and others can take a part of {degraded}. {HOW.en}",
    )
