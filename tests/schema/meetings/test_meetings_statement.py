"""Whatever mark of the statement is dropped, an answer shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING, MINUTE, Window, instant
from schema.meetings.roots import QUESTIONS, Asked
from schema.meetings.search import Meeting
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.questions import Question
    from tests.conftest import Database
    from tests.fixtures.service import Service

FROM, TO = datetime(2026, 12, 1, 8, tzinfo=BEIJING), datetime(2026, 12, 19, tzinfo=BEIJING)
PLANT = (
    ("MATCH (u:Unit)<-[:EMPLOYED_BY]-(w:Person) WITH u, collect(w) AS ws ORDER BY u.code LIMIT 6 UNWIND ws AS w"
    " MATCH (d:Commitment) WHERE d.status = 'ACCEPTED' AND d.startAt > datetime('2026-11-30T00:00Z') SET d.startAt = datetime('2026-12-01T00:00Z') CREATE (d)-[:HANDLED_BY]->(w)"),
)  # fmt: skip


async def asked(value: Callable[[str], Any]) -> list[Asked]:
    """Each resource that is in use, each person and each unit, alone."""
    used = await value("MATCH (r:Resource)<-[:USES]-(d:Commitment) WHERE d.status = 'ACCEPTED' AND r.capacityMode = 'EXCLUSIVE' AND d.endAt > datetime('2026-12-01T00:00Z') RETURN collect(DISTINCT r.id)")  # fmt: skip
    units = await value("MATCH (u:Unit)<-[:EMPLOYED_BY]-() WITH DISTINCT u ORDER BY u.code LIMIT 6 RETURN collect(u.id)")  # fmt: skip
    people = await value("MATCH (w:Person)<-[:HANDLED_BY]-() RETURN collect(DISTINCT w.id)[..6]")
    meeting = Meeting(60 * MINUTE, Window(instant(FROM), instant(TO)), ("FREQ=DAILY 00:00-24:00",), False, MINUTE)  # fmt: skip
    none = Asked({"resources": [], "people": [], "units": []}, frozenset(), FROM, TO, FROM, 1, 0, meeting)  # fmt: skip
    return [
        replace(none, ids={**none.ids, name: [each]})
        for name, ids in (("resources", used), ("people", people), ("units", units))
        for each in ids
    ]


def lenient(question: Question) -> Question:
    """An unknown party is an answer too."""

    def answer(rows: Any, asked_for: Any) -> Any:
        try:
            return question.answer(rows, asked_for)
        except Exception as refusal:  # noqa: BLE001  (which one is what is compared)
            return str(refusal)

    return replace(question, answer=answer)


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …»."""
    del example
    left = await survivors(database, lenient(QUESTIONS[0]), plant=PLANT, ask=asked, share={"Commitment": 0.5})  # fmt: skip
    assert left == [], "\n".join(left)
