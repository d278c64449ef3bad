"""Whose turn it is, among the acts of this process, to hold something: they wait here and not at the database.

Decided, and measured by `python -m bench.bookings`: whoever waits for a lock of the database asks for it again and again, which
costs as much as his act; and of those who come in turn each finds the end of a stream where the one before has left it
(`graph.chain.ends`). It is for speed only: acts of other processes are kept away by the locks of the database, which are
taken in the same order, so that nobody waits here for somebody who waits for him there.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from graph.chain import Ends

if TYPE_CHECKING:
    from collections.abc import Iterable

    Thing = tuple[str, str]


class Turns:
    """Those of a process at one database, within one event loop."""

    def __init__(self) -> None:
        self.ends = Ends()
        self._locks: WeakValueDictionary[Thing, asyncio.Lock] = WeakValueDictionary()

    def one(self) -> Turn:
        """The turn of one transaction."""
        return Turn(self)

    def at(self, thing: Thing) -> asyncio.Lock:
        """What those who want the same thing wait for; forgotten once nobody does."""
        return self._locks.setdefault(thing, asyncio.Lock())


class Turn:
    """The turn of one transaction at several things: it begins with `take` and ends with `over`."""

    def __init__(self, turns: Turns) -> None:
        self.ends = turns.ends
        self._turns = turns
        self._held: list[asyncio.Lock] = []

    async def take(self, things: Iterable[Thing]) -> None:
        """Wait for them, in one order for all."""
        for thing in sorted(set(things)):
            lock = self._turns.at(thing)
            await lock.acquire()
            self._held.append(lock)

    def over(self) -> None:
        """The transaction has ended."""
        while self._held:
            self._held.pop().release()
