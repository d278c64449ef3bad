"""Each server in a process of its own, with one worker, on a free port; and the processor time that a process took."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

WAIT = 60
NODE = Path(__file__).with_name("node")


@dataclass(frozen=True)
class Server:
    """A running server."""

    name: str
    port: int
    pid: int


def processor(pid: int | None) -> float:
    """Seconds of processor time that a process has taken so far; 0 where it is not ours to see."""
    if pid is None:
        return 0.0
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


@contextlib.contextmanager
def in_python(
    name: str, environ: Mapping[str, str], module: str = "bench.side_by_side.served"
) -> Iterator[Server]:
    """`<module>:<name>`, as the service is run."""
    port = _free_port()
    command = [
        sys.executable, "-m", "uvicorn", "--factory", f"{module}:{name}", "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning", "--ws", "none",
    ]  # fmt: skip
    with _running(name, port, command, environ, None) as server:
        yield server


@contextlib.contextmanager
def in_node(environ: Mapping[str, str]) -> Iterator[Server]:
    """@neo4j/graphql with its own server."""
    node = shutil.which("node")
    if node is None or not (NODE / "node_modules").is_dir():
        raise SystemExit(f"needs Node 20, and once: npm ci --prefix {NODE}")
    port = _free_port()
    with _running("node", port, [node, "server.js"], {**environ, "PORT": str(port)}, NODE) as it:
        yield it


@contextlib.contextmanager
def _running(
    name: str, port: int, command: Sequence[str], environ: Mapping[str, str], folder: Path | None
) -> Iterator[Server]:
    process = subprocess.Popen(command, env={**os.environ, **environ}, cwd=folder)
    try:
        for _ in range(WAIT * 10):
            if process.poll() is not None:
                raise SystemExit(f"{name} did not start")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
                break
            time.sleep(0.1)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
