"""Anchors: where each chain ended at some time, kept where nobody who can change the graph can change them too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

    Ask = Callable[[str, Mapping[str, Any]], Awaitable[Sequence[Mapping[str, Any]]]]
    """Runs one read statement of this package and gives its rows."""

PAGE = 1000

_HEADS = """
MATCH (h:ChainHead) WHERE h.id > $after
RETURN h.id AS id, properties(h) AS stored, labels(h) AS labels
ORDER BY h.id LIMIT $limit
"""

STATEMENTS = {"chain.heads": _HEADS}


@dataclass(frozen=True)
class Anchor:
    """A stream had this many records, the last of them with this hash."""

    stream: str
    seq: int
    hash: str

    @property
    def line(self) -> str:
        """As one line of JSON."""
        said = {"stream": self.stream, "seq": self.seq, "hash": self.hash}
        return orjson.dumps(said).decode()


async def heads(ask: Ask) -> list[Mapping[str, Any]]:
    """Every head with all that is stored in it, by the name of its stream."""
    found: list[Mapping[str, Any]] = []
    while True:
        after = found[-1]["id"] if found else ""
        page = await ask(_HEADS, {"after": after, "limit": PAGE})
        found += page
        if len(page) < PAGE:
            return found


async def anchors(ask: Ask) -> list[Anchor]:
    """Where the chains end now."""
    return [
        Anchor(head["id"], head["stored"].get("seq"), head["stored"].get("hash"))
        for head in await heads(ask)
    ]


def read_anchors(lines: Iterable[str]) -> list[Anchor]:
    """Anchors from the lines that `gongjian audit anchor` wrote.

    Raises:
        ValueError: a line is none; the message says which.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            said = json.loads(line)
            made = Anchor(said["stream"], said["seq"], said["hash"])
        except (ValueError, TypeError, KeyError):
            raise ValueError(number) from None
        if (type(made.stream), type(made.seq), type(made.hash)) != (str, int, str):
            raise ValueError(number)
        found.append(made)
    return found
