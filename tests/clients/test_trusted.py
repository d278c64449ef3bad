"""The lists of documents that the Relay compiler and the client preset write, served as they are, and asked as their clients ask."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app
from api.documents import documents_from
from graph.server import ServerProblem
from schema.executable import executable
from tests.clients.test_codegen import OPERATIONS, generated
from tests.clients.test_relay import compiled
from tests.fixtures.service import ACCEPT, listening
from tests.unlimited import OFTEN, Unlimited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.conftest import Database
    from tests.fixtures.service import Service

__all__ = ["compiled", "generated"]

BOARD = OPERATIONS / "needs-board.graphql"


def lists(compiled: tuple[Path, list[str], str], generated: Path) -> dict[str, str]:
    """The setting that names both files where the tools have put them."""
    files = (compiled[0] / "persisted.json", generated / "gql" / "persisted-documents.json")
    return {
        "GONGJIAN_DOCUMENTS": os.pathsep.join(map(str, files)),
        "GONGJIAN_TRUSTED_DOCUMENTS": "only",
    }


@pytest.fixture
async def client(
    example: Service, database: Database, compiled: tuple[Path, list[str], str], generated: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """Of a service that answers these documents and nothing else."""
    documents = documents_from(lists(compiled, generated), executable().engine)
    app = create_app(database.origin, identity=Unlimited(), settings=OFTEN, documents=documents)
    async with (
        listening(app) as url,
        httpx.AsyncClient(base_url=url, timeout=60, headers=ACCEPT) as asking,
    ):
        yield asking


def of_relay(folder: Path, name: str) -> str:
    """The id that Relay's runtime sends for an operation: the compiler has written it into the operation's artifact."""
    (artifact,) = folder.rglob(f"{name}.graphql.ts")
    (found,) = re.findall(r'"id": "([0-9a-f]{64})"', artifact.read_text("utf-8"))
    return found


def of_preset(folder: Path, name: str) -> str:
    """The hash that a client of the preset sends: it stands beside the typed document."""
    made = (folder / "gql" / "graphql.ts").read_text("utf-8")
    document = re.search(rf"^export const {name}Document = (.*)$", made, re.MULTILINE)
    assert document
    (found,) = re.findall(r'"hash":"(sha256:[0-9a-f]{64})"', document[1])
    return found


async def asked(client: httpx.AsyncClient, unless: str = "", **members: Any) -> httpx.Response:
    """A GET with these members of a request."""
    params = {k: v if isinstance(v, str) else json.dumps(v) for k, v in members.items()}
    return await client.get("/graphql", params=params, headers={"if-none-match": unless})


async def twice(client: httpx.AsyncClient, **members: Any) -> dict[str, Any]:
    """The answer to a GET, which is 304 when it is asked for again with its tag."""
    answer = await asked(client, **members)
    assert answer.status_code == 200, answer.text
    tag = answer.headers["etag"]
    again = await asked(client, unless=tag, **members)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    posted = await client.post("/graphql", json=members)
    assert posted.json()["data"] == answer.json()["data"]
    return answer.json()["data"]


async def test_relay(client: httpx.AsyncClient, compiled: tuple[Path, list[str], str]) -> None:
    """A page and the next one, as its runtime asks for them: by `id`, `doc_id` or `documentId`."""
    folder, _, _ = compiled
    first = of_relay(folder, "QueryUnitsQuery")
    units = (await twice(client, documentId=first, variables={}))["units"]
    assert len(units["edges"]) == 5
    more = {"count": 5, "cursor": units["pageInfo"]["endCursor"]}
    page = of_relay(folder, "QueryUnitsPageQuery")
    for name in ("id", "doc_id", "documentId"):
        answer = await client.post("/graphql", json={name: page, "variables": more})
        following = answer.json()["data"]["units"]["edges"]
        assert len(following) == 5
        assert not {e["cursor"] for e in following} & {e["cursor"] for e in units["edges"]}


async def test_the_client_preset(client: httpx.AsyncClient, generated: Path) -> None:
    """A board by the hash beside its typed document, with and without the prefix."""
    hash_ = of_preset(generated, "NeedsBoard")
    variables = json.loads(BOARD.with_suffix(".json").read_text("utf-8"))
    needs = (await twice(client, documentId=hash_, variables=variables))["needs"]
    assert needs["edges"]
    plain = await asked(client, documentId=hash_.removeprefix("sha256:"), variables=variables)
    assert plain.json()["data"]["needs"] == needs


async def test_nothing_else(client: httpx.AsyncClient, generated: Path) -> None:
    """No other text, no other id; and what changes something is not asked by GET."""
    text = await client.post("/graphql", json={"query": BOARD.read_text("utf-8")})
    assert text.json()["errors"][0]["extensions"]["reason"] == "DOCUMENTS_ONLY"
    unknown = await asked(client, documentId="0" * 64)
    assert unknown.json()["errors"][0]["extensions"]["reason"] == "UNKNOWN_DOCUMENT"
    example = (OPERATIONS / "raise-a-need.json").read_text("utf-8")
    act = await asked(client, documentId=of_preset(generated, "RaiseANeed"), variables=example)
    assert (act.status_code, act.headers["allow"]) == (405, "POST")


def test_every_document_is_taken(compiled: tuple[Path, list[str], str], generated: Path) -> None:
    """Each of both lists, the digest of its text being what it is called; one that was edited is refused at the start."""
    setting = lists(compiled, generated)
    known = documents_from(setting, executable().engine).texts
    written = [
        json.loads((compiled[0] / "persisted.json").read_text("utf-8")),
        json.loads((generated / "gql" / "persisted-documents.json").read_text("utf-8")),
    ]
    assert len(known) == sum(map(len, written)) > 200
    edited = generated / "edited.json"
    first = next(iter(written[1]))
    edited.write_text(json.dumps({first: written[1][first] + " # edited"}))
    with pytest.raises(ServerProblem):
        documents_from({**setting, "GONGJIAN_DOCUMENTS": str(edited)}, executable().engine)
