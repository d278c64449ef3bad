"""A managed Neo4j that answers: what to connect with, and its stop, restart and watch."""

from __future__ import annotations

import http.client
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Self

import psutil

from graph.server import conf, ports
from graph.server.child import Child
from graph.server.problem import ServerProblem
from graph.server.progress import Quiet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.server.home import Home
    from graph.server.progress import Progress
    from graph.server.settings import Settings

RESTARTS = 5
RESTARTS_WITHIN = 600.0


class RunningServer:
    """A managed Neo4j; a context manager that stops it.

    `bolt_uri`, `http_port`, `username`, `password` are what to connect with and stay the same over
    restarts; `pid` is the child's present process id. `given_up` turns true when it died more often
    than `supervise` allows.
    """

    username = conf.USERNAME

    def __init__(
        self, settings: Settings, home: Home, jars: Sequence[Path], cache: Path | None, version: str
    ) -> None:
        self.settings = settings
        self.version = version
        self.password = home.password()
        self.given_up = False
        self._home = home
        self._jars = jars
        self._cache = cache
        self._child: Child | None = None
        # Held while the process changes, so that a stop never passes a restart unseen.
        self._turn = threading.RLock()
        self._stopping = False
        self._supervised = False
        self.choose_ports()

    def choose_ports(self) -> None:
        """Take the wanted ports where they are free, else others."""
        self.bolt_port = ports.choose(self.settings.bolt_port)
        self.http_port = ports.choose(self.settings.http_port, but=self.bolt_port)

    def forgo_cache(self) -> bool:
        """Launch without the ahead-of-time cache from now on; False if that is so already."""
        had, self._cache = self._cache, None
        return had is not None

    @property
    def bolt_uri(self) -> str:
        """Where drivers connect: bolt://127.0.0.1:port."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def pid(self) -> int:
        """The process id of the database; raises RuntimeError before the first launch."""
        if self._child is None:
            raise RuntimeError("not started")
        return self._child.process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs (not whether it answers)."""
        return self._child is not None and self._child.alive

    def announce(self, url: str) -> None:
        """Say where this database and the service on top of it answer, for whoever wants this home next."""
        self._home.announce(url, self.bolt_uri)

    def launch(self, progress: Progress) -> None:
        """Start the process and return once it answers; raises `ServerProblem`."""
        progress.step(f"启动 Neo4j {self.version}……", f"Starting Neo4j {self.version} ...")
        folder = self.settings.home
        lines = conf.conf_lines(self.settings, self.version, self.bolt_port, self.http_port)
        (folder / "conf" / "neo4j.conf").write_text("\n".join([*lines, ""]), encoding="utf-8")
        with self._turn:
            if self._stopping:
                return
            command = conf.java_command(self.settings, self._jars, self._cache, self.version)
            child = self._child = Child(command, folder)
            self._home.remember(psutil.Process(child.process.pid))
        try:
            self._wait_until_ready(child)
        except BaseException:
            child.kill()
            raise

    def _wait_until_ready(self, child: Child) -> None:
        until = time.monotonic() + self.settings.ready_within
        while time.monotonic() < until:
            if not child.alive:
                raise child.failure()
            # HTTP opens last, after the databases and Bolt. Somebody else may have taken the port
            # since we looked, and answer there: only what our child listens on counts.
            if self._listens(child) and self._http_answers():
                return
            time.sleep(0.1)
        raise child.failure(f"not ready after {self.settings.ready_within:.0f} s\n")

    def _listens(self, child: Child) -> bool:
        try:
            sockets = psutil.Process(child.process.pid).net_connections("tcp")
        except psutil.NoSuchProcess:
            return False
        ours = {tuple(each.laddr)[1] for each in sockets if each.status == psutil.CONN_LISTEN}
        return {self.bolt_port, self.http_port} <= ours

    def _http_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=2)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop cleanly and give the home up; may be called twice."""
        with self._turn:
            self._stopping = True
            self._end()
            self._home.release()

    def restart(self) -> None:
        """Stop the database cleanly and have it started anew on the same ports.

        For a database that runs but is beyond help (after a full disk it must be restarted). When
        supervised the supervisor starts it and this returns at once; else it returns when ready.
        """
        with self._turn:
            self._end()
        if not self._supervised:
            self.launch(Quiet())

    def kill(self) -> None:
        """kill -9 of the database, for tests; the home stays ours until `stop`."""
        if self._child is not None:
            self._child.kill()

    def _end(self) -> None:
        if self._child is not None:
            self._child.stop(self.settings.stop_within)
        self._home.forget()

    def supervise(self, progress: Progress) -> None:
        """From now on start the database anew whenever it dies: at once, then ever slower.

        More than five deaths in ten minutes are not an accident: `given_up` turns true and `progress`
        hears of it. Returns at once; watches in a thread that ends with `stop`.
        """
        self._supervised = True
        threading.Thread(target=self._watch, args=(progress,), daemon=True, name="neo4j").start()

    def _watch(self, progress: Progress) -> None:
        deaths: deque[float] = deque(maxlen=RESTARTS + 1)
        while self._child is not None:
            self._child.wait()
            if self._stopping:
                return
            now = time.monotonic()
            deaths.append(now)
            if len(deaths) > RESTARTS and now - deaths[0] < RESTARTS_WITHIN:
                self.given_up = True
                progress.step(
                    "数据库反复退出，已不再重启；请查看日志。",
                    "The database keeps dying and is no longer restarted; see its logs.",
                )
                return
            pause = 2.0 ** (len(deaths) - 2) if len(deaths) > 1 else 0.0
            progress.step("数据库意外退出，正在重启……", "The database died; starting it again ...")
            time.sleep(pause)
            try:
                self.launch(progress)
            except ServerProblem as problem:
                progress.step(problem.zh, problem.en)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
