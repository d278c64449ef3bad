"""The transitions and reasons as data, read once and checked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDER = Path(__file__).parent
HOUSE = "HOUSE"
"""Who acts when a time has come, or when a commitment carries its need along: the service itself."""
NOTHING_YET, STAYS, END = "-", "=", "."
REQUIREMENTS = frozenset({
    "reason", "until", "outcome", "target", "owner", "team", "parts", "delivered", "returned", "capacity",
})  # fmt: skip
"""What a transition can require: a member of the act's input, or `capacity`, that it is free."""


class MachineProblem(ValueError):
    """The tables do not fit together; says where."""


@dataclass(frozen=True)
class Transition:
    """One line: from where to where, by which act, who may, and what it takes."""

    kind: str
    from_: str
    to: str
    act: str
    who: frozenset[str]
    requires: frozenset[str]

    @property
    def stays(self) -> bool:
        """Whether the state is left alone."""
        return self.to == STAYS


@dataclass(frozen=True)
class Reason:
    """Why something was done, as a code with words in both languages, and the acts that take it."""

    code: str
    zh: str
    en: str
    acts: frozenset[str]


@dataclass(frozen=True)
class Machine:
    """The transitions of one kind, in the order of the table."""

    kind: str
    transitions: tuple[Transition, ...]

    @functools.cached_property
    def acts(self) -> Mapping[str, frozenset[str]]:
        """Who may do an act in some state; not those that make something new."""
        found: dict[str, set[str]] = {}
        for each in self.transitions:
            if each.from_ != NOTHING_YET and each.to != END:
                found.setdefault(each.act, set()).update(each.who)
        return {act: frozenset(who) for act, who in found.items()}

    @functools.cached_property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which they are met."""
        met = [s for t in self.transitions for s in (t.from_, t.to)]
        return tuple(dict.fromkeys(s for s in met if s not in (NOTHING_YET, STAYS, END)))

    @functools.cached_property
    def starts(self) -> frozenset[str]:
        """States in which something new can be."""
        return frozenset(t.to for t in self.transitions if t.from_ == NOTHING_YET)

    @functools.cached_property
    def ends(self) -> frozenset[str]:
        """States that are final: nothing leads on but opening again."""
        return frozenset(t.from_ for t in self.transitions if t.to == END)

    def reachable(self, state: str) -> frozenset[str]:
        """Where a state leads to in any number of steps, itself among them; out of an end only an act leads, which counts that."""
        moves = [
            (t.from_, t.to) for t in self.transitions
            if not t.stays and t.to != END and t.from_ not in self.ends
        ]  # fmt: skip
        return frozenset(_closed([state], moves))

    def from_(self, state: str, act: str | None = None) -> list[Transition]:
        """Transitions out of a state, of one act or of any."""
        return [
            t for t in self.transitions
            if t.from_ == state and act in (None, t.act) and t.to != END
        ]  # fmt: skip


def load(lines: Iterable[Mapping[str, str]]) -> dict[str, Machine]:
    """Machines by kind, of the lines of a table.

    Raises:
        MachineProblem: a state that cannot be reached, or one without a way out that is no end, or a word not known.
    """
    by_kind: dict[str, list[Transition]] = {}
    for line in lines:
        each = Transition(
            line["kind"], line["from"], line["to"], line["act"],
            frozenset(line["who"].split()), frozenset(line["requires"].split()),
        )  # fmt: skip
        if strange := each.requires - REQUIREMENTS:
            raise MachineProblem(f"{each.kind} {each.from_} → {each.to}: {', '.join(strange)} is no requirement")  # fmt: skip
        if not each.who and each.to != END:
            raise MachineProblem(f"{each.kind} {each.from_} → {each.to}: nobody may")
        by_kind.setdefault(each.kind, []).append(each)
    return {kind: checked(Machine(kind, tuple(found))) for kind, found in by_kind.items()}


def checked(machine: Machine) -> Machine:
    """The machine, if every state is reached from a start, leads to an end, and only ends lead nowhere.

    Raises:
        MachineProblem: says which state it is.
    """
    moves = [(t.from_, t.to) for t in machine.transitions if not t.stays and t.to != END]
    reached = _closed(machine.starts, moves)
    if lost := [s for s in machine.states if s not in reached]:
        raise MachineProblem(f"{machine.kind}: {', '.join(lost)} cannot be reached")
    opening = {(t.from_, t.to) for t in machine.transitions if t.act == "REOPEN"}
    if left := sorted(s for s, to in moves if s in machine.ends and (s, to) not in opening):
        raise MachineProblem(f"{machine.kind}: {', '.join(left)} is an end and goes on")
    ending = _closed(machine.ends, [(to, from_) for from_, to in moves])
    if stuck := [s for s in machine.states if s not in ending]:
        raise MachineProblem(f"{machine.kind}: {', '.join(stuck)} has no way to an end")
    twice = _twice([(t.from_, t.to, t.act) for t in machine.transitions])
    if twice:
        raise MachineProblem(f"{machine.kind}: said twice: {twice}")
    return machine


def _closed(from_: Iterable[str], moves: Iterable[tuple[str, str]]) -> set[str]:
    """What the moves lead to, from some states on."""
    found = set(from_)
    while more := {to for at, to in moves if at in found and to not in found}:
        found |= more
    return found


def _twice(lines: Sequence[tuple[str, str, str]]) -> tuple[str, str, str] | None:
    seen: set[tuple[str, str, str]] = set()
    for each in lines:
        if each in seen:
            return each
        seen.add(each)
    return None


def _lines(name: str) -> list[dict[str, str]]:
    head, *rest = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split(","), line.split(","), strict=True)) for line in rest if line]


MACHINES = load(_lines("transitions.csv"))
"""By kind."""
REASONS = {
    line["code"]: Reason(line["code"], line["zh"], line["en"], frozenset(line["acts"].split()))
    for line in _lines("reasons.csv")
}
"""By code."""


def reasons_of(act: str) -> list[Reason]:
    """The reasons that an act takes."""
    return [reason for reason in REASONS.values() if act in reason.acts]
