"""What `waitingList` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told

if TYPE_CHECKING:
    from schema.commitments import Commitment
    from schema.needs import Need
    from schema.resources import Resource

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_IDS = 20


@strawberry.enum(description="What becomes of somebody who waits. 候补者的结果。")
class WaitlistOutcome(enum.Enum):
    """What becomes of somebody who waits."""

    GETS = strawberry.enum_value("GETS", description="Gets what he waits for, in full. 轮到，全额满足")
    PASSED_OVER = strawberry.enum_value("PASSED_OVER", description="Can't be met, and somebody after him is. 未轮到：无法满足，由后面的补上")
    WAITS = strawberry.enum_value("WAITS", description="Can't be met, nor can anybody after him. 继续候补")


@strawberry.type(description="One who waits. 一件候补的承诺。")
class WaitlistEntry:
    """One who waits."""

    commitment: Annotated[Commitment, strawberry.lazy("schema.commitments")] = told("The commitment that waits.", "候补的承诺。")
    need: Annotated[Need, strawberry.lazy("schema.needs")] = told("The need it is for.", "所对应的需求。")
    rank: int = told("His place, from 1; those you may not see keep theirs.", "次序（自1起）；不可见者仍占其位。")
    outcome: WaitlistOutcome = told("What becomes of him.", "结果。")
    quantity: float = told("How much he waits for, in the resource's measure.", "候补数量（按资源计量单位）。")
    waiting_since: datetime | None = told("Since when he waits.", "候补起始时间。")
    community_name: str | None = told("The community it is for.", "所属社区。")
    community_received: float = told("How much of the resource that community had in a year, as far as you see it.", "该社区一年内得到该资源的数量（限可见的）。")
    community_received_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} commitments by which it had it.", f"其依据的承诺，最多{MOST_IDS}件。")
    fair_rank: int = told("His place if of the same priority the community that had less came first.", "若同等优先级中得到较少的社区优先，其次序。")
    fair_gets: bool = told("Whether he would get it then.", "届时是否轮到。")
    zh: str = told("Why, in Chinese.", "理由（中文）。")
    en: str = told("Why, in English.", "理由（英文）。")
    went_to_ids: list[strawberry.ID] = told(f"Of one passed over: to whom after him it goes, the first {MOST_IDS} you may see.", f"未轮到者：由其后哪些承诺补上（限可见的），最多{MOST_IDS}件。")
    conflict_ids: list[strawberry.ID] = told(f"Commitments in the way that you may see, at most {MOST_IDS}.", f"造成冲突的承诺（限可见的），最多{MOST_IDS}件。")


@strawberry.type(description="To whom a freed slot of a resource goes. 资源空出的时段给谁。", directives=[Cost(weight="50")])
class Waitlist:
    """To whom a freed slot of a resource goes."""

    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = told("The resource.", "资源。")
    zh: str = told("The answer in Chinese.", "结论（中文）。")
    en: str = told("The answer in English.", "结论（英文）。")
    waiting_count: int = told("All who wait in the period.", "时段内候补的件数。")
    hidden_count: int = told("Of those, whom you may not see: they keep their place.", "其中不可见的件数，仍占其位。")
    entries: list[WaitlistEntry] = told("In the order of the house: by priority, then who has waited longest.", "依系统次序：优先级，再依候补先后。", ListSize(assumed_size=20, slicing_arguments=["first"]))
