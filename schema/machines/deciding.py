"""Whether an act may take its step: the one place that enforces the tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.acts import Refused, wrong
from graph.dictionary import words_of
from graph.inputs import INPUT
from graph.kinds import KINDS
from schema.machines.table import HOUSE, MACHINES, reasons_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from schema.machines.table import Machine, Transition


@dataclass(frozen=True)
class Asked:
    """What an act asks of a node.

    act: its name. given: the requirements of the table that its input meets. to: the state wanted, where the caller
    says it. reason: a code. id_field: which member of the input names the node.
    """

    act: str
    given: frozenset[str] = frozenset()
    to: str | None = None
    reason: str | None = None
    id_field: str = "id"


@dataclass(frozen=True)
class Step:
    """A step that may be taken."""

    from_: str
    to: str
    requires: frozenset[str] = field(default_factory=frozenset)


def decide(kind: str, status: str, actors: Collection[str], asked: Asked) -> Step | Refused:
    """The step, or why not: not from here (and what could be done now), not by this caller, or something is missing."""
    machine = MACHINES[kind]
    found = [t for t in machine.from_(status, asked.act) if asked.to in (None, t.to)]
    if not found:
        return not_from_here(machine, status, actors, asked)
    mine = [t for t in found if t.who & set(actors)]
    if not mine:
        return _not_yours(machine, found, actors, asked)
    if len({t.to for t in mine}) > 1:
        return _which(kind, mine)
    (step,) = mine[:1]
    if missing := _missing(step, asked):
        return missing
    return Step(step.from_, step.from_ if step.stays else step.to, step.requires)


def check_reason(act: str, reason: str | None) -> Refused | None:
    """The refusal of a reason that the act does not take; nothing if there is none."""
    known = reasons_of(act)
    if reason is None or any(reason == each.code for each in known):
        return None
    listed_zh = "、".join(f"{r.code}（{r.zh}）" for r in known)
    listed_en = ", ".join(f"{r.code} ({r.en})" for r in known)
    return wrong(
        "UNKNOWN_REASON", field=(INPUT, "reason"), allowed=[r.code for r in known],
        zh=f"此操作没有这个原因代码，可用：{listed_zh}。", en=f"This act takes no such reason, but: {listed_en}.",
    )  # fmt: skip


def allowed_now(machine: Machine, status: str, actors: Collection[str]) -> list[str]:
    """Acts that these callers may do from a state, those of the house left out."""
    mine = set(actors) - {HOUSE}
    return list(dict.fromkeys(t.act for t in machine.from_(status) if t.who & mine))


def not_from_here(machine: Machine, status: str, actors: Collection[str], asked: Asked) -> Refused:
    """The refusal of an act in a state that it does not start from, or towards one that it does not lead to."""
    zh, en = words_of(KINDS[machine.kind].props["status"].type)[status]
    targets = sorted({t.to for t in machine.from_(status, asked.act) if not t.stays})
    if asked.to is not None and targets:
        return wrong(
            "INVALID_TRANSITION", field=(INPUT, "to"), allowed=targets,
            zh=f"当前为“{zh}”（{status}），此操作不能变为 {asked.to}，只能变为：{'、'.join(targets)}。",
            en=f"It is {en.rstrip('.')} ({status}); this act does not lead to {asked.to} but to: {', '.join(targets)}.",
        )  # fmt: skip
    now = allowed_now(machine, status, actors)
    cure_zh = f"现在可以：{'、'.join(now)}。" if now else "现在没有你可以做的操作。"
    cure_en = (
        f"Possible now: {', '.join(now)}." if now else "There is nothing that you could do now."
    )
    return wrong(
        "INVALID_TRANSITION", field=(INPUT, asked.id_field), allowed=now,
        zh=f"当前为“{zh}”（{status}），不能执行此操作。{cure_zh}",
        en=f"It is {en.rstrip('.')} ({status}), and this cannot be done from there. {cure_en}",
    )  # fmt: skip


def _not_yours(
    machine: Machine, found: Sequence[Transition], actors: Collection[str], asked: Asked
) -> Refused:
    who = sorted({role for t in found for role in t.who})
    now = allowed_now(machine, found[0].from_, actors)
    return wrong(
        "NOT_FOR_YOUR_ROLE", field=(INPUT, asked.id_field), allowed=now,
        zh=f"在当前状态（{found[0].from_}）这一步由 {'、'.join(who)} 办理。",
        en=f"From where it stands ({found[0].from_}), this step is for {', '.join(who)}.",
    )  # fmt: skip


def _which(kind: str, found: Sequence[Transition]) -> Refused:
    words = words_of(KINDS[kind].props["status"].type)
    targets = list(dict.fromkeys(t.to for t in found))
    zh = "、".join(f"{to}（{words[to][0]}）" for to in targets)
    return wrong(
        "REQUIRED", field=(INPUT, "to"), allowed=targets,
        zh=f"请写明要变为哪个状态：{zh}。", en=f"Say which state it is to come to: {', '.join(targets)}.",
    )  # fmt: skip


FIELDS = {
    "reason": "reason", "until": "until", "outcome": "outcome", "target": "into", "owner": "owner", "team": "team",
    "parts": "parts", "delivered": "deliveredQuantity", "returned": "returnedAt",
}  # fmt: skip
"""Which member of an input meets a requirement."""


def _missing(step: Transition, asked: Asked) -> Refused | None:
    for each in sorted(step.requires & FIELDS.keys()):
        if each not in asked.given:
            allowed = [r.code for r in reasons_of(asked.act)] if each == "reason" else []
            return wrong(
                "REQUIRED", field=(INPUT, FIELDS[each]), allowed=allowed,
                zh="这一步必须填写此项。", en="This step takes it.",
            )  # fmt: skip
    return check_reason(asked.act, asked.reason)
