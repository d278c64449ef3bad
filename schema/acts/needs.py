"""`raiseNeed` and `amendNeed`: what is asked for in a community, put down and corrected.

Decided, and guarded by `tests/access/acts/test_needs.py`: whoever raises a need for residents of the place of his post is
not its reporter, because who reported a need may see its contact details for ever; whoever raises it anywhere else is.
Number, status, time and reporter are the server's to say.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import strawberry

from graph.acts import (
    ACT_WEIGHT,
    ERRORS,
    Act,
    Done,
    Effect,
    Lock,
    Occasion,
    Refused,
    UserError,
    wrong,
)
from graph.chain import Entry
from graph.dictionary import words_of
from graph.entered import changed_text, created_text, linking
from graph.ids import node_id
from graph.inputs import NOTHING, Given, Writable
from graph.kinds import KINDS
from graph.surface.made import argument, field
from schema.acts.entering import changed_meanwhile, idempotency, natives, stream_of
from schema.instants import BEIJING
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.needs import Need

RAISE, FOR_OTHERS, AMEND = "RAISE_NEED", "RAISE_NEED_FOR_OTHERS", "AMEND_NEED"
_SAID = (
    "title", "description", "kind", "priority", "quantity", "householdCount", "beneficiaryCount", "windowStart",
    "windowEnd", "recurrence", "contactName", "contactPhone", "contactAddress",
)  # fmt: skip
RAISED = Writable("Need", _SAID, ("category", "measure", "place", "groups", "channel"), BEIJING)
AMENDED = Writable("Need", _SAID, ("category", "measure", "groups", "channel"), BEIJING, changing=True)  # fmt: skip
_LINKED = (*RAISED.edges, "reporter")
ENDED = frozenset({NeedStatus.REJECTED, NeedStatus.MERGED, NeedStatus.CLOSED, NeedStatus.CANCELLED})  # fmt: skip
_CODE_BYTES = 10

_RAISE_FACTS = f"""
RETURN {{
  refs: {RAISED.references()},
  at: head(COLLECT {{
    UNWIND $place AS sought
    MATCH (at:Place {{id: sought}}) WHERE «scope at:Place»
    RETURN {{forOthers: «may {FOR_OTHERS} at:Place», stream: {stream_of("at")}}}
  }}),
  person: head(COLLECT {{
    MATCH (mine:Account {{id: $account}})-[:IS]->(me:Person) WHERE «scope mine:Account» AND «scope me:Person»
    RETURN me.id
  }})
}} AS value
"""
_AMEND_FACTS = f"""
MATCH (n:Need {{id: $id}})
WHERE «scope n:Need» AND «may {AMEND} n:Need»
RETURN {{
  refs: {AMENDED.references()},
  version: n.version, status: n.status, ruled: n {{{", ".join(f".`{name}`" for name in AMENDED.ruled)}}},
  stream: head(COLLECT {{ MATCH (n)-[:AT]->(at:Place) RETURN {stream_of("at")} LIMIT 1 }})
}} AS value
"""
_CREATED = created_text(KINDS["Need"], _LINKED)
_CHANGED = changed_text(KINDS["Need"], AMENDED.edges)
STATEMENTS = {"needs.raised": _CREATED, "needs.amended": _CHANGED}

RaiseNeedInput = RAISED.input(
    "RaiseNeedInput",
    "What is needed, for whom, where and when. 需要什么、为谁、在哪里、什么时候。",
    [idempotency()],
)
AmendNeedInput = AMENDED.input(
    "AmendNeedInput",
    "What is to be said otherwise of a need; what is not given stays, null empties. 要修改的内容：未给出的保持不变，null 表示清空。",
    [
        field("id", strawberry.ID, "Id of the need. 需求标识。"),
        field(
            "expectedVersion",
            int,
            "The `version` of the need that you have seen; if it is another by now, nothing is changed. 你所看到的版本号；若已变化则不修改。",
        ),
        idempotency(),
    ],
)

_NEED_SHOWN = strawberry.field(
    default=None,
    description="The need as you see it now; null if nothing was done. 办理后的需求，未执行时为空。",
)
_WHY_NOT = strawberry.field(
    directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
)


@strawberry.type(
    description="What came of raising a need. 上报需求的结果。", directives=[ACT_WEIGHT]
)
class RaiseNeedPayload:
    """What came of raising a need."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] | None = _NEED_SHOWN
    user_errors: list[UserError] = _WHY_NOT


