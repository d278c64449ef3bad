"""What an administrator does to accounts and their keys: each in one transaction, with its record in the chain.

Decided, and guarded by `tests/api/identity/test_commands.py`: the first administrator comes from the command line of the
machine, because nobody could let him in otherwise; a second one that way must be asked for in so many words. An account
without an identity of a provider has one that no provider can claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from graph import lease
from graph.chain import Entry, append
from graph.kinds import KINDS
from graph.write import EdgeWrite, NodeWrite, write_edges, write_nodes
from schema.access.table import TABLE, Role
from schema.acts.credentials import (
    CREATE,
    INSTALLATION,
    REVOKE,
    environment_of,
    life_within,
    new_key,
    rights_within,
)
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from neo4j import AsyncManagedTransaction

    from graph.chain import ChainKey
    from schema.acts.credentials import Key

STREAM = "accounts"
OWN_PROVIDER = "key"
"""Stands where the name of a provider would, for accounts that have none; no provider may be called so."""
ADMIN_CODE = "R.SYSTEM_ADMIN"

_ADMINS = """
MATCH (a:Account)-[:IS]->(p:Person)-[:HOLDS]->(r:RoleAssignment)-[:IN_ROLE]->(c:Category)
WHERE a.status = 'ACTIVE' AND c.code IN $codes AND r.status = 'ACTIVE'
  AND (r.startOn IS NULL OR r.startOn <= $today) AND (r.endOn IS NULL OR r.endOn > $today)
RETURN count(DISTINCT a) AS admins
"""
_TAKEN = "MATCH (a:Account {identity: $identity}) RETURN a.code AS code"
_ROLE = "MATCH (c:Category {code: $code}) RETURN c.code AS code"
_ACCOUNT = "MATCH (a:Account {code: $code}) RETURN a.id AS id, a.status AS status"
_STATUS = "MATCH (a:Account {code: $code}) SET a.status = $status, a.version = coalesce(a.version, 0) + 1 RETURN a.id AS id"
_KEYS = """
MATCH (c:Credential)-[:OF]->(a:Account)
WHERE c.kind = 'KEY'
RETURN c.id AS id, a.code AS account, a.status AS status, c.name AS name, c.hint AS hint, c.rights AS rights,
       c.createdAt AS created, c.expiresAt AS until, c.revokedAt AS revoked, c.lastUsedAt AS used
ORDER BY c.createdAt, c.id
"""

STATEMENTS = {
    "administration.admins": _ADMINS, "administration.taken": _TAKEN, "administration.role": _ROLE,
    "administration.account": _ACCOUNT, "administration.status": _STATUS, "administration.keys": _KEYS,
}  # fmt: skip


class AccountProblem(Exception):
    """It cannot be done: what is in the way and what to do, in both languages."""

    def __init__(self, code: str, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(f"{en} {cure_en}")
        self.code, self.zh, self.en, self.cure_zh, self.cure_en = code, zh, en, cure_zh, cure_en


@dataclass(frozen=True)
class By:
    """Who does it and when; `key` is that of the chain. actor: `local:<user>`, or an account's id."""

    actor: str
    now: datetime
    key: ChainKey
    via: str = "LOCAL"

    def entry(self, act: str, target: str, kind: str, fields: tuple[str, ...] = ()) -> Entry:
        """A record of it."""
        return Entry(STREAM, self.now, act, self.actor, self.via, None, target, kind, fields)


@dataclass(frozen=True)
class NewKey:
    """What a key is to be, with the random bytes that make it."""

    public: bytes
    secret: bytes
    name: str | None
    rights: Collection[str]
    days: int


async def create_admin(
    tx: AsyncManagedTransaction, by: By, code: str, name: str, identity: str | None, *, another: bool, wanted: NewKey
) -> Key:  # fmt: skip
    """A person, his role of administrator, his account and a key; `code` is the number of all three.

    Raises:
        AccountProblem: there is an administrator already, or the identity is another's.
    """
    # The lock, so that two who are first at the same time are not both.
    await lease.hold(tx, "accounts", "")
    codes = sorted(TABLE.roles[Role["ADMIN"]].held_as)
    today = by.now.astimezone(BEIJING).date()
    admins = await _one(tx, _ADMINS, {"codes": codes, "today": today})
    if admins["admins"] and not another:
        raise AccountProblem(
            "ADMIN_EXISTS", "已有可用的系统管理员账号。", "There is an active administrator already.",
            "请由其管理账号；确需再建一个，请加 --another。", "Let that one manage accounts, or add --another to create one more.",
        )  # fmt: skip
    identity = identity or f"{OWN_PROVIDER}#{code}"
    if await _rows(tx, _TAKEN, {"identity": identity}):
        raise AccountProblem(
            "IDENTITY_TAKEN", "该登录标识已属于另一个账号。", "Another account has this identity.",
            "请换一个登录标识，或为原账号创建密钥。", "Use another identity, or create a key for that account.",
        )  # fmt: skip
    if not await _rows(tx, _ROLE, {"code": ADMIN_CODE}):
        term = {"name": "系统管理员", "nameEn": "System administrator", "taxonomy": "ROLE"}
        await _write(tx, "Category", ADMIN_CODE, term, {})
    await _write(tx, "Person", code, {"name": name}, {})
    post = {"title": "系统管理员", "status": "ACTIVE", "startOn": today}
    await _write(tx, "RoleAssignment", code, post, {"holder": code, "role": ADMIN_CODE})
    await _write(tx, "Account", code, {"identity": identity, "status": "ACTIVE"}, {"person": code})
    account = (await _one(tx, _ACCOUNT, {"code": code}))["id"]
    key, created = await _create_key(tx, by, account, wanted)
    await append(tx, by.key, [by.entry("CREATE_ADMIN", account, "Account"), created])
    return key


