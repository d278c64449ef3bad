"""What is written down about credentials in use: a token when it is first met, and roughly when each was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from api.identity.unauthenticated import Unauthenticated
from graph.chain import Entry, append
from graph.ids import named_id
from graph.transact import tidy, write
from schema.access.table import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from neo4j import AsyncDriver, AsyncManagedTransaction

    from api.identity.tokens import Vouched
    from graph.chain import ChainKey
    from graph.execute import Reader

STREAM = "sign-in"
NOTED_EVERY = timedelta(hours=1)

FIND = "MATCH (c:Credential {hash: $hash}) RETURN c.id AS id, c.kind AS kind, c.expiresAt AS until"
FIND_KEY = "MATCH (c:Credential {id: $id}) WHERE c.kind = 'KEY' RETURN c.hash AS hash, c.expiresAt AS until"

_MEET = """
MATCH (a:Account {identity: $identity})-[:IS]->(:Person) WHERE a.status = 'ACTIVE'
MERGE (c:Credential {hash: $hash})
ON CREATE SET c.id = $id, c.kind = 'TOKEN', c.rights = $rights, c.createdAt = $now, c.expiresAt = $until
MERGE (c)-[:OF]->(a)
RETURN c.id AS id, a.id AS account
"""

_NOTE = """
MATCH (c:Credential {id: $id})
WHERE c.lastUsedAt IS NULL OR c.lastUsedAt <= $before OR c.lastUsedAt > $now
SET c.lastUsedAt = $now
"""

STATEMENTS = {"identity.session": FIND, "identity.key": FIND_KEY, "identity.meet": _MEET, "identity.note": _NOTE}  # fmt: skip


@dataclass(frozen=True)
class Meeting:
    """Writes it down; `key` is that of the chain of records."""

    driver: Callable[[], AsyncDriver]
    reader: Callable[[], Reader]
    key: ChainKey

    async def token(self, vouched: Vouched, now: datetime) -> str:
        """Id of the credential for a good token, made if it is met for the first time.

        Raises:
            Unauthenticated: nobody here has that identity, or the account is suspended.
        """
        rows = await self.reader().read("identity.token", FIND, {"hash": vouched.hash})
        if rows:
            return rows[0][0]
        return await write(self.driver(), "identity.meet", self._meet, vouched, now)

    async def note(self, credential: str, now: datetime) -> None:
        """That a credential was used now, give or take `NOTED_EVERY`."""
        await tidy(self.driver(), "identity.note", self._note, credential, now)

    async def _meet(self, tx: AsyncManagedTransaction, vouched: Vouched, now: datetime) -> str:
        met = await tx.run(
            _MEET, identity=vouched.identity, hash=vouched.hash, now=now, until=vouched.until,
            id=named_id("credential", "Credential", vouched.hash), rights=sorted(RIGHTS),
        )  # fmt: skip
        row = await met.single()
        if row is None:
            raise Unauthenticated("token: of nobody here, or of a suspended account")
        begun = Entry(
            STREAM, now, "SIGN_IN", row["account"], "TOKEN", None, row["id"], "Credential",
            once=f"{STREAM}:token:{row['id']}",
        )  # fmt: skip
        await append(tx, self.key, [begun])
        return row["id"]

    @staticmethod
    async def _note(tx: AsyncManagedTransaction, credential: str, now: datetime) -> None:
        await (await tx.run(_NOTE, id=credential, now=now, before=now - NOTED_EVERY)).consume()
