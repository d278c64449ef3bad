"""How much one may ask in a minute, in points; counted in this process by the library `limits`.

Decided: points are counted in a sliding window of two counters, the minute that is and the one before in proportion to
how much of it still counts, so that a charge of ten thousand points is as quick as one of one. Credentials that were
not accepted are few and are counted one by one.
"""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass
from datetime import UTC, timedelta
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

from api.identity.unauthenticated import TooMany

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import datetime

    from limits import RateLimitItem

    from api.identity.settings import Rates
    from schema.access.caller import Caller

MINUTE = 60
MOST_CALLERS = 50_000
"""Callers that are counted at a time; should there be more, those who have asked least begin anew."""


@dataclass(frozen=True)
class Budget:
    """What a caller has left after a charge.

    Args:
        limit: points in a minute. remaining: points left. reset: seconds until all are there again. cost: the charge.
    """

    limit: int
    remaining: int
    reset: int
    cost: int

    def status(self, now: datetime) -> dict[str, Any]:
        """The same as a member of the answer, by the names that clients of other services know."""
        return {
            "maximumAvailable": self.limit, "currentlyAvailable": self.remaining,
            "restoreRate": round(self.limit / MINUTE, 2),
            "resetAt": f"{now.astimezone(UTC) + timedelta(seconds=self.reset):%Y-%m-%dT%H:%M:%SZ}",
        }  # fmt: skip

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The same as headers of an HTTP answer."""
        return (
            (b"x-ratelimit-limit", b"%d" % self.limit),
            (b"x-ratelimit-remaining", b"%d" % self.remaining),
            (b"x-ratelimit-reset", b"%d" % self.reset),
            (b"x-ratelimit-cost", b"%d" % self.cost),
        )


class Throttle:
    """Counts the points of each caller, and credentials of each address that were not accepted."""

    def __init__(self, rates: Rates) -> None:
        self._points, self._wrong = MemoryStorage(), MemoryStorage()
        self._budgets = SlidingWindowCounterRateLimiter(self._points)
        self._windows = MovingWindowRateLimiter(self._wrong)
        self._signed_in, self._anonymous = _item(rates.signed_in), _item(rates.anonymous)
        self._failures = _item(rates.failures)
        self._rates = rates

    def maximum(self, caller: Caller | None) -> int | None:
        """Most points that one request of the caller may cost, or of anybody; none where there is no bound."""
        rates = self._rates
        signed_in = _least(rates.most_signed_in, rates.signed_in)
        anonymous = _least(rates.most_anonymous, rates.anonymous)
        if caller is None:
            return None if signed_in is None or anonymous is None else max(signed_in, anonymous)
        return signed_in if caller.account else anonymous

    def charge(self, caller: Caller | None, address: str, points: int) -> Budget | None:
        """Count a request of so many points, by the account; without one, by the address.

        Without a caller it is a refusal, already made: what is left counts for all of it.

        Raises:
            TooMany: it is more than the caller has left, and nothing of it counts; of a refusal, that nothing is left.
        """
        signed_in = caller is not None and caller.account is not None
        item = self._signed_in if signed_in else self._anonymous
        if item is None:
            return None
        who = caller.account if caller and caller.account else network(address)
        _keep_some(self._points, self._points.storage, 2 * MOST_CALLERS)
        if caller is None:
            points = min(points, max(1, self._left(item, who)[0]))
        hit = self._budgets.hit(item, "points", who, cost=points)
        left, before, ends, since, lasts = self._left(item, who)
        reset = ceil(lasts if since else ends)
        if not hit:
            wait = _until(item.amount - points, before, ends, since, lasts)
            raise TooMany(wait, Budget(item.amount, left, reset, 0))
        return Budget(item.amount, left, reset, points)

    def _left(self, item: RateLimitItem, who: str) -> tuple[int, int, float, int, float]:
        """Points that are left, and the two counters behind that with the seconds for which they count."""
        window = self._points.get_sliding_window(item.key_for("points", who), MINUTE)
        before, ends, since, _ = window
        return max(0, item.amount - floor(before * ends / MINUTE + since)), *window

    def may_ask(self, address: str) -> None:
        """Before anything is done for somebody who says not who he is.

        Raises:
            TooMany: his address has used up what it may ask.
        """
        item = self._anonymous
        if item is None or self._budgets.test(item, "points", network(address)):
            return
        self.charge(None, address, item.amount)

    def failed(self, address: str) -> None:
        """Count a credential that was not accepted.

        Raises:
            TooMany: there were as many as may be already.
        """
        if self._failures is None:
            return
        _keep_some(self._wrong, self._wrong.events, MOST_CALLERS)
        if not self._windows.hit(self._failures, "failures", network(address)):
            raise self._wait(self._failures, network(address))

    def may_try(self, address: str) -> None:
        """Before an unknown credential is looked into.

        Raises:
            TooMany: so many were wrong that none of this address is looked into for a while.
        """
        item = self._failures
        if item is not None and not self._windows.test(item, "failures", network(address)):
            raise self._wait(item, network(address))

    def _wait(self, item: RateLimitItem, who: str) -> TooMany:
        oldest = self._windows.get_window_stats(item, "failures", who).reset_time
        return TooMany(max(1, min(MINUTE, int(oldest - time.time()) + 1)))


def _keep_some(storage: MemoryStorage, counted: MutableMapping[str, Any], most: int) -> None:
    """Forget a tenth of what is counted if that is too much: those who have asked least, of whom least is known.

    So whoever has used up what he may ask does not get it back by having many others ask.
    """
    if len(counted) <= most:
        return
    # A copy: the library's own thread takes away what has expired.
    found = list(counted.items())
    by_weight = sorted((len(n) if isinstance(n, list) else n, key) for key, n in found)
    for _, key in by_weight[: most // 10]:
        storage.clear(key)


def _until(room: int, before: int, ends: float, since: int, lasts: float) -> int:
    """Seconds until no more than `room` points count, of `before` in the last minute and `since` in this one."""
    room = max(0, room)
    if since <= room:
        return max(1, ceil(ends - (room - since) * MINUTE / max(before, 1)))
    return max(1, ceil(lasts - room * MINUTE / since))


def _least(*bounds: int) -> int | None:
    return min((bound for bound in bounds if bound), default=None)


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
