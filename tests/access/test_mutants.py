"""Whatever single part of the enforcement is dropped, an answer shows it.

Call sites are found in the source and marks in the registered texts, so that new ones are covered when they appear.
A part that may be dropped unnoticed would be one that nothing needs, or that no test looks at.
"""

from __future__ import annotations

import dataclasses
import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from graph.compile.scope import Scope
from graph.kinds import KINDS
from schema.access.standing import DERIVED, POSTS, asked
from schema.access.table import TABLE
from schema.acts.mutations import ACTS
from schema.acts.needs import AMENDED, RAISED
from schema.acts.resources import OFFERED
from tests.access.asked import WRITTEN, Question, written_values
from tests.access.blind import blind
from tests.access.callers import add_callers
from tests.access.drawn import draw
from tests.access.mutating import MARK, dropping, mutants, sites, without
from tests.access.test_two_worlds import answers, start
from tests.access.values import NOW
from tests.graph.test_scope import EVERYWHERE
from tests.oracle.visible import FIELDS, LAYERS

if TYPE_CHECKING:
    from tests.access.conftest import Planted
    from tests.graph.operations.stock import Stock
    from tests.oracle.whole import Graph

TRIED = {act.name for act in ACTS if isinstance(act.facts, str)}
"""Acts with facts about one thing; those of the steps are tried in `test_mutant_steps.py`."""
INPUTS = (AMENDED, OFFERED, RAISED)
BLIND = 4
"""Blind callers that a mutant is tried on."""


def everything_asked(stock: Stock) -> list[Question]:
    """What reaches every place in the compiler: lists, edges over several steps, filters, searches, ids, questions."""
    ids = sorted({i for found in stock.ids.values() for i in found})
    can = "{ needs(first: 50) { nodes { viewerCan } } people(first: 50) { nodes { viewerCan } } }"
    found = [Question(query, {}) for query in [*EVERYWHERE, can]]
    found += [
        Question(WRITTEN[0], {"id": ids[0], "ids": ids[at : at + 99]})
        for at in range(0, len(ids), 99)
    ]
    dice = random.Random("everything")
    found += [Question(query, written_values(query, stock, dice)) for query in WRITTEN]
    return found + [Question(WRITTEN[1], {"need": need}) for need in stock.ids["Need"]]


@pytest.mark.long
async def test_no_call_of_the_scope_can_be_dropped(planted: Planted) -> None:
    """Each place in the compiler that asks the scope for a predicate, a gate, a count or an act."""
    graph, _, stock = await start(planted, 1)
    asked_ = everything_asked(stock)
    left = {f"site {number}": site for number, site in enumerate(sites())}
    assert len(left) >= 12
    for seed in range(BLIND):
        scope = blind(graph, seed)
        for each in asked_:
            whole = await answers(planted, scope, [each])
            for name, site in list(left.items()):
                if await answers(planted, dropping(scope, site, name), [each]) != whole:
                    del left[name]
        for name, site in list(left.items()):
            if await facts_differ(planted, graph, scope, dropping(scope, site, name)):
                del left[name]
        if not left:
            break
    assert not left


@pytest.mark.long
@pytest.mark.parametrize("name", ["POSTS", *DERIVED])
async def test_no_part_of_the_standing_can_be_dropped(planted: Planted, name: str) -> None:
    """What is read of a caller's posts, over all accounts and role assignments of several worlds."""
    worlds = []
    tried = list(mutants(POSTS if name == "POSTS" else DERIVED[name]))[2:]
    for seed in (1, 2, 3, 4, 5, 6):
        graph = draw(seed)
        credentials = [a.credential for a in add_callers(graph, seed) if a.credential]
        await planted.hold(graph)
        worlds.append(seed)
        if name == "POSTS":
            known = asked("", NOW) | {"every": credentials}
            frame = "UNWIND $every AS one RETURN one, {} ORDER BY one"
        else:
            known = asked("", NOW)
            frame = "MATCH (scopePost:RoleAssignment) RETURN scopePost.id AS one, {} ORDER BY one"
        whole = await _read(
            planted, frame.format(POSTS if name == "POSTS" else DERIVED[name]), known
        )
        tried = [
            (said, text) for said, text in tried
            if await _read(planted, frame.format(text), known) == whole
        ]  # fmt: skip
        if not tried:
            break
    assert not [said for said, _ in tried]


