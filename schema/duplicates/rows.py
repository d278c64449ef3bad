"""From the row of the statement to frozen facts. The order of lists in a row means nothing and leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schema.duplicates.facts import (
    Candidate,
    CategorySaid,
    DuplicateFacts,
    NeedSaid,
    PlaceSaid,
)
from schema.duplicates.statement import MOST_READ
from schema.instants import Window, instant
from schema.needs import NeedKind, NeedStatus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from schema.duplicates.question import DuplicateQuestion


def written_facts(row: Mapping[str, Any]) -> DuplicateFacts:
    """Read the row of `DUPLICATES`."""
    return _facts(_need(row["asked"], row["under"], row["at"]), row)


def unwritten_facts(
    row: Mapping[str, Any], question: DuplicateQuestion, reported: datetime
) -> DuplicateFacts:
    """Read the row of `DUPLICATES_OF` once nothing in it is unknown."""
    start, end = question.window_start, question.window_end
    asked = NeedSaid(
        title=question.title,
        description=question.description,
        category=CategorySaid(**row["under"]),
        place=_place(row["at"]),
        reported=instant(reported),
        kind=question.kind,
        window=Window(instant(start), instant(end)) if start and end else None,
        households=question.household_count,
    )
    return _facts(asked, row)


def _facts(asked: NeedSaid, row: Mapping[str, Any]) -> DuplicateFacts:
    found = {said["id"]: _candidate(said) for said in row["candidates"]}
    nearest = sorted(
        found.values(),
        key=lambda c: (abs(c.need.reported - asked.reported) // 1_000_000, c.need.id),
    )
    return DuplicateFacts(asked, tuple(nearest[:MOST_READ]), len(nearest) <= MOST_READ)


def _candidate(said: Mapping[str, Any]) -> Candidate:
    need = _need(said, said["category"], said["place"])
    return Candidate(need, said["samePhone"], said["sameReporter"], said["node"])


def _need(
    said: Mapping[str, Any], category: Mapping[str, Any], place: Mapping[str, Any]
) -> NeedSaid:
    start, end = said["start"], said["end"]
    return NeedSaid(
        id=said["id"],
        title=said["title"] or "",
        description=said["description"],
        category=CategorySaid(**category),
        place=_place(place),
        reported=said["reported"],
        kind=NeedKind[said["kind"]],
        status=NeedStatus[said["status"]],
        ended=said["ended"],
        window=Window(start, end) if start is not None and end is not None and end > start else None,
        households=said["households"],
    )  # fmt: skip


def _place(said: Mapping[str, Any]) -> PlaceSaid:
    return PlaceSaid(tuple(said["chain"]), said["name"] or "")
