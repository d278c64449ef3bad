"""What comes next in the streams of one follower, step by step, before anybody has asked what of it he may see."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.feed.declared import Position
    from graph.feed.records import Record, Records

BATCH = 50
"""Nodes that are looked at in one statement at most; fewer of an expensive selection."""
LEAST = 10
"""Steps of each stream, however many have gone on."""


@dataclass(frozen=True)
class Step:
    """A node that a record names, and the position of a stream after it."""

    stream: str
    position: Position
    record: Record
    id: str | None


async def next_steps(
    records: Records, heads: Mapping[str, int], positions: Mapping[str, Position], turn: int
) -> list[Step]:
    """The next steps from these positions.

    Streams take turns, with another `turn` another is first: of one that goes on all the time the others are not kept
    waiting.

    Raises:
        Gap: a record is missing.
    """
    wanted = {
        stream: (seq, heads[stream])
        for stream, (seq, _) in positions.items()
        if heads.get(stream, 0) > seq
    }
    if not wanted:
        return []
    quota = max(LEAST, BATCH // len(wanted))
    found: list[list[Step]] = []
    for stream, read in (await records.after(wanted)).items():
        found.append(
            await _parts(records, read, positions, quota) if stream == records.many else [
                Step(stream, (record.seq, 0), record, record.target) for record in read[:quota]
            ]
        )  # fmt: skip
    first = turn % len(found)
    rows = zip_longest(*found[first:], *found[:first])
    return [step for row in rows for step in row if step is not None]


async def _parts(
    records: Records, read: Sequence[Record], positions: Mapping[str, Position], quota: int
) -> list[Step]:
    """Of records that name many nodes each, those that belong to a stream of this follower."""
    steps: list[Step] = []
    begun = positions[records.many][1]
    for record in read:
        parts = await records.expanded(record) if record.target is not None else []
        mine = [
            (at, id_)
            for at, (id_, stream) in enumerate(parts)
            if at >= begun and stream in positions
        ]
        room = quota - len(steps)
        for at, id_ in mine[:room]:
            last = at == len(parts) - 1
            position = (record.seq, 0) if last else (record.seq - 1, at + 1)
            steps.append(Step(record.stream, position, record, id_))
        if len(mine) > room:
            return steps
        steps.append(Step(record.stream, (record.seq, 0), record, None))
        begun = 0
    return steps


def of_nodes(steps: Sequence[Step], most: int) -> list[Step]:
    """The first steps that name no more than so many nodes."""
    ids: set[str] = set()
    for at, step in enumerate(steps):
        if step.id:
            ids.add(step.id)
        if len(ids) > most:
            return list(steps[:at])
    return list(steps)
