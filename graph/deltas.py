"""What a change made of a node, as a record keeps it, and nodes as they were: records applied forwards or undone.

A delta is compact JSON: `kind`; `new` where the node was made, `gone` where it was removed; `values` by stored name, each before and after (null is
absent, times as ISO text); `links` by edge, the far ends that it lost and those that it got (an id, or an id with the
edge's own values); `erased`, names of personal values that changed and are never kept.

Decided, and guarded by `tests/graph/test_deltas.py`: every statement that writes a node for an act answers with what the
node was and is, so no act can forget to say what it did, and what is kept of it follows from the declaration alone.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson

from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.kinds import Kind, Prop

Link = str | tuple[str, tuple[tuple[str, Any], ...]]
"""A far end: its id, or its id with the values of the edge."""


@dataclass(frozen=True)
class State:
    """A node as records tell it: the precise kind, values by stored name as JSON has them, far ends by edge."""

    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, frozenset[Link]] = field(default_factory=dict)


def delta(
    kind: Kind, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None,
    lost: Mapping[str, Iterable[Any]], got: Mapping[str, Iterable[Any]],
) -> str:  # fmt: skip
    """What became of a node.

    Args:
        kind: its precise kind. was, now: stored values, none if it was made, or is no more. lost, got: far ends by edge.
    """
    said: dict[str, Any] = {"kind": kind.name}
    if was is None:
        said["new"] = True
    if now is None:
        said["gone"] = True
    values, erased = {}, []
    for prop in kind.props.values():
        before, after = ((v or {}).get(prop.stored) for v in (was, now))
        if _same(before, after):
            continue
        if prop.personal:
            erased.append(prop.name)
        else:
            values[prop.stored] = [plain(before), plain(after)]
    links = {}
    for name in sorted({*lost, *got}):
        gone, come = _set(lost.get(name, ())), _set(got.get(name, ()))
        if gone != come:
            links[name] = [_listed(gone - come), _listed(come - gone)]
    said |= {
        n: v for n, v in (("values", values), ("links", links), ("erased", sorted(erased))) if v
    }
    return orjson.dumps(said).decode()


def applied(state: State | None, text: str) -> State | None:
    """A node after the change, none if it was removed; nothing of what was before is asked for."""
    said = orjson.loads(text)
    return None if said.get("gone") else _turned(state, said, back=False)


def undone(state: State | None, text: str) -> State | None:
    """A node before the change; none if the change made it."""
    said = orjson.loads(text)
    return None if said.get("new") else _turned(state, said, back=True)


def _turned(state: State | None, said: Mapping[str, Any], *, back: bool) -> State:
    values = dict(state.values) if state else {}
    links = dict(state.links) if state else {}
    for name, pair in said.get("values", {}).items():
        value = pair[0 if back else 1]
        if value is None:
            values.pop(name, None)
        else:
            values[name] = value
    for name, (lost, got) in said.get("links", {}).items():
        gone, come = (_set(got), _set(lost)) if back else (_set(lost), _set(got))
        ends = (links.get(name, frozenset()) - gone) | come
        if ends:
            links[name] = ends
        else:
            links.pop(name, None)
    return State(said["kind"], values, links)


def state_of(
    kind: Kind, values: Mapping[str, Any], links: Mapping[str, Iterable[Any]]
) -> tuple[State, frozenset[str]]:
    """A node of the graph as records would tell it, and the names of its personal values."""
    kept = {
        p.stored: plain(values[p.stored])
        for p in kind.props.values()
        if not p.personal and values.get(p.stored) is not None
    }
    personal = frozenset(p.name for p in kind.props.values() if p.personal and values.get(p.stored))
    return State(kind.name, kept, {n: ends for n, e in links.items() if (ends := _set(e))}), personal  # fmt: skip


def typed(prop: Prop, value: Any) -> Any:
    """A kept value as Python has it."""
    if value is None:
        return None
    if prop.many:
        return [_one(prop.type, each) for each in value]
    return _one(prop.type, value)


def _one(type_: Any, value: Any) -> Any:
    if type_ in (datetime, date):
        return type_.fromisoformat(value)
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return type_[value]
    return value


def plain(value: Any) -> Any:
    """A stored value as JSON has it."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if hasattr(value, "to_native"):
        value = value.to_native()
    return value.isoformat() if isinstance(value, date) else value


def is_gone(text: str) -> bool:
    """Whether the change removed the node."""
    return bool(orjson.loads(text).get("gone"))


def kind_of(text: str) -> Kind | None:
    """The kind that a delta is about, if it is one of ours."""
    return KINDS.get(orjson.loads(text)["kind"])


def _same(before: Any, after: Any) -> bool:
    return type(before) is type(after) and before == after


def _set(ends: Iterable[Any]) -> frozenset[Link]:
    return frozenset(_end(each) for each in ends)


def _end(said: Any) -> Link:
    if isinstance(said, str):
        return said
    id_, values = said
    pairs = values.items() if hasattr(values, "items") else values
    found = tuple(sorted((str(n), plain(v)) for n, v in pairs if v is not None))
    return (id_, found) if found else id_


def _listed(ends: Iterable[Link]) -> Sequence[Any]:
    return [
        e if isinstance(e, str) else [e[0], dict(e[1])]
        for e in sorted(ends, key=lambda e: (e if isinstance(e, str) else e[0], str(e)))
    ]
