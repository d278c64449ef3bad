"""The root field `waitingList`: arguments in, one statement, the rule of the house, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema import asking
from schema.instants import Window, instant
from schema.measures import promised
from schema.waitlist.answers import Waitlist
from schema.waitlist.slot import Slot, queue_from, turns
from schema.waitlist.statement import WAITLIST
from schema.waitlist.statement import parameters as needed
from schema.waitlist.wording import waitlist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    resource: str
    start: datetime
    end: datetime
    as_of: datetime
    first: int
    quantity: int | None = None

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.resource, self.start, self.end, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    start, end = asking.period(arguments)
    said = arguments.get("quantity")
    quantity = None if said is None else promised(said)
    if said is not None and quantity is None:
        raise Refusal(
            "QUANTITY", argument="quantity",
            zh="空出的数量须大于 0，至多 10^12。不填则按实际余量计算。", en="What is freed is above 0, and 10^12 at most. Leave it out to go by what is free.",
        )  # fmt: skip
    first = asking.size(arguments, "first", 0, MAX_PAGE)
    return Asked(arguments["resource"], start, end, asking.as_of(arguments), first, quantity)


def _answer(rows: Sequence[Any], asked: Asked) -> Waitlist | None:
    if not rows:
        return None
    queue = queue_from(rows[0])
    slot = Slot(Window(instant(asked.start), instant(asked.end)), asked.quantity)
    found = turns(
        queue.resource, queue.waiting, slot, instant(asked.as_of), queue.workers, queue.received
    )
    return waitlist(found, queue, asked.first, rows[0]["resourceNode"])


QUESTIONS = (
    Question(
        name="waitingList", cypher=WAITLIST, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={"Waitlist.resource": "r", "WaitlistEntry.commitment": "d", "WaitlistEntry.need": "n"}, act="ASK_SUPPORT", sparse=True,
        field=field(
            "waitingList",
            Waitlist | None,
            "To whom a freed slot of a resource goes, who is passed over and why: the rule by which the house itself gives it out, and what equity between communities would change; null if there is no such resource. "
            "资源空出的时段给谁、谁未轮到、为何：与系统自动转正用同一规则，并说明若兼顾社区间公平会有何不同；无此资源则为空。",
            args=[
                argument("resource", strawberry.ID, "Id of the resource. 资源标识。"),
                argument("from", datetime, "The slot begins then. 空出时段的开始。"),
                argument("to", datetime, "And ends then, at most 366 days later. 空出时段的结束，最长366天。"),
                argument("quantity", float | None, "So much is free in the slot, in the resource's measure; what is free as things stand unless said. 空出的数量（按资源计量单位），默认按实际余量。"),
                argument("asOf", datetime | None, "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。"),
                argument("first", int, f"So many who wait, at most {MAX_PAGE}. 列出多少件，最多{MAX_PAGE}件。", 20),
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["entries"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
