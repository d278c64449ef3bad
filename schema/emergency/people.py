"""Who could come: not somewhere else, and with rest before the next duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.emergency.callable import Emergency
    from schema.emergency.facts import Duty, Holder


@dataclass(frozen=True)
class Available:
    """busy: duties in the time of the emergency. next: the first duty after it, if there is less rest before it than asked."""

    it: Holder
    busy: tuple[Duty, ...]
    next: Duty | None


def people(holders: Iterable[Holder], asked: Emergency) -> list[Available]:
    """Those who are free first, the rested before the others, then by name and id."""
    found = [_available(h, asked) for h in holders]
    return sorted(found, key=lambda a: (bool(a.busy), a.next is not None, a.it.name, a.it.id))


def _available(holder: Holder, asked: Emergency) -> Available:
    end = asked.as_of + asked.within + asked.length
    busy = tuple(d for d in holder.duties if d.start < end and asked.as_of < d.end)
    after = (d for d in holder.duties if end <= d.start < end + asked.rest)
    return Available(holder, busy, min(after, key=lambda d: (d.start, d.id), default=None))
