"""Acts on different things in different streets don't wait for each other, however long one of them takes to end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from graph.doing import Doing
from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.test_needs import RAISE, STREET, asked, place
from tests.api.identity.conftest import OTHER_STREET

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

TRIAGE = "mutation($input: TriageInput!) { triage(input: $input) { need { id version } userErrors { code } } }"
ASSIGN = "mutation($input: AssignSupportInput!) { assignSupport(input: $input) { need { id } commitments { id } userErrors { code } } }"
CANCEL = "mutation($input: CancelInput!) { cancel(input: $input) { commitment { id } userErrors { code } } }"
AT = {STREET: ("NS-C01", "NS-U-001"), OTHER_STREET: ("WL-C01", "WL-U-001")}


async def test_while_one_ends_others_go_on(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raising, triage, assigning and cancelling: each is held just before its commit in one street, and done in the other meanwhile."""
    keys = {account: await acting.key(account) for account in AT}
    work, going, there = Doing.work, asyncio.Event(), asyncio.Event()
    going.set()

    async def held(self: Doing, tx: Any) -> None:
        await work(self, tx)
        if any(w.occasion.account == node_id(KINDS["Account"], STREET) for w in self.wanted):
            there.set()
            await going.wait()

    monkeypatch.setattr(Doing, "work", held)

    async def both(query: str, inputs: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """What each came to; the first is held until the second has been answered."""
        going.clear()
        there.clear()
        slow = asyncio.create_task(acting.do(keys[STREET], query, input=inputs[STREET]))
        await there.wait()
        async with asyncio.timeout(15):
            fast = await acting.do(keys[OTHER_STREET], query, input=inputs[OTHER_STREET])
        assert not slow.done()
        going.set()
        found = {STREET: await slow, OTHER_STREET: fast}
        (root,) = fast
        assert [each[root]["userErrors"] for each in found.values()] == [[], []]
        return {account: each[root] for account, each in found.items()}

    # Planned before, or the first of each sort is waited for all the same.
    for _ in range(2):
        raised = await both(RAISE, {a: asked(place=place(at)) for a, (at, _) in AT.items()})
        needs = {a: said["need"]["id"] for a, said in raised.items()}
        await both(TRIAGE, {a: {"id": id_, "expectedVersion": 1, "to": "OPEN"} for a, id_ in needs.items()})  # fmt: skip
        wish = {"quantity": 1, "startAt": "2027-03-05T08:00:00+08:00", "endAt": "2027-03-05T11:00:00+08:00"}  # fmt: skip
        assigned = await both(ASSIGN, {a: {"need": id_, "unit": node_id(KINDS["Unit"], AT[a][1]), **wish} for a, id_ in needs.items()})  # fmt: skip
        made = {a: said["commitments"][0]["id"] for a, said in assigned.items()}
        await both(CANCEL, {a: {"id": id_, "expectedVersion": 1, "reason": "PLAN_CHANGED"} for a, id_ in made.items()})  # fmt: skip
    await acting.known.run("MATCH (n:Commitment) WHERE n.code STARTS WITH 'B-' DETACH DELETE n")
