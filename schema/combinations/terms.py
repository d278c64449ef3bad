"""What can come of looking for sets of units, in fixed words."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="What came of looking for sets of units that together are enough. 查找联合方案的结果。")
class CombinationOutcome(enum.Enum):
    """What came of looking for sets of units."""

    ENOUGH = strawberry.enum_value("ENOUGH", description="Sets of so few units are enough; the best are listed. 有若干家联合即可满足的方案")
    TOO_MANY = strawberry.enum_value("TOO_MANY", description="All together are enough, but no set of as few as was asked for. 全部单位合起来够，但在限定家数之内不够")
    MISSING = strawberry.enum_value("MISSING", description="Not even all units together are enough; what is missing is named. 全部单位合起来也不够，缺口已列明")
    NOTHING_OFFERED = strawberry.enum_value("NOTHING_OFFERED", description="No unit can give anything of it in the window. 时段内没有单位能提供所需的任何一项")
    NO_CAPABILITY = strawberry.enum_value("NO_CAPABILITY", description="The category names no capability that would meet it. 该需求分类未对应任何能力")
