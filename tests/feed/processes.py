"""A service in a process of its own, as `python -m tests.feed.processes` with the database in the environment; prints its address."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import uvicorn

from api.app import create_app
from api.http import Bounded
from api.identity import Settings
from api.serving import Server
from api.sockets import UVICORN
from graph import timers
from graph.connect import Origin
from tests.unlimited import OFTEN

if TYPE_CHECKING:
    from collections.abc import Iterator


WATCH = "WATCHES_TIMERS"
"""Set for a service that sees to what is due: for how many seconds it keeps the lease."""


def serve() -> None:
    """Serve until told to stop."""
    origin = Origin(
        os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"], ""
    )
    settings = Settings(rates=OFTEN.rates)
    watch = os.environ.get(WATCH)
    timers.LEASE_SECONDS = int(watch or timers.LEASE_SECONDS)
    app = create_app(origin, settings=settings, timers=watch is not None)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            app, loop="uvloop", http=Bounded, log_level="warning", access_log=False, **UVICORN
        )
        server = Server(
            config, app.state.following.ending.set,
            lambda: click.echo(f"http://127.0.0.1:{listener.getsockname()[1]}"),
        )  # fmt: skip
        asyncio.run(server.serve(sockets=[listener]))


@contextlib.contextmanager
def running(origin: Origin, count: int, **more: str) -> Iterator[list[tuple[str, int]]]:
    """So many of them, with more in their environment; address and process id of each."""
    environ = {
        **os.environ, "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password, **more,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.feed.processes"]
    with contextlib.ExitStack() as stack:
        begun = []
        for _ in range(count):
            process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
            begun.append(stack.enter_context(process))
            stack.callback(process.terminate)
        yield [((p.stdout.readline() if p.stdout else "").strip(), p.pid) for p in begun]


if __name__ == "__main__":
    serve()
