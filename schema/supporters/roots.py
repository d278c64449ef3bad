"""The root fields `supporters`, `supportersFor` and `supportBoard`: arguments in, one statement, pure judgement, answer out."""

from __future__ import annotations

import dataclasses
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.declare import camel
from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.instants import instant
from schema.supporters.answers import (
    MOST_BEST,
    MOST_SHOWN,
    USUALLY_SHOWN,
    BoardNeed,
    SupportAnswer,
    SupportBoard,
)
from schema.supporters.policy import PACKAGED, Policy, load_policy
from schema.supporters.question import SupportQuestion, refusals, unknowns
from schema.supporters.question import parameters as asked
from schema.supporters.rank import Ranking
from schema.supporters.rows import board_facts_from, facts_from
from schema.supporters.statement import SUPPORT_BOARD, SUPPORTERS, SUPPORTERS_FOR
from schema.supporters.statement import parameters as shared
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict
from schema.supporters.wording import Told, answer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from strawberry.types.field import StrawberryField

    from schema.supporters.question import Refusal as Wrong

SLOTS = {
    "Supporter.unit": "u",
    "ResourceUse.resource": "r",
    "SupportAnswer.place": "p",
    "SupportAnswer.street": "s",
}
"""Which variable of the statement each field that shows a node stands for."""


@dataclasses.dataclass(frozen=True)
class Asking:
    """One question as it was put."""

    as_of: datetime
    verdicts: frozenset[SupportVerdict]
    first: int
    need: str | None = None
    question: SupportQuestion | None = None

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        own = {"id": self.need} if self.question is None else asked(self.question)
        return {**shared(self.as_of), **own}


def policy() -> Policy:
    """The rule of ranking: the packaged one, or the file that `GONGJIAN_POLICY` names."""
    return load_policy(Path(os.environ.get("GONGJIAN_POLICY") or PACKAGED))


def _prepare(arguments: Mapping[str, Any]) -> Asking:
    first = arguments.get("first")
    _check_size("first", USUALLY_SHOWN if first is None else first, MOST_SHOWN)
    question = _question(arguments["question"]) if "question" in arguments else None
    if question is not None:
        _refuse(refusals(question))
    return Asking(
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        verdicts=_verdicts(arguments),
        first=USUALLY_SHOWN if first is None else first,
        need=arguments.get("need"),
        question=question,
    )


def _check_size(name: str, size: int, most: int) -> None:
    if not 0 <= size <= most:
        raise Refusal(
            "PAGE_SIZE", argument=name,
            zh=f"{name} 须在 0 到 {most} 之间，收到 {size}。", en=f"{name} is 0 to {most}, not {size}.",
        )  # fmt: skip


def _verdicts(arguments: Mapping[str, Any]) -> frozenset[SupportVerdict]:
    wanted = arguments.get("verdicts")
    return frozenset(SupportVerdict if wanted is None else wanted)


def _question(given: Mapping[str, Any]) -> SupportQuestion:
    names = {camel(f.name): f.name for f in dataclasses.fields(SupportQuestion)}
    return SupportQuestion(
        **{names[key]: value for key, value in given.items() if value is not None}
    )


def _refuse(wrong: Sequence[Wrong]) -> None:
    if wrong:
        first = wrong[0]
        raise Refusal(
            first.code, argument=f"question.{first.field}",
            zh=f"{first.zh}{first.cure_zh}", en=f"{first.en} {first.cure_en}",
        )  # fmt: skip


def _answer(rows: Sequence[Any], asking: Asking) -> SupportAnswer | None:
    if not rows:
        return None
    if asking.question is not None:
        _refuse(unknowns(asking.question, rows[0]))
    now = instant(asking.as_of)
    return answer(facts_from(rows[0]), policy(), now, asking.verdicts, asking.first)


@dataclasses.dataclass(frozen=True)
class Board:
    """A board as it was asked for."""

    place: str
    as_of: datetime
    verdicts: frozenset[SupportVerdict]
    first: int
    best: int

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return {**shared(self.as_of), "place": self.place, "first": self.first}


