"""What the service answers about supporters, unit by unit, against the oracle that knows nothing of the service."""

from __future__ import annotations

import csv
import json
import os
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from graph.chain import audit_key
from seeds import By, example_data, run_import_rows
from tests.oracle import supporters
from tests.oracle.reading import CHINA
from tests.oracle.sheets import Sheets
from tests.worlds import as_of, shuffled, world
from tests.worlds.accounts import ROLES
from tests.worlds.terms import FIRST_SECRETARY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.conftest import Database
    from tests.fixtures.service import Service
    from tests.oracle import Rows, Support

WORLDS = {seed: world(seed, prefix=f"W{seed:02}-") for seed in range(1, 21)}
TOGETHER = 8
LATER = datetime(2040, 1, 1, tzinfo=CHINA)
"""Worlds in one import: as many as surely are one transaction."""

NEEDS = """
query Needs($after: String) {
  needs(first: 100, after: $after) { nodes { id code } pageInfo { hasNextPage endCursor } }
}
"""
QUESTION = """
query Question($need: ID!, $asOf: DateTime) {
  supporters(need: $need, asOf: $asOf) {
    supporters {
      verdict rank via score coverage earliestSlot
      parts { criterion value weight points }
      cover { component { code } covered }
      uses { component resource { code } }
      objection { test }
      unit { id code name }
    }
  }
}
"""


class Question(NamedTuple):
    """A need as the rows number it, and when it is asked."""

    need: str
    as_of: datetime


async def test_drawn_worlds_are_answered_as_the_oracle_answers_whatever_the_order_of_rows(
    clean: Database, service: Service
) -> None:
    """Every need of 20 worlds, every unit; then the same bytes after an import of shuffled rows in another order."""
    questions = [
        Question(row["编号"], as_of(seed)) for seed, rows in WORLDS.items() for row in rows["needs"]
    ]
    await _imported(clean, *WORLDS.values())
    answers = await _answers(service, questions)
    for seed, rows in WORLDS.items():
        sheets = Sheets(rows)
        for row in rows["needs"]:
            expected = supporters(sheets, row["编号"], as_of(seed))
            assert _said(answers[row["编号"]]) == [_expected(s) for s in expected], row["编号"]

    await _emptied(clean)
    other_order = sorted(WORLDS, key=lambda seed: (seed % 5, -seed))
    await _imported(clean, *(shuffled(WORLDS[seed], seed) for seed in other_order))
    again = await _answers(service, questions)
    assert [need for need, answer in answers.items() if again[need] != answer] == []


async def test_the_example_data_are_answered_as_the_oracle_answers(
    clean: Database, service: Service
) -> None:
    """Every need of Nanshan and Wanlian, every unit, and the same bytes from shuffled rows."""
    rows = _example_rows()
    now = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
    questions = [Question(row["编号"], now) for row in rows["needs"]]
    await _imported(clean, rows)
    answers = await _answers(service, questions)
    sheets = Sheets(rows)
    for need, answer in answers.items():
        assert _said(answer) == [_expected(s) for s in supporters(sheets, need, now)], need

    await _emptied(clean)
    await _imported(clean, shuffled(rows, 1))
    assert await _answers(service, questions) == answers


def _example_rows() -> Rows:
    rows: Rows = {}
    for path in sorted(example_data().glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as sheet:
            rows[path.stem] = list(csv.DictReader(sheet))
    return rows


async def _imported(database: Database, *worlds: Rows) -> None:
    """Import some worlds together, a few at a time, when all that they promise is over: much of it more than there is."""
    by = By(audit_key(os.environ), "local:oracle", now=lambda: LATER)
    for first in range(0, len(worlds), TOGETHER):
        merged = _merged(worlds[first : first + TOGETHER])
        report = await run_import_rows(database.driver, merged, by=by)
        assert report.ok, report.problems[:3]


def _merged(worlds: Sequence[Rows]) -> Rows:
    """The rows of several worlds, those that they share once."""
    merged: Rows = {}
    for rows in worlds:
        for sheet, of_sheet in rows.items():
            known = merged.setdefault(sheet, [])
            known += [
                row
                for row in of_sheet
                if row.get("编号") not in {FIRST_SECRETARY, *ROLES} or row not in known
            ]
    return merged


async def _emptied(database: Database) -> None:
    async with database.driver.session() as session:
        result = await session.run(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        )
        await result.consume()


async def _answers(service: Service, questions: list[Question]) -> dict[str, bytes]:
    """The bytes of each answer by the number of the need."""
    ids = await _need_ids(service)
    answers: dict[str, bytes] = {}
    for need, now in questions:
        variables = {"need": ids[need], "asOf": now.isoformat()}
        status, answers[need] = await service.ask_raw(QUESTION, variables)
        assert status == 200, answers[need]
    return answers


async def _need_ids(service: Service) -> dict[str, str]:
    ids: dict[str, str] = {}
    after: str | None = None
    while True:
        status, answer = await service.ask(NEEDS, {"after": after})
        assert status == 200
        assert "errors" not in answer, answer
        page = answer["data"]["needs"]
        ids |= {node["code"]: node["id"] for node in page["nodes"]}
        if not page["pageInfo"]["hasNextPage"]:
            return ids
        after = page["pageInfo"]["endCursor"]


def _said(answer: bytes) -> list[dict[str, Any]]:
    """What the service says, in the order in which it says it."""
    body = json.loads(answer)
    assert "errors" not in body, body["errors"]
    return [_read(entry) for entry in body["data"]["supporters"]["supporters"]]


def _read(entry: Mapping[str, Any]) -> dict[str, Any]:
    helps = entry["verdict"] != "CANNOT"
    slot = entry["earliestSlot"]
    return {
        "unit": entry["unit"]["code"],
        "via": entry["via"],
        "verdict": entry["verdict"],
        "test": (entry["objection"] or {}).get("test"),
        "rank": entry["rank"],
        "score": entry["score"] if helps else None,
        "parts": _parts(entry, "value") if helps else {},
        "points": _parts(entry, "points") if helps else {},
        "coverage": pytest.approx(entry["coverage"], abs=1e-6),
        "covered": {
            part["component"]["code"]: round(part["covered"] * 1_000_000) for part in entry["cover"]
        },
        "uses": {(use["component"], use["resource"]["code"]) for use in entry["uses"]},
        "earliest": slot and datetime.fromisoformat(slot),
    }


def _parts(entry: Mapping[str, Any], what: str) -> dict[str, int]:
    return {part["criterion"].lower(): part[what] for part in entry["parts"]}


def _expected(support: Support) -> dict[str, Any]:
    return {
        "unit": support.unit,
        "via": support.via,
        "verdict": support.verdict,
        "test": support.test,
        "rank": support.rank,
        "score": support.score,
        "parts": support.parts,
        "points": support.points,
        "coverage": float(support.coverage),
        "covered": support.covered,
        "uses": {(part, code) for part, codes in support.uses.items() for code in codes},
        "earliest": support.earliest,
    }