async def _read(planted: Planted, text: str, known: dict[str, Any]) -> list[Any]:
    text = text.replace("$scope_credential", "one")
    found = await planted.asking.database.driver.execute_query(text, known)  # type: ignore[arg-type]
    return [list(record) for record in found.records]


async def test_no_gate_can_be_dropped(planted: Planted) -> None:
    """Each field that can be withheld: somebody reads it as null only because of its gate, and somebody reads it."""
    graph = draw(1)
    accounts = add_callers(graph, 1)
    await planted.hold(graph)
    for family, names in FIELDS.items():
        for name in names:
            told = set()
            for account in accounts[:13]:
                view = account.view(graph)
                assert view
                told |= {
                    name in view.withheld(n)
                    for n in view.nodes
                    if family in n.labels and n.get(name) is not None
                }
                scope = await account.scope(planted.asking.reading)
                assert scope
                if told == {True, False} and await _gate_matters(planted, scope, family, name):
                    break
            else:
                assert always_reached(family, FIELDS[family][name]), f"{family}.{name}"


def always_reached(family: str, layer: str) -> bool:
    """Whether every role that sees rows of a family reaches the layer, so that the gate says no more than the row."""
    return all(layer in LAYERS[role.name] for role, rules in TABLE.rows[family].items() if rules)


async def _gate_matters(planted: Planted, scope: Scope, family: str, name: str) -> bool:
    gates = {at: gate for at, gate in scope.gates.items() if at != (family, name)}
    open_ = dataclasses.replace(scope, name=f"{scope.name} without {family}.{name}", gates=gates)
    query = f"{{ {KINDS[family].plural}(first: 100) {{ nodes {{ id {name} }} }} }}"
    bodies = [
        (await planted.asking.engine.answer(planted.asking.reading, query, scope=each)).body
        for each in (scope, open_)
    ]
    return bodies[0] != bodies[1]


async def test_no_mark_of_an_act_or_a_condition_can_be_dropped(planted: Planted) -> None:
    """Marks in the facts of acts and in the conditions of kinds."""
    graph = draw(1)
    add_callers(graph, 1)
    await planted.hold(graph)
    texts = [text for act in ACTS if act.name in TRIED for text in act.texts.values()]
    for kind in KINDS.values():
        wrapped = f"MATCH (n:`{kind.labels[-1] if kind.labels else ''}`) WHERE {{}} RETURN collect(n.id) AS value"
        texts += [
            wrapped.format(c.replace("{n}", "n")) for c in kind.conditions.values() if "«" in c
        ]
    tried = [(text, mark) for text in texts for mark in MARK.finditer(text)]
    assert len(tried) >= 7
    for text, mark in tried:
        assert await _mark_matters(planted, graph, text, without(text, mark)), mark.group()


async def facts_differ(planted: Planted, graph: Graph, one: Scope, other: Scope) -> bool:
    """Whether the facts of any act tell the two callers apart."""
    return any(
        [
            await _facts(planted, graph, text, one) != await _facts(planted, graph, text, other)
            for act in ACTS
            if act.name in TRIED
            for text in act.texts.values()
        ]
    )


async def _mark_matters(planted: Planted, graph: Graph, text: str, mutant: str) -> bool:
    for seed in range(12):
        scope = blind(graph, seed)
        if await _facts(planted, graph, text, scope) != await _facts(planted, graph, mutant, scope):
            return True
    return False


async def _facts(planted: Planted, graph: Graph, text: str, scope: Scope) -> list[Any]:
    known = {
        "since": NOW, "most": 1, "now": NOW, "scope_account": None, "scope_me": None,
    }  # fmt: skip
    said = f"UNWIND $every AS one CALL (one) {{ {_inner(splice(text, scope))} }} RETURN one, value ORDER BY one"
    every = {"every": sorted(graph.labels)} | known | dict(scope.parameters)
    found = await planted.asking.database.driver.execute_query(said, every)  # type: ignore[arg-type]
    return [list(record) for record in found.records]


def _inner(text: str) -> str:
    """Facts about each thing in turn; what an input refers to is that thing too, or where the act has a target, anything."""
    refers = "$every" if "$id" in text else "[one]"
    for kind in INPUTS:
        for name in kind.edges:
            text = re.sub(rf"\${name}\b", lambda _: refers, text)
    for name in ("id", "account"):
        text = re.sub(rf"\${name}\b", "one", text)
    return text.replace("CALL () {", "CALL (one) {")
