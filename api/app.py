"""The application: who asks, GraphQL, health, the schema as text, and the pages."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from api.answering import Answering
from api.following import Following
from api.health import health_routes
from api.http import GraphQLEndpoint
from api.identity import Callers, Gate, Meeting, OurHosts, Settings, Throttle, Tokens, utc_now
from api.pages import PageFacts, find_browser_jar, page_routes
from api.sign_in import SeenBy, Sessions, SignIn
from api.sockets import Patience, SocketEndpoint
from graph.chain import audit_key
from graph.connect import Origin, open_driver
from graph.counts import counts
from graph.read import Reading
from graph.timers import Timers
from graph.unavailable import TooLong, Unavailable
from schema.access.caller import A_STREET, plan_callers
from schema.access.standing import standings
from schema.acts.house import HOUSE_SCOPE, TIMERS
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncDriver
    from starlette.requests import Request

    from api.documents import Documents
    from api.identity import Identity
    from api.sign_in import LocalProvider, Provider
    from graph.chain import ChainKey
    from graph.execute import Engine, Reader
    from graph.read import Hears

FIRST_QUESTION = Path(__file__).parent.parent / "docs" / "first-question.graphql"
BOARDS = tuple(
    FIRST_QUESTION.parent / "operations" / f"{name}.graphql"
    for name in ("support-board", "what-is-overdue")
)
COUNTING = 1.0
"""Seconds that the start page waits for its numbers before it does without them."""


@dataclass
class Open:
    """What is open while the service runs."""

    driver: AsyncDriver | None = None
    reading: Reading | None = None

    def connected(self) -> AsyncDriver:
        """The driver; there is one from start-up on."""
        assert self.driver is not None  # noqa: S101
        return self.driver

    def reader(self) -> Reading:
        """The reader; there is one from start-up on."""
        assert self.reading is not None  # noqa: S101
        return self.reading


def create_app(
    origin: Origin, *, jars: Path | None = None, hears: Hears | None = None, warm: bool = False,
    identity: Identity | None = None, settings: Settings | None = None, key: ChainKey | None = None,
    clock: Callable[[], datetime] = utc_now, providers: Mapping[str, Provider] = MappingProxyType({}),
    local: LocalProvider | None = None, patience: Patience | None = None,
    documents: Documents | None = None, timers: bool = False,
) -> Starlette:  # fmt: skip
    """The ASGI application over one database.

    Args:
        origin: where the database is. jars: folder in which Neo4j Browser's jar may be found.
        hears: is told of every statement that is sent.
        warm: ask the first question and the boards once in the background, so that nobody waits for their plans.
        identity: knows who asks, if not the graph is to be asked. settings: whose tokens are accepted, hosts, rates.
        key: that of the chain of records; the one of this home unless given.
        clock: what time it is. providers: that people may sign in with, by name.
        local: one to run on this machine beside them. patience: how long sockets are waited for.
        documents: those that may be asked for by id.
        timers: see to what is due by time; of several services on one database one does at a time.
    """
    made, open_, settings = executable(), Open(), settings or Settings()
    key = key or audit_key(os.environ)
    if identity is None:
        meeting = Meeting(open_.connected, open_.reader, key)
        identity = Callers(Tokens(settings.providers), open_.reader, meeting, clock)
    gate = Gate(identity, Throttle(settings.rates))
    answering = Answering(made, open_.reader, open_.connected, key, clock)
    following = Following(answering, (patience or Patience()).looks)
    sessions = Sessions(open_.connected, open_.reader, key, clock)
    visitors = SeenBy(open_.reader, identity, sessions, clock)
    providers = {**providers, **({local.known().name: local.known()} if local else {})}

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        driver = open_.driver = open_driver(origin)
        open_.reading = Reading(driver, hears=hears)
        _settle()
        warming = asyncio.create_task(_warm(made.engine, open_, clock)) if warm else None
        house = Timers(TIMERS, HOUSE_SCOPE, key, clock)
        keeping = asyncio.create_task(house.keep(driver)) if timers else None
        try:
            async with local.running() if local else contextlib.nullcontext():
                yield
        finally:
            for task in filter(None, (warming, keeping)):
                task.cancel()
                await asyncio.wait([task])
            if keeping:
                await house.release(driver)
            await open_.reading.close()
            await driver.close()

    async def sdl(_: Request) -> PlainTextResponse:
        return PlainTextResponse(made.sdl)

    made_app = Starlette(
        routes=[
            Route("/graphql", GraphQLEndpoint(answering, gate, following, documents)),
            WebSocketRoute(
                "/graphql", SocketEndpoint(answering, gate, following, patience, documents)
            ),
            Route("/schema.graphql", sdl),
            *health_routes(
                open_.reader, lambda: {"version": version("gongjian"), "neo4j": origin.version}
            ),
            *SignIn(providers, visitors, sessions, key).routes(),
            *page_routes(
                lambda: page_facts(origin, jars), lambda: _counts(open_.reader()), visitors
            ),
        ],
        middleware=[Middleware(OurHosts, hosts=settings.hosts)],
        lifespan=lifespan,
    )
    made_app.state.following = following
    return made_app


def _settle() -> None:
    """What start-up made stays: the collector passes it over from now on, and looks less often (5–20 % of a large read)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


async def _warm(engine: Engine, open_: Open, clock: Callable[[], datetime]) -> None:
    """Have the database plan what the first visitors ask: who they are, the first question and the boards, as a street asks them."""
    # A database that has just started takes its time: here nobody waits.
    question = FIRST_QUESTION.read_text(encoding="utf-8")
    with contextlib.suppress(Unavailable, TooLong):
        await counts(open_.reader())
        await plan_callers(open_.reader(), clock())
        await standings(open_.reader(), [""], clock())
        planning, scope = _Planning(open_.reader()), A_STREET.scope(clock())
        await engine.answer(planning, question, scope=scope)
        for board in BOARDS:
            text = board.read_text(encoding="utf-8")
            await engine.answer(planning, text, variables={"street": "-"}, scope=scope)


@dataclass(frozen=True)
class _Planning:
    """Sends every statement, for its plan; of whoever stands for nobody, so that there is nothing in the rows."""

    reader: Reader

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """No row, and on to the next statement."""
        await self.reader.read(name, cypher, parameters)
        return [[True, None]]


async def _counts(reader: Reader) -> dict[str, int]:
    try:
        async with asyncio.timeout(COUNTING):
            return await counts(reader)
    except (TimeoutError, Unavailable):
        return {}


def page_facts(origin: Origin, jars: Path | None) -> PageFacts:
    """What the pages say and link to."""
    return PageFacts(
        bolt_uri=origin.uri,
        version=version("gongjian"),
        question=FIRST_QUESTION.read_text(encoding="utf-8"),
        neo4j_user=origin.username,
        password=origin.password if origin.server else None,
        browser_jar=find_browser_jar(jars) if jars else None,
    )
