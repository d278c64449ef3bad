"""A service with providers to sign in with, and a browser without a screen."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime, timedelta
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
    from tests.fixtures.service import Service


class Clock:
    """The time, which a test may move on."""

    def __init__(self) -> None:
        self.moved = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.moved


@pytest.fixture
def clock() -> Clock:
    """The service's clock."""
    return Clock()


@pytest.fixture
async def local(example: Service, database: Database, clock: Clock) -> AsyncIterator[str]:
    """Address of a service with the local provider, over the example data."""
    app = create_app(database.origin, local=LocalProvider(), clock=clock, key=audit_key(os.environ))
    async with listening(app) as url:
        yield url


@pytest.fixture
def with_provider(
    example: Service, database: Database, clock: Clock
) -> Callable[[str], AbstractAsyncContextManager[str]]:
    """`with_provider(issuer)`: address of a service that signs people in there, under the name `local`."""

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
    async with httpx.AsyncClient(follow_redirects=True, timeout=20) as client:
        yield client
