"""`gongjian audit verify` and `gongjian audit anchor`: is the record of what was done still what was written."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress

from api.commands.opened import with_driver
from graph.chain import anchors, audit_key, read_anchors, verify
from graph.transact import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neo4j import AsyncDriver, AsyncManagedTransaction

    from graph.chain import Anchor

_TOLD = 50
"""Findings that are printed; the rest is counted."""


@click.group()
def audit() -> None:
    """审计记录：核对与锚定。 The record of what was done: verify it, anchor it."""


@audit.command("verify")
@click.option(
    "--anchor", "anchor", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="与先前保存的锚点比较。 Compare with anchors that were kept.",
)  # fmt: skip
def verify_(*, anchor: Path | None) -> None:
    """核对审计记录是否被改动。 Check that no record was changed, removed, added or moved."""
    key, anchored = audit_key(os.environ), _anchored(anchor) if anchor else []

    async def work(driver: AsyncDriver) -> int:
        return await _verify(driver, key, anchored)

    count = with_driver(work)
    if count:
        click.echo(f"发现 {count} 处问题。 {count} findings.")
        sys.exit(1)
    click.echo(
        "审计记录完整，未被改动。 The records are whole and unchanged."
        + (f"（锚点 anchors: {len(anchored)}）" if anchor else "")
    )


@audit.command("anchor")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
def anchor_(*, file: Path | None) -> None:
    """输出各链末端，请保存到别处。 Print where each chain ends; keep it in another place."""

    async def work(driver: AsyncDriver) -> list[Anchor]:
        return await anchors(_asking(driver))

    lines = [f"{anchor.line}\n" for anchor in with_driver(work)]
    if file:
        file.write_text("".join(lines), encoding="utf-8")
        click.echo(f"已写 Written: {file}（{len(lines)}）")
    else:
        click.echo("".join(lines), nl=False)


async def _verify(driver: AsyncDriver, key: Any, anchored: Sequence[Anchor]) -> int:
    count = 0
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("核对 Verifying", total=None)

        def progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=max(of, done))

        async for finding in verify(_asking(driver), key, anchored=anchored, progress=progress):
            count += 1
            if count <= _TOLD:
                click.echo(str(finding))
    return count


def _anchored(path: Path) -> list[Anchor]:
    try:
        return read_anchors(path.read_text(encoding="utf-8").splitlines())
    except ValueError as error:
        raise click.ClickException(
            f"{path}：第 {error} 行不是锚点，请使用 gongjian audit anchor 写出的文件。 "
            f"Line {error} is no anchor; give a file that gongjian audit anchor has written."
        ) from None


def _asking(driver: AsyncDriver) -> Any:
    async def ask(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return await read(driver, "audit", _rows, text, parameters)

    return ask


async def _rows(
    tx: AsyncManagedTransaction, text: Any, parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    return [dict(row) async for row in await tx.run(text, dict(parameters))]
