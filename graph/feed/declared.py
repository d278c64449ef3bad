"""What a domain says about its feed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strawberry.types.field import StrawberryField

Position = tuple[int, int]
"""How far a stream was read: the last record, and how many of the nodes that the next one names."""


@dataclass(frozen=True)
class Feed:
    """The root field of `Subscription`, with arguments `places` and `after`, and what it tells.

    Args:
        field: the Strawberry field; its type has fields `cursor`, `at`, `act` and `target`.
        act: the act that following is, in the table of permissions.
        kinds: by name of a kind that is told of, the variable that the mark projects in `targets`.
        acts: acts whose records are told. opening: what the first event says instead, which tells where following begins.
        targets: a statement with marks for what may be seen of `$ids` (all of it if `$everywhere`, else within `$within`):
            rows of place in the list, kind, and projection.
        streams: a statement with marks: by place of `$places`, its streams. everywhere: the same of all places there are.
        whereabouts: by id of `$ids`, the stream that a record of it belongs to; what is nowhere is in `elsewhere`.
        many: the stream whose records name many nodes in their details.
    """

    field: StrawberryField
    act: str
    kinds: Mapping[str, str]
    acts: frozenset[str]
    opening: str
    targets: str
    streams: str
    everywhere: str
    whereabouts: str
    elsewhere: str
    many: str

    @property
    def name(self) -> str:
        """The root field."""
        return str(self.field.graphql_name)
