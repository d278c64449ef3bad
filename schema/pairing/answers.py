"""What `rePairing` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told

if TYPE_CHECKING:
    from schema.places import Community, Street
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_IDS = 20
MOST_PAIRS = 200
"""Pairs, changes and communities that are shown."""
_PAIRS = ListSize(assumed_size=MOST_PAIRS)


@strawberry.type(description="How a pairing does. 一对结对关系的状况。")
class PairingHealth:
    """How a pairing does."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("The unit.", "单位。")
    community: Annotated[Community, strawberry.lazy("schema.places")] = told("The community.", "社区。")
    agreement_ids: list[strawberry.ID] = told("The agreements that pair them.", "结对协议。")
    in_term: bool = told("Whether one of them has a term that is not over.", "是否有协议尚在期内。")
    commitment_count: int = told("What the unit took on there in a year.", "一年内为该社区承接的件数。")
    last_at: datetime | None = told("When the last began.", "最近一次的开始时间。")
    commitment_ids: list[strawberry.ID] = told(f"The last {MOST_IDS} of them.", f"其中最近{MOST_IDS}件。")
    no_activity: bool = told("Whether there was none.", "是否一年内无活动。")
    demand: int = told("Needs of the community that the unit could do something for.", "该单位有能力参与的社区需求件数。")
    mismatched: bool = told("Whether that is none, although the community asked for something.", "是否供需错位：社区有需求而该单位均不能参与。")
    alliance_count: int = told("Alliances of the street that the unit is a member of; it counts once.", "该单位参加的本街道共建组织数（只计为一家）。")


@strawberry.type(description="One change of the pairing. 一处结对调整。")
class PairingChange:
    """One change of the pairing."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("The unit.", "单位。")
    from_community: Annotated[Community, strawberry.lazy("schema.places")] | None = told("The community it leaves; null where it had none.", "原结对社区；原无结对时为空。")
    to_community: Annotated[Community, strawberry.lazy("schema.places")] = told("The community it goes to.", "新结对社区。")
    zh: str = told("What it brings, in Chinese.", "理由（中文）。")
    en: str = told("The same in English.", "理由（英文）。")


@strawberry.type(description="What of a community's demand its partners can meet. 一个社区的需求由结对单位满足的程度。")
class PairingCoverage:
    """What of a community's demand its partners can meet."""

    community: Annotated[Community, strawberry.lazy("schema.places")] = told("The community.", "社区。")
    units_now: int = told("Partners now; 0: it has none.", "现有结对单位数，0为尚无结对。")
    units_after: int = told("Partners afterwards.", "调整后的结对单位数。")
    needs: int = told("Needs of a year, and those open.", "一年内及未结的需求件数。")
    covered_now: int = told("Of those, what the partners of now can meet.", "现有结对单位可满足的件数。")
    covered_after: int = told("What those afterwards can.", "调整后可满足的件数。")
    uncovered_need_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} needs that they can't meet afterwards.", f"调整后仍不能满足的需求，最多{MOST_IDS}件。")


@strawberry.type(description="How a street's pairings do, and a better pairing with few changes. 街道结对状况及少量调整的优化方案。", directives=[Cost(weight="200")])
class RePairing:
    """How a street's pairings do, and a better pairing with few changes."""

    street: Annotated[Street, strawberry.lazy("schema.places")] = told("The street.", "街道。")
    as_of: datetime = told("As things stood then; the year before it counts.", "以此刻为准，统计此前一年。")
    zh: str = told("The answer in Chinese.", "结论（中文）。")
    en: str = told("The answer in English.", "结论（英文）。")
    needs: int = told("Needs of a year, and those open.", "一年内及未结的需求件数。")
    covered_now: int = told("Of those, what the pairing of now can meet.", "现有结对可满足的件数。")
    covered_after: int = told("What the pairing proposed can.", "调整后可满足的件数。")
    bound: int = told("What any pairing within the limits can at most; more than `coveredAfter` only where the time was used up.", "在限制之内任何方案可满足的上限；仅当时间用尽时大于 coveredAfter。")
    proven: bool = told("Whether it is proven that none is better.", "是否已证明没有更优方案。")
    uneven: int = told("By how much the numbers of partners differ beyond one; more than 0 only where the limits leave no other way.", "各社区结对单位数之差超过1的部分；仅当限制使然时大于0。")
    changes: list[PairingChange] = told("What changes, by the unit's code.", "各处调整，依单位编号。", _PAIRS)
    communities: list[PairingCoverage] = told("Each community, by code.", "各社区，依编号。", _PAIRS)
    pairs: list[PairingHealth] = told("The pairs of now: those without activity first, then those that don't match, then by unit.", "现有结对：无活动者在前，其次为错位者，再依单位编号。", _PAIRS)
    unpaired: int = told("Units of the street's alliances that have no pair.", "参加共建组织但尚未结对的单位数。")


@strawberry.type(description="How far a better pairing was sought. 优化结对的求解进展。")
class RePairingProgress:
    """How far a better pairing was sought."""

    elapsed: float = told("Seconds that it was worked on.", "已用时间（秒）。")
    share: float = told("How much of its time is used up, 0–1.", "已用时间占时限的比例（0–1）。")
    waiting: bool = told("Whether it waits for its turn.", "是否在排队。")
    done: bool = told("Whether this is the last that is told.", "是否已完成。")
    answer: RePairing | None = told("The answer, once it is done; null if there is no such street.", "完成后的答案；无此街道则为空。")
