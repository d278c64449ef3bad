"""A service in which nothing is left to chance: one clock that stands still, numbers that are the same each time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.timers import Timers
from schema.acts.house import HOUSE_SCOPE, TIMERS
from tests.access.acts.telling import NOW
from tests.api.test_conversations import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tests.api.identity.conftest import Known

OURS = """
MATCH (n:Need|Commitment) WHERE n.code STARTS WITH 'B-'
RETURN collect(DISTINCT n.id) + collect(DISTINCT head([(n)-[:USES]->(r) | r.id])) AS ids
"""
DONE_BY_THE_HOUSE = """
MATCH (c:Change {actor: 'house'}) WHERE c.at.epochMillis = $now.epochMillis
RETURN c.act AS act, c.targetKind AS kind, c.target AS target, c.fromStatus AS from, c.toStatus AS to, c.reason AS reason
ORDER BY c.stream, c.seq
"""


class Same:
    """Draws the same numbers for every conversation."""

    def __init__(self) -> None:
        self._drawn = 0

    def token_bytes(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.blake2b(str(self._drawn).encode(), digest_size=count).digest()

    def token_hex(self, count: int) -> str:
        return self.token_bytes(count).hex()


class Heard:
    """A transaction that notes what is sent."""

    def __init__(self, tx: Any, still: Still) -> None:
        self._tx, self._still = tx, still

    async def run(self, text: str, parameters: dict[str, Any] | None = None, **more: Any) -> Any:
        given = {**(parameters or {}), **more}
        # Counts every import into this database, whoever made it; made of where a key is good.
        given |= {name: "…" for name in ("scope_revision", "hash", "hint") if name in given}
        self._still.sent.append((text, given))
        return await self._tx.run(text, parameters, **more)


class _House(Timers):
    """The timers, seeing to what a conversation made and leaving the example data alone."""

    async def _due(self, driver: Any, timer: Any, now: datetime) -> list[Any]:
        async with driver.session() as session:
            (record,) = await (await session.run(OURS)).data()
        return [row for row in await super()._due(driver, timer, now) if row["id"] in record["ids"]]


@dataclass
class Still:
    """A service in which nothing is left to chance, what it sends within transactions, and the time there."""

    known: Known
    now: datetime = NOW
    sent: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    async def house(self) -> list[dict[str, Any]]:
        """The timers look once; what they did."""
        house = _House(TIMERS, HOUSE_SCOPE, self.known.chain, lambda: self.now)
        await house.look(self.known.database.driver)
        return await self.known.run(DONE_BY_THE_HOUSE, now=self.now)

    def told(self) -> str:
        """What was sent since it was last told; a text that was shown before stands there by its number."""
        lines = [""]
        for text, given in self.sent:
            if text in self.texts:
                lines.append(f"// once more [{self.texts.index(text) + 1}]\n")
                continue
            self.texts.append(text)
            lines.append(shown((f"[{len(self.texts)}] in the transaction", text, given)))
        self.sent.clear()
        return "\n".join(lines).replace("]\n\n// once more ", "], ")
