"""GraphQL values that fit an input type: filters, orders, pages – written into the document or left to variables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    get_nullable_type,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from graphql import GraphQLSchema

    from tests.graph.operations.stock import Stock

ABSENT = object()
"""The variable is not given."""


@dataclass
class Variable:
    """A variable of a document and how its value is drawn."""

    name: str
    type: str
    draw: Callable[[random.Random], Any]
    shaping: bool = False
    """Whether the text may depend on its value: a whole filter, or whether there is a search or a cursor."""


class Values:
    """Draws values for one document."""

    def __init__(self, schema: GraphQLSchema, stock: Stock, dice: random.Random) -> None:
        self.schema, self.stock, self.dice = schema, stock, dice
        self.variables: list[Variable] = []

    def variable(
        self, type_: Any, draw: Callable[[random.Random], Any], default: str = ""
    ) -> Variable:
        """A fresh variable of this type."""
        made = Variable(f"v{len(self.variables) + 1}", f"{type_}{default}", draw)
        self.variables.append(made)
        return made

    def written(
        self, type_: Any, draw: Callable[[random.Random], Any], *, often: float = 0.35
    ) -> Any:
        """A value, or a variable that holds one (or nothing, where nothing is allowed)."""
        if self.dice.random() > often:
            return draw(self.dice)
        if isinstance(type_, GraphQLNonNull):
            return self.variable(type_, draw)
        if self.dice.random() < 0.3:
            return self.variable(GraphQLNonNull(type_), draw)
        return self.variable(
            type_, lambda dice: draw(dice) if dice.random() < 0.7 else dice.choice((None, ABSENT))
        )

    def filter(
        self, kind: str, *, root: bool, dice: random.Random, depth: int = 2, variables: bool = True
    ) -> dict[str, Any]:
        """A filter on a kind; at a root most have a condition that an index serves."""
        type_ = self.schema.type_map[f"{kind}Filter"]
        assert isinstance(type_, GraphQLInputObjectType)
        found: dict[str, Any] = {}
        if root and dice.random() < 0.85:
            found.update(self._anchor(kind, dice))
        for name in dice.sample(list(type_.fields), dice.choice((1, 1, 2, 3))):
            if name not in found:
                found[name] = self._condition(
                    kind, name, type_.fields[name].type, dice, depth, variables=variables
                )
        return {name: value for name, value in found.items() if value != {}}

    def _anchor(self, kind: str, dice: random.Random) -> dict[str, Any]:
        if (kind, "code") not in self.stock.values:
            return {
                "id": {"in": dice.sample(self.stock.ids[kind], min(4, len(self.stock.ids[kind])))}
            }
        choice = dice.randrange(4)
        codes = self.stock.values[kind, "code"] or ["X"]
        if choice == 0:
            return {
                "id": {"in": dice.sample(self.stock.ids[kind], min(4, len(self.stock.ids[kind])))}
            }
        if choice == 1:
            return {"code": {"startsWith": dice.choice(codes)[: dice.choice((1, 2, 4))]}}
        if choice == 2:
            return {"code": {"in": dice.sample(codes, min(3, len(codes)))}}
        return {"provenance": [dice.choice(self.stock.values[kind, "provenance"] or ["ENTERED"])]}

    def _condition(
        self, kind: str, name: str, type_: Any, dice: random.Random, depth: int, *, variables: bool
    ) -> Any:
        named = get_named_type(type_)
        if name in ("and", "or"):
            return (
                [
                    self.filter(kind, root=False, dice=dice, depth=depth - 1, variables=variables)
                    for _ in range(dice.randrange(3))
                ]
                if depth
                else []
            )
        if name == "not":
            return (
                self.filter(kind, root=False, dice=dice, depth=depth - 1, variables=variables)
                if depth
                else {}
            )
        if name == "within":
            return dice.choice(self.stock.ids["Place"])
        if isinstance(named, GraphQLEnumType):
            return self._wanted(kind, name, type_, named, dice)
        if (
            named.name.endswith("ListFilter")
            and named.name.removesuffix("ListFilter") in self.stock.ids
        ):
            far = named.name.removesuffix("ListFilter")
            quantifier = dice.choice(("some", "every", "none"))
            return (
                {
                    quantifier: self.filter(
                        far, root=False, dice=dice, depth=depth - 1, variables=variables
                    )
                }
                if depth
                else {}
            )
        far = named.name.removesuffix("Filter")
        if far in self.stock.ids:
            return (
                self.filter(far, root=False, dice=dice, depth=depth - 1, variables=variables)
                if depth
                else {}
            )
        return self._compared(kind, name, named, dice, variables=variables)

    def _wanted(
        self, kind: str, name: str, type_: Any, named: GraphQLEnumType, dice: random.Random
    ) -> list[str | None]:
        """Some values of an enum; null among them where what has it may be absent."""
        known = self.stock.values.get((kind, name)) or list(named.values)
        known = known if dice.random() < 0.7 else list(named.values)
        wanted: list[str | None] = [dice.choice(known) for _ in range(dice.randrange(4))]
        optional = not isinstance(type_.of_type, GraphQLNonNull)
        return [*wanted, None] if optional and dice.random() < 0.3 else wanted

    def _compared(
        self, kind: str, name: str, type_: Any, dice: random.Random, *, variables: bool
    ) -> dict[str, Any]:
        found = {}
        for op in dice.sample(
            list(type_.fields), dice.choice((1, 1, 2)) if len(type_.fields) > 1 else 1
        ):
            operator = type_.fields[op].type

            def draw(d: random.Random, op: str = op, operator: Any = operator) -> Any:
                return self._operand(kind, name, op, operator, d)

            if variables and dice is self.dice and dice.random() < 0.25:
                found[op] = self.variable(GraphQLNonNull(get_nullable_type(operator)), draw)
            else:
                found[op] = draw(dice)
        return found

    def _operand(self, kind: str, name: str, op: str, type_: Any, dice: random.Random) -> Any:
        if op == "isNull":
            return dice.random() < 0.5
        known = self.stock.values.get((kind, name), [])
        named = get_named_type(type_)
        if not known:
            known = {
                "Boolean": [True, False],
                "Int": [0, 3],
                "Float": [0.0, 1.5],
                "Date": ["2026-01-01"],
                "DateTime": ["2026-12-04T08:00:00+08:00"],
            }.get(named.name, ["无"])
        if op == "in":
            return [dice.choice(known) for _ in range(dice.randrange(4))]
        value = dice.choice(known)
        if op == "startsWith":
            return value[: dice.choice((1, 2, 3))]
        if op == "contains":
            at = dice.randrange(max(1, len(value) - 1))
            return value[at : at + 2]
        return value


def literal(type_: Any, value: Any) -> str:
    """The value as GraphQL text."""
    if isinstance(value, Variable):
        return f"${value.name}"
    if value is None:
        return "null"
    type_ = get_nullable_type(type_)
    if isinstance(type_, GraphQLList):
        return f"[{', '.join(literal(type_.of_type, v) for v in value)}]"
    if isinstance(type_, GraphQLInputObjectType):
        return (
            f"{{{', '.join(f'{k}: {literal(type_.fields[k].type, v)}' for k, v in value.items())}}}"
        )
    return value if isinstance(type_, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)
