"""Conditional GET: whether what a client has already is still the answer, at the price of one small statement.

Only trusted documents have an entity tag. It is made of everything that their answer depends on: document, operation,
variables and media type, the caller with his roles and the day, the schema, and the state of the graph
(`graph.version`). So whoever is somebody else, or is not any more what he was, has another tag. Fields that take
`asOf` and are not given one depend on the moment: a document with such a field has no tag.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import orjson

from api.answering import TRIES
from api.identity import Unauthenticated
from graph.compile.scope import NoLongerStands
from graph.version import version
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from api.answering import Answering, Asks
    from graph.execute import Prepared
    from schema.access.caller import Caller

MOMENT = "asOf"
"""The argument of fields whose answer depends on the moment that they are asked for, now unless it is given."""


class Conditional:
    """Entity tags of one service."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._schema = hashlib.sha256(answering.made.sdl.encode()).hexdigest()

    async def tag(
        self, asks: Asks, prepared: Prepared, asked: Mapping[str, Any], type_: bytes
    ) -> bytes | None:
        """The tag that an answer given now has; `None` if it has none.

        Raises:
            Unauthenticated: who asks does not stand at all any more.
            ForeignPage, TooMany, Unavailable, TooLong: as the caller is looked up.
        """
        if _of_this_moment(prepared):
            return None
        caller = await asks.caller()
        asks.charge(caller, 1)
        if "READ" not in caller.rights:
            return None
        for _ in range(TRIES):
            now = self._answering.clock()
            scope = caller.scope(now)
            try:
                state = await version(self._answering.reader(), scope)
            except NoLongerStands:
                caller = await asks.again(caller)
                continue
            said = [
                asked["query"], asked.get("operationName"), asked.get("variables"), asked.get("extensions"),
                type_.decode(), _person(caller), scope.name, now.astimezone(BEIJING).date(),
                self._schema, state,
            ]  # fmt: skip
            text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
            return b'"%s"' % hashlib.blake2b(text, digest_size=16).hexdigest().encode()
        raise Unauthenticated("did not stand three times in a row")


def _person(caller: Caller) -> list[Any]:
    return [caller.account, caller.credential, caller.standing, caller.revision]


def _of_this_moment(prepared: Prepared) -> bool:
    arguments = prepared.request.arguments
    return any(
        MOMENT in written.field.args and arguments[id(written.node)].get(MOMENT) is None
        for written in prepared.operation.written
    )


def matches(unless: bytes | None, tag: bytes) -> bool:
    """Whether an `If-None-Match` header names the tag; tags that a proxy has weakened count as well."""
    if unless is None:
        return False
    known = [part.strip().removeprefix(b"W/") for part in unless.split(b",")]
    return tag in known or known == [b"*"]
