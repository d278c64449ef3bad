"""What declarations say, as plain data: kinds with their properties and edges, and the registry of all of them.

`graph.declare` fills it; everything else in the house reads it.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.masks import Personal


class Unreadable(ValueError):
    """A cell that cannot be read: what is wrong and what would be right, in both languages."""

    def __init__(self, code: str, *, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en, self.cure_zh, self.cure_en = code, zh, en, cure_zh, cure_en


@dataclasses.dataclass(frozen=True)
class Rule:
    """What several properties of one node must fulfil together.

    `fields` are their names as in the class body; `check` gets their values in that order, must be pure, and says
    what is wrong or answers None. A breach is reported at the last field.
    """

    fields: tuple[str, ...]
    check: Callable[..., Unreadable | None]


@dataclasses.dataclass(frozen=True)
class Hop:
    """One step of an edge's pattern.

    `least`/`most` are the length of the step (1, 1 unless written `*0..8`). `label` and `condition` describe the node
    the step ends on: a declared kind, and the name of one of its conditions (`Agreement:active`); the last step of
    an edge has neither, its end is the edge's target.
    """

    type: str
    outgoing: bool
    least: int = 1
    most: int = 1
    label: str | None = None
    condition: str | None = None


@dataclasses.dataclass(frozen=True)
class Prop:
    """A stored property of a kind. `name` is the GraphQL name, `stored` the name in Neo4j."""

    name: str
    stored: str
    column: str | None
    en: str
    zh: str
    type: Any
    """Python type without `None` and list: str, int, float, bool, date, datetime or an Enum."""
    required: bool
    many: bool
    key: bool
    index: Literal["range", "text"] | None
    order: bool
    search: bool
    default: Any
    example: str
    parse: Callable[[str], Any] | None
    least: float | None
    most: float | None
    names: bool
    personal: Personal | None
    """Only its mask is shown (`graph.masks`), and nothing can be asked of it."""
    deprecated: str | None = None
    """Why it will go, and when (`graph.deprecation`)."""
    recorded: bool = True
    """Whether what writes it says so in the chain of records."""

    @property
    def listed(self) -> bool:
        """Whether its values are a fixed list (an enum): a filter then names those that are wanted."""
        return isinstance(self.type, type) and issubclass(self.type, enum.Enum)


@dataclasses.dataclass(frozen=True)
class LinkSheet:
    """A spreadsheet whose rows are edges: its Chinese title, file name, and the columns that name the two ends.

    `near_within` restricts the near end as an edge's `within` does the far one; `rules` hold for the edge's own data.
    `flat`: what stands at the near end of one row stands at the far end of none, so that no chain is longer than one.
    """

    title: str
    file: str
    near: str
    far: str
    near_within: str | None = None
    rules: tuple[Rule, ...] = ()
    flat: bool = False


@dataclasses.dataclass(frozen=True)
class Edge:
    """An edge of a kind to another kind (`target`, its class name).

    `data` are the properties on the relationship itself (only on single-step edges). An edge with a `column` is
    written by the import from this kind's own sheet; the same relationship seen from its far end has none.
    """

    name: str
    column: str | None
    en: str
    zh: str
    target: str
    many: bool
    required: bool
    path: tuple[Hop, ...]
    data: tuple[Prop, ...]
    within: str | None
    """Restricts what the import accepts at the far end, e.g. `taxonomy=NEED`."""
    sheet: LinkSheet | None
    """The spreadsheet that writes an edge with data of its own."""
    deprecated: str | None = None
    """Why it will go, and when (`graph.deprecation`)."""


@dataclasses.dataclass(frozen=True)
class Computed:
    """A field that Python computes from facts the statement brings along.

    `facts` is a Cypher expression over `{n}` (the node) and `{arg}` placeholders for the field's arguments; `compute`
    gets its value and the arguments, and must be pure. `check` gets the arguments alone and raises `Refusal` where
    nothing could be computed with them, so that it is told before anything is read.
    """

    name: str
    facts: str
    compute: Callable[..., Any]
    check: Callable[..., None] | None = None

    @property
    def arguments(self) -> list[str]:
        """GraphQL arguments that `facts` uses."""
        return [name for name in re.findall(r"\{(\w+)\}", self.facts) if name != "n"]


@dataclasses.dataclass(eq=False)
class Kind:
    """Everything declared about one kind of node."""

    name: str
    prefix: str
    title: str
    en: str
    zh: str
    type: type
    abstract: bool
    parent: Kind | None
    props: dict[str, Prop]
    edges: dict[str, Edge]
    computed: dict[str, Computed]
    plural: str
    rooted: bool
    default_order: str
    labelled: bool
    conditions: Mapping[str, str]
    shown_as: str | None
    rules: tuple[Rule, ...]
    sheet: bool
    """Whether a spreadsheet carries it."""
    unique: tuple[tuple[str, ...], ...]
    """Stored names of properties, declared or not, that together no two nodes share."""

    @property
    def id_prop(self) -> Prop:
        """The property that identifies a node of this kind to the outside."""
        return self.props["id"]

    @property
    def labels(self) -> tuple[str, ...]:
        """Labels from the general to the precise one, e.g. `("Place", "Street")`."""
        own = (self.name,) if self.labelled else ()
        return (*self.parent.labels, *own) if self.parent else own

    @property
    def family(self) -> Kind:
        """The kind whose label all relatives share (`Place` for `Street`); itself where there is none."""
        return self.parent.family if self.parent and self.parent.labelled else self

    @property
    def searched(self) -> tuple[Prop, ...]:
        """Properties that the full-text index of this kind covers."""
        return tuple(p for p in self.props.values() if p.search)


KINDS: dict[str, Kind] = {}
"""Every declared kind by class name, in the order of declaration."""


def concrete(kind: Kind) -> list[Kind]:
    """The kinds a node of `kind` can really be: itself, or all that extend it."""
    if not kind.abstract:
        return [kind]
    return [
        k for k in KINDS.values() if not k.abstract and k.shown_as is None and kind in _ancestry(k)
    ]


def levels(kind: Kind) -> list[Kind]:
    """The precise labels that a node of an abstract `kind` can carry: what a spreadsheet's level column names."""
    return [k for k in KINDS.values() if not k.abstract and k.labelled and kind in _ancestry(k)]


def _ancestry(kind: Kind) -> list[Kind]:
    return [kind, *_ancestry(kind.parent)] if kind.parent else [kind]
