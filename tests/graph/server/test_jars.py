"""The jars are those of the lock, to the byte, or nothing runs."""

from __future__ import annotations

import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.server import Quiet, ServerProblem
from graph.server.jars import ensure
from graph.server.lock import Jar, neo4j_version, read_lock
from graph.server.ports import choose
from graph.server.room import make_room
from graph.server.settings import LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.connect import Origin


class Heard(Quiet):
    """Remembers what a person would have been told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def step(self, zh: str, en: str) -> None:
        self.said += [zh, en]


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is given
        pass


@pytest.fixture(scope="module")
def few(server: Origin) -> list[Jar]:
    """Three small jars of the real lock, which the session's database has already fetched."""
    if server.server is None:
        pytest.skip("runs on the jars of the managed database")
    return sorted(read_lock(LOCK), key=lambda jar: jar.size)[:3]


@pytest.fixture
def mirror(server: Origin, few: list[Jar], tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A Maven repository of those three, on the loopback: its folder and its address."""
    folder = tmp_path / "mirror"
    assert server.server
    for jar in few:
        (folder / jar.path).parent.mkdir(parents=True)
        shutil.copy(server.server.settings.jars / jar.path, folder / jar.path)
    handler = partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{web.server_port}"
        web.shutdown()


def nowhere() -> str:
    """The address of a port where nobody listens."""
    return f"http://127.0.0.1:{choose(0)}"


def test_the_locks_name_whole_servers_with_a_hash_for_every_jar() -> None:
    """Both locks: the version asked for, Browser within, 64 hexadecimal digits for each file."""
    for name, version in (("jars.lock", "2026.08.1"), ("jars-5.26.lock", "5.26.30")):
        jars = read_lock(LOCK.with_name(name))
        assert neo4j_version(jars) == version
        assert any("neo4j-browser" in jar.coordinate for jar in jars)
        assert len({jar.path for jar in jars}) == len(jars)
        assert all(len(jar.sha256) == 64 and jar.size for jar in jars)


def test_fetched_once_then_nothing_is_asked_of_the_network(
    few: list[Jar], mirror: tuple[Path, str], tmp_path: Path
) -> None:
    """What is missing arrives where the lock says; a second time no server is needed."""
    into = tmp_path / "jars"
    paths = ensure(few, into, mirror=mirror[1], progress=Quiet())
    assert [jar.matches(path) for jar, path in zip(few, paths, strict=True)] == [True] * 3
    assert ensure(few, into, mirror=nowhere(), progress=Quiet()) == paths


def test_an_interrupted_fetch_goes_on_where_it_was(
    few: list[Jar], mirror: tuple[Path, str], tmp_path: Path
) -> None:
    """Only what is missing is fetched; half files of a killed fetch are swept away."""
    folder, address = mirror
    into = tmp_path / "jars"
    ensure(few[:2], into, mirror=address, progress=Quiet())
    for jar in few[:2]:
        (folder / jar.path).unlink()
    gone = subprocess.Popen(["true"])
    gone.wait()
    left = into / f".incoming-{gone.pid}-x"
    left.mkdir()
    ensure(few, into, mirror=address, progress=Quiet())
    assert not list(into.glob(".incoming-*"))


@pytest.mark.parametrize("harm", ["cut", "swapped"])
def test_a_broken_or_swapped_jar_is_named_and_fetched_again(
    few: list[Jar], mirror: tuple[Path, str], tmp_path: Path, harm: str
) -> None:
    """Cut short, or other bytes of the same length: noticed by the hash, said, made good."""
    into = tmp_path / "jars"
    victim = ensure(few, into, mirror=mirror[1], progress=Quiet())[1]
    good = victim.read_bytes()
    victim.write_bytes(good[:-1] if harm == "cut" else bytes(len(good)))
    heard = Heard()
    ensure(few, into, mirror=mirror[1], progress=heard)
    assert victim.read_bytes() == good
    assert any(victim.name in sentence for sentence in heard.said)


def test_a_mirror_that_serves_something_else_is_refused(
    few: list[Jar], mirror: tuple[Path, str], tmp_path: Path
) -> None:
    """What arrives must be what was locked; the jar is named and nothing of it stays."""
    folder, address = mirror
    (folder / few[0].path).write_bytes(b"something else")
    into = tmp_path / "jars"
    with pytest.raises(ServerProblem) as caught:
        ensure(few, into, mirror=address, progress=Quiet())
    assert caught.value.code == "JAR_BROKEN"
    assert few[0].path.name in caught.value.zh
    assert not (into / few[0].path).exists()


def test_no_network_on_the_first_start_says_what_to_do(few: list[Jar], tmp_path: Path) -> None:
    """Nobody answers: a sentence in each language, with ways out that need no network here."""
    with pytest.raises(ServerProblem) as caught:
        ensure(few, tmp_path, mirror=nowhere(), progress=Quiet())
    problem = caught.value
    assert problem.code == "JARS_OFFLINE"
    for cure in (problem.cure_zh, problem.cure_en):
        assert "GONGJIAN_JARS" in cure
        assert "NEO4J_URI" in cure


def test_no_room_and_no_permission_are_told_apart(tmp_path: Path) -> None:
    """A disk without room and a folder that can't be made are different sentences."""
    with pytest.raises(ServerProblem) as full:
        make_room(tmp_path, 1 << 60)
    assert full.value.code == "DISK_FULL"
    (tmp_path / "file").touch()
    with pytest.raises(ServerProblem) as refused:
        make_room(tmp_path / "file" / "home", 1)
    assert refused.value.code == "HOME_UNWRITABLE"
