"""Signing in and out through the whole code flow, with a real provider on this machine."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from api.identity import COOKIE
from tests.api.sign_in.acting import begin, callback, session_of, sign_in
from tests.api.sign_in.providers import AUTHORIZE, TOKEN, provider

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    import httpx

    from tests.conftest import Database
    from tests.fixtures.sessions import Clock

STORED = """
MATCH (c:Credential {kind: 'SESSION'})-[:OF]->(a:Account)
WHERE c.createdAt > datetime() - duration('PT1M')
RETURN a.identity AS identity, c.hash AS hash, c.expiresAt - duration({hours: 12}) = c.createdAt AS half_a_day,
       c.revokedAt AS revoked, keys(c) AS keys ORDER BY c.createdAt
"""
CHANGES = """
MATCH (c:Change) WHERE c.stream = 'sign-in' AND c.at > datetime() - duration('PT1M')
RETURN c.act AS act, c.actor AS actor, c.via AS via, c.target AS target, c.details AS details, c.fields AS fields
ORDER BY c.seq
"""
MINE = "{ streets { totalCount } needs { totalCount } }"


async def _rows(database: Database, cypher: str) -> list[dict[str, object]]:
    async with database.driver.session() as session:
        return await (await session.run(cypher)).data()  # pyright: ignore[reportArgumentType]


async def test_a_session_is_a_fresh_secret_of_which_the_graph_has_the_hash(
    local: str, browser: httpx.AsyncClient, database: Database
) -> None:
    """Signed in as the chosen account: cookie for half a day, its hash stored, sign-in on record, GraphQL answers."""
    answer = await sign_in(browser, local, "ns-street", next_="/graphiql")
    assert str(answer.url) == f"{local}/graphiql"
    assert "孔令秋" in answer.text
    assert "南山街道 街道治理中心工作人员" in answer.text
    given = [cookie for one in answer.history for cookie in one.headers.get_list("set-cookie")]
    cookie = next(one for one in given if one.startswith(COOKIE))
    assert {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    secret = browser.cookies[COOKIE]
    assert re.fullmatch(r"[\w-]{43}", secret)
    (stored,) = await _rows(database, STORED)
    assert stored["identity"] == "local#ns-street"
    assert stored["hash"] == hashlib.sha256(secret.encode()).hexdigest()
    assert (stored["half_a_day"], stored["revoked"]) == (True, None)
    (change,) = await _rows(database, CHANGES)
    assert (change["act"], change["via"], change["details"]) == ("SIGN_IN", "SESSION", None)
    asked = await browser.post(f"{local}/graphql", json={"query": MINE}, headers={"origin": local})
    assert asked.json()["data"]["needs"]["totalCount"] > 0


async def test_the_flow_has_state_nonce_and_proof_of_the_code(
    with_provider: Callable[[str], AbstractAsyncContextManager[str]],
    browser: httpx.AsyncClient,
    account: str,
) -> None:
    """RFC 7636 with S256, a state and a nonce of 20 characters and more, different each time; only `openid` is asked."""
    seen = []
    with provider() as (issuer, heard):
        async with with_provider(issuer) as url:
            for _ in range(2):
                assert (await sign_in(browser, url, account, provider="office")).status_code == 200
                asked = [said for path, said in heard.asked if path == AUTHORIZE][-1]
                proved = [said for path, said in heard.asked if path == TOKEN][-1]
                digest = hashlib.sha256(proved["code_verifier"].encode()).digest()
                challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
                assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")  # fmt: skip
                assert (asked["scope"], asked["redirect_uri"]) == ("openid", f"{url}/sign-in/callback")  # fmt: skip
                assert min(len(asked["state"]), len(asked["nonce"]), len(proved["code_verifier"]) - 23) >= 20  # fmt: skip
                seen += [asked["state"], asked["nonce"], proved["code_verifier"]]
    assert len(set(seen)) == 6


async def test_no_session_can_be_fixed(
    local: str, browser: httpx.AsyncClient, database: Database
) -> None:
    """A cookie that came along is never taken over, and a session that came along ends."""
    browser.cookies.set(COOKIE, "A" * 43, domain="127.0.0.1", path="/")
    await sign_in(browser, local, "ns-street")
    first = session_of(browser)
    assert first != "A" * 43
    await sign_in(browser, local, "ns-qiaobei")
    assert session_of(browser) != first
    stored = await _rows(database, STORED)
    assert [bool(one["revoked"]) for one in stored] == [True, False]
    assert [one["act"] for one in await _rows(database, CHANGES)] == ["SIGN_IN", "SIGN_OUT", "SIGN_IN"]  # fmt: skip


async def test_signing_out_ends_the_session_for_good(
    local: str, browser: httpx.AsyncClient, database: Database
) -> None:
    """The cookie goes, the session is revoked and on record; who kept the cookie gets 401."""
    await sign_in(browser, local, "ns-street")
    secret = session_of(browser)
    out = await browser.post(f"{local}/sign-out", headers={"origin": local})
    assert str(out.url) == f"{local}/"
    assert COOKIE not in browser.cookies
    assert [one["act"] for one in await _rows(database, CHANGES)] == ["SIGN_IN", "SIGN_OUT"]
    browser.cookies.set(COOKIE, secret, domain="127.0.0.1", path="/")
    asked = await browser.post(f"{local}/graphql", json={"query": MINE}, headers={"origin": local})
    assert asked.status_code == 401
    assert "孔令秋" not in (await browser.get(f"{local}/")).text


async def test_a_session_ends_by_itself(
    local: str, browser: httpx.AsyncClient, clock: Clock
) -> None:
    """After twelve hours the cookie is worth nothing, and pages show nobody."""
    await sign_in(browser, local, "ns-street")
    clock.moved = timedelta(hours=12, seconds=5)
    asked = await browser.post(f"{local}/graphql", json={"query": MINE}, headers={"origin": local})
    assert asked.status_code == 401
    assert "孔令秋" not in (await browser.get(f"{local}/")).text


@pytest.mark.parametrize("path", ["/sign-out", "/sign-in/begin"])
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", None])
async def test_no_other_site_signs_anybody_in_or_out(
    local: str, browser: httpx.AsyncClient, path: str, origin: str | None
) -> None:
    """A form of another site gets a page that says so; whoever was signed in still is."""
    await sign_in(browser, local, "ns-street")
    said = {"origin": origin} if origin else {"sec-fetch-site": "cross-site"}
    answer = await browser.post(f"{local}{path}", data={"provider": "local", "sub": "admin"}, headers=said)  # fmt: skip
    assert answer.status_code == 403
    assert 'data-code="FOREIGN_PAGE"' in answer.text
    assert "孔令秋" in (await browser.get(f"{local}/")).text


@pytest.mark.parametrize(
    "next_",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "/%5Cevil.example", "///evil.example", "javascript:alert(1)",
        "/graphiql\r\nset-cookie: a=b", "/sign-out", "http:/evil.example", "/graphiql/../x", "/connect?a=<script>", "@evil.example", "",
    ],
)  # fmt: skip
async def test_nobody_is_led_to_another_site(
    local: str, browser: httpx.AsyncClient, next_: str
) -> None:
    """What is no page of ours leads to the start page."""
    answer = await sign_in(browser, local, "ns-street", next_=next_)
    assert str(answer.url) == f"{local}/"


async def test_a_page_that_asked_to_sign_in_is_gone_back_to(
    local: str, browser: httpx.AsyncClient
) -> None:
    """With what its address asked for."""
    answer = await sign_in(browser, local, "ns-street", next_="/connect?show=guide")
    assert str(answer.url) == f"{local}/connect?show=guide"


async def test_a_callback_works_once(local: str, browser: httpx.AsyncClient) -> None:
    """The same address again, also with the cookie put back: the code and the state are used up."""
    back = await callback(browser, local, "ns-street")
    kept = dict(browser.cookies)
    assert (await browser.get(back)).status_code == 200
    first = session_of(browser)
    again = await browser.get(back)
    assert (again.status_code, 'data-code="STATE_UNKNOWN"' in again.text) == (400, True)
    for name, value in kept.items():
        browser.cookies.set(name, value, domain="127.0.0.1", path="/sign-in")
    again = await browser.get(back)
    assert (again.status_code, 'data-code="STATE_UNKNOWN"' in again.text) == (400, True)
    assert session_of(browser) == first


async def test_a_code_cannot_be_given_to_another_browser(
    local: str, browser: httpx.AsyncClient, another: httpx.AsyncClient
) -> None:
    """Neither to one that began nothing, nor to one with an attempt of its own; nor is a used code taken again."""
    back = await callback(browser, local, "admin")
    for prepared in (False, True):
        if prepared:
            await begin(another, local, "ns-resident")
        answer = await another.get(back)
        assert (answer.status_code, 'data-code="STATE_UNKNOWN"' in answer.text) == (400, True)
        assert COOKIE not in another.cookies
    own = parse_qs(urlsplit(await callback(another, local, "ns-resident")).query)["state"][0]
    await browser.get(back)
    code = parse_qs(urlsplit(back).query)["code"][0]
    answer = await another.get(f"{local}/sign-in/callback?code={code}&state={own}")
    assert (answer.status_code, 'data-code="CODE_REFUSED"' in answer.text) == (400, True)


@pytest.mark.parametrize("query", ["", "?code=a", "?state=b", "?code=a&state=b", f"?code={'a' * 9000}&state={'b' * 9000}"])  # fmt: skip
async def test_a_callback_out_of_nowhere_is_a_page(
    local: str, browser: httpx.AsyncClient, query: str
) -> None:
    """Nothing was begun in this browser."""
    answer = await browser.get(f"{local}/sign-in/callback{query}")
    assert (answer.status_code, 'data-code="STATE_UNKNOWN"' in answer.text) == (400, True)


async def test_an_attempt_ends_after_ten_minutes(local: str, browser: httpx.AsyncClient) -> None:
    """The cookie that holds it is signed, of ten minutes, for `/sign-in` only, and no script sees it."""
    began = await begin(browser, local, "ns-street")
    cookie = began.headers["set-cookie"].lower()
    assert {"httponly", "samesite=lax", "path=/sign-in", "max-age=600"} <= set(cookie.split("; "))
    forged = browser.cookies["gongjian_sign_in"]
    browser.cookies.set("gongjian_sign_in", f"A{forged[1:]}", domain="127.0.0.1", path="/sign-in")
    answer = await browser.get(f"{local}/sign-in/callback?code=a&state=b")
    assert answer.status_code == 400
