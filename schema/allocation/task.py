"""What is handed to whoever works an allocation out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.allocation.policy import AllocationPolicy
    from schema.scenario import Scenario


@dataclass(frozen=True)
class Task:
    """An allocation to be worked out. as_of: an instant. change_price: None leaves promises as they are. until: the last objective."""

    row: Mapping[str, Any]
    as_of: int
    policy: AllocationPolicy
    scenario: Scenario
    change_price: float | None = None
    until: str = "metres"
