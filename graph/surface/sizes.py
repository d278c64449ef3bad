"""How long lists may be and what weighs more than an object: the directives of the GraphQL cost specification.

What is declared here is printed in the schema and is what `graph.compile.cost` counts with: the published price and the
one that is charged cannot differ. See https://ibm.github.io/graphql-specs/cost-spec.html.
"""

from __future__ import annotations

import strawberry
from strawberry.schema_directive import Location
from strawberry.types.unset import UNSET

MAX_PAGE = 100
"""Most objects one connection gives at a time."""
DEFAULT_PAGE = 20
"""How many it gives when not told."""


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="listSize",
    description="How long the list is taken to be when a request is priced; it is never longer. A slicing argument that the field itself lacks is that of the root field above it. 计价时采用的列表长度，实际不会更长；字段自身没有的切片参数，取自其上的根字段。",
)
class ListSize:
    """How long a list may be.

    Args:
        assumed_size: where no slicing argument says; the list is really bounded by it.
        slicing_arguments: arguments that say how long it is: a number, or a list of as many. Those of the field itself;
            where it has no such argument, those of the root field that it stands under.
        sized_fields: fields of the field's type that are lists of this size.
        require_one_slicing_argument: never: there is always a size to assume.
    """

    assumed_size: int
    slicing_arguments: list[str] | None = UNSET
    sized_fields: list[str] | None = UNSET
    require_one_slicing_argument: bool = False


@strawberry.schema_directive(
    locations=[Location.OBJECT],
    name="cost",
    description="What an object of this type weighs when a request is priced, where that is not 1. 计价时该类型对象的权重（默认 1）。",
)
class Cost:
    """What an object weighs, where it takes more to make than to read."""

    weight: str


PAGED = ListSize(
    assumed_size=DEFAULT_PAGE,
    slicing_arguments=["first", "last"],
    sized_fields=["edges", "nodes"],
)
"""A Relay connection."""
BY_IDS = ListSize(assumed_size=MAX_PAGE, slicing_arguments=["ids"])
"""One for each id."""