@strawberry.type(
    description="What came of amending a need. 修改需求的结果。", directives=[ACT_WEIGHT]
)
class AmendNeedPayload:
    """What came of amending a need."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] | None = _NEED_SHOWN
    user_errors: list[UserError] = _WHY_NOT


@dataclass(frozen=True)
class Amended:
    """A need as it is to be said otherwise: which, as seen in which version, and what is given."""

    id: str
    version: int
    given: Given


def decide_raise(facts: Sequence[Any], given: Given, occasion: Occasion) -> Done | Refused:
    """A need under a fresh number, reported now."""
    (found,) = facts
    if strangers := RAISED.strangers(given, found["refs"]):
        return Refused(tuple(strangers))
    code = "B-" + base64.b32encode(occasion.fresh[:_CODE_BYTES]).decode()
    id_ = node_id(KINDS["Need"], code)
    reporter = [] if found["at"]["forOthers"] or not found["person"] else [found["person"]]
    values = {
        **given.values, "id": id_, "code": code, "provenance": "ENTERED", "status": NeedStatus.REPORTED.name,
        "statusAt": occasion.now, "reportedAt": occasion.now.astimezone(BEIJING), "level": 1, "reopenCount": 0,
    }  # fmt: skip
    parameters = {"written": values, **linking(_LINKED, {**given.links, "reporter": reporter})}
    record = _record(RAISE, id_, found["at"]["stream"], given, occasion)
    effect = Effect("needs.raised", _CREATED, parameters, changed_meanwhile(), "Need")
    return Done(RaiseNeedPayload(need=id_), (effect,), (record,), shown={"need": id_})  # type: ignore[arg-type]


def prepare_amend(arguments: Mapping[str, Any], _: Occasion) -> Amended | Refused:
    """What is to be said otherwise."""
    said = arguments["input"]
    given = AMENDED.read(said)
    return given if isinstance(given, Refused) else Amended(said["id"], said["expectedVersion"], given)  # fmt: skip


def decide_amend(facts: Sequence[Any], asked: Amended, occasion: Occasion) -> Done | Refused:
    """The need said otherwise, if it is as it was seen and has not come to its end."""
    if not facts:
        return wrong(
            "NOT_FOUND", field=("input", "id"), zh="没有可由你修改的这条需求，请核对标识。",
            en="There is no such need that you may amend; check the id.",
        )  # fmt: skip
    (found,) = facts
    if found["version"] != asked.version:
        return _conflict(found["version"])
    if found["status"] in {status.name for status in ENDED}:
        return _ended(found["status"])
    given = asked.given
    errors = [
        *AMENDED.strangers(given, found["refs"]), *AMENDED.breaches(given.typed, natives(found["ruled"])),
    ]  # fmt: skip
    if errors:
        return Refused(tuple(errors))
    parameters = {
        "id": asked.id, "seen": asked.version, "written": dict(given.values), "replaced": sorted(given.links) or [NOTHING],
        **linking(AMENDED.edges, given.links),
    }  # fmt: skip
    record = _record(AMEND, asked.id, found["stream"], given, occasion)
    effect = Effect("needs.amended", _CHANGED, parameters, changed_meanwhile(), "Need")
    return Done(AmendNeedPayload(need=asked.id), (effect,), (record,), shown={"need": asked.id})  # type: ignore[arg-type]


def _conflict(version: int) -> Refused:
    return wrong(
        "VERSION_CONFLICT", field=("input", "expectedVersion"), allowed=(str(version),),
        zh=f"这条需求已被修改，当前为第 {version} 版。请重新读取后再改。",
        en=f"This need was changed since; it is at version {version} now. Read it again before you change it.",
    )  # fmt: skip


def _ended(status: str) -> Refused:
    open_ = [each for each in NeedStatus if each not in ENDED]
    zh, en = words_of(NeedStatus)[status]
    return wrong(
        "NEED_ENDED", field=("input", "id"), allowed=[each.name for each in open_],
        zh=f"这条需求{zh}，不能再修改。", en=f"This need has come to its end ({en}) and is not changed any more.",
    )  # fmt: skip


def _record(act: str, id_: str, stream: str, given: Given, occasion: Occasion) -> Entry:
    return Entry(
        stream=stream, at=occasion.now, act=act, actor=occasion.account, via=occasion.via,
        request=occasion.request, target=id_, target_kind="Need", fields=given.fields,
        details=orjson.dumps({"roles": occasion.roles}).decode(),
    )  # fmt: skip


RAISE_NEED = Act(
    name=RAISE, payload=RaiseNeedPayload, facts=_RAISE_FACTS,
    prepare=lambda arguments, _occasion: RAISED.read(arguments["input"]),
    parameters=lambda given, occasion: {**RAISED.sought(given), "account": occasion.account},
    decide=decide_raise,
    again=lambda shown: Done(RaiseNeedPayload(need=shown["need"])),  # type: ignore[arg-type]
    field=field(
        "raiseNeed", RaiseNeedPayload | None,
        "Raise a need: for yourself anywhere, for residents at the place of your post. 上报需求：可为自己上报，任职者可在任职地域代居民上报。",
        args=[argument("input", RaiseNeedInput, "What is needed. 需要什么。")],
    ),
)  # fmt: skip

AMEND_NEED = Act(
    name=AMEND, payload=AmendNeedPayload, facts=_AMEND_FACTS,
    lock=Lock(lambda asked, _occasion: [asked.id]),
    prepare=prepare_amend,
    parameters=lambda asked, _occasion: {"id": asked.id, **AMENDED.sought(asked.given)},
    decide=decide_amend,
    again=lambda shown: Done(AmendNeedPayload(need=shown["need"])),  # type: ignore[arg-type]
    field=field(
        "amendNeed", AmendNeedPayload | None,
        "Say a need otherwise, as long as it has not come to its end. 修改尚未办结的需求。",
        args=[argument("input", AmendNeedInput, "Which, and what is to be said otherwise. 哪条需求，改什么。")],
    ),
)  # fmt: skip
