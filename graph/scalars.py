"""Scalars beyond GraphQL's own: instants with an offset, days, and the masks of personal values.

Instants and days are stored as Neo4j temporal values; statements bring them as text, so one function says them in
every answer. Masks are made in the statement (`graph.masks`); nothing can be asked with them.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from graph.masks import MASKED, Personal

_INSTANT = re.compile(r"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d{1,9})?)?([Zz]|[+-]\d\d:\d\d)$")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_SECONDS_AT = 16
FIRST_YEAR, LAST_YEAR = 1000, 9000


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
            read = datetime.fromisoformat(value.upper())
        except ValueError:
            pass
        else:
            # In another zone, or some days on, it must still be a time that can be told.
            if FIRST_YEAR <= read.year <= LAST_YEAR:
                return read
            raise GraphQLError(
                f"DateTime needs a year from {FIRST_YEAR} to {LAST_YEAR}, not {value!r}"
            )
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


_MASKS: dict[Personal, tuple[str, str]] = {
    "name": (
        "A person's name as it may be seen: the first character, then `*`.",
        "姓名掩码，只见首字。",
    ),
    "phone": (
        "A telephone number as it may be seen: the first three and the last four digits, or of a short one the last two.",
        "电话掩码，只见前三位和后四位，短号只见后两位。",
    ),
    "address": (
        "An address as it may be seen: the first three characters.",
        "住址掩码，只见前三字。",
    ),
    "identity": (
        "What somebody signs in by as it may be seen: who vouches for it, and two characters.",
        "登录标识掩码，只见来源和前两个字符。",
    ),
}


def write_mask(value: object) -> str:
    """A mask as the statement made it.

    Raises:
        GraphQLError: not text.
    """
    if isinstance(value, str):
        return value
    raise GraphQLError("A mask is not text. 掩码不是文本。")


def read_mask(_value: object) -> str:
    """Refuse a mask as input.

    Raises:
        GraphQLError: always, for nothing is known by its mask.
    """
    raise GraphQLError("A personal value can't be asked for. 个人信息不能作为查询条件。")


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
    **{
        MASKED[sort]: strawberry.scalar(
            name=MASKED[sort].__name__,
            description=f"{en}\n\n{zh}",
            serialize=write_mask,
            parse_value=read_mask,
        )
        for sort, (en, zh) in _MASKS.items()
    },
}
"""What Strawberry is told to use for `datetime`, `date` and each sort of mask."""
