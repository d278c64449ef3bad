"""The way in: one async driver, to the database named in the environment or to our own."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neo4j import AsyncDriver, AsyncGraphDatabase, NotificationMinimumSeverity

from graph.server import RunningServer, ServerProblem, settings_from_env, start
from graph.server.ask import ask
from graph.server.conf import USERNAME
from graph.server.home import Home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.server import Progress


SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""What an address of a database may begin with."""


def _names_no_values(record: logging.LogRecord) -> bool:
    """Below INFO the driver writes down every message, and so the values in it."""
    return record.levelno >= logging.INFO


logging.getLogger("neo4j.io").addFilter(_names_no_values)


@dataclass(frozen=True)
class Origin:
    """Where the database comes from.

    uri, username, password: what to connect with. version: "2026.08.1".
    server: the managed child process, or None when NEO4J_URI named a database of somebody else.
    """

    uri: str
    username: str
    password: str
    version: str
    server: RunningServer | None = None


@dataclass(frozen=True)
class Database:
    """An open driver and where its database comes from."""

    driver: AsyncDriver
    origin: Origin

    async def close(self) -> None:
        """Close the driver and stop the database if it is ours."""
        await self.driver.close()
        if self.origin.server:
            self.origin.server.stop()


def locate(
    environ: Mapping[str, str], *, progress: Progress | None = None, share: bool = False
) -> Origin:
    """Find the database: `NEO4J_URI` as given, or else a managed one, started here.

    With `share`, a database that another process already runs in this home is used instead of refused.
    Blocks until it answers, so call it before the event loop runs. Raises `ServerProblem`.
    """
    uri = environ.get("NEO4J_URI", "").strip()
    if uri:
        _check(uri, environ)
        username = environ.get("NEO4J_USERNAME") or "neo4j"
        password = environ.get("NEO4J_PASSWORD", "")
        return Origin(uri, username, password, ask(uri, username, password))
    settings = settings_from_env(environ)
    try:
        server = start(settings, progress=progress)
    except ServerProblem as problem:
        home = Home(settings.home)
        bolt = home.announced() if share and problem.code == "HOME_IN_USE" else None
        if bolt is None:
            raise
        return Origin(bolt, USERNAME, home.password(), ask(bolt, USERNAME, home.password()))
    return Origin(server.bolt_uri, server.username, server.password, server.version, server)


def _check(uri: str, environ: Mapping[str, str]) -> None:
    scheme = uri.partition("://")[0]
    if "://" not in uri or scheme not in SCHEMES:
        raise ServerProblem(
            "SETTING_WRONG",
            f"NEO4J_URI 的值“{uri}”不是 Bolt 地址。", f"NEO4J_URI is {uri!r}, which is no Bolt address.",
            "请写成 bolt://主机:7687 或 neo4j://主机:7687（加密用 bolt+s、neo4j+s），不是 http 地址。",
            "Write bolt://host:7687 or neo4j://host:7687 (bolt+s, neo4j+s when encrypted), not an http address.",
        )  # fmt: skip
    if not environ.get("NEO4J_PASSWORD"):
        raise ServerProblem(
            "SETTING_WRONG",
            "设置了 NEO4J_URI，但没有设置 NEO4J_PASSWORD。", "NEO4J_URI is set, but NEO4J_PASSWORD is not.",
            "请把该数据库的密码放在环境变量 NEO4J_PASSWORD 里。", "Put that database's password into NEO4J_PASSWORD.",
        )  # fmt: skip


def open_driver(origin: Origin) -> AsyncDriver:
    """The driver as measured to fit; lives in the event loop that first uses it."""
    return AsyncGraphDatabase.driver(
        origin.uri,
        auth=(origin.username, origin.password),
        max_connection_pool_size=50,
        # Better a clear "busy" after 3 s than a queue of callers waiting for a minute.
        connection_acquisition_timeout=3.0,
        connection_timeout=5.0,
        # A memory hog counts as "transient": by default the driver would repeat it for 30 s.
        max_transaction_retry_time=5.0,
        keep_alive=True,
        # Idle longer than this, a connection is asked before use: survives a restarted database.
        liveness_check_timeout=30.0,
        telemetry_disabled=True,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
    )


def connect(environ: Mapping[str, str], *, progress: Progress | None = None) -> Database:
    """`locate`, then `open_driver`."""
    origin = locate(environ, progress=progress)
    return Database(open_driver(origin), origin)


__all__ = ["Database", "Origin", "ServerProblem", "connect", "locate", "open_driver"]
