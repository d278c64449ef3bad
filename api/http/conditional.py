"""Conditional GET: whether what a client has already is still the answer, at the price of one small statement.

Only trusted documents have an entity tag. It is made of everything that their answer depends on: document, operation,
variables and media type, the caller with his roles and the day, the schema, the release, the rule of ranking, and the
state of the graph (`graph.version`). So whoever is somebody else, or is not any more what he was, has another tag.

No tag has an answer of the moment (a field that takes `asOf` and is not given one, `explain`), one that waits for a
commit, and one that names a property which is written without a record (`Prop.recorded`): the state does not tell it.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version as release
from typing import TYPE_CHECKING, Any

import orjson

from api.answering import TRIES, explains
from api.identity import Unauthenticated
from graph.compile.scope import NoLongerStands
from graph.kinds import KINDS
from graph.unavailable import TooLong, Unavailable
from graph.version import version
from schema.instants import BEIJING
from schema.supporters.roots import policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from api.answering import Answering, Asks
    from graph.prepare import Prepared
    from schema.access.caller import Caller

MOMENT = "asOf"
"""The argument of fields whose answer depends on the moment that they are asked for, now unless it is given."""


class Conditional:
    """Entity tags of one service."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering
        self._schema = hashlib.sha256(answering.made.sdl.encode()).hexdigest()
        self._unrecorded = {
            p.name for k in KINDS.values() for p in k.props.values() if not p.recorded
        }

    async def tag(
        self, asks: Asks, caller: Caller, prepared: Prepared, asked: Mapping[str, Any], type_: bytes
    ) -> bytes | None:
        """The tag that an answer given now to somebody who is admitted has; `None` if it has none.

        Raises:
            Unauthenticated: who asks does not stand at all any more.
            ForeignPage, TooMany, Unavailable, TooLong: as the caller is looked up.
        """
        if _of_this_moment(prepared) or not self._unrecorded.isdisjoint(_names(prepared)):
            return None
        if self._answering.made.engine.forbids(prepared, caller.scope(self._answering.clock())):
            return None
        asks.charge(caller, 1)
        for _ in range(TRIES):
            now = self._answering.clock()
            scope = caller.scope(now)
            try:
                state = await version(self._answering.reader(), scope)
            except NoLongerStands:
                caller = await asks.again(caller)
                continue
            except (Unavailable, TooLong):
                # Whether the database is away the answer tells, which is not made yet.
                return None
            said = [
                asked["query"], asked.get("operationName"), asked.get("variables"), asked.get("extensions"),
                type_.decode(), _person(caller), asks.maximum(caller), scope.name, now.astimezone(BEIJING).date(),
                self._schema, release("gongjian"), repr(policy()), state,
            ]  # fmt: skip
            text = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
            return b'"%s"' % hashlib.blake2b(text, digest_size=16).hexdigest().encode()
        raise Unauthenticated("did not stand three times in a row")


def _person(caller: Caller) -> list[Any]:
    return [caller.account, caller.credential, caller.standing, caller.revision]


def _of_this_moment(prepared: Prepared) -> bool:
    if explains(prepared) or prepared.after:
        return True
    arguments = prepared.request.arguments
    return any(
        MOMENT in written.field.args and arguments[id(written.node)].get(MOMENT) is None
        for written in prepared.operation.written
    )


def _names(prepared: Prepared) -> Iterator[str]:
    """Of the fields that are selected, and of those of input objects."""
    yield from prepared.operation.names
    waiting: list[Any] = list(prepared.request.arguments.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def matches(unless: bytes | None, tag: bytes) -> bool:
    """Whether an `If-None-Match` header names the tag; tags that a proxy has weakened count as well."""
    if unless is None:
        return False
    known = [part.strip().removeprefix(b"W/") for part in unless.split(b",")]
    return tag in known or known == [b"*"]
