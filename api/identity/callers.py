"""From the headers of a request to the caller: a bearer key or token, or the cookie of a browser session.

Decided, and guarded by `tests/api/identity/`: resolved credentials are remembered in the process, by the hash of their
secret, and never trusted: each statement checks by itself that the caller still stands, and who does not is read anew.
So a request of a known caller costs no statement of its own. A token is stored as a credential when it is first met:
from then on it can be revoked, and its first use is on record.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from weakref import WeakValueDictionary

from api.identity.environment import Environment
from api.identity.meeting import FIND, FIND_KEY, NOTED_EVERY, Meeting
from api.identity.unauthenticated import Unauthenticated
from schema.access.caller import ANONYMOUS, Caller, Via, who
from schema.acts.credentials import hash_of, looks_like_key, read_key, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import Headers

    from api.identity.tokens import Tokens
    from graph.execute import Reader

COOKIE = "gongjian_session"
MEMORY = 10_000
"""Credentials that are remembered."""
FRESH = timedelta(seconds=60)
"""How long a caller is remembered without being read anew: whoever changes pairings past the service is noticed then."""
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)
_SESSION = re.compile(r"[A-Za-z0-9_-]{43}")


def utc_now() -> datetime:
    """The clock of the service."""
    return datetime.now(UTC)


class Identity(Protocol):
    """Knows who asks."""

    async def of(
        self, headers: Headers, *, stale: Caller | None = None, unseen: Callable[[], None] = ...
    ) -> Caller:
        """The caller of a request.

        Args:
            stale: one who was found not to stand any more, so that he is read anew.
            unseen: called before a credential is looked into that is not remembered; may raise.

        Raises:
            Unauthenticated: a credential was sent, and it is not good.
            Unavailable: it cannot be looked into at the moment.
        """
        ...


@dataclass(frozen=True)
class Presented:
    """A credential as it was sent."""

    secret: str
    via: Via


@dataclass
class _Known:
    caller: Caller
    until: datetime
    noted: datetime
    read: datetime


class Callers:
    """Resolves requests against the graph.

    Args:
        tokens: checks bearer tokens. meeting: writes down what is met.
    """

    def __init__(
        self, tokens: Tokens, reader: Callable[[], Reader], meeting: Meeting, clock: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._tokens, self._reader, self._meeting, self._clock = tokens, reader, meeting, clock
        self._environment = Environment(reader)
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._looking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def of(
        self,
        headers: Headers,
        *,
        stale: Caller | None = None,
        unseen: Callable[[], None] = lambda: None,
    ) -> Caller:
        """As `Identity` says."""
        shown = presented(headers)
        if shown is None:
            return ANONYMOUS
        hash_ = hash_of(shown.secret)
        known = self._fresh(hash_, stale)
        if known is None:
            # Of all who ask at once with one credential, one looks it up.
            async with self._looking.setdefault(hash_, asyncio.Lock()):
                known = self._fresh(hash_, stale) or await self._look_up(shown, hash_, unseen)
        await self._note(known, self._clock())
        return known.caller

    def _fresh(self, hash_: str, stale: Caller | None) -> _Known | None:
        """The credential as it is remembered, unless it must be looked up.

        Raises:
            Unauthenticated: it has expired.
        """
        known, now = self._known.get(hash_), self._clock()
        if known is None:
            return None
        if known.until <= now:
            del self._known[hash_]
            raise Unauthenticated("expired")
        if known.caller == stale or abs(now - known.read) >= FRESH:
            return None
        self._known.move_to_end(hash_)
        return known

    async def _look_up(self, shown: Presented, hash_: str, unseen: Callable[[], None]) -> _Known:
        known, now = self._known.get(hash_), self._clock()
        if known is None:
            unseen()
            id_, until = await self._found(shown, hash_, now)
        else:
            id_, until = str(known.caller.credential), known.until
        caller = await who(self._reader(), id_, now)
        if caller is None or caller.via is not shown.via:
            self._known.pop(hash_, None)
            raise Unauthenticated("revoked, expired, or the account suspended")
        return self._remember(hash_, caller, until, now)

    async def _found(self, shown: Presented, hash_: str, now: datetime) -> tuple[str, datetime]:
        """Id of the credential that was sent, and until when it is good."""
        if shown.via is Via.KEY:
            return await self._key(shown.secret, hash_)
        if shown.via is Via.TOKEN:
            vouched = await self._tokens.vouched(shown.secret, now)
            return await self._meeting.token(vouched, now), vouched.until
        rows = await self._reader().read("identity.session", FIND, {"hash": hash_})
        if not rows or rows[0][1] != Via.SESSION.name:
            raise Unauthenticated("session: unknown")
        return rows[0][0], rows[0][2].to_native()

    async def _key(self, text: str, hash_: str) -> tuple[str, datetime]:
        key = read_key(text)
        if key is None:
            raise Unauthenticated("key: none, or mistyped")
        if not await self._environment.has(key.environment):
            raise Unauthenticated("key: of another installation")
        rows = await self._reader().read("identity.key", FIND_KEY, {"id": key.id})
        # Compared with something in any case: an unknown id takes as long as a wrong secret.
        stored, until = (rows[0][0], rows[0][1]) if rows else ("0" * len(hash_), None)
        if not same(stored, hash_) or until is None:
            raise Unauthenticated("key: unknown")
        return key.id, until.to_native()

    def _remember(self, hash_: str, caller: Caller, until: datetime, now: datetime) -> _Known:
        known = self._known.get(hash_)
        if known is None:
            known = _Known(caller, until, datetime.min.replace(tzinfo=UTC), now)
            while len(self._known) >= MEMORY:
                self._known.popitem(last=False)
        known.caller, known.read = caller, now
        self._known[hash_] = known
        self._known.move_to_end(hash_)
        return known

    async def _note(self, known: _Known, now: datetime) -> None:
        if abs(now - known.noted) >= NOTED_EVERY:
            known.noted = now
            await self._meeting.note(str(known.caller.credential), now)


def presented(headers: Headers) -> Presented | None:
    """The credential in the headers of a request; a bearer's goes before a cookie.

    Raises:
        Unauthenticated: there is something in its place that is none, or there are two.
    """
    given = headers.getlist("authorization")
    if len(given) > 1:
        raise Unauthenticated("several Authorization headers")
    if given:
        found = _BEARER.fullmatch(given[0])
        if found is None:
            raise Unauthenticated("Authorization: no bearer")
        secret = found[1]
        if not looks_like_key(secret) and "." not in secret:
            raise Unauthenticated("Authorization: neither key nor token")
        return Presented(secret, Via.KEY if looks_like_key(secret) else Via.TOKEN)
    cookies = session_cookies(headers)
    if not cookies:
        return None
    if len(cookies) > 1 or not _SESSION.fullmatch(cookies[0]):
        raise Unauthenticated("session: none, or several")
    return Presented(cookies[0], Via.SESSION)


def session_cookies(headers: Headers) -> list[str]:
    """Every value that was sent for our cookie."""
    pairs = (part.strip().partition("=") for part in ";".join(headers.getlist("cookie")).split(";"))
    return [value for name, _, value in pairs if name == COOKIE]
