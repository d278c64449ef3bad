"""Signing in and out in a real Chromium: who sees what, who is told what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.watched import sign_in

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.watched import Watched
    from tests.conftest import Database

pytestmark = pytest.mark.browser
RUN = ".graphiql-execute-button"
ANSWER = "document.querySelector('.graphiql-response .CodeMirror').CodeMirror.getValue()"


async def _answer(page: Page, has: str) -> str:
    await page.click(RUN)
    await page.wait_for_function(f"() => {ANSWER}.includes('{has}')")
    return await page.evaluate(ANSWER)


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_visitor_signs_in_asks_the_first_question_and_signs_out(
    page: Watched, signing_url: str, width: int
) -> None:
    """The start page says what is public; as the street centre the question has its answer; afterwards all is as before."""
    await page.page.set_viewport_size({"width": width, "height": 844})
    await page.page.goto(signing_url)
    assert "现在看到的是公开内容" in await page.page.inner_text("main")
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.page.click(".public a.door")
    await page.page.wait_for_selector("button[value='ns-street']")
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.page.click("button[value='ns-street']")
    await page.page.wait_for_url(f"{signing_url}/")
    assert "孔令秋" in await page.page.inner_text(".who")
    assert "现在看到的是公开内容" not in await page.page.inner_text("main")
    assert await page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "gongjian_session" not in await page.page.evaluate("document.cookie")
    await page.page.goto(f"{signing_url}/graphiql?ask=first")
    await page.page.wait_for_selector(RUN)
    assert "孔令秋" in await page.page.inner_text(".who")
    assert await page.page.query_selector(".hint") is None
    assert '"canCount": 4' in await _answer(page.page, "canCount")
    await page.page.click(".who button")
    await page.page.wait_for_url(f"{signing_url}/")
    await page.page.wait_for_selector(".public a.door")
    assert "现在看到的是公开内容" in await page.page.inner_text("main")
    assert await page.page.context.cookies() == []
    assert (page.errors, page.left_the_page, page.answered) == ([], [], {"127.0.0.1"})


async def test_an_answer_to_nobody_says_why_it_is_empty(page: Watched, signing_url: str) -> None:
    """GraphiQL says beforehand what is public, and with an answer of nothing how to see more; then one comes back to it."""
    await page.page.goto(f"{signing_url}/graphiql?ask=first")
    await page.page.wait_for_selector(".hint >> text=还没有登录")
    assert "没有登录时只能看到公开内容" in await _answer(page.page, "hint")
    await page.page.click(".hint a >> nth=0")
    await page.page.click("button[value='ns-qiaobei']")
    await page.page.wait_for_url(f"{signing_url}/graphiql")
    assert '"canCount": 4' in await _answer(page.page, "canCount")


async def test_somebody_without_an_account_reads_whom_to_ask_for_one(
    page: Watched, signing_url: str
) -> None:
    """His identity as it has to be told, and the way back to another account."""
    await page.page.goto(f"{signing_url}/sign-in")
    await page.page.click("summary")
    await page.page.fill("input[name=sub]", "zhao-min")
    await page.page.click(".other button")
    await page.page.wait_for_selector("[data-code=NO_ACCOUNT]")
    assert await page.page.inner_text(".shown code") == "local#zhao-min"
    await page.page.click("a.door.primary")
    await page.page.click("button[value='auditor']")
    await page.page.wait_for_url(f"{signing_url}/")
    assert "审计员" in await page.page.inner_text(".who")


async def test_the_graph_opens_to_administrators_only(
    page: Watched, managed_url: str, database: Database
) -> None:
    """Nobody is asked to sign in, the street centre reads why not, the administrator gets in and that is on record."""
    await page.page.goto(f"{managed_url}/connect")
    await page.page.wait_for_selector("text=打开图数据库要先登录")
    await page.page.click("#doors a.primary")
    await page.page.click("button[value='ns-street']")
    await page.page.wait_for_url(f"{managed_url}/connect")
    await page.page.wait_for_selector("text=图数据库只对系统管理员开放")
    assert await page.page.evaluate("localStorage.getItem('neo4j.connections')") is None
    assert page.errors == []
    await sign_in(page, managed_url, "admin")
    await page.page.goto(f"{managed_url}/connect")
    await page.page.wait_for_url("**/browser/")
    async with database.driver.session() as session:
        result = await session.run(
            "MATCH (c:Change {act: 'OPEN_GRAPH'}) RETURN c.actor AS actor, c.via AS via"
        )
        (recorded,) = await result.data()
    assert recorded["actor"].startswith("account_")
    assert recorded["via"] == "SESSION"
