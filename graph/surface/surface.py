"""What was made, and by which names it is found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Surface:
    """What was made: connection types by owner, filters and orders by kind, enums of concrete levels."""

    filters: dict[str, type] = field(default_factory=dict)
    lists: dict[str, type] = field(default_factory=dict)
    orders: dict[str, type] = field(default_factory=dict)
    connections: dict[str, type] = field(default_factory=dict)
    scalars: dict[Any, type] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    """Kinds of which small counts are not told to everyone."""