def _prepare_board(arguments: Mapping[str, Any]) -> Board:
    _check_size("first", arguments["first"], MAX_PAGE)
    _check_size("best", arguments["best"], MOST_BEST)
    return Board(
        place=arguments["place"],
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        verdicts=_verdicts(arguments),
        first=arguments["first"],
        best=arguments["best"],
    )


def _board(rows: Sequence[Any], asked_for: Board) -> SupportBoard | None:
    if not rows:
        return None
    known, rule = board_facts_from(rows[0]), policy()
    stock = Stock(known.places, known.units, instant(asked_for.as_of))
    needs = [
        BoardNeed(
            need=row.node,
            support=Told(
                Ranking(row.facts, stock, rule), row.place_node, row.street_node, asked_for.verdicts, asked_for.best
            ),
        )
        for row in known.needs
    ]  # fmt: skip
    return SupportBoard(as_of=asked_for.as_of, open_count=known.open, needs=needs)


_AS_OF = argument(
    "asOf",
    datetime | None,
    "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。",
)
_VERDICTS = argument(
    "verdicts",
    list[SupportVerdict] | None,
    "Only units with these verdicts; all of them unless said. 只列出这些结论的单位，默认全部。",
)


def _field(name: str, en: str, zh: str, first: Any) -> StrawberryField:
    return field(
        name,
        SupportAnswer | None,
        f"{en} {zh}",
        args=[
            first,
            _AS_OF,
            _VERDICTS,
            argument(
                "first",
                int | None,
                f"Only so many, from the best, 0–{MOST_SHOWN}; {USUALLY_SHOWN} unless said. 只列出前若干个，默认 {USUALLY_SHOWN}。",
            ),
        ],
        size=ListSize(
            assumed_size=USUALLY_SHOWN, slicing_arguments=["first"], sized_fields=["supporters"]
        ),
    )


QUESTIONS = (
    Question(
        name="supporters", cypher=SUPPORTERS, prepare=_prepare, parameters=Asking.parameters, answer=_answer, slots=SLOTS, act="ASK_SUPPORT",
        field=_field(
            "supporters",
            "Which units can support this need, in what order, and why not the others; null if there is no such need.",
            "哪些单位能支持该需求、顺序如何、其余为何不能；无此需求则为空。",
            argument("need", strawberry.ID, "Id of the need. 需求标识。"),
        ),
    ),
    Question(
        name="supportersFor", cypher=SUPPORTERS_FOR, prepare=_prepare, parameters=Asking.parameters, answer=_answer, slots=SLOTS, act="ASK_SUPPORT",
        field=_field(
            "supportersFor",
            "The same for a need that is not written down yet.",
            "对尚未登记的需求提同样的问题。",
            argument("question", SupportQuestion, "The need. 需求。"),
        ),
    ),
    Question(
        name="supportBoard", cypher=SUPPORT_BOARD, prepare=_prepare_board, parameters=Board.parameters, answer=_board,
        slots={**SLOTS, "BoardNeed.need": "n"}, act="ASK_SUPPORT", sparse=True,
        field=field(
            "supportBoard",
            SupportBoard | None,
            "The open needs of a place and of everywhere below it, the most urgent first, each with the units that can support it best; null if there is no such place. "
            "某地域及其下级的待认领需求，最急者在前，每件附最能支持它的单位；无此地域则为空。",
            args=[
                argument("place", strawberry.ID, "Id of the place, such as a street. 地域标识，如某街道。"),
                argument("first", int, f"So many needs, at most {MAX_PAGE}. 列出多少件需求，最多{MAX_PAGE}件。", 20),
                argument("best", int, f"So many units for each, at most {MOST_BEST}. 每件列出多少个单位，最多{MOST_BEST}个。", 5),
                _AS_OF,
                _VERDICTS,
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["needs"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
