"""Only under our own names, and with a session only for our own pages."""

from __future__ import annotations

import asyncio
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from starlette.datastructures import Headers

from api.commands.serve import served
from api.identity import of_our_page
from schema.acts.credentials import CREATE, hash_of
from tests.api.identity.conftest import STREET, serving

if TYPE_CHECKING:
    from tests.api.identity.conftest import Known
    from tests.api.identity.provider import KeyServer
    from tests.conftest import Database
    from tests.fixtures.service import Service

PATHS = ("/", "/graphql?query={__typename}", "/graphiql", "/schema.graphql", "/livez", "/readyz", "/nothing")  # fmt: skip


async def raw(known: Known, lines: str, path: str = "/livez") -> int:
    """Status of a request that is written by hand."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(known.url).port)
    writer.write(f"GET {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode())
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status


async def test_names_of_this_machine(known: Known) -> None:
    """Loopback names are ours, with any port."""
    for host in ("localhost", "127.0.0.1", "[::1]", "localhost:8000", "LOCALHOST"):
        assert await raw(known, f"Host: {host}\r\n") == 200


async def test_other_names(known: Known) -> None:
    """A name that was pointed at this machine gets 421 on every route, a key in hand or not."""
    key = (await known.key()).text
    for path in PATHS:
        for host in ("evil.example", "evil.example:8000", "localhost.evil.example", "localhost.", "127.0.0.1.nip.io", "10.0.0.1"):  # fmt: skip
            answer = await known.client.get(path, headers={"host": host, "authorization": f"Bearer {key}"})  # fmt: skip
            assert answer.status_code == 421, (path, host)
            assert "GONGJIAN_HOSTS" in answer.text


async def test_no_name(known: Known) -> None:
    """None, two, or one that is none: 400."""
    for lines in ("Host: \r\n", "Host: localhost\r\nHost: localhost\r\n", "Host: user@localhost\r\n", "Host: localhost/x\r\n", "Host: localhost:x\r\n", "Host: [\r\n"):  # fmt: skip
        assert await raw(known, lines) == 400, lines


async def test_names_that_were_added(
    example: Service, database: Database, provider: KeyServer
) -> None:
    """Names of the settings are ours too, and no others."""
    async with serving(database, provider, hosts=frozenset({"gongjian.example"})) as known:
        assert await raw(known, "Host: gongjian.example:8443\r\n") == 200
        assert await raw(known, "Host: other.example\r\n") == 421


@pytest.mark.parametrize(
    ("sent", "ours"),
    [
        ({"origin": "http://localhost:8000"}, True),
        ({"origin": "https://localhost:8000"}, True),
        ({"origin": "http://LOCALHOST:8000"}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://localhost"}, False),
        ({"origin": "http://localhost:8001"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://evil.example", "sec-fetch-site": "same-origin"}, False),
        ({"origin": "file://localhost:8000"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"origin": ""}, False),
    ],
)
def test_our_own_page(sent: dict[str, str], ours: bool) -> None:
    """A page of ours says so by its origin, or the browser does."""
    assert of_our_page(Headers({"host": "localhost:8000", **sent})) is ours


async def test_session_counts_for_our_own_pages_only(known: Known) -> None:
    """With the cookie and a foreign page, or with none named: 403 and nothing read; from ours: the caller."""
    secret = secrets.token_urlsafe(32)
    now = known.clock()
    (account,) = await known.run("MATCH (a:Account {code: $code}) RETURN a.id AS id", code=STREET)
    await known.run(
        CREATE, account=account["id"], id="credential_session", kind="SESSION", name=None, hint=None,
        rights=["READ"], now=now, until=now + timedelta(hours=1), hash=hash_of(secret),
    )  # fmt: skip
    cookie = {"cookie": f"theme=dark; gongjian_session={secret}"}
    for page in ({}, {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):  # fmt: skip
        known.statements.clear()
        answer = await known.ask(headers={**cookie, **page})
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"]["reason"] == "FOREIGN_PAGE"
        assert known.statements == []
    for page in ({"origin": known.url}, {"sec-fetch-site": "same-origin"}):
        answer = await known.ask(headers={**cookie, **page})
        assert answer.json()["data"]["accounts"]["nodes"] == [{"code": STREET}]
    # A session is no bearer's key, and a key no session.
    assert (await known.ask(secret)).status_code == 401
    await known.run("MATCH (c:Credential) SET c.kind = 'KEY'")
    async with serving(known.database, known.provider) as fresh:
        assert (await fresh.ask(headers={**cookie, "origin": fresh.url})).status_code == 401


async def test_no_other_origin_may_read(known: Known) -> None:
    """Whoever asks from wherever: no answer says that another origin may read it."""
    key = (await known.key()).text
    for secret in (None, key, "no.such.token"):
        answer = await known.ask(secret, headers={"origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = await known.client.request("OPTIONS", "/graphql", headers=asked)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_addresses_are_not_logged_and_proxies_not_believed() -> None:
    """As it is served: no access log, where variables of GET would be, and no header that says who asks."""
    config = served(lambda *_: None, 0)  # type: ignore[arg-type]
    assert (config.access_log, config.proxy_headers) == (False, False)
