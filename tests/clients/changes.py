"""Which changes of the schema clients must put up with: the policy of `docs/clients.md`, on what graphql-inspector finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import build_schema, get_named_type

from graph.deprecation import until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from graphql import GraphQLSchema


def broken(released: str, changes: Sequence[Mapping[str, str]], today: date) -> list[str]:
    """Messages of the changes that break a promise: breaking ones, but for members whose announced day has come."""
    schema = build_schema(released)
    return [
        each["message"] for each in changes
        if each["level"] == "BREAKING" and not _announced(schema, each["path"], today)
    ]  # fmt: skip


def _announced(
    schema: GraphQLSchema, path: str, today: date, above: frozenset[str] = frozenset()
) -> bool:
    """Whether the released schema said that this would be gone by now; a type goes with all that is of it."""
    name, _, rest = path.partition(".")
    made = schema.type_map.get(name)
    if made is None or name in above:
        return False
    if not rest:
        uses = list(_uses(schema, name))
        return bool(uses) and all(
            _due(member, today) or _announced(schema, owner, today, above | {name})
            for owner, member in uses
        )
    member, _, argument = rest.partition(".")
    found = {**getattr(made, "fields", {}), **getattr(made, "values", {})}.get(member)
    inner = getattr(found, "args", {}).get(argument)
    return _due(found, today) or _due(inner, today) or _announced(schema, name, today)


def _due(member: Any, today: date) -> bool:
    day = until(getattr(member, "deprecation_reason", None))
    return day is not None and day <= today


def _uses(schema: GraphQLSchema, name: str) -> Iterator[tuple[str, Any]]:
    """Fields and arguments of other types that are of this type, with the type that has them."""
    for owner, made in schema.type_map.items():
        if owner == name or owner.startswith("__"):
            continue
        for member in getattr(made, "fields", {}).values():
            arguments = getattr(member, "args", {}).values()
            if any(get_named_type(each.type).name == name for each in (member, *arguments)):
                yield owner, member
