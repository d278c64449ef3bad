"""The root fields `supporters` and `supportersFor`: arguments in, one statement, pure judgement, answer out."""

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
from graph.surface.made import argument, field
from schema.instants import instant
from schema.supporters.answers import SupportAnswer
from schema.supporters.policy import PACKAGED, Policy, load_policy
from schema.supporters.question import SupportQuestion, refusals, unknowns
from schema.supporters.question import parameters as asked
from schema.supporters.rank import answer
from schema.supporters.rows import facts_from
from schema.supporters.statement import SUPPORTERS, SUPPORTERS_FOR
from schema.supporters.statement import parameters as shared
from schema.supporters.terms import SupportVerdict

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
    first: int | None
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
    if first is not None and first < 0:
        raise Refusal(
            "PAGE_SIZE", argument="first",
            zh=f"first 不能为负数，收到 {first}。", en=f"first cannot be negative, it was {first}.",
        )  # fmt: skip
    question = _question(arguments["question"]) if "question" in arguments else None
    if question is not None:
        _refuse(refusals(question))
    return Asking(
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        verdicts=frozenset(arguments.get("verdicts") or SupportVerdict),
        first=first,
        need=arguments.get("need"),
        question=question,
    )


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
    found = answer(facts_from(rows[0]), policy(), instant(asking.as_of))
    shown = [s for s in found.supporters if s.verdict in asking.verdicts]
    return dataclasses.replace(found, supporters=shown[: asking.first])


def _field(name: str, en: str, zh: str, first: Any) -> StrawberryField:
    return field(
        name,
        SupportAnswer | None,
        f"{en} {zh}",
        args=[
            first,
            argument(
                "asOf",
                datetime | None,
                "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。",
            ),
            argument(
                "verdicts",
                list[SupportVerdict] | None,
                "Only units with these verdicts. 只列出这些结论的单位。",
            ),
            argument("first", int | None, "Only so many, from the best. 只列出前若干个。"),
        ],
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
)  # fmt: skip
"""Both questions, for the schema and the engine."""
