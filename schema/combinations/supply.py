"""What each unit could give to one need, as integers: the rows that decide which sets of units are enough.

A unit may have several resources and is one unit all the same; a resource may fit several components and is had once all
the same. Decided: what set S can give to components T at most is the sum over its resources that fit any of T, and S is
enough exactly if for every T that is at least what T requires (the theorem of supply and demand). So a set is judged by
adding up one row of integers for each of its units. That holds while resources can be divided among components; where
they cannot (`Supply.additive`) the sums are a bound only; `Sets.unsure` says of which sets, and a solver decides about those.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING

from schema.availability import free_beside
from schema.capacity import CapacityMode
from schema.measures import MICRO, at_most
from schema.supporters.eligibility import promising, trial
from schema.supporters.rank import Ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.supporters.eligibility import Pair, Trial
    from schema.supporters.facts import Component, NeedFacts, OfferFacts
    from schema.supporters.policy import Policy
    from schema.supporters.rank import Judgement
    from schema.supporters.stock import Stock

MOST_TOGETHER = 6
"""So many components that share resources are decided by sums; each more would double the rows."""


@dataclass(slots=True)
class Lot:
    """A resource that fits at least one wanted component. unit: number of the candidate.

    free: micro-units of its own measure, whole ones where only whole ones make sense; None when unlimited.
    fits: the trial it passed, by component.
    """

    unit: int
    offer: OfferFacts
    free: int | None
    fits: dict[int, Trial]

    def gives(self, at: int) -> int | None:
        """The most it gives to a component, in micro-units of that; None when unlimited."""
        if self.free is None:
            return None
        wanted = self.fits[at].pair.component.measure
        return at_most(self.free, self.offer.measure, wanted)

    def is_alike(self, at: int) -> bool:
        """Whether it is counted as the component is."""
        return self.offer.measure.factor == self.fits[at].pair.component.measure.factor

    @property
    def is_undivided(self) -> bool:
        """Whether only one can have it."""
        return self.offer.resource.mode is CapacityMode.EXCLUSIVE


class Supply:
    """Candidates for one need and what they could give.

    wanted: the numbers of its components that have to be covered: the essential ones, all of them; where none is
    (`either`) any one of all. candidates: the units that could give something of it, in the order of the ranking; places: theirs there.
    """

    def __init__(self, need: NeedFacts, stock: Stock, policy: Policy) -> None:
        self.need, self.stock, self.policy = need, stock, policy
        self.components: Sequence[Component] = need.components
        essential = [at for at, c in enumerate(need.components) if c.essential]
        self.either = not essential
        self.wanted = tuple(essential or range(len(need.components)))
        self.candidates: list[Judgement] = []
        self.lots: list[Lot] = []
        self.places: list[int] = []
        tried = promising(need, stock)
        for place, judged in enumerate(Ranking(need, stock, policy).helpful, start=1):
            lots = self._lots(tried[judged.number])
            if lots:
                self.candidates.append(judged)
                self.places.append(place)
                self.lots += lots

    def among(self, members: Iterable[int]) -> Supply:
        """The same with what these candidates give only; their numbers stay."""
        inside = set(members)
        return self._with([lot for lot in self.lots if lot.unit in inside], self.wanted)

    def alone(self, at: int) -> Supply:
        """The same with one of the components only."""
        return self._with([lot for lot in self.lots if at in lot.fits], (at,))

    def _with(self, lots: list[Lot], wanted: tuple[int, ...]) -> Supply:
        made = object.__new__(Supply)
        for name in ("need", "stock", "policy", "components", "either", "candidates", "places"):
            setattr(made, name, getattr(self, name))
        made.lots, made.wanted = lots, wanted
        return made

    def _lots(self, tried: Sequence[Pair]) -> list[Lot]:
        window, as_of = self.need.window_at(self.stock.as_of), self.stock.as_of
        found: dict[str, Lot] = {}
        for pair in tried:
            if pair.at not in self.wanted:
                continue
            passed = trial(pair, window, self.need, as_of)
            if passed.failed is not None:
                continue
            lot = found.get(pair.offer.id)
            if lot is None:
                free = free_beside(pair.offer.resource, pair.taken, window)
                if free is not None and pair.offer.measure.whole:
                    free -= free % MICRO
                if free == 0:
                    continue
                lot = found[pair.offer.id] = Lot(len(self.candidates), pair.offer, free, {})
            lot.fits[pair.at] = passed
        return sorted(found.values(), key=lambda lot: lot.offer.code)

    @cached_property
    def shared(self) -> frozenset[str]:
        """Ids of resources that more than one offer needs: parts of several kits, or of a kit and offered alone."""
        taken = Counter(chain.from_iterable(resources_of(lot.offer) for lot in self.lots))
        return frozenset(id_ for id_, times in taken.items() if times > 1)

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """The wanted components, those together that some limited resource could be divided among."""
        if self.either:
            return tuple((at,) for at in self.wanted)
        found = [{at} for at in self.wanted]
        for lot in self.lots:
            if lot.free is not None and len(lot.fits) > 1:
                meeting = [group for group in found if not group.isdisjoint(lot.fits)]
                found = [group for group in found if group.isdisjoint(lot.fits)]
                found.append(set().union(*meeting))
        return tuple(sorted(tuple(sorted(group)) for group in found))

    @cached_property
    def additive(self) -> bool:
        """Whether the sums decide: no part that kits share, nothing undivided or counted otherwise that fits two components."""
        return self.summable and not self.shared and not any(map(self.is_whole, self.lots))

    @cached_property
    def summable(self) -> bool:
        """Whether there are few enough rows to add up."""
        return all(len(group) <= MOST_TOGETHER for group in self.groups)

    def is_whole(self, lot: Lot) -> bool:
        """Whether it fits several wanted components and cannot be divided among them as if they were one."""
        if self.either or lot.free is None or len(lot.fits.keys() & self.wanted) < 2:
            return False
        return lot.is_undivided or not all(map(lot.is_alike, lot.fits))

    @cached_property
    def rows(self) -> tuple[frozenset[int], ...]:
        """The sets of components for which there has to be enough."""
        return tuple(
            frozenset(row)
            for group in self.groups
            for size in range(1, len(group) + 1)
            for row in combinations(group, size)
        )

    def required(self, row: Iterable[int]) -> int:
        """What they require together, micro-units."""
        return sum(self.components[at].required for at in row)

    def contributions(self, lots: Iterable[Lot]) -> list[list[int]]:
        """What each candidate can give of these to each row at most, never more than the row requires."""
        made, required = (
            [[0] * len(self.rows) for _ in self.candidates],
            list(map(self.required, self.rows)),
        )
        for lot in lots:
            for n, row in enumerate(self.rows):
                each = [lot.gives(at) for at in row & lot.fits.keys()]
                if each:
                    amount = None if None in each else max(a for a in each if a is not None)
                    so_far, most = made[lot.unit][n], required[n]
                    made[lot.unit][n] = most if amount is None else min(most, so_far + amount)
        return made


def resources_of(offer: OfferFacts) -> tuple[str, ...]:
    """Ids of all that one booking of it takes: its own and those of its parts."""
    return offer.id, *(part.resource.id for part in offer.resource.parts)
