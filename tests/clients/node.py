"""Node and what `package.json` installs, called as people call them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOOLS = HERE / "node_modules" / ".bin"
LONGEST = 300


def run(*words: str | Path, cwd: Path = HERE) -> subprocess.CompletedProcess[str]:
    """A command with its output and exit code; `cwd` is where it runs."""
    return subprocess.run(
        [str(w) for w in words], cwd=cwd, capture_output=True, text=True, check=False, timeout=LONGEST
    )  # fmt: skip


def tool(name: str, *words: str | Path, cwd: Path = HERE) -> subprocess.CompletedProcess[str]:
    """An installed tool by its name, e.g. `relay-compiler`."""
    return run(TOOLS / name, *words, cwd=cwd)


def script(name: str, *words: str | Path) -> Any:
    """What a script of this folder prints, read as JSON.

    Raises:
        AssertionError: it ended with an error; its output is the message.
    """
    done = run("node", HERE / name, *words)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return json.loads(done.stdout)
