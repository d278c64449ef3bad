"""Values that must not be met anywhere, planted where personal values are stored, and ears on everything that is written."""

from __future__ import annotations

import contextlib
import logging
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from graph.write import families
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.identity.conftest import Known

MARK = f"CANARY{uuid.uuid4().hex[:10]}"
"""In every planted value, where no mask shows it."""
DECOY = f"CANARY{uuid.uuid4().hex[:10]}"
"""As long, and planted nowhere."""
OURS = {"httpx", "httpcore"}
"""Loggers of the test's own client."""


def value(sort: str, mark: str = MARK) -> str:
    """A personal value of a sort, different each time."""
    one = uuid.uuid4().hex
    return {
        "name": f"甲{mark}-{one}",
        "phone": f"13900000000-{mark}-{one}-0000",
        "address": f"测试路{mark}-{one}号",
        "identity": f"local#zz{mark}-{one}",
    }[sort]


def personal() -> list[tuple[str, str, str]]:
    """Every personal property: family, stored name, sort."""
    return [
        (kind.name, prop.stored, prop.personal)
        for kind in families()
        for prop in kind.props.values()
        if prop.personal
    ]


async def plant(known: Known) -> int:
    """Put a canary into every personal property of every node; how many."""
    planted = 0
    for family, name, sort in personal():
        nodes = await known.run(f"MATCH (n:`{family}`) RETURN n.id AS id")
        rows = [{"id": node["id"], "value": value(sort)} for node in nodes]
        text = f"UNWIND $rows AS row MATCH (n:`{family}` {{id: row.id}}) SET n.`{name}` = row.value"
        await known.run(text, rows=rows)
        planted += len(rows)
    return planted


@dataclass
class Heard:
    """Everything that was logged, with arguments and tracebacks."""

    lines: list[str] = field(default_factory=list)
    loggers: set[str] = field(default_factory=set)

    def with_mark(self) -> list[str]:
        """Lines that hold a canary or the decoy."""
        return [line for line in self.lines if MARK in line or DECOY in line]


class _Ear(logging.Handler):
    def __init__(self, heard: Heard) -> None:
        super().__init__(logging.DEBUG)
        self.heard = heard
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in OURS:
            return
        self.heard.loggers.add(record.name)
        self.heard.lines.append(f"{self.format(record)} {record.args!r}")


@contextlib.contextmanager
def listening_to_logs() -> Iterator[Heard]:
    """Every logger there is, at DEBUG."""
    heard = Heard()
    ear = _Ear(heard)
    named = [logging.getLogger(name) for name in list(logging.root.manager.loggerDict)]
    loggers = [logging.root, *named]
    before = [(logger, logger.level, logger.disabled) for logger in loggers]
    for logger in loggers:
        logger.addHandler(ear)
        logger.setLevel(logging.DEBUG)
        logger.disabled = False
    try:
        yield heard
    finally:
        for logger, level, disabled in before:
            logger.removeHandler(ear)
            logger.setLevel(level)
            logger.disabled = disabled


def everything() -> Iterator[str]:
    """A query for each root connection with every field of its nodes and of what those lead to."""
    schema = executable().engine.schema
    assert schema.query_type is not None
    for name, made in schema.query_type.fields.items():
        type_ = get_named_type(made.type)
        if type_.name.endswith("Connection"):
            yield f"{{ {name}(first: 40) {_selection(type_, 2)} }}"


def _selection(type_: Any, depth: int) -> str:
    if not isinstance(type_, GraphQLObjectType):
        return "{ __typename }"
    said = [text for name, made in type_.fields.items() if (text := _field(name, made, depth))]
    return f"{{ __typename {' '.join(said)} }}"


def _field(name: str, made: GraphQLField, depth: int) -> str | None:
    if any(is_required_argument(argument) for argument in made.args.values()):
        return None
    type_ = get_named_type(made.type)
    if is_leaf_type(type_):
        return name
    if name == "edges" or depth == 0:
        return None
    few = "(first: 3)" if "first" in made.args else ""
    return f"{name}{few} {_selection(type_, depth - 1)}"


def filters() -> Iterator[tuple[str, str]]:
    """Root connection and filter for every text that can be asked of it; `$v` is the value."""
    schema = executable().engine.schema
    assert schema.query_type is not None
    for name, made in schema.query_type.fields.items():
        where = made.args.get("filter")
        if where is None:
            continue
        for field_, of in get_named_type(where.type).fields.items():
            if get_named_type(of.type).name == "StringFilter":
                for operator in ("eq", "contains", "startsWith"):
                    if operator in get_named_type(of.type).fields:
                        yield name, f"{{{field_}: {{{operator}: $v}}}}"
