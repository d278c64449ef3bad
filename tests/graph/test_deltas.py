"""What records keep of a change, turned both ways."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

import schema  # noqa: F401  declares the kinds
from graph.deltas import State, applied, delta, is_gone, state_of, typed, undone
from graph.kinds import KINDS

NEED = KINDS["Need"]
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
VALUES = st.fixed_dictionaries(
    {"version": st.integers(1, 9)},
    optional={
        "title": st.text(max_size=5), "quantity": st.floats(0, 99), "priority": st.integers(1, 4), "windowStart": TIMES,
        "status": st.sampled_from(("OPEN", "CLOSED")), "contactPhone": st.sampled_from(("13800000001", "13800000002")),
    },
)  # fmt: skip
LINKS = st.fixed_dictionaries({}, optional={
    "owner": st.frozensets(st.sampled_from("ab"), max_size=1), "groups": st.frozensets(st.sampled_from("cdef")),
})  # fmt: skip


def told(values: dict[str, Any], links: dict[str, frozenset[str]]) -> State:
    """The node as records tell it."""
    return state_of(NEED, values, links)[0]


@given(st.lists(st.tuples(VALUES, LINKS), min_size=1, max_size=6))
def test_records_give_every_state_forwards_and_backwards(story: list[Any]) -> None:
    """Applied in order they give each state that was; undone from the last they give each of them again, and then nothing."""
    texts, states = [], []
    was: dict[str, Any] | None = None
    had: dict[str, frozenset[str]] = {}
    for values, links in story:
        names = {*had, *links}
        lost = {n: had.get(n, frozenset()) - links.get(n, frozenset()) for n in names}
        got = {n: links.get(n, frozenset()) - had.get(n, frozenset()) for n in names}
        texts.append(delta(NEED, was, values, lost, got))
        states.append(told(values, links))
        was, had = values, links
    state: State | None = None
    for text, right in zip(texts, states, strict=True):
        state = applied(state, text)
        assert state == right
    for at in reversed(range(len(texts))):
        assert state is not None
        state = undone(state, texts[at])
        assert state == (states[at - 1] if at else None)


@given(VALUES, VALUES)
def test_personal_values_are_only_named(one: dict[str, Any], other: dict[str, Any]) -> None:
    """No telephone number is kept, and that it changed is."""
    text = delta(NEED, one, other, {}, {})
    assert "1380000000" not in text
    changed = one.get("contactPhone") != other.get("contactPhone")
    assert ("contactPhone" in orjson.loads(text).get("erased", [])) is changed


@given(VALUES)
def test_values_come_back_as_they_were(values: dict[str, Any]) -> None:
    """A kept value read with its declaration is the stored one."""
    state = told(values, {})
    for prop in NEED.props.values():
        if prop.stored in values and not prop.personal:
            back = typed(prop, state.values[prop.stored])
            assert getattr(back, "name", back) == values[prop.stored]


def test_values_of_an_edge_are_kept_with_it() -> None:
    """An edge with values of its own is another one when these change."""
    alliance = KINDS["Alliance"]
    one, two = [("unit_a", {"role": "成员"})], [("unit_a", {"role": "牵头"})]
    text = delta(alliance, {}, {}, {"members": one}, {"members": two})
    before = state_of(alliance, {}, {"members": one})[0]
    assert applied(before, text) == state_of(alliance, {}, {"members": two})[0]
    assert undone(applied(before, text), text) == before


def test_what_was_removed_comes_back_when_that_is_undone() -> None:
    """Gone with all it had and all it led to, values of edges too; made again it begins anew."""
    kind = KINDS["Category"]
    values = {"id": "category_x", "code": "X", "name": "试", "version": 3}
    ends = {"parent": ["category_p"], "satisfiedBy": [["category_k", {"fit": 0.8}]]}
    before = state_of(kind, values, ends)[0]
    text = delta(kind, values, None, ends, {})
    assert is_gone(text)
    assert applied(before, text) is None
    assert undone(None, text) == before
    again = delta(kind, None, {**values, "version": 1}, {}, {})
    assert not is_gone(again)
    assert applied(applied(before, text), again) == state_of(kind, {**values, "version": 1}, {})[0]
