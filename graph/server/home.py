"""One home: who owns it, what runs in it, its password, and whether there is room."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from typing import TYPE_CHECKING, Any

import psutil

from graph.server.problem import ServerProblem
from graph.server.room import LEAST_FREE, make_room, unwritable

if TYPE_CHECKING:
    from pathlib import Path


class Home:
    """The folder of one managed database, held by one process at a time.

    Ownership is a lock of the operating system on `owner.json`: it ends with the owner however the
    owner ends, so nothing stale is ever left to clean up. The file says who and where, for people.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._owner: Any = None

    def claim(self) -> None:
        """Become the owner; raises `HOME_IN_USE`, `HOME_UNWRITABLE` or `DISK_FULL`, touching nothing."""
        make_room(self.folder, 0)
        try:
            file = (self.folder / "owner.json").open("a+", encoding="utf-8")
        except OSError as error:
            raise unwritable(self.folder, error) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            said = file.read()
            file.close()
            raise _in_use(self.folder, said) from None
        self._owner = file
        try:
            make_room(self.folder, LEAST_FREE)
        except ServerProblem:
            self.release()
            raise
        self.announce(None, None)

    def taken(self) -> ServerProblem | None:
        """Who owns this home, as a problem; None if nobody does. Claims nothing."""
        try:
            with (self.folder / "owner.json").open(encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _in_use(self.folder, (self.folder / "owner.json").read_text(encoding="utf-8"))
        except OSError:
            return None
        return None

    def announce(self, url: str | None, bolt: str | None) -> None:
        """Leave word of who owns this home and where service and database answer, for whoever tries next."""
        self._owner.truncate(0)
        json.dump({"pid": os.getpid(), "url": url, "bolt": bolt}, self._owner)
        self._owner.flush()

    def announced(self) -> str | None:
        """Where the database of the present owner answers, as far as it said so."""
        try:
            return json.loads((self.folder / "owner.json").read_text(encoding="utf-8")).get("bolt")
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        """Stop being the owner."""
        if self._owner:
            self._owner.close()
            self._owner = None

    @property
    def password_file(self) -> Path:
        """Where the password lies, for people who want to log in by hand."""
        return self.folder / "neo4j-password"

    def password(self) -> str:
        """The generated password, made on first use; the file can be read by its owner only."""
        path = self.password_file
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                # Hexadecimal: neo4j-admin would take a leading "-" for an option.
                file.write(secrets.token_hex(16) + "\n")
        return path.read_text(encoding="ascii").strip()

    def remember(self, process: psutil.Process) -> None:
        """Note the database that runs here, so that a later owner can find an orphan."""
        note = {"pid": process.pid, "started": process.create_time()}
        (self.folder / "neo4j.pid").write_text(json.dumps(note), encoding="utf-8")

    def forget(self) -> None:
        """Nothing runs here any more."""
        (self.folder / "neo4j.pid").unlink(missing_ok=True)

    def orphan(self) -> psutil.Process | None:
        """The database that an owner which was killed left behind, if it still runs.

        Told apart from another process with the same number by the time it was started.
        """
        try:
            note = json.loads((self.folder / "neo4j.pid").read_text(encoding="utf-8"))
            process = psutil.Process(note["pid"])
            return process if abs(process.create_time() - note["started"]) < 1 else None
        except (OSError, ValueError, KeyError, psutil.NoSuchProcess):
            return None


def _in_use(folder: Path, said: str) -> ServerProblem:
    try:
        note = json.loads(said)
    except ValueError:
        note = {}
    pid, url = note.get("pid", "?"), note.get("url")
    return ServerProblem(
        "HOME_IN_USE",
        f"共建服务已在运行{f'：{url}' if url else ''}（进程 {pid}，数据目录 {folder}）。",
        f"Gongjian is already running{f' at {url}' if url else ''} (process {pid}, home {folder}).",
        "请直接使用它，或先将它停止，或用 GONGJIAN_HOME 指定另一个文件夹。",
        "Use that one, or stop it first, or name another folder in GONGJIAN_HOME.",
    )
