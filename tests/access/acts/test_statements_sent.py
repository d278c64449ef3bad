"""What an act sends to the database: these statements in this order, and no others."""

from __future__ import annotations

import itertools
import sys
from typing import TYPE_CHECKING, Any

import pytest

import graph.chain.writing
import graph.remembered
import schema.acts.needs
import schema.acts.resources
import schema.acts.written
from graph.doing import Doing
from graph.effects import together
from graph.ids import node_id
from graph.kinds import KINDS
from graph.write import REVISE
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET, Loop
from tests.access.acts.loop.conftest import TIDY
from tests.access.acts.test_needs import AMEND, LIAISON, RAISE, asked, raised, term
from tests.access.acts.test_resources import OFFER, _unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.access.acts.conftest import Acting

KNOWN = {
    text: name
    for module in (graph.chain.writing, graph.remembered, schema.acts.needs, schema.acts.resources, schema.acts.written)
    for name, text in sys.modules[module.__name__].STATEMENTS.items()
} | {REVISE: "write.revise"}  # fmt: skip
FIRST = f"CALL () {{{graph.remembered.STATEMENTS['remembered.remember']}}}"


def _name(text: str, parameters: Any) -> str:
    """What is sent, in a word; what is done in one statement is joined by +."""
    if text.startswith(FIRST):
        return f"remember + {KNOWN[text.removeprefix(FIRST)]}"
    if "MERGE (l:Lock" in text:
        return "hold"
    if "$shown" in text:
        return "show"
    if "effect0" in (parameters or {}):
        pairs = itertools.product(STEPS, repeat=2)
        return next(f"{STEPS[a]} + {STEPS[b]}" for a, b in pairs if together(a, b) == text)
    return "in the way" if "AS seen }" in text else KNOWN.get(text, "facts")


STEPS = {text: name for name, text in schema.acts.written.STATEMENTS.items()}


class _Heard:
    """A transaction that notes what is sent."""

    def __init__(self, tx: Any, names: list[str]) -> None:
        self._tx, self._names = tx, names

    async def run(self, text: str, *args: Any, **more: Any) -> Any:
        self._names.append(_name(text, args[0] if args else more))
        return await self._tx.run(text, *args, **more)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sequence[str]:
    """Names of the statements sent within transactions of acts."""
    names: list[str] = []
    work = Doing.work

    async def heard(self: Doing, tx: Any) -> None:
        await work(self, _Heard(tx, names))  # type: ignore[arg-type]

    monkeypatch.setattr(Doing, "work", heard)
    return names


END = "remember + chain.continue"
"""How an act ends of a street of which this process has written the last record."""


async def test_raising_amending_offering(acting: Acting, sent: list[str]) -> None:
    """Facts, effect, what is shown, memory and record; a key or a lock costs one more, the structure one, an unknown end of the chain one."""
    secret, liaison = await acting.key(), await acting.key(LIAISON)
    id_ = (await raised(acting, secret))["need"]["id"]
    assert sent == ["facts", "needs.raised", "show", "remember + chain.lock", "chain.other-key", "chain.write"]  # fmt: skip
    sent.clear()
    await acting.do(secret, RAISE, input=asked())
    assert sent == ["facts", "needs.raised", "show", END]
    sent.clear()
    await acting.do(secret, RAISE, input=asked(idempotencyKey="k"))
    assert sent == ["hold", "facts", "needs.raised", "show", END]
    sent.clear()
    await acting.do(secret, RAISE, input=asked(idempotencyKey="k"))
    assert sent == ["hold", "show"]
    sent.clear()
    await acting.do(secret, AMEND, input={"id": id_, "expectedVersion": 1, "quantity": 2})
    assert sent == ["hold", "facts", "needs.amended", "show", END]
    sent.clear()
    said = {
        "name": "义诊车", "kind": "SERVICE", "capacityMode": "UNLIMITED", "provider": await _unit(acting),
        "categories": [term("C1.1")], "measure": term("U.person_time"),
    }  # fmt: skip
    await acting.do(liaison, OFFER, input=said)
    assert sent == ["facts", "resources.offered", "show", "write.revise", END]


async def test_what_is_refused_writes_nothing(acting: Acting, sent: list[str]) -> None:
    """By the facts: one statement. By the input alone: none at all. What is not selected is not read."""
    secret = await acting.key()
    await raised(acting, secret)
    sent.clear()
    await raised(acting, secret, place="unknown")
    assert sent == ["facts"]
    sent.clear()
    await raised(acting, secret, title="")
    assert sent == []
    query = "mutation($input: RaiseNeedInput!) { raiseNeed(input: $input) { userErrors { code } } }"
    await acting.do(secret, query, input=asked())
    assert sent == ["facts", "needs.raised", END]


WHOLE = {
    "resource": node_id(KINDS["Resource"], "NS-R-0102"), "quantity": 4, "startAt": "2027-03-05T08:00:00+08:00",
    "endAt": "2027-03-05T11:00:00+08:00",
}  # fmt: skip


async def test_acts_of_the_loop(acting: Acting, sent: list[str]) -> None:
    """What an act writes of two nodes is one statement; one that is refused for its time looks again, for what would be possible."""
    loop = Loop(acting)
    need = (await loop.opened())["id"]
    await loop.key(HOSPITAL)
    sent.clear()
    (asked_,) = (await loop.done(COMMUNITY, "requestSupport", need=need, **WHOLE))["commitments"]
    assert sent == ["hold", "facts", "made.Commitment", "show", "show", END]
    sent.clear()
    await loop.do(COMMUNITY, "requestSupport", need=need, **WHOLE)
    assert sent == ["hold", "facts", "facts", "in the way"]
    sent.clear()
    await loop.done(HOSPITAL, "accept", id=asked_["id"], expectedVersion=1)
    assert sent == ["hold", "facts", "step.Commitment + step.Need", "show", "show", END]
    sent.clear()
    await loop.done(HOSPITAL, "start", id=asked_["id"], expectedVersion=2)
    assert sent == ["hold", "facts", "step.Commitment", "show", "show", END]
    choices = [
        {**WHOLE, "resource": node_id(KINDS["Resource"], code), "quantity": 1}
        for code in ("NS-R-0101", "NS-R-0201", "NS-R-0202")
    ]
    sent.clear()
    await loop.done(COMMUNITY, "bookSupport", need=need, choices=choices, idempotencyKey="k")
    assert sent == [
        "hold", "facts", "made.Commitment + made.Commitment", "made.Commitment", *["show"] * 4, END,
    ]  # fmt: skip
    sent.clear()
    version = (await loop.need(need))["version"]
    said = {"expectedVersion": version, "reason": "WEATHER", "until": "2027-03-01T08:00:00+08:00"}
    await loop.done(STREET, "hold", id=need, **said)
    assert sent == ["hold", "facts", "step.Need", "show", END]
    await acting.known.run(TIDY)
