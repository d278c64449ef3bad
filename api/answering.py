"""Answer one operation as a caller, whichever way it came: over HTTP or through a socket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from graphql import OperationType

from api.identity import Unauthenticated
from graph import bookmarks
from graph.answer import Answer, objects
from graph.compile.refusal import Refusal
from graph.compile.scope import NoLongerStands
from graph.explain import Explained, of_queries_only
from graph.perform import in_order
from graph.prepare import NOT_UNDERSTOOD, not_understood
from graph.told import refused, said
from schema.acts.mutations import occasion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver

    from api.identity import Budget
    from graph.chain import ChainKey
    from graph.execute import Reader
    from graph.prepare import Prepared
    from graph.read import Reading
    from schema.access.caller import Caller
    from schema.executable import Executable

EXPLAIN = "EXPLAIN"
"""The act of seeing the statements behind an answer."""
READ_FOR_A_POINT = 8
"""Characters of a document that is refused, for one point more: reading it took about as long as answering with that."""
TRIES = 3
"""How often a caller may change while one request is answered."""
MAY_NOT_READ = dict(
    said(
        "FORBIDDEN", zh="此凭据不允许查询，请使用带 READ 权限的凭据。",
        en="This credential does not allow queries; use one with the right READ.",
    ).formatted
)  # fmt: skip
NO_INTROSPECTION = dict(
    said(
        "FORBIDDEN", zh="完整的接口定义见 /schema.graphql；查询 __schema 请先登录。",
        en="The whole schema is at /schema.graphql; sign in to ask for __schema.", reason="INTROSPECTION",
    ).formatted
)  # fmt: skip
"""To nobody: as a file the schema costs nothing, as an answer more than anything else that may be asked unknown."""


class Asks(Protocol):
    """Whoever asks one thing, whichever way it came."""

    @property
    def request(self) -> str:
        """Id of the request."""
        ...

    @property
    def budget(self) -> Budget | None:
        """What whoever asks has left, once something was counted."""
        ...

    async def caller(self) -> Caller:
        """Who asks; raises what `api.identity` raises for whoever may not."""
        ...

    async def again(self, stale: Caller) -> Caller:
        """Who asks, now that he does not stand as he did."""
        ...

    def may_ask(self) -> None:
        """Whether anything is to be done for him at all. Raises `TooMany`."""
        ...

    def maximum(self, caller: Caller | None) -> int | None:
        """Most points that one request may cost, of the caller or of anybody; none where there is no bound."""
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
        asks.may_ask()
        try:
            prepared = self.made.engine.prepare(
                asked["query"], asked.get("operationName"), asked.get("variables") or {},
                asked.get("extensions"),
            )  # fmt: skip
            if explains(prepared) and prepared.kind is not OperationType.QUERY:
                raise of_queries_only()
            if prepared.kind is OperationType.MUTATION:
                in_order(prepared)
            mark = prepared.extensions.get(bookmarks.MEMBER)
            if mark is not None:
                prepared = replace(prepared, after=bookmarks.read(self.key, mark))
        except NOT_UNDERSTOOD as error:
            asks.charge(None, 1 + len(asked["query"]) // READ_FOR_A_POINT)
            return not_understood(error)
        return affordable(asks, None, prepared) or prepared

    async def answer(self, asks: Asks, prepared: Prepared) -> Answer:
        """Answer a query or a mutation.

        Raises:
            Unauthenticated: who asks does not stand at all any more, or is another each time he is looked at.
            ForeignPage, TooMany, Unavailable, TooLong: as the caller is looked up.
        """
        caller = await self.admitted(asks, prepared)
        if isinstance(caller, Answer):
            return caller
        return await self.answered(asks, prepared, caller)

    async def admitted(self, asks: Asks, prepared: Prepared) -> Caller | Answer:
        """Who asks, if he may ask this; no statement of the operation has been sent yet, nor its cost charged.

        Raises:
            Unauthenticated, ForeignPage, TooMany, Unavailable, TooLong: as the caller is looked up.
        """
        caller = await asks.caller()
        too_much = affordable(asks, caller, prepared)
        if too_much is not None:
            return too_much
        why = self._refused(caller, prepared)
        if why is not None:
            asks.charge(caller, 1)
            if caller.credential:
                # What is refused without a statement must not be told to whoever does not stand any more.
                caller = await asks.again(caller)
                why = self._refused(caller, prepared)
        return caller if why is None else why

    async def answered(self, asks: Asks, prepared: Prepared, caller: Caller) -> Answer:
        """The answer to somebody who is `admitted`; raises as `answer`."""
        asks.charge(caller, prepared.cost)
        for _ in range(TRIES):
            try:
                if prepared.kind is OperationType.MUTATION:
                    answer = await self._change(caller, prepared, asks)
                else:
                    answer = await self._read(caller, prepared, asks)
                return with_cost(answer, prepared.cost, asks, caller, self.clock())
            except NoLongerStands:
                caller = await asks.again(caller)
        raise Unauthenticated("did not stand three times in a row")

    def _refused(self, caller: Caller, prepared: Prepared) -> Answer | None:
        """Why a caller may not read at all, not the whole schema, not see how, or not after this commit."""
        why = None
        if prepared.after:
            try:
                prepared.after.of(caller.account)
            except Refusal as refusal:
                return not_understood(refusal)
        if prepared.kind is OperationType.MUTATION:
            # Its acts are judged one by one.
            return None
        if "READ" not in caller.rights:
            why = MAY_NOT_READ
        elif not caller.known and any(r.name == "__schema" for r in prepared.operation.roots):
            why = NO_INTROSPECTION
        elif explains(prepared):
            forbidden = caller.scope(self.clock()).forbidden.get(EXPLAIN)
            why = None if forbidden is None else dict(refused(forbidden).formatted)
        return None if why is None else Answer(None, [why])

    async def _read(self, caller: Caller, prepared: Prepared, asks: Asks) -> Answer:
        reading = self.reader()
        if prepared.after:
            reading = reading.after(prepared.after.of(caller.account))
        reader = _Noting(reading)
        explained = Explained() if explains(prepared) else None
        scope = caller.scope(self.clock())
        answer = await self.made.engine.read(reader, prepared, scope, explained=explained)
        if explained is not None and answer.data is not None:
            told = {**answer.extensions, "explain": explained.told()}
            answer = replace(answer, extensions=told)
        if caller.credential is not None and not reader.asked and not answer.refused:
            # Introspection: no statement has found out whether the caller still stands.
            await asks.again(caller)
        return answer

    async def _change(self, caller: Caller, prepared: Prepared, asks: Asks) -> Answer:
        now = self.clock()
        answer = await self.made.performing.perform(
            self.driver(), self.key, prepared,
            scope=caller.scope(now), occasion=occasion(caller, now, asks.request),
        )  # fmt: skip
        if answer.unseen and caller.credential is not None:
            # What is refused without a statement must not be told to whoever does not stand any more.
            known = await asks.again(caller)
            if known.standing != caller.standing:
                raise NoLongerStands
        return answer


def explains(prepared: Prepared) -> bool:
    """Whether the statements behind the answer are asked for as well."""
    return prepared.extensions.get("explain") is True


def affordable(asks: Asks, caller: Caller | None, prepared: Prepared) -> Answer | None:
    """The refusal of what costs more than one request may; nothing if it does not."""
    maximum = asks.maximum(caller)
    if maximum is None or prepared.cost <= maximum:
        return None
    asks.charge(caller, 1)
    return costs_too_much(prepared.cost, maximum)


def costs_too_much(requested: int, maximum: int) -> Answer:
    """The refusal of an operation whose answer could hold too many objects."""
    zh = f"此查询最多可能返回 {requested} 个对象，单次上限为 {maximum}。请用 first 缩小各级分页、减少嵌套，或拆成几个查询。"
    en = f"This may answer with {requested} objects, one request with at most {maximum}. Give smaller pages with `first`, nest less, or ask in several requests."
    cost = {"requested": requested, "maximum": maximum}
    error = said("BAD_USER_INPUT", zh=zh, en=en, reason="COST_TOO_HIGH", cost=cost)
    return Answer(None, [dict(error.formatted)])


def with_cost(answer: Answer, requested: int, asks: Asks, caller: Caller, now: datetime) -> Answer:
    """The answer with what was charged for it, how many objects it holds, what one request may cost, and what is left."""
    if answer.data is None:
        return answer
    cost: dict[str, Any] = {
        "requested": requested, "actual": objects(answer.data), "maximum": asks.maximum(caller),
    }  # fmt: skip
    if asks.budget is not None:
        cost["throttleStatus"] = asks.budget.status(now)
    return replace(answer, extensions={**answer.extensions, "cost": cost})


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
