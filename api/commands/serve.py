"""`gongjian serve`: database, constraints, example data, service – and a few lines that say where everything is."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click
import uvicorn
from rich.console import Console

from api.app import create_app
from api.documents import documents_from
from api.http import Bounded
from api.identity import settings_from
from api.serving import Server
from api.sign_in.settings import local_provider, providers_from
from api.sockets import UVICORN
from graph.chain import audit_key
from graph.connect import Origin, ServerProblem, locate, open_driver
from graph.counts import counts
from graph.migrations import migrate
from graph.provision import provision
from graph.read import Reading
from graph.server import OnConsole, Progress, settings_from_env
from graph.server.home import Home
from schema.executable import executable
from seeds import example_data, run_import
from seeds.show import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from api.sign_in import LocalProvider

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Listening:
    """Where the service listens."""

    port: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"


@click.command()
@click.option(
    "--no-example", is_flag=True, help="空库时不载入示例数据。 Leave an empty graph empty."
)
@click.option(
    "--local-sign-in",
    is_flag=True,
    help="本机登录，用示例账号，不验证密码。 Let this machine sign in as any example account, without a password.",
)
def serve(*, no_example: bool, local_sign_in: bool) -> None:
    """启动服务（含数据库）。 Start the service, and the database with it."""
    console = Console()
    listening = _alone(os.environ)
    settings = settings_from(os.environ)
    local = local_provider(HOST, settings) if local_sign_in else None
    progress = OnConsole(console)
    documents = documents_from(os.environ, executable().engine)
    origin = locate(os.environ, progress=progress)
    try:
        if origin.server:
            origin.server.supervise(progress)
            origin.server.announce(listening.url)
        asyncio.run(prepare(origin, progress, example=not no_example))
        app = create_app(
            origin, jars=_jars(origin), warm=True, settings=settings, key=audit_key(os.environ),
            providers=providers_from(os.environ, settings.providers), local=local, documents=documents, timers=True,
        )  # fmt: skip
        server = Server(
            served(app, listening.port, settings.proxies), app.state.following.ending.set, lambda: _say(console, listening, origin, local)
        )  # fmt: skip
        server.run()
    finally:
        if origin.server:
            progress.step("正在停止数据库…", "Stopping the database …")
            origin.server.stop()


def served(app: ASGIApp, port: int, proxies: Sequence[str] = ()) -> uvicorn.Config:
    """How the application is served.

    No access log: addresses hold what was asked by GET, and with it personal values. No header of a proxy is believed but
    of these: whoever can reach this port could write one.
    """
    return uvicorn.Config(
        app, host=HOST, port=port, loop="uvloop", http=Bounded, log_level="warning",
        access_log=False, proxy_headers=bool(proxies), forwarded_allow_ips=list(proxies), server_header=False, timeout_graceful_shutdown=20,
        timeout_keep_alive=30, **UVICORN,
    )  # fmt: skip


def _alone(environ: Mapping[str, str]) -> Listening:
    """Where to listen, unless this very service runs already: then that is the problem, not its port."""
    running = None if environ.get("NEO4J_URI") else Home(settings_from_env(environ).home).taken()
    if running is not None:
        raise running
    return listen(environ)


def listen(environ: Mapping[str, str]) -> Listening:
    """The port to listen on, known to be free before a database is started.

    Raises:
        ServerProblem: the setting is no port, or the port is taken.
    """
    wanted = environ.get("GONGJIAN_PORT") or str(DEFAULT_PORT)
    if not wanted.isdecimal() or not 0 < int(wanted) <= HIGHEST_PORT:
        raise ServerProblem(
            "SETTING_WRONG",
            f"GONGJIAN_PORT 的值“{wanted}”不是端口号。", f"GONGJIAN_PORT is {wanted!r}, which is no port.",
            "请改为 1 到 65535 之间的整数。", "Set it to a whole number from 1 to 65535.",
        )  # fmt: skip
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(wanted)))
        except OSError as error:
            raise ServerProblem(
                "PORT_TAKEN",
                f"端口 {wanted} 已被其他程序占用。",
                f"Port {wanted} is taken by another program.",
                f"请停止该程序，或换一个端口：GONGJIAN_PORT={_other(wanted)} make serve。",
                f"Stop that program, or choose another port: GONGJIAN_PORT={_other(wanted)} make serve.",
            ) from error
    return Listening(int(wanted))


def _other(port: str) -> int:
    return int(port) % HIGHEST_PORT + 1


async def prepare(origin: Origin, progress: Progress, *, example: bool) -> None:
    """Constraints, migrations, and the example data if the graph is empty."""
    driver = open_driver(origin)
    try:
        progress.step("检查约束与索引…", "Checking constraints and indexes …")
        await provision(driver)
        await migrate(driver)
        reading = Reading(driver)
        if example and not await counts(reading):
            progress.step(
                "载入示例数据（北票市南山街道、沈阳市万莲街道）…",
                "Loading the example data (Nanshan and Wanlian streets) …",
            )
            report = await run_import(driver, [example_data()])
            if report.problems:
                show(report, Console(stderr=True))
                sys.exit(1)
        await reading.close()
    finally:
        await driver.close()


def _jars(origin: Origin) -> Path | None:
    return settings_from_env(os.environ).jars if origin.server else None


def _say(
    console: Console, listening: Listening, origin: Origin, local: LocalProvider | None
) -> None:
    signing_in = (
        f"  登录       Sign in        {listening.url}/sign-in    （本机可用任一示例账号，无需密码 on this machine, as any example account, no password）\n"
        if local
        else f"  登录       Sign in        {listening.url}/sign-in\n"
    )
    console.print(
        f"\n[bold]共建已就绪  Gongjian is ready[/bold]\n\n"
        f"  开始页面   Start page     {listening.url}/\n"
        f"{signing_in}"
        f"  GraphQL    endpoint       {listening.url}/graphql\n"
        f"  GraphiQL                  {listening.url}/graphiql   （已填入第一个问题 the first question is filled in）\n"
        f"  Neo4j Browser             {listening.url}/connect    （系统管理员 administrators；{origin.uri}）\n\n"
        f"  第一个问题 First question  docs/first-question.graphql\n"
        f"  停止 Stop                 Ctrl+C\n",
        highlight=False,
        soft_wrap=True,
    )
