"""A service that knows callers, over the example data, with a clock that tests move."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app
from api.identity import Rates, Settings, TokenProvider
from graph.chain import ChainKey
from graph.transact import write
from schema.acts import administration
from schema.acts.administration import By, NewKey
from tests.api.identity.provider import AUDIENCE, KeyServer, ec, key_server, rsa
from tests.fixtures.service import ACCEPT, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from api.documents import Documents
    from schema.acts.credentials import Key
    from tests.conftest import Database
    from tests.fixtures.service import Service

WHO = "{ accounts(first: 5) { nodes { code } } }"
"""Shows the accounts that the caller sees: his own, unless he is an administrator or auditor."""
STREET, OTHER_STREET = "NS-AC-01", "WL-AC-01"


@dataclass
class Clock:
    """What time it is, to be moved."""

    ahead: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Known:
    """A service that knows callers."""

    client: httpx.AsyncClient
    url: str
    database: Database
    provider: KeyServer
    chain: ChainKey
    clock: Clock = field(default_factory=Clock)
    statements: list[str] = field(default_factory=list)

    async def ask(
        self, secret: str | None = None, query: str = WHO, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:  # fmt: skip
        """Ask with a bearer's credential."""
        sent = {**ACCEPT, **(headers or {}), **({"authorization": f"Bearer {secret}"} if secret else {})}  # fmt: skip
        return await self.client.post("/graphql", json={"query": query}, headers=sent, **more)

    async def seen(self, secret: str) -> list[str]:
        """Codes of the accounts that the holder of a credential sees."""
        answer = await self.ask(secret)
        assert answer.status_code == 200, answer.text
        return [node["code"] for node in answer.json()["data"]["accounts"]["nodes"]]

    async def key(
        self, account: str = STREET, rights: Sequence[str] = ("READ",), days: int = 90
    ) -> Key:
        """A fresh key."""
        wanted = NewKey(secrets.token_bytes(16), secrets.token_bytes(32), "test", rights, days)
        return await self.do(administration.create_key, account, wanted)

    async def do(self, work: Any, *args: Any, **more: Any) -> Any:
        """One change of `schema.acts.administration`."""
        by = By("local:test", self.clock(), self.chain)

        async def change(tx: Any) -> Any:
            return await work(tx, by, *args, **more)

        return await write(self.database.driver, "test", change)

    async def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """A statement of the test's own."""
        async with self.database.driver.session() as session:
            return await (await session.run(cypher, parameters)).data()

    def token(self, **claims: Any) -> str:
        """A good token of the street's account, or one with other claims."""
        return self.provider.token(self.provider.claims(self.clock(), **claims))


CHAIN = ChainKey(secrets.token_bytes(32))


@contextlib.asynccontextmanager
async def serving(
    database: Database, provider: KeyServer, *, rates: Rates | None = None, hosts: frozenset[str] = frozenset(),
    documents: Documents | None = None,
) -> AsyncIterator[Known]:  # fmt: skip
    """A service of its own over the graph as it is."""
    clock, heard = Clock(), []
    settings = Settings(
        (TokenProvider("local", provider.issuer, AUDIENCE),), hosts,
        rates or Rates(0, 0, 0, 0, 0),
    )  # fmt: skip
    app = create_app(
        database.origin, settings=settings, key=CHAIN, clock=clock, hears=lambda name, *_: heard.append(name), documents=documents,
    )  # fmt: skip
    async with (
        listening(app) as url,
        httpx.AsyncClient(base_url=url, timeout=60) as client,
    ):
        yield Known(client, url, database, provider, CHAIN, clock, heard)


@pytest.fixture(scope="session")
async def provider() -> AsyncIterator[KeyServer]:
    """A provider with an RSA key and one on P-256."""
    async with key_server(rsa("first"), ec("second")) as server:
        yield server


@pytest.fixture
async def known(example: Service, database: Database, provider: KeyServer) -> AsyncIterator[Known]:
    """The service over the example data, counting nobody; what tests add to the graph goes again."""
    async with serving(database, provider) as service:
        await tidy(service)
        yield service
        await tidy(service)


async def tidy(service: Known) -> None:
    await service.run("MATCH (n:Credential|Change|ChainHead) DETACH DELETE n")
    await service.run("MATCH (a:Account) SET a.status = 'ACTIVE'")
