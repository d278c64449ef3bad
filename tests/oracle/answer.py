"""The whole answer: every unit bound to the street once, those that can help first, best first."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from fractions import Fraction

from tests.oracle.asking import Ask, ask
from tests.oracle.connections import Connection, connections
from tests.oracle.free import free
from tests.oracle.reading import Row, Rows, cell, china_day
from tests.oracle.scoring import parts, points, score
from tests.oracle.sheets import Sheets
from tests.oracle.verdict import Ability, ability, earliest, failing_test, share, used

VERDICTS = ["CAN", "PARTLY", "CANNOT"]
TESTS = ["STATUS", "CATEGORY", "MEASURE", "AREA", "AUDIENCE", "HOURS", "NOTICE", "CAPACITY", "LOAD"]


@dataclasses.dataclass(frozen=True)
class Support:
    """What the answer says about one unit.

    Quantities are in micro-units, parts, points and score in millionths. `covered` is by capability in the measure
    asked for, `free` by resource in its own measure (None: never used up), over all the unit offers. Units that
    cannot help have neither rank nor parts.
    """

    unit: str
    via: str
    connection: str
    verdict: str
    test: str | None
    rank: int | None
    score: int | None
    parts: dict[str, int]
    points: dict[str, int]
    covered: dict[str, int]
    coverage: Fraction
    uses: dict[str, list[str]]
    free: dict[str, int | None]
    earliest: datetime | None


Answer = list[Support]


def supporters(
    rows: Rows | Sheets, need: str, as_of: datetime, *, with_earliest: bool = True
) -> Answer:
    """Who can support a need, in the order of the answer.

    Args:
        rows: the spreadsheets. need: number of a need in them. as_of: the instant of asking.
        with_earliest: leave the earliest slots out to save time.
    """
    sheets = rows if isinstance(rows, Sheets) else Sheets(rows)
    asked = ask(sheets, need, as_of)
    best: dict[str, Connection] = {}
    for found in connections(sheets, asked.place, china_day(as_of)):
        known = best.get(found.unit)
        best[found.unit] = found if known is None or found.order() < known.order() else known
    answers = [
        _about(sheets, asked, sheets.row("units", unit), connection, with_earliest)
        for unit, connection in best.items()
    ]
    answers.sort(key=_place_in_answer)
    ranked = [support for support in answers if support.verdict != "CANNOT"]
    refused = [support for support in answers if support.verdict == "CANNOT"]
    return [dataclasses.replace(s, rank=n) for n, s in enumerate(ranked, 1)] + refused


def _place_in_answer(support: Support) -> tuple[int, int, bool, int, str]:
    taken = [resource for resources in support.uses.values() for resource in resources]
    only_unlimited = bool(taken) and all(support.free[resource] is None for resource in taken)
    got_to = -TESTS.index(support.test) if support.test else 0
    return (
        VERDICTS.index(support.verdict),
        -(support.score or 0),
        only_unlimited,
        got_to,
        support.unit,
    )


def _about(
    sheets: Sheets, asked: Ask, unit: Row, connection: Connection, with_earliest: bool
) -> Support:
    code = cell(unit, "编号")
    does = ability(sheets, asked, unit, sheets.resources_of[code])
    helps = does.verdict != "CANNOT"
    values = parts(sheets, asked, unit, does, connection) if helps else {}
    return Support(
        unit=code,
        via=connection.via,
        connection=connection.code,
        verdict=does.verdict,
        test=None if helps else failing_test(sheets, asked, unit),
        rank=None,
        score=score(values) if helps else None,
        parts=values,
        points=points(values) if helps else {},
        covered={
            component.capability: got
            for component, got in zip(asked.components, does.covered, strict=True)
        },
        coverage=share(asked, does.covered) if asked.components else Fraction(0),
        uses=_uses(asked, does),
        free={
            cell(resource, "编号"): free(sheets, resource, *asked.period, asked.as_of)
            for resource in sheets.resources_of[code]
        },
        earliest=earliest(sheets, asked, unit) if with_earliest else None,
    )


def _uses(asked: Ask, does: Ability) -> dict[str, list[str]]:
    return {
        component.capability: [offer.resource for offer in used(component, offers)]
        for component, offers in zip(asked.components, does.offers, strict=True)
    }
