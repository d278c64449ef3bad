"""What every record has in common: a stable number, and where it comes from."""

from __future__ import annotations

import enum
from datetime import date

import strawberry

from graph.declare import Node, One, edge, kind, prop


@strawberry.enum(description="How a record came to be known. 记录的来历。")
class Provenance(enum.Enum):
    """How a record came to be known."""

    REPORTED = strawberry.enum_value("REPORTED", description="Stated in the cited source. 报道")
    ILLUSTRATIVE = strawberry.enum_value(
        "ILLUSTRATIVE",
        description="Plausible, made up for the example data. 示例",
    )
    ENTERED = strawberry.enum_value("ENTERED", description="Entered by an administrator. 录入")


@kind(
    "记录", prefix="", abstract=True, labelled=False, rooted=False,
    en="What an administrator keeps: it has a number of its own and says where it comes from.",
    zh="管理员维护的记录：有自己的编号，并注明来历。",
)  # fmt: skip
class Record(Node):
    """Common part of every kind that is imported."""

    code: str = prop(
        "编号", "Number in the spreadsheets; unique within the kind, and what an import recognises a row by.",
        "台账编号：同类唯一，导入时据此识别同一行。", key=True, order=True, index="range", example="NS-U-001",
    )  # fmt: skip
    version: int = prop(
        None, "How often it has been written, from 1: whoever changes it says which version he has seen.",
        "版本号，从 1 起，每次写入加一；修改时须注明所依据的版本。",
    )  # fmt: skip
    provenance: Provenance = prop(
        "来历", "Whether a source states it, an administrator entered it, or it only illustrates.",
        "来源记载、管理员录入，还是仅作示例。", index="range", default=Provenance.ENTERED, example="示例",
    )  # fmt: skip
    stated_as: str | None = prop(
        "出处说明",
        "What exactly the source says, with its qualifier.",
        "来源的具体说法与口径。",
        example="报道称“31家下沉单位”",
        stored_as="sourceNote",
    )
    stated_in: One[Source] = edge(
        "-[:STATED_IN]->", "出处", "The article or report that states it.", "记载它的文章或报告。"
    )


@kind(
    "来源", prefix="source",
    en="An article, report or system that states facts.", zh="记载事实的文章、报告或系统。",
)  # fmt: skip
class Source(Record):
    """Where a stated fact can be read."""

    title: str = prop(
        "标题",
        "Title.",
        "标题。",
        search=True,
        order=True,
        example="朝阳市选派263名党员干部充实街道社区",
        names=True,
    )
    publisher: str | None = prop("发布者", "Who published it.", "发布者。")
    published_on: date | None = prop(
        "发布日期", "Day of publication.", "发布日期。", index="range", example="2023-06-13"
    )
    uri: str | None = prop("网址", "Where it can be read.", "可查阅的网址。")
