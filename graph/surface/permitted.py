"""What permissions add to the surface: `viewerCan` on kinds that acts concern, and counts that may be withheld."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import strawberry

from graph.declare import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.kinds import Kind, Prop

VIEWER_CAN = "viewerCan"
_TYPES: dict[str, type] = {}


@dataclass(frozen=True)
class Permitted:
    """What the surface has to know about permissions.

    acts: by name, what it means in English and Chinese and the kinds on whose nodes it is done.
    withheld: kinds of which small counts are not told to everyone.
    """

    acts: Mapping[str, tuple[str, str, frozenset[str]]] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def on(self, kind: Kind) -> list[str]:
        """Acts that are done on nodes of this kind."""
        return [name for name, (_, _, kinds) in self.acts.items() if kind.family.name in kinds]

    def act_enum(self) -> type:
        """Every act as an enum; made once."""
        if "Act" in _TYPES:
            return _TYPES["Act"]
        members = {
            name: strawberry.enum_value(name, description=words(en, zh))
            for name, (en, zh, _) in self.acts.items()
        }
        _TYPES["Act"] = strawberry.enum(
            enum.Enum("Act", members),  # type: ignore[misc]
            description="What a caller may be allowed to do. 可被授权的动作。",
        )
        return _TYPES["Act"]


def viewer_can(kind: Kind) -> Prop:
    """`viewerCan` as a property: computed by the statement for whoever asks."""
    return replace(
        kind.props["id"], name=VIEWER_CAN, stored=VIEWER_CAN, column=None, type=_TYPES["Act"], many=True,
        en="What you may do with it.", zh="当前用户可对其执行的动作。", key=False, required=True,
    )  # fmt: skip
