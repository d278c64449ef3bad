"""What a caller may not see leaves no trace: worlds that differ only in that answer him with the same bytes.

The oracle, not the house, says what is hidden. Free quantities and verdicts are the declared exception: they count
hidden commitments, so those either keep what they hold, or only the declared fields may differ.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from schema.access.table import TABLE
from tests.access.asked import WRITTEN, Question, questions, with_taxonomies
from tests.access.callers import Account, add_callers
from tests.access.changing import Changing
from tests.access.drawn import draw
from tests.graph.operations.stock import stock_of
from tests.graph.test_paths_agree import NUMBER

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from tests.access.conftest import Planted
    from tests.graph.operations.stock import Stock
    from tests.oracle.whole import Graph

CALLERS = [
    "anybody", "resident", "R.GRID_WORKER", "R.COMMUNITY_ADMIN", "R.UNIT_LIAISON", "R.FIRST_SECRETARY",
    "R.STREET_CENTRE", "R.DEPARTMENT_OFFICER", "R.ORGANISATION_OFFICER", "R.SYSTEM_ADMIN",
]  # fmt: skip
AVAILABILITY = next(query for query in WRITTEN if "availability" in query)
PARTS = len(CALLERS)
"""In the ordinary run each caller asks one share; together they ask everything."""


async def start(planted: Planted, seed: int) -> tuple[Graph, dict[str, Account], Stock]:
    """The world that all chains of this seed begin with."""
    graph = draw(seed)
    accounts = {account.name: account for account in add_callers(graph, seed)}
    await planted.hold(graph)
    asking = planted.asking
    stock = await stock_of(asking.database.driver, asking.engine, asking.reading)
    return graph, accounts, with_taxonomies(stock, graph)


async def answers(planted: Planted, scope: Scope, asked: list[Question]) -> list[bytes]:
    """What the caller reads."""
    return [await _answer(planted, scope, each) for each in asked]


async def _answer(planted: Planted, scope: Scope, asked: Question) -> bytes:
    """One answer; a statement that a busy machine could not plan in time is sent again."""
    body = b""
    for _ in range(4):
        answer = await planted.asking.engine.answer(
            planted.asking.reading, asked.query, variables=asked.variables, operation_name=asked.name, scope=scope
        )  # fmt: skip
        body = NUMBER.sub(b"", answer.body)
        if b'"TIMEOUT"' not in body:
            break
    return body


async def scope_of(planted: Planted, account: Account) -> Scope:
    """The caller as the house knows him in the world as it is."""
    scope = await account.scope(planted.asking.reading)
    assert scope, account.name
    return scope


def difference(old: Graph, new: Graph) -> list[Any]:
    """What was changed, for whoever looks for a leak."""
    changed = [
        (i, {k: (old.values[i].get(k), new.values[i].get(k)) for k in old.values[i].keys() | new.values[i].keys()
             if old.values[i].get(k) != new.values[i].get(k)})
        for i in old.values.keys() & new.values.keys() if old.values[i] != new.values[i]
    ]  # fmt: skip
    gone, fresh = old.values.keys() - new.values.keys(), new.values.keys() - old.values.keys()
    links = [
        link
        for link in old.links.keys() ^ new.links.keys()
        if not {link[0], link[2]} & (gone | fresh)
    ]
    return [*changed, ("gone", sorted(gone)), ("new", sorted(fresh)), ("links", links)]


async def chain(
    planted: Planted, account: Account, asked: list[Question], graph: Graph, steps: int
) -> int:
    """Ask the same in one world after the other; gives how many pairs were compared."""
    changing = Changing(account, f"{account.name} {steps}")
    before = await answers(planted, await scope_of(planted, account), asked)
    assert sum(b'"errors"' not in body for body in before) > 0.6 * len(before)
    for _ in range(steps):
        following = changing.step(graph)
        await planted.hold(following)
        after = await answers(planted, await scope_of(planted, account), asked)
        for question, old, new in zip(asked, before, after, strict=True):
            assert old == new, (account.name, question, difference(graph, following))
        graph = following
    sys.stdout.write(f"{account.name}: {len(asked) * steps} pairs, {changing.done}\n")
    return len(asked) * steps


async def test_what_is_hidden_leaves_no_trace(planted: Planted) -> None:
    """Ten sorts of callers, each with a share of all root fields."""
    graph, accounts, stock = await start(planted, 1)
    for part, name in enumerate(CALLERS):
        await planted.hold(graph)
        asked = questions(planted.asking.schema, stock, part=part, parts=PARTS, each=5)
        steps = -(-150 // len(asked))
        assert await chain(planted, accounts[name], asked, graph, steps) >= 150


@pytest.mark.long
@pytest.mark.parametrize("name", CALLERS)
async def test_what_is_hidden_leaves_no_trace_in_anything(planted: Planted, name: str) -> None:
    """At least 2,000 pairs for each sort of caller, over every root field."""
    graph, accounts, stock = await start(planted, 2)
    asked = questions(planted.asking.schema, stock, part=0, parts=1, each=3)
    assert await chain(planted, accounts[name], asked, graph, -(-2000 // len(asked))) >= 2000


def beyond_exceptions(body: bytes) -> Any:
    """An answer without the fields that may count what is hidden; supporters in an order that does not depend on them."""
    return _stripped(orjson.loads(body))


def _stripped(said: Any) -> Any:
    if isinstance(said, list):
        return [_stripped(each) for each in said]
    if not isinstance(said, dict):
        return said
    kept = {key: _stripped(value) for key, value in said.items()}
    if "supporters" in said and "canCount" in said:
        fields = TABLE.exceptions["Supporter"]
        units = [{k: v for k, v in each.items() if k not in fields} for each in kept["supporters"]]
        kept = {k: v for k, v in kept.items() if k not in TABLE.exceptions["SupportAnswer"]}
        return kept | {"units": sorted(units, key=lambda each: each["unit"]["id"])}
    if {"free", "open", "earliestSlot"} <= said.keys():
        return {k: v for k, v in kept.items() if k not in TABLE.exceptions["ResourceAvailability"]}
    return kept


async def test_only_declared_fields_count_what_is_hidden(planted: Planted) -> None:
    """Hidden promises that take capacity show in free quantities and verdicts, and in nothing else."""
    graph, accounts, stock = await start(planted, 4)
    differ = 0
    for name in ("R.GRID_WORKER", "R.ORGANISATION_OFFICER"):
        await planted.hold(graph)
        asked = [Question(WRITTEN[1], {"need": need}) for need in stock.ids["Need"][:8]]
        asked += [Question(AVAILABILITY, {"id": unit}) for unit in stock.ids["Unit"]]
        changing, world = Changing(accounts[name], f"capacity {name}", capacity=True), graph
        scope = await scope_of(planted, accounts[name])
        before = await answers(planted, scope, asked)
        for _ in range(4):
            world = changing.step(world)
            await planted.hold(world)
            after = await answers(planted, await scope_of(planted, accounts[name]), asked)
            for question, old, new in zip(asked, before, after, strict=True):
                differ += old != new
                assert beyond_exceptions(old) == beyond_exceptions(new), (name, question)
            before = after
    assert differ > 3
