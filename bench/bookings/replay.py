"""What was decided, held against the sequential reference in the order in which the locks were taken.

An act that was done holds its resource until it has recorded itself, so of acts that met the records have the order of the
locks. A refusal records nothing: it is right if it is what the reference says, to the commitments it names, at some place
between what had been answered before it was sent and what was sent after it was answered. The same is asked of what was done.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from bench.bookings.reference import Paper, Stock, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """A booking (`resource` to `quantity`; times in quarters) or a step (`id`, `seen`), and under which key."""

    act: str
    resource: str = ""
    start: int = 0
    end: int = 0
    quantity: int = 0
    id: str = ""
    seen: int = 0
    key: str = ""


@dataclass(frozen=True)
class Told:
    """What came of it: when it was sent and answered (seconds), the commitment, and whether it had been done before."""

    asked: Asked
    sent: float
    answered: float
    verdict: Verdict
    id: str = ""
    replayed: bool = False


Place = tuple[str, int]
"""A commitment and its version: what one record is about."""


def differing(
    told: Sequence[Told], records: Sequence[Place], stocks: Mapping[str, Stock], held: Mapping[str, tuple[str, int]]
) -> list[str]:  # fmt: skip
    """What the reference decides otherwise.

    Args:
        records: in their order. held: of each commitment what the graph says in the end, state and version.
    """
    done = {(t.id, t.verdict.version or 0): t for t in told if t.verdict.status and not t.replayed}
    wrong = [f"{place} was recorded and told to nobody" for place in records if place not in done]
    at = {place: n for n, place in enumerate(records)}
    wrong += [f"{place} was told and not recorded" for place in done if place not in at]
    wrong += _again(told)
    if wrong:
        return wrong
    bounds = _bounds([(t, at[place]) for place, t in done.items()], len(records))
    for place, t in done.items():
        first, last = bounds(t)
        if not first <= at[place] <= last:
            wrong.append(f"{place} is not recorded in the order of asking")
    paper = Paper(dict(stocks))
    wrong += _played(paper, [done[place] for place in records], [(t, *bounds(t)) for t in told if t.verdict.code])  # fmt: skip
    ends = {line.id: (line.status, line.version) for line in paper.lines.values()}
    return wrong + [f"{id_} ends as {held.get(id_)}, not {end}" for id_, end in ends.items() if held.get(id_) != end]  # fmt: skip


def _played(
    paper: Paper, done: Sequence[Told], refused: Sequence[tuple[Told, int, int]]
) -> list[str]:
    """Everything in order, each refusal as soon as the reference says the same; what it never does while it might."""
    wrong: list[str] = []
    coming = deque(sorted(refused, key=lambda each: each[1]))
    waiting: list[tuple[Told, int]] = []
    for number in range(len(done) + 1):
        if number:
            wrong += _next(paper, done[number - 1])
            touched = paper.lines[done[number - 1].id].resource
            waiting = [each for each in waiting if _resource(paper, each[0]) != touched or _judge(paper, each[0].asked) != each[0].verdict]  # fmt: skip
        while coming and coming[0][1] <= number:
            told, _, last = coming.popleft()
            if _judge(paper, told.asked) != told.verdict:
                waiting.append((told, last))
        wrong += [f"{t.asked} was refused: {t.verdict}, not {_judge(paper, t.asked)}" for t, last in waiting if last <= number]  # fmt: skip
        waiting = [each for each in waiting if each[1] > number]
    return wrong


def _again(told: Sequence[Told]) -> list[str]:
    """Whoever sent a key again must have been told the same, and only one of them that it was done now."""
    wrong = []
    made = {t.asked.key: t for t in told if t.asked.key and t.verdict.status and not t.replayed}
    for t in told:
        one = made.get(t.asked.key)
        if t.replayed and (one is None or one.id != t.id):
            wrong.append(f"{t.asked} was told of {t.id}, which was not made on its key")
        if one is not None and t is not one and t.verdict.status and not t.replayed:
            wrong.append(f"{t.asked} was done twice")
    return wrong


def _bounds(done: Sequence[tuple[Told, int]], count: int) -> Callable[[Told], tuple[int, int]]:
    """Of somebody: how many records come before his place at least, and at most, as times of asking and answering say."""
    ended = sorted((t.answered, n) for t, n in done)
    begun = sorted((t.sent, n) for t, n in done)
    least = [0, *accumulate((n + 1 for _, n in ended), max)]
    most = [*[*accumulate((n for _, n in reversed(begun)), min)][::-1], count]
    ends, begins = [at for at, _ in ended], [at for at, _ in begun]
    return lambda t: (least[bisect_left(ends, t.sent)], most[bisect_left(begins, t.answered)])


def _resource(paper: Paper, told: Told) -> str:
    line = paper.lines.get(told.asked.id)
    return line.resource if line else told.asked.resource


def _judge(paper: Paper, asked: Asked) -> Verdict:
    if asked.resource:
        return paper.booking(asked.act, asked.resource, asked.start, asked.end, asked.quantity)
    return paper.step(asked.act, asked.id, asked.seen)


def _next(paper: Paper, told: Told) -> list[str]:
    asked, verdict = told.asked, told.verdict
    found = _judge(paper, asked)
    if asked.resource:
        paper.book(
            told.id, asked.resource, asked.start, asked.end, asked.quantity, verdict.status or ""
        )
    else:
        paper.take(told.id, verdict.status or "")
    return [] if found == verdict else [f"{asked} was done: {verdict}, not {found}"]
