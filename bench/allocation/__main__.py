"""The command."""

from __future__ import annotations

import json
import os
import platform
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bench.allocation.measured import Asked, measured
from bench.allocation.worlds import SIZES, VARIANTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.allocation.worlds import Size, Variant

GOALS: dict[tuple[Size, Variant], tuple[float, float]] = {
    **{("street", v): (8.0, 0.0) for v in VARIANTS},
    **{("district", v): (60.0, 0.01) for v in VARIANTS},
    **{("city", v): (120.0, 0.01) for v in VARIANTS},
    ("city", "tight"): (240.0, 0.02),
}
"""Seconds, and the gap that is to be proven in them."""


@click.command()
@click.option("--size", "sizes", multiple=True, type=click.Choice(list(SIZES)), help="Again for several; all by default.")  # fmt: skip
@click.option("--variant", "variants", multiple=True, type=click.Choice(list(VARIANTS)))
@click.option("--seed", "seeds", multiple=True, type=int, default=(0,), show_default=True)
@click.option("--seconds", type=float, help="By default what the goal of the size allows.")
@click.option("--save", type=click.Path(path_type=Path, file_okay=False), help="Folder for what proves the answers.")  # fmt: skip
@click.option("--results", type=click.Path(path_type=Path), help="File that takes the figures, beside those of other worlds.")  # fmt: skip
def main(
    sizes: Sequence[Size], variants: Sequence[Variant], seeds: Sequence[int], seconds: float | None,
    save: Path | None, results: Path | None,
) -> None:  # fmt: skip
    """Solve worlds, one after the other, and tell what came of it."""
    found: list[dict[str, Any]] = []
    for size in sizes or SIZES:
        for variant in variants or VARIANTS:
            for seed in seeds:
                limit = GOALS[size, variant][0] if seconds is None else seconds
                asked = Asked(size, variant, seed, limit, str(save) if save else None)
                found.append({**alone(asked), "limit": limit})
                print(json.dumps(found[-1], ensure_ascii=False), flush=True)
    print(table(found), file=sys.stderr)
    if results:
        kept(results, found)
    if any(row["wrong"] for row in found):
        raise SystemExit("a plan that may not be carried out")


def alone(asked: Asked) -> dict[str, Any]:
    """Measured in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, asked).result()


def table(found: Sequence[dict[str, Any]]) -> str:
    """What people look at."""
    head = (
        "world",
        "value",
        "bound",
        "gap",
        "s",
        "cpu s",
        "MB",
        "load",
        "first come",
        "urgent first",
    )
    rows = [head] + [
        (
            row["world"], f"{row['value']:.1f}", f"{row['bound']:.1f}", f"{row['gap']:.3%}", f"{row['seconds']:.1f}",
            f"{row['cpu seconds']:.1f}", str(row["peak RSS MB"]), f"{row['load before']:.1f}-{row['load after']:.1f}",
            *(f"-{desk['loses']:.1%}" for desk in row["desks"].values()),
        )
        for row in found
    ]  # fmt: skip
    wide = [max(len(row[n]) for row in rows) for n in range(len(head))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, wide, strict=True)) for row in rows)  # fmt: skip


def kept(path: Path, found: Sequence[dict[str, Any]]) -> None:
    """The figures in the file, in place of those of the same worlds."""
    before = json.loads(path.read_text(encoding="utf-8"))["worlds"] if path.exists() else []
    every = {row["world"]: row for row in [*before, *found]}
    said = {
        "conditions": {"processors": os.cpu_count(), "python": platform.python_version()},
        "worlds": list(every.values()),
    }
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
