"""Acts that take a need or a commitment a step further: one shape for all of them.

An act is a `Spec`: its words, what its input holds besides, and for each kind a pure function that says what else the
step changes. Whether the step may be taken is not said here but decided by the tables (`schema.machines`).

Decided, and guarded by `tests/access/acts/loop/`: hidden, unknown and never allowed are one answer; a step is taken from
the version that was seen; what a commitment's step makes of its need is part of the same act.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.acts import ACT_WEIGHT, ERRORS, Act, Done, Lock, Refused, UserError, wrong
from graph.ids import named_id
from graph.inputs import INPUT, NOTHING, unwritable
from graph.kinds import KINDS
from graph.surface.made import argument, made_type
from graph.surface.made import field as made_field
from schema.acts.capacity_check import AHEAD
from schema.acts.entering import idempotency, natives
from schema.acts.loop_entries import entry
from schema.acts.step_facts import STEP_FACTS, STEP_REACH
from schema.acts.written import changed, moved
from schema.availability import DELIVERED
from schema.commitments import HOLDING, Commitment
from schema.machines import MACHINES, Asked, Step, decide
from schema.machines.deciding import FIELDS
from schema.needs import Need

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from strawberry.types.field import StrawberryField

    from graph.acts import Effect, Occasion
    from graph.chain import Entry

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Wanted:
    """A step as it was asked for: of which node, as seen in which version, and what the input says."""

    kind: str
    id: str
    version: int
    said: Mapping[str, Any]
    asked: Asked


@dataclass(frozen=True)
class Changes:
    """What a step changes besides the state: values by stored name, far ends by edge, and whatever else is written.

    kin: other nodes, each an effect with its entry. to: where it leads if the tables leave that open.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kin: tuple[tuple[Effect, Entry], ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Spec:
    """One act.

    Args:
        name, root: in the table of permissions, and of the mutation. en, zh: what it does.
        changes: by kind that it is for, what else a step changes. fields: of its input, besides those of all.
        to: where the caller cannot say where it leads but the facts do. check: what is wrong with its own members.
    """

    name: str
    root: str
    en: str
    zh: str
    changes: Mapping[str, Any]
    fields: Sequence[StrawberryField] = ()
    to: Callable[[Mapping[str, Any]], str | None] | None = None
    check: Callable[[Mapping[str, Any]], Refused | None] | None = None


def step_act(spec: Spec) -> Act:
    """The act."""
    input_ = made_type(
        f"{_pascal(spec.root)}Input", f"{spec.en} {spec.zh}",
        [*step_fields(spec), *spec.fields, note_field(), idempotency()], is_input=True,
    )  # fmt: skip
    payload = payload_of(spec.root, spec.en, spec.zh)
    return Act(
        name=spec.name, payload=payload, facts=STEP_FACTS,
        prepare=lambda arguments, _: prepare(spec, arguments["input"]),
        parameters=parameters,
        decide=lambda facts, wanted, occasion: take(spec, payload, facts, wanted, occasion),
        again=lambda shown: Done(payload(**shown)),
        variant=variant, named=("Commitment", "Need"), ahead=AHEAD,
        lock=Lock(lambda wanted, _: [wanted.id, *(v for n in ("into", "handledBy") if (v := wanted.said.get(n)))], STEP_REACH),
        field=made_field(
            spec.root, payload | None, f"{spec.en} {spec.zh}",
            args=[argument("input", input_, "Which, and how. 哪一件，如何办理。")],
        ),
    )  # fmt: skip


def payload_of(root: str, en: str, zh: str) -> type:
    """The type of its answer."""

    class Payload:
        need: Annotated[Need, strawberry.lazy("schema.needs")] | None = strawberry.field(
            default=None, description="The need as you see it now; null if nothing was done. 办理后的需求，未执行时为空。"
        )  # fmt: skip
        commitment: Annotated[Commitment, strawberry.lazy("schema.commitments")] | None = strawberry.field(
            default=None, description="The commitment as you see it now; null if it is not about one. 办理后的承诺，不涉及承诺时为空。"
        )  # fmt: skip
        user_errors: list[UserError] = strawberry.field(
            directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
        )

    Payload.__name__ = Payload.__qualname__ = name = f"{_pascal(root)}Payload"
    Payload.__doc__ = f"What came of it: {en}"
    return strawberry.type(
        Payload, name=name, description=f"What came of it: {en} {zh}", directives=[ACT_WEIGHT]
    )


def _pascal(root: str) -> str:
    return root[0].upper() + root[1:]


def step_fields(spec: Spec) -> list[StrawberryField]:
    """What the input of every step holds: which, as seen in which version, why and to which state where there is a choice."""
    names = "、".join(KINDS[k].title for k in spec.changes)
    said = [
        made_field("id", strawberry.ID, f"Id of the {' or '.join(spec.changes).lower()}. {names}标识。"),
        made_field("expectedVersion", int, "Its `version` that you have seen; if it is another by now, nothing is done. 你所看到的版本号；若已变化则不执行。"),
    ]  # fmt: skip
    steps = [t for k in spec.changes for t in MACHINES[k].transitions if t.act == spec.name]
    if any("reason" in t.requires for t in steps):
        said.append(made_field("reason", str | None, "Why, as a code of the list in `docs/machines.md`. 原因代码，见 docs/machines.md。"))  # fmt: skip
    targets = {
        (k, t.from_) for k in spec.changes for t in MACHINES[k].transitions if t.act == spec.name
    }
    if spec.to is None and len(steps) > len(targets):
        said.append(made_field("to", str | None, "To which state, where the act leads to several. 变为哪个状态（可有多个去向时必填）。"))  # fmt: skip
    return said


def note_field() -> StrawberryField:
    """A remark that is recorded with the act."""
    return made_field("note", str | None, f"In your own words, up to {LONGEST_NOTE} characters; no personal details. 说明，不超过 {LONGEST_NOTE} 字，请勿写入个人信息。")  # fmt: skip


def odd_texts(said: Mapping[str, Any]) -> Refused | None:
    """The refusal of texts that every input may hold: what cannot be written down, or is too long."""
    for name in ("note", "reason", "to"):
        if said.get(name) and (odd := unwritable(said[name], name)):
            return odd
    if len(said.get("note") or "") > LONGEST_NOTE:
        return wrong(
            "TOO_LONG", field=(INPUT, "note"), zh=f"说明超过 {LONGEST_NOTE} 字，请缩短。",
            en=f"The note has more than {LONGEST_NOTE} characters; shorten it.",
        )  # fmt: skip
    return None


def kind_at(id_: str, kinds: Sequence[str]) -> str | None:
    """The kind that an id is of, among some."""
    return next((k for k in kinds if id_.startswith(named_id(KINDS[k].prefix, "", "")[: len(KINDS[k].prefix) + 1])), None)  # fmt: skip


def prepare(spec: Spec, said: Mapping[str, Any]) -> Wanted | Refused:
    """The step as asked, or what is wrong with the input by itself."""
    if refused := odd_texts(said) or (spec.check and spec.check(said)):
        return refused
    kind = kind_at(said["id"], list(spec.changes))
    if kind is None:
        return not_found()
    given = frozenset(n for n, member in FIELDS.items() if said.get(member) is not None)
    asked = Asked(spec.name, given, said.get("to"), said.get("reason"))
    return Wanted(kind, said["id"], said["expectedVersion"], said, asked)


def variant(wanted: Wanted) -> str:
    """Which facts a step takes."""
    if wanted.kind == "Need":
        return "need"
    promises = any(
        "capacity" in t.requires
        for t in MACHINES[wanted.kind].transitions
        if t.act == wanted.asked.act
    )
    if not promises:
        return "commitment"
    return "promise by somebody" if wanted.said.get("handledBy") else "promise"


def parameters(wanted: Wanted, occasion: Occasion) -> dict[str, Any]:
    """Those of the facts."""
    said = wanted.said
    return {
        "id": wanted.id, "into": said.get("into") or NOTHING, "owner": said.get("owner") or NOTHING,
        "worker": said.get("handledBy") or NOTHING, "asOf": occasion.now, "ahead": occasion.ahead,
        "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip


def not_found(*path: str) -> Refused:
    """Hidden, missing and never allowed are one answer."""
    return wrong(
        "NOT_FOUND", field=(INPUT, *(path or ("id",))), zh="没有可由你办理的这条记录，请核对标识。",
        en="There is no such record that you may do this with; check the id.",
    )  # fmt: skip


def version_moved(version: int) -> Refused:
    """It is not as it was seen any more."""
    return wrong(
        "VERSION_CONFLICT", field=(INPUT, "expectedVersion"), allowed=(str(version),),
        zh=f"这条记录已被修改，当前为第 {version} 版。请重新读取后再办理。",
        en=f"This record was changed since; it is at version {version} now. Read it again before you go on.",
    )  # fmt: skip


def take(
    spec: Spec, payload: type, facts: Sequence[Any], wanted: Wanted, occasion: Occasion
) -> Done | Refused:
    """The step, if the tables let it be taken and nothing stands in its way."""
    found = facts[0] if facts else None
    may = MACHINES[wanted.kind].acts.get(spec.name, frozenset())
    if found is None or not may & set(found["actors"]):
        return not_found()
    if found["version"] != wanted.version:
        return version_moved(found["version"])
    found = {**found, "held": natives(found["held"])}
    asked = wanted.asked
    if spec.to is not None:
        asked = Asked(asked.act, asked.given, spec.to(found), asked.reason)
    step = decide(wanted.kind, found["status"], found["actors"], asked)
    if isinstance(step, Refused):
        return step
    changes = spec.changes[wanted.kind](found, wanted, step, occasion)
    if isinstance(changes, Refused):
        return changes
    return done(payload, found, wanted, step, changes, occasion)


def done(
    payload: type, found: Mapping[str, Any], wanted: Wanted, step: Step, changes: Changes, occasion: Occasion
) -> Done:  # fmt: skip
    """What is written and recorded, of the node itself and of what hangs on it."""
    stream = found["stream"] if wanted.kind == "Need" else (found["need"] or {}).get("stream")
    values = {**moved(found["held"], step, wanted.asked.reason, occasion), **changes.values}
    own = changed(wanted.kind, wanted.id, found["version"], values, changes.links)
    record = entry(
        occasion, wanted.asked.act, wanted.kind, wanted.id, stream,
        reason=wanted.asked.reason, note=wanted.said.get("note"), fields=(*values, *changes.links),
    )  # fmt: skip
    shown = {"need" if wanted.kind == "Need" else "commitment": wanted.id, **changes.shown}
    return Done(
        payload(**shown), (own, *(e for e, _ in changes.kin)),
        (record, *(each for _, each in changes.kin)), shown,
    )  # fmt: skip
