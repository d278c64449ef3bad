"""Turns of the acts of one process: one at a time, in the order of asking, and never two who wait for each other."""

from __future__ import annotations

import asyncio
import gc
import random

import pytest

from graph.turns import Turns


async def test_one_at_a_time_and_in_turn() -> None:
    """Who asked first has it first; others than those who want the same don't wait; what nobody wants any more is forgotten."""
    turns, order = Turns(), []
    first = turns.one()
    await first.take([("lock", "a")])

    async def wait(name: str, thing: str) -> None:
        turn = turns.one()
        await turn.take([("lock", thing)])
        order.append(name)
        turn.over()

    tasks = [asyncio.create_task(wait(n, "a")) for n in "bcd"]
    await wait("other", "z")
    await asyncio.sleep(0)
    assert order == ["other"]
    first.over()
    await asyncio.gather(*tasks)
    assert order == ["other", "b", "c", "d"]
    await wait("again", "a")
    del first, tasks
    gc.collect()
    assert len(turns._locks) == 0


async def test_whatever_order_they_are_named_in_nobody_waits_for_ever() -> None:
    """Many who want several of the same things, each held by one at most."""
    turns, held = Turns(), set[tuple[str, str]]()
    dice = random.Random(1)

    async def work() -> None:
        for _ in range(20):
            things = [("lock", dice.choice("abcde")) for _ in range(3)]
            turn = turns.one()
            await turn.take(things)
            assert not held & set(things)
            held.update(things)
            await asyncio.sleep(0)
            held.difference_update(things)
            turn.over()

    async with asyncio.timeout(10):
        await asyncio.gather(*(work() for _ in range(20)))


async def test_who_gives_up_while_waiting_keeps_nothing() -> None:
    """What he had already goes back with `over`; the others come to their turn."""
    turns = Turns()
    first, second, third = turns.one(), turns.one(), turns.one()
    await first.take([("lock", "b")])
    task = asyncio.create_task(second.take([("lock", "a"), ("lock", "b")]))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    second.over()
    first.over()
    async with asyncio.timeout(1):
        await third.take([("lock", "a"), ("lock", "b")])
    third.over()
