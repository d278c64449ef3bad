"""What `possibleDuplicates` answers with, as GraphQL types, and how it is told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.duplicates import words
from schema.duplicates.score import WEIGHTS
from schema.duplicates.terms import DuplicateCriterion, DuplicateDoubt, DuplicateSuggestion
from schema.duplicates.verdict import HORIZON, judge
from schema.instants import moment

if TYPE_CHECKING:
    from schema.duplicates.facts import DuplicateFacts
    from schema.duplicates.verdict import Judgement
    from schema.needs import Need

MOST_SHOWN = 50
"""Most candidates in one answer."""
USUALLY_SHOWN = 10
"""How many there are when not told."""
_PARTS = ListSize(assumed_size=len(DuplicateCriterion))
_DOUBTS = ListSize(assumed_size=len(DuplicateDoubt))


def _told(en: str, zh: str, size: ListSize | None = None) -> Any:
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [])


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off
@strawberry.type(description="One part of a likeness: points = weight × value ÷ 1,000,000, rounded down. 相似度的一部分：得分＝权重×数值÷1,000,000，向下取整。")
class DuplicatePart:
    """One part of a likeness."""

    criterion: DuplicateCriterion = _told("What it is about.", "标准。")
    value: int = _told("How alike the two are in it, 0–1,000,000, whatever other needs there are.", "两件在此项上的相似程度（0–1,000,000），与其他需求无关。")
    weight: int = _told("Its weight, parts per million.", "权重（百万分比）。")
    points: int = _told("What it adds to the score.", "计入总分的得分。")
    zh: str = _told("What it rests on, in Chinese.", "依据（中文）。")
    en: str = _told("What it rests on, in English.", "依据（英文）。")


@strawberry.type(description="What speaks against the same matter. 不认定为同一件的理由。")
class DuplicateObjection:
    """What speaks against the same matter."""

    doubt: DuplicateDoubt = _told("What it is.", "理由。")
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="A need that may be the same, has come back, or is related; a person decides. 可能重复、再次发生或相关的需求，由人判断。")
class DuplicateCandidate:
    """A need that may be the same."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    suggestion: DuplicateSuggestion = _told("What it may be.", "可能的关系。")
    score: int = _told("The sum of the points of all parts, 0–1,000,000.", "各项得分之和（0–1,000,000）。")
    parts: list[DuplicatePart] = _told("All parts of the score, the heaviest first.", "评分各项，权重大者在前。", _PARTS)
    doubts: list[DuplicateObjection] = _told("All that speaks against the same matter; none where it is suggested.", "不认定为同一件的全部理由；建议为同一件时为空。", _DOUBTS)


@strawberry.type(description="Needs that may be the same as the one asked about: a suggestion, nothing is changed by it. 可能与所问需求重复的需求：仅为建议，不改动任何内容。", directives=[Cost(weight="10")])
class PossibleDuplicates:
    """Needs that may be the same as the one asked about."""

    since: datetime = _told("From when on reported needs were looked at.", "所查需求的上报时间起点（含）。")
    until: datetime = _told("Until when; this moment is part of it.", "所查需求的上报时间终点（含）。")
    looked_at: int = _told("How many needs near in place, category and time you see and were looked at.", "地点、分类和时间相近、您可见并已比对的需求数。")
    complete: bool = _told("Whether these are all there are; of more, the nearest in time were looked at.", "是否已全部比对；过多时只比对时间最近的。")
    same_count: int = _told("How many are most likely the same.", "很可能是同一件的数量。")
    candidates: list[DuplicateCandidate] = _told("The likeliest first; `first` says how many.", "最可能者在前；数量由 first 决定。")


# fmt: on
def answer(facts: DuplicateFacts, first: int = USUALLY_SHOWN) -> PossibleDuplicates:
    """Judge every candidate, and tell of the likeliest."""
    judged = judge(facts.asked, facts.candidates)
    return PossibleDuplicates(
        since=moment(facts.asked.reported - HORIZON),
        until=moment(facts.asked.reported + HORIZON),
        looked_at=len(facts.candidates),
        complete=facts.complete,
        same_count=sum(each.suggestion is DuplicateSuggestion.SAME for each in judged),
        candidates=[_candidate(each) for each in judged[:first]],
    )


def _candidate(judged: Judgement) -> DuplicateCandidate:
    return DuplicateCandidate(
        need=judged.candidate.node,
        suggestion=judged.suggestion,
        score=judged.score,
        parts=_parts(judged),
        doubts=[_objection(each, judged) for each in judged.doubts],
    )


def _parts(judged: Judgement) -> list[DuplicatePart]:
    made = []
    for (criterion, weight), mark, points in zip(WEIGHTS, judged.marks, judged.points, strict=True):
        zh, en = words.part(criterion, mark, judged)
        made.append(
            DuplicatePart(
                criterion=criterion, value=mark, weight=weight, points=points, zh=zh, en=en
            )
        )
    return made


def _objection(doubt: DuplicateDoubt, judged: Judgement) -> DuplicateObjection:
    zh, en = words.doubt(doubt, judged)
    return DuplicateObjection(doubt=doubt, zh=zh, en=en)
