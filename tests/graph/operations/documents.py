"""Documents: what is selected, under which names, in which fragments, on which conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLBoolean,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)

from tests.graph.operations.arguments import Writer, draw_arguments
from tests.graph.operations.values import ABSENT, Values, Variable

if TYPE_CHECKING:
    import random

    from graphql import GraphQLSchema

    from tests.graph.operations.stock import Stock

DEPTH = 4
"""How many edges a selection follows at most."""
QUESTIONS = (
    "supporters",
    "supportersFor",
    "supportBoard",
    "overdueNeeds",
    "loopStatistics",
    "handOvers",
    "falseClosures",
    "possibleDuplicates",
    "possibleDuplicatesOf",
)


@dataclass
class Drawn:
    """An operation as a request carries it."""

    query: str
    variables: dict[str, Any]
    name: str | None


@dataclass
class Document:
    """A valid document with the variables it declares."""

    query: str
    variables: list[Variable]
    name: str | None

    def bind(self, dice: random.Random) -> Drawn:
        """Draw values for its variables."""
        drawn = {v.name: v.draw(dice) for v in self.variables}
        return Drawn(self.query, {k: v for k, v in drawn.items() if v is not ABSENT}, self.name)


Scope = dict[str, tuple[tuple[str, str, str], "Scope"]]
"""What a response key of one object stands for (type, field, arguments), and the keys below it."""


def document(schema: GraphQLSchema, stock: Stock, dice: random.Random) -> Document:
    """Draw one document."""
    writer = Writer(schema, stock, dice, Values(schema, stock, dice))
    query = schema.query_type
    assert query is not None
    body = _roots(writer, query)
    declared = ", ".join(f"${v.name}: {v.type}" for v in writer.values.variables)
    text = f"query Main{f'({declared})' if declared else ''} {{ {body} }}"
    if dice.random() < 0.1:
        text = f"query Other($other: ID!, $size: Int!) {{ node(id: $other) {{ __typename }} units(first: $size) {{ totalCount }} }} {text}"
    elif dice.random() < 0.3:
        return Document(" ".join([text, *writer.fragments]), writer.values.variables, None)
    return Document(" ".join([text, *writer.fragments]), writer.values.variables, "Main")


def _roots(w: Writer, query: GraphQLObjectType) -> str:
    plain = [name for name in query.fields if name not in QUESTIONS]
    chosen = w.dice.choices(plain, k=w.dice.choice((1, 1, 1, 2, 3)))
    if w.dice.random() < 0.04:
        chosen = [w.dice.choice(QUESTIONS)]
    scope: Scope = {}
    parts = []
    for name in chosen:
        w.budget = max(w.budget, 5)
        parts.append(_field(w, query, name, scope, DEPTH))
    if w.dice.random() < 0.15:
        parts.insert(w.dice.randrange(len(parts) + 1), "__typename")
    if w.dice.random() < 0.04:
        parts.append('__schema { queryType { name } } __type(name: "Unit") { name kind }')
    return " ".join(parts)


def _flag(w: Writer) -> Variable:
    fresh = not w.flags or w.dice.random() < 0.3
    if fresh:
        defaulted = w.dice.random() < 0.3
        type_ = GraphQLBoolean if defaulted else GraphQLNonNull(GraphQLBoolean)

        def draw(dice: random.Random) -> Any:
            return ABSENT if defaulted and dice.random() < 0.3 else dice.random() < 0.6

        w.flags.append(w.values.variable(type_, draw, " = true" if defaulted else ""))
    return w.flags[-1] if fresh else w.dice.choice(w.flags)


def _directives(w: Writer) -> str:
    if w.dice.random() > 0.14:
        return ""
    written = []
    for name in w.dice.choice((("include",), ("skip",), ("include", "skip"))):
        kept = "true" if (name == "include") is (w.dice.random() < 0.8) else "false"
        written.append(f" @{name}(if: {kept if w.dice.random() < 0.3 else f'${_flag(w).name}'})")
    return "".join(written)


def _field(w: Writer, parent: Any, name: str, scope: Scope, depth: int) -> str:
    """One field with its alias, arguments, directives and selection."""
    made = parent.fields[name]
    given = draw_arguments(w, parent, name, made)
    key, below = _key(w, parent.name, name, given, scope)
    w.budget -= 1
    text = f"{name if key == name else f'{key}: {name}'}{given}{_directives(w)}"
    type_ = get_named_type(made.type)
    return f"{text} {_selection(w, type_, below, depth)}" if is_composite_type(type_) else text


def _key(w: Writer, parent: str, name: str, arguments: str, scope: Scope) -> tuple[str, Scope]:
    """A response key that means one thing only; the same field written twice may share it."""
    meaning = (parent, name, arguments)
    if w.dice.random() < 0.75:
        known = [key for key, (told, _) in scope.items() if told == meaning]
        if known:
            return known[0], scope[known[0]][1]
        if name not in scope:
            scope[name] = (meaning, {})
            return name, scope[name][1]
    w.names += 1
    key = f"{w.dice.choice('abcxyz')}{w.names}"
    scope[key] = (meaning, {})
    return key, scope[key][1]


def _selection(w: Writer, type_: Any, scope: Scope, depth: int) -> str:
    if type_.name.endswith("Connection"):
        return f"{{ {_connection(w, type_, scope, depth)} }}"
    return f"{{ {_parts(w, type_, scope, depth)} }}"


def _connection(w: Writer, type_: GraphQLObjectType, scope: Scope, depth: int) -> str:
    names = w.dice.sample(list(type_.fields), w.dice.choice((1, 1, 2, 3)))
    if w.dice.random() < 0.7 and "nodes" not in names and "edges" not in names:
        names.append(w.dice.choice(("nodes", "edges")))
    parts = [_field(w, type_, name, scope, depth) for name in names]
    return " ".join(["__typename", *parts] if w.dice.random() < 0.1 else parts)


def _parts(w: Writer, type_: Any, scope: Scope, depth: int) -> str:
    """Fields and fragments of an object or an interface."""
    parts = []
    if isinstance(type_, GraphQLInterfaceType) and w.dice.random() < 0.7:
        parts.append("__typename")
    leaves, edges = _split(type_)
    chosen = w.dice.sample(leaves, min(len(leaves), w.dice.choice((1, 2, 3, 4))))
    parts += [_field(w, type_, name, scope, depth) for name in chosen]
    steps = w.dice.choice((0, 1, 1, 2)) if depth and w.budget > 0 else 0
    followed = w.dice.sample(edges, min(len(edges), steps))
    parts += [_field(w, type_, name, scope, depth - 1) for name in followed]
    if w.dice.random() < 0.25 and w.budget > 0:
        parts.append(_fragment(w, type_, scope, depth))
    if isinstance(type_, GraphQLInterfaceType) and w.budget > 0:
        narrowed = w.dice.sample(_narrower(w, type_), w.dice.choice((0, 1, 2)))
        parts += [_inline(w, narrow, scope, depth) for narrow in narrowed]
    if parts and w.dice.random() < 0.1 and leaves:
        parts.append(_field(w, type_, w.dice.choice(leaves), scope, depth))
    w.dice.shuffle(parts)
    return " ".join(parts) or "__typename"


def _split(type_: Any) -> tuple[list[str], list[str]]:
    """Fields without and with a selection; an edge's node, and parts of an answer, count as without."""
    steps = [n for n, f in type_.fields.items() if is_composite_type(get_named_type(f.type))]
    return [n for n in type_.fields if n not in steps], steps


def _narrower(w: Writer, type_: GraphQLInterfaceType) -> list[Any]:
    found: dict[str, Any] = {t.name: t for t in w.schema.get_possible_types(type_)}
    for each in list(found.values()):
        found.update({i.name: i for i in each.interfaces})
    return [found[name] for name in sorted(found)]


def _fragment(w: Writer, type_: Any, scope: Scope, depth: int) -> str:
    wider = [type_, *getattr(type_, "interfaces", ())]
    on = w.dice.choice(wider)
    if w.dice.random() < 0.5:
        return _inline(w, on, scope, depth)
    body = _parts(w, on, scope, depth)
    name = f"F{len(w.fragments) + 1}"
    w.fragments.append(f"fragment {name} on {on.name} {{ {body} }}")
    again = f" __typename ...{name}{_directives(w)}" if w.dice.random() < 0.2 else ""
    return f"...{name}{_directives(w)}{again}"


def _inline(w: Writer, on: Any, scope: Scope, depth: int) -> str:
    return f"... on {on.name}{_directives(w)} {{ {_parts(w, on, scope, depth)} }}"
