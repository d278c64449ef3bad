"""One Java process of ours: its environment, the leash it hangs on, its end and its last words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from graph.server.problem import ServerProblem
from graph.server.room import LEAST_FREE, disk_full

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ORPHAN_STOPS_WITHIN = 30.0
# Ends the database when we are gone, however we went: our end of its input closes, `read` returns.
# A kernel's parent-death signal would not do: it follows the thread that forked, not the process.
_LEASH = 'read -r _; kill -TERM "$1" 2>/dev/null'


def environment(folder: Path) -> dict[str, str]:
    """The few variables a child needs: nothing of the caller's Java or Neo4j settings gets in."""
    kept = {name: os.environ[name] for name in ("PATH", "TZ", "TMPDIR") if name in os.environ}
    # Java reads file names in the character set of the locale, and homes may have Chinese names.
    conf = str(folder / "conf")
    return kept | {"LC_ALL": "C.UTF-8", "NEO4J_HOME": str(folder), "NEO4J_CONF": conf}


class Child:
    """A running database process. It is in a group of its own, so Ctrl-C reaches only us."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._folder = folder
        logs = folder / "logs"
        self._spoken = logs / "neo4j.log"
        self._heard = self._spoken.stat().st_size if self._spoken.exists() else 0
        console = logs / "console.log"
        if console.exists():
            console.replace(logs / "console.old.log")
        with console.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env=environment(folder),
                cwd=folder,
                start_new_session=True,
            )
        self._leash = subprocess.Popen(
            ["/bin/sh", "-c", _LEASH, "leash", str(self.process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        """Whether the process runs (not whether it answers)."""
        return self.process.poll() is None

    def wait(self) -> int:
        """Wait for its end, however it comes; returns the exit status."""
        status = self.process.wait()
        # The leash knows only a number, which may belong to another process from now on.
        self._leash.kill()
        with suppress(OSError):
            self._leash.communicate()
        return status

    def stop(self, within: float) -> int:
        """End it cleanly: a checkpoint is written. After `within` seconds it is killed."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(within)
        return self.kill()

    def kill(self) -> int:
        """End it at once."""
        self.process.kill()
        return self.wait()

    def failure(self, why: str = "") -> ServerProblem:
        """The problem behind the last words of a database that did not start."""
        words = why + self._last_words()
        if "No space left" in words:
            return disk_full(self._folder, shutil.disk_usage(self._folder).free, LEAST_FREE)
        return start_failed(self._folder, words)

    def _last_words(self) -> str:
        words = (self._folder / "logs" / "console.log").read_bytes()[-4000:]
        if self._spoken.exists():
            with self._spoken.open("rb") as file:
                file.seek(self._heard)
                words += file.read()[-4000:]
        return words.decode(errors="replace")


def end_orphan(orphan: psutil.Process) -> None:
    """Stop a database that is not our child, cleanly if it listens."""
    with suppress(psutil.NoSuchProcess):
        orphan.terminate()
        try:
            orphan.wait(ORPHAN_STOPS_WITHIN)
        except psutil.TimeoutExpired:
            orphan.kill()
            orphan.wait(ORPHAN_STOPS_WITHIN)


def start_failed(folder: Path, words: str) -> ServerProblem:
    """`START_FAILED`, or `PORT_TAKEN` if that is why, with the telling lines of `words`."""
    code = "PORT_TAKEN" if "already in use" in words else "START_FAILED"
    telling = re.findall(r"^.*(?:ERROR|Caused by|Exception:).*$", words, re.MULTILINE)
    said = " | ".join(dict.fromkeys(telling[:1] + telling[-1:]))[:500] or words.strip()[-300:]
    return ServerProblem(
        code,
        f"Neo4j 未能启动：{said}。",
        f"Neo4j did not start: {said}.",
        f"详细日志在 {folder / 'logs'}；已有数据未被删除。",
        f"The full logs are in {folder / 'logs'}; no data was removed.",
    )
