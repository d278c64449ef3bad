"""`createApiKey` and `revokeCredential`: what a caller does about credentials.

Decided, and guarded by `tests/access/acts/test_own_keys.py`: a key never allows more than the credential that asked for it, and its
text is in one answer and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

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
    idempotency_key,
    shown_once,
    wrong,
)
from graph.chain import Entry
from graph.inputs import unwritable
from graph.surface.made import argument, field
from schema.accounts import Right
from schema.acts.administration import STREAM
from schema.acts.credentials import (
    CREATE,
    LONGEST_LIFE,
    PUBLIC_BYTES,
    REVOKE,
    SECRET_BYTES,
    environment_of,
    life_within,
    new_key,
    rights_within,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST_NAME = 60
CREATE_FACTS = "MATCH (s:Structure {id: 'graph'}) RETURN s.installation AS value"
REVOKE_FACTS = """
MATCH (c:Credential {id: $id})
WHERE «scope c:Credential» AND «may REVOKE_CREDENTIAL c:Credential»
RETURN {id: c.id, revokedAt: c.revokedAt} AS value
"""


@strawberry.input(description="What a new key is to allow. 新密钥的用途、权限和期限。")
class CreateApiKeyInput:
    """What a new key is to allow."""

    name: str = strawberry.field(
        description=f"What it is for, up to {LONGEST_NAME} characters. 用途，不超过 {LONGEST_NAME} 字。"
    )
    rights: list[Right] = strawberry.field(
        description="What it allows; no more than you may yourself. 权限，不超出当前凭据。"
    )
    days: int = strawberry.field(
        description=f"Days until it expires, 1 to {LONGEST_LIFE.days}. 有效天数（1 至 {LONGEST_LIFE.days}）。"
    )
    idempotency_key: str | None = idempotency_key()


@strawberry.type(
    description="What came of creating a key. 创建密钥的结果。", directives=[ACT_WEIGHT]
)
class CreateApiKeyPayload:
    """What came of creating a key."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the credential. 凭据标识。"
    )
    key: str | None = strawberry.field(
        default=None, description="The key itself; it is shown this once. 密钥，只显示这一次。"
    )
    hint: str | None = strawberry.field(
        default=None, description="Its last four characters, to tell it by. 末四位，供辨认。"
    )
    expires_at: datetime | None = strawberry.field(
        default=None, description="When it ceases to be valid. 失效时间。"
    )
    user_errors: list[UserError] = strawberry.field(
        directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
    )


@strawberry.input(description="Which credential. 哪个凭据。")
class RevokeCredentialInput:
    """Which credential."""

    id: strawberry.ID = strawberry.field(description="Its id. 凭据标识。")
    idempotency_key: str | None = idempotency_key()


@strawberry.type(
    description="What came of revoking a credential. 撤销凭据的结果。", directives=[ACT_WEIGHT]
)
class RevokeCredentialPayload:
    """What came of revoking a credential."""

    id: strawberry.ID | None = strawberry.field(default=None, description="Its id. 凭据标识。")
    revoked_at: datetime | None = strawberry.field(
        default=None, description="When it was revoked. 撤销时间。"
    )
    user_errors: list[UserError] = strawberry.field(
        directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
    )


@dataclass(frozen=True)
class Wanted:
    """A key as it is to be."""

    name: str
    rights: list[str]
    life: timedelta


def prepare_key(arguments: Mapping[str, Any], occasion: Occasion) -> Wanted | Refused:
    """What is wanted, if it may be had."""
    given = arguments["input"]
    name, own = " ".join(given["name"].split()), tuple(sorted(occasion.rights))
    rights = rights_within([right.value for right in given["rights"]], occasion.rights)
    life = life_within(given["days"])
    errors: list[UserError] = []
    if not 1 <= len(name) <= LONGEST_NAME:
        errors += wrong(
            "NAME_LENGTH", field=("input", "name"), allowed=(f"1–{LONGEST_NAME}",),
            zh=f"请写明用途，1 至 {LONGEST_NAME} 字。", en=f"Say what it is for, in 1 to {LONGEST_NAME} characters.",
        ).errors  # fmt: skip
    if control := unwritable(name, "name"):
        errors += control.errors
    if rights is None:
        errors += wrong(
            "RIGHTS_BEYOND_OWN", field=("input", "rights"), allowed=own,
            zh=f"密钥至少要有一项权限，且不超出当前凭据的权限：{'、'.join(own)}。",
            en=f"A key has at least one right, and none that you don't have now: {', '.join(own)}.",
        ).errors  # fmt: skip
    if life is None:
        errors += wrong(
            "DAYS_OUT_OF_RANGE", field=("input", "days"), allowed=(f"1–{LONGEST_LIFE.days}",),
            zh=f"有效天数应为 1 至 {LONGEST_LIFE.days}。", en=f"Days are 1 to {LONGEST_LIFE.days}.",
        ).errors  # fmt: skip
    if rights is None or life is None or errors:
        return Refused(tuple(errors))
    return Wanted(name, rights, life)


