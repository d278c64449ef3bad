"""Every account reads exactly the rows, fields and totals that the oracle says, whichever way it asks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.compile.scope import NoLongerStands
from graph.kinds import KINDS
from schema.access.caller import who
from tests.access.callers import COMBINED, Account, add_callers
from tests.access.drawn import draw
from tests.access.seen import is_personal
from tests.access.stored import read
from tests.access.values import NOW
from tests.oracle.visible import masked

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.kinds import Kind
    from tests.access.conftest import Planted
    from tests.fixtures.engine import Asking
    from tests.fixtures.service import Service
    from tests.oracle.visible import Visible
    from tests.oracle.whole import Node

ROOTED = [k for k in KINDS.values() if k.rooted and k.labelled]


@dataclass
class Reading:
    """One account that reads."""

    asking: Asking
    scope: Scope
    view: Visible

    async def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data of an answer without errors."""
        answer = await self.asking.engine.answer(
            self.asking.reading, query, variables=variables, scope=self.scope
        )
        said = orjson.loads(answer.body)
        assert "errors" not in said, (said["errors"], query)
        return said["data"]


def shown_id(kind: Kind, node: Node) -> str:
    """The id under which a kind shows a node: a first secretary has one beside the person's."""
    return node.values[kind.id_prop.stored]


def everything(kind: Kind) -> str:
    """All properties and required edges of a kind."""
    props = [p.name for p in kind.props.values()]
    edges = [
        f"{e.name} {{ totalCount }}" if e.many else f"{e.name} {{ id }}"
        for e in kind.edges.values() if e.required
    ]  # fmt: skip
    return " ".join([*props, *edges])


async def check_lists(reading: Reading) -> None:
    """Each root connection, paged through, gives the visible nodes, each once, and the total if it may be told."""
    for kind in ROOTED:
        query = f"query($after: String) {{ {kind.plural}(first: 100, after: $after) {{ totalCount nodes {{ {everything(kind)} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        found, after, total = {}, None, None
        while True:
            page = (await reading.data(query, after=after))[kind.plural]
            assert not found.keys() & {node["id"] for node in page["nodes"]}
            found |= {node["id"]: node for node in page["nodes"]}
            total, after = page["totalCount"], page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        seen = {shown_id(kind, n): n for n in reading.view.nodes if kind.labels[-1] in n.labels}
        assert found.keys() == seen.keys(), (kind.name, len(found), len(seen))
        withheld = reading.view.withholds_count(kind.family.name, len(seen))
        assert total == (None if withheld else len(seen)), kind.name
        for id_, node in seen.items():
            check_node(reading.view, kind, node, found[id_])


def check_node(view: Visible, kind: Kind, node: Node, said: dict[str, Any]) -> None:
    """The fields of one node."""
    withheld = view.withheld(node)
    for name in kind.props:
        stored = node.get(kind.props[name].stored)
        if stored is None or name in withheld:
            assert said[name] is None, (kind.name, name, view.caller.roles)
        elif is_personal(kind.family.name, name):
            assert said[name] == masked(name, stored), (kind.name, name)
        else:
            assert said[name] is not None, (kind.name, name, view.caller.roles)
            assert not isinstance(stored, str) or said[name] == stored
    for edge in kind.edges.values():
        if edge.required and not edge.many:
            assert said[edge.name]["id"] in view.ids, (kind.name, edge.name)


async def check_ids(reading: Reading, dice: random.Random) -> None:
    """`nodes`, `node` and a kind's own root give what is visible, and null for what is hidden or unknown alike."""
    every = sorted(reading.view.world.nodes.values(), key=lambda n: n.id)
    for at in range(0, len(every), 99):
        some = every[at : at + 99]
        query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
        told = (await reading.data(query, ids=[*(n.id for n in some), "unknown"]))["nodes"]
        assert [said and said["id"] for said in told] == [
            *(n.id if n in reading.view.nodes else None for n in some), None,
        ]  # fmt: skip
    for kind in ROOTED:
        one = kind.name[0].lower() + kind.name[1:]
        nodes = sorted(reading.view.world.all(kind.labels[-1]), key=lambda n: n.id)
        for node in dice.sample(nodes, min(4, len(nodes))):
            id_ = shown_id(kind, node)
            told = [
                await reading.data(f"query($id: ID!) {{ it: {root}(id: $id) {{ id }} }}", id=id_)
                for root in ("node", one)
            ]
            assert told == [{"it": {"id": id_} if node in reading.view.nodes else None}] * 2


async def check(planted: Planted, account: Account, dice: random.Random) -> None:
    """Everything about one account."""
    view = account.view(planted.graph)
    scope = await account.scope(planted.asking.reading)
    assert (scope is None) is (view is None), account.name
    if scope is None or view is None:
        return
    reading = Reading(planted.asking, scope, view)
    await check_lists(reading)
    await check_ids(reading, dice)


async def test_what_each_account_reads_is_what_it_may_see(planted: Planted) -> None:
    """All roles, posts that ended or have not begun, keys that expired, and nobody at all."""
    graph = draw(1)
    accounts = [a for a in add_callers(graph, 1) if a.name not in COMBINED]
    await planted.hold(graph)
    for account in accounts:
        await check(planted, account, random.Random(1))


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_what_any_account_reads_is_what_it_may_see(planted: Planted, seed: int) -> None:
    """The same in several worlds, and with several roles held at once."""
    graph = draw(seed)
    accounts = add_callers(graph, seed)
    await planted.hold(graph)
    for account in accounts:
        await check(planted, account, random.Random(seed))


@pytest.mark.long
async def test_what_accounts_read_of_the_example_data(example: Service, planted: Planted) -> None:
    """The same over the example data."""
    planted.graph = graph = await read(planted.asking.database.driver)
    graph = graph.copy()
    accounts = add_callers(graph, 7)
    await planted.hold(graph)
    for account in accounts[:13]:
        await check(planted, account, random.Random(7))


async def test_a_remembered_caller_is_asked_again_on_another_day(planted: Planted) -> None:
    """A pairing that ends at midnight binds nobody in the morning, although nothing was written in between."""
    graph = draw(1)
    account = next(a for a in add_callers(graph, 1) if a.name == "R.STREET_CENTRE")
    await planted.hold(graph)
    asking = planted.asking
    assert account.credential
    caller = await who(asking.reading, account.credential, NOW)
    assert caller
    query = "{ resources(first: 100) { totalCount } }"
    await asking.engine.answer(asking.reading, query, scope=caller.scope(NOW + timedelta(hours=1)))
    with pytest.raises(NoLongerStands):
        await asking.engine.answer(
            asking.reading, query, scope=caller.scope(NOW + timedelta(hours=20))
        )
