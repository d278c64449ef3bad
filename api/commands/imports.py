"""`gongjian import` and `gongjian check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from api.commands.opened import with_driver
from graph.migrations import migrate
from graph.provision import provision
from seeds import check_graph, run_import
from seeds.show import show, write_report

if TYPE_CHECKING:
    from neo4j import AsyncDriver

    from seeds import Report


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不写入。 Check only, write nothing.")
@click.option(
    "--report", "report_to", type=click.Path(dir_okay=True, path_type=Path),
    help="把错误写回表格的“错误”列。 Write the sheets back with a column of errors.",
)  # fmt: skip
@click.option(
    "--abandon", is_flag=True, help="放弃上次中断的导入。 Give up an import that was interrupted."
)
def import_(
    *, paths: tuple[Path, ...], dry_run: bool, abandon: bool, report_to: Path | None
) -> None:
    """导入表格（CSV 文件或文件夹）。 Import spreadsheets (CSV files or folders)."""

    async def work(driver: AsyncDriver) -> Report:
        await provision(driver)
        await migrate(driver)
        return await run_import(driver, list(paths), dry_run=dry_run, abandon=abandon)

    report = with_driver(work)
    show(report, Console())
    if report_to:
        for written in write_report(report, report_to):
            click.echo(f"已写 Written: {written}")
    if report.problems:
        sys.exit(1)


@click.command()
def check() -> None:
    """检查图数据是否完整一致。 Check that the graph is whole."""
    findings = with_driver(check_graph)
    for finding in findings:
        click.echo(str(finding))
    click.echo(
        f"发现 {len(findings)} 处问题。 {len(findings)} findings."
        if findings
        else "图数据完整一致。 The graph is whole."
    )
    if findings:
        sys.exit(1)
