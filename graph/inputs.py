"""Inputs of acts that write a declared kind, from its declaration: their fields, and what may stand in them.

An act lists names of properties and edges; type, description, bounds and rules are the declaration's own, the same by
which a row of a spreadsheet is checked. An edge is given by the id of its far end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import Refused, UserError, wrong
from graph.declare import camel
from graph.kinds import KINDS, Unreadable
from graph.surface.made import field, made_type
from graph.values import check, check_text, clean, from_stored, stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from strawberry.types.field import StrawberryField

    from graph.kinds import Edge, Kind, Prop

MOST = 100
"""Values in one list."""
NOTHING = ""
"""An id that nothing has. Never an empty list: that has another type, and the database would plan the statement anew."""
INPUT = "input"


@dataclass(frozen=True)
class Given:
    """What an input says: `values` by stored name (None removes), `typed` the same by name of the field and as Python
    has it, `links` the ids at the far ends by edge."""

    values: Mapping[str, Any]
    typed: Mapping[str, Any]
    links: Mapping[str, tuple[str, ...]]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that say something."""
        said = {name for name, value in self.typed.items() if value is not None}
        return tuple(sorted(said | {name for name, ids in self.links.items() if ids}))


@dataclass(frozen=True)
class Writable:
    """The fields of a kind that an act lets a caller write.

    Args:
        kind: its name. props, edges: names of the fields. zone: in which instants are kept.
        changing: whether the act changes a node, so that what is not given stays as it is.
    """

    kind: str
    props: tuple[str, ...]
    edges: tuple[str, ...]
    zone: tzinfo
    changing: bool = False

    @property
    def declared(self) -> Kind:
        """The kind."""
        return KINDS[self.kind]

    def input(self, name: str, description: str, more: Sequence[StrawberryField]) -> type:
        """The input type, with fields of the act's own before the declared ones."""
        kind = self.declared
        fields = [
            *more,
            *(self._prop(kind.props[name]) for name in self.props),
            *(self._edge(kind.edges[name]) for name in self.edges),
        ]
        return made_type(name, description, fields, is_input=True)

    def _prop(self, prop: Prop) -> StrawberryField:
        type_: Any = list[prop.type] if prop.many else prop.type  # type: ignore[name-defined]
        needed = prop.required and prop.default is None and not self.changing
        return field(prop.name, type_ if needed else type_ | None, f"{prop.en} {prop.zh}")

    def _edge(self, edge: Edge) -> StrawberryField:
        type_: Any = list[strawberry.ID] if edge.many else strawberry.ID
        needed = edge.required and not self.changing
        told = f"Ids of {edge.target}." if edge.many else f"Id of a {edge.target}."
        return field(
            edge.name, type_ if needed else type_ | None, f"{edge.en} {told} {edge.zh}填写标识。"
        )

    def read(self, given: Mapping[str, Any]) -> Given | Refused:
        """What the input says, or everything that is wrong with it by itself."""
        typed: dict[str, Any] = {}
        links: dict[str, tuple[str, ...]] = {}
        errors: list[UserError] = []
        kind = self.declared
        for name in (n for n in self.props if self._said(n, given)):
            try:
                typed[name] = _value(kind.props[name], given.get(name), self.zone)
            except Unreadable as why:
                errors += refusal(why, name).errors
        for name in (n for n in self.edges if self._said(n, given)):
            try:
                links[name] = _ends(kind.edges[name], given.get(name))
            except Unreadable as why:
                errors += refusal(why, name).errors
        failed = {error.field[1] for error in errors}
        if not self.changing:
            errors += self.breaches(typed, {}, failed)
        if errors:
            return Refused(tuple(errors))
        values = {kind.props[name].stored: stored(value) for name, value in typed.items()}
        return Given(values, typed, links)

    def _said(self, name: str, given: Mapping[str, Any]) -> bool:
        return not self.changing or name in given

    def breaches(
        self, typed: Mapping[str, Any], held: Mapping[str, Any], failed: Iterable[str] = ()
    ) -> list[UserError]:
        """The rules that the node would break, as it will be: what is given over what the graph holds by stored name."""
        props, errors = self.declared.props, []
        for rule in self.declared.rules:
            names = [camel(name) for name in rule.fields]
            if not set(names).isdisjoint(failed) or set(names).isdisjoint(self.props):
                continue
            why = rule.check(*(self._will_be(props[name], typed, held) for name in names))
            if why:
                errors += refusal(why, names[-1]).errors
        return errors

    def _will_be(self, prop: Prop, typed: Mapping[str, Any], held: Mapping[str, Any]) -> Any:
        if prop.name in typed:
            return typed[prop.name]
        return from_stored(prop, held.get(prop.stored)) if self.changing else prop.default

    @property
    def ruled(self) -> list[str]:
        """Stored names of the properties that rules look at."""
        props = self.declared.props
        names = {camel(name) for rule in self.declared.rules for name in rule.fields}
        return sorted(props[name].stored for name in names)

    def references(self) -> str:
        """Cypher for a map: by edge, the far ends among `$<edge>` that the caller sees, and whether each is of the right sort."""
        return "{" + ", ".join(f"{name}: {_found(self.declared.edges[name])}" for name in self.edges) + "}"  # fmt: skip

    def sought(self, given: Given) -> dict[str, list[str]]:
        """The parameters of `references`."""
        return {name: list(given.links.get(name, ())) or [NOTHING] for name in self.edges}

    def strangers(self, given: Given, found: Mapping[str, Any]) -> list[UserError]:
        """References that lead to nothing the caller sees, or to something of another sort; `found` is what `references` gave."""
        errors: list[UserError] = []
        for name, ids in given.links.items():
            edge, known = self.declared.edges[name], dict(found[name])
            for at, id_ in enumerate(ids):
                path = (name, str(at)) if edge.many else (name,)
                if id_ not in known:
                    errors += _unknown(edge, path).errors
                elif not known[id_]:
                    errors += _other_sort(edge, path).errors
        return errors


