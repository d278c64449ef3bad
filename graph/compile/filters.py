"""Filters as Cypher predicates.

The text depends on which operators are used, never on their values. What leads to the nodes in the first place is
said by `graph.compile.anchors`; a filter only tests.
"""

from __future__ import annotations

import enum
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graph.compile.paths import follow
from graph.compile.refusal import TOO_DEEP, Refusal
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.compile.paths import Path
    from graph.compile.scope import Scope
    from graph.compile.text import Request, Text
    from graph.kinds import Edge, Kind, Prop

_SIGNS = {
    "eq": "=",
    "in": "IN",
    "lt": "<",
    "lte": "<=",
    "gt": ">",
    "gte": ">=",
    "startsWith": "STARTS WITH",
    "contains": "CONTAINS",
}
LONGEST = 40
"""Steps from the root of a filter to its innermost part."""

Where = tuple[str | int, ...]


class Filters:
    """Writes the filter of one field, given where in the document the field stands."""

    def __init__(self, text: Text, scope: Scope, at: int) -> None:
        self.text, self.scope, self._at = text, scope, at
        self.led: Where | None = None
        """A part that need not be tested, because the statement begins with it."""

    def predicate(self, kind: Kind, variable: str, value: Mapping[str, Any], where: Where) -> str:
        """The conjunction of everything in `value`."""
        if len(where) > LONGEST:
            raise TOO_DEEP
        parts = [
            self._part(kind, variable, key, inner, (*where, key))
            for key, inner in _given(value, where)
            if (*where, key) != self.led
        ]
        return " AND ".join(parts) or "true"

    def _part(self, kind: Kind, variable: str, key: str, inner: Any, at: Where) -> str:
        if key in ("and", "or"):
            parts = [
                f"({self.predicate(kind, variable, each, (*at, i))})"
                for i, each in enumerate(inner)
            ]
            return (
                f"({(' AND ' if key == 'and' else ' OR ').join(parts)})"
                if parts
                else self._constant(key == "and")
            )
        if key == "not":
            return f"NOT coalesce({self.predicate(kind, variable, inner, at)}, false)"
        if key == "within":
            path = self.within(kind, variable)
            test = f"{path.target}.id = {self.parameter(at)}"
            return (
                f"EXISTS {{ MATCH {path.pattern} WHERE {' AND '.join([test, *path.predicates])} }}"
            )
        if key == "level" and key not in kind.props:
            return f"any(label IN labels({variable}) WHERE label IN {self.parameter(at)})"
        if key in kind.props:
            prop = kind.props[key]
            if prop.listed:
                return self.listed(kind, prop, variable, inner, at)
            return (
                " AND ".join(
                    self.compare(kind, prop, variable, op, (*at, op))
                    for op, _ in _given(inner, at)
                    if (*at, op) != self.led
                )
                or "true"
            )
        return self._related(variable, kind.edges[key], inner, at)

    def within(self, kind: Kind, variable: str) -> Path:
        """From a place to itself and everything above it: what `ancestors` follows, and no step."""
        edge = kind.edges["ancestors"]
        hop = replace(edge.path[0], least=0)
        return follow(variable, replace(edge, path=(hop,)), self.text, self.scope)

    def compare(self, kind: Kind, prop: Prop, variable: str, op: str, at: Where) -> str:
        """One operator on one property; a property that the caller may not read compares as null does."""
        stored, value = f"{variable}.{prop.stored}", self.parameter(at)
        if op == "isNull":
            return f"({self.absent(kind, prop, variable)}) = {value}"
        if op == "ne":
            return f"({self.absent(kind, prop, variable)} OR {stored} <> {value})"
        gate = self.scope.gate(kind, prop, variable)
        compared = f"{stored} {_SIGNS[op]} {value}"
        return compared if gate is None else f"{compared} AND {gate}"

    def listed(self, kind: Kind, prop: Prop, variable: str, wanted: list[Any], at: Where) -> str:
        """A property with a fixed list of values is one of those named; null among them stands for absent."""
        compared = self.compare(kind, prop, variable, "in", at)
        if None not in wanted:
            return compared
        return f"({self.absent(kind, prop, variable)} OR {compared})"

    def absent(self, kind: Kind, prop: Prop, variable: str) -> str:
        """Whether the caller reads null: nothing is stored, or he may not read it."""
        stored, gate = f"{variable}.{prop.stored}", self.scope.gate(kind, prop, variable)
        return f"{stored} IS NULL" if gate is None else f"(NOT {gate} OR {stored} IS NULL)"

    def _constant(self, value: bool) -> str:
        """Through a parameter: with a literal `false` 5.26 finds nothing left to hint at, and refuses the hint."""
        return self.text.parameter(lambda _: value)

    def _related(self, variable: str, edge: Edge, inner: Mapping[str, Any], at: Where) -> str:
        if not edge.many:
            return self._exists(variable, edge, inner, at)
        parts = []
        for quantifier, each in _given(inner, at):
            deeper = (*at, quantifier)
            if quantifier == "some":
                parts.append(self._exists(variable, edge, each, deeper))
            elif quantifier == "none":
                parts.append(f"NOT {self._exists(variable, edge, each, deeper)}")
            else:
                parts.append(f"NOT {self._exists(variable, edge, each, deeper, negated=True)}")
        return " AND ".join(parts) or "true"

    def _exists(
        self,
        variable: str,
        edge: Edge,
        inner: Mapping[str, Any],
        at: Where,
        *,
        negated: bool = False,
    ) -> str:
        path = follow(variable, edge, self.text, self.scope)
        with self.text.deeper():
            own = self.predicate(KINDS[edge.target], path.target, inner, at)
        if negated:
            own = f"NOT coalesce({own}, false)"
        return f"EXISTS {{ MATCH {path.pattern} WHERE {' AND '.join([*path.predicates, own])} }}"

    def parameter(self, where: Where) -> str:
        at = self._at

        def value(request: Request) -> Any:
            found: Any = request.arguments[at]
            for step in where:
                found = found[step]
            return (
                [_plain(v) for v in found if v is not None]
                if isinstance(found, list)
                else _plain(found)
            )

        return self.text.parameter(value)


def _given(value: Mapping[str, Any], where: Where) -> list[tuple[str, Any]]:
    for key, inner in value.items():
        if inner is None:
            raise Refusal(
                "FILTER_NULL",
                argument=".".join(str(step) for step in (*where, key)),
                zh="筛选条件不能为 null；查找空值请用 isNull: true（枚举用 [null]），不需要该条件请省略。",
                en="A condition cannot be null; to find what is absent use isNull: true ([null] for an enum), or leave the condition out.",
            )
    return list(value.items())


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value


_WRITTEN = ("field", "direction")
"""Keys whose enum value stands in the text: those of an order."""


def shape(value: Any) -> Any:
    """What of an argument's value the text of a statement depends on: keys, nulls (in a list of values too) and orders."""
    if isinstance(value, dict):
        return tuple(
            (k, v.value if isinstance(v, enum.Enum) and k in _WRITTEN else shape(v))
            for k, v in value.items()
        )
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return tuple(shape(v) for v in value)
    return value is None or (isinstance(value, list) and None in value)
