"""One import from tables to graph: check everything, then write, at once or in journaled batches.

Decided, and guarded by `tests/seeds/`:
- Nothing is written while any row is wrong.
- Up to `AT_ONCE` rows are one transaction that locks, reads, decides and writes. More go in batches: the same steps
  for each, with the journal advanced in the same transaction, so that what is killed in between goes on from there.
- A row's node and its edges are always in the same transaction, and so is the record that they were written.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from typing import TYPE_CHECKING

from graph import journal, lease
from graph.chain import append
from graph.kinds import Unreadable
from graph.provision import provision
from graph.transact import read, tidy, write
from graph.write import Vanished, revise
from seeds.examine import Examined, examine
from seeds.plan import LinkRow, NodeRow, Writes, fingerprint
from seeds.problems import Problem
from seeds.promises import USES, keep_acts_away, promised_twice
from seeds.recording import By, entries_of, local
from seeds.report import Report
from seeds.writing import compared, held_of, write_all

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from neo4j import AsyncDriver, AsyncManagedTransaction

    from seeds.claims import Claims
    from seeds.plan import Row
    from seeds.tables import Table

    Progress = Callable[[int, int], None]
    """Told how many rows of how many are in the graph."""

LEASE = "import"
AT_ONCE = 5000
BATCH = 1000
LEASE_SECONDS = 30
PATIENCE_SECONDS = 15
"""How long beyond a lease an import waits for another that is one transaction."""


class _Refused(Exception):
    """The import as a whole can't be done now."""

    def __init__(self, why: Unreadable) -> None:
        super().__init__(why.en)
        self.why = why


async def run(
    driver: AsyncDriver,
    tables: Sequence[Table],
    *,
    dry_run: bool = False,
    abandon: bool = False,
    by: By | None = None,
    progress: Progress | None = None,
    at_once: int = AT_ONCE,
    batch: int = BATCH,
) -> Report:
    """Import tables into the graph.

    Args:
        driver: an open driver; constraints and indexes are made if they are not there.
        tables: what to import. dry_run: say what would happen, write nothing.
        abandon: give up an unfinished import of other files. progress: told after each transaction.
        by: who imports, as it is recorded; whoever is at this machine, if not given.
        at_once: up to how many rows are one transaction. batch: rows in a transaction of a larger import.
    """
    begun = time.monotonic()
    await provision(driver)
    report = Report(rows=sum(len(t.rows) for t in tables), dry_run=dry_run, tables=list(tables))
    importer = _Importer(
        driver, tables, report, abandon, by or local(), progress or (lambda _done, _of: None)
    )
    try:
        if dry_run:
            await importer.rehearse()
        elif report.rows <= at_once:
            await importer.patiently(importer.at_once)
        else:
            await importer.patiently(importer.keep_lease)
            await importer.in_batches(batch)
    except Vanished:
        report.problems = [Problem.of("", None, None, "", _changed_meanwhile())]
    except _Refused as refused:
        report.problems = [Problem.of("", None, None, "", refused.why)]
    report.seconds = time.monotonic() - begun
    return report


