"""What a refusal says, held against the calendar: who is in the way really is, and what is offered instead is free."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.loop.meaning import NEED_OVER, STANDING
from tests.oracle.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.loop.making import Judged
    from tests.loop.model import Model

NAMED = 10
WINDOWS = {"CAPACITY_TAKEN", "RESOURCE_CLOSED", "NOT_IN_USE", "PAST_WINDOW", "TOO_SHORT_NOTICE"}


def against_paper(
    model: Model, caller: str, payload: Mapping[str, Any], wrong: set[str], judged: Judged | None = None
) -> None:  # fmt: skip
    """Whether every error of a refusal is true."""
    for error in payload["userErrors"]:
        assert all((error["messageZh"], error["messageEn"])), error
        named = set(error["conflicts"])
        assert all(model.sees(caller, id_) for id_ in named if id_ in model.promises), error
        if error["code"] == "COMMITMENTS_UNFINISHED":
            assert all(_to_come(model, id_) for id_ in named), error
        if judged and judged.parts and error["code"] in {"PERSON_BOOKED", *WINDOWS}:
            _support(model, caller, error, named, judged)


def _to_come(model: Model, id_: str) -> bool:
    if id_ in model.needs:
        return model.needs[id_].status not in NEED_OVER
    return model.promises[id_].status in STANDING | {"DELIVERED", "CONFIRMED"}


def _support(model: Model, caller: str, error: Mapping[str, Any], named: set[str], judged: Judged) -> None:  # fmt: skip
    parts = [p for p in judged.parts if tuple(error["field"][1:-1]) == p.path]
    assert parts, error
    if error["code"] == "PERSON_BOOKED":
        busy = {i for p in parts for i in p.busy if i in model.promises and model.sees(caller, i)}
        assert named <= busy, (error, busy)
        assert len(parts) > 1 or named == busy or len(busy) > NAMED, (error, busy)
    if error["code"] == "CAPACITY_TAKEN":
        taken = {
            i for p in parts for i in p.in_the_way if i in model.promises and model.sees(caller, i)
        }
        assert named <= taken, (error, taken)
        assert len(parts) > 1 or named == taken or len(taken) > NAMED, (error, taken)
    if len(judged.parts) == 1 and judged.calendar and error["code"] in WINDOWS:
        _alone(model, error, judged)


def _alone(model: Model, error: Mapping[str, Any], judged: Judged) -> None:
    """Of an act with one wish: without those in the way it could be had, and so it could in the windows offered."""
    (part,), calendar = judged.parts, judged.calendar
    assert calendar is not None
    if part.amount is None:
        assert (error["allowed"], error["code"] == "CAPACITY_TAKEN") == ([], False), error
        return
    if error["code"] == "CAPACITY_TAKEN" and part.would_fit:
        rest = {i: p for i, p in calendar.promises.items() if i not in part.in_the_way}
        freed = Calendar(calendar.things, rest, step=15)
        assert freed.could_book(part.wish["resource"], part.amount, part.start, part.end, model.now)
    for window in error["allowed"]:
        start, end = map(datetime.fromisoformat, window.split("/"))
        assert end - start == part.end - part.start, error
        fine = Calendar(
            calendar.things, calendar.promises, step=15 if start.minute % 15 == 0 else 1
        )
        assert fine.could_book(part.wish["resource"], part.amount, start, end, model.now), error
