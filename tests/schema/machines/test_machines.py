"""The tables of transitions: sound as data, and enforced to the letter."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import schema as declared
from graph.acts import Refused
from graph.kinds import KINDS
from schema.access.table import TABLE, Role
from schema.acts.house import TIMERS
from schema.acts.mutations import ACTS
from schema.machines import HOUSE, MACHINES, REASONS, Asked, MachineProblem, Step, decide, load
from schema.machines.deciding import FIELDS
from schema.machines.table import reasons_of

TABLES = Path(declared.__file__).parent / "machines"
HEAD, *LINES = (TABLES / "transitions.csv").read_text("utf-8").splitlines()
ROWS = [dict(zip(HEAD.split(","), line.split(","), strict=True)) for line in LINES]
ACTORS = sorted({who for row in ROWS for who in row["who"].split()})


def test_states_are_those_of_the_kinds() -> None:
    """Every value of a kind's status is a state of its machine, and the other way round."""
    for kind, machine in MACHINES.items():
        assert set(machine.states) == set(KINDS[kind].props["status"].type.__members__)


def test_who_is_named_is_somebody() -> None:
    """Everybody in the tables is the house, or acts on rows of that kind by the table of permissions; roles exist."""
    for row in ROWS:
        for who in row["who"].split():
            known = who == HOUSE or who in TABLE.actors[row["kind"]] or row["from"] == "-"
            assert known, row
            assert who in {HOUSE, "LEAD", *Role.__members__}


def test_every_act_is_there_and_every_reason_is_taken() -> None:
    """Acts of people are mutations, those of the house timers or follow from others; reasons name acts that require one."""
    made = {act.name for act in ACTS} | {"IMPORT"}
    timed = {t.act.name for t in TIMERS} | {"TAKE_UP", "RELEASE", "PASS_OVER"}
    for row in ROWS:
        if row["to"] != ".":
            assert row["act"] in (timed if row["who"] == HOUSE else made), row
    asking = {row["act"] for row in ROWS if "reason" in row["requires"].split()}
    assert {act for reason in REASONS.values() for act in reason.acts} == asking
    assert all(reasons_of(act) for act in asking)


LOOSE = [
    ({"kind": "K", "from": "A", "to": "B", "act": "X", "who": "STREET", "requires": ""}, "cannot be reached"),
    ({"kind": "K", "from": "S", "to": "D", "act": "X", "who": "STREET", "requires": ""}, "no way to an end"),
    ({"kind": "K", "from": "S", "to": "E", "act": "X", "who": "", "requires": ""}, "nobody may"),
    ({"kind": "K", "from": "S", "to": "E", "act": "X", "who": "STREET", "requires": "luck"}, "no requirement"),
    ({"kind": "K", "from": "E", "to": "S", "act": "X", "who": "STREET", "requires": ""}, "goes on"),
    ({"kind": "K", "from": "S", "to": "E", "act": "END", "who": "STREET", "requires": ""}, "twice"),
]  # fmt: skip
SOUND = [
    {"kind": "K", "from": "-", "to": "S", "act": "NEW", "who": "STREET", "requires": ""},
    {"kind": "K", "from": "S", "to": "E", "act": "END", "who": "STREET", "requires": ""},
    {"kind": "K", "from": "E", "to": ".", "act": "", "who": "", "requires": ""},
]


@pytest.mark.parametrize(("line", "why"), LOOSE, ids=[why for _, why in LOOSE])
def test_tables_that_do_not_hold_together_are_not_loaded(line: dict[str, str], why: str) -> None:
    """A state nobody comes to, one without a way out, an end that goes on, a step for nobody: each stops the service at its start."""
    assert load(SOUND)["K"].states == ("S", "E")
    with pytest.raises(MachineProblem, match=why):
        load([*SOUND, line])


def right(kind: str, status: str, actors: set[str], asked: Asked) -> str | None:
    """Read from the file: the state that the act leads to, or nothing."""
    found = {
        status if row["to"] == "=" else row["to"]
        for row in ROWS
        if (row["kind"], row["from"], row["act"]) == (kind, status, asked.act) and row["to"] != "."
        and actors & set(row["who"].split()) and asked.to in (None, row["to"])
        and all(need == "capacity" or need in asked.given for need in row["requires"].split())
        and ("reason" not in row["requires"].split() or asked.reason is not None)
    }  # fmt: skip
    mine = {
        row["to"]
        for row in ROWS
        if (row["kind"], row["from"], row["act"]) == (kind, status, asked.act) and row["to"] != "."
        and actors & set(row["who"].split()) and asked.to in (None, row["to"])
    }  # fmt: skip
    return found.pop() if len(found) == 1 and len(mine) == 1 else None


@given(st.data())
def test_a_step_is_taken_exactly_where_the_table_has_a_line(data: Any) -> None:
    """For every kind, state, act, set of actors and input: the step of the file or a refusal, which lists only what is open."""
    kind = data.draw(st.sampled_from(sorted(MACHINES)))
    machine = MACHINES[kind]
    status = data.draw(st.sampled_from(machine.states))
    act = data.draw(
        st.sampled_from(sorted({r["act"] for r in ROWS if r["kind"] == kind and r["act"]}))
    )
    actors = set(data.draw(st.lists(st.sampled_from(ACTORS), max_size=3)))
    given_ = frozenset(data.draw(st.sets(st.sampled_from(sorted(FIELDS)))))
    known = [r.code for r in reasons_of(act)]
    reason = data.draw(st.sampled_from([None, *known])) if "reason" in given_ else None
    given_ = given_ if reason else given_ - {"reason"}
    to = data.draw(st.sampled_from([None, *machine.states]))
    asked = Asked(act, given_, to, reason)
    found = decide(kind, status, actors, asked)
    assert (found.to if isinstance(found, Step) else None) == right(kind, status, actors, asked)
    if isinstance(found, Refused):
        (error,) = found.errors
        if (
            error.code.name in {"INVALID_TRANSITION", "NOT_FOR_YOUR_ROLE"}
            and error.field[-1] == "id"
        ):
            for name in error.allowed:
                assert any(
                    r["act"] == name and actors & set(r["who"].split())
                    for r in ROWS
                    if r["from"] == status
                )


def test_what_permissions_say_is_what_the_tables_say() -> None:
    """Whoever may do an act in some state may do it by the table of permissions, and nobody else."""
    for kind, act in {(r["kind"], r["act"]) for r in ROWS if r["from"] != "-" and r["act"]}:
        who = set(
            itertools.chain(
                *(
                    r["who"].split()
                    for r in ROWS
                    if (r["kind"], r["act"]) == (kind, act) and r["from"] != "-"
                )
            )
        )
        roles = {TABLE.actors[kind][w][0] for w in who - {HOUSE}}
        if roles and act != "OFFER_SUPPORT":
            assert set(TABLE.acts[act].rows[kind]) == roles, act
