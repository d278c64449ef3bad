"""What clocks need to know, from the database: the need's moments and recorded steps, where it stands in the trees, the rules.

`NEED`, `ABOVE` and `LEVEL` are the texts that say what travels; the question `overdueNeeds` uses them too.

`«beyond h:Change»`: when a need was on hold counts for whoever sees the need, though he doesn't see the records. Of them
nothing leaves but the instants at which its clocks stood still, and at which the team on site was complete. `«beyond w:Category»`: how a need came in is only held against
what visible rules name, so that a hidden one equals none of them; `«beyond x:Category»`: these were found under the caller's scope before.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from schema.clocks.course import NeedFacts, Step
from schema.clocks.rules import LevelFacts, Subject
from schema.clocks.terms import ClockKind, ServiceCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _micros(*names: str) -> str:
    return ", ".join(
        f"{name}: n.{name}.epochSeconds * 1000000 + n.{name}.microsecond" for name in names
    )


NEED = (
    "n {.status, .level, .teamOnSite, "
    + _micros(
        "reportedAt",
        "statusAt",
        "acceptedAt",
        "arrivedAt",
        "startedAt",
        "resolvedAt",
        "closedAt",
        "reopenedAt",
    )
    + """,
      steps: COLLECT { MATCH (h:Change {target: n.id}) WHERE (h.fromStatus <> h.toStatus OR h.delta CONTAINS '"teamOnSite"') AND «beyond h:Change»
                       RETURN {seq: h.seq, at: h.at.epochSeconds * 1000000 + h.at.microsecond, before: h.fromStatus, after: h.toStatus,
                               came: CASE WHEN h.delta CONTAINS '"teamOnSite"' THEN h.delta END} },
      channel: head(COLLECT { MATCH (n)-[:CAME_BY]->(w:Category) WHERE «beyond w:Category» RETURN w.id })"""
)
"""Of the need `n` itself; open, so that more may be put in. A record that says of no state before it was made when the need
was entered or imported: not when it came into its state."""

CATEGORIES = """COLLECT { MATCH way = (c)-[steps1:CHILD_OF*0..10]->(a:Category) WHERE «along steps1:Category»
                         WITH a, length(way) AS up ORDER BY up RETURN a.id }"""
"""The category `c` and all above it, the nearest first."""

PLACES = """COLLECT { MATCH way = (p)-[steps2:PART_OF*0..10]->(a:Place) WHERE «along steps2:Place»
                     WITH a, length(way) AS up ORDER BY up RETURN a.id }"""
"""The place `p` and all above it, the nearest first."""

RULES = """COLLECT {
        CALL (categories) {
          UNWIND categories AS key
          WITH DISTINCT key
          MATCH (x:Category {id: key})<-[:APPLIES_TO]-(l) USING INDEX x:Category(id) WHERE «beyond x:Category»
          RETURN l, key AS category
        UNION ALL
          MATCH (l:ServiceLevel) WHERE l.calendar IN ['ALWAYS', 'WORKDAYS'] AND NOT EXISTS { MATCH (l)-[:APPLIES_TO]->(v:Category) WHERE «scope v:Category» }
          RETURN l, null AS category
        }
        WITH l, category, head(COLLECT { MATCH (l)-[:WITHIN]->(y:Place) WHERE «scope y:Place» RETURN y.id }) AS place
        WHERE (place IS NULL OR place IN places) AND «scope l:ServiceLevel»
        RETURN l {.id, .code, .name, .receiveMinutes, .arriveMinutes, .startMinutes, .closeMinutes, .warnMinutes, .smallestTeam, .calendar, .level,
                  validFrom: toString(l.validFrom), validTo: toString(l.validTo), category: category, place: place,
                  channel: head(COLLECT { MATCH (l)-[:FOR_CHANNEL]->(z:Category) WHERE «scope z:Category» RETURN z.id })} }"""
"""Service levels for any of the ids `categories` and `places`."""

FACTS = (
    "head(COLLECT { UNWIND [{n}] AS n "
    "WITH n, head(COLLECT { MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category» RETURN "
    + CATEGORIES
    + " }) AS categories, "
    "head(COLLECT { MATCH (n)-[:AT]->(p:Place) WHERE «scope p:Place» RETURN "
    + PLACES
    + " }) AS places "
    "WITH n, coalesce(categories, []) AS categories, coalesce(places, []) AS places "
    "RETURN " + NEED + ", categories: categories, places: places, rules: " + RULES + "} })"
)

_LIMITS = {
    ClockKind.RECEIVE: "receiveMinutes", ClockKind.ARRIVE: "arriveMinutes",
    ClockKind.START: "startMinutes", ClockKind.CLOSE: "closeMinutes",
}  # fmt: skip


def need_facts(
    said: Mapping[str, Any], categories: Sequence[str], places: Sequence[str]
) -> NeedFacts:
    """The facts of a need that a statement brought with `NEED`, and the ids above it in both trees."""
    steps = sorted(said["steps"], key=lambda s: (s["at"], s["seq"]))
    return NeedFacts(
        subject=Subject(said["reportedAt"], said["level"], tuple(categories), tuple(places), said["channel"]),
        status=said["status"],
        status_at=said["statusAt"],
        accepted=said["acceptedAt"],
        arrived=said["arrivedAt"],
        teams=_teams(said, steps),
        started=said["startedAt"],
        resolved=said["resolvedAt"],
        closed=said["closedAt"],
        reopened=said["reopenedAt"],
        steps=tuple(Step(s["at"], s["before"], s["after"]) for s in steps if s["before"] != s["after"]),
    )  # fmt: skip


def _teams(
    said: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]
) -> tuple[tuple[int, int], ...]:
    """When the team on site grew, and to how many: as recorded, and what is stored where nothing is.

    What an import said counts from the arrival that it said with it, else from when it said so.
    """
    grown = []
    for step in steps:
        values = orjson.loads(step["came"]).get("values", {}) if step["came"] else {}
        if "teamOnSite" in values:
            before, after = values["teamOnSite"]
            both = before is None and "arrivedAt" in values and said["arrivedAt"] is not None
            grown.append(
                (min(said["arrivedAt"], step["at"]) if both else step["at"], before, after or 0)
            )
    before = grown[0][1] if grown else said["teamOnSite"]
    first = [] if said["arrivedAt"] is None or before is None else [(said["arrivedAt"], before)]
    return (*first, *((at, after) for at, _, after in grown))


def level_facts(said: Mapping[str, Any]) -> LevelFacts:
    """A service level that a statement brought with `RULES`."""
    return LevelFacts(
        id=said["id"],
        code=said["code"],
        name=said["name"],
        limits={kind: said[name] for kind, name in _LIMITS.items() if said[name] is not None},
        warn=said["warnMinutes"],
        team=said["smallestTeam"],
        calendar=ServiceCalendar[said["calendar"]],
        level=said["level"],
        valid_from=_day(said["validFrom"]),
        valid_to=_day(said["validTo"]),
        category=said["category"],
        place=said["place"],
        channel=said["channel"],
    )


def _day(said: str | None) -> int | None:
    return None if said is None else date.fromisoformat(said).toordinal()
