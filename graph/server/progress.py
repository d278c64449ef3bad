"""Telling a person what a start is doing: silent for tests, a bar on a terminal."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from rich.console import Console


class Progress(Protocol):
    """Hears about each step of a start."""

    def step(self, zh: str, en: str) -> None:
        """One step begins."""
        ...

    def fetching(self, count: int, size: int) -> AbstractContextManager[Callable[[int], None]]:
        """`count` files of `size` bytes together are about to be fetched; yields "n more bytes"."""
        ...


class Quiet:
    """Says nothing."""

    def step(self, zh: str, en: str) -> None:
        del zh, en

    @contextmanager
    def fetching(self, count: int, size: int) -> Iterator[Callable[[int], None]]:
        del count, size
        yield lambda _: None


class OnConsole:
    """Lines and a bar on a rich console; a plain line every tenth where there is no terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def step(self, zh: str, en: str) -> None:
        self._console.print(f"{zh}  {en}", highlight=False, markup=False, soft_wrap=True)

    @contextmanager
    def fetching(self, count: int, size: int) -> Iterator[Callable[[int], None]]:
        self.step(
            f"首次运行：下载 Neo4j（{count} 个文件，{size / 1e6:.0f} MB），可随时中断，下次接着来。",
            f"First run: fetching Neo4j ({count} files, {size / 1e6:.0f} MB); interrupt at will, it resumes.",
        )
        columns = (
            TextColumn("下载 fetching"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
        )
        with Bars(*columns, console=self._console, transient=True) as bars:
            task = bars.add_task("", total=size)
            tenths = done = 0

            def more(n: int) -> None:
                nonlocal tenths, done
                bars.update(task, advance=n)
                done += n
                if not self._console.is_terminal and done * 10 // max(size, 1) > tenths:
                    tenths = done * 10 // max(size, 1)
                    self._console.print(f"  {tenths * 10} %", highlight=False)

            yield more
