"""A session begun and ended, with the record of it, each in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import orjson

from api.identity.meeting import STREAM
from api.sign_in.problems import Said, SignInProblem, no_account
from graph.chain import Entry, append
from graph.ids import named_id
from graph.masks import mask
from graph.transact import write
from schema.access.table import RIGHTS
from schema.acts.credentials import hash_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from neo4j import AsyncDriver, AsyncManagedTransaction

    from graph.chain import ChainKey
    from graph.execute import Reader
    from schema.access.caller import Caller

LIFE = timedelta(hours=12)
_BYTES = 32

_ACCOUNT = """
MATCH (a:Account {identity: $identity})-[:IS]->(:Person) RETURN a.id AS id, a.status AS status
"""

_BEGIN = """
MATCH (a:Account {id: $account}) WHERE a.status = 'ACTIVE'
CREATE (a)<-[:OF]-(:Credential {
  id: $id, kind: 'SESSION', name: $name, rights: $rights, createdAt: $now, expiresAt: $until, hash: $hash
})
RETURN a.id AS id
"""

_END = """
MATCH (c:Credential {hash: $hash})-[:OF]->(a:Account)
WHERE c.kind = 'SESSION' AND c.revokedAt IS NULL AND c.expiresAt > $now
SET c.revokedAt = $now
RETURN c.id AS id, a.id AS account
"""

_THERE = "RETURN 1 AS one"

STATEMENTS = {
    "sign-in.there": _THERE,
    "sign-in.account": _ACCOUNT,
    "sign-in.begin": _BEGIN,
    "sign-in.end": _END,
}


@dataclass(frozen=True)
class Sessions:
    """Begins and ends sessions."""

    driver: Callable[[], AsyncDriver]
    reader: Callable[[], Reader]
    key: ChainKey
    clock: Callable[[], datetime]

    async def begin(
        self, identity: str, *, before: str | None = None, request: str | None = None
    ) -> str:
        """A fresh secret for the account with this identity; the session with the secret `before` ends.

        Raises:
            Unavailable: the database is away.
            SignInProblem: there is no such account, or it is suspended; that is recorded too.
        """
        await self._there()
        asked = _Asked(self.clock(), request)
        said = await write(self.driver(), "sign-in", self._begin, identity, before, asked)
        if isinstance(said, Said):
            raise SignInProblem(said, mask(identity, "identity"))
        return said

    async def end(self, secret: str, *, request: str | None = None) -> None:
        """End the session with this secret, if there is one."""
        await self._there()
        await write(self.driver(), "sign-out", self._end, secret, _Asked(self.clock(), request))

    async def opened(self, caller: Caller, *, request: str | None = None) -> None:
        """Record that the password of the database is handed to this caller."""
        await write(
            self.driver(), "open-graph", self._opened, caller, _Asked(self.clock(), request)
        )

    async def _there(self) -> None:
        # A read says at once that the database is away; a write would try again for seconds.
        await self.reader().read("sign-in.there", _THERE, {})

    async def _begin(
        self, tx: AsyncManagedTransaction, identity: str, before: str | None, asked: _Asked
    ) -> str | Said:
        found = await (await tx.run(_ACCOUNT, identity=identity)).single()
        if found is None or found["status"] != "ACTIVE":
            await append(tx, self.key, [_refused(identity, found["id"] if found else None, asked)])
            return no_account(identity, suspended=found is not None)
        secret = secrets.token_urlsafe(_BYTES)
        id_ = named_id("credential", "Credential", hash_of(secret))
        await tx.run(
            _BEGIN, account=found["id"], id=id_, name="浏览器 Browser", rights=sorted(RIGHTS), now=asked.now,
            until=asked.now + LIFE, hash=hash_of(secret),
        )  # fmt: skip
        ended = await self._ended(tx, before, asked) if before else []
        begun = asked.entry("SIGN_IN", found["id"], id_)
        await append(tx, self.key, [*ended, begun])
        return secret

    async def _end(self, tx: AsyncManagedTransaction, secret: str, asked: _Asked) -> None:
        await append(tx, self.key, await self._ended(tx, secret, asked))

    async def _ended(self, tx: AsyncManagedTransaction, secret: str, asked: _Asked) -> list[Entry]:
        ended = await (await tx.run(_END, hash=hash_of(secret), now=asked.now)).single()
        return [asked.entry("SIGN_OUT", ended["account"], ended["id"])] if ended else []

    async def _opened(self, tx: AsyncManagedTransaction, caller: Caller, asked: _Asked) -> None:
        entry = asked.entry("OPEN_GRAPH", caller.account, caller.credential, caller.via.name)
        await append(tx, self.key, [entry])


@dataclass(frozen=True)
class _Asked:
    """When, and in which request."""

    now: datetime
    request: str | None

    def entry(
        self, act: str, account: str | None, credential: str | None, via: str = "SESSION"
    ) -> Entry:
        return Entry(STREAM, self.now, act, account, via, self.request, credential, "Credential")


def _refused(identity: str, account: str | None, asked: _Asked) -> Entry:
    """Once a day for each identity: whoever the provider lets try again and again writes no more than that."""
    shown = orjson.dumps({"identity": mask(identity, "identity")}).decode()
    day = asked.now.date().isoformat()
    return Entry(
        STREAM, asked.now, "SIGN_IN_REFUSED", account, "ANONYMOUS", asked.request, account, "Account" if account else None,
        details=shown, once=f"{STREAM}:refused:{day}:{hash_of(identity)}",
    )  # fmt: skip