class _Importer:
    """One import under way. Everything a transaction function does may be done twice."""

    def __init__(
        self,
        driver: AsyncDriver,
        tables: Sequence[Table],
        report: Report,
        abandon: bool,
        by: By,
        progress: Progress,
    ) -> None:
        self.driver = driver
        self.tables = tables
        self.report = report
        self.abandon = abandon
        self.by = by
        self.progress = progress
        self.owner = uuid.uuid4().hex

    async def rehearse(self) -> None:
        """Everything but writing."""

        async def work(tx: AsyncManagedTransaction) -> tuple[Examined, Writes]:
            examined = await examine(tx, self.tables, self.by.now())
            return examined, await compared(tx, examined.rows, examined.held)

        examined, writes = await read(self.driver, "import.rehearse", work)
        self.report.problems = examined.problems
        self.report.tally = writes.tally

    async def at_once(self) -> None:
        """The whole import in one transaction."""

        async def work(tx: AsyncManagedTransaction) -> tuple[Examined, Writes]:
            await lease.hold(tx, LEASE, self.owner)
            await self._refuse_unfinished(tx, "")
            examined = await examine(tx, self.tables, self.by.now(), alone=True)
            writes = await compared(tx, examined.rows, examined.held)
            await self._write(tx, writes)
            return examined, writes

        examined, writes = await write(self.driver, "import.at-once", work)
        self.report.problems = examined.problems
        self.report.tally = writes.tally
        if not examined.problems:
            self.progress(self.report.rows, self.report.rows)

    async def keep_lease(self) -> None:
        """Make sure that nobody else imports until we are done."""

        async def work(tx: AsyncManagedTransaction) -> None:
            await lease.hold(tx, LEASE, self.owner, seconds=LEASE_SECONDS)

        await write(self.driver, "import.lease", work)

    async def in_batches(self, size: int) -> None:
        """The import in several transactions, each of which says in the journal how far it is."""
        try:
            examined = await read(self.driver, "import.examine", examine, self.tables, self.by.now())  # fmt: skip
            self.report.problems = examined.problems
            if not examined.problems:
                await self._batches(examined.rows, examined.claims, size)
        except lease.Taken:
            raise _Refused(_busy()) from None
        finally:
            await tidy(self.driver, "import.release", lease.release, LEASE, self.owner)

    async def _batches(self, rows: Sequence[Row], claims: Claims, size: int) -> None:
        run_id = fingerprint(rows)

        async def begin(tx: AsyncManagedTransaction) -> journal.Run:
            await lease.hold(tx, LEASE, self.owner, seconds=LEASE_SECONDS)
            await self._refuse_unfinished(tx, run_id)
            return await journal.begin(tx, run_id, len(rows))

        async def step(tx: AsyncManagedTransaction, start: int) -> Writes:
            await lease.hold(tx, LEASE, self.owner, seconds=LEASE_SECONDS)
            part = rows[start : start + size]
            nodes_ = [row for row in part if isinstance(row, NodeRow)]
            own = [(row.kind.family.name, row.code) for row in nodes_]
            used = [(kind, c) for row in nodes_ for n, kind in USES.items() for c in row.links.get(n, ())]  # fmt: skip
            await keep_acts_away(tx, own, used)
            # Found before the first row was written, unless somebody has promised it since.
            for _, _, why in await promised_twice(tx, claims, self.by.now(), part):
                raise _Refused(why)
            writes = await compared(tx, part, await held_of(tx, part))
            await self._write(tx, writes)
            await journal.advance(tx, run_id, start + len(part))
            return writes

        run_ = await write(self.driver, "import.begin", begin)
        self.report.resumed_at = run_.next
        for start in range(run_.next, len(rows), size):
            writes = await write(self.driver, "import.batch", step, start)
            self.report.tally += writes.tally
            self.progress(min(start + size, len(rows)), len(rows))

    async def patiently(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work`; where somebody else imports, wait for a lease that nobody renews to run out.

        Raises:
            _Refused: somebody else is importing, and goes on.
        """
        seen = ""
        deadline = time.monotonic() + LEASE_SECONDS + PATIENCE_SECONDS
        while True:
            try:
                return await work()
            except lease.Taken:
                left = await read(self.driver, "import.wait", lease.time_left, LEASE, self.owner)
                until, seconds = left or ("", 1)
                if (seen and until not in {seen, ""}) or time.monotonic() > deadline:
                    raise _Refused(_busy()) from None
                seen = until or seen
                await asyncio.sleep(min(seconds, 1))

    async def _write(self, tx: AsyncManagedTransaction, writes: Writes) -> None:
        await write_all(tx, writes)
        if writes.changed:
            await revise(tx)
            names = [table.name for table in self.tables]
            await append(tx, self.by.key, entries_of(writes, names, self.by))

    async def _refuse_unfinished(self, tx: AsyncManagedTransaction, mine: str) -> None:
        others = [r for r in await journal.unfinished(tx) if r.id != mine]
        if others and self.abandon:
            await journal.abandon(tx)
        elif others:
            raise _Refused(unfinished(others[0]))


def _busy() -> Unreadable:
    return Unreadable(
        "IMPORT_RUNNING",
        zh="另一个导入正在进行。",
        en="Another import is running.",
        cure_zh="请等它结束后再试。",
        cure_en="Try again when it is done.",
    )


def _changed_meanwhile() -> Unreadable:
    return Unreadable(
        "CHANGED_MEANWHILE",
        zh="导入期间，有被引用的记录被他人删除；该事务已撤销。",
        en="While importing, a record that a row refers to was deleted by somebody else; that transaction was undone.",
        cure_zh="请再导入一次。",
        cure_en="Import once more.",
    )


def unfinished(run_: journal.Run) -> Unreadable:
    """An import was begun and is not complete."""
    return Unreadable(
        "IMPORT_UNFINISHED",
        zh=f"{run_.started_at} 开始的导入尚未完成：{run_.total} 行中已写入 {run_.next} 行。",
        en=f"The import begun at {run_.started_at} is not complete: {run_.next} of {run_.total} rows are in.",
        cure_zh="请用同样的文件再导入一次，它会接着完成；若要放弃，请加 --abandon。",
        cure_en="Import the same files again and it goes on from there; or give it up with --abandon.",
    )


__all__ = ["AT_ONCE", "BATCH", "LinkRow", "Progress", "run"]
