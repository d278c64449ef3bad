"""A question that takes as long as it is told to, beside everything else that may be asked."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry.types.base import get_object_definition

from graph.apart import Apart, Known
from graph.questions import Question
from graph.surface.made import argument, field, made_type
from schema.executable import QUESTIONS, Executable, assembled, executable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.apart import Step
    from schema.places import Place

COUNTED = """
MATCH (p:Place {id: $place}) WHERE «scope p:Place»
RETURN «project p:Place» AS value
"""


@strawberry.type(description="A count. 计数。")
class Counted:
    """A count."""

    counted: int
    pid: int
    place: Annotated[Place, strawberry.lazy("schema.places")]


@strawberry.type(description="How far it has come. 进度。")
class CountedProgress:
    """How far it has come."""

    stage: str | None
    value: float | None
    bound: float | None
    gap: float | None
    elapsed: float
    share: float
    waiting: bool
    done: bool
    answer: Counted | None


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    place: str
    to: int
    seconds: float

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return {"place": self.place}


def _task(rows: Sequence[Any], asked: Asked) -> Any:
    return asked.to if rows else Known(None)


def _answer(rows: Sequence[Any], asked: Asked, result: Mapping[str, Any]) -> Counted:
    return Counted(counted=result["counted"], pid=result["pid"], place=rows[0])


def _step(asked: Asked, step: Step) -> CountedProgress:
    said = step.progress
    return CountedProgress(
        stage=said and said.stage, value=said and said.value, bound=said and said.bound, gap=said and said.gap,
        elapsed=step.elapsed, share=step.share, waiting=step.waiting, done=step.done, answer=step.answer,
    )  # fmt: skip


def _question(name: str, work: str) -> Question:
    args = [
        argument("place", strawberry.ID, "Id of a place. 地域标识。"),
        argument("to", int, "How far. 数到多少。"),
        argument("seconds", float, "Within so many seconds. 时限。", 60.0),
    ]
    return Question(
        name=name, cypher=COUNTED, prepare=lambda given: Asked(given["place"], given["to"], given["seconds"]),
        parameters=Asked.parameters, answer=_answer, slots={"Counted.place": "p"}, act="ASK_SUPPORT",
        field=field(name, Counted | None, "Counts. 计数。", args=args),
        apart=Apart(
            work=f"tests.apart.toy:{work}", task=_task, seconds=lambda asked: asked.seconds, step=_step,
            field=field(f"{name}Progress", CountedProgress, "Counts. 计数。", args=args),
        ),
    )  # fmt: skip


@functools.cache
def counting() -> Executable:
    """All there is, and questions that count, never end, die and fail."""
    own = [_question(work, work) for work in ("count", "never", "dies", "fails")]
    declared = get_object_definition(executable().query, strict=True).fields
    query = made_type("Query", "All of it. 全部。", [*declared, *(each.field for each in own)])
    return assembled(query, (*QUESTIONS, *own))
