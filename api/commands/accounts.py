"""`gongjian admin`, `gongjian account` and `gongjian key`: who may sign in, and with what."""

from __future__ import annotations

import getpass
import os
import re
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.commands.opened import with_driver
from api.identity import utc_now
from graph.chain import audit_key
from graph.migrations import migrate
from graph.transact import read, write
from schema.access.table import RIGHTS
from schema.acts import administration
from schema.acts.administration import AccountProblem, By, NewKey
from schema.acts.credentials import LONGEST_LIFE, PREFIX, PUBLIC_BYTES, SECRET_BYTES, USUAL_LIFE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from neo4j import AsyncDriver

    from schema.acts.credentials import Key

T = TypeVar("T")
_IDENTITY = re.compile(r"[a-z][a-z0-9-]{0,30}#\S(.{0,253}\S)?")


@click.group()
def admin() -> None:
    """系统管理员。 Administrators."""


@click.group()
def account() -> None:
    """账号。 Accounts."""


@click.group()
def key() -> None:
    """API 密钥。 API keys."""


@admin.command("create")
@click.option("--name", required=True, help="姓名。 Name of the person.")
@click.option(
    "--identity",
    help="登录标识：提供方#用户标识。 Identity: provider#subject; without, by key only.",
)
@click.option("--another", is_flag=True, help="已有管理员时再建一个。 Though there is one already.")
def create_admin(*, name: str, identity: str | None, another: bool) -> None:
    """创建系统管理员及其密钥（只显示一次）。 Create an administrator and a key, which is shown once."""
    if not name.strip():
        raise AccountProblem(
            "NAME_MISSING", "姓名不能为空。", "A name is needed.", "请用 --name 给出姓名。", "Give one with --name.",
        )  # fmt: skip
    if identity is not None and not _IDENTITY.fullmatch(identity):
        raise AccountProblem(
            "IDENTITY_WRONG", "登录标识应写成 提供方#用户标识。", "An identity is written provider#subject.",
            "请改正，如 city#12345；只用密钥时可不填。", "Correct it, as in city#12345; leave it out to use keys only.",
        )  # fmt: skip
    code = f"ADMIN-{secrets.token_hex(4).upper()}"
    wanted = _wanted("首个密钥 First key", frozenset({"READ", "ACT"}), USUAL_LIFE.days)
    made = _changed(
        "admin.create", administration.create_admin, code, name.strip(), identity, another=another, wanted=wanted
    )  # fmt: skip
    click.echo(f"已创建系统管理员，账号编号 {code}。 Administrator created; account {code}.")
    _show(made)


@account.command("suspend")
@click.argument("code")
def suspend(code: str) -> None:
    """停用账号：其密钥和会话立即失效。 Suspend an account; its keys and sessions cease to work at once."""
    _set_status(code, "SUSPENDED", "已停用", "suspended")


@account.command("resume")
@click.argument("code")
def resume(code: str) -> None:
    """恢复账号。 Resume an account."""
    _set_status(code, "ACTIVE", "已恢复", "resumed")


def _set_status(code: str, status: str, zh: str, en: str) -> None:
    done = _changed("account.status", administration.set_status, code, status)
    before = ("", "") if done else ("（原已如此）", " (it was so before)")
    click.echo(f"账号 {code} {zh}{before[0]}。 Account {code} is {en}{before[1]}.")


@key.command("create")
@click.option("--account", "code", required=True, help="账号编号。 Number of the account.")
@click.option(
    "--rights", default="READ",
    help="权限，逗号分隔：READ 查询、ACT 操作、REVEAL 查看明文、AUDIT 审计。 Rights, comma-separated; READ if not given.",
)  # fmt: skip
@click.option(
    "--days", type=click.IntRange(1, LONGEST_LIFE.days), default=USUAL_LIFE.days, show_default=True,
    help="有效天数。 Days until it expires.",
)  # fmt: skip
@click.option("--name", help="用途说明。 What it is for.")
def create_key(*, code: str, rights: str, days: int, name: str | None) -> None:
    """为账号创建密钥（只显示一次）。 Create a key for an account; it is shown once."""
    asked = frozenset(rights.upper().replace(",", " ").split())
    if not asked or not asked <= RIGHTS:
        raise AccountProblem(
            "RIGHT_UNKNOWN", f"不认识的权限：{rights}。", f"There is no such right: {rights}.",
            f"可用的权限：{'、'.join(sorted(RIGHTS))}。", f"Rights are {', '.join(sorted(RIGHTS))}.",
        )  # fmt: skip
    _show(_changed("key.create", administration.create_key, code, _wanted(name, asked, days)))


@key.command("revoke")
@click.argument("id_", metavar="ID")
def revoke(id_: str) -> None:
    """撤销密钥或其他凭据，立即失效。 Revoke a key or another credential, at once."""
    full = id_ if id_.startswith(PREFIX) else PREFIX + id_
    if _changed("key.revoke", administration.revoke, full):
        click.echo(f"已撤销 {full}。 Revoked.")
    else:
        click.echo(f"{full} 此前已撤销。 It was revoked before.")


@key.command("list")
def list_keys() -> None:
    """列出密钥（不含密钥本身）。 List the keys, without what is secret in them."""

    async def work(driver: AsyncDriver) -> list[Mapping[str, Any]]:
        await migrate(driver)
        return await read(driver, "key.list", administration.keys)

    found = with_driver(work)
    for one in found:
        click.echo(
            f"{one['id']}  {one['account']}  …{one['hint']}  {_state(one)}  {','.join(one['rights'])}  "
            f"到期 expires {_day(one['until'])}  最近使用 last used {_day(one['used'])}  {one['name'] or ''}".rstrip()
        )
    click.echo(f"共 {len(found)} 个密钥。 {len(found)} keys.")


def _state(one: Mapping[str, Any]) -> str:
    if one["revoked"]:
        return "已撤销 revoked"
    if one["until"].to_native() <= utc_now():
        return "已过期 expired"
    return "有效 valid" if one["status"] == "ACTIVE" else "账号停用 suspended"


def _day(moment: Any) -> str:
    return "-" if moment is None else moment.to_native().date().isoformat()


def _wanted(name: str | None, rights: frozenset[str], days: int) -> NewKey:
    public, secret = secrets.token_bytes(PUBLIC_BYTES), secrets.token_bytes(SECRET_BYTES)
    return NewKey(public, secret, name, rights, days)


def _show(made: Key) -> None:
    click.echo(f"密钥编号 Key id: {made.id}")
    click.echo(
        "密钥如下，只显示这一次，请立即妥善保存： The key; it is not shown again, so keep it safe now:"
    )
    click.echo(made.text)


def _changed(name: str, work: Callable[..., Awaitable[T]], *args: Any, **more: Any) -> T:
    """Run one change of `schema.acts.administration` as the person at this machine."""
    by = By(f"local:{_user()}", utc_now(), audit_key(os.environ))

    async def run(driver: AsyncDriver) -> T:
        await migrate(driver)

        async def change(tx: Any) -> T:
            return await work(tx, by, *args, **more)

        return await write(driver, name, change)

    return with_driver(run)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # No name belongs to this user.
        return str(os.getuid())
