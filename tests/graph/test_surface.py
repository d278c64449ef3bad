"""The GraphQL surface: described in both languages, named by one convention, Relay throughout, the same as committed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

from graph.kinds import KINDS
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"
HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2}")
SCHEMA = executable().engine.schema
OWN = {name: t for name, t in SCHEMA.type_map.items() if not name.startswith("__")}
GIVEN = {"ID", "String", "Int", "Float", "Boolean"}
"""Types of GraphQL itself."""
WITHHELD = {"NeedConnection", "CommitmentConnection", "AssessmentConnection"}
"""Connections that do not tell everybody a small count."""


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that has a description, with its coordinate."""
    for name, type_ in OWN.items():
        if name in GIVEN:
            continue
        yield name, type_.description
        if isinstance(type_, GraphQLEnumType):
            yield from (
                (f"{name}.{value}", made.description) for value, made in type_.values.items()
            )
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, made in type_.fields.items():
                yield f"{name}.{field}", made.description
                yield from (
                    (f"{name}.{field}({a}:)", x.description)
                    for a, x in getattr(made, "args", {}).items()
                )


def test_everything_is_described_in_both_languages() -> None:
    """Every type, field, argument, input field and enum value."""
    missing = [
        at for at, text in described() if not (text and HAN.search(text) and LATIN.search(text))
    ]
    assert not missing
    assert len(list(described())) > 1000


def test_names_follow_the_conventions() -> None:
    """Types PascalCase, fields and arguments camelCase, enum values UPPER_CASE."""
    for at, _ in described():
        name = re.split(r"[.(]", at.rstrip(":)"))
        assert re.fullmatch(r"[A-Z][A-Za-z0-9]*", name[0]), at
        if len(name) > 1:
            pattern = (
                r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*"
                if isinstance(OWN[name[0]], GraphQLEnumType)
                else r"[a-z][A-Za-z0-9]*"
            )
            assert all(re.fullmatch(pattern, each) for each in name[1:]), at


def test_the_committed_schema_is_the_built_one() -> None:
    """A change of the surface shows as a change of `schema/schema.graphql` (`gongjian schema --write`)."""
    assert COMMITTED.read_text(encoding="utf-8") == executable().sdl + "\n"


def test_every_connection_has_the_relay_shape() -> None:
    """edges with cursor and node, pageInfo, nodes, totalCount; and the four paging arguments wherever one is reached."""
    page = OWN["PageInfo"]
    assert isinstance(page, GraphQLObjectType)
    assert {n: str(f.type) for n, f in page.fields.items()} == {
        "hasNextPage": "Boolean!", "hasPreviousPage": "Boolean!", "startCursor": "String", "endCursor": "String",
    }  # fmt: skip
    connections = {n: t for n, t in OWN.items() if n.endswith("Connection")}
    assert len(connections) > len([k for k in KINDS.values() if k.rooted and k.labelled])
    for name, type_ in connections.items():
        assert isinstance(type_, GraphQLObjectType)
        fields = {n: str(f.type) for n, f in type_.fields.items()}
        edge = get_named_type(type_.fields["edges"].type)
        assert isinstance(edge, GraphQLObjectType)
        assert edge.name == name.removesuffix("Connection") + "Edge"
        node = str(edge.fields["node"].type)
        assert fields == {
            "edges": f"[{edge.name}!]!",
            "nodes": f"[{node}]!",
            "pageInfo": "PageInfo!",
            "totalCount": "Int" if name in WITHHELD else "Int!",
        }
        assert str(edge.fields["cursor"].type) == "String!"
        assert node.endswith("!")
        named = get_named_type(edge.fields["node"].type)
        assert "Node" in {i.name for i in getattr(named, "interfaces", ())}
    for type_ in OWN.values():
        for field in getattr(type_, "fields", {}).values():
            if get_named_type(field.type).name in connections:
                told = {n: str(a.type) for n, a in field.args.items()}
                assert told["first"] == told["last"] == "Int"
                assert told["after"] == told["before"] == "String"


def test_every_kind_can_be_found() -> None:
    """`node` and `nodes`; each rooted kind by id, and all of them page by page, and root fields may be null."""
    query = SCHEMA.query_type
    assert query is not None
    assert str(query.fields["node"].type) == "Node"
    assert isinstance(query.fields["nodes"].type, GraphQLList)
    for kind in KINDS.values():
        if kind.rooted and kind.labelled:
            one = query.fields[kind.name[0].lower() + kind.name[1:]]
            assert str(one.type) == kind.name
            assert str(one.args["id"].type) == "ID!"
            assert str(query.fields[kind.plural].type) == f"{kind.name}Connection"
    assert not [
        name for name, field in query.fields.items() if isinstance(field.type, GraphQLNonNull)
    ]