def refusal(why: Unreadable, *path: str) -> Refused:
    """What cannot be read, as the refusal of an input's field."""
    return wrong(
        why.code, field=(INPUT, *path), zh=why.zh + why.cure_zh, en=f"{why.en} {why.cure_en}"
    )


def unwritable(text: str, *path: str) -> Refused | None:
    """The refusal of a text that no graph should hold, in an input's field of no declared kind."""
    try:
        check_text(text)
    except Unreadable as why:
        return refusal(why, *path)
    return None


def _value(prop: Prop, said: Any, zone: tzinfo) -> Any:
    """A value as the property has it; what is empty is its default, as in an empty cell."""
    if prop.many:
        parts = [] if said is None else [_one(prop, each, zone) for each in _listed(said)]
        if prop.parse:
            parts = [line for part in parts if part for line in prop.parse(part)]
        parts = list(dict.fromkeys(part for part in parts if part is not None))
        value: Any = parts or None
    else:
        value = _one(prop, said, zone)
    if value is None:
        value = prop.default
    if value is None and prop.required:
        raise _required()
    return value


def _one(prop: Prop, said: Any, zone: tzinfo) -> Any:
    if isinstance(said, str):
        said = clean(said)
        check_text(said)
        if not said:
            return None
    elif isinstance(said, datetime):
        said = said.astimezone(zone)
    check(prop, said)
    return said


def _ends(edge: Edge, said: Any) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(_listed(said or []) if edge.many else [said] if said else []))
    if edge.required and not ids:
        raise _required()
    return ids


def _listed(said: Sequence[Any]) -> Sequence[Any]:
    if len(said) > MOST:
        raise Unreadable(
            "TOO_MANY_VALUES", zh=f"一次最多 {MOST} 项，收到 {len(said)} 项。", en=f"At most {MOST} values, not {len(said)}.",
            cure_zh="请减少。", cure_en="Give fewer.",
        )  # fmt: skip
    return said


def _found(edge: Edge) -> str:
    target = KINDS[edge.target]
    fits = "true"
    if edge.within:
        name, _, wanted = edge.within.partition("=")
        fits = f"coalesce(far.`{target.props[name].stored}` = '{wanted}', false)"
    return (
        f"COLLECT {{ UNWIND ${edge.name} AS sought MATCH (far:`{target.name}` {{id: sought}}) "
        f"WHERE «scope far:{target.name}» RETURN [far.id, {fits}] }}"
    )


def _required() -> Unreadable:
    return Unreadable(
        "REQUIRED", zh="必填项没有内容。", en="It is required and empty.", cure_zh="请填写。", cure_en="Fill it in.",
    )  # fmt: skip


def _unknown(edge: Edge, path: tuple[str, ...]) -> Refused:
    title = KINDS[edge.target].title
    return wrong(
        "UNKNOWN_REFERENCE", field=(INPUT, *path), zh=f"没有这个标识的{title}，请先查询可用的标识。",
        en=f"There is no {edge.target} with this id; look up the ids that exist first.",
    )  # fmt: skip


def _other_sort(edge: Edge, path: tuple[str, ...]) -> Refused:
    wanted = (edge.within or "").partition("=")[2]
    return wrong(
        "WRONG_REFERENCE", field=(INPUT, *path), allowed=(wanted,),
        zh=f"这里只能填写 {edge.within} 的{KINDS[edge.target].title}。", en=f"Only a {edge.target} of {edge.within} can stand here.",
    )  # fmt: skip
