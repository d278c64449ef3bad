"""The executable schema: every declared kind, every question, and the engine that answers."""

from __future__ import annotations

import copy
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import strawberry
from graphql import GraphQLEnumType, lexicographic_sort_schema
from strawberry.schema.config import StrawberryConfig

from graph import surface
from graph.execute import Engine
from graph.kinds import KINDS
from graph.perform import Performing
from graph.scalars import SCALARS
from graph.surface.made import made_type
from schema.access.building import PERMITTED
from schema.access.viewer import VIEWER
from schema.acts.mutations import ACTS
from schema.clocks.overdue import QUESTIONS as CLOCKS
from schema.duplicates.roots import QUESTIONS as DUPLICATES
from schema.following import FEED, SUBSCRIPTION
from schema.loop.roots import QUESTIONS as LOOP
from schema.supporters.roots import QUESTIONS as SUPPORT

if TYPE_CHECKING:
    from graphql import GraphQLSchema

    from graph.feed import Feed


QUESTIONS = (*SUPPORT, *CLOCKS, *LOOP, *DUPLICATES, VIEWER)


@dataclass(frozen=True)
class Executable:
    """What the service runs: the engine, what does acts, what is told as it happens, and the schema as text for people and tools."""

    engine: Engine
    performing: Performing
    feed: Feed
    sdl: str


@functools.cache
def executable() -> Executable:
    """Build it, once for the process: types are made from declarations that are filled only once."""
    made = surface.build([question.field for question in QUESTIONS], PERMITTED)
    built = strawberry.Schema(
        query=made,
        mutation=made_type(
            "Mutation", "What can be done. 可执行的操作。", [act.field for act in ACTS]
        ),
        subscription=SUBSCRIPTION,
        types=[kind.type for kind in KINDS.values() if kind.shown_as is None],
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    core: GraphQLSchema = built._schema  # noqa: SLF001
    engine = Engine(core, {question.name: question for question in QUESTIONS})
    return Executable(engine, Performing(engine, ACTS), FEED, _as_text(built))


def _as_text(built: strawberry.Schema) -> str:
    """By name, so that a change shows as itself wherever it was declared; introspection keeps the declared order."""
    core = built._schema  # noqa: SLF001
    shown = copy.copy(built)
    shown._schema = lexicographic_sort_schema(core)  # noqa: SLF001
    # The printer knows directives by what they are: sorted copies would be written beside them.
    shown._schema.directives = core.directives  # noqa: SLF001
    for name, made in shown._schema.type_map.items():  # noqa: SLF001
        # The copy would not know the members of Python's enums, which stand in default values.
        if isinstance(made, GraphQLEnumType):
            made.coerce_output_value = core.type_map[name].coerce_output_value  # type: ignore[attr-defined]
    return shown.as_str()
