"""Everything a verdict needs to know, frozen: made from the rows of one statement (`rows`) or by hand in a test.

Units know nothing of the need, so that the same units can answer for many needs. Quantities are micro-units,
instants microseconds (`schema.instants`), distances metres. Values called `node` are opaque: what the statement
projected for a kind, handed on to the answer untouched.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from schema.instants import MINUTE, Window
from schema.resources import ResourceStatus
from schema.supporters.terms import SupportVia
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.availability import ResourceFacts
    from schema.measures import Measure
    from schema.supporters.places import Places


class Position(NamedTuple):
    """WGS84 degrees."""

    latitude: float
    longitude: float


class Named(NamedTuple):
    """A place or category as reasons name it; `key` is a place's id or a category's code."""

    key: str
    zh: str
    en: str


class Step(NamedTuple):
    """A node on a path and the relationship to the next one (`outgoing`: pointing away from this node)."""

    id: str
    kind: str
    name: str
    relationship: str | None = None
    outgoing: bool = True


@dataclass(frozen=True, slots=True)
class Component:
    """A capability that the need takes.

    fit: of the bridge, 0–1. steps_up: how far above the need's category the bridge was found.
    required: micro-units of `measure`.
    """

    capability: Named
    required: int
    measure: Measure
    fit: Fraction = Fraction(1)
    steps_up: int = 0
    essential: bool = False


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What is asked. groups: codes of the groups concerned and of all above them. window: None when it has none."""

    place: str
    components: tuple[Component, ...]
    groups: frozenset[str] = frozenset()
    window: Window | None = None
    quantity: int = 1_000_000
    measure: Measure | None = None

    def window_at(self, as_of: int) -> Window:
        """The period for which free capacity is asked: the window, or the minute from `as_of` on."""
        return self.window or Window(as_of, as_of + MINUTE)


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """A resource as an offer.

    categories: capability code → fewest steps up to it (0: its own category). audience: groups, keyed by code.
    areas: places, keyed by id. radius: millimetres.
    """

    id: str
    code: str
    name: str
    resource: ResourceFacts
    measure: Measure
    categories: Mapping[str, int]
    status: ResourceStatus = ResourceStatus.ACTIVE
    areas: tuple[Named, ...] = ()
    audience: tuple[Named, ...] = ()
    radius: int | None = None
    position: Position | None = None
    node: Any = None


@dataclass(frozen=True, slots=True)
class Link:
    """One way in which a unit is bound to a place: by `source` (code of the agreement, alliance or role).

    steps: from the unit up to, but not including, the place.
    """

    via: SupportVia
    source: str
    place: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit with what it offers.

    engagements: live commitments. kept, finished: of its past ones. position: where resources without a place are.
    latent: what it could do beyond its resources, each with the codes of its category and all above.
    """

    id: str
    code: str
    name: str
    links: tuple[Link, ...]
    offers: tuple[OfferFacts, ...] = ()
    status: UnitStatus = UnitStatus.ACTIVE
    engagements: int = 0
    max_engagements: int | None = None
    kept: int = 0
    finished: int = 0
    position: Position | None = None
    latent: tuple[tuple[Named, frozenset[str]], ...] = ()
    node: Any = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One question and all that is known about it."""

    need: NeedFacts
    places: Places
    units: tuple[UnitFacts, ...]
    place_node: Any = None
    street_node: Any = None
    """What the statement projected of the need's place and its street."""
