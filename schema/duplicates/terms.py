"""The words of an answer about duplicates: what is suggested, by which parts, and what speaks against it."""

from __future__ import annotations

import enum

import strawberry


@strawberry.enum(
    description="What a need may be to the one asked about; whoever decides is a person. 与所问需求的可能关系，仅供人判断。"
)
class DuplicateSuggestion(enum.Enum):
    """What a need may be to the one asked about, the strongest first."""

    SAME = strawberry.enum_value("SAME", description="Most likely the same matter. 很可能是同一件")
    REPEAT = strawberry.enum_value(
        "REPEAT",
        description="One was closed before the other was reported: it seems to have come back. 此前已办结，疑似再次发生",
    )
    RELATED = strawberry.enum_value("RELATED", description="May be related. 可能相关")


@strawberry.enum(description="A part of the likeness of two needs. 相似度的组成部分。")
class DuplicateCriterion(enum.Enum):
    """A part of the likeness of two needs, the heaviest first."""

    TEXT = strawberry.enum_value("TEXT", description="How alike the texts are. 文字相似")
    PLACE = strawberry.enum_value("PLACE", description="How near the places are. 地点相近")
    CATEGORY = strawberry.enum_value(
        "CATEGORY", description="How near the categories are. 分类相近"
    )
    TIME = strawberry.enum_value(
        "TIME", description="How near in time they were reported. 上报时间相近"
    )
    PHONE = strawberry.enum_value(
        "PHONE", description="Whether the telephone number is the same. 联系电话相同"
    )
    REPORTER = strawberry.enum_value(
        "REPORTER", description="Whether the reporter is the same. 上报人相同"
    )
    HOUSEHOLDS = strawberry.enum_value(
        "HOUSEHOLDS", description="How near the numbers of households are. 涉及户数相近"
    )


@strawberry.enum(
    description="What speaks against two needs being the same matter. 不认定为同一件的理由。"
)
class DuplicateDoubt(enum.Enum):
    """What speaks against two needs being the same matter."""

    OTHER_SPOT = strawberry.enum_value(
        "OTHER_SPOT",
        description="They name different buildings, stairways, floors or rooms. 写明的楼栋、单元、楼层或房号不同",
    )
    OTHER_PLACE = strawberry.enum_value(
        "OTHER_PLACE", description="Neither place lies in the other. 两个地点互不包含"
    )
    OTHER_HOUSEHOLD = strawberry.enum_value(
        "OTHER_HOUSEHOLD",
        description="Each concerns one household, and nothing shown says that it is the same one. 各为一户之事，且无从认定是同一户",
    )
    OTHER_PERIOD = strawberry.enum_value(
        "OTHER_PERIOD", description="They ask for support in different periods. 需要支持的时段不同"
    )
    LONG_APART = strawberry.enum_value(
        "LONG_APART", description="They were reported long after one another. 上报时间相隔较久"
    )
    ENDED_BETWEEN = strawberry.enum_value(
        "ENDED_BETWEEN",
        description="One had come to its end before the other was reported. 一件终结之后另一件才上报",
    )
    WORDS_DIFFER = strawberry.enum_value(
        "WORDS_DIFFER", description="The texts have little in common. 文字内容差别较大"
    )
