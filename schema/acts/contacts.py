"""`revealContact`: whom to call and where to go, in clear, for a reason that is recorded.

Decided, and guarded by `tests/access/acts/test_reveal.py`: the account is locked before its reveals of the last hour are
counted, so that requests at once don't pass the limit together. The count is taken from the chain itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
import strawberry

from graph.acts import (
    ACT_WEIGHT,
    ERRORS,
    Act,
    Done,
    Lock,
    Occasion,
    Refused,
    UserError,
    idempotency_key,
    shown_once,
    wrong,
)
from graph.chain import Entry
from graph.inputs import unwritable
from graph.surface.made import argument, field
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ACT = "REVEAL_CONTACT"
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 30
SHORTEST_REASON, LONGEST_REASON = 4, 200
PEOPLE = "people"
"""Stream of reveals of persons; those of needs are in the stream of their street."""

# What is stored and is no text would stand in an error of the answer.
FACTS = """
CALL () {
  MATCH (n:Need {id: $id})
  WHERE «scope n:Need» AND «may REVEAL_CONTACT n:Need»
  RETURN n.id AS id, 'Need' AS kind,
    {contactName: toStringOrNull(n.contactName), contactPhone: toStringOrNull(n.contactPhone),
     contactAddress: toStringOrNull(n.contactAddress)} AS held,
    head(COLLECT {
      MATCH (n)-[:AT]->(near:Place)-[:PART_OF*0..10]->(street:Street)
      RETURN street.id ORDER BY street.id LIMIT 1
    }) AS stream
UNION ALL
  MATCH (m:Person {id: $id})
  WHERE «scope m:Person» AND «may REVEAL_CONTACT m:Person»
  RETURN m.id AS id, 'Person' AS kind, {name: m.name, phone: toStringOrNull(m.phone)} AS held, null AS stream
}
RETURN {
  id: id, kind: kind, held: held, stream: stream,
  recent: COLLECT {
    MATCH (c:Change) WHERE c.actor = $account AND c.act = 'REVEAL_CONTACT' AND c.at > $since AND «beyond c:Change»
    RETURN c.at AS at ORDER BY at DESC LIMIT $most
  }
} AS value
"""


@strawberry.input(description="Whose contact details, and why. 查看谁的联系方式，以及原因。")
class RevealContactInput:
    """Whose contact details, and why."""

    id: strawberry.ID = strawberry.field(description="Id of a need or a person. 需求或人员的标识。")
    reason: str = strawberry.field(
        description=f"Why, in {SHORTEST_REASON} to {LONGEST_REASON} characters; it is recorded. 查看原因（{SHORTEST_REASON} 至 {LONGEST_REASON} 字），将被记录。"
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.type(description="Contact details in clear. 联系方式明文。")
class Contact:
    """Contact details in clear."""

    name: str | None = strawberry.field(description="Name. 姓名。")
    phone: str | None = strawberry.field(description="Telephone number. 电话。")
    address: str | None = strawberry.field(description="Address. 地址。")


@strawberry.type(
    description="What came of revealing contact details. 查看联系方式的结果。",
    directives=[ACT_WEIGHT],
)
class RevealContactPayload:
    """What came of revealing contact details."""

    contact: Contact | None = strawberry.field(
        default=None,
        description="The details; null if they are not given. 联系方式，未给出时为空。",
    )
    user_errors: list[UserError] = strawberry.field(
        directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
    )


@dataclass(frozen=True)
class Asked:
    """A request to reveal, with its reason trimmed."""

    id: str
    reason: str


def prepare(arguments: Mapping[str, Any], _: Occasion) -> Asked | Refused:
    """The request, if its reason is one."""
    given = arguments["input"]
    reason = " ".join(given["reason"].split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        return wrong(
            "REASON_LENGTH", field=("input", "reason"),
            allowed=(f"{SHORTEST_REASON}–{LONGEST_REASON}",),
            zh=f"请写明查看原因，{SHORTEST_REASON} 至 {LONGEST_REASON} 字。",
            en=f"Say why, in {SHORTEST_REASON} to {LONGEST_REASON} characters.",
        )  # fmt: skip
    return unwritable(reason, "reason") or Asked(given["id"], reason)


def parameters(asked: Asked, occasion: Occasion) -> dict[str, Any]:
    """Parameters of lock and facts."""
    since = occasion.now - AN_HOUR
    return {"id": asked.id, "account": occasion.account, "since": since, "most": MOST_AN_HOUR}


def decide(facts: Sequence[Any], asked: Asked, occasion: Occasion) -> Done | Refused:
    """The details and the record of them, unless there is nothing to show or too much was shown."""
    if not facts:
        return wrong(
            "NOT_FOUND", field=("input", "id"),
            zh="没有可供你查看的这条记录，请核对标识。",
            en="There is no such record that you may reveal; check the id.",
        )  # fmt: skip
    (found,) = facts
    if len(found["recent"]) + sum(e.act == ACT for e in occasion.earlier) >= MOST_AN_HOUR:
        return _too_many(found["recent"][-1].to_native() + AN_HOUR)
    held = found["held"]
    if any(_says(asked.reason, value) for value in held.values()):
        return wrong(
            "REASON_REPEATS_CONTACT", field=("input", "reason"),
            zh="查看原因会长期保存，请不要写入姓名、电话或地址，只写用途。",
            en="The reason is kept; say what for, without the name, number or address itself.",
        )  # fmt: skip
    record = Entry(
        stream=found["stream"] or PEOPLE, at=occasion.now, act=ACT, actor=occasion.account,
        via=occasion.via, request=occasion.request, target=found["id"], target_kind=found["kind"],
        fields=tuple(sorted(name for name, value in held.items() if value is not None)),
        reason=asked.reason, details=orjson.dumps({"roles": occasion.roles}).decode(),
    )  # fmt: skip
    contact = Contact(
        name=held.get("name", held.get("contactName")),
        phone=held.get("phone", held.get("contactPhone")),
        address=held.get("contactAddress"),
    )
    return Done(RevealContactPayload(contact=contact), entries=(record,))


def _says(reason: str, value: Any) -> bool:
    """Whether a reason repeats a personal value, however it is spaced."""
    bare, sought = ("".join(str(text).split()) for text in (reason, value or ""))
    return bool(sought) and sought in bare


def _too_many(again: Any) -> Refused:
    at = again.astimezone(BEIJING).isoformat(timespec="seconds")
    return wrong(
        "TOO_MANY_REVEALS", allowed=(at,),
        zh=f"一小时内最多查看 {MOST_AN_HOUR} 次联系方式，请在 {at} 之后再试。",
        en=f"At most {MOST_AN_HOUR} reveals an hour; try again after {at}.",
    )  # fmt: skip


REVEAL_CONTACT = Act(
    name=ACT, payload=RevealContactPayload, facts=FACTS, prepare=prepare, parameters=parameters, decide=decide,
    lock=Lock(lambda _asked, occasion: [occasion.account or ""]),
    # Each time it is shown it is recorded, so it is not shown again on an old record.
    again=lambda _: shown_once(
        "联系方式不会再次显示；如需再看，请换一个键重新查看，将另行记录。",
        "the details are not shown again. Reveal them anew with another key, which is recorded too.",
    ),
    field=field(
        "revealContact", RevealContactPayload | None,
        "Show contact details in clear; that it was done, and why, is recorded. 查看联系方式明文，操作及原因将被记录。",
        args=[argument("input", RevealContactInput, "Whose, and why. 对象和原因。")],
    ),
)  # fmt: skip
