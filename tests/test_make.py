"""The way in on a bare machine: `make` finds a Python, or says in a sentence what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("python", "python3", "python3.11", "python3.12", "python3.13", "python3.14")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that `make environment` reads, in a folder whose name has a space and Chinese."""
    folder = tmp_path / "共建 copy"
    shutil.copytree(PROJECT / ".ci", folder / ".ci")
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder / name)
    return folder


def make(clone: Path, python: str) -> subprocess.CompletedProcess[str]:
    """`make environment` where every Python is this shell script, and nothing can be fetched."""
    bin_ = clone.parent / "bin"
    bin_.mkdir()
    for name in NAMES:
        (bin_ / name).write_text(f"#!/bin/sh\n{python}\n")
        (bin_ / name).chmod(0o755)
    environ = {
        "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
        "HOME": "/nonexistent",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_NO_INDEX": "1",
        "LC_ALL": "C.UTF-8",
    }
    return subprocess.run(
        ["make", "environment"], cwd=clone, env=environ, capture_output=True, text=True, check=False
    )


def test_an_old_python_is_refused_in_both_languages(clone: Path) -> None:
    """Named with its version, what is needed, and how to name another; nothing is made."""
    done = make(clone, 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    assert done.returncode != 0
    assert "需要 Python 3.11 或更新版本" in done.stderr
    assert "Python 3.11 or newer is needed, this machine has: Python 3.9.2" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_python_without_venv_is_told_what_to_install(clone: Path) -> None:
    """As on a Debian with python3 alone."""
    done = make(clone, 'case "$*" in *ensurepip*) exit 1;; *) exit 0;; esac')
    assert done.returncode != 0
    assert "apt install python3-venv" in done.stderr
    assert not (clone / ".venv").exists()


def test_packages_that_cannot_be_fetched_are_said_plainly(clone: Path) -> None:
    """No index: a sentence, the end of pip's own words, and the next run begins where this ended."""
    done = make(clone, f'exec "{sys.executable}" "$@"')
    assert done.returncode != 0
    assert "请检查网络" in done.stderr
    assert "Check the network" in done.stderr
    assert not (clone / ".venv" / ".requirements.lock").exists()


def test_with_everything_there_nothing_is_done(clone: Path) -> None:
    """A second run asks nobody: the environment is the one of this lock, in this place."""
    venv = clone / ".venv"
    venv.mkdir()
    (venv / "bin").mkdir()
    (venv / "bin" / "python").symlink_to(sys.executable)
    shutil.copy(clone / "requirements.lock", venv / ".requirements.lock")
    shutil.copy(clone / "pyproject.toml", venv / ".pyproject.toml")
    (venv / ".place").write_text(f"{clone}\n")
    done = make(clone, "exit 1")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_node_the_front_end_tools_say_what_to_install(clone: Path) -> None:
    """An old Node is as good as none: a sentence in both languages, and nothing is fetched."""
    (clone / "tests" / "clients").mkdir(parents=True)
    bin_ = clone.parent / "bin"
    bin_.mkdir()
    for name in ("node", "npm"):
        (bin_ / name).write_text("#!/bin/sh\nexit 1\n")
        (bin_ / name).chmod(0o755)
    environ = {"PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["sh", ".ci/clients.sh", ".venv"],
        cwd=clone,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "需要 Node.js 20 或更新版本" in done.stderr
    assert "apt install nodejs npm" in done.stderr
    assert not (clone / "tests" / "clients" / "node_modules").exists()
