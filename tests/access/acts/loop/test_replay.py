"""The records of changes are the graph: replayed they give it, and undone they give it as it was at any instant."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.deltas import State, applied, state_of
from graph.kinds import KINDS
from graph.stored import native
from schema.history.facts import edges_of
from schema.history.telling import in_order, past
from seeds import example_data
from seeds.importing import run
from seeds.recording import By
from seeds.tables import from_paths, from_rows
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET, resource
from tests.access.acts.loop.test_timers import house

if TYPE_CHECKING:
    from datetime import datetime

    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}
PRECISE = [
    k for k in KINDS.values()
    if "code" in k.props and k.labelled and not k.abstract and k.name != "FirstSecretary"
]  # fmt: skip
CHANGES = """
MATCH (c:Change) WHERE c.delta IS NOT NULL
RETURN c.target AS id, [c.id, toString(c.at), c.act, c.actor, c.reason, c.details, c.fromStatus, c.toStatus, c.delta, c.seq, null] AS row
"""


async def states(loop: Loop) -> dict[str, State]:
    """Every record of the graph as records would tell it."""
    found: dict[str, State] = {}
    for kind in PRECISE:
        ends = ", ".join(
            f"{name}: [(n){'-' if e.path[0].outgoing else '<-'}[r:`{e.path[0].type}`]{'->' if e.path[0].outgoing else '-'}(m:`{e.target}`) | [m.id, properties(r)]]"
            for name, e in edges_of(kind).items()
        )
        rows = await loop.acting.known.run(
            f"MATCH (n:`{kind.name}`) WHERE n.code IS NOT NULL RETURN n.id AS id, properties(n) AS values, {{{ends}}} AS ends"
        )
        for row in rows:
            values = {n: native(v) for n, v in row["values"].items()}
            links = {
                n: [(i, d) if d and edges_of(kind)[n].data else i for i, d in far]
                for n, far in row["ends"].items()
            }
            found[row["id"]] = state_of(kind, values, links)[0]
    return found


async def told(loop: Loop) -> dict[str, list[Any]]:
    """The records that say what became of a node, by node, in the order in which they were written."""
    by_id: dict[str, list[Any]] = {}
    for row in await loop.acting.known.run(CHANGES):
        by_id.setdefault(row["id"], []).append(row["row"])
    return {id_: in_order(rows) for id_, rows in by_id.items()}


def replayed(records: dict[str, list[Any]]) -> dict[str, State]:
    """The graph that the records make, from nothing."""
    found = {}
    for id_, each in records.items():
        state: State | None = None
        for record in each:
            state = applied(state, record.delta)
        if state is not None:
            found[id_] = state
    return found


def differing(one: dict[str, State], other: dict[str, State]) -> list[Any]:
    """What is not the same, for people."""
    return [
        (i, one.get(i), other.get(i)) for i in sorted({*one, *other}) if one.get(i) != other.get(i)
    ][:3]


@pytest.fixture
async def recorded(loop: Loop) -> Loop:
    """Callers over a graph of which everything was recorded: the example data, imported anew."""
    known = loop.acting.known
    await known.run("MATCH (n:Source) REMOVE n.exampleMark")
    await known.run(
        "MATCH (n) WHERE NOT n:Credential AND NOT n:Structure AND NOT n:Migration CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
    )
    await imported(loop, from_paths([example_data()]))
    return loop


async def imported(loop: Loop, given: Any) -> None:
    """An import that is recorded in the chain of this test."""
    tables, problems = given
    assert problems == []
    by = By(loop.acting.known.chain, "local:tester")
    report = await run(loop.acting.known.database.driver, tables, by=by)
    assert report.ok, report.problems


async def act(loop: Loop, dice: random.Random) -> None:
    """Something somebody does, as it comes: several acts, some of which are refused."""
    need = await loop.opened(**WINDOW, priority=dice.randrange(1, 5), contactPhone="13800000001")
    all_ = {"need": need["id"], "quantity": dice.randrange(1, 4)}
    bus = resource(dice.choice(("NS-R-0101", "NS-R-0102")))
    payload = await loop.do(STREET, "assignSupport", **all_, resource=bus)
    await loop.do(COMMUNITY, "requestSupport", **all_, resource=bus, waitlist=dice.random() < 0.5)
    for promise in payload["commitments"] or ():
        await loop.done(HOSPITAL, "start", id=promise["id"], expectedVersion=1)
        if dice.random() < 0.5:
            await loop.done(
                HOSPITAL, "deliver", id=promise["id"], expectedVersion=2, deliveredQuantity=1
            )
    version = (await loop.need(need["id"]))["version"]
    root = dice.choice(("cancel", "escalate", "split"))
    said: dict[str, Any] = {
        "cancel": {"reason": "OTHER"}, "split": {"parts": [{"title": "一", "quantity": 1}, {"title": "二", "quantity": 1}]},
        "escalate": {"reason": "OVERDUE", "owner": promise_unit(payload)},
    }[root]  # fmt: skip
    await loop.do(COMMUNITY, root, id=need["id"], expectedVersion=version, **said)


def promise_unit(payload: Any) -> str:
    """A unit to hand a need to."""
    return payload["commitments"][0]["unit"]["id"] if payload["commitments"] else "unit_none"


SEEDS = [6, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(7, 13))]


@pytest.mark.parametrize("seed", SEEDS)
async def test_records_replayed_give_the_graph_and_undone_any_earlier_one(
    recorded: Loop, seed: int
) -> None:
    """After imports, acts and timers: from nothing to the graph there is, personal values aside; and each state that was looked at, as of its instant."""
    loop = recorded
    assert differing(replayed(await told(loop)), await states(loop)) == []
    seen: list[tuple[datetime, dict[str, State]]] = []
    dice = random.Random(seed)
    for turn in range(4):
        await act(loop, dice)
        if turn == 1:
            rows = {"needs": [{"编号": "NS-N-021", "标题": "改过的标题", "优先级": "1"}]}
            await imported(loop, from_rows(rows))
        if turn == 2:
            loop.acting.known.clock.ahead = timedelta(hours=30)
            await house(loop, loop.acting.known.clock()).look(loop.acting.known.database.driver)
        await asyncio.sleep(0.01)
        at = loop.acting.known.clock()
        seen.append((at, await states(loop)))
        await asyncio.sleep(0.01)
    records, now = await told(loop), await states(loop)
    assert differing(replayed(records), now) == []
    for at, then in seen:
        was = {
            id_: state
            for id_, each in records.items()
            if (state := past(KINDS[now[id_].kind], *_held(now[id_]), each, at)) is not None
        }
        assert differing(was, then) == [], at
    stored = await loop.acting.known.run(
        "MATCH (c:Change) WHERE c.delta CONTAINS '13800000001' RETURN c.id AS id"
    )
    assert stored == []


def _held(state: State) -> tuple[Any, Any]:
    return state.values, state.links
