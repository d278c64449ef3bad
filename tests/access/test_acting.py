"""As whom each account acts on each row is what the oracle says, and nobody acts on what he does not see."""

from __future__ import annotations

import pytest

from graph.compile.scope import named
from graph.kinds import KINDS
from schema.access.table import TABLE
from tests.access.callers import Account, add_callers
from tests.access.conftest import Planted
from tests.access.drawn import draw
from tests.oracle.acting import ACTING, LEAD, acts_as


async def told(planted: Planted, account: Account, family: str) -> dict[str, set[str]]:
    """By id of each row on which he acts, as whom."""
    scope = await account.scope(planted.asking.reading)
    assert scope
    text = f"MATCH (n:`{family}`) RETURN n.id AS id, {scope.actors(KINDS[family], 'n')} AS actors"
    known = {name: scope.parameters[name] for name in named(text)}
    found = await planted.asking.database.driver.execute_query(text, known)  # type: ignore[arg-type]
    return {r["id"]: set(r["actors"]) for r in found.records if r["actors"]}


def test_the_table_and_the_oracle_name_the_same_actors() -> None:
    """Two people wrote them down apart."""
    said = {family: set(each) for family, each in TABLE.actors.items()}
    assert said == {f: roles | ({LEAD, "LIAISON"} if f == "Need" else set()) for f, roles in ACTING.items()}  # fmt: skip


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
async def test_each_account_acts_as_the_oracle_says(planted: Planted, seed: int) -> None:
    """All accounts, all families on which anybody acts; each word is met, and so is a row that is seen and not acted on."""
    graph = draw(seed)
    accounts = add_callers(graph, seed)
    await planted.hold(graph)
    met: set[tuple[str, str]] = set()
    for account in accounts:
        view = account.view(graph)
        if view is None:
            continue
        for family in ACTING:
            acting = {n.id: who for n in view.world.all(family) if (who := acts_as(view, n))}
            assert await told(planted, account, family) == acting, (account.name, family)
            assert acting.keys() <= view.ids, (account.name, family)
            met |= {(family, word) for who in acting.values() for word in who}
            seen = {n.id for n in view.nodes if family in n.labels}
            met |= {(family, "")} if seen - acting.keys() else set()
    words = {(f, word) for f, each in TABLE.actors.items() for word in ("", *each)}
    assert met == words
