"""Start page and GraphiQL in a real Chromium that can reach no other host."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from api.app import FIRST_QUESTION

if TYPE_CHECKING:
    from tests.browser.watched import Watched
    from tests.fixtures.service import Service

pytestmark = pytest.mark.browser
THIS_MACHINE = {"127.0.0.1"}
RUN = ".graphiql-execute-button"
ANSWER = "document.querySelector('.graphiql-response .CodeMirror').CodeMirror.getValue()"


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_start_page_fits_and_says_how_the_service_is(
    page: Watched, base_url: str, width: int
) -> None:
    """On a desk and on a phone: nothing to scroll sideways, the state from /readyz, what is in the graph, no error."""
    await page.page.set_viewport_size({"width": width, "height": 800})
    await page.page.goto(base_url)
    await page.page.wait_for_selector("[data-state=ready]")
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "服务正常" in await page.page.inner_text("#state")
    assert base_url in await page.page.inner_text("#curl")
    counts = await page.page.inner_text("#counts")
    for name, number in (("街道", 5), ("社区", 21), ("单位", 161), ("第一书记", 9)):
        assert re.search(rf"\b{number}\s+{name}\b", counts), (name, counts)
    assert (page.errors, page.left_the_page, page.answered) == ([], [], THIS_MACHINE)


async def test_the_start_page_says_when_the_service_is_not_ready(
    page: Watched, away_url: str
) -> None:
    """A database that is away is said in the service's own words, in both languages."""
    await page.page.goto(away_url)
    await page.page.wait_for_selector("[data-state=waiting]")
    said = await page.page.inner_text("#state")
    assert "数据库暂不可用" in said
    assert "The database does not answer." in said
    assert not await page.page.is_visible("#counts")


async def test_the_first_question_is_answered_in_two_clicks(
    page: Watched, example: Service
) -> None:
    """Start page, GraphiQL with the question in it, run: 31 units, each once, as the service answers any caller."""
    asked = await example.data(FIRST_QUESTION.read_text(encoding="utf-8"))
    await page.page.goto(example.base_url)
    await page.page.click("a.door.primary")
    await page.page.wait_for_selector(RUN)
    await page.page.wait_for_function(
        "document.querySelector('.graphiql-query-editor').innerText.includes('supporters')"
    )
    await page.page.click(RUN)
    await page.page.wait_for_selector(".graphiql-response >> text=canCount")
    answer = json.loads(await page.page.evaluate(ANSWER))
    assert answer["data"] == asked
    units = [one["unit"]["name"] for one in answer["data"]["supporters"]["supporters"]]
    assert len(set(units)) == len(units) == 31
    assert asked["need"]["title"] in await page.page.inner_text(".graphiql-response")
    assert (page.errors, page.left_the_page, page.answered) == ([], [], THIS_MACHINE)


async def test_graphiql_shows_docs_and_explorer(page: Watched, base_url: str) -> None:
    """The schema was asked for; its words can be read and ticked."""
    await page.page.goto(f"{base_url}/graphiql")
    await page.page.click("button[aria-label='Show Documentation Explorer']")
    await page.page.wait_for_selector(".graphiql-doc-explorer >> text=Query")
    await page.page.click("button[aria-label='Show GraphiQL Explorer']")
    await page.page.wait_for_selector(
        ".docExplorerWrap, .graphiql-explorer-root >> text=supporters"
    )
    assert page.errors == []


async def test_what_was_typed_is_still_there_and_the_first_question_can_be_had_again(
    page: Watched, base_url: str
) -> None:
    """A reload keeps the reader's own question; `?ask=first` brings ours beside it."""
    editor = ".graphiql-query-editor .CodeMirror"
    set_text = f"document.querySelector('{editor}').CodeMirror.setValue('{{ __typename }}')"
    get_text = f"document.querySelector('{editor}').CodeMirror.getValue()"
    await page.page.goto(f"{base_url}/graphiql")
    await page.page.wait_for_selector(editor)
    await page.page.evaluate(set_text)
    await page.page.wait_for_timeout(1500)
    await page.page.reload()
    await page.page.wait_for_selector(editor)
    assert await page.page.evaluate(get_text) == "{ __typename }"
    await page.page.goto(f"{base_url}/graphiql?ask=first")
    await page.page.wait_for_selector(editor)
    assert "supporters" in await page.page.evaluate(get_text)


async def test_any_question_can_be_linked_to(page: Watched, base_url: str) -> None:
    """`?query=&variables=` opens GraphiQL with that question, and does not run it."""
    await page.page.goto(
        f"{base_url}/graphiql?query=query%20Mine%7B__typename%7D&variables=%7B%22a%22%3A1%7D"
    )
    await page.page.wait_for_selector(RUN)
    assert "Mine" in await page.page.inner_text(".graphiql-query-editor")
    assert '"a"' in await page.page.inner_text(".graphiql-editor-tool")
    assert "data" not in await page.page.inner_text(".graphiql-response")
