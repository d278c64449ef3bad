"""Kits in a sheet of their own: what consists of others, and that nothing consists of a kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import seeds
from tests.seeds.small import small

if TYPE_CHECKING:
    from graph.connect import Database

A_KIT = {"组合": "Z1", "组成": "会议室", "数量": "2"}


@pytest.fixture
async def street(clean: Database) -> Database:
    """A small street with two resources."""
    assert (await seeds.run_import_rows(clean.driver, small())).ok
    return clean


async def import_kits(street: Database, *rows: dict[str, str]) -> list[tuple[str | None, str]]:
    """What is wrong with these rows, as columns and codes."""
    report = await seeds.run_import_rows(street.driver, {"kits": list(rows)})
    assert report.ok is not bool(report.problems)
    return [(problem.column, problem.code) for problem in report.problems]


async def test_a_kit_is_imported_and_changed(street: Database) -> None:
    """A row again, with another quantity, changes it; an empty quantity is one."""
    for said, stored in (("2", 2.0), ("0.5", 0.5), ("", 1.0)):
        assert await import_kits(street, A_KIT | {"数量": said}) == []
        async with street.driver.session() as session:
            result = await session.run(
                "MATCH (:Resource {code: 'Z1'})-[e:CONSISTS_OF]->(:Resource {code: 'Z2'}) RETURN e.quantity AS q"
            )
            assert [r["q"] async for r in result] == [stored]


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([A_KIT | {"组成": "Z1"}], [("组合", "NESTED"), ("组成", "NESTED")]),
        ([A_KIT, {"组合": "Z2", "组成": "Z1", "数量": "1"}], [("组合", "NESTED"), ("组成", "NESTED")] * 2),
        ([A_KIT | {"数量": "0"}], [("数量", "NOTHING_OF_IT")]),
        ([A_KIT | {"数量": "-1"}], [("数量", "OUT_OF_BOUNDS")]),
        ([A_KIT | {"组成": "Z9"}], [("组成", "UNKNOWN_REFERENCE")]),
        ([A_KIT, A_KIT], [("组合", "DUPLICATE_KEY")] * 2),
    ],
)  # fmt: skip
async def test_what_no_kit_is(
    street: Database, rows: list[dict[str, str]], problems: list[tuple[str, str]]
) -> None:
    """A kit in itself, in another kit, of nothing or of what is unknown: refused with the cell, nothing is written."""
    assert await import_kits(street, *rows) == problems
    async with street.driver.session() as session:
        result = await session.run("MATCH ()-[e:CONSISTS_OF]->() RETURN count(e) AS n")
        assert (await result.single(strict=True))["n"] == 0


async def test_a_kit_in_the_graph_is_no_part_of_another(street: Database) -> None:
    """What was imported before counts as much as what is in the sheet."""
    assert await import_kits(street, A_KIT) == []
    assert await import_kits(street, {"组合": "Z2", "组成": "Z1", "数量": "1"}) == [
        ("组合", "NESTED"), ("组成", "NESTED"),
    ]  # fmt: skip
