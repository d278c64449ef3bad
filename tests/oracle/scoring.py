"""How well a unit suits a need: seven parts in millionths, weighed by an order of importance."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from tests.oracle.asking import Ask
from tests.oracle.connections import Connection
from tests.oracle.free import status
from tests.oracle.obstacles import engagements
from tests.oracle.reading import MILLION, Row, cell, whole
from tests.oracle.sheets import Sheets
from tests.oracle.verdict import Ability, share, used

ORDER = ["fit", "availability", "pairing", "distance", "load", "record", "path"]
GIVEN_WELL = {"CONFIRMED", "DELIVERED"}
FINISHED = GIVEN_WELL | {"DISPUTED", "FAILED", "NO_SHOW", "WITHDRAWN"}


def weights(order: list[str]) -> dict[str, int]:
    """Rank-order-centroid weights in whole millionths that add up to exactly one million."""
    n = len(order)
    exact = [sum(Fraction(MILLION, n * k) for k in range(i, n + 1)) for i in range(1, n + 1)]
    whole_part = [int(weight) for weight in exact]
    missing = MILLION - sum(whole_part)
    by_remainder = sorted(range(n), key=lambda i: (whole_part[i] - exact[i], i))
    for i in by_remainder[:missing]:
        whole_part[i] += 1
    return dict(zip(order, whole_part, strict=True))


def parts(sheets: Sheets, ask: Ask, unit: Row, does: Ability, best: Connection) -> dict[str, int]:
    """The seven parts of the score, each from 0 to one million."""
    return {
        "fit": _fit(ask, does),
        "availability": int(share(ask, does.covered) * MILLION),
        "pairing": int(best.value * MILLION),
        "distance": _distance(ask, does),
        "load": _load(sheets, unit, ask.as_of),
        "record": _record(sheets, unit),
        "path": min(MILLION, 2 * MILLION // best.hops),
    }


def score(values: dict[str, int]) -> int:
    """The sum of what each part contributes."""
    return sum(points(values).values())


def points(values: dict[str, int]) -> dict[str, int]:
    """What each part contributes."""
    return {name: weight * values[name] // MILLION for name, weight in weights(ORDER).items()}


def _fit(ask: Ask, does: Ability) -> int:
    best = [max((offer.fit for offer in offers), default=0) for offers in does.offers]
    each = list(zip(ask.components, does.covered, best, strict=True))
    essential = [value for component, _, value in each if component.essential]
    if essential:
        return sum(essential) // len(essential)
    return max(value for _, covered, value in each if covered > 0)


def _distance(ask: Ask, does: Ability) -> int:
    taken = [
        offer
        for component, offers in zip(ask.components, does.offers, strict=True)
        for offer in used(component, offers)
    ]
    known = [offer.metres for offer in taken if offer.metres is not None]
    return MILLION - min(MILLION, min(known) * MILLION // 10_000) if known else 500_000


def _load(sheets: Sheets, unit: Row, as_of: datetime) -> int:
    busy, most = engagements(sheets, unit, as_of), whole(unit, "承接上限") or 10
    return MILLION - min(MILLION, busy * MILLION // most)


def _record(sheets: Sheets, unit: Row) -> int:
    ended = [status(c) for c in sheets.commitments_by[cell(unit, "编号")]]
    finished = sum(1 for state in ended if state in FINISHED)
    kept = sum(1 for state in ended if state in GIVEN_WELL)
    return int((kept + 4 * Fraction("0.8")) * MILLION / (finished + 4))
