"""Documents: what is selected, under which names, in which fragments, on which conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLBoolean,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)

from tests.graph.operations.values import ABSENT, Values, Variable, literal

if TYPE_CHECKING:
    import random

    from graphql import GraphQLField, GraphQLSchema

    from tests.graph.operations.stock import Stock

DEPTH = 4
"""How many edges a selection follows at most."""
QUESTIONS = ("supporters", "supportersFor")


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


@dataclass
class _Writer:
    schema: GraphQLSchema
    stock: Stock
    dice: random.Random
    values: Values
    budget: int = 14
    names: int = 0
    fragments: list[str] = field(default_factory=list)
    flags: list[Variable] = field(default_factory=list)


def document(schema: GraphQLSchema, stock: Stock, dice: random.Random) -> Document:
    """Draw one document."""
    writer = _Writer(schema, stock, dice, Values(schema, stock, dice))
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


def _roots(w: _Writer, query: GraphQLObjectType) -> str:
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


def _flag(w: _Writer) -> Variable:
    fresh = not w.flags or w.dice.random() < 0.3
    if fresh:
        defaulted = w.dice.random() < 0.3
        type_ = GraphQLBoolean if defaulted else GraphQLNonNull(GraphQLBoolean)

        def draw(dice: random.Random) -> Any:
            return ABSENT if defaulted and dice.random() < 0.3 else dice.random() < 0.6

        w.flags.append(w.values.variable(type_, draw, " = true" if defaulted else ""))
    return w.flags[-1] if fresh else w.dice.choice(w.flags)


def _directives(w: _Writer) -> str:
    if w.dice.random() > 0.14:
        return ""
    written = []
    for name in w.dice.choice((("include",), ("skip",), ("include", "skip"))):
        kept = "true" if (name == "include") is (w.dice.random() < 0.8) else "false"
        written.append(f" @{name}(if: {kept if w.dice.random() < 0.3 else f'${_flag(w).name}'})")
    return "".join(written)


def _field(w: _Writer, parent: Any, name: str, scope: Scope, depth: int) -> str:
    """One field with its alias, arguments, directives and selection."""
    made = parent.fields[name]
    arguments = _arguments(w, parent, name, made)
    key, below = _key(w, parent.name, name, arguments, scope)
    w.budget -= 1
    text = f"{name if key == name else f'{key}: {name}'}{arguments}{_directives(w)}"
    type_ = get_named_type(made.type)
    return f"{text} {_selection(w, type_, below, depth)}" if is_composite_type(type_) else text


def _key(w: _Writer, parent: str, name: str, arguments: str, scope: Scope) -> tuple[str, Scope]:
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


def _selection(w: _Writer, type_: Any, scope: Scope, depth: int) -> str:
    if type_.name.endswith("Connection"):
        return f"{{ {_connection(w, type_, scope, depth)} }}"
    return f"{{ {_parts(w, type_, scope, depth)} }}"


def _connection(w: _Writer, type_: GraphQLObjectType, scope: Scope, depth: int) -> str:
    names = w.dice.sample(list(type_.fields), w.dice.choice((1, 1, 2, 3)))
    if w.dice.random() < 0.7 and "nodes" not in names and "edges" not in names:
        names.append(w.dice.choice(("nodes", "edges")))
    parts = [_field(w, type_, name, scope, depth) for name in names]
    return " ".join(["__typename", *parts] if w.dice.random() < 0.1 else parts)


def _parts(w: _Writer, type_: Any, scope: Scope, depth: int) -> str:
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


def _narrower(w: _Writer, type_: GraphQLInterfaceType) -> list[Any]:
    found: dict[str, Any] = {t.name: t for t in w.schema.get_possible_types(type_)}
    for each in list(found.values()):
        found.update({i.name: i for i in each.interfaces})
    return [found[name] for name in sorted(found)]


def _fragment(w: _Writer, type_: Any, scope: Scope, depth: int) -> str:
    wider = [type_, *getattr(type_, "interfaces", ())]
    on = w.dice.choice(wider)
    if w.dice.random() < 0.5:
        return _inline(w, on, scope, depth)
    body = _parts(w, on, scope, depth)
    name = f"F{len(w.fragments) + 1}"
    w.fragments.append(f"fragment {name} on {on.name} {{ {body} }}")
    again = f" __typename ...{name}{_directives(w)}" if w.dice.random() < 0.2 else ""
    return f"...{name}{_directives(w)}{again}"


def _inline(w: _Writer, on: Any, scope: Scope, depth: int) -> str:
    return f"... on {on.name}{_directives(w)} {{ {_parts(w, on, scope, depth)} }}"


def _arguments(w: _Writer, parent: Any, name: str, made: GraphQLField) -> str:
    if not made.args:
        return ""
    if "first" in made.args and "after" in made.args:
        drawn = _page(w, parent, made)
    else:
        drawn = _plain(w, name, made)
    return (
        f"({', '.join(f'{k}: {literal(made.args[k].type, v)}' for k, v in drawn.items())})"
        if drawn
        else ""
    )


def _plain(w: _Writer, name: str, made: GraphQLField) -> dict[str, Any]:
    """Arguments of roots by id, and of questions."""
    ids = w.stock.ids
    if name == "node" or name == "nodes":

        def any_id(dice: random.Random) -> str:
            return (
                dice.choice(ids[dice.choice(sorted(k for k in ids if ids[k]))])
                if dice.random() < 0.95
                else "unit_none"
            )

        if name == "node":
            return {"id": w.values.written(made.args["id"].type, any_id)}
        return {
            "ids": w.values.written(
                made.args["ids"].type, lambda dice: [any_id(dice) for _ in range(dice.randrange(5))]
            )
        }
    if name in QUESTIONS:
        return _question(w, name, made)
    if "id" not in made.args:
        return {n: w.values.written(a.type, _instant) for n, a in made.args.items()}
    kind = get_named_type(made.type).name
    return {
        "id": w.values.written(made.args["id"].type, lambda dice: dice.choice([*ids[kind], "none"]))
    }


def _instant(dice: random.Random) -> str:
    return f"2026-12-{dice.randrange(1, 28):02}T{dice.randrange(24):02}:00:00+08:00"


def _question(w: _Writer, name: str, made: GraphQLField) -> dict[str, Any]:
    values = w.stock.values
    drawn: dict[str, Any] = {"asOf": "2026-12-01T09:00:00+08:00", "first": w.dice.choice((1, 2))}
    if name == "supporters":
        drawn["need"] = w.values.written(
            made.args["need"].type, lambda dice: dice.choice(w.stock.ids["Need"])
        )
    else:
        drawn["question"] = {
            "category": w.dice.choice(w.stock.ids["Category"]), "place": w.dice.choice(w.stock.ids["Community"]),
            "measure": w.dice.choice(w.stock.ids["Category"]), "quantity": w.dice.choice(values["Need", "quantity"]),
        }  # fmt: skip
    return drawn


def _page(w: _Writer, parent: Any, made: GraphQLField) -> dict[str, Any]:
    """A connection's page, filter, order and search."""
    args = made.args
    root = parent.name == "Query"
    connection = get_named_type(made.type)
    kind = get_named_type(connection.fields["nodes"].type).name  # type: ignore[union-attr]
    drawn: dict[str, Any] = {}
    dice = w.dice
    size = (0, 1, 2, 3, 3, 5) if root else (1, 1, 2, 2, 3)
    if dice.random() < 0.9:
        drawn[dice.choice(("first", "first", "last"))] = w.values.written(
            GraphQLNonNull(args["first"].type), lambda d: d.choice(size)
        )
    by, direction = "CODE", "ASC"
    if dice.random() < 0.4:
        order = w.schema.type_map[f"{kind}OrderField"]
        by, direction = dice.choice(list(order.values)), dice.choice(("ASC", "DESC"))  # type: ignore[attr-defined]
        drawn["orderBy"] = (
            {"field": by, "direction": direction}
            if direction == "DESC" or dice.random() < 0.5
            else {"field": by}
        )
    cursors = w.stock.cursors.get((kind, by, direction), [])
    for which in ("after", "before"):
        if cursors and dice.random() < 0.2 and "search" not in drawn:
            drawn[which] = w.values.written(
                args[which].type, lambda d: d.choice(cursors), often=0.6
            )
    if dice.random() < (0.45 if root else 0.3):
        if dice.random() < 0.12:
            type_ = args["filter"].type
            drawn["filter"] = w.values.variable(
                type_,
                lambda d: (
                    w.values.filter(kind, root=root, dice=d, variables=False)
                    if d.random() < 0.8
                    else d.choice((None, ABSENT))
                ),
            )
            drawn["filter"].shaping = True
        else:
            drawn["filter"] = w.values.filter(kind, root=root, dice=dice)
    if (
        "search" in args
        and not {"after", "before", "orderBy"} & drawn.keys()
        and dice.random() < 0.2
    ):
        drawn["search"] = w.values.written(args["search"].type, lambda d: d.choice(w.stock.words))
        if isinstance(drawn["search"], Variable):
            drawn["search"].shaping = True
    return drawn
