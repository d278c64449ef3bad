"""One stream from its first record to its head.

Decided: in pages, so that memory does not grow with the chain; while others append, an end that does not fit its head
is looked at again before it is called a fault.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.chain.findings import found
from graph.chain.records import CHAIN_HEAD, CHANGE, HASHED, Unhashable, hash_of, head_mac

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

    from graph.chain.anchors import Ask
    from graph.chain.findings import Finding
    from graph.chain.key import ChainKey

PAGE = 1000
_LOOKS, _PAUSE = 5, 0.1
_STORED = HASHED | {"hash"}
_IN_HEAD = {"id", "seq", "hash", "key", "mac"}

# Ordered by the node too: two records of the same number must both be met, wherever a page ends.
_PAGE = """
MATCH (c:Change)
WHERE c.stream = $stream AND (c.seq > $after OR c.seq = $after AND elementId(c) > $node)
RETURN elementId(c) AS node, c.seq AS seq, properties(c) AS stored, labels(c) AS labels, toStringOrNull(c.at) AS at
ORDER BY c.seq, elementId(c) LIMIT $limit
"""

_IN_STREAM = "MATCH (c:Change) WHERE c.stream = $stream RETURN count(c) AS records"

_HEAD = """
MATCH (h:ChainHead) WHERE h.id = $stream
RETURN properties(h) AS stored, labels(h) AS labels
"""

STATEMENTS = {"chain.page": _PAGE, "chain.in-stream": _IN_STREAM, "chain.head": _HEAD}


@dataclass
class Walk:
    """How far a stream was walked: the last record's number, node and hash, and how many were met."""

    ask: Ask
    key: ChainKey
    stream: str
    seq: float = 0
    node: str = ""
    hash: str | None = None
    met: int = 0

    async def findings(self, progress: Callable[[int], None]) -> AsyncIterator[Finding]:
        """All that is wrong from here to the head."""
        wrong: list[Finding] = []
        for look in range(_LOOKS):
            async for finding in self._records(progress):
                yield finding
            wrong = await self._end()
            if not wrong or look == _LOOKS - 1:
                break
            await asyncio.sleep(_PAUSE)
        for finding in wrong:
            yield finding

    async def _records(self, progress: Callable[[int], None]) -> AsyncIterator[Finding]:
        while True:
            asked = {"stream": self.stream, "after": self.seq, "node": self.node, "limit": PAGE}
            page = await self.ask(_PAGE, asked)
            for row in page:
                for finding in self._record(row):
                    yield finding
            progress(self.met)
            if len(page) < PAGE:
                return

    def _record(self, row: Mapping[str, Any]) -> Iterator[Finding]:
        stored, seq = row["stored"], row["seq"]
        self.met += 1
        self.node = row["node"]
        if not stored.keys() <= _STORED or row["labels"] != [CHANGE]:
            yield found("RECORD_UNKNOWN_PROPERTY", self.stream, seq)
        # Two zones can be the same time: only the text tells them apart.
        if not self._fits(stored) or not str(row["at"]).endswith("Z"):
            yield found("RECORD_CHANGED", self.stream, seq)
        if seq == self.seq:
            yield found("RECORD_TWICE", self.stream, seq)
        elif seq != self.seq + 1:
            missing = int(seq - self.seq) - 1 if isinstance(seq, int) else 0
            yield found("RECORDS_MISSING", self.stream, seq, count=missing)
        if stored.get("previousHash") != self.hash:
            yield found("LINK_BROKEN", self.stream, seq)
        self.seq, self.hash = seq, stored.get("hash")

    def _fits(self, stored: Mapping[str, Any]) -> bool:
        try:
            return hash_of(stored, self.key) == stored.get("hash")
        except Unhashable:
            return False

    async def _end(self) -> list[Finding]:
        head = await self.ask(_HEAD, {"stream": self.stream})
        records = (await self.ask(_IN_STREAM, {"stream": self.stream}))[0]["records"]
        wrong = (
            list(self._head(head[0])) if len(head) == 1 else [found("HEAD_CHANGED", self.stream)]
        )
        if records != self.met:
            outside = abs(records - self.met)
            wrong.append(found("RECORDS_OUTSIDE", self.stream, count=outside))
        return wrong

    def _head(self, row: Mapping[str, Any]) -> Iterator[Finding]:
        stored = row["stored"]
        seq, last = stored.get("seq"), stored.get("hash")
        if stored.get("key") != self.key.fingerprint:
            yield found("OTHER_KEY", self.stream)
        typed = type(seq) is int and type(last) is str
        whole = stored.keys() == _IN_HEAD and row["labels"] == [CHAIN_HEAD]
        if not typed or not whole or stored["mac"] != head_mac(self.stream, seq, last, self.key):
            yield found("HEAD_CHANGED", self.stream)
        if typed and seq > self.seq:
            yield found("RECORDS_AT_END_MISSING", self.stream, int(self.seq), count=seq)
        elif typed and seq < self.seq:
            yield found("RECORDS_BEYOND_HEAD", self.stream, seq)
        elif last != self.hash:
            yield found("HEAD_DIFFERS", self.stream, seq)
