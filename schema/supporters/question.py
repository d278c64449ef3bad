"""A need that is not written down yet: what is asked, and what can be wrong with it."""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

import strawberry

from schema.measures import micro
from schema.windows import Refusal, window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1e12


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off
@strawberry.input(description="A need that is not written down yet. 尚未登记的需求。")
class SupportQuestion:
    """A need that is not written down yet."""

    category: strawberry.ID = strawberry.field(description="Id of the category of need. 需求分类标识。")
    place: strawberry.ID = strawberry.field(description="Id of the place where it is needed. 需求地点标识。")
    quantity: float = strawberry.field(default=1.0, description="How much, in `measure`. 数量（按计量单位）。")
    measure: strawberry.ID | None = strawberry.field(default=None, description="Id of the unit of measure; may be left out where the category's capabilities state their own. 计量单位标识；分类对应的能力自带用量单位时可省略。")
    window_start: datetime | None = strawberry.field(default=None, description="When support must begin, with its offset from UTC; left out together with the end, any time will do. 开始时间（含），须带时区；与结束时间同时省略表示不限时段。")
    window_end: datetime | None = strawberry.field(default=None, description="When it may end; not part of the window. 结束时间（不含），须带时区。")
    groups: list[strawberry.ID] = strawberry.field(default_factory=list, description="Ids of the groups it is for. 服务对象标识。")


# fmt: on


def parameters(question: SupportQuestion) -> dict[str, Any]:
    """The parameter of `SUPPORTERS_FOR` that comes from the question.

    One map, not seven values: Neo4j plans anew for each combination of parameter types, and null is a type.
    """
    return {
        "question": {
            "place": question.place,
            "category": question.category,
            "measure": question.measure,
            "quantity": question.quantity,
            "windowStart": question.window_start,
            "windowEnd": question.window_end,
            "groups": list(question.groups),
        }
    }


def refusals(question: SupportQuestion) -> list[Refusal]:
    """What is wrong with a question by itself; empty when nothing is."""
    found: list[Refusal] = []
    quantity = question.quantity
    if not (isfinite(quantity) and 0 < quantity <= LARGEST) or micro(quantity) == 0:
        found.append(Refusal(
            "QUANTITY", "quantity", f"数量 {quantity} 不是可用的正数。", f"The quantity {quantity} is not a usable positive number.",
            "请填写大于 0、不超过一万亿、精确到百万分之一的数量。", "Give a number above 0, at most 10^12, to a millionth.",
        ))  # fmt: skip
    return found + window_refusals(
        "windowStart", question.window_start, "windowEnd", question.window_end
    )


def unknowns(question: SupportQuestion, row: Mapping[str, Any]) -> list[Refusal]:
    """What of a question the row of `SUPPORTERS_FOR` does not know; empty when everything is known."""
    found = [
        _unknown(field, zh, value)
        for field, zh, value in (
            ("place", "地点", question.place),
            ("category", "需求分类", question.category),
            ("measure", "计量单位", question.measure),
        )
        if value is not None and row[field] is None
    ]
    known = set(row["groupIds"])
    found += [
        _unknown(f"groups.{n}", "服务对象", group)
        for n, group in enumerate(question.groups)
        if group not in known
    ]
    if (
        not found
        and question.measure is None
        and any(not c["measureCode"] for c in row["components"])
    ):
        found.append(Refusal(
            "MEASURE_NEEDED", "measure", "此类需求须注明计量单位。", "This category of need takes a unit of measure.",
            "请填写计量单位，如人次、小时。", "Give the unit of measure, such as visits or hours.",
        ))  # fmt: skip
    return found


def _unknown(field: str, zh: str, value: str) -> Refusal:
    return Refusal(
        "UNKNOWN", field, f"没有标识为“{value}”的{zh}。", f'There is no {field.partition(".")[0]} with the id "{value}".',
        "请先查询可用的标识。", "Look up the ids that exist first.",
    )  # fmt: skip
