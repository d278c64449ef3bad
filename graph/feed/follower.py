"""One follower: what comes next in his streams, as whoever he is now may see it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import execute_sync

from graph.answer import Answer, executed
from graph.compile.scope import EVERYTHING
from graph.compile.shape import Damaged
from graph.feed.cursors import Cursors, ahead, named
from graph.feed.heads import Heads
from graph.feed.places import places_of, streams_of
from graph.feed.records import Gap, Records
from graph.feed.selected import ACT, AT, CURSOR, TARGET, select
from graph.feed.steps import BATCH, next_steps, of_nodes
from graph.unavailable import TooLong

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphql import GraphQLSchema

    from graph.chain import ChainKey
    from graph.compile.scope import Scope
    from graph.execute import Reader
    from graph.feed.declared import Feed, Position
    from graph.feed.selected import Selected
    from graph.feed.steps import Step
    from graph.prepare import Prepared

log = logging.getLogger("gongjian")
PAUSE = 0.05
PATIENCE = 5.0
"""Seconds within which what is ahead of the database must be there."""
NOTHING = ""
"""An id that nothing has."""


@dataclass(frozen=True)
class Event:
    """What a follower is told, and from where to go on after it."""

    answer: Answer
    cursor: str


class Feeding:
    """What the followers of one process share."""

    def __init__(
        self, feed: Feed, schema: GraphQLSchema, reader: Callable[[], Reader], key: ChainKey
    ) -> None:
        self.feed, self.schema, self.reader = feed, schema, reader
        self.records = Records(feed, reader)
        self.heads = Heads(reader, self.records.forget)
        self.cursors = Cursors(key, feed.many)

    def check(self, prepared: Prepared, after: str | None = None) -> None:
        """Find out what is wrong with a subscription by itself, as if somebody asked it who may everything.

        Raises:
            Refusal: it cannot be followed as asked.
        """
        (root,) = prepared.operation.roots
        arguments = prepared.request.arguments[id(root.nodes[0])]
        places = places_of(arguments)
        select(self.schema, prepared, EVERYTHING, self.feed)
        cursor = after if after is not None else arguments.get("after")
        if cursor is not None:
            self.cursors.read(cursor, places)

    async def follower(
        self, prepared: Prepared, scope: Scope, after: str | None = None, first: Reader | None = None, most: int | None = None
    ) -> Follower:  # fmt: skip
        """Somebody who asks a subscription; he is told nothing before `Follower.telling` is entered.

        Args:
            after: a cursor that goes before the one among the arguments.
            first: reads first, instead of the usual reader: it may wait for a commit. most: points that one statement
                may cost.

        Raises:
            Refusal: it cannot be followed as asked. NoLongerStands: the caller is not what `scope` was made for any more.
            Unavailable, TooLong: the database cannot be asked.
        """
        if self.feed.act in scope.forbidden:
            raise scope.forbidden[self.feed.act]
        (root,) = prepared.operation.roots
        arguments = prepared.request.arguments[id(root.nodes[0])]
        places = places_of(arguments)
        selected = select(self.schema, prepared, scope, self.feed)
        if first is not None:
            await streams_of(self.feed, first, scope, places)
        made = Follower(self, selected, prepared, places, most)
        await made.begin(scope, after if after is not None else arguments.get("after"))
        return made


class Follower:
    """One subscription under way."""

    def __init__(
        self, feeding: Feeding, selected: Selected, prepared: Prepared, places: list[str] | None, most: int | None = None
    ) -> None:  # fmt: skip
        self._feeding, self._feed = feeding, feeding.feed
        self._selected, self._prepared = selected, prepared
        self._places = places
        self._positions: dict[str, Position] = {}
        self._revision = -1
        self._opening = False
        self._moved = asyncio.Event()
        self._ahead_since: float | None = None
        self._shape = selected.shaper()
        self._batch = BATCH if most is None else max(1, min(BATCH, most // prepared.cost))
        self._turn = 0

    async def begin(self, scope: Scope, after: str | None) -> None:
        """Find out where to begin."""
        told = self._feeding.cursors.read(after, self._places) if after is not None else {}
        await self._feeding.heads.look()
        streams = await self._streams(scope)
        heads = self._feeding.heads.numbers
        self._positions = {
            stream: told.get(named(stream), (0, 0)) if after is not None else (heads.get(stream, 0), 0)
            for stream in streams
        }  # fmt: skip
        until = time.monotonic() + PATIENCE / 2
        while self._ahead():
            # Another process may have been told of what this database server does not show yet.
            if time.monotonic() > until:
                raise ahead()
            await asyncio.sleep(PAUSE)
            await self._feeding.heads.look()
        self._opening = after is None
        if self._opening:
            # Planned before anything happens; whoever resumes has had it planned.
            await self._shown(scope, [NOTHING])

    def telling(self) -> contextlib.AbstractContextManager[None]:
        """A context within which `news` comes."""
        return self._feeding.heads.telling(self)

    def look(self) -> None:
        """Something has happened."""
        self._moved.set()

    async def news(self) -> None:
        """Wait until there may be more."""
        if self._behind() or self._ahead():
            await asyncio.sleep(PAUSE)
        else:
            await self._moved.wait()
        self._moved.clear()

    async def more(self, scope: Scope) -> list[Event]:
        """What comes next, as far as this caller may see it; nothing may be, although there is more.

        Raises:
            NoLongerStands: he is not what `scope` was made for any more. Ask again with the scope of who he is now.
            Refusal: the database has gone back, or the chain is broken.
            Unavailable, TooLong: the database cannot be asked; nothing is lost by asking again.
        """
        if self._opening:
            self._opening = False
            return [self._opened()]
        if self._revision != self._feeding.heads.revision:
            for stream in await self._streams(scope):
                self._positions.setdefault(stream, (0, 0))
        self._refuse_to_go_back()
        try:
            heads = self._feeding.heads.numbers
            steps = await next_steps(self._feeding.records, heads, self._positions, self._turn)
            self._turn += 1
        except Gap as gap:
            raise ahead() from gap
        while steps:
            part = of_nodes(steps, self._batch)
            ids = list(dict.fromkeys(step.id for step in part if step.id))
            try:
                shown = await self._shown(scope, ids) if ids else {}
            except TooLong:
                if len(ids) == 1:
                    raise
                self._batch = len(ids) // 2
                continue
            del steps[: len(part)]
            if events := self._told(part, shown):
                return events
        return []

    def _told(self, steps: Sequence[Step], shown: Mapping[str, list[Any]]) -> list[Event]:
        """The events of these steps, which are taken with it."""
        events = []
        for step in steps:
            self._positions[step.stream] = step.position
            if step.id and step.id in shown:
                events.append(self._event(step.record.at, step.record.act, shown[step.id]))
        return events

    def _behind(self) -> bool:
        heads = self._feeding.heads.numbers
        return any(heads.get(stream, 0) > seq for stream, (seq, _) in self._positions.items())

    def _ahead(self) -> bool:
        heads = self._feeding.heads.numbers
        return any(
            heads.get(stream, 0) < seq + (done > 0)
            for stream, (seq, done) in self._positions.items()
        )

    def _refuse_to_go_back(self) -> None:
        if not self._ahead():
            self._ahead_since = None
        elif self._ahead_since is None:
            self._ahead_since = time.monotonic()
        elif time.monotonic() - self._ahead_since > PATIENCE:
            raise ahead()

    async def _streams(self, scope: Scope) -> list[str]:
        """The streams of what is followed, as the structure is now."""
        revision = self._feeding.heads.revision
        found = await streams_of(self._feed, self._feeding.reader(), scope, self._places)
        self._revision = revision
        return found

    async def _shown(self, scope: Scope, ids: Sequence[str]) -> dict[str, list[Any]]:
        """What the caller may see of these nodes: kind and projection by id."""
        parameters = self._selected.parameters(scope, ids, self._places)
        cypher = self._selected.cypher
        rows = scope.unguarded(
            await self._feeding.reader().read("feed.targets", cypher, parameters)
        )
        by_place = {at: [kind, value] for at, kind, value in rows}
        return {id_: by_place[at] for at, id_ in enumerate(ids) if at in by_place}

    def _opened(self) -> Event:
        now = time.time()
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now % 1 * 1000):03}Z"
        return self._event(at, self._feed.opening, None)

    def _event(self, at: str, act: str, target: list[Any] | None) -> Event:
        row: list[Any] = [None] * 4
        cursor = self._feeding.cursors.write(self._places, self._positions)
        row[CURSOR], row[AT], row[ACT], row[TARGET] = cursor, at, act, target
        if not self._prepared.operation.computed:
            try:
                return Event(Answer(self._shape(row)), cursor)
            except Damaged:
                log.warning("a stored value does not fit the schema; told by the executor")
        return Event(self._executed(row), cursor)

    def _executed(self, row: list[Any]) -> Answer:
        operation, request = self._prepared.operation, self._prepared.request
        name = operation.definition.name
        result = execute_sync(
            self._feeding.schema, operation.document, variable_values=dict(request.given),
            context_value={self._selected.key: self._selected.unstrict()(row)},
            operation_name=name.value if name else None,
        )  # fmt: skip
        return executed(result)
