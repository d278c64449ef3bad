"""What an allocation is made of, frozen: open needs with what was promised to them, and the units that could give more.

Units, offers and places are those of `schema.supporters`; quantities are micro-units, times instants.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.availability import DELIVERED
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import Window
from schema.measures import at_least, at_most, convertible

if TYPE_CHECKING:
    from schema.measures import Measure
    from schema.supporters.facts import Component, NeedFacts, UnitFacts
    from schema.supporters.places import Places


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment to a need.

    quantity, delivered: micro-units of `measure`, that of the resource, or of the need where a unit promised without
    naming one. capabilities: codes of what the resource is and of all above; empty where there is none. unlimited: the
    resource never runs out, so whatever is asked of it was promised. shown: whether whoever asks may see it. started:
    whether it was ever under way. earlier: it was delivered before the need was last opened again.
    """

    id: str
    unit: str
    resource: str | None
    status: CommitmentStatus
    quantity: int
    window: Window
    measure: Measure | None
    capabilities: frozenset[str] = frozenset()
    unlimited: bool = False
    delivered: int | None = None
    hold_until: int | None = None
    started: bool = False
    shown: bool = False
    earlier: bool = False

    def amount(self, as_of: int) -> int:
        """What it counts for: what was delivered, or is promised as things stand; 0 where neither."""
        if self.earlier:
            return 0
        if self.status in DELIVERED or self.status is CommitmentStatus.FAILED:
            failed = self.status is CommitmentStatus.FAILED
            return self.delivered if self.delivered is not None else 0 if failed else self.quantity
        if self.status is CommitmentStatus.REQUESTED:
            held = self.hold_until is not None and self.hold_until > as_of
            return self.quantity if held else 0
        return self.quantity if self.status in HOLDING else 0

    def in_measure(self, component: Component) -> int:
        """What was promised, in the measure of a component that it serves."""
        if self.measure is None or not convertible(self.measure, component.measure):
            return component.required
        return at_most(self.quantity, self.measure, component.measure)

    def serves(self, component: Component) -> bool:
        """Whether it is for a component."""
        fits = self.resource is None or component.capability.key in self.capabilities
        return fits and (self.unlimited or _converts(self.measure, component.measure))


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that asks for support.

    priority: 1 most urgent. reported: when it came in. windows: the periods it is about, in order: its own, or each time
    that it recurs and is still to come; none for a need without a window. community: id of the place that counts as its community.
    """

    id: str
    priority: int
    reported: int
    community: str
    facts: NeedFacts
    windows: tuple[Window, ...] = ()
    recurs: bool = False
    promised: tuple[Promised, ...] = ()
    node: Any = None

    def have(self, as_of: int) -> tuple[int, ...]:
        """Micro-units promised of each component; of a need that recurs, at that time at which the least is."""
        if not self.recurs:
            return self._have(self.promised, as_of)
        each = [
            self._have([p for p in self.promised if _meet(p.window, window)], as_of)
            for window in self.windows
        ]
        return tuple(map(min, zip(*each, strict=True)))

    def _have(self, promised: tuple[Promised, ...] | list[Promised], as_of: int) -> tuple[int, ...]:
        components = self.facts.components
        sums = [0] * len(components)
        for each in sorted(promised, key=lambda p: (p.window.start, p.id)):
            left = each.amount(as_of)
            for at, component in enumerate(components):
                if left <= 0 or not each.serves(component):
                    continue
                missing = component.required - sums[at]
                if not _converts(each.measure, component.measure):
                    sums[at], left = component.required, 0
                    continue
                own = each.measure or component.measure
                taken = min(at_most(left, own, component.measure), missing)
                sums[at] += taken
                left -= at_least(taken, component.measure, own)
        return tuple(sums)


@dataclass(frozen=True, slots=True)
class World:
    """All that is known at `as_of`. communities: name and node of each, by id. place_node: of the place that was asked about."""

    as_of: int
    needs: tuple[OpenNeed, ...]
    places: Places
    units: tuple[UnitFacts, ...]
    communities: dict[str, str]
    community_nodes: dict[str, Any] | None = None
    place_node: Any = None


def _converts(one: Measure | None, other: Measure) -> bool:
    return one is not None and convertible(one, other)


def _meet(one: Window, other: Window) -> bool:
    return one.start < other.end and other.start < one.end
