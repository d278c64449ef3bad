"""A real Chromium that can reach this machine and nothing else, and the real service for it to look at."""

from __future__ import annotations

import dataclasses
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import async_playwright

from api.app import create_app
from api.sign_in import LocalProvider
from graph.chain import audit_key
from graph.server import settings_from_env
from tests.browser.watched import Watched, watch
from tests.conftest import own_home
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser
    from starlette.applications import Starlette

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
async def signing_url(nobody_yet: None, server: Origin) -> AsyncIterator[str]:
    """Address of a service that one can sign in to, over the example data."""
    async with listening(_signing(server)) as url:
        yield url


@pytest.fixture
def managed_url(signing_url: str, server: Origin) -> str:
    """Address of a service whose database is its own, so that pages may have the password."""
    if not server.server:
        pytest.skip("NEO4J_URI is set: the password of somebody else's database is never passed on")
    return signing_url


@pytest.fixture
async def foreign_url(nobody_yet: None, server: Origin) -> AsyncIterator[str]:
    """Address of a service that was pointed at the same database by NEO4J_URI."""
    async with listening(_signing(dataclasses.replace(server, server=None))) as url:
        yield url


def _signing(origin: Origin) -> Starlette:
    jars = settings_from_env(own_home(Path())).jars
    return create_app(origin, jars=jars, local=LocalProvider(), key=audit_key(os.environ))


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
