"""Follow a subscription as a caller, whichever way its events go out: through a socket or as server-sent events."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.answering import MAY_NOT_READ, TRIES, affordable, with_cost
from api.identity import Room, TooMany, Unauthenticated, Watch
from api.identity.watch import EVERY
from graph.answer import Answer
from graph.compile.scope import NoLongerStands
from graph.feed import Event, Feeding
from graph.prepare import NOT_UNDERSTOOD, not_understood
from graph.told import said, too_long
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from api.answering import Answering, Asks
    from graph.feed import Follower
    from graph.prepare import Prepared
    from schema.access.caller import Caller

PER_CALLER = 40
"""Subscriptions of one account at a time, over all its sockets and streams."""
IN_ALL = 2_000
"""Subscriptions of this process at a time."""
LOOK = 1.0
"""Seconds between two looks whether who follows is still the same."""
AWAY = 1.0
"""Seconds after which a database that is away is asked again."""
TOO_MANY = dict(
    said(
        "TOO_MANY_OPERATIONS",
        zh=f"一个账号最多同时进行 {PER_CALLER} 个订阅，请先结束一些。",
        en=f"At most {PER_CALLER} subscriptions at a time for one account; end some.",
    ).formatted
)


@dataclass(frozen=True)
class Told:
    """One answer of a subscription, and from where to go on after it; none if it is the last one, a refusal."""

    answer: Answer
    cursor: str | None = None


class Following:
    """The subscriptions of this process.

    `watch` looks at callers again; `ending` is set once the process is to end: whoever follows is to be sent away, and resumes elsewhere.
    """

    def __init__(self, answering: Answering, looks: float = EVERY) -> None:
        made = answering.made
        self._answering = answering
        self._feeding = Feeding(made.feed, made.engine.schema, answering.reader, answering.key)
        self._own, self._all = Room(per_address=PER_CALLER), Room(per_address=IN_ALL)
        self.watch = Watch(answering.reader, answering.clock, looks)
        self.ending = asyncio.Event()

    async def follow(
        self, asks: Asks, prepared: Prepared, after: str | None = None
    ) -> AsyncGenerator[Told]:
        """Answers, one for each event, for as long as they are asked for.

        Who follows is asked after by every statement, and every other second; nothing is kept for whoever takes his time.
        Each event costs what a query of the same selection would; whoever has no points left waits.

        Args:
            after: a cursor that goes before the one among the arguments.

        The first look waits for the commit that a bookmark in the request names, as any other answer to it would.

        Raises:
            Unauthenticated: who follows does not stand any more, or is another each time he is looked at.
            ForeignPage, TooMany, Unavailable: as the caller is looked up.
        """
        try:
            self._feeding.check(prepared, after)
        except NOT_UNDERSTOOD as error:
            asks.charge(None, 1)
            yield Told(not_understood(error))
            return
        caller = await asks.caller()
        if (too_much := affordable(asks, caller, prepared)) is not None:
            yield Told(too_much)
            return
        asks.charge(caller, prepared.cost)
        if "READ" not in caller.rights:
            yield Told(Answer(None, [MAY_NOT_READ]))
            return
        seats = [self._all.enter("all"), self._own.enter(caller.account or "nobody")]
        try:
            if None in seats:
                yield Told(Answer(None, [TOO_MANY]))
                return
            async with contextlib.aclosing(self._events(asks, prepared, caller, after)) as events:
                async for event in events:
                    await _paid(asks, caller, prepared.cost)
                    now = self._answering.clock()
                    priced = with_cost(event.answer, prepared.cost, asks, caller, now)
                    yield Told(priced, event.cursor)
        except NOT_UNDERSTOOD as error:
            yield Told(not_understood(error))
        except TooLong:
            yield Told(Answer(None, [dict(too_long().formatted)]))
        finally:
            for seat in filter(None, seats):
                seat.leave()

    async def _events(
        self, asks: Asks, prepared: Prepared, caller: Caller, after: str | None
    ) -> AsyncGenerator[Event]:
        follower, caller = await self._begun(asks, prepared, caller, after)
        tries = 0
        with follower.telling(), self.watch.over(caller) as changed:
            while True:
                if changed.is_set():
                    raise Unauthenticated("who follows is not what he was")
                try:
                    events = await follower.more(caller.scope(self._answering.clock()))
                except NoLongerStands:
                    tries += 1
                    caller = await _again(asks, caller, tries)
                    continue
                except Unavailable:
                    await asyncio.sleep(AWAY)
                    continue
                tries = 0
                for event in events:
                    yield event
                if not events:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(LOOK):
                            await follower.news()

    async def _begun(
        self, asks: Asks, prepared: Prepared, caller: Caller, after: str | None
    ) -> tuple[Follower, Caller]:
        marks = prepared.after.of(caller.account) if prepared.after else ()
        first = self._answering.reader().after(marks) if marks else None
        most = asks.maximum(caller)
        tries = 0
        while True:
            try:
                scope = caller.scope(self._answering.clock())
                return await self._feeding.follower(prepared, scope, after, first, most), caller
            except NoLongerStands:
                tries += 1
                caller = await _again(asks, caller, tries)


async def _again(asks: Asks, caller: Caller, tries: int) -> Caller:
    """Who asks, now that he was found for the so-manieth time in a row not to stand as he did."""
    if tries >= TRIES:
        raise Unauthenticated("did not stand three times in a row")
    return await asks.again(caller)


async def _paid(asks: Asks, caller: Caller, points: int) -> None:
    """Count what an event costs; who has nothing left waits for it."""
    while True:
        try:
            asks.charge(caller, points)
        except TooMany as many:
            await asyncio.sleep(many.after)
        else:
            return
