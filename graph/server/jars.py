"""Having exactly the locked jars.

jgo resolves coordinates and fetches files; the lock is ours, one line for each jar, because jgo's
own lock holds no sizes, is compared only when asked, and is written by a builder that fetches a Java
of its own to classify modules. Here every file is compared at every start (0.2 s for 185 MB), so a
broken or swapped jar never runs.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from jgo.maven import MavenContext, PythonResolver
from requests import RequestException

from graph.server.problem import ServerProblem
from graph.server.room import make_room, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.server.lock import Jar
    from graph.server.progress import Progress

_AT_ONCE = 4
_ATTEMPTS = 3
_INCOMING = ".incoming-"


def ensure(jars: list[Jar], folder: Path, *, mirror: str | None, progress: Progress) -> list[Path]:
    """Have every jar in `folder`, exactly as locked, and return their paths.

    Missing files are fetched; files that differ from the lock are named and fetched again. With
    everything in place nothing is asked of the network. Raises `ServerProblem`: `JARS_OFFLINE` when
    one can't be fetched, `JAR_BROKEN` when what arrives is not what was locked.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        good = list(pool.map(lambda jar: jar.matches(folder / jar.path), jars))
    wanted = [jar for jar, is_good in zip(jars, good, strict=True) if not is_good]
    for jar in wanted:
        if (folder / jar.path).exists():
            progress.step(
                f"文件 {jar.path.name} 已损坏或被替换，重新下载。",
                f"{jar.path.name} is broken or was swapped: fetching it again.",
            )
    if wanted:
        _fetch_all(wanted, folder, mirror, progress)
    return [folder / jar.path for jar in jars]


def _fetch_all(wanted: list[Jar], folder: Path, mirror: str | None, progress: Progress) -> None:
    size = sum(jar.size for jar in wanted)
    make_room(folder, size * 6 // 5)
    _sweep(folder)
    incoming = Path(tempfile.mkdtemp(prefix=f"{_INCOMING}{os.getpid()}-", dir=folder))
    try:
        with progress.fetching(len(wanted), size) as more, ThreadPoolExecutor(_AT_ONCE) as pool:
            fetch = _Fetch(folder, incoming, mirror, more)
            futures = [pool.submit(fetch.one, jar) for jar in wanted]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                fetch.cancelled.set()
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _sweep(folder: Path) -> None:
    # Half files of a fetch that was killed.
    for left in folder.glob(f"{_INCOMING}*"):
        if not psutil.pid_exists(int(left.name.split("-")[1])):
            shutil.rmtree(left, ignore_errors=True)


class _Fetch:
    """Fetching into `folder` by way of `incoming`.

    Each file arrives beside its place and moves in only when its hash is right, so whatever
    interrupts us leaves only whole, checked jars; the next start fetches the rest.
    """

    def __init__(
        self, folder: Path, incoming: Path, mirror: str | None, more: Callable[[int], None]
    ) -> None:
        self.cancelled = threading.Event()
        self._folder = folder
        self._incoming = incoming
        self._remote = {"mirror": mirror} if mirror else None
        self._more = more

    def one(self, jar: Jar) -> None:
        problem = _not_as_locked(jar)
        for attempt in range(_ATTEMPTS):
            if self.cancelled.is_set():
                break
            try:
                arrived = self._arrive(jar, self._incoming / str(attempt))
            except (RequestException, RuntimeError) as error:
                problem = _offline(jar, error)
                continue
            except OSError as error:
                raise unwritable(self._folder, error) from error
            if jar.matches(arrived):
                place = self._folder / jar.path
                place.parent.mkdir(parents=True, exist_ok=True)
                arrived.replace(place)
                return
            problem = _not_as_locked(jar)
        raise problem

    def _arrive(self, jar: Jar, into: Path) -> Path:
        resolver = PythonResolver(progress_callback=self._counted)
        context = MavenContext(resolver, repo_cache=into, remote_repos=self._remote, timeout=20)
        return context.create_dependency(jar.coordinate).artifact.resolve()

    @contextmanager
    def _counted(self, _name: str, _size: int) -> Iterator[Callable[[int], None]]:
        def more(n: int) -> None:
            if self.cancelled.is_set():
                raise RuntimeError("cancelled")
            self._more(n)

        yield more


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
        "The network or the mirror may have changed the file: use another network, or check "
        "GONGJIAN_JARS_MIRROR, and try again.",
    )
