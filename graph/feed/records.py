"""The records of streams, read once for all followers of this process, and the nodes that each names."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from graph.chain.many import nodes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.execute import Reader
    from graph.feed.declared import Feed

PAGE = 100
"""Records of one stream that are read at a time."""
KEPT = 400
"""The latest records of a stream that are kept."""
STREAMS = 1_000
"""Streams of which any are kept."""
EXPANDED = 4
"""Records of many rows whose nodes are kept."""
PART = 1_000
"""Nodes whose streams are asked for at a time."""
PATIENCE = 5.0
"""Seconds within which all of a commit is to be seen."""
YOUNG = timedelta(minutes=1)
"""How old a record is at most of which a part may not be seen yet."""

_RECORDS = """
UNWIND $spans AS span
MATCH (c:Change) WHERE c.stream = span[0] AND c.seq > span[1] AND c.seq <= span[2]
RETURN c.stream AS stream, c.seq AS seq, toString(c.at) AS at, c.act AS act, c.target AS target, c.targetKind AS kind,
  {present} AS present
ORDER BY stream, seq
"""

_DETAILS = """
MATCH (c:Change) WHERE c.stream = $stream AND c.seq = $seq
RETURN c.details AS details
"""


@dataclass(frozen=True)
class Record:
    """One record, as far as followers are told of it; `target` is `None` where they are told nothing."""

    stream: str
    seq: int
    at: str
    act: str
    target: str | None


class Gap(Exception):
    """A record that must be there is not: the chain of a stream is broken, or older than it was."""


@dataclass
class _Tail:
    """The latest records of a stream, without gaps."""

    kept: deque[Record] = field(default_factory=lambda: deque(maxlen=KEPT))

    def after(self, seq: int) -> list[Record] | None:
        """Those that follow a number; `None` if they are not known."""
        if not self.kept or not self.kept[0].seq <= seq + 1 <= self.kept[-1].seq:
            return None
        return [record for record in self.kept if record.seq > seq]


class Records:
    """Reads records of any stream; what several followers ask for is read once."""

    def __init__(
        self, feed: Feed, reader: Callable[[], Reader], patience: float = PATIENCE
    ) -> None:
        self._feed, self._reader, self._patience = feed, reader, patience
        self._reading = asyncio.Lock()
        self._tails: OrderedDict[str, _Tail] = OrderedDict()
        self._expanded: OrderedDict[tuple[str, int], list[tuple[str, str]]] = OrderedDict()
        self._missed: dict[str, tuple[int, float]] = {}
        """By stream, a record that was not all there, and since when."""
        self._text = _RECORDS.replace("{present}", _present(feed))

    @property
    def many(self) -> str:
        """The stream whose records name many nodes each."""
        return self._feed.many

    def statements(self) -> dict[str, str]:
        """What is sent, by name."""
        return {"feed.records": self._text, "feed.details": _DETAILS, "feed.whereabouts": self._feed.whereabouts}  # fmt: skip

    async def after(self, wanted: Mapping[str, tuple[int, int]]) -> dict[str, list[Record]]:
        """Records by stream, each after one number and up to another, as far as all of them are there.

        Raises:
            Gap: one has been missing for too long.
        """
        async with self._reading:
            spans = []
            for stream, (seq, head) in wanted.items():
                if self._known(stream, seq) is None:
                    spans.append([stream, seq, min(head, seq + PAGE)])
            read = await self._read(spans) if spans else {}
            found = {}
            for stream, (seq, head) in wanted.items():
                known = read.get(stream) if stream in read else self._known(stream, seq)
                found[stream] = [record for record in known or () if record.seq <= head][:PAGE]
            return found

    def _known(self, stream: str, seq: int) -> list[Record] | None:
        tail = self._tails.get(stream)
        if tail is None:
            return None
        self._tails.move_to_end(stream)
        return tail.after(seq)

    async def _read(self, spans: Sequence[Sequence[Any]]) -> dict[str, list[Record]]:
        rows = await self._reader().read("feed.records", self._text, {"spans": spans})
        by_stream: dict[str, list[Any]] = {span[0]: [] for span in spans}
        for row in rows:
            by_stream[row[0]].append(row)
        return {
            stream: self._joined(stream, after, by_stream[stream]) for stream, after, _ in spans
        }

    def _joined(self, stream: str, after: int, rows: Sequence[Any]) -> list[Record]:
        """Records without a gap, each with its target; kept if they continue what is kept."""
        found: list[Record] = []
        for _, seq, at, act, target, kind, present in rows:
            told = act in self._feed.acts and (
                kind in self._feed.kinds or stream == self._feed.many
            )
            if seq != after + len(found) + 1 or (
                told and not present and self._may_come(at, stream, seq)
            ):
                break
            shown = target if told and present else None
            found.append(Record(stream, seq, at, act, shown))
        if found:
            self._missed.pop(stream, None)
            self._keep(stream, found)
        else:
            self._miss(stream, after + 1)
        return found

    def _may_come(self, at: str, stream: str, seq: int) -> bool:
        """Whether the target of a record may still come to be seen: it was written just now, and not waited for in vain."""
        missed = self._missed.get(stream)
        waited = missed is not None and missed[0] == seq and time.monotonic() - missed[1] > self._patience / 2  # fmt: skip
        return not waited and datetime.now(UTC) - _instant(at) < YOUNG

    def _miss(self, stream: str, seq: int) -> None:
        missed = self._missed.get(stream)
        if missed is None or missed[0] != seq:
            self._missed[stream] = (seq, time.monotonic())
        elif time.monotonic() - missed[1] > self._patience:
            raise Gap(stream)

    def _keep(self, stream: str, found: Sequence[Record]) -> None:
        tail = self._tails.setdefault(stream, _Tail())
        self._tails.move_to_end(stream)
        while len(self._tails) > STREAMS:
            self._tails.popitem(last=False)
        if tail.kept and found[0].seq != tail.kept[-1].seq + 1:
            if found[0].seq <= tail.kept[-1].seq:
                # Somebody resumes from long ago: what is kept is of more use to the others.
                return
            tail.kept.clear()
        tail.kept.extend(found)

    async def expanded(self, record: Record) -> list[tuple[str, str]]:
        """The nodes of a record of many rows: id, and the stream that it belongs to; in an order that never changes."""
        key = (record.stream, record.seq)
        async with self._reading:
            if key not in self._expanded:
                rows = await self._reader().read("feed.details", _DETAILS, {"stream": key[0], "seq": key[1]})  # fmt: skip
                named = [id_ for kind, id_ in nodes_in(rows[0][0] if rows else None) if kind in self._feed.kinds]  # fmt: skip
                self._expanded[key] = await self._placed(named, record.at)
                while len(self._expanded) > EXPANDED:
                    self._expanded.popitem(last=False)
            return self._expanded[key]

    async def _placed(self, ids: Sequence[str], at: str) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        until = time.monotonic() + self._patience
        while True:
            missing = [id_ for id_ in ids if id_ not in found]
            for start in range(0, len(missing), PART):
                part = missing[start : start + PART]
                rows = await self._reader().read("feed.whereabouts", self._feed.whereabouts, {"ids": part})  # fmt: skip
                found |= {id_: stream or self._feed.elsewhere for id_, stream in rows}
            if (
                len(found) == len(set(ids))
                or time.monotonic() > until
                or datetime.now(UTC) - _instant(at) > YOUNG
            ):
                return [(id_, found.get(id_, "")) for id_ in ids]
            await asyncio.sleep(self._patience / 50)

    def forget(self) -> None:
        """Keep nothing: the database has gone back."""
        self._tails.clear()
        self._expanded.clear()
        self._missed.clear()


def _present(feed: Feed) -> str:
    tests = " ".join(
        f"WHEN '{kind}' THEN EXISTS {{ MATCH (t:{kind}) WHERE t.id = c.target }}"
        for kind in feed.kinds
    )
    return f"CASE c.targetKind {tests} ELSE true END"


def _instant(at: str) -> datetime:
    return datetime.fromisoformat(at.partition("[")[0])
