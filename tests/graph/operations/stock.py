"""What operations ask with: ids, values of properties, and real cursors of every order, read from the graph."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.compile.limits import LONGEST
from graph.kinds import KINDS
from graph.scalars import write_day, write_instant

if TYPE_CHECKING:
    from neo4j import AsyncDriver

    from graph.execute import Engine, Reader

import orjson


@dataclass
class Stock:
    """What the graph holds, by GraphQL type."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    values: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    """By type and GraphQL name of the property."""
    cursors: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    """By type, order field (`CODE`) and direction."""
    words: tuple[str, ...] = (
        "南山", "社区", "医院", "医", "养老服务", "志愿者", "Community", "3楼", "不存在的词", "", "党建+(联盟)", "service AND center",
    )  # fmt: skip


async def stock_of(driver: AsyncDriver, engine: Engine, reader: Reader) -> Stock:
    """Read a stock; the order in which Neo4j gives nodes does not enter it."""
    stock = Stock()
    for kind in KINDS.values():
        if not kind.labels:
            continue
        result = await driver.execute_query(
            f"MATCH (n:`{kind.labels[-1]}`) RETURN properties(n) AS p"
        )  # type: ignore[arg-type]
        rows = [record["p"] for record in result.records]
        for prop in kind.props.values():
            stored = [row[prop.stored] for row in rows if row.get(prop.stored) is not None]
            found = set() if prop.many else {_json(prop.type, value) for value in stored}
            stock.values[kind.name, prop.name] = sorted(
                (v for v in found if _may_be_sent(v)), key=lambda v: (str(type(v)), v)
            )
        stock.ids[kind.name] = stock.values[kind.name, "id"]
    for kind in KINDS.values():
        if kind.rooted and kind.labelled:
            await _cursors(stock, engine, reader, kind.name, kind.plural)
    return stock


async def _cursors(stock: Stock, engine: Engine, reader: Reader, name: str, plural: str) -> None:
    order = engine.schema.type_map[f"{name}OrderField"]
    for by in order.values:  # type: ignore[attr-defined]
        for direction in ("ASC", "DESC"):
            query = f"{{ {plural}(first: 100, orderBy: {{field: {by}, direction: {direction}}}) {{ edges {{ cursor }} }} }}"
            answer = orjson.loads((await engine.answer(reader, query)).body)
            stock.cursors[name, by, direction] = [
                e["cursor"] for e in answer["data"][plural]["edges"]
            ]


def _may_be_sent(value: Any) -> bool:
    """Whether a request may carry it: a change may hold longer texts than that."""
    return not isinstance(value, str) or len(value) <= LONGEST


def _json(type_: Any, value: Any) -> Any:
    if type_ is datetime:
        return write_instant(value.iso_format())
    return write_day(value.iso_format()) if type_ is date else value
