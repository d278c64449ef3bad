"""What is wrong with a request by itself is refused before anybody asks who sent it: not one statement is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph import bookmarks
from tests.fixtures.service import ACCEPT

if TYPE_CHECKING:
    from tests.api.identity.conftest import Known

DEEP = "parent { " * 11 + "id" + " }" * 11
QUESTION = 'question: {category: "x", place: "x"'
WRONG: list[tuple[str, dict[str, Any], str]] = [
    (f'{{ place(id: "x") {{ {DEEP} }} }}', {}, "TOO_DEEP"),
    ('{ needs(filter: {quantity: {gt: 1}}) { totalCount } }', {}, "FILTER_NEEDS_ANCHOR"),
    ("query($f: NeedFilter) { needs(filter: $f) { totalCount } }", {"f": {"quantity": {"gt": 1}}}, "FILTER_NEEDS_ANCHOR"),
    ("query($f: NeedFilter) { needs(filter: $f) { totalCount } }", {"f": {"code": None}}, "FILTER_NULL"),
    ('{ needs(after: "none") { totalCount nodes { id } } }', {}, "CURSOR_INVALID"),
    ("{ needs(first: -1) { totalCount } }", {}, "PAGE_SIZE"),
    ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"] * 101}, "TOO_MANY_IDS"),
    ('{ supporters(need: "x", first: -5) { canCount } }', {}, "PAGE_SIZE"),
    (f"{{ supportersFor({QUESTION}, quantity: -1}}) {{ canCount }} }}", {}, "QUANTITY"),
    ('{ possibleDuplicates(need: "x", first: 51) { sameCount } }', {}, "PAGE_SIZE"),
    ('{ possibleDuplicatesOf(question: {category: "x", place: "x", title: ""}) { sameCount } }', {}, "TEXT_LENGTH"),
    ('{ supportBoard(place: "x", best: 21) { openCount } }', {}, "PAGE_SIZE"),
    ('{ overdueNeeds(place: "x", first: 101) { openCount } }', {}, "PAGE_SIZE"),
    ("{ " + " ".join(f"a{n}: __typename" for n in range(401)) + " }", {}, "OVER_LIMIT"),
    ("{ nonsense }", {}, "GRAPHQL_VALIDATION_FAILED"),
    ("{", {}, "GRAPHQL_PARSE_FAILED"),
    ("query($n: Int!) { needs(first: $n) { totalCount } }", {"n": "x"}, "BAD_USER_INPUT"),
    (f'mutation {{ raiseNeed(input: {{category: "x", measure: "x", place: "x", title: "x"}}) {{ need {{ place {{ {DEEP} }} }} }} }}', {}, "TOO_DEEP"),
    ("mutation { " + " ".join(f'a{n}: revokeCredential(input: {{id: "x"}}) {{ id }}' for n in range(6)) + " }", {}, "TOO_MANY_ACTS"),
]  # fmt: skip
FOLLOWED = [
    ('subscription { changed(after: "none") { cursor } }', None, "CURSOR_INVALID"),
    ("subscription { changed { cursor } }", "none", "CURSOR_INVALID"),
    ("subscription { changed(places: []) { cursor } }", None, "PLACES"),
    (f"subscription {{ changed {{ target {{ ... on Need {{ place {{ {DEEP} }} }} }} }} }}", None, "TOO_DEEP"),
]  # fmt: skip


def code(answer: dict[str, Any]) -> str:
    """Why it was refused."""
    said = answer["errors"][0]["extensions"]
    return said.get("reason") or said["code"]


@pytest.mark.parametrize(("query", "variables", "reason"), WRONG)
async def test_nothing_is_asked_of_the_database(
    known: Known, query: str, variables: dict[str, Any], reason: str
) -> None:
    """Not even who asks, although his key was never seen before."""
    key = (await known.key()).text
    known.statements.clear()
    headers = {**ACCEPT, "authorization": f"Bearer {key}"}
    body = {"query": query, "variables": variables}
    answer = await known.client.post("/graphql", json=body, headers=headers)
    assert (answer.status_code, code(answer.json())) == (400, reason)
    assert known.statements == []


@pytest.mark.parametrize(("query", "last", "reason"), FOLLOWED)
async def test_nor_for_what_cannot_be_followed(
    known: Known, query: str, last: str | None, reason: str
) -> None:
    """A cursor that is none, in the document or in the header; places; a depth."""
    key = (await known.key()).text
    known.statements.clear()
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {key}"}
    headers |= {"last-event-id": last} if last else {}
    answer = await known.client.post("/graphql", json={"query": query}, headers=headers)
    assert reason in answer.text
    assert known.statements == []


async def test_forged_bookmarks(known: Known) -> None:
    """Nor for the mark of a commit that nobody signed; that of somebody else costs only who asks."""
    key = (await known.key()).text
    body: dict[str, Any] = {"query": "{ units { totalCount } }", "extensions": {"bookmark": "none"}}
    headers = {**ACCEPT, "authorization": f"Bearer {key}"}
    known.statements.clear()
    answer = await known.client.post("/graphql", json=body, headers=headers)
    assert code(answer.json()) == "BOOKMARK_INVALID"
    assert known.statements == []
    body["extensions"]["bookmark"] = bookmarks.sign(known.chain, ["mark"], "somebody-else")
    answer = await known.client.post("/graphql", json=body, headers=headers)
    assert code(answer.json()) == "BOOKMARK_INVALID"
    assert "units" not in known.statements
