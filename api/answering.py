"""Answer one operation as a caller, whichever way it came: over HTTP or through a socket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from graphql import OperationType

from api.identity import Unauthenticated
from graph import bookmarks
from graph.answer import Answer
from graph.compile.refusal import Refusal
from graph.compile.scope import NoLongerStands
from graph.execute import NOT_UNDERSTOOD, not_understood
from schema.acts.mutations import occasion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver

    from graph.chain import ChainKey
    from graph.execute import Prepared, Reader
    from graph.read import Reading
    from schema.access.caller import Caller
    from schema.executable import Executable

TRIES = 3
"""How often a caller may change while one request is answered."""
MAY_NOT_READ = {
    "message": "This credential does not allow queries; use one with the right READ. 此凭据不允许查询，请使用带 READ 权限的凭据。",
    "extensions": {
        "code": "FORBIDDEN",
        "messageZh": "此凭据不允许查询，请使用带 READ 权限的凭据。",
        "messageEn": "This credential does not allow queries; use one with the right READ.",
    },
}


class Asks(Protocol):
    """Whoever asks one thing, whichever way it came."""

    @property
    def request(self) -> str:
        """Id of the request."""
        ...

    async def caller(self) -> Caller:
        """Who asks; raises what `api.identity` raises for whoever may not."""
        ...

    async def again(self, stale: Caller) -> Caller:
        """Who asks, now that he does not stand as he did."""
        ...

    def charge(self, caller: Caller | None, points: int) -> None:
        """Count what it costs; without a caller, for the address. Raises `TooMany`."""
        ...


@dataclass(frozen=True)
class Answering:
    """Answers operations; `key` is that of the chain, in which acts are recorded."""

    made: Executable
    reader: Callable[[], Reading]
    driver: Callable[[], AsyncDriver]
    key: ChainKey
    clock: Callable[[], datetime]

    def prepare(self, asks: Asks, asked: Mapping[str, Any]) -> Prepared | Answer:
        """The operation that the members of a GraphQL request mean, or what is wrong with it.

        Nothing is looked up for it, not even who asks: a request that is wrong as it is never reaches the database.

        Raises:
            TooMany: so many were sent already.
        """
        try:
            prepared = self.made.engine.prepare(
                asked["query"], asked.get("operationName"), asked.get("variables") or {}
            )
            mark = (asked.get("extensions") or {}).get(bookmarks.MEMBER)
            return (
                prepared
                if mark is None
                else replace(prepared, after=bookmarks.read(self.key, mark))
            )
        except NOT_UNDERSTOOD as error:
            asks.charge(None, 1)
            return not_understood(error)

    async def answer(self, asks: Asks, prepared: Prepared) -> Answer:
        """Answer a query or a mutation.

        Raises:
            Unauthenticated: who asks does not stand at all any more, or is another each time he is looked at.
            ForeignPage, TooMany, Unavailable, TooLong: as the caller is looked up.
        """
        caller = await asks.caller()
        asks.charge(caller, prepared.cost)
        changes = prepared.kind is OperationType.MUTATION
        if changes or "READ" not in caller.rights:
            # What is refused without a statement must not be told to whoever does not stand any more.
            caller = await asks.again(caller) if caller.credential else caller
        if not changes and "READ" not in caller.rights:
            return Answer(None, [MAY_NOT_READ])
        for _ in range(TRIES):
            try:
                if changes:
                    return await self._change(caller, prepared, asks.request)
                return await self._read(caller, prepared, asks)
            except NoLongerStands:
                caller = await asks.again(caller)
        raise Unauthenticated("did not stand three times in a row")

    async def _read(self, caller: Caller, prepared: Prepared, asks: Asks) -> Answer:
        reading = self.reader()
        if prepared.after:
            try:
                reading = reading.after(prepared.after.of(caller.account))
            except Refusal as refusal:
                return not_understood(refusal)
        reader = _Noting(reading)
        answer = await self.made.engine.read(reader, prepared, caller.scope(self.clock()))
        if caller.credential is not None and not reader.asked and not answer.refused:
            # Introspection: no statement has found out whether the caller still stands.
            await asks.again(caller)
        return answer

    async def _change(self, caller: Caller, prepared: Prepared, request: str) -> Answer:
        now = self.clock()
        return await self.made.performing.perform(
            self.driver(), self.key, prepared,
            scope=caller.scope(now), occasion=occasion(caller, now, request),
        )  # fmt: skip


@dataclass
class _Noting:
    """A reader that knows whether it was used."""

    reader: Reader
    asked: bool = False

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """As `Reader` says."""
        self.asked = True
        return await self.reader.read(name, cypher, parameters)
