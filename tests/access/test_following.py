"""Who follows is told of exactly what he may see, and of it what a query would show him: every role, against the oracle."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.chain import Entry, append, audit_key
from graph.compile.refusal import Forbidden
from graph.feed import Feeding
from graph.transact import write
from schema.executable import executable
from schema.following import FEED
from tests.access.callers import add_callers
from tests.access.drawn import draw
from tests.access.test_two_worlds import scope_of, start

if TYPE_CHECKING:
    from tests.access.conftest import Planted
    from tests.oracle.whole import Graph

__all__ = ["scope_of", "start"]
SHOWN = "__typename id ... on Need { title householdCount contactPhone place { id } } ... on Resource { name provider { id } } ... on Commitment { status note need { id } }"
FOLLOWED = (
    f"subscription($a: String) {{ changed(after: $a) {{ cursor act target {{ {SHOWN} }} }} }}"
)
QUERIED = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {SHOWN} }} }}"
FORGET = ("MATCH (c:Change) DETACH DELETE c", "MATCH (h:ChainHead) DETACH DELETE h")


def entries(graph: Graph) -> list[Entry]:
    """A record of everything that can be told of, all in one stream that everybody follows; hidden ones in between."""
    kinds = [
        (id_, kind) for kind in FEED.kinds for id_, labels in sorted(graph.labels.items()) if kind in labels
    ]  # fmt: skip
    return [
        Entry("elsewhere", datetime.now(UTC), "AMEND_NEED", None, "KEY", None, id_, kind) for id_, kind in kinds
    ]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
async def test_every_role_is_told_of_what_it_may_see(planted: Planted, seed: int) -> None:
    """The same nodes in the order of the records, the same fields as by a query, and nothing else: no gap that shows."""
    graph = draw(seed)
    accounts = add_callers(graph, seed)
    await planted.hold(graph)
    driver, engine, reading = (
        planted.asking.database.driver,
        planted.asking.engine,
        planted.asking.reading,
    )
    for text in FORGET:
        await driver.execute_query(text)  # pyright: ignore[reportArgumentType]
    feeding = Feeding(FEED, executable().engine.schema, lambda: reading, audit_key(os.environ))
    begun: dict[str, Any] = {}
    for account in accounts:
        scope = await account.scope(reading)
        if scope is not None:
            begun[account.name] = await _follower(feeding, scope)
    records = entries(graph)
    await write(driver, "test.append", append, audit_key(os.environ), records)
    sizes = set()
    for account in accounts:
        view, follower = account.view(graph), begun.get(account.name)
        assert (view is None) == (account.name not in begun)
        if view is None or follower is None:
            assert account.name == "anybody" or view is None
            continue
        scope = await account.scope(reading)
        assert scope
        told = await _told(feeding, follower, scope)
        expected = [e.target for e in records if e.target in view.ids]
        assert [t["target"]["id"] for t in told] == expected, account.name
        sizes.add(len(expected))
        for start_ in range(0, len(expected), 100):
            part = expected[start_ : start_ + 100]
            answer = await engine.answer(reading, QUERIED, variables={"ids": part}, scope=scope)
            assert orjson.loads(answer.data or b"")["nodes"] == [t["target"] for t in told[start_ : start_ + 100]]  # fmt: skip
        assert len({len(t["cursor"]) for t in told}) <= 1
    assert len(sizes) > 5
    for text in FORGET:
        await driver.execute_query(text)  # pyright: ignore[reportArgumentType]


async def _follower(feeding: Feeding, scope: Any) -> Any:
    try:
        follower = await feeding.follower(executable().engine.prepare(FOLLOWED, None, {}), scope)
    except Forbidden:
        return None
    await follower.more(scope)
    return follower


async def _told(feeding: Feeding, follower: Any, scope: Any) -> list[Any]:
    await feeding.heads.look()
    found = []
    while True:
        found += [orjson.loads(e.answer.data or b"")["changed"] for e in await follower.more(scope)]
        if not follower._behind():
            return found
