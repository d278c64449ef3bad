"""Whatever mark is dropped from the facts of a step, or of asking for support, they show it to somebody who is blind for much."""

from __future__ import annotations

import random
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from schema.acts.step_facts import STEP_FACTS
from schema.acts.support_facts import SUPPORT_FACTS
from tests.access.blind import blind
from tests.access.drawn import draw
from tests.access.mutating import MARK, without
from tests.access.values import NOW

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from tests.access.conftest import Planted
    from tests.oracle.whole import Graph

SEEDS = 10
"""Blind callers that a mutant is tried on."""
TEXTS = {**STEP_FACTS, **SUPPORT_FACTS}
FEW = 8
"""What is referred to at a time: the facts of resources are long."""


def distinct_marks() -> list[tuple[str, str, str]]:
    """(Text, mark, mutant) of each mark; what two texts share is tried in one of them."""
    found, known = [], set()
    for name, text in TEXTS.items():
        for mark in MARK.finditer(text):
            around = text[max(0, mark.start() - 60) : mark.end() + 60]
            if around not in known:
                known.add(around)
                found.append((name, mark.group(), without(text, mark)))
    return found


def given(graph: Graph, scope: Scope, seed: int) -> dict[str, Any]:
    """The parameters: each need and each commitment in turn (`$id`), beside one of its own or another (`$replaces`, `$into`)."""
    dice = random.Random(f"steps {seed}")
    ids = {f: sorted(i for i, labels in graph.labels.items() if f in labels) for f in ("Need", "Commitment", "Resource", "Unit", "Person", "Category")}  # fmt: skip
    promised = [(b, a) for (a, type_, b) in graph.links if type_ == "FOR"]
    hidden = {f: scope.parameters[f"scope_{f}"] for f in ("Unit", "Person")}
    pairs = [*promised, *((c, dice.choice(ids["Need"])) for c in ids["Commitment"])]
    pairs += [(n, dice.choice(ids["Need"])) for n in ids["Need"]]
    return {
        "pairs": [list(pair) for pair in dice.sample(pairs, min(60, len(pairs)))],
        "owner": dice.choice(hidden["Unit"]), "worker": dice.choice(hidden["Person"]),
        "workers": dice.sample(ids["Person"], FEW), "units": dice.sample(ids["Unit"], FEW), "measures": ids["Category"],
        "wanted": [{"id": r, "since": NOW, "until": NOW + timedelta(days=2)} for r in dice.sample(ids["Resource"], FEW)],
        "asOf": NOW, "promised": ["ACCEPTED", "IN_PROGRESS"], "delivered": ["DELIVERED"], "scope_me": None, **scope.parameters,
    }  # fmt: skip


async def facts(planted: Planted, text: str, scope: Scope, known: dict[str, Any]) -> list[Any]:
    """What the facts say of each pair."""
    inner = splice(text, scope).replace("CALL () {", "CALL (one, two) {")
    for name, variable in (("id", "one"), ("replaces", "two"), ("into", "two")):
        inner = re.sub(rf"\${name}\b", variable, inner)
    said = (
        f"UNWIND $pairs AS pair WITH pair[0] AS one, pair[1] AS two CALL (one, two) {{ {inner} }} "
        "RETURN one, two, value ORDER BY one, two"
    )
    found = await planted.asking.database.driver.execute_query(said, known)  # type: ignore[arg-type]
    return [list(record) for record in found.records]


@pytest.mark.long
async def test_no_mark_of_a_step_can_be_dropped(planted: Planted) -> None:
    """Each «scope …», «may …» and «actors …» of the facts of all acts of the loop."""
    graph = draw(1)
    await planted.hold(graph)
    left = dict(enumerate(distinct_marks()))
    assert len(left) >= 12
    for seed in range(SEEDS):
        scope = blind(graph, seed)
        known = given(graph, scope, seed)
        for name in {name for name, _, _ in left.values()}:
            whole = await facts(planted, TEXTS[name], scope, known)
            for number, (of, _, mutant) in list(left.items()):
                if of == name and await facts(planted, mutant, scope, known) != whole:
                    del left[number]
        if not left:
            break
    assert [each[:2] for each in left.values()] == []
