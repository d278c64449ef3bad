"""Answer a mutation: all its acts in one transaction, or none.

Decided, and guarded by `tests/access/acts/`: if one act is refused, or fails, nothing of the request stays, and the
others say so (`NOT_DONE`). What is refused without a look at the graph sends no statement. Should the reply to the
commit be lost, the request is done again under the names by which its acts are remembered: what did come to pass is
found there, and is not done twice.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import secrets
import time
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from graphql import GraphQLError, execute_sync
from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph import bookmarks, remembered
from graph.acts import IDEMPOTENCY_KEY, Refused, wrong
from graph.answer import executed
from graph.compile.payloads import payloads, slots_of
from graph.compile.refusal import Refusal
from graph.compile.scope import NoLongerStands
from graph.doing import Doing, Several, Stopped, Wanted, not_done, reused
from graph.inputs import unwritable
from graph.lease import Taken
from graph.prepare import NOT_UNDERSTOOD, not_understood
from graph.questions import Shown
from graph.resolvers import from_context, node_of
from graph.told import (
    AWAY,
    masked,
    outcome_unknown,
    refused,
    stands_no_longer,
    too_long,
    unavailable,
)
from graph.transact import OutcomeUnknown, tidy
from graph.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver

    from graph.acts import Act, Occasion
    from graph.answer import Answer
    from graph.chain import ChainKey
    from graph.compile.payloads import Payloads
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.compile.text import Request
    from graph.execute import Engine
    from graph.prepare import Prepared

log = logging.getLogger("gongjian")
SECONDS = 20.0
"""How long the acts of one request may take."""
MOST_ACTS = 5
"""Acts in one request."""
FRESH = 64
"""Random bytes that each act gets."""
SETTLING = 15.0
"""For how long we try to find out what became of a commit whose reply was lost."""
_PAUSE = 0.2

_LOST = (
    ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError, TransientError, Taken,
)  # fmt: skip


class Performing:
    """Does acts against one schema.

    Args:
        engine: understands operations. acts: those of the schema's `Mutation`.
    """

    def __init__(self, engine: Engine, acts: Sequence[Act]) -> None:
        self._engine = engine
        self._acts = {act.root: act for act in acts}
        root = engine.schema.mutation_type
        if root is None or root.fields.keys() != self._acts.keys():
            raise ValueError("the schema's mutations are not these acts")
        for made in root.fields.values():
            made.resolve = from_context
            for name in slots_of(made.type):
                made.type.fields[name].resolve = node_of(name)
        self._turns: WeakKeyDictionary[AsyncDriver, Turns] = WeakKeyDictionary()
        self._forgot: datetime | None = None
        self._tidying: set[asyncio.Task[None]] = set()

    async def perform(
        self, driver: AsyncDriver, key: ChainKey, prepared: Prepared, *, scope: Scope, occasion: Occasion
    ) -> Answer:  # fmt: skip
        """Do the acts of one mutation and answer it.

        Raises:
            NoLongerStands: the caller is not what `scope` was made for any more, and nothing was done.
        """
        operation, request = prepared.operation, prepared.request
        try:
            after = prepared.after.of(occasion.account) if prepared.after else ()
            asked = in_order(prepared)
            shown = payloads(self._engine.schema, operation, request, scope)
        except NOT_UNDERSTOOD as error:
            return not_understood(error)
        values: dict[str, Any] = {}
        wanted = self._wanted(asked, request, shown, scope, occasion, key, values)
        extensions: dict[str, Any] = {}
        unseen = not wanted or bool(values)
        if not unseen:
            turn = self._turns.setdefault(driver, Turns()).one()
            doing = Doing(wanted, request, scope, key, occasion.now, after, turns=turn)
            values = await self._transacted(driver, doing, shown, extensions)
            self._forget_some(driver, occasion.now, wanted)
        for each in asked:
            if each.name != "__typename" and each.key not in values:
                values[each.key] = self._acts[each.name].refusal(not_done())
        result = execute_sync(
            self._engine.schema, operation.document, variable_values=dict(request.given), context_value=values,
            operation_name=operation.definition.name.value if operation.definition.name else None,
        )  # fmt: skip
        away = any(
            isinstance(v, GraphQLError) and (v.extensions or {}).get("code") == AWAY
            for v in values.values()
        )
        answer = executed(result, away=away)
        return dataclasses.replace(answer, extensions=extensions, unseen=unseen)

    def _wanted(
        self, asked: Sequence[Asked], request: Request, shown: Payloads, scope: Scope, occasion: Occasion, key: ChainKey,
        values: dict[str, Any],
    ) -> list[Wanted]:  # fmt: skip
        """The acts as they are to be done; what is refused without a look at the graph goes into `values`."""
        wanted: list[Wanted] = []
        own = occasion.request or secrets.token_hex(16)
        for at, each in enumerate(asked):
            if each.name == "__typename":
                continue
            act = self._acts[each.name]
            arguments = request.arguments[id(each.nodes[0])]
            fresh = dataclasses.replace(occasion, fresh=secrets.token_bytes(FRESH))
            if act.name in scope.forbidden:
                values[each.key] = refused(scope.forbidden[act.name])
                continue
            try:
                prepared = _key_refusal(arguments) or act.prepare(arguments, fresh)
            except Exception as error:  # noqa: BLE001
                values[each.key] = masked(error)
                continue
            if not isinstance(prepared, Refused):
                name = _name(key, act, arguments, occasion, f"{own} {at}")
                if any(name.key == other.name.key for other in wanted):
                    prepared = reused()
                else:
                    slots = shown.of(each, request)
                    wanted.append(Wanted(each, act, prepared, fresh, name, slots))
            if isinstance(prepared, Refused):
                values[each.key] = act.refusal(prepared)
        return wanted

    async def _transacted(
        self, driver: AsyncDriver, doing: Doing, shown: Payloads, extensions: dict[str, Any]
    ) -> dict[str, Any]:
        """By response key what the acts came to: payloads if all were done, else what went wrong where it did."""
        try:
            marks = await self._settled(driver, doing)
        except Stopped as stopped:
            at = doing.at or doing.wanted[0]
            return {at.asked.key: at.act.refusal(stopped.refused)}
        except NoLongerStands:
            if doing.at is None or doing.at is doing.wanted[0]:
                raise
            # An act before it took it away, which is undone now.
            return {doing.at.asked.key: stands_no_longer()}
        except OutcomeUnknown:
            return {each.asked.key: outcome_unknown() for each in doing.wanted}
        except Exception as error:  # noqa: BLE001
            at = doing.at or doing.wanted[0]
            return {at.asked.key: _told(error)}
        making = shown.plan.making(doing.request, strict=False)
        if doing.replayed:
            extensions["replayed"] = doing.replayed
        if told := bookmarks.sign(doing.key, marks, doing.wanted[0].occasion.account):
            extensions[bookmarks.MEMBER] = told
        values: dict[str, Any] = {}
        for each in doing.wanted:
            nodes = {
                slot.path: _showing(slot.root.made.build(making), doing.rows[slot.path])
                for slot in each.slots
            }
            values[each.asked.key] = Shown(doing.done[each.asked.key].answer, nodes)
        return values

    async def _settled(self, driver: AsyncDriver, doing: Doing) -> frozenset[str]:
        """The bookmarks of the commit, once it is sure.

        Raises:
            OutcomeUnknown: it could not be found out what became of it.
        """
        name = "act." + "+".join(each.act.name for each in doing.wanted)
        deadline = 0.0
        while True:
            try:
                return await doing.committed(driver, name, SECONDS)
            except (OutcomeUnknown, *_LOST) as error:
                if isinstance(error, OutcomeUnknown) and doing.maybe is None:
                    log.warning("the reply to a commit was lost; looking for what became of it")
                    doing.maybe, deadline = dict(doing.done), time.monotonic() + SETTLING
                if doing.maybe is None:
                    raise
                if time.monotonic() > deadline:
                    raise OutcomeUnknown("nothing could be found out") from error
                await asyncio.sleep(_PAUSE)

    def _forget_some(self, driver: AsyncDriver, now: datetime, wanted: Sequence[Wanted]) -> None:
        """In passing, at most once an hour, also by a clock that was set back: what has been remembered long enough."""
        due = self._forgot is None or abs(now - self._forgot) > remembered.OFTEN
        if due and wanted:
            self._forgot = now
            task = asyncio.create_task(
                tidy(driver, "remembered.forget", remembered.forget, now), name="forget"
            )
            self._tidying.add(task)
            task.add_done_callback(self._tidying.discard)


def _name(
    key: ChainKey, act: Act, arguments: Mapping[str, Any], occasion: Occasion, own: str
) -> remembered.Name:
    given = dict(arguments["input"])
    said = given.pop(IDEMPOTENCY_KEY, None)
    return remembered.name_of(
        key, account=occasion.account, act=act.name, said=own if said is None else said, given=said is not None,
        asked=given,
    )  # fmt: skip


def _key_refusal(arguments: Mapping[str, Any]) -> Refused | None:
    said = arguments["input"].get(IDEMPOTENCY_KEY)
    if said is None or 1 <= len(said) <= remembered.LONGEST_KEY:
        return unwritable(said or "", IDEMPOTENCY_KEY)
    return wrong(
        "IDEMPOTENCY_KEY_LENGTH", field=("input", IDEMPOTENCY_KEY), allowed=(f"1–{remembered.LONGEST_KEY}",),
        zh=f"幂等键应为 1 至 {remembered.LONGEST_KEY} 个字符。", en=f"An idempotency key has 1 to {remembered.LONGEST_KEY} characters.",
    )  # fmt: skip


def _told(error: Exception) -> GraphQLError:
    code = error.code or "" if isinstance(error, Neo4jError) else ""
    if (
        isinstance(error, TimeoutError)
        or "TransactionTimedOut" in code
        or code.lower().endswith("bookmarktimeout")
    ):
        return too_long()
    if isinstance(error, _LOST):
        log.warning("database unavailable: %s", type(error).__name__)
        return unavailable()
    return masked(error)


def _showing(build: Any, rows: Any) -> Any:
    """Whatever it is given, what a slot shows: a node, or several."""
    value = [build(row) for row in rows] if isinstance(rows, Several) else build(rows)
    return lambda _: value


def in_order(prepared: Prepared) -> list[Asked]:
    """The acts of a mutation as they were written.

    Raises:
        Refusal: there are more than one request may hold.
    """
    roots, variables = prepared.operation.roots, prepared.request.variables
    placed = [(each.place(variables), each) for each in roots]
    wanted = [(place, each) for place, each in placed if place is not None]
    asked = [each for _, each in sorted(wanted, key=lambda pair: pair[0])]
    if len(asked) > MOST_ACTS:
        raise Refusal(
            "TOO_MANY_ACTS",
            zh=f"一次请求最多 {MOST_ACTS} 个操作，收到 {len(asked)} 个。",
            en=f"One request may hold {MOST_ACTS} acts, this one has {len(asked)}.",
        )
    return asked
