"""A real Chromium that can reach this machine and nothing else, and a service for it to look at.

`base_url` serves the pages with a stub `/graphql` over the real database; it gives way to the `service` fixture (the
whole application) once that exists.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from playwright.async_api import async_playwright

from api.pages import find_browser_jar
from tests.api.pages.stub import application, facts
from tests.browser.watched import Watched, watch
from tests.conftest import own_home

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Browser

    from api.pages import PageFacts
    from graph.connect import Origin

FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@contextmanager
def serving(now: PageFacts) -> Iterator[str]:
    """A service with these facts on a free port; gives its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(uvicorn.Config(application(now), log_level="warning"))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    running.should_exit = True
    thread.join()
    listening.close()


@pytest.fixture(scope="session")
def browser_jar() -> Path | None:
    """The jar that came with the managed database."""
    return find_browser_jar(Path(own_home(Path())["GONGJIAN_JARS"]))


@pytest.fixture(scope="session")
def base_url(server: Origin, browser_jar: Path) -> Iterator[str]:
    """Address of a service whose database is its own."""
    with serving(
        facts(bolt_uri=server.uri, password=server.password, browser_jar=browser_jar)
    ) as address:
        yield address


@pytest.fixture(scope="session")
def foreign_url(server: Origin, browser_jar: Path) -> Iterator[str]:
    """Address of a service that was pointed at the same database by NEO4J_URI."""
    with serving(facts(bolt_uri=server.uri, password=None, browser_jar=browser_jar)) as address:
        yield address


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a way to any other host."""
    program = shutil.which("chromium")
    assert program, "这些测试需要 Chromium：apt-get install chromium / these tests need Chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def page(chromium: Browser) -> AsyncIterator[Watched]:
    """A fresh page that remembers what went wrong and whom it asked."""
    context = await chromium.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    yield watch(await context.new_page())
    await context.close()
