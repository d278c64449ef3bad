"""How soon changes are told, and what an import costs whoever follows meanwhile.

    python -m bench.feed

Two service processes, eight writers that raise needs in two streets as an act does it, ten followers whose sockets are cut a
hundred times at random and resumed at either process. Each must be told every need exactly once, in the order of its street;
a delay is the time from the return of the commit to the event at the client. Then 5,000 needs are imported while the same
followers go on: the processes' memory before and at most during it. Goals: p95 below 1 s, less than 50 MB more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from bench.database import measured_on
from graph.chain import audit_key
from graph.connect import Database, open_driver
from graph.feed import Feeding
from graph.read import Reading
from schema.executable import executable
from schema.following import FEED
from seeds import example_data, run_import, run_import_rows
from tests.feed.conftest import World
from tests.feed.cutting import Following, Written
from tests.feed.processes import running
from tests.feed.test_exactly_once import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.connect import Origin

WRITERS, EACH, FOLLOWERS, CUTS, IMPORTED = 8, 60, 10, 10, 5_000
LIVES = (1.0, 6.0)
"""Seconds between two cuts of one follower."""
RESULTS = Path(__file__).parent / "results" / "feed.json"
MEGABYTE = 1 << 20


async def measured(origin: Origin) -> dict[str, float]:
    """The figures."""
    async with open_driver(origin) as driver:
        await run_import(driver, [example_data()])
        reading = Reading(driver)
        feeding = Feeding(FEED, executable().engine.schema, lambda: reading, audit_key(os.environ))
        world = World(Database(driver, origin), feeding)
        with running(origin, 2) as processes:
            said = await _told(world, [url for url, _ in processes], [pid for _, pid in processes])
        await reading.close()
        return said


async def _told(world: World, urls: Sequence[str], pids: Sequence[int]) -> dict[str, float]:
    driver = world.database.driver
    places = [row["id"] for row in await world.rows("MATCH (p:Place)-[:PART_OF*0..10]->(s:Street) WHERE s.name STARTS WITH '南山' RETURN p.id AS id ORDER BY p.code")]  # fmt: skip
    followers = [Following(urls, await session(world, "local#ns-street")) for _ in range(FOLLOWERS)]
    done = asyncio.Event()
    tasks = [asyncio.create_task(f.follow(CUTS, done)) for f in followers]
    await asyncio.gather(*(f.begun.wait() for f in followers))
    written = Written()
    began = time.time()
    await asyncio.gather(*(written.write(driver, places, EACH) for _ in range(WRITERS)))
    seconds = time.time() - began
    await _until(followers, len(written.at))
    chain = await world.rows("MATCH (c:Change {act: 'RAISE_NEED'}) WHERE c.target IN $ids RETURN c.target AS id ORDER BY c.stream, c.seq", ids=list(written.at))  # fmt: skip
    expected = [row["id"] for row in chain]
    whole = all([id_ for id_, _ in f.told] == expected for f in followers)
    delays = sorted(max(0.0, at - written.at[id_]) for f in followers for id_, at in f.told)
    more = await _imported(world, followers, pids, len(expected))
    done.set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return {
        "events": len(expected), "followers": FOLLOWERS, "cuts": sum(f.cuts for f in followers), "each exactly once, in order": whole,
        "events a second": round(len(expected) / seconds, 1), "p50 s": round(statistics.median(delays), 3),
        "p95 s": round(delays[int(len(delays) * 0.95)], 3), "max s": round(delays[-1], 3), **more,
    }  # fmt: skip


async def _until(followers: Sequence[Following], count: int) -> None:
    async with asyncio.timeout(300):
        while any(len(f.told) < count for f in followers):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def _imported(world: World, followers: Sequence[Following], pids: Sequence[int], told: int) -> dict[str, float]:  # fmt: skip
    (like,) = await world.rows(
        "MATCH (n:Need)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m), (s:Street) WHERE s.name STARTS WITH '南山' RETURN c.code AS c, m.code AS m, s.code AS s LIMIT 1"
    )
    row = {"类型": "需求", "需求分类": like["c"], "计量单位": like["m"], "地点": like["s"], "上报时间": "2026-11-20 09:30"}  # fmt: skip
    rows = [{"编号": f"F{n:05}", "标题": f"需求{n}", **row} for n in range(IMPORTED)]
    before = [psutil.Process(pid).memory_info().rss for pid in pids]
    most = list(before)

    async def watch() -> None:
        while True:
            for at, pid in enumerate(pids):
                most[at] = max(most[at], psutil.Process(pid).memory_info().rss)
            await asyncio.sleep(0.05)

    watching = asyncio.create_task(watch())
    began = time.time()
    report = await run_import_rows(world.database.driver, {"needs": rows})
    if report.problems:
        raise SystemExit(str(report.problems[0]))
    imported = time.time() - began
    cuts = sum(f.cuts for f in followers)
    await _until(followers, told + IMPORTED)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    names = [[id_ for id_, _ in f.told[told:]] for f in followers]
    return {
        "imported": IMPORTED, "import s": round(imported, 1), "told to all after s": round(time.time() - began, 1),
        "each imported row exactly once": all(len(set(n)) == len(n) == IMPORTED for n in names),
        "followers dropped by the import": sum(f.cuts for f in followers) - cuts,
        "more memory MB, each process": [round((m - b) / MEGABYTE, 1) for m, b in zip(most, before, strict=True)],  # type: ignore[dict-item]
    }  # fmt: skip


def main() -> None:
    """Measure, say, and keep the figures."""
    # One key for this process and those it starts.
    os.environ["GONGJIAN_AUDIT_KEY"] = secrets.token_hex(32)
    with measured_on(1, own=True) as origin:
        said = asyncio.run(measured(origin))
    RESULTS.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name, value in said.items():
        print(f"{name:40} {value}")


if __name__ == "__main__":
    main()
