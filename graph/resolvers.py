"""The executor's resolvers: declared fields read the shaped answer by response key, computed ones call their function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import GraphQLInterfaceType, GraphQLObjectType, get_named_type

from graph.compile.answers import snake
from graph.compile.document import CHECK, PYTHON
from graph.compile.shape import Typed
from graph.kinds import KINDS, concrete
from graph.questions import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLResolveInfo, GraphQLSchema

    from graph.questions import Question


def attach(schema: GraphQLSchema, questions: Mapping[str, Question]) -> None:
    """Give every field of the schema its resolver: declared ones read the shaped answer by response key."""
    root = schema.query_type
    assert root is not None  # noqa: S101
    followed = schema.subscription_type
    for made in (*root.fields.values(), *(followed.fields.values() if followed else ())):
        made.resolve = from_context
    events = {
        get_named_type(made.type).name for made in (followed.fields.values() if followed else ())
    }
    shown = {name for question in questions.values() for name in question.slots}
    for type_ in schema.type_map.values():
        if (
            isinstance(type_, GraphQLObjectType)
            and not type_.name.startswith("__")
            and type_ not in (root, followed)
        ):
            _attach_to(type_, shown, declared=_declared(type_) or type_.name in events)
    for kind in KINDS.values():
        interface = schema.type_map.get(kind.name)
        if kind.abstract and isinstance(interface, GraphQLInterfaceType):
            interface.resolve_type = _typename
            for each in concrete(kind):
                schema.type_map[each.name].is_type_of = None  # type: ignore[attr-defined]


def _declared(type_: GraphQLObjectType) -> bool:
    return type_.name in KINDS or type_.name.endswith(("Connection", "Edge")) or type_.name == "PageInfo"  # fmt: skip


def _attach_to(type_: GraphQLObjectType, shown: set[str], *, declared: bool) -> None:
    kind = KINDS.get(type_.name)
    for name, made in type_.fields.items():
        if f"{type_.name}.{name}" in shown:
            made.resolve = node_of(name)
        elif kind is not None and name in kind.computed:
            made.resolve = _computed(kind.computed[name].compute)
            check = kind.computed[name].check
            made.extensions = {**made.extensions, PYTHON: True, **({CHECK: check} if check else {})}
        elif declared:
            made.resolve = _from_answer


def from_context(_: Any, info: GraphQLResolveInfo, **__: Any) -> Any:
    """A root field: the value, or the error, that stands under its response key."""
    value = info.context[info.path.key]
    if isinstance(value, Exception):
        raise value
    if isinstance(value, Shown):
        info.context[f"nodes:{info.path.key}"] = value.nodes
        return value.answer
    return value


def _from_answer(source: Any, info: GraphQLResolveInfo, **_: Any) -> Any:
    return source[info.path.key]


def node_of(attribute: str) -> Any:
    """A field that shows a node, as it was read for its place in the answer."""

    def resolve(source: Any, info: GraphQLResolveInfo, **_: Any) -> Any:
        path = tuple(step for step in info.path.as_list() if isinstance(step, str))
        raw = getattr(source, snake(attribute))
        return None if raw is None else info.context[f"nodes:{path[0]}"][path](raw)

    return resolve


def _computed(compute: Any) -> Any:
    def resolve(source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        return compute(source[info.path.key], **{snake(k): v for k, v in arguments.items()})

    return resolve


def _typename(value: Any, *_: Any) -> str:
    if isinstance(value, Typed):
        return value.typename
    raise TypeError("an answer of an abstract type must know its type")