async def create_key(tx: AsyncManagedTransaction, by: By, code: str, wanted: NewKey) -> Key:
    """A key for the account with this number.

    Raises:
        AccountProblem: there is no such account, or it is suspended; or the key can't be like that.
    """
    found = await _rows(tx, _ACCOUNT, {"code": code})
    if not found:
        raise _no_account(code)
    if found[0]["status"] != "ACTIVE":
        raise AccountProblem(
            "ACCOUNT_SUSPENDED", f"账号 {code} 已停用。", f"Account {code} is suspended.",
            f"请先恢复：gongjian account resume {code}。", f"Resume it first: gongjian account resume {code}.",
        )  # fmt: skip
    key, created = await _create_key(tx, by, found[0]["id"], wanted)
    await append(tx, by.key, [created])
    return key


async def revoke(tx: AsyncManagedTransaction, by: By, id_: str) -> bool:
    """Revoke a credential; false if it was revoked before.

    Raises:
        AccountProblem: there is no such credential.
    """
    found = await _rows(tx, REVOKE, {"id": id_, "now": by.now})
    if not found:
        raise AccountProblem(
            "NO_CREDENTIAL", f"没有编号为 {id_} 的凭据。", f"There is no credential {id_}.",
            "请用 gongjian key list 查看编号。", "See gongjian key list for the ids.",
        )  # fmt: skip
    if found[0]["stood"]:
        entry = by.entry("REVOKE_CREDENTIAL", id_, "Credential", ("revokedAt",))
        await append(tx, by.key, [entry])
    return found[0]["stood"]


async def set_status(tx: AsyncManagedTransaction, by: By, code: str, status: str) -> bool:
    """Suspend or resume the account with this number; false if it was so before.

    Raises:
        AccountProblem: there is no such account.
    """
    found = await _rows(tx, _ACCOUNT, {"code": code})
    if not found:
        raise _no_account(code)
    if found[0]["status"] == status:
        return False
    await _rows(tx, _STATUS, {"code": code, "status": status})
    act = "SUSPEND_ACCOUNT" if status == "SUSPENDED" else "RESUME_ACCOUNT"
    await append(tx, by.key, [by.entry(act, found[0]["id"], "Account", ("status",))])
    return True


async def keys(tx: AsyncManagedTransaction) -> list[Mapping[str, Any]]:
    """Every API key, as it may be shown."""
    return await _rows(tx, _KEYS, {})


async def _create_key(
    tx: AsyncManagedTransaction, by: By, account: str, wanted: NewKey
) -> tuple[Key, Entry]:
    rights, life = rights_within(wanted.rights), life_within(wanted.days)
    if rights is None or life is None:
        raise AccountProblem(
            "KEY_WRONG", "密钥的权限或有效天数不合适。", "The rights or the days of the key do not fit.",
            "权限为 READ、ACT、REVEAL、AUDIT 中的若干个，天数为 1 到 366。",
            "Rights are some of READ, ACT, REVEAL and AUDIT; days are 1 to 366.",
        )  # fmt: skip
    installation = (await _one(tx, INSTALLATION, {}))["installation"]
    key = new_key(environment_of(installation), wanted.public, wanted.secret)
    stored = {
        "account": account, "id": key.id, "kind": "KEY", "name": wanted.name, "hint": key.hint,
        "rights": rights, "now": by.now, "until": by.now + life, "hash": key.hash,
    }  # fmt: skip
    await _one(tx, CREATE, stored)
    return key, by.entry("CREATE_API_KEY", key.id, "Credential")


async def _write(
    tx: AsyncManagedTransaction, kind: str, code: str, values: Mapping[str, Any], links: Mapping[str, str]
) -> None:  # fmt: skip
    made = KINDS[kind]
    await write_nodes(tx, made, [NodeWrite(code, {"provenance": "ENTERED", **values})])
    for edge, far in links.items():
        await write_edges(tx, made, made.edges[edge], [EdgeWrite(code, far, {})])


async def _rows(
    tx: AsyncManagedTransaction, statement: str, parameters: Mapping[str, Any]
) -> list[Mapping[str, Any]]:
    return list(await (await tx.run(statement, dict(parameters))).data())  # pyright: ignore[reportArgumentType]


async def _one(
    tx: AsyncManagedTransaction, statement: str, parameters: Mapping[str, Any]
) -> Mapping[str, Any]:
    (row,) = await _rows(tx, statement, parameters)
    return row


def _no_account(code: str) -> AccountProblem:
    return AccountProblem(
        "NO_ACCOUNT", f"没有编号为 {code} 的账号。", f"There is no account {code}.",
        "账号编号见导入的“账号”表，或由 gongjian admin create 给出。",
        "Numbers are in the imported sheet of accounts, or given by gongjian admin create.",
    )  # fmt: skip
