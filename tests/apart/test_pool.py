"""Workers of their own: what they answer, how they are bounded, and that none is left behind."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from graph.apart import Progress
from graph.apart.child import Crashed, Failed
from graph.apart.pool import Patience, Pool, SolverBusy
from graph.compile.refusal import Refusal
from graph.unavailable import TooLong
from tests.apart.pooled import begun, children, gone, pooled, ran

if TYPE_CHECKING:
    pass


async def test_the_result_comes_with_progress_before_it_and_the_worker_is_used_again() -> None:
    """Each report has its stage, value, bound and gap; time goes on; the next task finds the same process."""
    async with pooled() as pool:
        running, heard = begun(pool, "count", 5)
        first = await running
        assert first["counted"] == 5
        told = [step for step in heard.steps if step.progress]
        assert [step.progress.value for step in told if step.progress] == [0, 1, 2, 3, 4]
        assert [step.elapsed for step in told] == sorted(step.elapsed for step in told)
        assert all(0 <= step.share <= 1 for step in told)
        assert told[-1].elapsed >= 0.35
        assert (await ran(pool, "count", 1))["pid"] == first["pid"]
        assert children() >= {first["pid"]}


async def test_none_is_started_before_there_is_a_task() -> None:
    """A service that nobody asks has no worker."""
    before = children()
    async with pooled():
        assert children() == before


async def test_others_are_served_while_one_is_at_work() -> None:
    """The event loop goes on: it is never away for as long as a person would notice."""
    async with pooled() as pool:
        running, _ = begun(pool, "count", 8)
        longest = 0.0
        while not running.done():
            since = time.monotonic()
            await asyncio.sleep(0.005)
            longest = max(longest, time.monotonic() - since)
        assert longest < 1.0


async def test_to_cancel_frees_the_worker_at_once() -> None:
    """Whoever waits no longer: its process is gone within a second or two, and the place is there for others."""
    async with pooled(workers=1) as pool:
        running, heard = begun(pool, "never")
        pid = await heard.pid()
        since = time.monotonic()
        running.cancel()
        await asyncio.wait([running])
        assert running.cancelled()
        await gone(pid)
        assert time.monotonic() - since < 2
        assert (await ran(pool, "count", 1))["counted"] == 1


async def test_the_time_limit_is_told_to_the_worker_and_kept_for_it() -> None:
    """One that keeps to it answers the best so far; one that does not is killed, and its best is the answer; without one it took too long."""
    async with pooled(grace=0.3) as pool:
        since = time.monotonic()
        assert 2 <= (await ran(pool, "count", 1000, 0.5))["counted"] <= 5
        assert time.monotonic() - since < 30
        running, heard = begun(pool, "never", "best so far", 0.3)
        pid = await heard.pid()
        assert await running == "best so far"
        await gone(pid)
        with pytest.raises(TooLong):
            await ran(pool, "never", None, 0.3)


async def test_what_is_loaded_for_a_task_is_not_of_its_time() -> None:
    """A worker that must first be started still has all the time it was given."""
    async with pooled(grace=0.5) as pool:
        assert (await ran(pool, "count", 3, 1.0))["counted"] == 3


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
async def test_a_worker_that_dies_is_a_defect_and_the_next_one_works(number: int) -> None:
    """Nobody waits for ever."""
    async with pooled(workers=1) as pool:
        with pytest.raises(Crashed):
            await ran(pool, "dies", int(number))
        assert (await ran(pool, "count", 1))["counted"] == 1


async def test_one_that_dies_while_it_rests_is_not_noticed() -> None:
    """The next task gets another."""
    async with pooled() as pool:
        pid = (await ran(pool, "count", 1))["pid"]
        os.kill(pid, signal.SIGKILL)
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert (await ran(pool, "count", 1))["pid"] != pid


async def test_defects_and_refusals_come_back_as_what_they_are() -> None:
    """With the traceback for the log, or with the code and both sentences; the worker goes on."""
    async with pooled() as pool:
        with pytest.raises(Failed, match="ValueError: 什么"):
            await ran(pool, "fails", "什么")
        with pytest.raises(Refusal) as caught:
            await ran(pool, "refuses")
        refusal = caught.value
        assert (refusal.code, refusal.argument) == ("QUANTITY", "quantity")
        assert (refusal.zh, refusal.en) == ("数量不对。", "No such quantity.")
        with pytest.raises(Failed, match="AttributeError"):
            await ran(pool, "missing")
        assert len(children()) == 1


async def test_what_cannot_begin_soon_is_refused() -> None:
    """So many work, so many wait and are told so; more are refused at once, and who has waited too long as well."""
    async with pooled(workers=1, waiting=2, each=9, wait=60) as pool:
        working, heard = begun(pool, "never")
        await heard.pid()
        waiting = [begun(pool, "count", 1) for _ in range(2)]
        for _, each in waiting:
            await each.waits.wait()
        with pytest.raises(SolverBusy):
            await ran(pool, "count", 1)
        working.cancel()
        assert [(await each)["counted"] for each, _ in waiting] == [1, 1]
    async with pooled(workers=1, wait=0.2) as pool:
        _, heard = begun(pool, "never")
        await heard.pid()
        with pytest.raises(SolverBusy):
            await ran(pool, "count", 1)


async def test_whoever_gives_up_waiting_leaves_his_turn_to_the_next() -> None:
    """However many do, the place is not lost."""
    async with pooled(workers=1, each=9) as pool:
        working, heard = begun(pool, "never")
        await heard.pid()
        waiting = [begun(pool, "count", 1) for _ in range(4)]
        for _, each in waiting:
            await each.waits.wait()
        waiting[1][0].cancel()
        working.cancel()
        # The first in the queue gives up at the very moment at which its turn has come.
        await asyncio.wait([working])
        waiting[0][0].cancel()
        done = await asyncio.gather(*(each for each, _ in waiting), return_exceptions=True)
        assert [isinstance(each, asyncio.CancelledError) for each in done[:2]] == [True, True]
        assert [each["counted"] for each in done[2:]] == [1, 1]  # type: ignore[index]
        assert (await ran(pool, "count", 1))["counted"] == 1


async def test_one_caller_does_not_get_all_of_it() -> None:
    """So many at a time for each; others are still served."""
    async with pooled(workers=2, each=1) as pool:
        _, heard = begun(pool, "never", who="a")
        await heard.pid()
        with pytest.raises(SolverBusy):
            await ran(pool, "count", 1, who="a")
        assert (await ran(pool, "count", 1, who="b"))["counted"] == 1


async def test_at_the_end_no_process_is_left_and_nobody_waits() -> None:
    """Those at work, those waiting and those resting."""
    pool = Pool(Patience(workers=1))
    working, heard = begun(pool, "never")
    pid = await heard.pid()
    waiting, other = begun(pool, "count", 1)
    await other.waits.wait()
    await pool.end()
    assert not psutil.pid_exists(pid)
    for each in (working, waiting):
        with pytest.raises(SolverBusy):
            await each
    with pytest.raises(SolverBusy):
        await ran(pool, "count", 1)


async def test_a_worker_that_has_nothing_to_do_is_let_go() -> None:
    """After a while; one that was used meanwhile later."""
    async with pooled(idle=0.4) as pool:
        pid = (await ran(pool, "count", 1))["pid"]
        await asyncio.sleep(0.2)
        assert (await ran(pool, "count", 1))["pid"] == pid
        assert psutil.pid_exists(pid)
        await gone(pid)
        assert (await ran(pool, "count", 1))["pid"] != pid


async def test_a_worker_does_not_see_how_the_service_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """No setting, no secret, no driver of the database; it gives way to others, and hashes as any other worker."""
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("GONGJIAN_AUDIT_KEY", "secret")
    async with pooled() as pool:
        seen = [await ran(pool, "surroundings", "回声") for _ in range(2)]
        assert "secret" not in seen[0]["environment"].values()
        assert not {"neo4j", "starlette", "strawberry", "graphql"} & set(seen[0]["imported"])
        assert seen[0]["nice"] >= 10
        assert seen[0]["hash"] == seen[1]["hash"]
        assert seen[0]["echo"] == "回声"
        assert seen[0]["parent"] == os.getpid()


async def test_what_a_solver_prints_does_not_get_between(capfd: pytest.CaptureFixture[str]) -> None:
    """It goes to the log."""
    async with pooled() as pool:
        assert await ran(pool, "prints", b"x" * 100_000) == 100_000
        assert (await ran(pool, "count", 1))["counted"] == 1
    out, err = capfd.readouterr()
    assert "printed" not in out
    assert "printed" in err


async def test_large_tasks_and_results_arrive_whole() -> None:
    """Longer than any buffer on the way."""
    task = {"rows": [[n, f"需求{n}", None, 0.5] for n in range(50_000)]}
    async with pooled() as pool:
        assert (await ran(pool, "surroundings", task))["echo"] == task


async def test_reports_may_come_as_often_as_they_like() -> None:
    """Only so many of a stage are passed on."""
    async with pooled() as pool:
        running, heard = begun(pool, "many", 100_000)
        assert await running == 100_000
        assert 1 <= len([step for step in heard.steps if step.progress]) < 100


ORPHAN = """
import asyncio
from graph.apart.pool import Pool

async def main():
    def hear(step):
        if step.progress:
            print(int(step.progress.value), flush=True)
    await Pool().run("a", "tests.apart.toy:never", None, 60.0, hear)

asyncio.run(main())
"""


async def test_a_worker_does_not_outlive_a_parent_that_is_killed() -> None:
    """Even one that had no time to say anything."""
    asked = [sys.executable, "-c", ORPHAN]
    parent = subprocess.Popen(asked, stdout=subprocess.PIPE, text=True)  # noqa: ASYNC220
    assert parent.stdout
    with parent.stdout:
        pid = int(await asyncio.to_thread(parent.stdout.readline))
        assert psutil.pid_exists(pid)
        parent.kill()
        parent.wait()
        assert await gone(pid) < 3


def test_what_is_reported_can_be_sent() -> None:
    """Progress is a value."""
    progress = Progress("COVERAGE", 1.0, 2.0, 0.5)
    assert pickle.loads(pickle.dumps(progress)) == progress  # noqa: S301
