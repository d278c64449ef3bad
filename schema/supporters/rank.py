"""Which units can support a need, in what order, and why the others cannot. Pure: facts in, judgements out.

Everything that reaches the answer is put in an order of its own here, so that facts may come in any. A unit's judgement
depends on no other unit. Decided: only what may pass is tried, and of what is found out no more is worked out than is
shown; for a hundred needs of a street that is most of the work saved (`test_support_board` holds both to the same answer).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.supporters.cover import apart, covered, preference, verdict_of
from schema.supporters.eligibility import Pair, Trial, pairs, promising, trial
from schema.supporters.objections import failed_test, objection
from schema.supporters.score import nearest, parts
from schema.supporters.slots import unit_slot
from schema.supporters.terms import TEST_ORDER, SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from schema.supporters.answers import Objection
    from schema.supporters.connections import Connection
    from schema.supporters.facts import Component, NeedFacts, UnitFacts
    from schema.supporters.policy import Policy
    from schema.supporters.stock import Stock
    from schema.supporters.terms import SupportTest


@dataclass(slots=True)
class Use:
    """A trial that is taken up, with how much of it (micro-units of the component)."""

    trial: Trial
    amount: int


class Judgement:
    """What was found out about one unit; what only some ask for is found out when they do.

    Args:
        passed: trials that passed every test; none for a unit that takes nothing on. cover: micro-units by component.
        marks: parts of the score, in the order of the criteria; none for those that cannot.
    """

    def __init__(
        self, number: int, need: NeedFacts, stock: Stock, tried: Sequence[Pair] = (), passed: Sequence[Trial] = ()
    ) -> None:  # fmt: skip
        self.need, self.stock, self.number = need, stock, number
        self.unit: UnitFacts = stock.units[number]
        self.passed, self._tried = passed, tried
        self.cover = covered(need.components, [(t.pair.at, t.free) for t in passed])
        self.verdict = verdict_of(need.components, self.cover)
        self.marks: tuple[int, ...] = ()
        self.score = 0

    def marked(self, weights: Sequence[int], standing: tuple[int, ...]) -> Judgement:
        """The same with marks and score: of a unit that can or partly can, with the parts that it has for the place."""
        marks = self.marks = parts(self, standing)
        self.score = sum(
            [weight * mark // MICRO for weight, mark in zip(weights, marks, strict=True)]
        )
        return self

    @property
    def connections(self) -> tuple[Connection, ...]:
        """What connects the unit with the place, the best first."""
        return self.stock.connected(self.need.place)[self.number]

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """What of it would be used."""
        return taken_up(self.need.components, self.passed)

    @property
    def nearest(self) -> int | None:
        """Metres to the nearest resource used, None when no distance is known."""
        first = self.passed[0].pair.reach.distance
        if len(self.passed) == 1 or all(t.pair.reach.distance == first for t in self.passed):
            return first
        return nearest([use.trial for use in self.uses])

    @property
    def only_unlimited(self) -> bool:
        """Whether nothing is used up by it."""
        if len(self.passed) == 1:
            return self.passed[0].free is None
        unlimited = [t.free is None for t in self.passed]
        if all(unlimited) or not any(unlimited):
            return unlimited[0]
        return all(use.trial.free is None for use in self.uses)

    @cached_property
    def slot(self) -> int | None:
        """The earliest start at which it could meet the whole need alone."""
        need = self.need
        if self.verdict is SupportVerdict.CAN:
            return need.window.start if need.window else None
        tried = self._tried or pairs(self.number, need, self.stock)
        return unit_slot(self.unit, tried, need, self.stock.as_of)

    @cached_property
    def _trials(self) -> list[Trial]:
        need, as_of = self.need, self.stock.as_of
        every = pairs(self.number, need, self.stock)
        return [trial(pair, need.window_at(as_of), need, as_of) for pair in every]

    @cached_property
    def test(self) -> SupportTest | None:
        """The first test that none of its resources survives; None of a unit that can or partly can."""
        if self.verdict is not SupportVerdict.CANNOT:
            return None
        return failed_test(self.unit, self._trials, self.need, self.stock.as_of)

    @property
    def objection(self) -> Objection | None:
        """That test in words, with a near miss."""
        if self.test is None:
            return None
        return objection(self.test, self.unit, self._trials, self.need, self.stock.as_of)


class Ranking:
    """All units connected with the place of a need, judged; those that can or partly can in their order."""

    def __init__(self, need: NeedFacts, stock: Stock, policy: Policy) -> None:
        self.need, self.stock, self.policy = need, stock, policy
        window, as_of = need.window_at(stock.as_of), stock.as_of
        weights, standing = policy.aligned, stock.standing(need.place)
        found: list[Judgement] = []
        for number, tried in promising(need, stock).items():
            trials = [trial(pair, window, need, as_of) for pair in tried]
            passed = apart([t for t in trials if t.failed is None])
            if passed:
                judged = Judgement(number, need, stock, tried, passed)
                if judged.verdict is not SupportVerdict.CANNOT:
                    found.append(judged.marked(weights, standing[number]))
        self.helpful = sorted(found, key=_order)

    def count(self, verdict: SupportVerdict) -> int:
        """How many units have this verdict."""
        if verdict is SupportVerdict.CANNOT:
            return len(self.stock.connected(self.need.place)) - len(self.helpful)
        return sum(judged.verdict is verdict for judged in self.helpful)

    def shown(
        self, verdicts: Collection[SupportVerdict], first: int | None
    ) -> list[tuple[int, Judgement]]:
        """The first so many of those verdicts, each with its place in the ranking of all; those that cannot come last."""
        ranked = [
            (rank, judged) for rank, judged in enumerate(self.helpful, start=1) if judged.verdict in verdicts
        ]  # fmt: skip
        if SupportVerdict.CANNOT in verdicts and (first is None or len(ranked) < first):
            ranked += enumerate(self._others(), start=len(self.helpful) + 1)
        return ranked[:first]

    def _others(self) -> list[Judgement]:
        helpful = {judged.number for judged in self.helpful}
        connected = self.stock.connected(self.need.place)
        others = [Judgement(n, self.need, self.stock) for n in connected if n not in helpful]
        return sorted(others, key=_order_of_others)


def taken_up(components: Sequence[Component], passed: Sequence[Trial]) -> tuple[Use, ...]:
    """The resources to use for each component until it is covered: the best fit first, what is used up before what
    never is, then the nearer.
    """
    uses: list[Use] = []
    for at, component in enumerate(components):
        wanted = component.required
        fitting = [t for t in passed if t.pair.at == at]
        for t in sorted(fitting, key=preference) if len(fitting) > 1 else fitting:
            if wanted <= 0:
                break
            amount = wanted if t.free is None else min(wanted, t.free)
            uses.append(Use(t, amount))
            wanted -= amount
    return tuple(uses)


def _order(judged: Judgement) -> tuple[bool, int, bool, str]:
    partly = judged.verdict is not SupportVerdict.CAN
    return partly, -judged.score, judged.only_unlimited, judged.unit.code


def _order_of_others(judged: Judgement) -> tuple[int, str]:
    # Who got furthest comes first.
    assert judged.test is not None  # noqa: S101
    return -TEST_ORDER[judged.test], judged.unit.code
