"""Who of a set gives what: exact amounts, the best-fitting resources first, none of them twice."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from schema.supporters.cover import preference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.combinations.supply import Lot, Supply
    from schema.supporters.eligibility import Trial


@dataclass(frozen=True, slots=True)
class Gift:
    """A resource used for a component. unit: number of the candidate. amount: micro-units of the component."""

    unit: int
    trial: Trial
    amount: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set of candidates, by number, and how it would be done.

    served: the components that it is to cover. covered: micro-units by component served. slack: what it could give of each
    beyond that while the others stay covered in full, None when unlimited; 0 where it is not covered itself.
    """

    members: tuple[int, ...]
    served: tuple[int, ...]
    gifts: tuple[Gift, ...]
    covered: tuple[int, ...]
    slack: tuple[int | None, ...]

    def missing(self, supply: Supply) -> tuple[int, ...]:
        """Micro-units by component served."""
        return tuple(
            supply.required([at]) - amount
            for at, amount in zip(self.served, self.covered, strict=True)
        )


def chosen(supply: Supply, members: Sequence[int], covered: Mapping[int, int]) -> Chosen:
    """How a set covers so much of each wanted component, which it can; where any one will do, the one covered best.

    Of an additive supply only.
    """
    served, lots = served_of(supply, covered), lots_of(supply, members)
    gifts: list[Gift] = []
    slack: dict[int, int | None] = {}
    for group in supply.groups:
        own = [at for at in group if at in served]
        if own:
            gifts += _given(lots, {at: covered[at] for at in own})
            slack |= _slack(supply, lots, own, covered)
    return Chosen(
        tuple(members), served, tuple(sorted(gifts, key=gift_order)),
        tuple(covered[at] for at in served), tuple(slack[at] for at in served),
    )  # fmt: skip


def served_of(supply: Supply, covered: Mapping[int, int]) -> tuple[int, ...]:
    """The components that a set is to cover: all that are wanted, or the one of which it covers the largest share."""
    if not supply.either:
        return supply.wanted

    def key(at: int) -> tuple[float, float, int]:
        component = supply.components[at]
        return (-covered[at] / component.required, -float(component.fit), at)

    return tuple(sorted(supply.wanted, key=key)[:1])


def lots_of(supply: Supply, members: Sequence[int]) -> list[Lot]:
    """The resources of a set."""
    return [lot for lot in supply.lots if lot.unit in set(members)]


def gift_order(gift: Gift) -> tuple[int, int, tuple]:
    """By unit, then by component, then as resources are used."""
    return gift.unit, gift.trial.pair.at, preference(gift.trial)


def _given(lots: Sequence[Lot], targets: Mapping[int, int]) -> list[Gift]:
    """Amounts that cover the targets: of each resource in turn as much as leaves the rest possible."""
    left, wanted = {id(lot): lot.free for lot in lots}, dict(targets)
    rows = [frozenset(row) for size in range(1, len(targets)) for row in combinations(targets, size)]  # fmt: skip
    spare = {row: _spare(lots, row, targets) for row in rows}
    pairs = [(lot, t) for lot in lots for at, t in lot.fits.items() if at in targets]
    gifts: list[Gift] = []
    for lot, t in sorted(pairs, key=lambda pair: preference(pair[1])):
        at, most = t.pair.at, wanted[t.pair.at]
        if lot.free is None:
            amount = most
        else:
            # A resource that fits one component only is counted in that one's measure; others are counted alike.
            rest = lot.gives(at) if len(targets.keys() & lot.fits.keys()) == 1 else left[id(lot)]
            others = [row for row in rows if at not in row and not row.isdisjoint(lot.fits)]
            limits = [s for row in others if (s := spare[row]) is not None]
            amount = min(most, rest or 0, *limits) if limits else min(most, rest or 0)
            left[id(lot)] = (left[id(lot)] or 0) - amount
            for row in others:
                found = spare[row]
                spare[row] = None if found is None else found - amount
        if amount > 0:
            wanted[at] -= amount
            gifts.append(Gift(lot.unit, t, amount))
    return gifts


def _spare(lots: Sequence[Lot], row: frozenset[int], wanted: Mapping[int, int]) -> int | None:
    """What the lots could give to components beyond what is wanted of them; None when unlimited."""
    given = _together(lots, row)
    return None if given is None else given - sum(wanted[at] for at in row)


def _together(lots: Sequence[Lot], row: frozenset[int]) -> int | None:
    sum_ = 0
    for lot in lots:
        fitting = row & lot.fits.keys()
        if fitting:
            amount = lot.gives(min(fitting))
            if amount is None:
                return None
            sum_ += amount
    return sum_


def _slack(
    supply: Supply, lots: Sequence[Lot], own: Sequence[int], covered: Mapping[int, int]
) -> dict[int, int | None]:
    full = {at for at in own if covered[at] >= supply.required([at])}
    if len(full) < len(own):
        return dict.fromkeys(own, 0)
    found: dict[int, int | None] = {}
    for at in own:
        rows = [frozenset((at, *row)) for size in range(len(own)) for row in combinations([o for o in own if o != at], size)]  # fmt: skip
        spare = [s for row in rows if (s := _spare(lots, row, covered)) is not None]
        unlimited = any(lot.free is None and at in lot.fits for lot in lots)
        found[at] = None if unlimited else max(min(spare, default=0), 0)
    return found
