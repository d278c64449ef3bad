"""What `unitLeaving` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.leaving.terms import LeavingCause, LeavingEffect, LeavingPost
from schema.supporters.answers import MOST_BEST, SupportAnswer

if TYPE_CHECKING:
    from schema.agreements import Agreement
    from schema.alliances import Alliance
    from schema.commitments import Commitment
    from schema.needs import Need
    from schema.people import RoleAssignment
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_HELD = 100
"""Of each sort of thing that hangs on a unit, so many are listed."""
MOST_IN_KITS = 20
"""Kits that are listed of one resource."""
_HELD = ListSize(assumed_size=MOST_HELD)
_FIRST = ListSize(assumed_size=20, slicing_arguments=["first"])
_BEST = ListSize(assumed_size=MOST_BEST, slicing_arguments=["best"], sized_fields=["supporters"])


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="A promise that breaks, and who could take over what falls away. 将落空的一项承诺，以及谁可接替。")
class LeavingPromise:
    """A promise that breaks."""

    commitment: Annotated[Commitment, strawberry.lazy("schema.commitments")] = _told("The promise.", "承诺。")
    need: Annotated[Need, strawberry.lazy("schema.needs")] | None = _told("The need it was made to; null where it is not shown to you.", "所支持的需求；不可见时为空。")
    cause: LeavingCause = _told("Why it breaks.", "落空的原因。")
    effect: LeavingEffect | None = _told("How far others can make it good; null where that cannot be told.", "能否由其他单位补上；无法判断时为空。")
    missing: float | None = _told("How much is missing then, in the measure of the support below; 0 where others have promised enough.", "届时所缺数量（计量单位见 support）；其他承诺已足够时为0。")
    zh: str = _told("Why, in Chinese.", "理由（中文）。")
    en: str = _told("Why, in English.", "理由（英文）。")
    support: SupportAnswer | None = _told("Who could take over what is missing, of all partners but the unit; null where nothing is, or nothing can be told.", "除该单位外，谁可承接所缺部分；不缺或无法判断时为空。", _BEST)


@strawberry.type(description="An open need that the unit could help with, and what remains without it. 该单位原可支持的一件待认领需求，以及它离开后还剩什么。")
class LeavingNeed:
    """An open need that the unit could help with."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    effect: LeavingEffect = _told("How far the others can cover what all of them could.", "其余单位能否覆盖原可覆盖的部分。")
    before: float = _told("Share of it that all partners together could cover, 0–1.", "全部单位合起来可覆盖的比例（0–1）。")
    after: float = _told("The same without the unit.", "该单位离开后的比例。")
    zh: str = _told("Why, in Chinese.", "理由（中文）。")
    en: str = _told("Why, in English.", "理由（英文）。")
    support: SupportAnswer = _told("Who can support it without the unit.", "除该单位外，谁能支持。", _BEST)


@strawberry.type(description="A post that has to do with the unit. 与该单位有关的一项任职。")
class LeavingRole:
    """A post that has to do with the unit."""

    role: Annotated[RoleAssignment, strawberry.lazy("schema.people")] = _told("The post.", "任职。")
    post: LeavingPost = _told("What it has to do with the unit.", "与该单位的关系。")
    ends: bool = _told("Whether it ends with the unit's leaving.", "是否随之终止。")


@strawberry.type(description="An agreement or alliance that the unit belongs to. 该单位参加的一份协议或一个共建组织。")
class LeavingTie:
    """An agreement or an alliance; one of the two is set."""

    agreement: Annotated[Agreement, strawberry.lazy("schema.agreements")] | None = _told("The agreement.", "协议。")
    alliance: Annotated[Alliance, strawberry.lazy("schema.alliances")] | None = _told("The alliance.", "共建组织。")
    others: int = _told("How many other units are in it: with none it lapses.", "其他参加单位数；为0则随之失效。")


@strawberry.type(description="A resource of the unit, and kits of others that have it in them. 该单位的一项资源，以及含有它的他人组合资源。")
class LeavingResource:
    """A resource of the unit."""

    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = _told("The resource.", "资源。")
    kits: list[Annotated[Resource, strawberry.lazy("schema.resources")]] = _told(f"Kits of other units that cannot be made up without it, at most {MOST_IN_KITS}.", f"缺它则无法组成的他人组合资源，最多列{MOST_IN_KITS}项。", ListSize(assumed_size=MOST_IN_KITS))


@strawberry.type(description="What breaks if a unit leaves on a day. 某单位若于某日离开，哪些会落空。", directives=[Cost(weight="100")])
class UnitLeaving:
    """What breaks if a unit leaves on a day."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    on: date = _told("The first day without it.", "离开日期（自此日起不再参与）。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    zh: str = _told("In a sentence, and how it was judged, in Chinese.", "结论与判断口径（中文）。")
    en: str = _told("In a sentence, and how it was judged, in English.", "结论与判断口径（英文）。")
    lost: int = _told("How many promises and open needs nobody else could take.", "无人可接的承诺和待认领需求件数。")
    degraded: int = _told("How many others could take in part.", "只能补上一部分的件数。")
    replaceable: int = _told("How many others could take in full.", "可由其他单位全部补上的件数。")
    unknown: int = _told("How many promises cannot be judged by what is shown to you.", "因需求不可见等原因无法判断的承诺数。")
    promise_count: int = _told("How many promises break.", "将落空的承诺数。")
    promises: list[LeavingPromise] = _told(f"Promises that break: live, not delivered, and not over by then; the worst first, at most {MOST_HELD}.", f"将落空的承诺：仍有效、未交付且届时未结束者，重者在前，最多列{MOST_HELD}项。", _HELD)
    unanswered: list[Annotated[Commitment, strawberry.lazy("schema.commitments")]] = _told(f"Requests, offers and places on the waiting list that come to nothing, at most {MOST_HELD}.", f"将作罢的点单、认领和候补，最多列{MOST_HELD}项。", _HELD)
    open_count: int = _told("How many open needs there are where the unit is bound to, not over by then.", "该单位所联系地域内、届时仍未过期的待认领需求总数。")
    judged_count: int = _told("How many of them were judged: the most urgent.", "其中判断了的件数（最急者优先）。")
    need_count: int = _told("How many of these the unit, or a kit with a part of it, could help with.", "其中该单位（或含其资源的组合资源）原可支持的件数。")
    needs: list[LeavingNeed] = _told("These, the worst first.", "这些需求，重者在前。", _FIRST)
    resources: list[LeavingResource] = _told(f"Its resources, at most {MOST_HELD}.", f"其资源，最多列{MOST_HELD}项。", _HELD)
    agreements: list[LeavingTie] = _told(f"Its agreements that are signed or in force then, at most {MOST_HELD}.", f"届时已签或生效的协议，最多列{MOST_HELD}份。", _HELD)
    alliances: list[LeavingTie] = _told(f"Alliances it is a member of then, at most {MOST_HELD}.", f"届时参加的共建组织，最多列{MOST_HELD}个。", _HELD)
    roles: list[LeavingRole] = _told(f"Posts that are not over then: those that end first; at most {MOST_HELD}.", f"届时未到期的任职，将终止者在前，最多列{MOST_HELD}项。", _HELD)
