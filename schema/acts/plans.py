"""`applyAllocation`: the proposals of a plan, all or those that a planner chose, become commitments."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.acts import ACT_WEIGHT, Act, Lock, UserError
from graph.surface.made import argument, field, made_type
from graph.surface.sizes import ListSize
from schema.acts import wishes
from schema.acts.applying import MOST_MADE, decide_plan, held_by_plan, plan_parameters, prepare_plan
from schema.acts.capacity_check import AHEAD
from schema.acts.carried_out import MOST_ERRORS, MOST_PROPOSALS, again_plan
from schema.acts.entering import idempotency
from schema.acts.steps import note_field
from schema.acts.support_facts import FACTS_OF_MANY
from schema.acts.taking_back import (
    BACK,
    MOST_TAKEN_BACK,
    PLAN_REACH,
    PROPOSALS,
    REPLACES,
    TAKEN_BACK,
    USUALLY,
)
from schema.commitments import Commitment
from schema.needs import Need
from schema.world import SINCE

if TYPE_CHECKING:
    from schema.acts.applying import Applying


@strawberry.enum(
    description="How the proposals of a plan become commitments. 方案的各项如何变成承诺。"
)
class ApplyBy(enum.Enum):
    """By which act each proposal is judged and recorded."""

    BOOK = strawberry.enum_value(
        "BOOK_SUPPORT", description="At once where a unit need not be asked, held for its answer where it must. 无须单位同意的即时生效，须同意的保留余量待答复。"
    )  # fmt: skip
    REQUEST = strawberry.enum_value(
        "REQUEST_SUPPORT", description="Every unit is asked; what is asked for is held until it must have answered. 逐一点单，答复期限内保留余量。"
    )  # fmt: skip
    ASSIGN = strawberry.enum_value(
        "ASSIGN_SUPPORT", description="Promised at once; for the street only. 指派，立即生效（仅限街道）。"
    )  # fmt: skip


@strawberry.enum(
    description="What is done where something of a plan cannot be. 方案中有无法办理的项时如何处理。"
)
class ApplyMode(enum.Enum):
    """All or nothing, or in parts."""

    ALL_OR_NOTHING = strawberry.enum_value(
        "ALL_OR_NOTHING", description="Nothing is done unless all of it can be. 全部可行才执行，否则全部不做。"
    )  # fmt: skip
    IN_PARTS = strawberry.enum_value(
        "IN_PARTS", description="What can be done is done; `userErrors` says of each of the others why not. 可行的先执行，其余各项在 userErrors 中说明原因。"
    )  # fmt: skip


ALLOCATION_PROPOSAL = made_type(
    "AllocationProposalInput", "One part of a plan: so much of a resource for a need. 方案中的一项：为某件需求使用某资源多少。",
    [
        field("need", strawberry.ID, "Id of the need. 需求标识。"),
        *wishes.fields(unit=False),
        field(REPLACES, strawberry.ID | None, "Id of a promise to the same need that it stands in for, and that is called off: see `replaces` of the plan's proposals. 所替代的、同一需求的原有承诺标识（见方案各项的 replaces），将一并取消。"),
    ],
    is_input=True,
)  # fmt: skip
APPLY_ALLOCATION_INPUT = made_type(
    "ApplyAllocationInput", "Turn a plan, or the parts of it that were chosen, into commitments. 把方案（或其中选定的各项）变成承诺。",
    [
        field(PROPOSALS, list[ALLOCATION_PROPOSAL], f"What was chosen, at most {MOST_PROPOSALS}, which come to {MOST_MADE} commitments at most; each sees those before it as promised. 选定的各项，最多 {MOST_PROPOSALS} 项、合计最多 {MOST_MADE} 项承诺，按先后办理。"),
        field("mode", ApplyMode | None, "All or nothing unless said. 默认全部成功或全部不做。"),
        field("how", ApplyBy | None, "BOOK unless said. 默认一次预约。"),
        field(TAKEN_BACK, list[strawberry.ID] | None, f"Ids of promises that are called off although nothing stands in for them, at most {MOST_TAKEN_BACK}; done in parts, only if all of the plan can be done. 收回而无替代的原有承诺标识，最多 {MOST_TAKEN_BACK} 项；按部分执行时，仅当方案全部可行才收回。"),
        field("reason", str | None, f"Why promises are called off, as a code of `reassign`; {USUALLY} unless said. 收回或替代原有承诺的原因代码（同 reassign），默认 {USUALLY}。"),
        field("respondBy", datetime | None, "By when units must answer that are asked, and until when what is asked for is held; a day from now unless said. 单位答复期限，期间保留余量；默认一天。"),
        field("expectedState", str | None, "The `state` of the plan: if anything that it was made from has changed since, nothing is done. Left out: applied to things as they are. 方案的 state；所依据的数据若已变化则不执行；省略则按现状执行。"),
        note_field(), idempotency(),
    ],
    is_input=True,
)  # fmt: skip


@strawberry.type(description="What became of a plan. 方案的执行结果。", directives=[ACT_WEIGHT])
class ApplyAllocationPayload:
    """What became of a plan."""

    commitments: list[Annotated[Commitment, strawberry.lazy("schema.commitments")]] | None = strawberry.field(
        directives=[ListSize(assumed_size=MOST_MADE)], default=None,
        description=f"The commitments that were made, in the order of proposals and times, at most {MOST_MADE}; null if nothing was done. 所形成的承诺，依各项及时间先后排列；未执行时为空。",
    )  # fmt: skip
    needs: list[Annotated[Need, strawberry.lazy("schema.needs")]] | None = strawberry.field(
        directives=[ListSize(assumed_size=MOST_ERRORS)], default=None,
        description="The needs they are for, and those from which a promise was taken back, as you see them now; null if nothing was done. 相关需求（办理后），包括被收回承诺的需求，未执行时为空。",
    )  # fmt: skip
    taken_back: list[Annotated[Commitment, strawberry.lazy("schema.commitments")]] | None = strawberry.field(
        directives=[ListSize(assumed_size=MOST_ERRORS)], default=None,
        description="The promises that were called off, as you see them now; null if nothing was done. 已取消的原有承诺（办理后），未执行时为空。",
    )  # fmt: skip
    user_errors: list[UserError] = strawberry.field(
        directives=[ListSize(assumed_size=MOST_ERRORS)], default_factory=list,
        description="Why not: of each proposal that could not be done, and of each promise that could not be taken back, the first reason; `field` says which. If it is done in parts, the others were done. 未执行的各项（及未能收回的承诺）的首要原因，field 指明是哪一项；按部分执行时其余各项已执行。",
    )  # fmt: skip


_FACTS = {"as it is": FACTS_OF_MANY, "as expected": f"{SINCE}UNION ALL{FACTS_OF_MANY}"}
_TAKING_BACK = ", taking back"


def _variant(applying: Applying) -> str:
    name = "as it is" if applying.world is None else "as expected"
    return name + _TAKING_BACK if applying.backs else name


APPLY_ALLOCATION = Act(
    name="APPLY_ALLOCATION", payload=ApplyAllocationPayload,
    facts=_FACTS | {f"{name}{_TAKING_BACK}": f"{text}UNION ALL\n{BACK}" for name, text in _FACTS.items()},
    prepare=lambda arguments, _: prepare_plan(arguments["input"]), parameters=plan_parameters,
    decide=lambda facts, applying, occasion: decide_plan(ApplyAllocationPayload, facts, applying, occasion),
    again=lambda shown: again_plan(ApplyAllocationPayload, shown),
    lock=Lock(held_by_plan, PLAN_REACH), named=("Commitment", "Need", "Resource"), ahead=AHEAD,
    variant=_variant, most_errors=MOST_ERRORS,
    field=field(
        "applyAllocation", ApplyAllocationPayload | None,
        "Turn a plan, or the parts of it that were chosen, into commitments: all of them or none, or in parts. 把方案（或其中选定的各项）变成承诺：全部成功或全部不做，或按部分执行。",
        args=[argument("input", APPLY_ALLOCATION_INPUT, "What, and how. 执行哪些项，如何执行。")],
    ),
)  # fmt: skip
"""The act that carries out a plan."""
