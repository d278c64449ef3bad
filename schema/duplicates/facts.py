"""Two needs as the rules see them, frozen: made from the row of one statement (`rows`) or by hand in a test.

Instants are microseconds (`schema.instants`). Values called `node` are opaque: what the statement projected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.needs import NeedKind, NeedStatus

if TYPE_CHECKING:
    from schema.instants import Window


@dataclass(frozen=True, slots=True)
class CategorySaid:
    """A category of need. key: its id. parent: the id of the one above, if any."""

    key: str
    parent: str | None = None
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """A place. chain: its own id and those of all places above, the nearest first."""

    chain: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class NeedSaid:
    """A need. households: None where not given or not shown. ended: when it came to its end, None while it has not."""

    title: str
    category: CategorySaid
    place: PlaceSaid
    reported: int
    description: str | None = None
    kind: NeedKind = NeedKind.DEMAND
    status: NeedStatus = NeedStatus.REPORTED
    ended: int | None = None
    window: Window | None = None
    households: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A need that might be the same.

    same_phone, same_reporter: None where it is not known for both, or may not be known to who asks.
    """

    need: NeedSaid
    same_phone: bool | None = None
    same_reporter: bool | None = None
    node: Any = None


@dataclass(frozen=True, slots=True)
class DuplicateFacts:
    """A need, written down or not, and all that might be the same. complete: whether none was left out for number."""

    asked: NeedSaid
    candidates: tuple[Candidate, ...]
    complete: bool = True
