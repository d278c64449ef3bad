"""One stream from its first record to its head.

Decided: the head is read first and the walk ends where it says, in pages, so that others may append meanwhile and memory
does not grow with the chain. What a commit under way could explain is looked at again before it is called a fault.
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
LOOKS = 5
_PAUSE = 0.1
_HIGHEST = 2**63 - 1
_STORED = HASHED | {"hash"}
_IN_HEAD = {"id", "seq", "hash", "key", "mac"}

# Ordered by the node too: two records of the same number must both be met, wherever a page ends.
_PAGE = """
MATCH (c:Change)
WHERE c.stream = $stream AND c.seq <= $last AND (c.seq > $after OR c.seq = $after AND elementId(c) > $node)
RETURN elementId(c) AS node, c.seq AS seq, properties(c) AS stored, labels(c) AS labels, toStringOrNull(c.at) AS at
ORDER BY c.seq, elementId(c) LIMIT $limit
"""

_OUTSIDE = """
MATCH (c:Change)
WHERE c.stream = $stream AND NOT coalesce(c.seq >= 1 AND c.seq <= $last, false)
RETURN count(CASE WHEN NOT coalesce(c.seq > $last, false) THEN 1 END) AS strange,
       max(CASE WHEN c.seq > $last THEN c.seq END) AS beyond
"""

_HEAD = """
MATCH (h:ChainHead) WHERE h.id = $stream
RETURN properties(h) AS stored, labels(h) AS labels
"""

STATEMENTS = {"chain.page": _PAGE, "chain.outside": _OUTSIDE, "chain.head": _HEAD}


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

    async def findings(self, progress: Callable[[int], None], looks: int) -> AsyncIterator[Finding]:
        """All that is wrong up to the head; what is not yet there is looked for this many times."""
        head = await self.ask(_HEAD, {"stream": self.stream})
        wrong = (
            list(self._head(head[0])) if len(head) == 1 else [found("HEAD_CHANGED", self.stream)]
        )
        for finding in wrong:
            yield finding
        last = head[0]["stored"].get("seq") if len(head) == 1 else None
        if type(last) is not int:
            last = _HIGHEST
        for look in range(looks):
            async for finding in self._records(last, progress):
                yield finding
            if self.seq == last:
                break
            await asyncio.sleep(_PAUSE if look < looks - 1 else 0)
        if not wrong and self.seq < last:
            yield found("RECORDS_AT_END_MISSING", self.stream, self.seq, count=last)
        elif not wrong and head[0]["stored"]["hash"] != self.hash:
            yield found("HEAD_DIFFERS", self.stream, last)
        async for finding in self._outside(last, looks):
            yield finding

    async def _records(self, last: int, progress: Callable[[int], None]) -> AsyncIterator[Finding]:
        while True:
            asked = {
                "stream": self.stream, "after": self.seq, "node": self.node, "last": last, "limit": PAGE,
            }  # fmt: skip
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

    def _head(self, row: Mapping[str, Any]) -> Iterator[Finding]:
        stored = row["stored"]
        seq, last = stored.get("seq"), stored.get("hash")
        if stored.get("key") != self.key.fingerprint:
            yield found("OTHER_KEY", self.stream)
        typed = type(seq) is int and type(last) is str
        whole = stored.keys() == _IN_HEAD and row["labels"] == [CHAIN_HEAD]
        if not typed or not whole or stored["mac"] != head_mac(self.stream, seq, last, self.key):
            yield found("HEAD_CHANGED", self.stream)

    async def _outside(self, last: int, looks: int) -> AsyncIterator[Finding]:
        """Records that the walk could not meet: of no number, or beyond the head and not of a later one."""
        row: Mapping[str, Any] = {}
        beyond = False
        for look in range(looks):
            (row,) = await self.ask(_OUTSIDE, {"stream": self.stream, "last": last})
            if row["beyond"] is not None:
                later = await self.ask(_HEAD, {"stream": self.stream})
                beyond = not any(self._reaches(head["stored"], row["beyond"]) for head in later)
            if not beyond:
                break
            await asyncio.sleep(_PAUSE if look < looks - 1 else 0)
        if row.get("strange"):
            yield found("RECORDS_OUTSIDE", self.stream, count=row["strange"])
        if beyond:
            yield found("RECORDS_BEYOND_HEAD", self.stream, last)

    def _reaches(self, head: Mapping[str, Any], seq: float) -> bool:
        reached = head.get("seq")
        return type(reached) is int and reached >= seq
