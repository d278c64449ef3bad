"""How many of something each caller has open: sockets, or subscriptions."""

from __future__ import annotations

from collections import Counter

PER_CALLER = 5
PER_ADDRESS = 20


class Room:
    """Places: so many for each account, and so many for each address that has not said who it is."""

    def __init__(self, per_caller: int = PER_CALLER, per_address: int = PER_ADDRESS) -> None:
        self._per_caller, self._per_address = per_caller, per_address
        self._taken: Counter[tuple[str, str]] = Counter()

    def enter(self, address: str) -> Seat | None:
        """A place for this address, of a caller not yet known; `None` when all are taken."""
        return self._take(("address", address), self._per_address)

    def named(self, seat: Seat, account: str) -> Seat | None:
        """The place of this account in exchange for one of its address; `None` when the account has no more."""
        taken = self._take(("account", account), self._per_caller)
        if taken:
            seat.leave()
        return taken

    def _take(self, key: tuple[str, str], at_most: int) -> Seat | None:
        if self._taken[key] >= at_most:
            return None
        self._taken[key] += 1
        return Seat(self._taken, key)


class Seat:
    """One place, given back once."""

    def __init__(self, taken: Counter[tuple[str, str]], key: tuple[str, str]) -> None:
        self._taken, self._key, self._left = taken, key, False

    def leave(self) -> None:
        """Give it back."""
        if not self._left:
            self._left = True
            self._taken[self._key] -= 1
            if not self._taken[self._key]:
                del self._taken[self._key]
