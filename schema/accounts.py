"""Accounts: who may sign in as whom, and what they prove it with.

Decided: an account says which person it is and nothing about what that person may do; that follows from the roles the
person holds (`schema.access`). The secret of a credential is not stored, only its hash, which no declaration names.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, Node, One, edge, kind, prop
from schema.records import Record

if TYPE_CHECKING:
    from schema.people import Person


@strawberry.enum(description="Whether an account may be used. 账号状态。")
class AccountStatus(enum.Enum):
    """Whether an account may be used."""

    ACTIVE = strawberry.enum_value("ACTIVE", description="May be used. 正常")
    SUSPENDED = strawberry.enum_value("SUSPENDED", description="May not be used. 停用")


@strawberry.enum(description="What sort of credential it is. 凭据类型。")
class CredentialKind(enum.Enum):
    """What sort of credential it is."""

    KEY = strawberry.enum_value("KEY", description="A key for programs. 密钥")
    SESSION = strawberry.enum_value("SESSION", description="A session of a browser. 会话")
    TOKEN = strawberry.enum_value(
        "TOKEN", description="A token of the identity provider that was met once. 令牌"
    )


@strawberry.enum(description="What a credential allows at most. 凭据权限。")
class Right(enum.Enum):
    """What a credential allows at most; what its holder may do beside that follows from his roles."""

    READ = strawberry.enum_value("READ", description="To ask questions. 查询")
    ACT = strawberry.enum_value("ACT", description="To change something. 操作")
    REVEAL = strawberry.enum_value(
        "REVEAL", description="To see personal values in clear. 查看明文"
    )
    AUDIT = strawberry.enum_value("AUDIT", description="To audit. 审计")


@kind("账号", prefix="account", en="Somebody who can sign in.", zh="可以登录的账号。")
class Account(Record):
    """Somebody who can sign in."""

    identity: str = prop(
        "登录标识",
        "Who signs in: the name of the identity provider, `#`, and the subject as the provider calls it.",
        "登录身份：身份提供方名称、“#”和该方的用户标识。",
        key=True,
        personal="identity",
        example="local#ns-street",
    )
    status: AccountStatus = prop(
        "状态",
        "Whether it may be used.",
        "能否使用。",
        index="range",
        default=AccountStatus.ACTIVE,
        example="正常",
    )
    person: One[Person] = edge(
        "-[:IS]->", "人员", "The person who signs in.", "登录的人员。", required=True
    )
    credentials: Many[Credential] = edge(
        "<-[:OF]-", None, "What it is proved with.", "证明身份的凭据。"
    )


@kind(
    "凭据", prefix="credential",
    en="A key, session or token that proves an account.", zh="证明账号身份的密钥、会话或令牌。",
    sheet=False, default_order="createdAt", unique=(("hash",),),
)  # fmt: skip
class Credential(Node):
    """What an account is proved with."""

    kind: CredentialKind = prop(None, "What sort it is.", "类型。", index="range")
    name: str | None = prop(None, "What its owner calls it.", "持有人起的名称。")
    hint: str | None = prop(None, "The last four characters, to tell it by.", "末四位，供辨认。")
    rights: list[Right] = prop(None, "What it allows at most.", "最多允许的操作。")
    created_at: datetime = prop(None, "When it was made.", "建立时间。", index="range", order=True)
    expires_at: datetime = prop(
        None, "When it ceases to be valid.", "失效时间（不含）。", index="range", order=True
    )
    revoked_at: datetime | None = prop(
        None, "When it was revoked, if it was.", "撤销时间。", index="range"
    )
    last_used_at: datetime | None = prop(
        None, "When it was last seen, roughly.", "最近一次使用的大致时间。", recorded=False
    )
    account: One[Account] = edge(
        "-[:OF]->", None, "The account it proves.", "所属账号。", required=True
    )
