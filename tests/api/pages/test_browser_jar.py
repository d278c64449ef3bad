"""Neo4j Browser comes out of its jar as it is, and nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.pages import find_browser_jar
from tests.api.pages.alone import facts
from tests.api.pages.conftest import caller

if TYPE_CHECKING:
    from pathlib import Path

    from api.pages import PageFacts


async def test_files_come_with_their_type_and_age(managed: PageFacts) -> None:
    """The start file is asked for anew each time, files named by their content are kept."""
    async with caller(managed) as client:
        index = await client.get("/browser/")
        app = await client.get("/browser/app-e7b1542e82067e23ff83.js")
        font = await client.get("/browser/assets/fonts/a.woff2")
    assert (index.headers["content-type"], index.headers["cache-control"]) == (
        "text/html; charset=utf-8",
        "no-cache",
    )
    assert "immutable" in app.headers["cache-control"]
    assert app.headers["content-type"].startswith("text/javascript")
    assert font.headers["content-type"] == "font/woff2"


async def test_an_unchanged_file_is_not_sent_again(managed: PageFacts) -> None:
    """The hash in the jar is the entity tag."""
    async with caller(managed) as client:
        first = await client.get("/browser/")
        again = await client.get("/browser/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path", ["preview/index.html", "%2e%2e/secret.txt", "..%2fsecret.txt", "assets/", "nothing.js"]
)
async def test_nothing_else_is_served(managed: PageFacts, path: str) -> None:
    """Not the second interface, not a folder, not what lies beside the folder of the pages."""
    async with caller(managed) as client:
        answer = await client.get(f"/browser/{path}")
    assert answer.status_code == 404


async def test_without_a_jar_the_page_says_what_to_do() -> None:
    """A database of somebody else, and Neo4j Browser never fetched: a plain page, in both languages."""
    async with caller(facts(browser_jar=None, password=None)) as client:
        answer = await client.get("/browser/")
    assert answer.status_code == 503
    assert "NEO4J_URI" in answer.text
    assert "7474" in answer.text


def test_the_jar_is_found_wherever_the_resolver_put_it(tmp_path: Path) -> None:
    """Below a folder of jars, at any depth; none is no error."""
    deep = tmp_path / "org" / "neo4j" / "client" / "neo4j-browser-5.24.0.jar"
    deep.parent.mkdir(parents=True)
    assert find_browser_jar(tmp_path) is None
    deep.touch()
    assert find_browser_jar(tmp_path) == deep
    assert find_browser_jar(tmp_path / "nowhere") is None
