"""Which service level holds for a need: the most specific of those that apply, and why it and not the others.

Decided: the nearest category on the way up from the need's own decides; where that is equal, the nearest place; then a rule for the
need's channel before one for any, then one for its level before one for any, then the smaller code. What a rule leaves
empty it doesn't restrict. It must have been in force on the day of the report, so that a new rule moves no clock
that runs. `test_rules.py` compares this with rules that beat each other one by one.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.clocks.terms import ClockKind, ServiceCalendar
from schema.instants import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_NAMED = 3
"""Rules that an explanation names beside the one that holds."""


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A service level. limits, warn: minutes. category, place, channel: ids. valid_from, valid_to: ordinals."""

    id: str
    code: str
    name: str
    limits: Mapping[ClockKind, int]
    warn: int | None = None
    team: int | None = None
    calendar: ServiceCalendar = ServiceCalendar.ALWAYS
    level: int | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    category: str | None = None
    place: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What of a need decides about its rule. categories, places: its own and all above, the nearest first."""

    reported: int
    level: int | None = None
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    channel: str | None = None


class Deciding(enum.Enum):
    """What makes one rule more specific than another, with its words."""

    CATEGORY = ("需求分类更具体", "a nearer category")
    PLACE = ("地域更具体", "a nearer place")
    CHANNEL = ("限定了渠道", "it names the channel")
    LEVEL = ("限定了处置层级", "it names the level")
    CODE = ("同样具体，编号在前", "equally specific, the smaller code")


@dataclass(frozen=True, slots=True)
class Choice:
    """The rule that holds, and the others that apply, each with what it was beaten by, the most specific first."""

    rule: LevelFacts
    others: tuple[tuple[LevelFacts, Deciding], ...]


def choose(rules: Iterable[LevelFacts], subject: Subject) -> Choice | None:
    """The most specific rule that applies; none where none does."""
    ranked = sorted(
        (_key(rule, subject), rule.id, rule) for rule in rules if applies(rule, subject)
    )
    if not ranked:
        return None
    best, _, rule = ranked[0]
    return Choice(rule, tuple((other, _deciding(best, key)) for key, _, other in ranked[1:]))


def applies(rule: LevelFacts, subject: Subject) -> bool:
    """Whether a rule is for such a need at all."""
    day = day_of(subject.reported)
    return (
        (rule.category is None or rule.category in subject.categories)
        and (rule.place is None or rule.place in subject.places)
        and (rule.channel is None or rule.channel == subject.channel)
        and (rule.level is None or rule.level == subject.level)
        and (rule.valid_from is None or rule.valid_from <= day)
        and (rule.valid_to is None or day < rule.valid_to)
    )


def explained(choice: Choice) -> tuple[str, str]:
    """Which rule holds and why, in Chinese and English."""
    rule, others = choice.rule, choice.others
    if not others:
        return f"按“{rule.name}”（{rule.code}）：只有它适用。", f"By {rule.code}: no other applies."
    named = others[:MOST_NAMED]
    more = len(others) - len(named)
    zh = "；".join(f"优先于“{other.name}”（{other.code}）：{by.value[0]}" for other, by in named)
    en = "; ".join(f"before {other.code}: {by.value[1]}" for other, by in named)
    return (
        f"按“{rule.name}”（{rule.code}）。{zh}{f'；另有{more}条' if more else ''}。",
        f"By {rule.code}, {en}{f'; and {more} more' if more else ''}.",
    )


_Key = tuple[float, float, bool, bool, str]


def _key(rule: LevelFacts, subject: Subject) -> _Key:
    """Smaller is more specific; in the order of `Deciding`."""
    return (
        _steps(rule.category, subject.categories),
        _steps(rule.place, subject.places),
        rule.channel is None,
        rule.level is None,
        rule.code,
    )


def _steps(named: str | None, chain: tuple[str, ...]) -> float:
    return float("inf") if named is None else chain.index(named)


def _deciding(best: _Key, other: _Key) -> Deciding:
    """The first thing in which they differ; rules of the same code are told apart by id alone."""
    differ = (by for by, a, b in zip(Deciding, best, other, strict=True) if a != b)
    return next(differ, Deciding.CODE)
