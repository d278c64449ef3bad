"""What goes back to a caller, and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from graph.told import cure, short, told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import ExecutionResult, GraphQLError

MOST_PLACES = 10
"""Places in the document that are told of one error."""
_GUESS = re.compile(r" Did you mean .*\?$", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What goes back to the caller.

    Args:
        data: the member `data` as JSON; none if the request itself was refused. errors: the member `errors`, ready to
            be written. extensions: the member `extensions`. away: whether the database was away for some of it.
        unseen: whether it was made without a statement that would have found out that the caller does not stand.
    """

    data: bytes | None
    errors: Sequence[dict[str, Any]] = ()
    extensions: Mapping[str, Any] = field(default_factory=dict)
    away: bool = False
    unseen: bool = False

    @property
    def refused(self) -> bool:
        """Whether the request itself was refused, so that there is no data at all."""
        return self.data is None

    @property
    def body(self) -> bytes:
        """The answer as a response of the specification."""
        return self.told(None)

    def told(self, request: str | None) -> bytes:
        """The same, each error with the id of the request."""
        if self.data is not None and not self.errors and not self.extensions:
            return b'{"data":' + self.data + b"}"
        told: dict[str, Any] = {}
        if self.errors:
            told["errors"] = [with_request(error, request) for error in self.errors]
        if self.data is not None:
            told["data"] = orjson.Fragment(self.data)
        if self.extensions:
            told["extensions"] = self.extensions
        return orjson.dumps(told)


def with_request(error: dict[str, Any], request: str | None) -> dict[str, Any]:
    """A written error with the id of the request in its extensions."""
    if request is None:
        return error
    return {**error, "extensions": {**error.get("extensions", {}), "requestId": request}}


def request_refused(errors: Sequence[GraphQLError], code: str) -> Answer:
    """The answer to a request that is refused for these reasons, of which each may name a code of its own."""
    told: dict[str, dict[str, Any]] = {}
    for error in errors:
        formatted: dict[str, Any] = dict(error.formatted)
        said = short(error.message)
        # What is wrong in the same way at several places is one error, however often it is.
        if same := told.get(error.message):
            same["locations"] = [*same.get("locations", ()), *formatted.get("locations", ())][
                :MOST_PLACES
            ]
            continue
        if "locations" in formatted:
            formatted["locations"] = formatted["locations"][:MOST_PLACES]
        extensions = {"code": code, **cure(code, said), **(error.extensions or {})}
        # What is wrong stands in the message, a guess at what was meant in the cure.
        message = _GUESS.sub("", said)
        told[error.message] = {**formatted, "message": message, "extensions": extensions}
    return Answer(None, list(told.values()))


def executed(result: ExecutionResult, *, away: bool = False) -> Answer:
    """What the executor found, as an answer."""
    return Answer(orjson.dumps(result.data), told_errors(result), away=away)


def objects(data: bytes) -> int:
    """How many objects with anything in them a piece of JSON holds.

    An object begins with `{"` and the letter of a name. In a text a quotation mark is escaped, so `{"` is there only
    where the text ends, before `,`, `}` or `]`.
    """
    ends = data.count(b'{",') + data.count(b'{"}') + data.count(b'{"]')
    return data.count(b'{"') - ends
