"""From the row of the statement to what an allocation is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.allocation.facts import OpenNeed, Promised, World
from schema.commitments import CommitmentStatus
from schema.instants import DAY, Window, instant, moment
from schema.measures import measure_from, micro
from schema.recurrence import times
from schema.supporters.rows import board_facts_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.supporters.facts import NeedFacts
    from schema.supporters.places import Places
    from schema.supporters.rows import BoardRow

MOST_TIMES = 62
"""Times of a need that recurs that are looked at: two months of days."""
FARTHEST = 366 * DAY
"""How long after the first the last of them may begin."""


def world_from(row: Mapping[str, Any], as_of: int) -> World:
    """Read the row of `ALLOCATION`."""
    known = board_facts_from(row)
    asked = {said["id"]: said for said in row["asked"]}
    communities = sorted(row["communities"], key=lambda said: said["id"])
    return World(
        as_of=as_of,
        needs=tuple(_need(each, asked[each.id], known.places, as_of) for each in known.needs),
        places=known.places,
        units=known.units,
        communities={said["id"]: said["name"] for said in communities},
        community_nodes={said["id"]: said["node"] for said in communities},
        place_node=row["placeNode"],
    )


def _need(each: BoardRow, said: Mapping[str, Any], places: Places, as_of: int) -> OpenNeed:
    windows, recurs = _windows(each.facts, said["recurrence"], as_of)
    return OpenNeed(
        id=each.id,
        priority=each.priority,
        reported=said["reported"],
        community=places.community(each.facts.place),
        facts=each.facts,
        windows=windows,
        recurs=recurs,
        promised=tuple(_promised(promise, each.facts) for promise in said["promises"]),
        node=each.node,
    )


def _windows(need: NeedFacts, rule: str | None, as_of: int) -> tuple[tuple[Window, ...], bool]:
    """The times that are still to come; the first where none is, or where there is no end to them."""
    if need.window is None:
        return (), False
    start, length = need.window.start, need.window.end - need.window.start
    found = times(rule, moment(start), MOST_TIMES) if rule else None
    if not found or len(found) > MOST_TIMES or instant(found[-1]) - start > FARTHEST:
        return (need.window,), False
    begin = [at for at in map(instant, found) if at >= as_of] or [start]
    return tuple(Window(at, at + length) for at in begin), True


def _promised(said: Mapping[str, Any], need: NeedFacts) -> Promised:
    measure = measure_from(said["measure"]) if said["measure"] else None
    if said["resource"] is None:
        measure = need.measure
    delivered = said["deliveredQuantity"]
    return Promised(
        id=said["id"],
        unit=said["unit"],
        resource=said["resource"],
        status=CommitmentStatus[said["status"]],
        quantity=micro(said["quantity"]),
        window=Window(said["start"], said["end"]),
        measure=measure,
        capabilities=frozenset(said["categories"]),
        unlimited=said["unlimited"],
        delivered=None if delivered is None else micro(delivered),
        hold_until=said["holdUntil"],
        started=said["started"],
        shown=said["shown"],
        earlier=said["earlier"],
    )
