"""Asking for trusted documents over HTTP: by POST and GET, in every mode, and without parsing anything twice."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import graph.compile.document
import graph.compile.limits
from api.app import create_app
from api.documents import Documents, Mode
from tests.api.documents.test_lists import LISTS, read
from tests.api.http.sent import GRAPHQL, refusal
from tests.api.sockets.conftest import Sockets, hear, say
from tests.fixtures.service import listening
from tests.unlimited import OFTEN, Unlimited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.service import Service

ID = next(iter(json.loads((LISTS / "relay-compiler.json").read_text(encoding="utf-8"))))
ASKED = {"documentId": ID, "variables": {"id": "nothing"}}
NOTHING = {"node": None}


@pytest.fixture(scope="module")
async def served(database: Database, service: Service) -> AsyncIterator[_Served]:
    """A service with the lists of all tools, whose mode a test may change."""
    documents = read(*sorted(LISTS.iterdir()))
    holder = _Changing(documents)
    app = create_app(
        database.origin, identity=Unlimited(), settings=OFTEN, documents=holder  # type: ignore[arg-type]
    )  # fmt: skip
    async with listening(app) as url, httpx.AsyncClient(base_url=url, timeout=60) as client:
        yield _Served(client, holder)


class _Changing:
    """Documents in a mode that a test sets."""

    def __init__(self, documents: Documents) -> None:
        self.documents = self._as_read = documents

    def set(self, mode: Mode) -> None:
        self.documents = dataclasses.replace(self._as_read, mode=mode)

    def resolved(self, asked: Any) -> Any:
        return self.documents.resolved(asked)


@dataclasses.dataclass
class _Served:
    client: httpx.AsyncClient
    documents: _Changing

    async def post(self, asked: Any) -> httpx.Response:
        return await self.client.post("/graphql", json=asked, headers={"accept": GRAPHQL})

    async def get(self, **asked: str) -> httpx.Response:
        return await self.client.get("/graphql", params=asked, headers={"accept": GRAPHQL})


@pytest.fixture(autouse=True)
def allowed(served: _Served) -> None:
    """Every test begins with documents beside queries."""
    served.documents.set(Mode.ALLOW)


@pytest.mark.parametrize(
    "asked",
    [
        {"documentId": ID},
        {"documentId": f"sha256:{ID}"},
        {"id": ID},
        {"doc_id": ID},
        {"documentId": ID, "query": None, "operationName": "aQuery"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": ID}}},
    ],
    ids=str,
)
async def test_by_id(served: _Served, asked: dict[str, Any]) -> None:
    """By the name of the specification, of Relay's examples, and as Apollo's clients say it."""
    answer = await served.post({**asked, "variables": {"id": "nothing"}})
    assert (answer.status_code, answer.json()["data"]) == (200, NOTHING)


async def test_by_get(served: _Served) -> None:
    """A trusted document can be asked by GET as it is: whoever links to it can't choose what is asked."""
    answer = await served.get(documentId=ID, variables='{"id":"nothing"}')
    assert (answer.status_code, answer.json()["data"]) == (200, NOTHING)


async def test_ids_that_are_not_in_a_list(served: _Served) -> None:
    """A code that Apollo's clients know: they send the text then."""
    for asked in ({"documentId": "x"}, {"documentId": ""}, {"documentId": "sha256:"}, {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}):  # fmt: skip
        answer = await served.post(asked)
        said = refusal(answer)
        assert (answer.status_code, said["code"], said["reason"]) == (
            400, "PERSISTED_QUERY_NOT_FOUND", "UNKNOWN_DOCUMENT",
        )  # fmt: skip
    text = {"query": "{ __typename }", "extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}  # fmt: skip
    assert (await served.post(text)).json()["data"] == {"__typename": "Query"}


async def test_text_and_id_together(served: _Served) -> None:
    """Which of them is meant is not clear, so neither is answered."""
    answer = await served.post({**ASKED, "query": "{ __typename }"})
    assert refusal(answer)["reason"] == "QUERY_AND_DOCUMENT"


async def test_two_documents(served: _Served) -> None:
    """By whatever names; the same one twice is one."""
    for more in ({"id": "0" * 32}, {"doc_id": "x"}, {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}):  # fmt: skip
        answer = await served.post({**ASKED, **more})
        assert (answer.status_code, refusal(answer)["reason"]) == (400, "QUERY_AND_DOCUMENT")
    answer = await served.post({**ASKED, "id": ASKED["documentId"]})
    assert "errors" not in answer.json()


async def test_only_trusted(served: _Served) -> None:
    """Any other text is refused, by POST and GET, however harmless; ids are answered as before."""
    served.documents.set(Mode.ONLY)
    assert (await served.post(ASKED)).json()["data"] == NOTHING
    for answer in (
        await served.post({"query": "{ __typename }"}),
        await served.get(query="{ __typename }"),
        await served.post({"query": served.documents.documents.texts[ID], "variables": {"id": "x"}}),
    ):  # fmt: skip
        said = refusal(answer)
        assert (answer.status_code, said["code"], said["reason"]) == (
            400, "PERSISTED_QUERY_NOT_SUPPORTED", "DOCUMENTS_ONLY",
        )  # fmt: skip


async def test_off(served: _Served) -> None:
    """Whoever sends an id to a service without documents is told so."""
    served.documents.set(Mode.OFF)
    said = refusal(await served.post(ASKED))
    assert (said["code"], said["reason"]) == ("PERSISTED_QUERY_NOT_SUPPORTED", "DOCUMENTS_OFF")


async def test_nothing_is_parsed_again(served: _Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing and validating count nothing for a trusted document, however many other documents come between."""
    counted: list[str] = []

    def count(module: Any, name: str) -> None:
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a, **k: (counted.append(name), real(*a, **k))[1])

    count(graph.compile.limits, "parse")
    count(graph.compile.document, "validate")
    monkeypatch.setattr("graph.compile.kept.MEMORY", 2)
    for n in range(5):
        assert (await served.post({"query": f"{{ a{n}: __typename }}"})).status_code == 200
    assert counted == ["parse", "validate"] * 5
    counted.clear()
    for _ in range(3):
        assert (await served.post(ASKED)).json()["data"] == NOTHING
        assert (await served.get(documentId=ID, variables='{"id":"nothing"}')).json()[
            "data"
        ] == NOTHING
    assert counted == []


async def test_on_sockets(database: Database, service: Service) -> None:
    """The same ids on a socket; where only they may be asked, no other text is answered there either."""
    documents = dataclasses.replace(read(*sorted(LISTS.iterdir())), mode=Mode.ONLY)
    app = create_app(database.origin, identity=Unlimited(), settings=OFTEN, documents=documents)
    async with listening(app) as url:
        sockets = Sockets(url, database)
        async with sockets.known() as socket:
            for payload, told, says in (
                (ASKED, "next", '"node":null'),
                ({"query": "{ __typename }"}, "error", "DOCUMENTS_ONLY"),
                ({"documentId": "x"}, "error", "UNKNOWN_DOCUMENT"),
            ):
                await say(socket, id=says, type="subscribe", payload=payload)
                answer = await hear(socket)
                assert (answer["id"], answer["type"]) == (says, told)
                assert says in json.dumps(answer["payload"], separators=(",", ":"))
                if told == "next":
                    assert (await hear(socket))["type"] == "complete"
