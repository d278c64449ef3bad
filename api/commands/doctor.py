"""`gongjian doctor`: look at this machine and say what is in the way, without changing anything."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from api.commands.serve import HOST, listen
from graph.connect import ServerProblem
from graph.server import settings_from_env
from graph.server.ask import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOM_GB = 2
Found = tuple[bool, str, str]


@click.command()
def doctor() -> None:
    """检查运行环境。 Look at this machine and say what is in the way."""
    good = True
    for look in (_python, _packages, _room, _jars, _port, _database):
        for fine, zh, en in look():
            click.echo(f"{'✓' if fine else '✗'} {zh}  {en}")
            good = good and fine
    if not good:
        sys.exit(1)


def _python() -> Iterator[Found]:
    yield True, f"Python {platform.python_version()}", f"({platform.system()} {platform.machine()})"


def _packages() -> Iterator[Found]:
    for name in ("gongjian", "strawberry-graphql", "neo4j", "neo4j-rust-ext", "uvicorn"):
        yield True, name, version(name)


def _guarded(work: Callable[[], Found]) -> Iterator[Found]:
    try:
        yield work()
    except ServerProblem as problem:
        yield False, f"{problem.zh}{problem.cure_zh}", f"{problem.en} {problem.cure_en}"


def _room() -> Iterator[Found]:
    def look() -> Found:
        home = settings_from_env(os.environ).home
        there = next(p for p in (home, *home.parents) if p.exists())
        free = shutil.disk_usage(there).free / 1e9
        return (
            free > ROOM_GB,
            f"数据目录 {home} 可用空间 {free:.1f} GB",
            f"free disk at the home (needs {ROOM_GB} GB)",
        )

    return _guarded(look)


def _jars() -> Iterator[Found]:
    def look() -> Found:
        jars = settings_from_env(os.environ).jars
        count = len(list(jars.rglob("*.jar"))) if jars.exists() else 0
        return (
            True,
            f"Neo4j 文件 {count} 个",
            "jars present; they are fetched on the first start" if not count else "jars present",
        )

    return _guarded(look)


def _port() -> Iterator[Found]:
    def look() -> Found:
        listening = listen(os.environ)
        return True, f"端口 {listening.port} 空闲", f"port {listening.port} of {HOST} is free"

    return _guarded(look)


def _database() -> Iterator[Found]:
    uri = os.environ.get("NEO4J_URI", "").strip()
    if not uri:
        yield True, "使用自带的 Neo4j", "the managed Neo4j is used (NEO4J_URI is not set)"
        return

    def look() -> Found:
        found = ask(
            uri, os.environ.get("NEO4J_USERNAME") or "neo4j", os.environ.get("NEO4J_PASSWORD", "")
        )
        return True, f"可连接 {uri}", f"Neo4j {found} answers"

    yield from _guarded(look)
