"""From nothing to a database that answers."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from graph.server import conf
from graph.server.ahead import cache_of
from graph.server.ask import ask
from graph.server.child import end_orphan, environment, start_failed
from graph.server.home import Home
from graph.server.jars import ensure
from graph.server.lock import neo4j_version, read_lock
from graph.server.problem import ServerProblem
from graph.server.progress import Progress, Quiet
from graph.server.running import RunningServer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.server.settings import Settings

_ATTEMPTS = 4
# On a busy machine the first connection to a fresh JVM takes seconds.
_PATIENCE = 60.0


def start(settings: Settings, *, progress: Progress | None = None) -> RunningServer:
    """Have a real Neo4j of this home answering, and return it; whoever gets it must stop it.

    Fetches what is missing, stops what a killed owner left running, and asks the database with its
    password before saying it is there. Raises `ServerProblem` and then leaves nothing running and
    nothing claimed.
    """
    progress = progress or Quiet()
    home = Home(settings.home)
    home.claim()
    try:
        _end_what_was_left(home, progress)
        locked = read_lock(settings.lock)
        paths = ensure(locked, settings.jars, mirror=settings.mirror, progress=progress)
        _furnish(home, paths, progress)
        cache = cache_of(settings, paths, start, progress)
        server = RunningServer(settings, home, paths, cache, neo4j_version(locked))
        _launch(server, progress)
    except BaseException:
        home.release()
        raise
    return server


def _end_what_was_left(home: Home, progress: Progress) -> None:
    # Stopped, not adopted: its ports, memory and settings are those of another start.
    orphan = home.orphan()
    if orphan:
        progress.step(
            f"停止上次遗留的数据库进程 {orphan.pid}……",
            f"Stopping the database that a killed owner left behind (process {orphan.pid}) ...",
        )
        end_orphan(orphan)


def _furnish(home: Home, class_path: Sequence[Path], progress: Progress) -> None:
    for name in ("conf", "data", "logs"):
        (home.folder / name).mkdir(exist_ok=True)
    if (home.folder / "data" / "dbms").exists():
        return
    progress.step("首次运行：设置数据库密码……", "First run: setting the database password ...")
    home.password()
    # The file, not the word: command lines can be read by every user of the machine.
    word = f"@{home.password_file}"
    command = conf.admin_command(class_path, "dbms", "set-initial-password", word)
    done = subprocess.run(command, env=environment(home.folder), capture_output=True, check=False)
    if done.returncode:
        raise start_failed(home.folder, (done.stderr or done.stdout).decode(errors="replace"))


def _launch(server: RunningServer, progress: Progress) -> None:
    for left in reversed(range(_ATTEMPTS)):
        try:
            server.launch(progress)
            break
        except ServerProblem as problem:
            if left and problem.code == "PORT_TAKEN":
                # Somebody took a port between our look and Neo4j's: look again.
                server.choose_ports()
            elif not (left and server.forgo_cache()):
                raise
    try:
        ask(server.bolt_uri, server.username, server.password, timeout=_PATIENCE)
    except BaseException:
        server.stop()
        raise
