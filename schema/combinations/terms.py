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


@strawberry.enum(description="What the fewest units are chosen by, in this order; each only as far as nothing before it is given up. 选取最少单位的依据，按此先后；后者不得以前者为代价。")
class FewestObjectiveKind(enum.Enum):
    """What the fewest units are chosen by, in this order."""

    COVERAGE = strawberry.enum_value("COVERAGE", description="As many needs as can be met in full, weighted by urgency. 能全部满足的需求最多（按紧急程度加权）")
    UNITS = strawberry.enum_value("UNITS", description="As few units as can be. 单位最少")
    LOAD = strawberry.enum_value("LOAD", description="Units that carry little already: the sum of their engagements. 现有承接件数合计最少")
    DISTANCE = strawberry.enum_value("DISTANCE", description="Units that are near: the sum of the metres to the nearest thing each could give. 各单位最近资源的距离合计最短")
