"""Say a kind once: its properties, its edges, and everything Neo4j, GraphQL and the import need to know.

A kind is a Strawberry type whose class body holds only `prop(...)` (`graph.props`) and `edge(...)` lines. From those lines follow
the GraphQL type with its filters and orders (`graph.surface`), the Cypher (`graph.compile`), constraints and
indexes (`graph.provision`), import columns (`seeds`) and the data dictionary (`graph.dictionary`).

    @kind("需求", prefix="need", en="A need reported in a community.", zh="社区上报的需求。")
    class Need:
        code: str = prop("编号", "Stable number …", "…", order=True)
        place: One[Place] = edge("-[:AT]->", "地点", "Where …", "…", required=True)
        commitments: Many[Commitment] = edge("<-[:FOR]-", None, "Promises …", "…")

`One[...]` and `Many[...]` name the kind at the far end; the text of the annotation is read, so kinds may refer to
each other in any order without importing each other.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar, dataclass_transform

import strawberry

from graph.kinds import KINDS, Computed, Edge, Kind, LinkSheet, Rule
from graph.patterns import hops
from graph.props import camel, prop, properties, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.deprecation import Deprecated
    from graph.surface.sizes import ListSize

T = TypeVar("T")


class One(Generic[T]):
    """Annotation of an edge that leads to at most one node."""


class Many(Generic[T]):
    """Annotation of an edge that leads to any number of nodes; in GraphQL a Relay connection."""


@dataclasses.dataclass(frozen=True)
class _EdgeSaid:
    said: Mapping[str, Any]


def edge(
    pattern: str,
    column: str | None,
    en: str,
    zh: str,
    *,
    required: bool = False,
    data: type | None = None,
    within: str | None = None,
    sheet: LinkSheet | None = None,
    deprecated: Deprecated | None = None,
) -> Any:
    """Declare an edge by its Cypher pattern as seen from this kind, e.g. `-[:AT]->`.

    Args:
        pattern: directed steps; all but the last name the kind they end on.
        column: header of the spreadsheet column that names the far end; `None` for edges that are not written here.
        en: what it means, in English. zh: the same in Chinese.
        required: (to-one) the import refuses a row without it and GraphQL promises it is there.
        data: an `edge_data` class with the relationship's own properties.
        within: what the import accepts at the far end, as `property=VALUE`.
        sheet: the spreadsheet that writes it, for an edge with `data`.
        deprecated: it will go; the field and its filter say when.
    """
    if column and len(hops(pattern)) != 1:
        raise ValueError(f"a column can only write an edge of one step: {pattern}")
    return _EdgeSaid(
        {
            "path": hops(pattern),
            "column": column,
            "en": en,
            "zh": zh,
            "required": required,
            "data": data,
            "within": within,
            "sheet": sheet,
            "deprecated": deprecated.reason if deprecated else None,
        }
    )


def computed(
    facts: str,
    *,
    description: str,
    check: Callable[..., None] | None = None,
    size: ListSize | None = None,
    deprecated: Deprecated | None = None,
) -> Callable[[Callable[..., T]], Any]:
    """Declare a field that a pure function computes from `facts` (see `Computed`).

    The function's first parameter receives the value of `facts`; the others are the field's GraphQL arguments, which
    `check` gets before anything is read, to refuse what cannot be computed. A list says by `size` how long it may be.
    """

    def declare(function: Callable[..., T]) -> Any:
        return _ComputedSaid(
            facts, function, description, check, size, deprecated.reason if deprecated else None
        )

    return declare


@dataclasses.dataclass(frozen=True)
class _ComputedSaid:
    facts: str
    function: Callable[..., Any]
    description: str
    check: Callable[..., None] | None
    size: ListSize | None
    deprecated: str | None


@dataclass_transform(kw_only_default=True, field_specifiers=(prop, edge))
def kind(
    title: str,
    *,
    prefix: str,
    en: str,
    zh: str,
    abstract: bool = False,
    plural: str | None = None,
    rooted: bool = True,
    default_order: str = "code",
    labelled: bool = True,
    conditions: Mapping[str, str] | None = None,
    shown_as: str | None = None,
    rules: tuple[Rule, ...] = (),
    sheet: bool = True,
    unique: tuple[tuple[str, ...], ...] = (),
) -> Callable[[type[T]], type[T]]:
    """Make a class a kind.

    Args:
        title: Chinese display name. prefix: what its ids begin with. en, zh: what it is.
        abstract: the kind is a GraphQL interface, and nodes carry a more precise label beside it.
        plural: name of the root connection. rooted: whether it has root fields at all.
        default_order: the order of connections that ask for none.
        labelled: false for what is only common to several kinds (`Node`) and no label in Neo4j.
        conditions: named Cypher predicates over `{n}` that patterns may ask of a node of this kind.
        shown_as: the kind whose GraphQL type shows nodes of this one, where it has none of its own.
        rules: what the properties of a node must fulfil together; what kinds inherit holds for them too.
        sheet: whether a spreadsheet carries it; false for what the service itself writes.
        unique: stored names of properties, declared or not, that together no two nodes share.
    """

    def declare(cls: type[T]) -> type[T]:
        parent = next((KINDS[b.__name__] for b in cls.__mro__[1:] if b.__name__ in KINDS), None)
        inherited_edges = dict(parent.edges) if parent else {}
        inherited_computed = dict(parent.computed) if parent else {}
        edges, computed_fields = _take_edges(cls)
        decorate = strawberry.interface if abstract else strawberry.type
        made = decorate(cls, description=words(en, zh))
        declared = Kind(
            name=cls.__name__, prefix=prefix, title=title, en=en, zh=zh, type=made, abstract=abstract,
            parent=parent, props=properties(made), edges={**inherited_edges, **edges},
            computed={**inherited_computed, **computed_fields},
            plural=plural or _plural(cls.__name__), rooted=rooted, default_order=default_order,
            labelled=labelled, conditions=conditions or {}, shown_as=shown_as,
            rules=(*(parent.rules if parent else ()), *rules), sheet=sheet, unique=unique,
        )  # fmt: skip
        KINDS[declared.name] = declared
        return made

    return declare


def edge_data(cls: type[T]) -> type[T]:
    """Make a class the set of properties that a relationship carries itself."""
    return strawberry.type(cls)


_ANNOTATION = re.compile(r"^(?P<how>One|Many)\[(?P<target>\w+)\]$")


def _take_edges(cls: type) -> tuple[dict[str, Edge], dict[str, Computed]]:
    """Remove what Strawberry must not see from the class body, and read it."""
    edges: dict[str, Edge] = {}
    computed_fields: dict[str, Computed] = {}
    for python_name, said in list(vars(cls).items()):
        if isinstance(said, _EdgeSaid):
            annotation = cls.__annotations__.pop(python_name)
            delattr(cls, python_name)
            edge_ = _read_edge(python_name, str(annotation), said)
            edges[edge_.name] = edge_
        elif isinstance(said, _ComputedSaid):
            name = camel(python_name)
            computed_fields[name] = Computed(name, said.facts, said.function, said.check)
            setattr(
                cls,
                python_name,
                strawberry.field(
                    resolver=said.function,
                    description=said.description,
                    directives=[said.size] if said.size else [],
                    deprecation_reason=said.deprecated,
                ),
            )
    return edges, computed_fields


def _read_edge(python_name: str, annotation: str, said: _EdgeSaid) -> Edge:
    match = _ANNOTATION.match(annotation)
    if match is None:
        raise TypeError(f"an edge is annotated One[Kind] or Many[Kind], not {annotation!r}")
    data = properties(said.said["data"]) if said.said["data"] else {}
    return Edge(
        name=camel(python_name), column=said.said["column"], en=said.said["en"], zh=said.said["zh"],
        target=match["target"], many=match["how"] == "Many", required=said.said["required"],
        path=said.said["path"], data=tuple(data.values()), within=said.said["within"], sheet=said.said["sheet"],
        deprecated=said.said["deprecated"],
    )  # fmt: skip


def _plural(name: str) -> str:
    lowered = name[0].lower() + name[1:]
    return lowered[:-1] + "ies" if lowered.endswith("y") else lowered + "s"


@kind(
    "节点", prefix="", abstract=True, labelled=False, rooted=False,
    en="Anything with an id of its own (Relay's Global Object Identification).",
    zh="任何有独立编号的对象。",
)  # fmt: skip
class Node:
    """Root of all kinds."""

    id: strawberry.ID = prop(
        None, "Opaque, stable identifier; the same after every re-import.", "不透明的稳定标识，重复导入后不变。", key=True,
    )  # fmt: skip
