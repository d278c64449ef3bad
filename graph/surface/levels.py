"""Levels: the precise labels of an abstract family as an enum, e.g. `PlaceLevel.STREET`."""

from __future__ import annotations

import enum
from dataclasses import replace
from typing import TYPE_CHECKING

import strawberry

from graph.kinds import levels

if TYPE_CHECKING:
    from graph.kinds import Kind, Prop

_LEVELS: dict[str, type] = {}


def level_enum(kind: Kind) -> type:
    """The concrete kinds of an abstract one as an enum, e.g. `PlaceLevel.STREET`."""
    if kind.name not in _LEVELS:
        members = {
            shout(k.name): strawberry.enum_value(k.name, description=f"{k.en} {k.zh}")
            for k in levels(kind)
        }
        _LEVELS[kind.name] = strawberry.enum(
            enum.Enum(f"{kind.name}Level", members),  # type: ignore[misc]
            description=f"Levels of {kind.plural}. {kind.title}层级。",
        )
    return _LEVELS[kind.name]


def level_prop(kind: Kind) -> Prop:
    """The level of an abstract family as a property: what the precise label says."""
    return replace(
        kind.props["code"], name="level", stored="level", column=None, en="Its level.", zh="层级。",
        type=level_enum(kind), key=False, index=None, order=False,
    )  # fmt: skip


def shout(name: str) -> str:
    """`windowStart` → `WINDOW_START`, as enum members are written."""
    return "".join(f"_{c}" if c.isupper() and i else c for i, c in enumerate(name)).upper()
