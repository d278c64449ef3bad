"""The locked list of jars, and getting exactly those files.

jgo resolves coordinates and fetches files; the lock is ours, one line for each jar
(`coordinate size sha256`), because jgo's own lock holds no sizes, is written only by a builder that
fetches a Java of its own to classify modules, and is compared only when asked. Here every file is
compared at every start (about 0.2 s for 250 MB), so a broken or swapped jar never runs.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jgo.maven import MavenContext, PythonResolver
from requests import RequestException

from graph.server.problem import ServerProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.server.progress import Progress

SERVER = "org.neo4j:neo4j"
_AT_ONCE = 4
_ATTEMPTS = 3


@dataclass(frozen=True)
class Jar:
    """One locked file: Maven coordinate (`group:artifact:packaging[:classifier]:version`), bytes, sha256."""

    coordinate: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies inside the folder of jars, in the layout of a Maven repository."""
        group, artifact, packaging, *classifier, version = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier])
        return Path(*group.split("."), artifact, version, f"{name}.{packaging}")


def read_lock(lock: Path) -> list[Jar]:
    """The jars of a lock file, in class path order."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return [Jar(coordinate, int(size), sha256) for coordinate, size, sha256 in rows]


def neo4j_version(jars: list[Jar]) -> str:
    """The Neo4j version that a lock is for, as "2026.08.1"."""
    return next(j.coordinate.split(":")[-1] for j in jars if j.coordinate.startswith(f"{SERVER}:"))


def ensure(jars: list[Jar], folder: Path, *, mirror: str | None, progress: Progress) -> list[Path]:
    """Have every jar in `folder`, exactly as locked, and return their paths.

    Missing files are fetched; files that differ from the lock are named, put aside and fetched
    again. With everything in place nothing is asked of the network. Raises `ServerProblem`:
    `JARS_OFFLINE` when it can't be fetched, `JAR_BROKEN` when what arrives is not what was locked.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        states = list(pool.map(lambda jar: _state(jar, folder), jars))
    for jar, state in zip(jars, states, strict=True):
        if state == "broken":
            progress.step(
                f"文件 {jar.path.name} 已损坏或被替换，重新下载。",
                f"{jar.path.name} is broken or was swapped: fetching it again.",
            )
            (folder / jar.path).unlink()
    wanted = [jar for jar, state in zip(jars, states, strict=True) if state != "good"]
    if wanted:
        _fetch(wanted, folder, mirror, progress)
    return [folder / jar.path for jar in jars]


def _state(jar: Jar, folder: Path) -> str:
    path = folder / jar.path
    if not path.exists():
        return "missing"
    return "good" if _matches(jar, path) else "broken"


def _matches(jar: Jar, path: Path) -> bool:
    if path.stat().st_size != jar.size:
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == jar.sha256


def _fetch(wanted: list[Jar], folder: Path, mirror: str | None, progress: Progress) -> None:
    size = sum(jar.size for jar in wanted)
    _room(folder, size)
    # Each file arrives beside its place and moves in only when its hash is right, so whatever
    # interrupts us leaves only whole, checked jars; the next start fetches the rest.
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=folder))
    try:
        with progress.fetching(len(wanted), size) as more, ThreadPoolExecutor(_AT_ONCE) as pool:
            futures = [
                pool.submit(_fetch_one, jar, folder, incoming, mirror, more) for jar in wanted
            ]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _room(folder: Path, size: int) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, error) from error
    if free < size * 1.2:
        raise disk_full(folder, free, int(size * 1.2))


def _fetch_one(
    jar: Jar, folder: Path, incoming: Path, mirror: str | None, more: Callable[[int], None]
) -> None:
    @contextmanager
    def counted(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
        yield more

    last: Exception | None = None
    for attempt in range(_ATTEMPTS):
        context = MavenContext(
            PythonResolver(progress_callback=counted),
            repo_cache=incoming / str(attempt),
            remote_repos={"mirror": mirror} if mirror else None,
            timeout=30,
        )
        try:
            arrived = context.create_dependency(jar.coordinate).artifact.resolve()
        except (RequestException, RuntimeError) as error:
            last = error
            continue
        except OSError as error:
            raise unwritable(folder, error) from error
        if _matches(jar, arrived):
            place = folder / jar.path
            place.parent.mkdir(parents=True, exist_ok=True)
            arrived.replace(place)
            return
        last = None
        with suppress(OSError):
            arrived.unlink()
    raise _offline(jar, last) if last else _not_as_locked(jar)


def _offline(jar: Jar, error: Exception) -> ServerProblem:
    return ServerProblem(
        "JARS_OFFLINE",
        f"首次运行需要联网下载 Neo4j，但无法取得 {jar.path.name}（{type(error).__name__}）。",
        f"The first run fetches Neo4j, but {jar.path.name} could not be fetched ({type(error).__name__}).",
        "请检查网络或代理（HTTPS_PROXY）后重试，已下载的文件会保留；也可用 GONGJIAN_JARS_MIRROR 指定其他 Maven "
        "仓库，或把另一台机器的 jars 文件夹拷来并用 GONGJIAN_JARS 指向它，或用 NEO4J_URI 连接现有的 Neo4j。",
        "Check the network or proxy (HTTPS_PROXY) and try again, what has arrived is kept; or name another Maven "
        "repository in GONGJIAN_JARS_MIRROR, or copy the jars folder of another machine and point GONGJIAN_JARS to "
        "it, or use a Neo4j you have with NEO4J_URI.",
    )


def _not_as_locked(jar: Jar) -> ServerProblem:
    return ServerProblem(
        "JAR_BROKEN",
        f"下载的 {jar.path.name} 与锁定的校验值不符，已丢弃。",
        f"{jar.path.name} as fetched does not match its locked hash and was thrown away.",
        "可能是网络或镜像改动了文件：请换一个网络，或检查 GONGJIAN_JARS_MIRROR 后重试。",
        "The network or the mirror may have changed the file: use another network, or check GONGJIAN_JARS_MIRROR, and try again.",
    )


def unwritable(folder: Path, error: OSError) -> ServerProblem:
    """The problem of a folder that can't be written (or is full)."""
    if error.errno == 28:
        return disk_full(folder, 0, 0)
    return ServerProblem(
        "HOME_UNWRITABLE",
        f"无法写入文件夹 {folder}（{error.strerror}）。",
        f"The folder {folder} can't be written ({error.strerror}).",
        "请修正权限，或用 GONGJIAN_HOME 指定另一个文件夹。",
        "Correct its permissions, or name another folder in GONGJIAN_HOME.",
    )


def disk_full(folder: Path, free: int, needed: int) -> ServerProblem:
    """The problem of a disk without room; sizes in bytes, 0 where not known."""
    short_zh = f"：剩余 {free >> 20} MB，需要约 {needed >> 20} MB" if needed else ""
    short_en = f": {free >> 20} MB free, about {needed >> 20} MB needed" if needed else ""
    return ServerProblem(
        "DISK_FULL",
        f"磁盘空间不足{short_zh}（{folder}）。",
        f"The disk is full{short_en} ({folder}).",
        "请腾出空间，或用 GONGJIAN_HOME 指定另一块磁盘上的文件夹；已有数据未被改动。",
        "Make room, or name a folder on another disk in GONGJIAN_HOME; what was there is untouched.",
    )
