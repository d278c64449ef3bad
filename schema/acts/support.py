"""`requestSupport`, `offerSupport`, `assignSupport`, `bookSupport`: promises in all three directions.

Decided, and guarded by `tests/access/acts/loop/`: the need, the resources, and the parts of kits, are held before anything
is read (`schema.acts.promising` decides then).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import strawberry

from graph.acts import ACT_WEIGHT, ERRORS, Act, Done, Lock, UserError
from graph.surface.made import argument, field, made_type
from graph.surface.sizes import ListSize
from schema.acts import wishes
from schema.acts.capacity_check import AHEAD
from schema.acts.entering import idempotency
from schema.acts.promising import (
    MOST_CHOICES,
    MOST_MADE,
    decide_support,
    held,
    parameters,
    prepare,
    variant,
)
from schema.acts.steps import note_field
from schema.acts.support_facts import SUPPORT_FACTS, SUPPORT_REACH
from schema.commitments import Commitment
from schema.needs import Need

_NEED = field("need", strawberry.ID, "Id of the need. 需求标识。")
_VERSION = field("expectedVersion", int | None, "The `version` of the need that you have seen; if it is another by now, nothing is done. Left out: any. 你所看到的需求版本号；若已变化则不执行；省略则不核对。")  # fmt: skip
_BY = field("respondBy", datetime | None, "By when the unit must answer, and until when what is asked for is held; a day from now unless said. 单位答复期限，期间保留余量；默认一天。")  # fmt: skip
_WAIT = field(
    "waitlist", bool, "If nothing is free, wait for it. 无余量时列入候补。", default=False
)
_REPLACES = field("replaces", strawberry.ID | None, "Id of the commitment that it stands in for; one that still stands is called off. 所替代承诺的标识；仍有效的将取消。")  # fmt: skip
_REASON = field("reason", str | None, "Why the commitment that is replaced is called off, as a code. 取消被替代承诺的原因代码。")  # fmt: skip
SUPPORT_CHOICE = made_type(
    "SupportChoice", "A resource that was chosen, and how much of it. 选定的资源及数量。", wishes.fields(unit=False), is_input=True,
)  # fmt: skip


def _payload(name: str, description: str) -> type:
    class Payload:
        need: Annotated[Need, strawberry.lazy("schema.needs")] | None = strawberry.field(
            default=None, description="The need as you see it now; null if nothing was done. 办理后的需求，未执行时为空。"
        )  # fmt: skip
        commitments: list[Annotated[Commitment, strawberry.lazy("schema.commitments")]] | None = strawberry.field(
            directives=[ListSize(assumed_size=MOST_CHOICES)], default=None,
            description=f"The commitments that were made, in the order of choices and times, at most {MOST_MADE}. 所形成的承诺，依所选及时间先后排列。",
        )  # fmt: skip
        user_errors: list[UserError] = strawberry.field(
            directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
        )

    Payload.__name__ = Payload.__qualname__ = name
    Payload.__doc__ = f"What came of it: {description}"
    return strawberry.type(
        Payload, name=name, description=f"What came of it: {description}", directives=[ACT_WEIGHT]
    )


def _act(name: str, root: str, en: str, zh: str, members: list[Any]) -> Act:
    pascal = root[0].upper() + root[1:]
    input_ = made_type(
        f"{pascal}Input", f"{en} {zh}", [_NEED, _VERSION, *members, note_field(), idempotency()], is_input=True
    )  # fmt: skip
    payload = _payload(f"{pascal}Payload", f"{en} {zh}")
    return Act(
        name=name, payload=payload, facts=SUPPORT_FACTS,
        prepare=lambda arguments, _: prepare(name, arguments["input"]), parameters=parameters,
        decide=lambda facts, asking, occasion: decide_support(payload, facts, asking, occasion),
        again=lambda shown: Done(payload(need=shown["need"], commitments=shown["commitments"].split())),
        lock=Lock(held, SUPPORT_REACH), variant=variant, named=("Commitment",), ahead=AHEAD,
        field=field(root, payload | None, f"{en} {zh}", args=[argument("input", input_, "For what, and how. 为哪件需求，如何办理。")]),
    )  # fmt: skip


SUPPORT_ACTS = (
    _act(
        "REQUEST_SUPPORT", "requestSupport", "Ask a unit for support; what is asked for is held until it must have answered.",
        "向单位点单，答复期限内保留余量。", [*wishes.fields(unit=True), _BY, _WAIT, _REPLACES, _REASON],
    ),
    _act(
        "OFFER_SUPPORT", "offerSupport", "Offer what your unit has; nothing is held until the community says yes.",
        "以本单位资源认领，社区确认前不占用余量。", [*wishes.fields(unit=False), _BY],
    ),
    _act(
        "ASSIGN_SUPPORT", "assignSupport", "Assign support to a unit: promised at once.", "指派单位支持，立即生效。",
        [*wishes.fields(unit=True), _REPLACES, _REASON],
    ),
    _act(
        "BOOK_SUPPORT", "bookSupport", "Turn an answer of `supporters` into commitments, all of them or none: at once where a unit need not be asked, held for its answer where it must.",
        "把“谁能支持”的答案一次变成承诺，全部成功或全部不做：无须单位同意的即时生效，须同意的保留余量待答复。",
        [field("choices", list[SUPPORT_CHOICE], f"What was chosen, at most {MOST_CHOICES}. 所选资源，最多 {MOST_CHOICES} 项。"), _BY],
    ),
)  # fmt: skip
"""The acts that make promises."""
