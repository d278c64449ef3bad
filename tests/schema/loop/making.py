"""Rows as the statements bring them, made by hand and drawn: a small history that keeps to its own order."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from schema.instants import BEIJING, MINUTE, instant, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

START = datetime(2026, 12, 1, 8, tzinfo=BEIJING)
HOUR = 60


def at(minutes: float) -> int:
    """The instant so many minutes after the beginning."""
    return instant(START + timedelta(minutes=minutes))


def row(
    id_: str = "need_a", *, reported: float = 0, status: str = "OPEN", **more: Any
) -> dict[str, Any]:
    """A need's row; moments in minutes after the beginning."""
    moments = {name: None if (given := more.pop(name, None)) is None else at(given)
               for name in ("acceptedAt", "arrivedAt", "startedAt", "closedAt", "reopenedAt", "statusAt")}  # fmt: skip
    plain = {
        "id": id_, "kind": "DEMAND", "status": status, "outcome": None, "selfHandled": None, "level": 1, "reopenCount": 0,
        "owner": None, "changes": [], "said": [], "promises": [], "node": {"id": id_},
    }  # fmt: skip
    return {**plain, "reportedAt": at(reported), **moments, **more}


def change(
    minutes: float,
    act: str,
    moved: tuple[str, str] | None = None,
    *,
    reason: str | None = None,
    owner: Sequence[str | None] | None = None,
    **values: Any,
) -> list[Any]:
    """A record; values that are numbers of moments become ISO text."""
    delta: dict[str, Any] = {"kind": "Need", "values": {
        name: [moment(at(v)).isoformat() if name.endswith("At") and v is not None else v for v in both] for name, both in values.items()
    }}  # fmt: skip
    if owner is not None:
        delta["links"] = {"owner": [[each] if each else [] for each in owner]}
    before, after = moved or (None, None)
    return [f"change_{act}_{minutes}", at(minutes), act, before, after, reason, json.dumps(delta)]


def assessment(
    minutes: float,
    *,
    reached: bool = True,
    solved: bool | None = True,
    satisfied: bool | None = True,
) -> list[Any]:
    """An assessment."""
    return [f"assessment_{minutes}", at(minutes), reached, solved, satisfied]


TERNARY = st.sampled_from([True, False, None])


@st.composite
def lives(draw: st.DrawFn, number: int = 0) -> dict[str, Any]:
    """A need's whole life as it was recorded, with what a bookkeeper noted down beside it (`book`).

    book: [(minute, event, state from then on)] in order, event one of accepted, arrived, started, held, resumed, closed, reopened, rejected,
    cancelled, merged. Every event has a minute of its own.
    """
    clock = draw(st.integers(0, 500))
    reported, book, records, status, before = clock, [], [], "REPORTED", ""
    stored: dict[str, Any] = {}
    for _ in range(draw(st.integers(0, 9))):
        clock += draw(st.integers(1, 900))
        event = draw(st.sampled_from(_NEXT[status])) if _NEXT[status] else None
        if event is None:
            break
        act, after, name = _EVENTS[event]
        after = {"same": status, "back": before}.get(after, after)
        before = status
        values = {name: [stored.get(name), clock]} if name else {}
        if event == "closed":
            values["outcome"] = [None, "MET"]
            stored["outcome"] = "MET"
        if event == "reopened":
            values["outcome"], values["closedAt"] = (
                [stored.pop("outcome", None), None],
                [stored.pop("closedAt", None), None],
            )
        if name:
            stored[name] = clock
        records.append(change(clock, act, (status, after) if after != status else None, **values))
        book.append((clock, event, after))
        status = after
    said = [
        assessment(
            minute, reached=draw(st.booleans()), solved=draw(TERNARY), satisfied=draw(TERNARY)
        )
        for minute in draw(st.lists(st.integers(0, 4000), max_size=3, unique=True))
    ]
    made = row(
        f"need_{number:03}", reported=reported, status=status, changes=records, said=said, **stored
    )
    return {"row": made, "book": book, "reported": reported, "said": said}


_EVENTS = {
    "accepted": ("TRIAGE", "OPEN", "acceptedAt"), "rejected": ("TRIAGE", "REJECTED", None), "merged": ("MERGE", "MERGED", None),
    "cancelled": ("CANCEL", "CANCELLED", None), "arrived": ("ARRIVE", "same", "arrivedAt"), "started": ("START", "IN_PROGRESS", "startedAt"),
    "held": ("HOLD", "ON_HOLD", None), "resumed": ("RESUME", "back", None), "closed": ("CLOSE", "CLOSED", "closedAt"),
    "reopened": ("REOPEN", "OPEN", "reopenedAt"),
}  # fmt: skip
_NEXT = {
    "REPORTED": ["accepted", "accepted", "rejected", "merged", "cancelled"],
    "OPEN": ["arrived", "started", "started", "held", "cancelled"],
    "IN_PROGRESS": ["closed", "closed", "held", "arrived"],
    "ON_HOLD": ["resumed"],
    "CLOSED": ["reopened"],
    "REJECTED": [], "MERGED": [], "CANCELLED": [],
}  # fmt: skip
DAY = 24 * HOUR
AS_OF = st.integers(0, 6000)
__all__ = ["AS_OF", "DAY", "MINUTE", "assessment", "at", "change", "lives", "row"]
