"""Answer one operation as a caller, whichever way it came: over HTTP or through a socket."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from api.identity import Unauthenticated
from graph.compile.scope import NoLongerStands
from graph.execute import Answer
from schema.acts.mutations import occasion

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver

    from api.identity import Asked
    from graph.chain import ChainKey
    from graph.execute import Reader
    from schema.access.caller import Caller
    from schema.executable import Executable

TRIES = 3
"""How often a caller may change while one request is answered."""
MAY_NOT_READ = orjson.dumps(
    {
        "errors": [
            {
                "message": "This credential does not allow queries; use one with the right READ. 此凭据不允许查询，请使用带 READ 权限的凭据。",
                "extensions": {"code": "FORBIDDEN"},
            }
        ]
    }
)


@dataclass(frozen=True)
class Answering:
    """Answers operations; `key` is that of the chain, in which acts are recorded."""

    made: Executable
    reader: Callable[[], Reader]
    driver: Callable[[], AsyncDriver]
    key: ChainKey
    clock: Callable[[], datetime]

    async def answer(
        self,
        caller: Caller,
        asked: Mapping[str, Any],
        weighed: Asked,
        again: Callable[[Caller], Awaitable[Caller]],
    ) -> Answer:
        """Answer the members of a GraphQL request.

        Args:
            weighed: what the request asks for. again: who somebody is who does not stand as he did.

        Raises:
            Unauthenticated: he does not stand at all any more, or is another each time he is looked at.
        """
        if weighed.changes or "READ" not in caller.rights:
            # What is refused without a statement must not be told to whoever does not stand any more.
            caller = await again(caller) if caller.credential else caller
        if weighed.reads and "READ" not in caller.rights:
            return Answer(MAY_NOT_READ, refused=True)
        request = secrets.token_hex(8)
        for _ in range(TRIES):
            try:
                if weighed.changes:
                    return await self._change(caller, asked, request)
                return await self._read(caller, asked, again)
            except NoLongerStands:
                caller = await again(caller)
        raise Unauthenticated("did not stand three times in a row")

    async def _read(
        self,
        caller: Caller,
        asked: Mapping[str, Any],
        again: Callable[[Caller], Awaitable[Caller]],
    ) -> Answer:
        reader = _Noting(self.reader())
        answer = await self.made.engine.answer(
            reader,
            asked["query"],
            operation_name=asked.get("operationName"),
            variables=asked.get("variables"),
            scope=caller.scope(self.clock()),
        )
        if caller.credential is not None and not reader.asked and not answer.refused:
            # Introspection: no statement has found out whether the caller still stands.
            await again(caller)
        return answer

    async def _change(self, caller: Caller, asked: Mapping[str, Any], request: str) -> Answer:
        now = self.clock()
        return await self.made.performing.answer(
            self.driver(),
            self.key,
            asked["query"],
            scope=caller.scope(now),
            occasion=occasion(caller, now, request),
            operation_name=asked.get("operationName"),
            variables=asked.get("variables"),
        )


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
