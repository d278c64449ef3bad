"""Assessments: what those whom a need concerned say of it, apart from what the units say.

Decided: that a need was closed does not say that it was solved. Whether anybody was reached, whether the matter is solved
and whether they are satisfied are three answers, each of which may be missing; the three rates are counted from them.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

import strawberry

from graph.declare import One, edge, kind, prop
from schema.records import Record

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.people import Person


@strawberry.enum(description="What sort of assessment it is. 评价类型。")
class AssessmentKind(enum.Enum):
    """What sort of assessment it is."""

    CONFIRMATION = strawberry.enum_value(
        "CONFIRMATION", description="Of the resident, unasked. 居民自评"
    )
    RETURN_CALL = strawberry.enum_value("RETURN_CALL", description="Asked in a return call. 回访")


@kind(
    "评价", prefix="assessment",
    en="What somebody whom a need concerned says of it: reached, solved, satisfied.",
    zh="相关居民对需求办理的评价：是否联系上、是否解决、是否满意。",
)  # fmt: skip
class Assessment(Record):
    """What somebody whom a need concerned says of it."""

    kind: AssessmentKind = prop(
        "类型", "What sort of assessment it is.", "评价类型。", index="range",
        default=AssessmentKind.RETURN_CALL, example="回访",
    )  # fmt: skip
    assessed_at: datetime = prop(
        "评价时间", "When it was said.", "评价时间。", index="range", order=True, example="2026-12-08 10:00"
    )  # fmt: skip
    reached: bool = prop(
        "是否联系上", "Whether anybody was reached.", "是否联系上当事人。", default=True, example="是", index="range"
    )  # fmt: skip
    solved: bool | None = prop(
        "是否解决", "Whether the matter is solved.", "问题是否解决。", example="是", index="range"
    )
    satisfied: bool | None = prop(
        "是否满意", "Whether they are satisfied.", "是否满意。", example="是", index="range"
    )
    score: int | None = prop(
        "评分",
        "1 to 5, 5 is best.",
        "1至5分，5分最好。",
        index="range",
        example="5",
        least=1,
        most=5,
    )
    comment: str | None = prop("评语", "In their words.", "当事人的话。")
    need: One[Need] = edge(
        "-[:ASSESSES]->", "需求", "The need it is about.", "所评价的需求。", required=True
    )
    by: One[Person] = edge("-[:SAID_BY]->", "评价人", "Who said it.", "评价人。")
