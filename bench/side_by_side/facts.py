"""Our own statement inside @neo4j/graphql: as a `@cypher` field that gives its facts, typed.

What it gives are facts, not the ranking: that would be left to whoever asks, and is not timed. The check ranks them, with
the service's own rules, and compares with what the service answers.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bench.worlds import AS_OF
from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from schema.instants import instant
from schema.supporters import SUPPORT_BOARD
from schema.supporters.policy import load_policy
from schema.supporters.rank import Ranking
from schema.supporters.rows import board_facts_from
from schema.supporters.statement import parameters
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping

HELPFUL = (SupportVerdict.CAN, SupportVerdict.PARTLY)
_AS_IT_COMES = {"$first": "toInteger($first)", "$asOf": "datetime($asOf)", "$today": "date($today)"}
"""Arguments of a `@cypher` field arrive as floats and texts."""
_AS_OF = datetime.fromisoformat(AS_OF)


def statement() -> str:
    """The statement for somebody without limits, showing what the workload shows."""
    shown = {"n": "n {.id, .title}", "u": "u {.id, .name}"}
    text = re.sub(r"«project (\w+):\w+»", lambda mark: shown.get(mark[1], "null"), SUPPORT_BOARD)
    # A pair of a text and a number has no type in GraphQL.
    text = text.replace(
        "categories: categories,", "categories: [k IN categories | toString(k[1]) + ' ' + k[0]],"
    )
    for given, read in _AS_IT_COMES.items():
        text = text.replace(given, read)
    return splice(text, EVERYTHING)


def variables(street: str, first: int) -> dict[str, Any]:
    """The statement's parameters as arguments of the field."""
    given = parameters(_AS_OF)
    return {
        **given,
        "asOf": AS_OF,
        "today": given["today"].isoformat(),
        "place": street,
        "first": first,
    }


def ranked(facts: Mapping[str, Any], best: int) -> list[Any]:
    """What the service would make of these facts: each need with its best units."""
    units = [{**unit, "offers": [_offer(o) for o in unit["offers"]]} for unit in facts["units"]]
    needs = [
        {**need, "start": _whole(need["start"]), "end": _whole(need["end"])}
        for need in facts["needs"]
    ]
    ends = [{**end, "placeNode": None, "streetNode": None} for end in facts["ends"]]
    known = board_facts_from({**facts, "units": units, "needs": needs, "ends": ends})
    stock, policy = Stock(known.places, known.units, instant(_AS_OF)), load_policy()
    return [
        (row.node["id"], row.node["title"], [
            (judged.unit.node["id"], judged.unit.node["name"], judged.verdict.name, judged.score)
            for _, judged in Ranking(row.facts, stock, policy).shown(HELPFUL, best)
        ]) for row in known.needs
    ]  # fmt: skip


def _offer(said: Mapping[str, Any]) -> dict[str, Any]:
    categories = [
        [code, int(depth)] for depth, _, code in (c.partition(" ") for c in said["categories"])
    ]
    bookings = [
        {**b, **{name: _whole(b[name]) for name in ("start", "end", "holdUntil", "returnedAt")}} for b in said["bookings"]
    ]  # fmt: skip
    return {**said, "categories": categories, "bookings": bookings, "node": None}


def _whole(number: float | None) -> int | None:
    return None if number is None else int(number)
