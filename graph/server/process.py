"""Starting, asking and stopping one Neo4j child process."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import psutil

from graph.server import conf, jars, ports
from graph.server.ask import ask
from graph.server.home import LEAST_FREE, Home
from graph.server.problem import ServerProblem
from graph.server.progress import Quiet

if TYPE_CHECKING:
    from pathlib import Path

    from graph.server.progress import Progress
    from graph.server.settings import Settings

STOP_WITHIN = 30.0
# Ends the database when we are gone, however we went: our end of its input closes, `read` returns.
_LEASH = 'read -r _; kill -TERM "$1" 2>/dev/null'


class RunningServer:
    """A managed Neo4j that answers; a context manager that stops it.

    `bolt_uri`, `http_port`, `username`, `password` are what to connect with and stay the same when
    the database is started anew in `restart`; `pid` is the child's present process id.
    """

    username = conf.USERNAME

    def __init__(
        self, settings: Settings, home: Home, class_path: list[Path], version: str
    ) -> None:
        self.settings = settings
        self.home = home
        self.version = version
        self.password = home.password()
        self.choose_ports()
        self.stopping = False
        self._class_path = class_path
        self._child: subprocess.Popen[bytes] | None = None
        self._leash: subprocess.Popen[bytes] | None = None

    def choose_ports(self) -> None:
        """Take the wanted ports where they are free, else others."""
        self.bolt_port = ports.choose(self.settings.bolt_port)
        self.http_port = ports.choose(self.settings.http_port, but=self.bolt_port)

    @property
    def bolt_uri(self) -> str:
        """Where drivers connect: bolt://127.0.0.1:port."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def pid(self) -> int:
        """The process id of the database."""
        return self.child.pid

    @property
    def child(self) -> subprocess.Popen[bytes]:
        """The process itself; raises RuntimeError when none was started."""
        if self._child is None:
            raise RuntimeError("not started")
        return self._child

    @property
    def alive(self) -> bool:
        """Whether the process runs (not whether it answers)."""
        return self._child is not None and self._child.poll() is None

    def launch(self, progress: Progress) -> None:
        """Start the process and return once it answers; raises `ServerProblem(START_FAILED)`."""
        folder = self.settings.home
        for name in ("conf", "data", "logs"):
            (folder / name).mkdir(exist_ok=True)
        lines = conf.conf_lines(self.settings, self.version, self.bolt_port, self.http_port)
        (folder / "conf" / "neo4j.conf").write_text("\n".join([*lines, ""]), encoding="utf-8")
        if not (folder / "data" / "dbms").exists():
            progress.step(
                "首次运行：设置数据库密码……", "First run: setting the database password ..."
            )
            self._set_password(folder)
        progress.step(f"启动 Neo4j {self.version}……", f"Starting Neo4j {self.version} ...")
        with (folder / "logs" / "console.log").open("wb") as console:
            self._child = subprocess.Popen(
                conf.java_command(self.settings, self._class_path, self.version),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                env=child_environment(folder),
                cwd=folder,
                start_new_session=True,
            )
        self.home.remember(psutil.Process(self._child.pid))
        self._hold()
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    def _hold(self) -> None:
        if os.name == "posix":
            self._leash = subprocess.Popen(
                ["/bin/sh", "-c", _LEASH, "leash", str(self.pid)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def _unhold(self) -> None:
        if self._leash:
            self._leash.kill()
            self._leash.communicate()
            self._leash = None

    def _set_password(self, folder: Path) -> None:
        command = conf.admin_command(
            self._class_path, "dbms", "set-initial-password", self.password
        )
        done = subprocess.run(
            command, env=child_environment(folder), capture_output=True, check=False
        )
        if done.returncode:
            raise start_failed(folder, (done.stderr or done.stdout).decode(errors="replace"))

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + self.settings.ready_within
        while time.monotonic() < until:
            if self.child.poll() is not None:
                raise start_failed(self.settings.home, _last_words(self.settings.home))
            # HTTP opens last, after the databases and Bolt.
            if self._http_answers():
                return
            time.sleep(0.1)
        raise start_failed(
            self.settings.home, f"not ready after {self.settings.ready_within:.0f} s"
        )

    def _http_answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.http_port, timeout=2)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def ask(self) -> None:
        """One question with the password; raises `ServerProblem(PASSWORD_WRONG or UNREACHABLE)`."""
        ask(self.bolt_uri, self.username, self.password)

    def stop(self) -> None:
        """Stop cleanly (a checkpoint is written), and give the home up; may be called twice."""
        self.stopping = True
        self.end_process()
        self.home.release()

    def end_process(self) -> None:
        """Stop the process cleanly but keep the home."""
        self._unhold()
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
        self.home.forget()

    def restart(self, progress: Progress | None = None) -> None:
        """Start the database anew on the same ports, stopping it first if it still runs."""
        self.end_process()
        self.launch(progress or Quiet())

    def kill(self) -> None:
        """kill -9 of the database, as a test or a last resort; the home stays ours until `stop`."""
        self._unhold()
        if self._child is not None:
            with suppress(ProcessLookupError):
                self._child.kill()
            self._child.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


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
        orphan = home.orphan()
        if orphan:
            progress.step(
                f"停止上次遗留的数据库进程 {orphan.pid}……",
                f"Stopping the database that a killed owner left behind (process {orphan.pid}) ...",
            )
            _end_orphan(orphan)
        locked = jars.read_lock(settings.lock)
        paths = jars.ensure(locked, settings.jars, mirror=settings.mirror, progress=progress)
        server = RunningServer(settings, home, paths, jars.neo4j_version(locked))
        try:
            server.launch(progress)
        except ServerProblem as problem:
            # Somebody took a port between our look and Neo4j's: look again, once.
            if problem.code != "PORT_TAKEN":
                raise
            server.choose_ports()
            server.launch(progress)
        try:
            server.ask()
        except BaseException:
            server.end_process()
            raise
    except BaseException:
        home.release()
        raise
    return server


def child_environment(folder: Path) -> dict[str, str]:
    """The few variables the child needs: nothing of the caller's Java or Neo4j settings gets in."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "TZ", "TMPDIR", "SYSTEMROOT")
        if name in os.environ
    }
    # Java reads file names in the character set of the locale, and homes may have Chinese names.
    return kept | {
        "LC_ALL": "C.UTF-8",
        "NEO4J_HOME": str(folder),
        "NEO4J_CONF": str(folder / "conf"),
    }


def _end_orphan(orphan: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        orphan.terminate()
        try:
            orphan.wait(STOP_WITHIN)
        except psutil.TimeoutExpired:
            orphan.kill()
            orphan.wait(STOP_WITHIN)


def _last_words(folder: Path) -> str:
    words = [
        path.read_text(encoding="utf-8", errors="replace")[-4000:]
        for path in (folder / "logs" / "console.log", folder / "logs" / "neo4j.log")
        if path.exists()
    ]
    return "\n".join(words)


def start_failed(folder: Path, words: str) -> ServerProblem:
    """The problem behind the last words of a database that did not start."""
    if "No space left" in words:
        return jars.disk_full(folder, shutil.disk_usage(folder).free, LEAST_FREE)
    code = "PORT_TAKEN" if "already in use" in words else "START_FAILED"
    told = [line.strip() for line in words.splitlines() if re.search(r"ERROR|Caused by|Exception:", line)]
    said = " | ".join(told[:1] + told[-1:])[:500] or words.strip()[-300:]
    return ServerProblem(
        code,
        f"Neo4j 未能启动：{said}。",
        f"Neo4j did not start: {said}.",
        f"详细日志在 {folder / 'logs'}；已有数据未被删除。",
        f"The full logs are in {folder / 'logs'}; no data was removed.",
    )
