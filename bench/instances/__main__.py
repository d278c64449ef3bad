"""The command."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from bench.instances import formats
from bench.instances.assigning import assign, gap
from bench.instances.covering import scp
from bench.instances.reading import Numbers, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.instances.judging import Answer

    Line = dict[str, object]

KINDS = ("gap", "scp", "assign")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each problem of a file."""
    parser = argparse.ArgumentParser(prog="python -m bench.instances", description="Published instances, one JSON line a problem.")  # fmt: skip
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=_seconds, default=60.0, help="for each problem (60)")
    parser.add_argument("--sense", choices=("least", "most"), help="of gap; else the shape of the file says")  # fmt: skip
    asked = parser.parse_args(arguments)
    if asked.sense == "most" and asked.kind != "gap":
        parser.error(f"--sense most goes with gap only; {asked.kind} is for the least")
    try:
        text = asked.file.read_text(encoding="utf-8-sig", errors="replace")
        for line in lines(asked.kind, text, asked.file.stem, asked.seconds, asked.sense):
            print(json.dumps(line), flush=True)
    except Unreadable as wrong:
        print(f"{asked.file}: {wrong}", file=sys.stderr)
        return 2
    except OSError as failed:
        print(f"{asked.file}: {failed.strerror}; name a file that can be read", file=sys.stderr)
        return 2
    return 0


def lines(kind: str, text: str, name: str, seconds: float, sense: str | None) -> Iterator[Line]:
    """What is told of each problem. Everything is read before anything is solved."""
    numbers = Numbers(text)
    read = {"gap": lambda: formats.gap(numbers, sense), "assign": lambda: formats.assign(numbers), "scp": lambda: formats.scp(numbers)}  # fmt: skip
    problems = read[kind]()
    for number, problem in enumerate(problems, 1):
        begun = perf_counter()
        most = isinstance(problem, formats.Assigning) and problem.most
        if isinstance(problem, formats.Covering):
            said = scp(problem, seconds)
        else:
            said = (gap if kind == "gap" else assign)(problem, seconds)
        called = name if len(problems) == 1 else f"{name}-{number}"
        yield {"problem": called, "kind": kind, "sense": "most" if most else "least", **_told(said, perf_counter() - begun)}  # fmt: skip


def _told(said: Answer, seconds: float) -> Line:
    return {
        "value": _plain(said.value),
        "bound": _plain(said.bound),
        "gap": None if said.gap is None else float(f"{said.gap:.6g}"),
        "seconds": round(seconds, 3),
        "status": said.status,
    }


def _plain(value: float | None) -> float | int | None:
    return None if value is None else int(value) if value == int(value) else value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("above 0, at most 86400")
    return value


if __name__ == "__main__":
    sys.exit(main())
