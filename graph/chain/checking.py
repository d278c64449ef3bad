"""Walk all chains and say what is not as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.chain.anchors import heads
from graph.chain.findings import found
from graph.chain.walking import LOOKS, Walk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from graph.chain.anchors import Anchor, Ask
    from graph.chain.findings import Finding
    from graph.chain.key import ChainKey

_COUNT = "MATCH (c:Change) RETURN count(c) AS records"

_STREAMS = "MATCH (c:Change) RETURN c.stream AS stream, count(*) AS records"

_HEADS = "MATCH (h:ChainHead) RETURN count(h) AS heads"

_AT = """
MATCH (c:Change) WHERE c.stream = $stream AND c.seq = $seq
RETURN c.hash AS hash
"""

STATEMENTS = {
    "chain.count": _COUNT,
    "chain.streams": _STREAMS,
    "chain.count-heads": _HEADS,
    "chain.at": _AT,
}


async def verify(
    ask: Ask,
    key: ChainKey,
    *,
    anchored: Sequence[Anchor] = (),
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    looks: int = LOOKS,
) -> AsyncIterator[Finding]:
    """Everything that is wrong with the chains, as it is met; others may append meanwhile.

    Args:
        ask: runs one read statement. key: that of this installation.
        anchored: where the chains ended earlier. progress: told how many records of how many were looked at.
    """
    total = (await ask(_COUNT, {}))[0]["records"]
    # Before the heads: whatever record is met here, its head was written with it.
    streams = await ask(_STREAMS, {})
    number = (await ask(_HEADS, {}))[0]["heads"]
    known = [head["id"] for head in await heads(ask)]
    if number > len(known):
        yield found("HEAD_UNREADABLE", None, count=number - len(known))
    done = 0
    for stream in known:
        walk, before = Walk(ask, key, stream), done
        told = walk.findings(lambda met, b=before: progress(b + met, total), looks)
        async for finding in told:
            yield finding
        done += walk.met
    for row in streams:
        if row["stream"] not in known:
            yield found("STREAM_UNKNOWN", row["stream"], count=row["records"])
    for anchor in anchored:
        held = [r["hash"] for r in await ask(_AT, {"stream": anchor.stream, "seq": anchor.seq})]
        if not held:
            yield found("ANCHOR_MISSING", anchor.stream, anchor.seq)
        elif held != [anchor.hash]:
            yield found("ANCHOR_DIFFERS", anchor.stream, anchor.seq)
