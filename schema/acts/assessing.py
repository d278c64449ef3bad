"""What residents say of a need, written down: unasked by the resident, or asked in a return call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Refused, wrong
from graph.inputs import INPUT, unwritable
from graph.kinds import KINDS
from graph.surface.made import field
from schema.acts.loop_entries import entry
from schema.acts.written import made
from schema.assessments import AssessmentKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Occasion
    from schema.acts.following_on import Kin
    from schema.acts.steps import Wanted

LONGEST_COMMENT = 1000
_PROPS = KINDS["Assessment"].props
SAYING = tuple(
    field(name, _PROPS[name].type | None, f"{_PROPS[name].en} {_PROPS[name].zh}")
    for name in ("satisfied", "score", "comment")
)
"""What whoever confirms may say besides."""
RATING = tuple(
    field(name, _PROPS[name].type | None, f"{_PROPS[name].en} {_PROPS[name].zh}")
    for name in ("reached", "solved", "satisfied", "score", "comment")
)
"""What whoever rates may say."""


def assessed(
    found: Mapping[str, Any], wanted: Wanted, occasion: Occasion, *, solved: bool | None
) -> Kin:
    """The assessment of a need by its reporter, or in a return call of the street."""
    said = wanted.said
    unasked = "SELF" in found["actors"]
    values = {
        "kind": (AssessmentKind.CONFIRMATION if unasked else AssessmentKind.RETURN_CALL).name,
        "assessedAt": occasion.now, "reached": said.get("reached") is not False,
        **({} if solved is None else {"solved": solved}),
        **{n: said[n] for n in ("satisfied", "score", "comment") if said.get(n) is not None},
    }  # fmt: skip
    by = [found["me"]] if unasked and found["me"] else []
    id_, effect = made("Assessment", occasion, 0, values, {"need": [wanted.id], "by": by})
    return ((effect, entry(occasion, wanted.asked.act, "Assessment", id_, found["stream"], fields=values)),)  # fmt: skip


def check_saying(said: Mapping[str, Any]) -> Refused | None:
    """What is wrong with what is said of a need, by itself."""
    score, comment = said.get("score"), said.get("comment")
    if score is not None and not 1 <= score <= 5:
        return wrong("OUT_OF_BOUNDS", field=(INPUT, "score"), allowed=("1–5",), zh="评分为 1 至 5。", en="A score is 1 to 5.")  # fmt: skip
    if comment is not None and len(comment) > LONGEST_COMMENT:
        return wrong(
            "TOO_LONG", field=(INPUT, "comment"), zh=f"评语超过 {LONGEST_COMMENT} 字，请缩短。",
            en=f"The comment has more than {LONGEST_COMMENT} characters; shorten it.",
        )  # fmt: skip
    if said.get("reached") is False and any(
        said.get(n) is not None for n in ("solved", "satisfied", "score")
    ):
        return wrong(
            "NOT_REACHED", field=(INPUT, "reached"), zh="没有联系上当事人，就没有是否解决、是否满意和评分。",
            en="Where nobody was reached there is no answer to whether it is solved, nor a score.",
        )  # fmt: skip
    return unwritable(comment, "comment") if comment else None
