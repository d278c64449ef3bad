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
    """An allocation to be worked out. as_of: an instant. change_price: None leaves promises as they are. until: the last objective.

    tiers: whether no need of one priority may be dropped for those below. give: share of coverage that may go for fairness.
    """

    row: Mapping[str, Any]
    as_of: int
    policy: AllocationPolicy
    scenario: Scenario
    change_price: float | None = None
    until: str = "metres"
    tiers: bool = False
    give: float = 0.0


@dataclass(frozen=True)
class WhyNotTask(Task):
    """The same, and about which need and unit it is asked why not."""

    need: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ScarcityTask(Task):
    """The same, and of how many limits it is asked what one more brings."""

    most: int = 5
