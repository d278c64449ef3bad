"""`advanceAgreement` and `advanceRole`: agreements and posts, a step further.

Decided, and guarded by `tests/access/acts/conversations`: both decide who may do what, so a step of either is
a change of the structure; the label of a first secretary follows in the same act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import ACT_WEIGHT, ERRORS, Act, Done, Effect, Lock, Refused, UserError
from graph.surface.made import argument, made_type
from graph.surface.made import field as made_field
from schema.acts.entering import idempotency, natives, stream_of
from schema.acts.loop_entries import entry
from schema.acts.steps import Spec, not_found, note_field, prepare, step_fields, version_moved
from schema.acts.written import changed
from schema.agreements import Agreement
from schema.instants import BEIJING
from schema.machines import MACHINES, Step, decide
from schema.people import RoleAssignment
from schema.secretaries import KEEP_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Occasion
    from schema.acts.steps import Wanted

_STREAMS = {
    "Agreement": "MATCH (n)-[:BENEFITS]->(at:Place)",
    "RoleAssignment": "MATCH (n)-[:TARGETS|SECONDED_FROM]->(end) MATCH (end)-[:LOCATED_IN|SERVES*0..1]->(at:Place)",
}
"""Where something of a kind lies, for the stream of its records."""


def _facts(kind: str) -> str:
    return f"""
MATCH (n:{kind} {{id: $id}})
WITH n, «actors n:{kind}» AS actors WHERE size(actors) > 0
RETURN {{
  kind: '{kind}', actors: actors, version: n.version, status: n.status, held: properties(n), code: n.code,
  stream: head(COLLECT {{ {_STREAMS[kind]} RETURN {stream_of("at")} AS stream ORDER BY stream LIMIT 1 }})
}} AS value
"""


FACTS = {kind: _facts(kind) for kind in _STREAMS}


def _due(kind: str, status: str, day: str) -> str:
    return (
        f"MATCH (n:{kind}) USING INDEX n:{kind}(status) WHERE n.status = '{status}' "
        f"AND n.{day} <= date(datetime({{datetime: $now, timezone: '+08:00'}})) "
        "RETURN {id: n.id, version: n.version} AS value ORDER BY n.id LIMIT $limit"
    )


DUE = {
    ("Agreement", "BEGIN_BY_TIME"): _due("Agreement", "SIGNED", "validFrom"),
    ("Agreement", "END_BY_TIME"): _due("Agreement", "ACTIVE", "validTo"),
    ("RoleAssignment", "BEGIN_BY_TIME"): _due("RoleAssignment", "APPROVED", "startOn"),
    ("RoleAssignment", "END_BY_TIME"): _due("RoleAssignment", "ACTIVE", "endOn"),
}
"""By kind and act, what is in a state whose time is over, or whose next has come: the day is here."""


def take(
    payload: type, shown: str, facts: Sequence[Any], wanted: Wanted, occasion: Occasion
) -> Done | Refused:
    """The step, if the tables let it be taken."""
    found = facts[0] if facts else None
    may = MACHINES[wanted.kind].acts.get(wanted.asked.act, frozenset())
    if found is None or not may & set(found["actors"]):
        return not_found()
    if found["version"] != wanted.version:
        return version_moved(found["version"])
    step = decide(wanted.kind, found["status"], found["actors"], wanted.asked)
    if isinstance(step, Refused):
        return step
    values = _values(natives(found["held"]), step, wanted, occasion)
    record = entry(
        occasion, wanted.asked.act, wanted.kind, wanted.id, found["stream"],
        reason=wanted.asked.reason, note=wanted.said.get("note"), fields=values,
    )  # fmt: skip
    effects = [changed(wanted.kind, wanted.id, found["version"], values)]
    if wanted.kind == "RoleAssignment":
        label = {"codes": [found["code"]], "left": []}
        effects.append(Effect("secretaries.keep_label", KEEP_LABEL, label, quiet=True))
    return Done(
        payload(**{shown: wanted.id}), tuple(effects), (record,), {shown: wanted.id}, revises=True
    )


_BEGINS = {
    ("Agreement", "SIGNED"): "signedOn",
    ("Agreement", "ACTIVE"): "validFrom",
    ("RoleAssignment", "ACTIVE"): "startOn",
}
_ENDS = {
    **{("Agreement", status): "validTo" for status in ("EXPIRED", "TERMINATED")},
    **{("RoleAssignment", status): "endOn" for status in ("ENDED", "RECALLED", "WITHDRAWN")},
}  # fmt: skip


def _values(held: Mapping[str, Any], step: Step, wanted: Wanted, occasion: Occasion) -> dict[str, Any]:  # fmt: skip
    """The state, and the day on which it begins or ends where none was said, or a later one."""
    today = occasion.now.astimezone(BEIJING).date()
    values: dict[str, Any] = {"status": step.to}
    begins, ends = (days.get((wanted.kind, step.to)) for days in (_BEGINS, _ENDS))
    if begins and held.get(begins) is None:
        values[begins] = today
    if ends and (held.get(ends) is None or held[ends] > today):
        first = held.get("validFrom") or held.get("startOn")
        if first is None or first < today:
            values[ends] = today
    return values


def _payload(name: str, attribute: str, shown: Any, en: str, zh: str) -> type:
    made: Any = type(name, (), {"__doc__": en, "__annotations__": {
        attribute: shown, "user_errors": list[UserError],
    }})  # fmt: skip
    setattr(
        made,
        attribute,
        strawberry.field(
            default=None,
            description="As you see it now; null if nothing was done. 办理后的记录，未执行时为空。",
        ),
    )
    made.user_errors = strawberry.field(directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。")  # fmt: skip
    return strawberry.type(made, name=name, description=f"What came of it: {en} {zh}", directives=[ACT_WEIGHT])  # fmt: skip


def _act(spec: Spec, attribute: str, shown: Any) -> Act:
    (kind,) = spec.changes
    pascal = spec.root[0].upper() + spec.root[1:]
    payload = _payload(f"{pascal}Payload", attribute, shown, spec.en, spec.zh)
    input_ = made_type(
        f"{pascal}Input", f"{spec.en} {spec.zh}", [*step_fields(spec), note_field(), idempotency()], is_input=True
    )  # fmt: skip
    return Act(
        name=spec.name, payload=payload, facts=FACTS[kind],
        prepare=lambda arguments, _: prepare(spec, arguments["input"]),
        parameters=lambda wanted, _: {"id": wanted.id},
        decide=lambda facts, wanted, occasion: take(payload, attribute, facts, wanted, occasion),
        again=lambda shown: Done(payload(**shown)),
        lock=Lock(lambda wanted, _: [wanted.id]),
        field=made_field(spec.root, payload | None, f"{spec.en} {spec.zh}", args=[argument("input", input_, "Which, and how. 哪一份，如何办理。")]),
    )  # fmt: skip


STANDING_ACTS = (
    _act(
        Spec("ADVANCE_AGREEMENT", "advanceAgreement", "Take an agreement a step further: drafted, signed, ended early.", "推进协议：起草、签订、提前终止。", {"Agreement": None}),
        "agreement", Agreement | None,
    ),
    _act(
        Spec("ADVANCE_ROLE", "advanceRole", "Take a post a step further: approved, begun, paused, ended, called back.", "推进任职：批准、到任、暂停、期满、召回。", {"RoleAssignment": None}),
        "role_assignment", RoleAssignment | None,
    ),
)  # fmt: skip
"""Acts about agreements and posts."""
