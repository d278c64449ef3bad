"""GraphQL types of histories and of records as they were."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import strawberry

from graph.surface.sizes import ListSize

MOST_FIELDS = 60
MOST_ENDS = 100
MOST_STEPS = 40


def _said(en: str, zh: str, size: int | None = None, **more: Any) -> Any:
    directives = [ListSize(assumed_size=size)] if size else []
    return strawberry.field(description=f"{en} {zh}", directives=directives, **more)


@strawberry.type(description="A field that a change made another. 变更的一个字段。")
class FieldChange:
    """A field that a change made another."""

    field: str = _said("Its name.", "字段名。")
    name_zh: str = _said("What it is called in Chinese.", "中文名。")
    before: str | None = _said(
        "Its value before, as JSON; null if there was none, or it is withheld or erased.",
        "此前的值（JSON），没有、不可见或已抹除时为空。",
    )
    after: str | None = _said("Its value after, likewise.", "此后的值，同上。")
    erased: bool = _said(
        "Whether it is a personal value, of which only the name is kept.",
        "是否个人信息（只保留字段名）。",
    )
    withheld: bool = _said("Whether you may not read it.", "是否因权限不可见。")


@strawberry.type(description="Something that was done to a record. 对记录的一次操作。")
class HistoryEntry:
    """Something that was done to a record."""

    id: strawberry.ID = _said("Id of the record of it.", "变更记录标识。")
    at: datetime = _said("When.", "时间。")
    act: str = _said("What was done.", "操作。")
    act_zh: str = _said("What it is called in Chinese.", "操作的中文名。")
    actor: str | None = _said(
        "Id of the account; `house` for the service itself, `local:` and a name at the machine.",
        "操作账号标识；house 为系统自动办理，local: 为本机操作。",
    )
    actor_name: str | None = _said(
        "Name of the person, if you may see it.", "操作人姓名（可见时）。"
    )
    roles: list[str] = _said("In which roles.", "以何种角色。", 10)
    from_status: str | None = _said("Where it stood.", "此前的状态。")
    to_status: str | None = _said("Where it stood from then on.", "此后的状态。")
    reason: str | None = _said("Why, as a code.", "原因代码。")
    reason_zh: str | None = _said("The same in words.", "原因（中文）。")
    reason_en: str | None = _said("The same in English.", "原因（英文）。")
    note: str | None = _said("What was said besides.", "说明。")
    went_to: list[strawberry.ID] = _said(
        "Of somebody who was passed over: to whom it went instead.", "未轮到时：改由谁获得。", 10
    )
    changes: list[FieldChange] = _said("What became another.", "变更的字段。", MOST_FIELDS)


@strawberry.type(
    description="The latest changes of a record, the newest first. 记录的变更历史，最新者在前。"
)
class History:
    """The latest changes of a record."""

    total: int = _said("How many there are.", "变更总数。")
    entries: list[HistoryEntry] = _said(
        "The newest first, `first` of them.", "最新者在前，条数由 first 决定。"
    )


@strawberry.type(description="A field as it was. 当时的一个字段。")
class FieldValue:
    """A field as it was."""

    field: str = _said("Its name.", "字段名。")
    name_zh: str = _said("What it is called in Chinese.", "中文名。")
    value: str = _said("Its value as JSON.", "值（JSON）。")


@strawberry.type(description="Where an edge led. 当时的一项关联。")
class EdgeEnds:
    """Where an edge led."""

    edge: str = _said("Its name.", "关联名。")
    ids: list[strawberry.ID] = _said(
        "Ids at the far ends, as far as you may see them.", "对端标识（限可见者）。", MOST_ENDS
    )


@strawberry.type(description="A record as of an instant. 某一时刻的记录。")
class RecordAsOf:
    """A record as of an instant."""

    at: datetime = _said("The instant.", "时刻。")
    existed: bool = _said(
        "Whether there was such a record then, as far as is recorded.",
        "当时是否已有此记录（以变更记录为准）。",
    )
    version: int | None = _said("Its version then.", "当时的版本。")
    status: str | None = _said("Where it stood.", "当时的状态。")
    values: list[FieldValue] = _said("Its fields.", "各字段。", MOST_FIELDS)
    edges: list[EdgeEnds] = _said("Its edges.", "各关联。", MOST_FIELDS)
    erased: list[str] = _said(
        "Personal fields, which are not kept.", "不保留的个人信息字段。", MOST_FIELDS
    )
    withheld: list[str] = _said(
        "Fields that you may not read.", "因权限不可见的字段。", MOST_FIELDS
    )


@strawberry.type(description="A step that you could take now. 你现在可以办理的一步。")
class NextStep:
    """A step that the caller could take now."""

    act: str = _said("The act.", "操作。")
    name_zh: str = _said("What it is called in Chinese.", "操作的中文名。")
    to: str = _said(
        "To which state it leads; its own where it stays.", "办理后的状态；不变时为当前状态。"
    )
    requires: list[str] = _said("What its input must hold.", "必填内容。", 10)
    reasons: list[str] = _said("Codes of reasons that it takes.", "可用的原因代码。", MOST_STEPS)
