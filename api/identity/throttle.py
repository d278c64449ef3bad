"""How often one may ask, in a moving window of a minute; counted in this process by the library `limits`."""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.identity.unauthenticated import TooMany

if TYPE_CHECKING:
    from limits import RateLimitItem

    from api.identity.settings import Rates
    from schema.access.caller import Caller

MOST_CALLERS = 50_000
"""Callers that are counted at a time; should there be more, all begin anew."""


class Throttle:
    """Counts points of each caller, and credentials of each address that were not accepted."""

    def __init__(self, rates: Rates) -> None:
        self._storage = MemoryStorage()
        self._windows = MovingWindowRateLimiter(self._storage)
        self._signed_in, self._anonymous = _item(rates.signed_in), _item(rates.anonymous)
        self._failures = _item(rates.failures)

    def charge(self, caller: Caller | None, address: str, points: int) -> None:
        """Count a request; anonymous ones, and those refused before anybody was looked up, by address.

        Raises:
            TooMany: it is more than the caller has left. Then it does not count.
        """
        if caller and caller.account:
            self._hit(self._signed_in, caller.account, points)
        else:
            self._hit(self._anonymous, network(address), points)

    def failed(self, address: str) -> None:
        """Count a credential that was not accepted.

        Raises:
            TooMany: there were as many as may be already.
        """
        self._hit(self._failures, network(address), 1)

    def may_try(self, address: str) -> None:
        """Before an unknown credential is looked into.

        Raises:
            TooMany: so many were wrong that none of this address is looked into for a while.
        """
        item = self._failures
        if item is not None and not self._windows.test(item, "failures", network(address)):
            raise self._too_many(item, network(address))

    def _hit(self, item: RateLimitItem | None, who: str, points: int) -> None:
        if item is None:
            return
        if len(self._storage.events) > MOST_CALLERS:
            self._storage.reset()
        if not self._windows.hit(item, self._named(item), who, cost=points):
            raise self._too_many(item, who)

    def _named(self, item: RateLimitItem) -> str:
        return "failures" if item is self._failures else "points"

    def _too_many(self, item: RateLimitItem, who: str) -> TooMany:
        oldest = self._windows.get_window_stats(item, self._named(item), who).reset_time
        return TooMany(max(1, min(60, int(oldest - time.time()) + 1)))


def _item(rate: int) -> RateLimitItem | None:
    return RateLimitItemPerMinute(rate) if rate else None


def network(address: str) -> str:
    """What counts as one address: of IPv6 the 64 bits that a household or office has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((int(found) >> 64 << 64, 64)).network_address)
    return str(found)
