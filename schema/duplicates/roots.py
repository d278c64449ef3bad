"""The root fields `possibleDuplicates` and `possibleDuplicatesOf`: one statement, pure judgement, answer out."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.declare import camel
from graph.questions import Question
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.duplicates.answers import MOST_SHOWN, USUALLY_SHOWN, PossibleDuplicates, answer
from schema.duplicates.question import DuplicateQuestion, parameters, refusals, unknowns
from schema.duplicates.rows import unwritten_facts, written_facts
from schema.duplicates.statement import DUPLICATES, DUPLICATES_OF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from strawberry.types.field import StrawberryField

    from schema.windows import Refusal as Wrong

SLOTS = {"DuplicateCandidate.need": "o"}


@dataclasses.dataclass(frozen=True)
class Written:
    """A need that is written down, as it was asked about."""

    need: str
    first: int


@dataclasses.dataclass(frozen=True)
class Unwritten:
    """A need that is not, likewise."""

    question: DuplicateQuestion
    reported: datetime
    first: int


def _prepare(arguments: Mapping[str, Any]) -> Written:
    return Written(arguments["need"], _first(arguments))


def _prepare_of(arguments: Mapping[str, Any]) -> Unwritten:
    names = {camel(f.name): f.name for f in dataclasses.fields(DuplicateQuestion)}
    given = arguments["question"]
    question = DuplicateQuestion(
        **{names[key]: value for key, value in given.items() if value is not None}
    )
    _refuse(refusals(question))
    reported = question.reported_at or datetime.now(UTC).replace(microsecond=0)
    return Unwritten(question, reported, _first(arguments))


def _first(arguments: Mapping[str, Any]) -> int:
    first = arguments["first"]
    if not 0 <= first <= MOST_SHOWN:
        raise Refusal(
            "PAGE_SIZE", argument="first",
            zh=f"first 须在 0 到 {MOST_SHOWN} 之间，收到 {first}。", en=f"first is 0 to {MOST_SHOWN}, not {first}.",
        )  # fmt: skip
    return first


def _refuse(wrong: Sequence[Wrong]) -> None:
    if wrong:
        first = wrong[0]
        raise Refusal(
            first.code, argument=f"question.{first.field}",
            zh=f"{first.zh}{first.cure_zh}", en=f"{first.en} {first.cure_en}",
        )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Written) -> PossibleDuplicates | None:
    return answer(written_facts(rows[0]), asked.first) if rows else None


def _answer_of(rows: Sequence[Any], asked: Unwritten) -> PossibleDuplicates:
    (row,) = rows
    _refuse(unknowns(asked.question, row))
    return answer(unwritten_facts(row, asked.question, asked.reported), asked.first)


def _field(name: str, en: str, zh: str, what: Any) -> StrawberryField:
    shown = argument(
        "first",
        int,
        f"Only so many, from the likeliest, 0–{MOST_SHOWN}. 只列出最可能的若干件。",
        USUALLY_SHOWN,
    )
    return field(
        name, PossibleDuplicates | None, f"{en} {zh}", args=[what, shown],
        size=ListSize(assumed_size=USUALLY_SHOWN, slicing_arguments=["first"], sized_fields=["candidates"]),
    )  # fmt: skip


QUESTIONS = (
    Question(
        name="possibleDuplicates", cypher=DUPLICATES, prepare=_prepare, answer=_answer, slots=SLOTS, act="FIND_DUPLICATES",
        parameters=lambda asked: {"id": asked.need},
        field=_field(
            "possibleDuplicates",
            "Needs that may be the same as this one, have come back, or are related, and why; nothing is merged by it. Null if there is no such need.",
            "可能与该需求重复、再次发生或相关的需求及理由；不会自动合并。无此需求则为空。",
            argument("need", strawberry.ID, "Id of the need. 需求标识。"),
        ),
    ),
    Question(
        name="possibleDuplicatesOf", cypher=DUPLICATES_OF, prepare=_prepare_of, answer=_answer_of, slots=SLOTS, act="FIND_DUPLICATES",
        parameters=lambda asked: parameters(asked.question, asked.reported),
        field=_field(
            "possibleDuplicatesOf",
            "The same for a need that is not written down yet.",
            "对尚未登记的需求提同样的问题。",
            argument("question", DuplicateQuestion, "The need. 需求。"),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
