"""Whatever mark of a hand-written question is dropped, an answer shows it: over all needs, for several blind callers."""

from __future__ import annotations

import dataclasses
import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.access.asked import WRITTEN, Question, written_values
from tests.access.blind import blind
from tests.access.mutating import MARK, without
from tests.access.test_two_worlds import answers, start

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.questions import Question as Asked
    from tests.access.conftest import Planted
    from tests.graph.operations.stock import Stock

ELSEWHERE = {"viewer", "loopStatistics", "handOvers", "falseClosures"}
"""Questions whose marks are tried where there is more of what they ask for: `tests/schema/loop/test_loop_marks.py`."""
DOUBLES = [query for query in WRITTEN if "possibleDuplicates" in query]
SEEDS = 8
"""Blind callers that a mutant is tried on; its statement is planned once."""


def distinct_marks(questions: dict[str, Asked]) -> list[tuple[str, str, str]]:
    """(Question, mark, mutant text) of each mark; what two statements share is tried in one of them."""
    found, known = [], set()
    for name, question in questions.items():
        for mark in MARK.finditer(question.cypher):
            around = question.cypher[max(0, mark.start() - 60) : mark.end() + 60]
            if around not in known:
                known.add(around)
                found.append((name, mark.group(), without(question.cypher, mark)))
    return found


def asked_of(name: str, stock: Stock, seed: int) -> list[Question]:
    """Every need, or many questions not written down."""
    dice = random.Random(f"{name} {seed}")
    if name == "supporters":
        return [Question(WRITTEN[1], {"need": need}) for need in stock.ids["Need"]]
    if name == "supportersFor":
        return [Question(WRITTEN[2], written_values(WRITTEN[2], stock, dice)) for _ in range(40)]
    if name == "possibleDuplicates":
        return [Question(DOUBLES[0], {"need": need}) for need in stock.ids["Need"]]
    if name == "possibleDuplicatesOf":
        return [Question(DOUBLES[1], written_values(DOUBLES[1], stock, dice)) for _ in range(60)]
    if name == "supportBoard":
        return [
            Question(WRITTEN[3], {"place": place})
            for place in [*stock.ids["Street"], *stock.ids["Community"]]
        ]
    if name == "overdueNeeds":
        (query,) = (each for each in WRITTEN if "overdueNeeds" in each)
        return [
            Question(query, {"place": place})
            for place in [*stock.ids["Street"], *stock.ids["Community"]]
        ]
    return []


async def differs(planted: Planted, name: str, question: Asked, number: int, stock: Stock) -> bool:
    """Whether an answer tells the question from the one the house asks."""
    engine = planted.asking.engine
    whole = engine._questions
    for seed in range(SEEDS):
        scope: Scope = blind(planted.graph, seed)
        for each in asked_of(name, stock, seed):
            before = await answers(planted, scope, [each])
            engine._questions = {**whole, name: question}
            try:
                other = dataclasses.replace(scope, name=f"mark {number}")
                after = await answers(planted, other, [each])
            finally:
                engine._questions = whole
            if before != after:
                return True
    return False


@pytest.mark.long
async def test_no_mark_of_a_question_can_be_dropped(planted: Planted) -> None:
    """Each «scope …», «along …» and «value …» of `supporters`, `supportersFor`, `supportBoard` and `overdueNeeds`."""
    _, _, stock = await start(planted, 3)
    questions = dict(planted.asking.engine._questions)
    tried = [each for each in distinct_marks(questions) if each[0] not in ELSEWHERE]
    survivors = []
    for number, (name, mark, text) in enumerate(tried):
        mutant = dataclasses.replace(questions[name], cypher=text)
        if not await differs(planted, name, mutant, number, stock):
            at = next(
                i
                for i, (a, b) in enumerate(zip(questions[name].cypher, text, strict=False))
                if a != b
            )
            survivors.append((name, mark, questions[name].cypher[max(0, at - 90) : at + 40]))
    sys.stdout.write(f"{len(tried)} marks, {len(survivors)} survive\n")
    assert not survivors
