"""Scalars beyond GraphQL's own: instants with an offset, and days.

Both are stored as Neo4j temporal values; statements bring them as text, so one function says them in every answer.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

_INSTANT = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_SECONDS_AT = 16


def write_instant(value: object) -> str:
    """RFC 3339 text of an instant; Neo4j leaves out seconds that are zero and may add a zone name.

    Raises:
        GraphQLError: not an instant, so a stored value is damaged.
    """
    text = value.isoformat() if isinstance(value, datetime) else value
    if isinstance(text, str):
        text = text.partition("[")[0]
        if text[_SECONDS_AT : _SECONDS_AT + 1] != ":":
            text = f"{text[:_SECONDS_AT]}:00{text[_SECONDS_AT:]}"
        if _INSTANT.match(text):
            return text
    raise GraphQLError("A stored value is not an instant. 存储的值不是时刻。")


def read_instant(value: object) -> datetime:
    """Read RFC 3339 text with an offset.

    Raises:
        GraphQLError: not such a text, e.g. one without an offset, which would be a guess.
    """
    if isinstance(value, str) and _INSTANT.match(value):
        try:
            return datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    raise GraphQLError(
        f"DateTime needs RFC 3339 with an offset, e.g. 2026-12-11T08:00:00+08:00, not {value!r}"
    )


def write_day(value: object) -> str:
    """ISO text of a day.

    Raises:
        GraphQLError: not a day, so a stored value is damaged.
    """
    text = value.isoformat() if isinstance(value, date) else value
    if isinstance(text, str) and _DAY.match(text):
        return text
    raise GraphQLError("A stored value is not a day. 存储的值不是日期。")


def read_day(value: object) -> date:
    """Read ISO text of a day.

    Raises:
        GraphQLError: not such a text.
    """
    if isinstance(value, str) and _DAY.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError(f"Date needs YYYY-MM-DD, e.g. 2026-12-11, not {value!r}")


SCALARS: dict[object, ScalarDefinition] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant as RFC 3339 text with its offset, e.g. 2026-12-11T08:00:00+08:00.\n\n带时区的时刻。",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=write_instant,
        parse_value=read_instant,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day as ISO 8601 text, e.g. 2026-12-11.\n\n日期。",
        specified_by_url="https://scalars.graphql.org/andimarek/local-date",
        serialize=write_day,
        parse_value=read_day,
    ),
}
"""What Strawberry is told to use for `datetime` and `date`."""
