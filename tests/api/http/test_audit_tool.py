"""What a well-known audit tool for GraphQL looks for, each of its twelve checks as a test of ours, asked as nobody.

It finds nothing. The thirteenth, five hundred times the same field, it has dropped; we have not.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.service import Service

MANY = 101


@pytest.fixture(scope="module")
async def public(service: Service, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The service as whoever has no credential meets it, asked by a program that sends no headers of its own."""
    async with (
        listening(create_app(database.origin)) as url,
        httpx.AsyncClient(base_url=url, timeout=60) as client,
    ):
        yield client


async def asked(public: httpx.AsyncClient, query: str) -> Any:
    """The answer to a document."""
    sent = {"query": query, "operationName": "cop"}
    return (await public.post("/graphql", json=sent)).json()


async def test_aliases(public: httpx.AsyncClient) -> None:
    """A hundred aliases are not answered."""
    fields = "\n".join(f"alias{n}: __typename" for n in range(MANY))
    assert "data" not in await asked(public, f"query cop {{ {fields} }}")


async def test_batches(public: httpx.AsyncClient) -> None:
    """Ten requests in a list are not answered, and told in one object."""
    answer = await public.post("/graphql", json=[{"query": "query cop { __typename }"}] * 10)
    assert answer.status_code == 400
    assert set(answer.json()) == {"errors"}


async def test_circles_of_introspection(public: httpx.AsyncClient) -> None:
    """Types of fields of types of fields … are not answered."""
    inner = "name"
    for _ in range(4):
        inner = f"fields {{ type {{ {inner} }} }}"
    assert "data" not in await asked(public, f"query cop {{ __schema {{ types {{ {inner} }} }} }}")
    assert "data" not in await asked(public, f'query cop {{ __type(name: "Query") {{ {inner} }} }}')


async def test_directives(public: httpx.AsyncClient) -> None:
    """What is wrong ten times in the same way is one error; after a few, no more are looked for."""
    said = await asked(public, "query cop { __typename @aa@aa@aa@aa@aa@aa@aa@aa@aa@aa }")
    first, *more = said["errors"]
    assert len(first["locations"]) > 1
    assert [error["message"][:8] for error in more] in ([], ["Too many"])


async def test_one_field_many_times(public: httpx.AsyncClient) -> None:
    """Five hundred times the same field is not answered."""
    assert "data" not in await asked(public, "query cop { " + "__typename \n" * 500 + "}")


async def test_suggestions(public: httpx.AsyncClient) -> None:
    """What is wrong is said without a guess at other names; the cure may hold one, of names that are public."""
    said = await asked(public, "query cop { __schema { directive } }")
    assert "Did you mean" not in json.dumps([error["message"] for error in said["errors"]])


async def test_mutations_by_get(public: httpx.AsyncClient) -> None:
    """No mutation by GET."""
    answer = await public.get("/graphql", params={"query": "mutation cop {__typename}"})
    assert answer.status_code in (400, 405)
    assert "data" not in answer.json()


async def test_queries_by_get(public: httpx.AsyncClient) -> None:
    """No query by GET that any page could have sent."""
    answer = await public.get("/graphql", params={"query": "query cop {__typename}"})
    assert answer.status_code == 400
    assert "data" not in answer.json()


async def test_no_page_for_asking(public: httpx.AsyncClient) -> None:
    """The endpoint shows no page to whoever wants one."""
    answer = await public.get("/graphql", headers={"accept": "text/html"})
    assert answer.status_code == 406
    assert not [word for word in ("GraphiQL", "graphiql", "Playground", "playground", "<html") if word in answer.text]  # fmt: skip


async def test_introspection(public: httpx.AsyncClient) -> None:
    """The whole schema is told as a file, which costs nothing, and not by a query of nobody."""
    said = await asked(public, "query cop { __schema { types { name fields { name } } } }")
    assert "data" not in said
    assert said["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert said["errors"][0]["extensions"]["reason"] == "INTROSPECTION"
    assert "/schema.graphql" in said["errors"][0]["message"]
    assert "type Query" in (await public.get("/schema.graphql")).text


async def test_forms(public: httpx.AsyncClient) -> None:
    """A form is not read."""
    answer = await public.post("/graphql", data={"query": "query cop { __typename }"})
    assert answer.status_code == 415
    assert "data" not in answer.json()


async def test_traces(public: httpx.AsyncClient) -> None:
    """No answer tells how it came about, asked for or not."""
    for extensions in ({}, {"tracing": True}, {"explain": True}):
        sent = {"query": "query cop { __typename }", "extensions": extensions}
        text = (await public.post("/graphql", json=sent)).text
        assert '"tracing"' not in text
        assert '"explain"' not in text


async def test_errors_without_their_inside(public: httpx.AsyncClient) -> None:
    """What can't be read is told without exception, stack or path of ours."""
    said = await asked(public, "qwerty cop { abc }")
    assert "exception" not in json.dumps(said)
    assert not [word for word in ("Traceback", ".py", "site-packages", "graphql.error") if word in json.dumps(said)]  # fmt: skip
