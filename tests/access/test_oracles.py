"""Counts, searches and hand-written texts: ways to learn of something without being shown it."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import orjson

from graph.kinds import KINDS
from schema.acts.mutations import ACTS
from schema.executable import executable
from tests.access.test_two_worlds import scope_of, start
from tests.oracle.visible import OPEN_FAMILIES

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from tests.access.conftest import Planted

COUNTED = ("Need", "Commitment", "Assessment")


def counts() -> list[str]:
    """Every connection that leads to needs, commitments or assessments, at the root, from each kind, and narrowed by filters."""
    found = ["{ needs { totalCount } commitments { totalCount } assessments { totalCount } }"]
    found += [
        f"{{ it: {plural}(first: 50, filter: {{status: [{status}]}}) {{ totalCount }} }}"
        for plural, states in (("needs", ("OPEN", "IN_PROGRESS", "RESOLVED")), ("commitments", ("ACCEPTED", "DECLINED")))
        for status in states
    ]  # fmt: skip
    for kind in KINDS.values():
        for edge in kind.edges.values():
            if edge.many and edge.target in COUNTED and kind.rooted and kind.labelled:
                found.append(
                    f"{{ it: {kind.plural}(first: 100) {{ nodes {{ {edge.name}(first: 1) {{ totalCount }} }} }} }}"
                )
    return found


async def test_totals_of_one_to_four_are_kept_from_the_public(planted: Planted) -> None:
    """Nobody without a post learns that there are few; whoever has one is told."""
    totals: dict[str, set[int | None]] = {}
    for seed in (1, 2):
        _, accounts, _ = await start(planted, seed)
        for name in ("anybody", "resident", "R.STREET_CENTRE"):
            scope = await scope_of(planted, accounts[name])
            for query in counts():
                answer = await planted.asking.engine.answer(
                    planted.asking.reading, query, scope=scope
                )
                said = re.findall(rb'"totalCount":(null|\d+)', answer.body)
                totals.setdefault(name, set()).update(
                    None if s == b"null" else int(s) for s in said
                )
    few = {1, 2, 3, 4}
    assert not few & (totals["anybody"] | totals["resident"])
    assert None in totals["resident"]
    assert few & totals["R.STREET_CENTRE"]
    assert None not in totals["R.STREET_CENTRE"]


async def found_by(planted: Planted, scope: Scope | None, plural: str, word: str) -> list[str]:
    """Ids in the order of a search."""
    found, after = [], None
    query = f"query($w: String!, $after: String) {{ it: {plural}(first: 100, search: $w, after: $after) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}"
    more = {"scope": scope} if scope else {}
    while True:
        answer = await planted.asking.engine.answer(
            planted.asking.reading, query, variables={"w": word, "after": after}, **more
        )
        page = orjson.loads(answer.body)["data"]["it"]
        found += [n["id"] for n in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


async def test_searches_find_all_and_only_what_is_visible_in_the_order_of_all(
    planted: Planted,
) -> None:
    """Nothing that is hidden takes a place in the list, moves another, or keeps it out."""
    graph, accounts, _ = await start(planted, 1)
    searched = [k for k in KINDS.values() if k.searched and k.family is k and k.rooted]
    hits = 0
    for name in ("anybody", "R.GRID_WORKER", "R.UNIT_LIAISON", "R.STREET_CENTRE"):
        view, scope = accounts[name].view(graph), await scope_of(planted, accounts[name])
        assert view
        for kind in searched:
            for word in random.Random(f"{name} {kind.name}").sample(
                ("社区", "南山", "服务", "医院", "康复", "Community", "3楼"), 3
            ):
                every = await found_by(planted, None, kind.plural, word)
                mine = await found_by(planted, scope, kind.plural, word)
                assert mine == [i for i in every if i in view.ids], (name, kind.name, word)
                hits += len(mine)
    assert hits > 100


STEPS = {
    "REQUEST_SUPPORT", "OFFER_SUPPORT", "ASSIGN_SUPPORT", "BOOK_SUPPORT", "TRIAGE", "START", "ARRIVE", "HOLD", "RESUME", "RESOLVE",
    "CONFIRM", "DISPUTE", "SETTLE", "CLOSE", "REOPEN", "CANCEL", "MERGE", "SPLIT", "ESCALATE", "REASSIGN", "RATE", "ACCEPT",
    "DECLINE", "WAITLIST", "WITHDRAW", "DELIVER", "GIVE_BACK", "FAIL", "REPORT_NO_SHOW", "VOID",
}  # fmt: skip
"""Acts that count commitments and hold resources that the caller does not see, or a thing would be promised twice."""
_NODE = re.compile(r"\((?P<variable>\w*):(?P<label>[A-Z]\w*)")


def texts() -> dict[str, str]:
    """Every hand-written text by name."""
    engine = executable().engine
    found = {name: question.cypher for name, question in engine._questions.items()}
    for act in ACTS:
        found |= {**act.texts, f"{act.name}.in the way": act.in_the_way}
    for kind in KINDS.values():
        found |= {f"{kind.name}.{name}": computed.facts for name, computed in kind.computed.items()}
        found |= {f"{kind.name}:{name}": text for name, text in kind.conditions.items()}
    return found


def unmarked() -> list[tuple[str, str]]:
    """Nodes of protected kinds in hand-written texts that no mark stands for."""
    families = {k.name: k.family.name for k in KINDS.values() if k.labels}
    found = []
    for name, text in texts().items():
        for node in _NODE.finditer(text):
            family = families.get(node["label"])
            if family is None or family in OPEN_FAMILIES:
                continue
            variable = node["variable"]
            if not variable or not re.search(rf"«(?:scope|beyond|along|actors) {variable}:", text):
                found.append((name, node.group()))
    return found


def test_every_protected_label_stands_under_a_mark() -> None:
    """A hand-written text reaches no node of a protected kind without the caller's scope, or says that it does."""
    assert len(texts()) > 8
    assert unmarked() == []
    beyond = {name for name, text in texts().items() if "«beyond" in text}
    steps = {name for name in beyond if name.partition(".")[0] in STEPS}
    histories = {f"{k.name}.{name}" for k in KINDS.values() for name in ("history", "asOf")}
    assert beyond - steps - histories <= {
        "supporters",
        "supportersFor",
        "supportBoard",
        "loopStatistics",
        "handOvers",
        "falseClosures",
        "possibleDuplicates",
        "Resource.availability",
        "Need.clocks",
        "overdueNeeds",
        "REVEAL_CONTACT",
        "REMOVE_CATEGORY",
    }
