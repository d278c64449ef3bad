"""How much there is to learn: few named types for each kind, act and question, each of them somebody's, and none that says nothing."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLScalarType,
    get_named_type,
)

from graph.kinds import KINDS
from schema.executable import executable
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLField

    from graph.kinds import Kind

SCHEMA = executable().engine.schema
OWN = {n: t for n, t in SCHEMA.type_map.items() if not n.startswith("__")}
OF_A_KIND, OF_AN_ACT = 12, 4
MORE_OF_A_KIND = {"Resource": 14}
"""What a kit takes of each of its parts stands on the edge to it, which takes two types more. docs/clients.md says so."""
SHARED = {
    "Query", "Mutation", "Subscription", "PageInfo", "OrderDirection", "UserError", "UserErrorCode", "Act", "Right", "Provenance",
    "IDFilter", "StringFilter", "IntFilter", "FloatFilter", "BooleanFilter", "DateFilter", "DateTimeFilter",
    "ClockKind",
}  # fmt: skip
"""What belongs to nobody alone."""
MORE = {
    "supporters": 18, "supportersFor": 19, "supportBoard": 20, "possibleDuplicates": 7, "possibleDuplicatesOf": 8,
    "loopStatistics": 7,
}  # fmt: skip
"""Questions that bring more than four, with how many: what they share counts for each. docs/clients.md says why."""


def of_kind(kind: Kind) -> set[str]:
    """Every type that is there only because of this kind."""
    props = [p for p in kind.props.values() if not (kind.parent and p.name in kind.parent.props)]
    props += [p for e in kind.edges.values() for p in e.data]
    enums = {
        p.type.__name__ for p in props if isinstance(p.type, type) and issubclass(p.type, enum.Enum)
    }
    ends = ("", "Connection", "Edge", "Filter", "ListFilter", "Order", "OrderField", "Level")
    own = {kind.name + end for end in ends}
    own |= {
        f"{kind.name}{e.name[0].upper()}{e.name[1:]}{end}"
        for e in kind.edges.values() if e.data for end in ("Connection", "Edge")
    }  # fmt: skip
    return ((own | enums) & OWN.keys()) - SHARED


KIND_TYPES = {name: of_kind(kind) for name, kind in KINDS.items() if name in OWN}
OF_KINDS = set[str]().union(*KIND_TYPES.values())


def reached(field: GraphQLField) -> set[str]:
    """Types that a root, an act or a computed field brings: its arguments and its answer, as far as they are nobody else's."""
    found: set[str] = set()
    todo = [field.type, *(a.type for a in field.args.values())]
    while todo:
        named = get_named_type(todo.pop())
        if named.name in found | SHARED | OF_KINDS or isinstance(named, GraphQLScalarType):
            continue
        found.add(named.name)
        for inner in getattr(named, "fields", {}).values():
            todo += [inner.type, *(a.type for a in getattr(inner, "args", {}).values())]
    return found


def asked() -> Iterator[tuple[str, GraphQLField]]:
    """Acts, questions that are more than a kind's roots, fields that are computed, and what can be followed."""
    for root in (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type):
        yield from root.fields.items() if root else ()
    for name, kind in KINDS.items():
        for field in kind.computed if name in OWN else ():
            yield f"{name}.{field}", OWN[name].fields[field]  # type: ignore[attr-defined]


def test_a_kind_brings_few_types() -> None:
    """At most twelve, enums and connections of its edges among them."""
    counted = {name: len(types) for name, types in KIND_TYPES.items()}
    assert {name: n for name, n in counted.items() if n > OF_A_KIND} == MORE_OF_A_KIND
    assert max(counted.values()) > 9


def test_an_act_or_a_question_brings_fewer() -> None:
    """At most four, but for the questions of support, duplicates and statistics, which do not keep to it and are not to grow."""
    brought = {name: reached(field) for name, field in asked()}
    over = {name: len(types) for name, types in brought.items() if len(types) > OF_AN_ACT}
    assert over == MORE
    for begin, most in (("support", 21), ("possible", 8)):
        together = {name for name in MORE if name.startswith(begin)}
        assert len(set[str]().union(*(brought[name] for name in together))) == most


def test_the_page_says_how_many() -> None:
    """docs/clients.md tells the figures as they are."""
    text = (PROJECT / "docs" / "clients.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE))
    assert told == {name: str(count) for name, count in MORE.items()}


def test_every_type_is_somebodys() -> None:
    """A kind's, an act's, a question's, shared, or a scalar: nothing is left over."""
    known = SHARED | OF_KINDS | set[str]().union(*(reached(field) for _, field in asked()))
    left = {n for n, t in OWN.items() if n not in known and not isinstance(t, GraphQLScalarType)}
    assert left == set()


def test_no_value_is_of_any_type() -> None:
    """Every scalar of ours is one value with a form of its own: no JSON, no map, no "any"."""
    scalars = {n for n, t in OWN.items() if isinstance(t, GraphQLScalarType)}
    assert scalars == {
        "ID", "String", "Int", "Float", "Boolean", "Date", "DateTime",
        "MaskedName", "MaskedPhone", "MaskedAddress", "MaskedIdentity",
    }  # fmt: skip


def test_enums_are_filtered_by_naming() -> None:
    """No enum has a filter type of its own: a condition is the list of wanted values."""
    for name, made in OWN.items():
        if isinstance(made, GraphQLInputObjectType) and name.endswith("Filter"):
            for field, of in made.fields.items():
                if isinstance(get_named_type(of.type), GraphQLEnumType):
                    assert str(of.type).startswith("["), f"{name}.{field}"
    assert not [
        n
        for n in OWN
        if n.endswith("Filter") and isinstance(OWN.get(n.removesuffix("Filter")), GraphQLEnumType)
    ]
