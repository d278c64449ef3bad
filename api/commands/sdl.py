"""`gongjian schema`: the GraphQL schema as text, the same that the service serves."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from schema.executable import executable

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"


@click.command("schema")
@click.option(
    "--write", is_flag=True, help="写入 schema/schema.graphql。 Write it to schema/schema.graphql."
)
@click.option(
    "--check", is_flag=True, help="与已提交的文本比较。 Compare it with the committed text."
)
def schema(*, write: bool, check: bool) -> None:
    """输出 GraphQL 模式。 Print the GraphQL schema."""
    sdl = executable().sdl + "\n"
    if write:
        COMMITTED.write_text(sdl, encoding="utf-8")
    elif check:
        if not COMMITTED.exists() or COMMITTED.read_text(encoding="utf-8") != sdl:
            click.echo(
                "schema/schema.graphql 与声明不一致，请运行 gongjian schema --write。", err=True
            )
            click.echo(
                "schema/schema.graphql differs from the declarations; run gongjian schema --write.",
                err=True,
            )
            sys.exit(1)
    else:
        click.echo(sdl, nl=False)
