"""What holds communities together: one walk finds what removing each node and looking finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.reach.cuts import cuts, separating
from schema.supporters.terms import SupportVia
from tests.schema.making import link, unit
from tests.schema.reach.making import facts

NODES = [f"x{n}" for n in range(5)] + [f"p{n}" for n in range(4)]
PLACES = frozenset(n for n in NODES if n[0] == "p")


def groups(near: dict[str, set[str]], start: set[str], without: str) -> list[frozenset[str]]:
    """The places of each part that is left of a component when a node is taken out."""
    left, found = start - {without}, []
    while left:
        part, todo = set[str](), [min(left)]
        while todo:
            node = todo.pop()
            if node not in part:
                part.add(node)
                todo += near[node] - {without}
        left -= part
        found.append(frozenset(part & PLACES))
    return [group for group in found if group]


def component(near: dict[str, set[str]], node: str) -> set[str]:
    """Everything that is tied to a node."""
    seen, todo = set[str](), [node]
    while todo:
        each = todo.pop()
        if each not in seen:
            seen.add(each)
            todo += near[each]
    return seen


@settings(max_examples=300)
@given(st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda e: e[0] < e[1]), max_size=14))  # fmt: skip
def test_one_walk_finds_what_removing_each_finds(edges: set[tuple[str, str]]) -> None:
    """Node by node, group by group, in any graph."""
    near: dict[str, set[str]] = {node: set() for node in NODES}
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    expected = {}
    for node in NODES:
        if node not in PLACES:
            parts = groups(near, component(near, node), node)
            if len(parts) > 1:
                expected[node] = sorted(parts, key=sorted)
    found = {node: sorted(parts, key=sorted) for node, parts in separating(near, PLACES).items()}
    assert found == expected


def test_one_unit_that_ties_two_communities() -> None:
    """By an agreement with each: without it neither is tied to the other; a second such unit, and it separates nothing."""
    both = (link("bridge", source="A1"), link("garden", source="A2"))
    known = facts([unit("U1", links=both)])
    told = [(cut.step.kind, cut.count) for cut in cuts(known)]
    assert told == [("Agreement", 1), ("Agreement", 1), ("Unit", 1)]
    again = [unit("U1", links=both), unit("U2", links=(link("street", SupportVia.ALLIANCE, "L1"),))]
    assert cuts(facts(again)) == []
    whole = facts([unit("U1", links=(link("street", SupportVia.ALLIANCE, "L1"),))])
    assert [cut.step.id for cut in cuts(whole)] == ["L1"]


def test_two_alliances_of_the_street_separate_nothing() -> None:
    """Each is a way around the other."""
    alliances = [unit(f"U{n}", links=(link("street", SupportVia.ALLIANCE, f"L{n}"),)) for n in (1, 2)]  # fmt: skip
    assert cuts(facts(alliances)) == []
