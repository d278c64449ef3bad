"""What an act sends to the database: these statements in this order, and no others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

import graph.chain.writing
import graph.remembered
import schema.acts.needs
import schema.acts.resources
from graph.acts import HOLD
from graph.doing import Doing
from graph.write import REVISE
from tests.access.acts.test_needs import AMEND, LIAISON, RAISE, asked, raised, term
from tests.access.acts.test_resources import OFFER, _unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.access.acts.conftest import Acting

KNOWN = {
    text: name
    for module in (graph.chain.writing, graph.remembered, schema.acts.needs, schema.acts.resources)
    for name, text in sys.modules[module.__name__].STATEMENTS.items()
} | {REVISE: "write.revise", HOLD: "lock"}


class _Heard:
    """A transaction that notes what is sent."""

    def __init__(self, tx: Any, names: list[str]) -> None:
        self._tx, self._names = tx, names

    async def run(self, text: str, *args: Any, **more: Any) -> Any:
        usual = "show" if "$shown" in text else "facts"
        self._names.append(KNOWN.get(text, usual))
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


END = ["remembered.remember", "chain.lock", "chain.write"]


async def test_raising_amending_offering(acting: Acting, sent: list[str]) -> None:
    """Facts, effect, what is shown, memory and record; a key costs one more, a lock one, the structure one."""
    secret, liaison = await acting.key(), await acting.key(LIAISON)
    id_ = (await raised(acting, secret))["need"]["id"]
    sent.clear()
    await acting.do(secret, RAISE, input=asked())
    assert sent == ["facts", "needs.raised", "show", *END]
    sent.clear()
    await acting.do(secret, RAISE, input=asked(idempotencyKey="k"))
    assert sent == ["remembered.recall", "facts", "needs.raised", "show", *END]
    sent.clear()
    await acting.do(secret, RAISE, input=asked(idempotencyKey="k"))
    assert sent == ["remembered.recall", "show"]
    sent.clear()
    await acting.do(secret, AMEND, input={"id": id_, "expectedVersion": 1, "quantity": 2})
    assert sent == ["lock", "facts", "needs.amended", "show", *END]
    sent.clear()
    said = {
        "name": "义诊车", "kind": "SERVICE", "capacityMode": "UNLIMITED", "provider": await _unit(acting),
        "categories": [term("C1.1")], "measure": term("U.person_time"),
    }  # fmt: skip
    await acting.do(liaison, OFFER, input=said)
    assert sent == ["facts", "resources.offered", "show", END[0], "write.revise", *END[1:]]


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
    assert sent == ["facts", "needs.raised", *END]
