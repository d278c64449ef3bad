"""`gongjian schema`: the GraphQL schema as text, the same that the service serves."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

import click
from graphql import Visitor, parse, print_ast, visit

from schema.executable import executable

COMMITTED = Path(__file__).parents[2] / "schema" / "schema.graphql"
RELEASED = COMMITTED.with_name("released.graphql")
"""What clients were promised last: the schema without its descriptions, which promise nothing."""


@click.command("schema")
@click.option(
    "--write", is_flag=True, help="写入 schema/schema.graphql。 Write it to schema/schema.graphql."
)
@click.option(
    "--check", is_flag=True, help="与已提交的文本比较。 Compare it with the committed text."
)
@click.option(
    "--release",
    is_flag=True,
    help="发布时写入 schema/released.graphql。 At a release: write schema/released.graphql.",
)
def schema(*, write: bool, check: bool, release: bool) -> None:
    """输出 GraphQL 模式。 Print the GraphQL schema."""
    sdl = executable().sdl + "\n"
    if release:
        RELEASED.write_text(_bare(sdl), encoding="utf-8")
    elif write:
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


def _bare(sdl: str) -> str:
    document = parse(sdl, no_location=True)

    class Silent(Visitor):
        def enter(self, node: Any, *_: Any) -> Any:
            if getattr(node, "description", None) is None:
                return None
            return dataclasses.replace(node, description=None)

    return print_ast(visit(document, Silent())) + "\n"
