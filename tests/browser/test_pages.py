"""Start page and GraphiQL in a real Chromium that can reach no other host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.browser.watched import Watched

pytestmark = pytest.mark.browser
THIS_MACHINE = {"127.0.0.1"}
RUN = ".graphiql-execute-button"


@pytest.mark.parametrize("width", [1280, 390])
async def test_the_start_page_fits_and_says_the_service_is_ready(
    page: Watched, base_url: str, width: int
) -> None:
    """On a desk and on a phone: nothing to scroll sideways, the state from /readyz, no error."""
    await page.page.set_viewport_size({"width": width, "height": 800})
    await page.page.goto(base_url)
    await page.page.wait_for_selector("[data-state=ready]")
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "服务正常" in await page.page.inner_text("#state")
    assert base_url in await page.page.inner_text("#curl")
    assert (page.errors, page.left_the_page, page.answered) == ([], [], THIS_MACHINE)


async def test_the_start_page_says_when_the_service_is_not_ready(
    page: Watched, base_url: str
) -> None:
    """A database that is away is said in the service's own words, in both languages."""
    away = {"status": "unavailable", "zh": "数据库暂不可用", "en": "The database does not answer."}
    await page.page.route("**/readyz", lambda route: route.fulfill(status=503, json=away))
    await page.page.goto(base_url)
    await page.page.wait_for_selector("[data-state=waiting]")
    said = await page.page.inner_text("#state")
    assert away["zh"] in said
    assert away["en"] in said


async def test_the_first_question_is_answered_in_two_clicks(page: Watched, base_url: str) -> None:
    """Start page, GraphiQL with the question in it, run: the units are there, in Chinese."""
    await page.page.goto(base_url)
    await page.page.click("a.door.primary")
    await page.page.wait_for_selector(RUN)
    await page.page.wait_for_function(
        "document.querySelector('.graphiql-query-editor').innerText.includes('supporters')"
    )
    await page.page.click(RUN)
    await page.page.wait_for_function(
        "document.querySelector('.graphiql-response').innerText.includes('北票市中心医院')"
    )
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