def decide_key(facts: Sequence[Any], wanted: Wanted, occasion: Occasion) -> Done | Refused:
    """A key made of the fresh bytes of the occasion."""
    (installation,) = facts
    public, secret = occasion.fresh[:PUBLIC_BYTES], occasion.fresh[PUBLIC_BYTES:]
    key = new_key(environment_of(installation), public, secret[:SECRET_BYTES])
    until = occasion.now + wanted.life
    stored = {
        "account": occasion.account, "id": key.id, "kind": "KEY", "name": wanted.name, "hint": key.hint,
        "rights": wanted.rights, "now": occasion.now, "until": until, "hash": key.hash,
    }  # fmt: skip
    payload = CreateApiKeyPayload(
        id=strawberry.ID(key.id), key=key.text, hint=key.hint, expires_at=until
    )
    record = _record(
        "CREATE_API_KEY", key.id, ("expiresAt", "name", "rights"), occasion, rights=wanted.rights
    )
    effect = Effect("credentials.create", CREATE, stored)
    return Done(payload, (effect,), (record,), shown={"id": key.id})


def decide_revoke(facts: Sequence[Any], id_: str, occasion: Occasion) -> Done | Refused:
    """Revoked now, or as it was before; a second time leaves no record."""
    if not facts:
        return wrong(
            "NOT_FOUND", field=("input", "id"),
            zh="没有可由你撤销的这个凭据，请核对标识。",
            en="There is no such credential that you may revoke; check the id.",
        )  # fmt: skip
    (found,) = facts
    before = found["revokedAt"]
    if before is not None:
        return _revoked(id_, before.to_native())
    record = _record("REVOKE_CREDENTIAL", id_, ("revokedAt",), occasion)
    effect = Effect("credentials.revoke", REVOKE, {"id": id_, "now": occasion.now})
    return replace(_revoked(id_, occasion.now), effects=(effect,), entries=(record,))


def _revoked(id_: str, at: datetime) -> Done:
    payload = RevokeCredentialPayload(id=strawberry.ID(id_), revoked_at=at)
    return Done(payload, shown={"id": id_, "at": at.isoformat()})


def _record(
    act: str, target: str, fields: tuple[str, ...], occasion: Occasion, **more: Any
) -> Entry:
    return Entry(
        stream=STREAM, at=occasion.now, act=act, actor=occasion.account, via=occasion.via,
        request=occasion.request, target=target, target_kind="Credential", fields=fields,
        details=orjson.dumps({"roles": occasion.roles, **more}).decode(),
    )  # fmt: skip


CREATE_API_KEY = Act(
    name="CREATE_API_KEY", payload=CreateApiKeyPayload, facts=CREATE_FACTS,
    prepare=prepare_key, parameters=lambda _wanted, _occasion: {}, decide=decide_key,
    again=lambda shown: shown_once(
        "密钥只显示一次，不会再次显示；请撤销它并另建一个。", "a key is shown once. Revoke it and create another.", shown["id"],
    ),
    field=field(
        "createApiKey", CreateApiKeyPayload | None,
        "Create a key for your own account. 为自己的账号创建密钥。",
        args=[argument("input", CreateApiKeyInput, "What it is to allow. 用途、权限和期限。")],
    ),
)  # fmt: skip

REVOKE_CREDENTIAL = Act(
    name="REVOKE_CREDENTIAL", payload=RevokeCredentialPayload, facts=REVOKE_FACTS,
    lock=Lock(lambda id_, _occasion: [id_]),
    again=lambda shown: _revoked(shown["id"], datetime.fromisoformat(shown["at"])),
    prepare=lambda arguments, _occasion: arguments["input"]["id"],
    parameters=lambda id_, _occasion: {"id": id_}, decide=decide_revoke,
    field=field(
        "revokeCredential", RevokeCredentialPayload | None,
        "Revoke a key, session or token; it is not accepted any more. 撤销密钥、会话或令牌，立即失效。",
        args=[argument("input", RevokeCredentialInput, "Which. 哪个凭据。")],
    ),
)  # fmt: skip
