"""Every channel by which needs come in: there, in both languages, and recorded by `raiseNeed`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from seeds import example_data
from tests.access.acts.test_needs import AMEND, STREET, raised, term

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

CHANNELS = (
    "HOTLINE_12345", "POLICE_110", "GRID", "WINDOW", "SENSOR", "VISIT", "COUNCIL", "RIDER", "APP", "LETTER", "PARTNER",
)  # fmt: skip
"""Those of the articles: hotline, 110 link, grid worker, window, sensor, visit, council, rider's snapshot, app, letter, partner."""


def test_every_channel_has_names_in_both_languages() -> None:
    """Exactly these stand in the example data as categories of the tree of channels."""
    with (example_data() / "categories.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["编号"]: row for row in csv.DictReader(file) if row["体系"] == "渠道"}
    assert set(rows) == {f"CH.{name}" for name in CHANNELS}
    assert all(row["名称"] and row["英文名"] and row["说明"] for row in rows.values())
    assert len({row["名称"] for row in rows.values()}) == len({row["英文名"] for row in rows.values()}) == len(rows)  # fmt: skip


async def test_a_need_can_come_by_every_channel(acting: Acting) -> None:
    """Raised with it, seen with it, found by it; and it can be corrected."""
    secret = await acting.key(STREET)
    for name in CHANNELS:
        payload = await raised(acting, secret, title=f"由{name}来", channel=term(f"CH.{name}"))
        assert payload["userErrors"] == []
        assert payload["need"]["channel"] == {"code": f"CH.{name}"}
    stored = await acting.known.run(
        "MATCH (n:Need)-[:CAME_BY]->(c) WHERE n.code STARTS WITH 'B-' RETURN c.code AS code, count(*) AS n"
    )
    assert {row["code"]: row["n"] for row in stored} == {f"CH.{name}": 1 for name in CHANNELS}
    need = (await raised(acting, secret, channel=term("CH.WINDOW")))["need"]
    said = {"id": need["id"], "expectedVersion": need["version"], "channel": term("CH.VISIT")}
    amended = (await acting.do(secret, AMEND, input=said))["amendNeed"]
    assert amended["need"]["channel"] == {"code": "CH.VISIT"}


@pytest.mark.parametrize("stranger", ["U.case", "N2.1", "G.ELDER"])
async def test_what_is_no_channel_is_refused(acting: Acting, stranger: str) -> None:
    """A category of another tree."""
    payload = await raised(acting, await acting.key(STREET), channel=term(stranger))
    assert payload["need"] is None
    assert payload["userErrors"][0]["field"] == ["input", "channel"]
