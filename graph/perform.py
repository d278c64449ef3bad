"""Answer a mutation: its acts in their order, each in a transaction of its own.

Decided: an act that was refused, or met a defect, does not keep the next one from being done, as GraphQL has it. Once
one is done, the request is not begun anew for a caller who has ceased to stand: the rest is refused.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import secrets
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, execute_sync
from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.acts import Refused
from graph.answer import executed
from graph.chain import append
from graph.compile.marks import splice
from graph.compile.refusal import Refusal
from graph.compile.scope import NoLongerStands, named
from graph.execute import not_understood
from graph.lease import Taken
from graph.told import AWAY, masked, refused, too_long, unavailable
from graph.transact import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import GraphQLResolveInfo
    from neo4j import AsyncDriver, AsyncManagedTransaction

    from graph.acts import Act, Occasion
    from graph.answer import Answer
    from graph.chain import ChainKey
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.compile.text import Request
    from graph.execute import Engine, Prepared

log = logging.getLogger("gongjian")
SECONDS = 20.0
"""How long one act may take."""
MOST_ACTS = 5
"""Acts in one request."""
FRESH = 64
"""Random bytes that each act gets."""

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
            made.resolve = _from_context

    async def perform(
        self, driver: AsyncDriver, key: ChainKey, prepared: Prepared, *, scope: Scope, occasion: Occasion
    ) -> Answer:  # fmt: skip
        """Do the acts of one mutation and answer it.

        Raises:
            NoLongerStands: the caller is not what `scope` was made for any more, and nothing was done.
        """
        operation, request = prepared.operation, prepared.request
        try:
            asked = _in_order(operation.roots, request)
        except Refusal as error:
            return not_understood(error)
        values: dict[str, Any] = {}
        for each in asked:
            if each.name == "__typename":
                continue
            fresh = dataclasses.replace(occasion, fresh=secrets.token_bytes(FRESH))
            arguments = request.arguments[id(each.nodes[0])]
            try:
                values[each.key] = await self._do(driver, key, each.name, arguments, scope, fresh)
            except NoLongerStands:
                if not values:
                    raise
                values[each.key] = _stands_no_longer()
        result = execute_sync(
            self._engine.schema, operation.document, variable_values=dict(request.given), context_value=values,
            operation_name=operation.definition.name.value if operation.definition.name else None,
        )  # fmt: skip
        away = any(
            isinstance(v, GraphQLError) and (v.extensions or {}).get("code") == AWAY
            for v in values.values()
        )
        return executed(result, away=away)

    async def _do(
        self, driver: AsyncDriver, key: ChainKey, name: str, arguments: Mapping[str, Any], scope: Scope,
        occasion: Occasion,
    ) -> Any:  # fmt: skip
        """The payload of one act, or the error that is told instead of it."""
        act = self._acts[name]
        if act.name in scope.forbidden:
            return refused(scope.forbidden[act.name])
        try:
            prepared = act.prepare(arguments, occasion)
            if isinstance(prepared, Refused):
                return act.refusal(prepared)
            async with asyncio.timeout(SECONDS):
                return await write(
                    driver, f"act.{act.name}", _work, act, prepared, scope, occasion, key
                )
        except NoLongerStands:
            raise
        except TimeoutError:
            return too_long()
        except _LOST as error:
            log.warning("database unavailable: %s", type(error).__name__)
            return unavailable()
        except Neo4jError as error:
            return too_long() if "TransactionTimedOut" in (error.code or "") else masked(error)
        except Exception as error:  # noqa: BLE001
            return masked(error)


async def _work(
    tx: AsyncManagedTransaction, act: Act, prepared: Any, scope: Scope, occasion: Occasion, key: ChainKey
) -> Any:  # fmt: skip
    given = act.parameters(prepared, occasion)
    if act.lock:
        await (await tx.run(act.lock, dict(given))).consume()  # type: ignore[arg-type]
    text = scope.guarded(splice(act.facts, scope), ["value"])
    found = await tx.run(text, {**scope.bound(named(text)), **given})  # type: ignore[arg-type]
    rows = scope.unguarded([record.values() async for record in found])
    decided = act.decide([row[0] for row in rows], prepared, occasion)
    if isinstance(decided, Refused):
        return act.refusal(decided)
    for effect in decided.effects:
        written = await tx.run(effect.cypher, dict(effect.parameters))  # type: ignore[arg-type]
        if await written.single() is None:
            raise RuntimeError(f"{effect.name} wrote nothing")
    await append(tx, key, decided.entries)
    return decided.answer


def _in_order(roots: Sequence[Asked], request: Request) -> list[Asked]:
    placed = [(each.place(request.variables), each) for each in roots]
    wanted = [(place, each) for place, each in placed if place is not None]
    asked = [each for _, each in sorted(wanted, key=lambda pair: pair[0])]
    if len(asked) > MOST_ACTS:
        raise Refusal(
            "TOO_MANY_ACTS",
            zh=f"一次请求最多 {MOST_ACTS} 个操作，收到 {len(asked)} 个。",
            en=f"One request may hold {MOST_ACTS} acts, this one has {len(asked)}.",
        )
    return asked


def _stands_no_longer() -> GraphQLError:
    return GraphQLError(
        "You may not act as before any more; what was asked before this was done. 身份已变更，此前的操作已完成，此项未执行。",
        extensions={"code": "UNAUTHENTICATED"},
    )


def _from_context(_: Any, info: GraphQLResolveInfo, **__: Any) -> Any:
    value = info.context[info.path.key]
    if isinstance(value, Exception):
        raise value
    return value
