"""A real Chromium that can reach this machine and nothing else, and the real service for it to look at."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright

from api.app import create_app
from graph.server import settings_from_env
from tests.browser.watched import Watched, watch
from tests.conftest import own_home
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from graph.connect import Origin
    from tests.fixtures.service import Service

FLAGS = [
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
NOWHERE = "bolt://127.0.0.1:1"


@pytest.fixture
def base_url(example: Service) -> str:
    """Address of the service, with exactly the example data in its graph."""
    return example.base_url


@pytest.fixture
def managed_url(base_url: str, server: Origin) -> str:
    """Address of the service whose database is its own, so that pages may have the password."""
    if not server.server:
        pytest.skip("NEO4J_URI is set: the password of somebody else's database is never passed on")
    return base_url


@pytest.fixture
async def foreign_url(example: Service, server: Origin) -> AsyncIterator[str]:
    """Address of a service that was pointed at the same database by NEO4J_URI."""
    jars = settings_from_env(own_home(Path())).jars
    async with listening(create_app(dataclasses.replace(server, server=None), jars=jars)) as url:
        yield url


@pytest.fixture
async def away_url(server: Origin) -> AsyncIterator[str]:
    """Address of a service whose database does not answer."""
    async with listening(create_app(dataclasses.replace(server, uri=NOWHERE, server=None))) as url:
        yield url


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
