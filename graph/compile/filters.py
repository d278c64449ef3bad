"""Filters as Cypher predicates.

The text depends on which operators are used, never on their values. At a root, where nothing is anchored yet,
relations become joins so that the planner may start from their far end, and at least one condition must be one that
an index serves; below an anchor every operator is allowed.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graph.compile.paths import follow
from graph.compile.refusal import Refusal
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
_BY_RANGE = frozenset({"eq", "in", "lt", "lte", "gt", "gte", "startsWith"})
_BY_TEXT = frozenset({"eq", "contains", "startsWith"})

Where = tuple[str | int, ...]


@dataclass
class Joined:
    """A root filter: extra MATCH clauses, predicates, whether rows may repeat, and whether an index anchors it."""

    matches: list[str] = field(default_factory=list)
    predicates: list[str] = field(default_factory=list)
    repeats: bool = False
    anchored: bool = False
    unserved: list[str] = field(default_factory=list)


class Filters:
    """Writes the filter of one field, given where in the document the field stands."""

    def __init__(self, text: Text, scope: Scope, at: int) -> None:
        self._text, self._scope, self._at = text, scope, at

    def predicate(self, kind: Kind, variable: str, value: Mapping[str, Any], where: Where) -> str:
        """The conjunction of everything in `value`."""
        parts = [
            self._part(kind, variable, key, inner, (*where, key))
            for key, inner in _given(value, where)
        ]
        return " AND ".join(parts) or "true"

    def joined(self, kind: Kind, variable: str, value: Mapping[str, Any], where: Where) -> Joined:
        """The same for a root: see the module's first lines."""
        found = Joined()
        self._join(kind, variable, value, where, found)
        if found.unserved and not found.anchored:
            indexed = [p.name for p in kind.props.values() if p.key or p.index]
            raise Refusal(
                "FILTER_NEEDS_ANCHOR",
                argument="filter",
                zh=f"条件 {', '.join(found.unserved)} 无法用索引查找，请同时给出一个有索引的条件，如 {', '.join(indexed[:6])}。",
                en=f"No index serves {', '.join(found.unserved)}; add a condition that one does, e.g. on {', '.join(indexed[:6])}.",
            )
        return found

    def _join(
        self, kind: Kind, variable: str, value: Mapping[str, Any], where: Where, found: Joined
    ) -> None:
        for key, inner in _given(value, where):
            at = (*where, key)
            if key == "and":
                for i, each in enumerate(inner):
                    self._join(kind, variable, each, (*at, i), found)
            elif key == "within":
                path = self._within(kind, variable)
                found.matches.append(path.pattern)
                found.predicates += [*path.predicates, f"{path.target}.id = {self._parameter(at)}"]
                found.anchored = found.repeats = True
            elif key in kind.edges and (not kind.edges[key].many or tuple(inner) == ("some",)):
                edge = kind.edges[key]
                self._join_edge(
                    variable,
                    edge,
                    inner["some"] if edge.many else inner,
                    (*at, "some") if edge.many else at,
                    found,
                )
            else:
                found.predicates.append(self._part(kind, variable, key, inner, at))
                self._judge(kind, key, inner, found)

    def _join_edge(
        self, variable: str, edge: Edge, inner: Mapping[str, Any] | None, at: Where, found: Joined
    ) -> None:
        path = follow(variable, edge, self._text, self._scope)
        found.matches.append(path.pattern)
        found.predicates += path.predicates
        found.repeats = found.repeats or edge.many or path.repeats
        self._join(KINDS[edge.target], path.target, inner or {}, at, found)

    @staticmethod
    def _judge(kind: Kind, key: str, inner: Any, found: Joined) -> None:
        prop = kind.props.get(key)
        if key == "level" and prop is None:
            found.anchored = True
            return
        for op in inner if prop is not None else (key,):
            if prop is not None and _served(prop, op):
                found.anchored = True
            else:
                found.unserved.append(key if prop is None else f"{key}.{op}")

    def _part(self, kind: Kind, variable: str, key: str, inner: Any, at: Where) -> str:
        if key in ("and", "or"):
            parts = [
                f"({self.predicate(kind, variable, each, (*at, i))})"
                for i, each in enumerate(inner)
            ]
            return (
                f"({(' AND ' if key == 'and' else ' OR ').join(parts)})"
                if parts
                else str(key == "and").lower()
            )
        if key == "not":
            return f"NOT coalesce({self.predicate(kind, variable, inner, at)}, false)"
        if key == "within":
            path = self._within(kind, variable)
            test = f"{path.target}.id = {self._parameter(at)}"
            return (
                f"EXISTS {{ MATCH {path.pattern} WHERE {' AND '.join([test, *path.predicates])} }}"
            )
        if key == "level" and key not in kind.props:
            return f"{variable}:{_plain(inner)}"
        if key in kind.props:
            prop = kind.props[key]
            return (
                " AND ".join(
                    self._compare(prop, variable, op, (*at, op)) for op, _ in _given(inner, at)
                )
                or "true"
            )
        return self._related(variable, kind.edges[key], inner, at)

    def _within(self, kind: Kind, variable: str) -> Path:
        """From a place to itself and everything above it: what `ancestors` follows, and no step."""
        edge = kind.edges["ancestors"]
        hop = replace(edge.path[0], least=0)
        return follow(variable, replace(edge, path=(hop,)), self._text, self._scope)

    def _compare(self, prop: Prop, variable: str, op: str, at: Where) -> str:
        stored, value = f"{variable}.{prop.stored}", self._parameter(at)
        if op == "isNull":
            return f"({stored} IS NULL) = {value}"
        if op == "ne":
            return f"({stored} IS NULL OR {stored} <> {value})"
        return f"{stored} {_SIGNS[op]} {value}"

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
        path = follow(variable, edge, self._text, self._scope)
        own = self.predicate(KINDS[edge.target], path.target, inner, at)
        if negated:
            own = f"NOT coalesce({own}, false)"
        return f"EXISTS {{ MATCH {path.pattern} WHERE {' AND '.join([*path.predicates, own])} }}"

    def _parameter(self, where: Where) -> str:
        at = self._at

        def value(request: Request) -> Any:
            found: Any = request.arguments[at]
            for step in where:
                found = found[step]
            return [_plain(v) for v in found] if isinstance(found, list) else _plain(found)

        return self._text.parameter(value)


def _given(value: Mapping[str, Any], where: Where) -> list[tuple[str, Any]]:
    for key, inner in value.items():
        if inner is None:
            raise Refusal(
                "FILTER_NULL",
                argument=".".join(str(step) for step in (*where, key)),
                zh="筛选条件不能为 null；查找空值请用 isNull: true，不需要该条件请省略。",
                en="A condition cannot be null; to find what is absent use isNull: true, or leave the condition out.",
            )
    return list(value.items())


def _served(prop: Prop, op: str) -> bool:
    if prop.name == "id" or prop.key:
        return op in _BY_RANGE
    return op in (_BY_RANGE if prop.index == "range" else _BY_TEXT if prop.index == "text" else ())


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value


_WRITTEN = ("level", "field", "direction")
"""Keys whose enum value stands in the text: a label, an order."""


def shape(value: Any) -> Any:
    """What of an argument's value the text of a statement depends on: keys, nulls, labels and orders."""
    if isinstance(value, dict):
        return tuple(
            (k, v.value if isinstance(v, enum.Enum) and k in _WRITTEN else shape(v))
            for k, v in value.items()
        )
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return tuple(shape(v) for v in value)
    return value is None
