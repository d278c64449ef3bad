"""Posts held today, and what the rules take from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bond:
    """One's own unit: places it is bound to or serves, what it can do (categories and all above), and the streets it is bound in."""

    places: tuple[str, ...]
    areas: tuple[str, ...]
    skills: tuple[str, ...]
    streets: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """A role held today: code of its category, and ids of what it is exercised on.

    home: the unit that sent the holder. own: units at and below `unit`. sent: units at and up to three below `home`.
    partners: units partnered with the street of `place`. bonds: one of each of `own`.
    """

    id: str
    role: str
    place: str | None = None
    unit: str | None = None
    home: str | None = None
    own: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    bonds: tuple[Bond, ...] = ()
