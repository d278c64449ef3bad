"""The root field `secretaryPaths`: arguments in, one statement, pure walking, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema import asking
from schema.secretary_paths.answers import SecretaryPaths
from schema.secretary_paths.facts import around_from
from schema.secretary_paths.statement import PATHS
from schema.secretary_paths.statement import parameters as needed
from schema.secretary_paths.walks import walks
from schema.secretary_paths.wording import secretary_paths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    need: str
    as_of: datetime
    first: int

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.need, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    return Asked(
        arguments["need"], asking.as_of(arguments), asking.size(arguments, "first", 0, MAX_PAGE)
    )


def _answer(rows: Sequence[Any], asked: Asked) -> SecretaryPaths | None:
    if not rows:
        return None
    around = around_from(rows[0])
    return secretary_paths(rows[0], around, walks(around), asked.as_of, asked.first)


QUESTIONS = (
    Question(
        name="secretaryPaths", cypher=PATHS, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            "SecretaryPaths.need": "n", "SecretaryPath.person": "w", "SecretaryPath.unit": "y", "SecretaryPath.resource": "r",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "secretaryPaths",
            SecretaryPaths | None,
            "By which paths a first secretary brings a resource to a need, and whom to call: over the sending unit, its system and its alliances; what connects everybody is no shortcut; null if there is no such need. "
            "第一书记通过哪些路径为某需求引来资源、该找谁：经派出单位及其条线、所在共建组织；“什么都连着”的单位不算捷径；无此需求则为空。",
            args=[
                argument("need", strawberry.ID, "Id of the need. 需求标识。"),
                argument("asOf", datetime | None, "The moment whose posts and members count; now unless said. 以此刻的任职和成员关系为准，默认当前。"),
                argument("first", int, f"So many paths, at most {MAX_PAGE}. 列出多少条路径，最多{MAX_PAGE}条。", 20),
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["paths"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
