"""The computed fields `history`, `asOf` and `nextSteps`, added to the kinds once all of them are declared."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Refusal
from graph.kinds import Computed
from graph.surface.made import add, argument, field
from graph.surface.sizes import ListSize
from schema.history.answers import MOST_STEPS, History, NextStep, RecordAsOf
from schema.history.facts import AS_OF, HISTORY, historied
from schema.history.telling import as_of, history_of, next_steps
from schema.machines import MACHINES

if TYPE_CHECKING:
    from graph.kinds import Kind

MOST, USUAL = 200, 20
ACT = "READ_HISTORY"


def declare() -> None:
    """Add them."""
    for kind in historied():
        kind.computed["history"] = Computed(
            "history", HISTORY[kind.name], _history(kind), _check_first
        )
        kind.computed["asOf"] = Computed("asOf", AS_OF[kind.name], _as_of(kind))
        fields = [_history_field(), _as_of_field()]
        if kind.name in MACHINES:
            facts = f"{{status: {{n}}.status, actors: «actors {{n}}:{kind.name}»}}"
            kind.computed["nextSteps"] = Computed("nextSteps", facts, partial(next_steps, kind))
            fields.append(field(
                "nextSteps", list[NextStep], "What you could do with it now, and what that takes. 你现在可以对它办理的操作及所需内容。",
                size=ListSize(assumed_size=MOST_STEPS),
            ))  # fmt: skip
        add(kind.type, fields)


def _history(kind: Kind) -> Any:
    return lambda facts, first=USUAL: history_of(kind, facts, first)


def _as_of(kind: Kind) -> Any:
    return lambda facts, at: as_of(kind, facts, at)


def _check_first(first: int = USUAL) -> None:
    if not 1 <= first <= MOST:
        raise Refusal(
            "PAGE_SIZE", argument="first", zh=f"first 须在 1 到 {MOST} 之间，收到 {first}。", en=f"first is 1 to {MOST}, not {first}.",
        )  # fmt: skip


def _history_field() -> Any:
    return field(
        "history", History | None, "Everything that was done to it: who, when, from, to, why; null for whoever does not work with it. 变更历史：何人、何时、由何到何、为何；非经办人员为空。",
        args=[argument("first", int, f"So many, at most {MOST}. 条数，最多{MOST}。", USUAL)],
        size=ListSize(assumed_size=USUAL, slicing_arguments=["first"], sized_fields=["entries"]),
    )  # fmt: skip


def _as_of_field() -> Any:
    return field(
        "asOf", RecordAsOf | None, "It as it was at an instant; null for whoever does not work with it. 某一时刻的记录；非经办人员为空。",
        args=[argument("at", datetime, "The instant. 时刻。")],
    )  # fmt: skip


declare()
