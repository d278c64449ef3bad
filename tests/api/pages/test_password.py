"""The password of a managed database reaches administrators on pages of ours on this machine, and nobody else."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from api.pages.visitor import NOBODY
from tests.api.pages.alone import ADMIN, facts
from tests.api.pages.conftest import caller

if TYPE_CHECKING:
    import httpx

    from api.pages import PageFacts
    from api.pages.visitor import Visitor

OURS = {
    "x-gongjian-connect": "1",
    "sec-fetch-site": "same-origin",
    "origin": "http://127.0.0.1:8000",
}
SECRET = "s3cret-of-the-test"


async def _asked(
    now: PageFacts, headers: dict[str, str] | None = None, **of: Any
) -> httpx.Response:
    async with caller(now, **of) as client:
        return await client.post(
            "/connect/credentials", headers=OURS if headers is None else headers
        )


async def test_a_page_on_this_machine_gets_it_and_nothing_keeps_it(managed: PageFacts) -> None:
    """Loopback caller, loopback name, our own page: host, user and password, marked never to be stored."""
    answer = await _asked(managed)
    assert answer.status_code == 200
    assert answer.json() == {
        "host": "bolt://127.0.0.1:7687",
        "username": "neo4j",
        "password": SECRET,
        "database": None,
    }
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("host", "client"),
    [("localhost", "127.0.0.1"), ("[::1]", "::1"), ("127.0.0.1", "::ffff:127.0.0.1")],
)
async def test_every_way_to_say_this_machine_is_understood(
    managed: PageFacts, host: str, client: str
) -> None:
    """IPv6, mapped IPv4 and the name localhost are this machine as well."""
    headers = OURS | {"origin": f"http://{host}:8000"}
    answer = await _asked(managed, headers, url=f"http://{host}:8000", client=client)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("changed", "of"),
    [
        ({}, {"client": "10.0.0.7"}),
        ({"origin": "http://evil.example:8000"}, {"url": "http://evil.example:8000"}),
        ({"origin": "http://127.0.0.1.evil.example"}, {"url": "http://127.0.0.1.evil.example"}),
        ({"x-forwarded-for": "203.0.113.9"}, {}),
        ({"forwarded": "for=203.0.113.9"}, {}),
        ({"sec-fetch-site": "cross-site"}, {}),
        ({"sec-fetch-site": "same-site"}, {}),
        ({"origin": "http://127.0.0.1:9999"}, {}),
        ({"origin": "null"}, {}),
        ({"x-gongjian-connect": ""}, {"client": "not-an-address"}),
        ({"host": "["}, {}),
    ],
)
async def test_strangers_are_refused_with_a_reason(
    managed: PageFacts, changed: dict[str, str], of: dict[str, str]
) -> None:
    """Another machine, a rebound name, a proxy, another site's page: a refusal in two languages, no password in it."""
    answer = await _asked(managed, OURS | changed, **of)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "NOT_THIS_MACHINE"
    assert answer.json()["error"]["cureZh"]
    assert answer.json()["error"]["cureEn"]
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    ("visitor", "status", "code"),
    [
        (NOBODY, 401, "UNAUTHENTICATED"),
        (dataclasses.replace(ADMIN, opens_graph=False), 403, "FORBIDDEN"),
    ],
)
@pytest.mark.parametrize("managed_database", [True, False])
async def test_who_may_not_open_the_graph_gets_neither_password_nor_address(
    managed: PageFacts, visitor: Visitor, status: int, code: str, managed_database: bool
) -> None:
    """Nobody in particular, or somebody without that right: why, in two languages, and where to sign in."""
    now = managed if managed_database else facts(password=None)
    answer = await _asked(now, visitor=visitor)
    said = answer.json()["error"]
    assert (answer.status_code, said["code"], said["signIn"]) == (status, code, "/sign-in?next=/connect")  # fmt: skip
    assert said["messageZh"]
    assert said["cureEn"]
    assert SECRET not in answer.text
    assert "7687" not in answer.text


async def test_a_simple_form_post_is_refused(managed: PageFacts) -> None:
    """What another site could send without a preflight has not the header that our page sends."""
    assert (await _asked(managed, {})).status_code == 403


async def test_reading_the_address_is_not_asking(managed: PageFacts) -> None:
    """A link, an image or a prefetch is a GET; the password is only given to a POST."""
    async with caller(managed) as client:
        assert (await client.get("/connect/credentials", headers=OURS)).status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/graphiql", "/connect", "/connect/seed.json", "/browser/", "/guides/first.html"]
)
async def test_no_page_carries_it(managed: PageFacts, path: str) -> None:
    """Nothing that may be cached or saved holds the password."""
    async with caller(managed) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert SECRET not in repr(managed)


async def test_a_foreign_database_is_never_passed_on() -> None:
    """For NEO4J_URI the page gets an address to fill in, not a password, and no routing scheme."""
    now = facts(
        bolt_uri="neo4j+s://db.example.org",
        neo4j_user="reader",
        password=None,
        database="alliances",
    )
    answer = await _asked(now)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "NOT_MANAGED"
    assert answer.json()["error"]["open"] == {
        "dbms": "bolt+s://reader@db.example.org:7687",
        "db": "alliances",
    }
