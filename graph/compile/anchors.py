"""Where a root connection begins: at an index, said by a hint, so that no plan depends on how much is stored.

A filter's best condition leads: one of the kind's own properties, or one at the far end of an edge, from where the
statement walks back to the root. Without such a condition the index of the order leads, and every condition must be
one that this may be asked to do (`FILTER_NEEDS_ANCHOR`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.compile.paths import follow, label
from graph.compile.refusal import Refusal
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.compile.filters import Filters, Where
    from graph.compile.paging import Order
    from graph.compile.paths import Path
    from graph.kinds import Kind, Prop

_BY_RANGE = frozenset({"eq", "in", "lt", "lte", "gt", "gte", "startsWith"})
_BY_TEXT = frozenset({"eq", "contains", "startsWith"})


@dataclass(frozen=True)
class Lead:
    """Clauses that find nodes by an index, the predicates that belong to the last of them, and whether rows repeat."""

    matches: str
    predicates: tuple[str, ...]
    repeats: bool = False


def by_order(kind: Kind, variable: str, order: Order) -> Lead:
    """Everything, along the index of the order."""
    hinted = f"MATCH ({variable}{label(kind)}) USING INDEX {_indexed(kind, variable, order)}"
    return Lead(hinted, tuple(f"{key.expression} IS NOT NULL" for key in order.keys))


def from_cursor(kind: Kind, variable: str, order: Order) -> str:
    """The same clause for a page that begins at a cursor: the index itself must compare with it.

    Where few rows are known of, a plan may scan the index and compare each row instead, by UTF-16 units and thus not in
    the order of the index. Guarded by `tests/graph/test_keyset.py`.
    """
    return f"MATCH ({variable}{label(kind)}) USING INDEX SEEK {_indexed(kind, variable, order)}"


def _indexed(kind: Kind, variable: str, order: Order) -> str:
    stored = ", ".join(key.expression.partition(".")[2] for key in order.keys)
    return f"{variable}{label(kind)}({stored})"


def by_filter(
    filters: Filters, kind: Kind, variable: str, value: Mapping[str, Any], at: Where
) -> Lead | None:
    """From the best condition to the kind; `None` if none leads and none needs to.

    Raises:
        Refusal: there are conditions that no index serves, and none that leads.
    """
    ways = sorted(_ways(kind, value, at), key=lambda way: way[0])
    if not ways:
        unserved = list(_unserved(kind, value))
        if unserved:
            _refuse(kind, unserved)
        return None
    way = ways[0][1]
    filters.led = _said(value, at, way)
    return _walk(filters, kind, variable, len(at), way)


def _ways(kind: Kind, value: Mapping[str, Any], at: Where) -> Iterator[tuple[int, Where]]:
    """Conditions that can lead, as paths into the filter, each with how far it leads astray."""
    for key, inner in value.items():
        if inner is None:
            continue
        if key == "and":
            for i, each in enumerate(inner):
                yield from _ways(kind, each, (*at, key, i))
        elif key == "within":
            yield 1, (*at, key)
        elif key in kind.props:
            prop = kind.props[key]
            if prop.listed:
                if served(prop, "in") and None not in inner:
                    yield 2, (*at, key)
                continue
            yield from (
                (0 if prop.key and op in ("eq", "in") else 2, (*at, key, op))
                for op in inner
                if served(prop, op)
            )
        elif key in kind.edges:
            edge = kind.edges[key]
            far = inner.get("some") if edge.many else inner
            deeper = (*at, key, "some") if edge.many else (*at, key)
            yield from ((c + 1, w) for c, w in _ways(KINDS[edge.target], far or {}, deeper))


def served(prop: Prop, op: str) -> bool:
    """Whether an index of the property serves the operator."""
    if prop.key or prop.index == "range":
        return op in _BY_RANGE
    return prop.index == "text" and op in _BY_TEXT


def _unserved(kind: Kind, value: Mapping[str, Any]) -> Iterator[str]:
    for key, inner in value.items():
        edge = kind.edges.get(key)
        if key == "and":
            for each in inner or ():
                yield from _unserved(kind, each)
        elif key in kind.props and kind.props[key].listed:
            yield key
        elif key in kind.props:
            yield from (f"{key}.{op}" for op in inner or ())
        elif edge is not None and (not edge.many or set(inner or ()) == {"some"}):
            far = (inner or {}).get("some") if edge.many else inner
            yield from _unserved(KINDS[edge.target], far or {})
        elif key != "level":
            yield key


def _refuse(kind: Kind, unserved: list[str]) -> None:
    indexed = ", ".join(
        [p.name for p in kind.props.values() if (p.key or p.index) and not p.personal][:6]
    )
    raise Refusal(
        "FILTER_NEEDS_ANCHOR", argument="filter",
        zh=f"条件 {', '.join(unserved)} 无法用索引查找，请同时给出一个有索引的条件，如 {indexed}。",
        en=f"No index can serve {', '.join(unserved)}; add a condition that one can, e.g. on {indexed}.",
    )  # fmt: skip


def _walk(filters: Filters, kind: Kind, variable: str, depth: int, way: Where) -> Lead:
    """Clauses from the condition at the end of `way` back to `variable`."""
    key = str(way[depth])
    if key == "and":
        return _walk(filters, kind, variable, depth + 2, way)
    if key == "within":
        path = filters.within(kind, variable)
        place, own = KINDS[path.kind], KINDS[path.kind].id_prop
        test = f"{path.target}.{own.stored} = {filters.parameter(way)}"
        return _back(Lead(_hinted(place, path.target, own), (test,)), path, kind, variable)
    if key in kind.props:
        prop = kind.props[key]
        op = "in" if prop.listed else str(way[-1])
        return Lead(_hinted(kind, variable, prop), (filters.compare(kind, prop, variable, op, way),))  # fmt: skip
    edge = kind.edges[key]
    path = follow(variable, edge, filters.text, filters.scope)
    far = _walk(filters, KINDS[edge.target], path.target, depth + (2 if edge.many else 1), way)
    return _back(far, path, kind, variable)


def _hinted(kind: Kind, variable: str, prop: Prop) -> str:
    sort = "TEXT INDEX" if prop.index == "text" and not prop.key else "INDEX"
    return f"MATCH ({variable}{label(kind)}) USING {sort} {variable}{label(kind)}({prop.stored})"


def _back(far: Lead, path: Path, kind: Kind, variable: str) -> Lead:
    # DISTINCT keeps the planner from turning the walk round, and labels() from beginning at a label instead.
    found = f"{far.matches} WHERE {' AND '.join(far.predicates)} WITH DISTINCT {path.target}"
    own = f"'{kind.labels[-1]}' IN labels({variable})"
    return Lead(f"{found} MATCH {path.pattern}", (own, *path.predicates), repeats=True)


def _said(value: Mapping[str, Any], at: Where, way: Where) -> Where | None:
    """The part of the filter that the lead says wholly, so that it need not be tested again; `None` if there is none."""
    containers: list[Any] = [value]
    for step in way[len(at) :]:
        containers.append(containers[-1][step])
    done = len(way)
    while done > len(at) + 1 and len(containers[done - len(at) - 1]) == 1:
        done -= 1
    # What stands beside it, up to the root, must be conjunctions over the root itself.
    above = way[len(at) : done - 1]
    own = [step for step in above if step != "and" and not isinstance(step, int)]
    whole = not own or (len(own) == 1 and done == len(way) and way[-2] == own[0] and way[-1] in _BY_RANGE | _BY_TEXT)  # fmt: skip
    return way[:done] if whole else None
