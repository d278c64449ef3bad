"""Where streams ended when this process last wrote there.

Decided, and guarded by `tests/graph/test_chain_ends.py`: the head of a stream is what all acts of a street wait for, so it is
held for as short as can be. Who knows where the stream ends makes his records before he has the head and writes them in
the statement that takes it. What is known is only a guess: the statement compares it with the head that it has locked,
and where somebody else was faster nothing is written and the records are made anew.
"""

from __future__ import annotations

from collections import OrderedDict

MEMORY = 10_000
"""Streams whose end is kept in mind."""


class Ends:
    """Number and hash of the last record of each stream, as far as they are known."""

    def __init__(self) -> None:
        self._ends: OrderedDict[str, tuple[int, str]] = OrderedDict()

    def last(self, stream: str) -> tuple[int, str] | None:
        """Those of one stream."""
        return self._ends.get(stream)

    def ended(self, stream: str, seq: int, hash_: str) -> None:
        """A record was written at the end; should its transaction not come to pass, the next one will find out."""
        self._ends[stream] = (seq, hash_)
        self._ends.move_to_end(stream)
        if len(self._ends) > MEMORY:
            self._ends.popitem(last=False)
