"""What an input refers to: only what its sender sees; what is hidden is answered as what does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from graph.acts import Occasion
from graph.compile.scope import EVERYTHING
from schema.executable import executable
from tests.access.acts.test_needs import RAISE, asked, place, term

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from tests.access.acts.conftest import Acting

BLIND = replace(
    EVERYTHING, name="blind",
    predicates={"Category": "NOT {n}.code IN ['G.ELDER', 'N1.1.2']", "Place": "{n}.code <> 'NS-C02'"},
)  # fmt: skip


async def _answer(acting: Acting, scope: Scope, said: dict[str, Any]) -> bytes:
    made = executable()
    prepared = made.engine.prepare(RAISE, None, {"input": said})
    occasion = Occasion(now=datetime.now(UTC), account=None, via="LOCAL")
    answer = await made.performing.perform(
        acting.known.database.driver, acting.known.chain, prepared, scope=scope, occasion=occasion
    )
    return answer.body


@pytest.mark.parametrize(
    ("member", "hidden"),
    [("category", term("N1.1.2")), ("groups", [term("G.CHILD"), term("G.ELDER")]), ("place", place("NS-C02"))],
    ids=["category", "groups", "place"],
)  # fmt: skip
async def test_hidden_and_missing_are_one_answer(
    acting: Acting, member: str, hidden: str | list[str]
) -> None:
    """Byte for byte, by whatever member it is referred to; for whoever sees it, it is there."""
    missing = [*hidden[:-1], "unknown"] if isinstance(hidden, list) else "unknown"
    good = asked(category=term("N1.3.1"))
    answers = [await _answer(acting, BLIND, {**good, member: at}) for at in (hidden, missing)]
    assert answers[0] == answers[1]
    assert b"UNKNOWN_REFERENCE" in answers[0]
    assert b"UNKNOWN_REFERENCE" not in await _answer(acting, EVERYTHING, {**good, member: hidden})
