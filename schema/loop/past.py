"""What was recorded of a need, read as of an instant: what a value was then, which values it ever had, when it was held up.

A record says of each value what it was before and after. So the value as of an instant is what the next record after it
found; where no later record says anything of it, the stored one, which is also all there is of what was imported.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schema.instants import instant
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_CODE = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One record of a need. at: microseconds. reason: only where it is a code. values, owner: before and after."""

    id: str
    at: int
    act: str
    came_from: str | None
    went_to: str | None
    reason: str | None
    values: Mapping[str, tuple[Any, Any]]
    owner: tuple[str | None, str | None] | None


@dataclass(frozen=True)
class Past:
    """The records of one need in their order, as of `as_of`; `stored` holds what the graph says now."""

    records: tuple[Recorded, ...]
    stored: Mapping[str, Any]
    as_of: int

    @cached_property
    def known(self) -> tuple[Recorded, ...]:
        """The records up to then."""
        return tuple(each for each in self.records if each.at <= self.as_of)

    def value(self, name: str) -> Any:
        """What a stored value was then."""
        for each in self.records[len(self.known) :]:
            if name in each.values:
                return each.values[name][0]
        return self.stored.get(name)

    def moments(self, name: str) -> list[int]:
        """Every moment that a value ever was until then, the earliest first."""
        found = {self._moment(said) for each in self.known for said in each.values.get(name, ())}
        found.add(self._moment(self.value(name)))
        return sorted(at for at in found if at is not None and at <= self.as_of)

    def first(self, name: str) -> int | None:
        """The first of them."""
        return next(iter(self.moments(name)), None)

    @cached_property
    def status(self) -> NeedStatus:
        """Where it stood then."""
        for each in self.records[len(self.known) :]:
            if each.came_from is not None:
                return NeedStatus[each.came_from]
        return NeedStatus[self.stored["status"]]

    @cached_property
    def owner(self) -> str | None:
        """Who answered for it then."""
        for each in self.records[len(self.known) :]:
            if each.owner is not None:
                return each.owner[0]
        return self.stored.get("owner")

    @cached_property
    def since(self) -> int | None:
        """Since when it stood there, where that is known."""
        moved = [each.at for each in self.known if each.went_to == self.status.name]
        if moved:
            return moved[-1]
        return self._moment(self.value("statusAt"))

    def spent(self, status: NeedStatus) -> list[tuple[int, int]]:
        """The periods in a status until then, half open and in order."""
        return list(self._spent(status))

    def _spent(self, status: NeedStatus) -> Iterator[tuple[int, int]]:
        begun = None
        for each in self.known:
            if begun is None and each.went_to == status.name:
                begun = each.at
            elif begun is None and each.came_from == status.name and each.went_to is not None:
                # It came there before anything was recorded.
                before = self._moment(each.values.get("statusAt", (None, None))[0])
                if before is not None and before < each.at:
                    yield before, each.at
            elif begun is not None and each.went_to not in (None, status.name):
                yield begun, each.at
                begun = None
        if begun is None and self.status is status:
            begun = self.since
        if begun is not None and begun < self.as_of:
            yield begun, self.as_of

    def _moment(self, said: Any) -> int | None:
        """A stored moment is an instant already; one in a record is ISO text."""
        return instant(datetime.fromisoformat(said)) if isinstance(said, str) else said


def recorded(said: Sequence[Any]) -> Recorded:
    """A record as a statement brings it: id, instant, act, statuses, reason and what became of it."""
    id_, at, act, came_from, went_to, reason, delta = said
    became = json.loads(delta) if delta else {}
    owner = became.get("links", {}).get("owner")
    return Recorded(
        id=id_, at=at, act=act, came_from=came_from, went_to=went_to,
        reason=reason if reason and _is_code(reason) else None,
        values={name: (both[0], both[1]) for name, both in became.get("values", {}).items()},
        owner=(_one(owner[0]), _one(owner[1])) if owner else None,
    )  # fmt: skip


def _one(ends: Sequence[str]) -> str | None:
    return ends[0] if ends else None


def _is_code(text: str) -> bool:
    """What somebody wrote in his own words, a number of a telephone even, stays in the record."""
    return _CODE.fullmatch(text) is not None


def without(start: int, end: int, pauses: Sequence[tuple[int, int]]) -> int:
    """How long [start, end) is without the pauses, which may meet but not overlap."""
    return end - start - sum(max(0, min(end, b) - max(start, a)) for a, b in pauses)
