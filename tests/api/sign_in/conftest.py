"""A service with providers to sign in with, and a browser without a screen."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import httpx
import pytest

from api.app import create_app
from api.sign_in import LocalProvider, Provider
from graph.chain import audit_key
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from tests.conftest import Database
    from tests.fixtures.sessions import Clock


@pytest.fixture
async def local(nobody_yet: None, database: Database, clock: Clock) -> AsyncIterator[str]:
    """Address of a service with the local provider, over the example data."""
    app = create_app(database.origin, local=LocalProvider(), clock=clock, key=audit_key(os.environ))
    async with listening(app) as url:
        yield url


@pytest.fixture
def with_provider(
    nobody_yet: None, database: Database, clock: Clock
) -> Callable[[str], AbstractAsyncContextManager[str]]:
    """`with_provider(issuer)`: address of a service that signs people in there, under the name `office`."""

    @contextlib.asynccontextmanager
    async def serving(issuer: str) -> AsyncIterator[str]:
        made = {"office": Provider("office", issuer, "gongjian", "s3cret")}
        async with listening(
            create_app(database.origin, providers=made, clock=clock, key=audit_key(os.environ))
        ) as url:
            yield url

    return serving


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    """Keeps cookies and follows redirects, as browsers do."""
    async with httpx.AsyncClient(follow_redirects=True, timeout=8) as client:
        yield client


@pytest.fixture
async def another() -> AsyncIterator[httpx.AsyncClient]:
    """Another browser."""
    async with httpx.AsyncClient(follow_redirects=True, timeout=8) as client:
        yield client


@pytest.fixture
async def account(nobody_yet: None, database: Database) -> AsyncIterator[str]:
    """The subject of an account at the provider `office`: that of the street centre goes there for a while."""
    move = "MATCH (a:Account {identity: $was}) SET a.identity = $is"
    both = {"was": "local#ns-street", "is": "office#u-1001"}
    async with database.driver.session() as session:
        await (await session.run(move, both)).consume()
        yield "u-1001"
        await (await session.run(move, {"was": both["is"], "is": both["was"]})).consume()
