"""What is in the way of signing in is a page in two languages, never a defect."""

from __future__ import annotations

import dataclasses
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from api.app import create_app
from api.identity import COOKIE
from api.sign_in import LocalProvider, Provider
from graph.chain import audit_key
from tests.api.sign_in.acting import begin, callback, sign_in
from tests.api.sign_in.providers import FAULTS, provider
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import httpx

    from graph.connect import Origin
    from tests.conftest import Database

REFUSED = """
MATCH (c:Change {act: 'SIGN_IN_REFUSED'}) WHERE c.at >= $since
RETURN c.actor AS actor, c.details AS details, c.target AS target
"""
NOWHERE = "bolt://127.0.0.1:1"


def _said(answer: httpx.Response, code: str) -> None:
    assert f'data-code="{code}"' in answer.text, answer.text
    assert answer.status_code != 500
    assert answer.headers["cache-control"] == "no-store"
    assert 'lang="en"' in answer.text
    assert COOKIE not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    ("fault", "code"),
    {
        "another nonce": "TOKEN_WRONG",
        "another audience": "TOKEN_WRONG",
        "another issuer": "TOKEN_WRONG",
        "describes another": "PROVIDER_WRONG",
        "no signature": "TOKEN_WRONG",
        "another signature": "TOKEN_WRONG",
        "no identity token": "TOKEN_WRONG",
        "not JSON": "PROVIDER_WRONG",
        "no description": "PROVIDER_WRONG",
    }.items(),
)
async def test_an_identity_that_is_not_proved_signs_nobody_in(
    with_provider: Callable[[str], AbstractAsyncContextManager[str]],
    browser: httpx.AsyncClient,
    account: str,
    fault: str,
    code: str,
) -> None:
    """Whatever is wrong with what the provider says, and although there is such an account."""
    assert fault in FAULTS
    with provider(fault) as (issuer, _):
        async with with_provider(issuer) as url:
            answer = await begin(browser, url, account, provider="office")
            if answer.status_code == 302:
                answer = await sign_in(browser, url, account, provider="office")
            _said(answer, code)
            assert COOKIE not in browser.cookies


async def test_a_provider_that_says_no(
    with_provider: Callable[[str], AbstractAsyncContextManager[str]], browser: httpx.AsyncClient
) -> None:
    """Whoever cancels there is told so here."""
    with provider() as (issuer, _):
        async with with_provider(issuer) as url:
            began = await begin(browser, url, "x", provider="office")
            answer = await browser.post(began.headers["location"], data={"action": "deny"})
            _said(answer, "PROVIDER_REFUSED")


async def test_a_provider_that_is_away_before_and_between(
    with_provider: Callable[[str], AbstractAsyncContextManager[str]], browser: httpx.AsyncClient
) -> None:
    """Nobody listens when one begins, or no longer when one comes back."""
    with provider() as (issuer, _):
        async with with_provider(issuer) as url:
            back = await callback(browser, url, "x", provider="office")
            kept = browser.cookies["gongjian_sign_in"]
    async with with_provider(issuer) as url:
        _said(await begin(browser, url, "x", provider="office"), "PROVIDER_AWAY")
        browser.cookies.set("gongjian_sign_in", kept, domain="127.0.0.1", path="/sign-in")
        _said(await browser.get(f"{url}/sign-in/callback?{urlsplit(back).query}"), "PROVIDER_AWAY")


async def test_who_has_no_account_is_told_what_to_say_to_whom(
    local: str, browser: httpx.AsyncClient, database: Database
) -> None:
    """His identity, to be read out to the administrator; recorded once a day, masked."""
    since = datetime.now(UTC)
    for _ in range(2):
        answer = await sign_in(browser, local, "zhang-wei-1990")
        _said(answer, "NO_ACCOUNT")
        assert answer.status_code == 403
        assert "<code>local#zhang-wei-1990</code>" in answer.text
        assert "管理员" in answer.text
    assert COOKIE not in browser.cookies
    async with database.driver.session() as session:
        recorded = await (await session.run(REFUSED, since=since)).data()
    assert recorded == [{"actor": None, "details": '{"identity":"local#zh***"}', "target": None}]


async def test_a_suspended_account_signs_nobody_in(
    local: str, browser: httpx.AsyncClient, database: Database
) -> None:
    """The account is there, but not in use; that is recorded with its id."""
    since = datetime.now(UTC)
    async with database.driver.session() as session:
        set_ = (
            "MATCH (a:Account {identity: 'local#ns-grid'}) SET a.status = $status RETURN a.id AS id"
        )
        account = await (await session.run(set_, status="SUSPENDED")).single(strict=True)
        try:
            _said(await sign_in(browser, local, "ns-grid"), "ACCOUNT_SUSPENDED")
        finally:
            await (await session.run(set_, status="ACTIVE")).consume()
        recorded = await (await session.run(REFUSED, since=since)).data()
    assert [one["target"] for one in recorded] == [account["id"]]


async def test_markup_in_an_identity_stays_text(local: str, browser: httpx.AsyncClient) -> None:
    """A subject may be any text; what is put into a page is escaped, also where it looks like a place in a template."""
    answer = await sign_in(browser, local, "<script>alert(1)</script>@code@")
    _said(answer, "NO_ACCOUNT")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;@code@" in answer.text


async def test_a_database_that_is_away_is_said(server: Origin, browser: httpx.AsyncClient) -> None:
    """Beginning, coming back and signing out each end on a page."""
    away = dataclasses.replace(server, uri=NOWHERE, server=None)
    app = create_app(away, local=LocalProvider(), key=audit_key(os.environ))
    async with listening(app) as url:
        _said(await sign_in(browser, url, "ns-street"), "SERVICE_UNAVAILABLE")
        _said(await browser.get(f"{url}/sign-in"), "SERVICE_UNAVAILABLE")
        browser.cookies.set(COOKIE, "A" * 43, domain="127.0.0.1", path="/")
        _said(await browser.post(f"{url}/sign-out", headers={"origin": url}), "SERVICE_UNAVAILABLE")
        assert "登录" in (await browser.get(f"{url}/")).text


async def test_without_a_provider_the_page_says_what_to_do(
    server: Origin, browser: httpx.AsyncClient
) -> None:
    """Nobody can sign in, and an administrator reads which settings there are."""
    async with listening(create_app(server)) as url:
        answer = await browser.get(f"{url}/sign-in")
    _said(answer, "NO_PROVIDER")
    assert "GONGJIAN_SIGN_IN" in answer.text


async def test_away_from_this_machine_cookies_are_for_encrypted_connections_only(
    server: Origin, browser: httpx.AsyncClient
) -> None:
    """Under a public name both cookies are Secure, and the provider sends people back by https."""
    from api.identity import Settings  # noqa: PLC0415

    with provider() as (issuer, heard):
        made = {"office": Provider("office", issuer, "gongjian", "s3cret")}
        app = create_app(server, providers=made, settings=Settings(hosts=frozenset({"gj.example"})))
        async with listening(app) as url:
            began = await browser.get(
                f"{url}/sign-in/begin?provider=office", headers={"host": "gj.example"}, follow_redirects=False
            )  # fmt: skip
    assert "secure" in began.headers["set-cookie"].lower().split("; ")
    assert "redirect_uri=https%3A%2F%2Fgj.example%2Fsign-in%2Fcallback" in began.headers["location"]
    assert heard.asked
