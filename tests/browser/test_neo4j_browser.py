"""Neo4j Browser in a real Chromium that can reach no other host: one click, connected, drawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.watched import sign_in

if TYPE_CHECKING:
    from graph.connect import Origin
    from tests.browser.watched import Watched
    from tests.fixtures.service import Service

pytestmark = pytest.mark.browser
DRAWN = "svg.neod3viz g.node"
NODE_CAPTIONS = "svg.neod3viz g.node text.caption"
EDGE_CAPTIONS = "svg.neod3viz g.relationship text"
STREET = """{ streets(filter: {name: {eq: "南山街道"}}) { nodes { name communities { nodes { name } } } } }"""


async def _texts(page: Watched, selector: str) -> set[str]:
    return {text.strip() for text in await page.page.locator(selector).all_text_contents()}


async def test_one_click_connects_and_draws_a_street(
    page: Watched, managed_url: str, example: Service
) -> None:
    """An administrator, from the start page: connected without typing; the street, its 8 communities and 31 units drawn, in Chinese."""
    await sign_in(page, managed_url, "admin")
    await page.page.click("a.door[href='/connect']")
    await page.page.wait_for_url("**/browser/")
    await page.page.wait_for_selector(DRAWN, timeout=60_000)
    for counted in ("Street (1)", "Community (8)", "Unit (31)"):
        await page.page.wait_for_selector(f"text={counted}")
    asked = await example.data(STREET)
    (street,) = asked["streets"]["nodes"]
    drawn = await _texts(page, NODE_CAPTIONS)
    assert {street["name"], *(one["name"] for one in street["communities"]["nodes"])} <= drawn
    assert {"中心医院", "公交公司", "自来水公司", "志愿服务联…"} <= drawn
    assert {"属于", "惠及", "签约"} <= await _texts(page, EDGE_CAPTIONS)
    assert page.left_the_page == []
    assert page.answered == {"127.0.0.1"}


async def test_saved_statements_and_guides_are_there(page: Watched, managed_url: str) -> None:
    """The guide opens beside the graph and its first statement draws; the drawer of favourites has our folder."""
    await sign_in(page, managed_url, "admin")
    await page.page.goto(f"{managed_url}/connect?show=guide")
    await page.page.wait_for_url("**/browser/")
    await page.page.wait_for_selector(
        "[data-testid=guidesDrawer] >> text=先看一条街道", timeout=60_000
    )
    await page.page.click("[data-testid=guidesDrawer] pre.runnable", position={"x": 12, "y": 20})
    await page.page.wait_for_selector(DRAWN)
    await page.page.click("[data-testid=navigationFavorites], [data-testid=drawerFavorites]")
    await page.page.wait_for_selector("text=共建 Gongjian")
    assert page.left_the_page == []
    assert page.answered <= {"127.0.0.1", "localhost"}


async def test_a_foreign_database_asks_for_its_password(
    page: Watched, foreign_url: str, server: Origin
) -> None:
    """For NEO4J_URI: the form has address and user filled in, and connects with the password typed into it."""
    await sign_in(page, foreign_url, "admin")
    await page.page.goto(f"{foreign_url}/connect")
    await page.page.click("a.door.primary")
    await page.page.wait_for_selector("[data-testid=boltaddress]", timeout=60_000)
    assert await page.page.input_value("[data-testid=boltaddress]") == server.uri.removeprefix(
        "bolt://"
    )
    assert await page.page.input_value("[data-testid=username]") == "neo4j"
    assert server.password not in await page.page.evaluate("JSON.stringify(localStorage)")
    await page.page.fill("[data-testid=password]", server.password)
    await page.page.click("[data-testid=connect]")
    await page.page.wait_for_selector("text=You are connected as user", timeout=60_000)
    assert page.answered == {"127.0.0.1"}


async def test_what_the_reader_changed_stays(page: Watched, managed_url: str) -> None:
    """Own favourites, colours and settings survive another click on connect."""
    mine = {
        "documents": [{"id": "mine", "content": "RETURN 1"}],
        "grass": {"node.Mine": {"color": "#123456"}},
        "settings": {"theme": "dark", "maxNeighbours": 7},
    }
    await sign_in(page, managed_url, "admin")
    for key, value in mine.items():
        await page.page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"neo4j.{key}", json.dumps(value)],
        )
    for _ in range(2):
        await page.page.goto(f"{managed_url}/connect")
        await page.page.wait_for_url("**/browser/")
        await page.page.goto(managed_url)
    kept = await page.page.evaluate(
        "Object.fromEntries(Object.keys(localStorage).map(k => [k, localStorage.getItem(k)]))"
    )
    documents = [one["id"] for one in json.loads(kept["neo4j.documents"]) if "id" in one]
    assert documents.count("mine") == 1
    assert documents.count("gongjian-01-street") == 1
    assert json.loads(kept["neo4j.grass"])["node.Mine"] == {"color": "#123456"}
    assert json.loads(kept["neo4j.grass"])["node.Street"]["color"] == "#A63A2C"
    settings = json.loads(kept["neo4j.settings"])
    assert (settings["theme"], settings["maxNeighbours"], settings["allowCrashReports"]) == (
        "dark",
        7,
        False,
    )
