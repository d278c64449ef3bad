"""A Relay project that pages through every connection of the schema, forward and backward, as front ends do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from graphql import GraphQLObjectType, build_schema, get_named_type

if TYPE_CHECKING:
    from pathlib import Path

    from graphql import GraphQLField, GraphQLSchema

_ARGUMENTS = """
    count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }, last: { type: "Int" }, before: { type: "String" }
"""


def project(folder: Path, sdl: Path) -> list[str]:
    """Write sources and configuration into a folder; gives the names of the fragments."""
    schema = build_schema(sdl.read_text(encoding="utf-8"))
    source = folder / "src"
    source.mkdir(parents=True)
    names = []
    for owner in schema.type_map.values():
        if not isinstance(owner, GraphQLObjectType) or owner.name.startswith("__"):
            continue
        if owner is not schema.query_type and "Node" not in {i.name for i in owner.interfaces}:
            continue
        for name, field in owner.fields.items():
            if get_named_type(field.type).name.endswith("Connection"):
                module = f"{owner.name}{name[0].upper()}{name[1:]}"
                (source / f"{module}.ts").write_text(_module(schema, owner, module, name, field))
                names.append(f"{module}_it")
    (folder / "persisted.json").write_text("{}")
    config = {
        "src": "src", "schema": "schema.graphql", "language": "typescript", "eagerEsModules": True,
        "persistConfig": {"file": "persisted.json", "algorithm": "SHA256"},
    }  # fmt: skip
    (folder / "relay.config.json").write_text(json.dumps(config))
    (folder / "schema.graphql").write_text(sdl.read_text(encoding="utf-8"), encoding="utf-8")
    return names


def _module(
    schema: GraphQLSchema, owner: GraphQLObjectType, module: str, name: str, field: GraphQLField
) -> str:
    """One refetchable fragment on the owner, and for a node a query that begins at it."""
    node = get_named_type(get_named_type(field.type).fields["nodes"].type)  # type: ignore[union-attr]
    shown = [
        n for n, f in getattr(node, "fields", {}).items() if n in ("id", "code", "name", "title")
    ]
    fragment = f"""
graphql`
  fragment {module}_it on {owner.name}
  @argumentDefinitions({_ARGUMENTS.strip()})
  @refetchable(queryName: "{module}PageQuery") {{
    {name}(first: $count, after: $cursor, last: $last, before: $before) @connection(key: "{module}_{name}") {{
      totalCount
      edges {{ cursor node {{ __typename {" ".join(shown)} }} }}
      pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
    }}
  }}
`;
"""
    inside = f"...{module}_it @arguments(count: 5)"
    begun = inside if owner is schema.query_type else f"node(id: $id) {{ {inside} @alias }}"
    variables = "" if owner is schema.query_type else "($id: ID!)"
    query = f"graphql`query {module}Query{variables} {{ {begun} }}`;\n"
    return f'import {{ graphql }} from "relay-runtime";\n{fragment}{query}'
