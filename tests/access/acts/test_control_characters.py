"""NUL and other control characters, written as literals of a document, at every place of the schema that takes a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

from schema.executable import executable
from tests.access.acts.test_needs import LIAISON, ORGANISATION, STREET
from tests.fixtures.service import ACCEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.access.acts.conftest import Acting
    from tests.fixtures.service import Service

SCHEMA = executable().engine.schema
TEXTS, TIMES = {"String", "ID"}, {"DateTime", "Date"}
NUL, BELL = '"a\\u0000bcdef"', '"a\\u0007bcdef"'
PLAIN = {"ID": '"x"', "String": '"texts"', "Int": "1", "Float": "1", "Boolean": "true", "DateTime": '"2026-12-04T08:00:00Z"', "Date": '"2026-12-04"'}  # fmt: skip
ANCHOR = '{ id: { eq: "x" } and: '
DEEP, MANY = 4, 40
PLACES: set[tuple[str, ...]] = set()
"""Operands of filters that were asked."""


def plain(type_: GraphQLInputType) -> str:
    """Some value of a type, with its required members only."""
    if isinstance(type_, GraphQLNonNull):
        return plain(type_.of_type)
    if isinstance(type_, GraphQLList):
        return f"[{plain(type_.of_type)}]"
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    return _object(type_, {}) if isinstance(type_, GraphQLInputObjectType) else PLAIN[type_.name]  # pyright: ignore[reportAttributeAccessIssue]


def _object(type_: GraphQLInputObjectType, said: dict[str, str]) -> str:
    members = {n: plain(f.type) for n, f in type_.fields.items() if isinstance(f.type, GraphQLNonNull)}  # fmt: skip
    return "{ " + " ".join(f"{n}: {value}" for n, value in (members | said).items()) + " }"


def odd(
    type_: GraphQLInputType, text: str, path: tuple[str, ...] = (), types: set[str] = TEXTS | TIMES
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Values of a type with this text at one place each, and the place."""
    if isinstance(type_, GraphQLNonNull):
        yield from odd(type_.of_type, text, path, types)
    elif isinstance(type_, GraphQLList):
        yield from ((at, f"[{value}]") for at, value in odd(type_.of_type, text, path, types))
    elif isinstance(type_, GraphQLInputObjectType):
        for name, member in type_.fields.items() if len(path) < DEEP else ():
            if get_named_type(member.type).name in BEYOND or name in {"and", "or", "not"}:
                continue
            inner = odd(member.type, text, (*path, name), types)
            yield from ((at, _object(type_, {name: value})) for at, value in inner)
    elif get_named_type(type_).name in types:
        yield path, text


def queries(root: str, text: str) -> dict[str, str]:
    """Queries of a root field with the text at each place that takes one; operands of a filter many at a time."""
    assert SCHEMA.query_type is not None
    field, found = SCHEMA.query_type.fields[root], {}
    required = {n: plain(a.type) for n, a in field.args.items() if isinstance(a.type, GraphQLNonNull)}  # fmt: skip
    for name, argument in field.args.items():
        places = list(odd(argument.type, text))
        if name == "filter":
            # A time that is none is refused beforehand; the texts are to be asked.
            places = [*odd(argument.type, text, (), TEXTS)]
            PLACES.update((root, *at) for at, _ in places)
            places = [((f"{n}",), f"{ANCHOR}[{' '.join(value for _, value in places[n : n + MANY])}] }}") for n in range(0, len(places), MANY)]  # fmt: skip
        for path, value in places:
            said = ", ".join(f"{n}: {v}" for n, v in (required | {name: value}).items())
            found[".".join((name, *path))] = f"{{ {root}({said}) {{ __typename }} }}"
    return found


BEYOND = {
    get_named_type(f.args["filter"].type).name
    for f in SCHEMA.query_type.fields.values()
    if "filter" in f.args
}  # type: ignore[union-attr]
"""Filters of what lies beyond an edge are those of another root field."""
ROOTS = [name for name, field in SCHEMA.query_type.fields.items() if field.args]  # type: ignore[union-attr]


async def test_no_read_takes_a_control_character_for_a_defect(service: Service) -> None:
    """Ids, cursors, searches, operands of filters, questions: answered with nothing, or refused with a code."""
    asked = {f"{root}({at})": q for root in ROOTS for at, q in queries(root, NUL).items()}
    assert {"nodes(ids)", "units(search)", "units(after)", "supportersFor(question.place)"} <= asked.keys()  # fmt: skip
    assert ("units", "name", "contains") in PLACES
    assert len(PLACES) > 300
    bad = {}
    for where, query in asked.items():
        status, answer = await service.ask(query)
        codes = {e["extensions"]["code"] for e in answer.get("errors", ())}
        if status not in {200, 400} or codes - {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}:
            bad[where] = (status, answer)
    assert bad == {}


ACTS = list(SCHEMA.mutation_type.fields)  # type: ignore[union-attr]


def acts(act: str, text: str) -> dict[str, str]:
    """An act for each place of its input that takes a text."""
    assert SCHEMA.mutation_type is not None
    input_ = SCHEMA.mutation_type.fields[act].args["input"].type
    return {
        ".".join(path): f"mutation {{ {act}(input: {value}) {{ userErrors {{ code field messageZh messageEn }} }} }}"
        for path, value in odd(input_, text)
    }  # fmt: skip


OF_UNITS = ("offerResource", "offerSupport", "waitlist", "withdraw", "deliver", "giveBack", "fail")
WHO = {
    **dict.fromkeys(OF_UNITS, LIAISON),
    "advanceRole": ORGANISATION,
    "removeCategory": ORGANISATION,
}
"""Who may do an act, where it is not the street."""


def named(input_: GraphQLInputObjectType, path: str) -> str:
    """The name of the type at a place of an input."""
    type_: Any = input_
    for name in path.split("."):
        type_ = get_named_type(type_.fields[name].type)
    return type_.name


@pytest.mark.parametrize("act", ACTS)
async def test_every_act_refuses_them_as_text(acting: Acting, act: str) -> None:
    """A text with one is told at its field; an id with one is an unknown id; nothing is written."""
    secret = await acting.key(WHO.get(act, STREET))
    before = await acting.changes()
    input_ = get_named_type(SCHEMA.mutation_type.fields[act].args["input"].type)  # type: ignore[union-attr]
    assert isinstance(input_, GraphQLInputObjectType)
    for text in (NUL, BELL):
        for at, query in acts(act, text).items():
            headers = {"authorization": f"Bearer {secret}", **ACCEPT}
            sent = await acting.known.client.post("/graphql", json={"query": query}, headers=headers)  # fmt: skip
            answer = json.loads(sent.content)
            if named(input_, at) in TIMES:
                assert {e["extensions"]["code"] for e in answer["errors"]} <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}  # fmt: skip
                continue
            assert "errors" not in answer, (at, answer)
            told: list[dict[str, Any]] = answer["data"][act]["userErrors"]
            assert told, at
            if named(input_, at) == "String":
                assert "CONTROL_CHARACTER" in {e["code"] for e in told if [n for n in e["field"] if not n.isdigit()] == ["input", *at.split(".")]}, (at, told)  # fmt: skip
    assert await acting.changes() == before
