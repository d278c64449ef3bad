"""What `bestNextPartner` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.needs import Need
    from schema.places import Place
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_NEEDS_SHOWN = 20
"""Needs that are shown of those that one partner closes."""
_SOME = ListSize(assumed_size=MOST_NEEDS_SHOWN)
_BEST = ListSize(assumed_size=5, slicing_arguments=["best"])


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="What a new partner would add. 新增一个共建单位带来的改善。")
class NextPartner:
    """What a new partner would add: a unit that is none yet, or a capability that somebody would have to bring."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("The unit; null of a capability.", "单位；按能力列出时为空。")
    capability: Annotated[Category, strawberry.lazy("schema.categories")] | None = _told("The capability; null of a unit.", "能力；按单位列出时为空。")
    place: Annotated[Place, strawberry.lazy("schema.places")] | None = _told("(capability) The narrowest place it would have to serve: a place where all that it closes is asked, else the place in question; null of a unit.", "（能力）须服务的最小地域：所解决的需求同在一处时为该处，否则为所问地域；按单位列出时为空。")
    closes: int = _told("How many more needs would be covered in full, with those before it in the list already there.", "在其前各项已加入的基础上，多满足的需求件数。")
    alone: int = _told("The same as if it were the first.", "若首个加入，多满足的件数。")
    coverage: float = _told("How much more is covered, in needs of the least urgency: a need counts 8, 4, 2 or 1 by priority from 1 to 4.", "加权覆盖的增量（按最缓需求计；优先级1至4分别计8、4、2、1）。")
    needs: list[Annotated[Need, strawberry.lazy("schema.needs")]] = _told(f"Needs that it closes, the most urgent first, at most {MOST_NEEDS_SHOWN}.", f"因此满足的需求，急者在前，最多列{MOST_NEEDS_SHOWN}件。", _SOME)
    helps: list[Annotated[Need, strawberry.lazy("schema.needs")]] = _told(f"Needs of which it covers more without closing them, at most {MOST_NEEDS_SHOWN}.", f"因此多满足一部分的需求，最多列{MOST_NEEDS_SHOWN}件。", _SOME)
    quantity: float | None = _told("(capability) How much of it all these needs lack; null of a unit, or where they count in different measures.", "（能力）这些需求共缺的数量；按单位列出或计量单位不一时为空。")
    measure: str | None = _told("Code of the measure.", "计量单位编号。")
    zh: str = _told("In a sentence, in Chinese.", "说明（中文）。")
    en: str = _told("In a sentence, in English.", "说明（英文）。")


@strawberry.type(description="Which new partner would close most of what stays open. 新增哪个共建单位最能解决未满足的需求。", directives=[Cost(weight="100")])
class BestNextPartner:
    """Which new partner would close most of what stays open."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with everywhere below it.", "地域，含其下级。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    zh: str = _told("How it was found, and what it is not, in Chinese.", "方法与限度（中文）。")
    en: str = _told("How it was found, and what it is not, in English.", "方法与限度（英文）。")
    open_count: int = _told("How many needs are open.", "待认领需求件数。")
    need_count: int = _told("How many of them were looked at: the most urgent.", "其中参与推算的件数（最急者优先）。")
    closed: int = _told("How many of these the partners there are can cover in full at once.", "现有共建单位可同时满足的件数。")
    coverage: float = _told("Weighted share of all that is asked that they cover, 0–1; 1 where nothing is asked.", "现有单位的加权覆盖率（0–1）；没有需求时为1。")
    begun: int = _told("How many of the rest have begun already: nobody can cover them in full any more.", "其余需求中时段已开始、已无法完整满足的件数。")
    several: int = _told("How many of those that are left then lack more than one part: no one capability closes them.", "再其余的需求中缺一项以上、任何单项能力都不能解决的件数。")
    candidate_count: int = _told("How many units of the district that are no partners were looked at.", "参与比较的本区县非共建单位数。")
    units: list[NextPartner] = _told("Units that are no partners yet, each chosen by what it adds to those before it.", "尚非共建单位者，逐个选取，各以在前者之外的增量为准。", _BEST)
    capabilities: list[NextPartner] = _told("Capabilities that somebody would have to bring, likewise.", "须有人补上的能力，同样逐项选取。", _BEST)
