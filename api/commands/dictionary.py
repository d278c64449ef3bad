"""`gongjian dictionary`: the pages about kinds, spreadsheets, permissions and codes, as they are declared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph.codes import page as errors
from graph.dictionary import dictionary
from schema.access.page import page as permissions
from schema.machines.page import page as machines
from seeds.guide import guide

DOCS = Path(__file__).parents[2] / "docs"


@click.command("dictionary")
@click.option("--write", is_flag=True, help="写入 docs/。 Write them to docs/.")
@click.option(
    "--check", is_flag=True, help="与已提交的文本比较。 Compare them with the committed text."
)
def dictionary_(*, write: bool, check: bool) -> None:
    """输出数据字典与表格说明。 Print the data dictionary, or write it and the page on spreadsheets."""
    pages = {
        "dictionary.md": dictionary(),
        "spreadsheets.md": guide(),
        "permissions.md": permissions(),
        "errors.md": errors(),
        "machines.md": machines(),
    }
    stale = [name for name, text in pages.items() if not _same(DOCS / name, text)]
    if write:
        for name in stale:
            (DOCS / name).write_text(pages[name], encoding="utf-8")
    elif check:
        for name in stale:
            click.echo(f"docs/{name} 与声明不一致，请运行 gongjian dictionary --write。", err=True)
            click.echo(
                f"docs/{name} differs from the declarations; run gongjian dictionary --write.",
                err=True,
            )
        if stale:
            sys.exit(1)
    else:
        click.echo(pages["dictionary.md"], nl=False)


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
