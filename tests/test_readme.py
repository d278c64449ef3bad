"""README and CONTRIBUTING keep their word: every command in them is run, every name in them is looked up."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import schema  # noqa: F401 - declares every kind
from graph.codes import page as errors
from graph.dictionary import dictionary
from schema.access.page import page as permissions
from schema.machines.page import page as machines
from seeds.guide import guide
from tests.conftest import own_home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import Database
    from tests.fixtures.service import Service

PROJECT = Path(__file__).parent.parent
PAGES = ("README.md", "CONTRIBUTING.md")
GENERATED = {
    "docs/dictionary.md": dictionary,
    "docs/spreadsheets.md": guide,
    "docs/permissions.md": permissions,
    "docs/errors.md": errors,
    "docs/machines.md": machines,
}
READY_WITHIN = 300
STOPPED_WITHIN = 60
BIN = Path(sys.executable).parent
# Run elsewhere in this file, with a service around them.
SERVICE = ("make serve", "curl ")
# What would run these tests again, or write files of the project, is run as far as it shows that it is right.
INSTEAD = {
    "make test": "make --dry-run test",
    "make test-all": "make --dry-run test-all",
    "make test-clients": "make --dry-run test-clients",
    "make lint": "make --dry-run lint",
    ".venv/bin/gongjian schema --write": ".venv/bin/gongjian schema --check",
    ".venv/bin/gongjian dictionary --write": ".venv/bin/gongjian dictionary --check",
    ".venv/bin/python -m pytest tests/api/test_conversations.py --rewrite": (
        ".venv/bin/python -m pytest tests/api/test_conversations.py --rewrite --collect-only -q -p no:cacheprovider"
    ),
    ".venv/bin/python -m pytest tests/schema -q": ".venv/bin/python -m pytest tests/schema -q --collect-only -p no:cacheprovider",
}


def _text(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


def _commands() -> list[str]:
    blocks = [
        block for page in PAGES for block in re.findall(r"```sh\n(.*?)```", _text(page), re.DOTALL)
    ]
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("command", [c for c in _commands() if not c.startswith(SERVICE)])
def test_command_works(command: str, example: Service, database: Database, tmp_path: Path) -> None:
    """Each command ends well on a graph that holds the example data, and leaves the project's files as they were."""
    origin = database.origin
    environ = {
        **os.environ, "GONGJIAN_PORT": str(_free_port()), "GONGJIAN_HOME": str(tmp_path / "home"),
        "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password,
    }  # fmt: skip
    words = shlex.split(INSTEAD.get(command, command))
    words = [
        str(BIN / w.removeprefix(".venv/bin/")) if w.startswith(".venv/bin/") else w for w in words
    ]
    words = [str(tmp_path / w) if w.endswith((".csv", ".jsonl")) else w for w in words]
    done = subprocess.run(
        words, cwd=PROJECT, env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


class _Serving:
    """`make serve` as a person runs it, in a home of its own, on any free ports."""

    def __init__(self, home: Path) -> None:
        self.port = _free_port()
        self.output = home / "output"
        environ = {**os.environ, **own_home(home), "GONGJIAN_PORT": str(self.port)}
        environ.pop("NEO4J_URI", None)
        self.environ = environ
        with self.output.open("wb") as out:
            self.process = subprocess.Popen(
                ["make", "serve"],
                cwd=PROJECT,
                env=environ,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def wait_until_ready(self) -> None:
        """Wait for the lines that say where everything is.

        Raises:
            AssertionError: it ended, or took too long.
        """
        until = time.monotonic() + READY_WITHIN
        while "Gongjian is ready" not in self.said:
            assert self.process.poll() is None, self.said[-3000:]
            assert time.monotonic() < until, self.said[-3000:]
            time.sleep(0.2)

    def interrupt(self) -> None:
        """Press Ctrl+C: the terminal tells every process in it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(STOPPED_WITHIN)


def test_make_serve_answers_and_stops(tmp_path: Path) -> None:
    """`make serve` says where everything is, answers what README pastes, is ready to planners, and ends with Ctrl+C."""
    serving = _Serving(tmp_path)
    try:
        serving.wait_until_ready()
        for line in _promised():
            assert line.replace("8000", str(serving.port)) in serving.said
        asked = next(shlex.split(c) for c in _commands() if c.startswith("curl "))
        answer = _as_curl(asked, serving.port, _key(serving.environ))["supporters"]
        assert (answer["canCount"], answer["partlyCount"], answer["cannotCount"]) == (4, 4, 23)
        assert answer["supporters"][0]["unit"]["name"] in _text("README.md")
        assert httpx.get(f"http://127.0.0.1:{serving.port}/readyz").json()["status"] == "ok"
    finally:
        serving.interrupt()
    assert "Stopping the database" in serving.said
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{serving.port}/livez")


def _promised() -> list[str]:
    """The lines that README shows of a start, as far as they don't differ from machine to machine."""
    shown = re.search(r"```text\n(共建已就绪.*?)```", _text("README.md"), re.DOTALL)
    assert shown
    return [line.rstrip() for line in shown[1].splitlines() if line.strip()]


def _key(environ: Mapping[str, str]) -> str:
    """What README has one put into `KEY`: the last line of the command that makes it, beside the running service."""
    (command,) = (c for c in _commands() if "key create" in c)
    words = [str(BIN / "gongjian"), *shlex.split(command)[1:]]
    made = subprocess.run(
        words, cwd=PROJECT, env=environ, capture_output=True, text=True, check=True, timeout=60
    )
    return made.stdout.split()[-1]


def _as_curl(words: list[str], port: int, key: str) -> Mapping[str, Any]:
    """Send what the curl command would; curl itself is not everywhere."""
    assert words[:2] == ["curl", "-sG"]
    header, _, said = words[words.index("-H") + 1].partition(": ")
    name, _, file = words[words.index("--data-urlencode") + 1].partition("@")
    answer = httpx.get(
        words[2].replace("8000", str(port)), params={name: _text(file)}, timeout=60,
        headers={header: said.replace("$KEY", key)},
    )  # fmt: skip
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


@pytest.mark.parametrize("page", GENERATED)
def test_generated_page_is_current(page: str) -> None:
    """The page says what the declarations say; if not, run `gongjian dictionary --write`."""
    assert _text(page) == GENERATED[page]()


@pytest.mark.parametrize("page", [*PAGES, *GENERATED, "docs/clients.md", "docs/clocks.md"])
def test_links_lead_somewhere(page: str) -> None:
    """Every link within the project leads to a file, and to a heading in it where it names one."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", _text(page)):
        path, _, heading = target.partition("#")
        file = (PROJECT / page).parent / path if path else PROJECT / page
        assert file.exists(), target
        if heading:
            assert heading in _headings(file.read_text(encoding="utf-8")), target


def _headings(text: str) -> set[str]:
    """Anchors of a page as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def _sources() -> str:
    files = [
        p
        for folder in ("api", "graph", "schema", "seeds")
        for p in (PROJECT / folder).rglob("*.py")
    ]
    return "\n".join(p.read_text(encoding="utf-8") for p in files)


def test_settings_are_all_named() -> None:
    """README's table names every environment variable that the code reads, and no other."""
    read = set(re.findall(r'"((?:GONGJIAN|NEO4J)_[A-Z0-9_]+)"', _sources())) - {
        "NEO4J_HOME",
        "NEO4J_CONF",
    }
    assert (
        set(re.findall(r"^\| `((?:GONGJIAN|NEO4J)_\w+)`", _text("README.md"), re.MULTILINE)) == read
    )


def test_problems_are_real() -> None:
    """Every problem in README's table is one that the code raises."""
    named = re.findall(r"^\| `([A-Z_]+)` \| [^`]", _text("README.md"), re.MULTILINE)
    raised = set(re.findall(r'^\s*"([A-Z_]+)",$', _sources(), re.MULTILINE))
    assert named
    assert (
        set(named) - raised - {n for n in named if n.startswith(("GONGJIAN_", "NEO4J_"))} == set()
    )
