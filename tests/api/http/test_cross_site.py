"""What a page of another site can make a browser send: it neither changes nor reads, whatever it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.datastructures import Headers

from api.identity import of_another_site, without_preflight
from tests.api.http.sent import TYPENAME, refusal

if TYPE_CHECKING:
    import httpx

    from tests.fixtures.service import Service

SIMPLE = {
    "text": "text/plain",
    "form": "application/x-www-form-urlencoded",
    "multipart": "multipart/form-data; boundary=x",
    "none": "",
    "text that says JSON": "text/plain; application/json",
}
"""Content types that a page may send to another site without asking it first."""
PAGES = {
    "another origin": {"origin": "https://evil.example"},
    "no origin of its own": {"origin": "null"},
    "another site": {"sec-fetch-site": "cross-site"},
    "another port": {"sec-fetch-site": "same-site"},
    "an image": {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
    "an old browser": {},
}
QUERY = quote('{ node(id: "x") { id } }')
MUTATION = quote("mutation { __typename }")


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
@pytest.mark.parametrize("type_", SIMPLE.values(), ids=list(SIMPLE))
async def test_simple_requests(service: Service, type_: str, page: dict[str, str]) -> None:
    """POST and GET of every simple sort, with a session cookie or without: 4xx, nothing read, nothing done."""
    service.statements.clear()
    for cookie in ({}, {"cookie": f"gongjian_session={'A' * 43}"}):
        headers = {**page, **cookie, "content-type": type_}
        answers: list[httpx.Response] = [
            await service.client.post("/graphql", content=TYPENAME, headers=headers),
            await service.client.get(f"/graphql?query={QUERY}", headers=headers),
            await service.client.get(f"/graphql?query={MUTATION}", headers=headers),
        ]
        for answer in answers:
            assert 400 <= answer.status_code < 500
            refusal(answer)
            assert not [name for name in answer.headers if name.startswith("access-control")]
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert service.statements == []


@pytest.mark.parametrize("page", [p for p in PAGES.values() if p])
async def test_json_from_another_site(service: Service, page: dict[str, str]) -> None:
    """Even JSON, which a browser would ask us about first, is 403 from there; and when it asks, nothing is allowed."""
    answer = await service.client.post(
        "/graphql", content=TYPENAME, headers={**page, "content-type": "application/json"}
    )
    assert (answer.status_code, refusal(answer)["reason"]) == (403, "FOREIGN_PAGE")
    asks = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}  # fmt: skip
    answer = await service.client.request("OPTIONS", "/graphql", headers={**page, **asks})
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_our_own_pages_and_programs(service: Service) -> None:
    """Pages of ours and programs are answered; a front end behind another name with a key in a header too."""
    json_ = {"content-type": "application/json"}
    for headers in (
        {},
        {"origin": service.base_url},
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://localhost:5173", "authorization": "Bearer gj_a_b"},
    ):
        answer = await service.client.post(
            "/graphql", content=TYPENAME, headers={**json_, **headers}
        )
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "shown",
    [
        {"graphql-require-preflight": "1"},
        {"apollo-require-preflight": "true"},
        {"x-apollo-operation-name": "Q"},
        {"content-type": "application/json"},
        {"authorization": "Bearer gj_a_b"},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
        {"sec-fetch-mode": "cors"},
    ],
    ids=repr,
)
async def test_get_that_no_link_could_have_sent(service: Service, shown: dict[str, str]) -> None:
    """A query by GET is answered when its headers show that no page of another site can have read it or made it unasked."""
    query = quote("query Q($id: ID!) { node(id: $id) { id } }")
    address = f"/graphql?query={query}&variables={quote(json.dumps({'id': 'x'}))}&operationName=Q"
    answer = await service.client.get(address, headers=shown)
    assert (answer.status_code, answer.json()["data"]) == (200, {"node": None})


async def test_get_never_changes(service: Service) -> None:
    """A mutation by GET is 405 even with such a header, and told to be sent by POST."""
    answer = await service.client.get(
        f"/graphql?query={MUTATION}", headers={"graphql-require-preflight": "1"}
    )
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert refusal(answer)["reason"] == "GET_READS"


async def test_get_that_any_link_could_have_sent(service: Service) -> None:
    """Without them it is 400, and told what to add."""
    answer = await service.client.get(f"/graphql?query={QUERY}")
    assert (answer.status_code, refusal(answer)["reason"]) == (400, "PREFLIGHT")
    assert "GraphQL-Require-Preflight" in refusal(answer)["messageZh"]


def test_what_browsers_say() -> None:
    """Neither `Origin` nor `Sec-Fetch-Site` may name another site; an empty header shows nothing."""
    host = {"host": "localhost:8000"}
    ours = {**host, "origin": "http://localhost:8000"}
    assert not of_another_site(Headers(ours))
    assert of_another_site(Headers({**ours, "sec-fetch-site": "cross-site"}))
    assert of_another_site(Headers({**host, "origin": "http://localhost:8001"}))
    assert without_preflight(Headers({**host, "graphql-require-preflight": ""}))
    assert without_preflight(Headers({**host, "sec-fetch-mode": "navigate"}))
