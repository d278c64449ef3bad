"""`rate` and `split`: acts that leave a need where it stands and put something beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Refused, wrong
from graph.inputs import INPUT, unwritable
from graph.surface.made import field, made_type
from schema.acts.assessing import RATING, assessed, check_saying
from schema.acts.loop_entries import entry
from schema.acts.steps import Changes, Spec
from schema.acts.written import made
from schema.measures import promised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Occasion, UserError
    from schema.acts.steps import Wanted
    from schema.machines import Step

    Found = Mapping[str, Any]

MOST_PARTS = 20
LONGEST_TITLE = 500
_COPIED = ("category", "measure", "place", "groups", "channel", "owner")
_KEPT = (
    "kind",
    "priority",
    "level",
    "reportedAt",
    "acceptedAt",
    "windowStart",
    "windowEnd",
    "recurrence",
)


def _rate(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes:
    return Changes({}, kin=assessed(found, wanted, occasion, solved=wanted.said.get("solved")))


def _check_rating(said: Mapping[str, Any]) -> Refused | None:
    if all(said.get(n) is None for n in ("reached", "solved", "satisfied", "score", "comment")):
        return wrong(
            "REQUIRED", field=(INPUT, "solved"), zh="请至少填写是否联系上、是否解决、是否满意、评分或评语中的一项。",
            en="Say at least one of reached, solved, satisfied, score and comment.",
        )  # fmt: skip
    return check_saying(said)


def _check_parts(said: Mapping[str, Any]) -> Refused | None:
    return None if said.get("parts") is None else _wrong(said["parts"])


def _split(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes:
    parts = wanted.said["parts"]
    held, status = found["held"], "ACCEPTED" if found["status"] == "ACCEPTED" else "OPEN"
    kept = {n: held[n] for n in _KEPT if held.get(n) is not None}
    kin = []
    for at, part in enumerate(parts):
        values = {
            **kept, "title": " ".join(part["title"].split()), "quantity": float(part["quantity"]), "status": status,
            "statusAt": occasion.now, "reopenCount": 0,
        }  # fmt: skip
        links = {
            **{n: found["ends"][n] for n in _COPIED},
            "partOf": [wanted.id],
            "reporter": found["reporter"],
        }
        id_, effect = made("Need", occasion, at, values, links)
        kin.append((effect, entry(occasion, "SPLIT", "Need", id_, found["stream"], fields=(*values, "partOf"))))  # fmt: skip
    return Changes({}, kin=tuple(kin))


def _wrong(parts: Any) -> Refused | None:
    errors: list[UserError] = []
    if not 2 <= len(parts) <= MOST_PARTS:
        errors += wrong(
            "TOO_MANY_VALUES", field=(INPUT, "parts"), allowed=(f"2–{MOST_PARTS}",), zh=f"须拆分为 2 至 {MOST_PARTS} 件。", en=f"A need is split into 2 to {MOST_PARTS} parts.",
        ).errors  # fmt: skip
    for at, part in enumerate(parts[:MOST_PARTS]):
        path = (INPUT, "parts", str(at))
        title = " ".join(part["title"].split())
        if not title:
            errors += wrong("REQUIRED", field=(*path, "title"), zh="必填项没有内容。请填写。", en="It is required and empty. Fill it in.").errors  # fmt: skip
        elif len(title) > LONGEST_TITLE:
            errors += wrong("TOO_LONG", field=(*path, "title"), zh=f"超过 {LONGEST_TITLE} 个字符。请缩短。", en=f"It has more than {LONGEST_TITLE} characters. Shorten it.").errors  # fmt: skip
        elif odd := unwritable(title, "parts", str(at), "title"):
            errors += odd.errors
        if promised(part["quantity"]) is None:
            errors += wrong("OUT_OF_BOUNDS", field=(*path, "quantity"), allowed=("> 0",), zh="数量须为大于 0 的有限数。", en="A quantity is a finite number above 0.").errors  # fmt: skip
    return Refused(tuple(errors)) if errors else None


NEED_PART = made_type(
    "NeedPart", "A part of a need that is split. 拆分出的一件需求。",
    [
        field("title", str, "What is needed, in a line. 一句话说明。"),
        field("quantity", float, "How much, in the need's measure. 数量（按原需求的计量单位）。"),
    ],
    is_input=True,
)  # fmt: skip
CHANGES = {"RATE": _rate, "SPLIT": _split}
SPECS = (
    Spec("RATE", "rate", "Say what one thinks of how a need was handled: the resident, or whoever called back.", "评价需求的办理：居民本人，或回访时代为登记。", {"Need": _rate}, RATING, check=_check_rating),
    Spec("SPLIT", "split", "Split a need into parts, each handled by itself.", "把一件需求拆分为几件，分别办理。", {"Need": _split}, (field("parts", list[NEED_PART] | None, f"The parts, 2 to {MOST_PARTS}. 拆分出的各件（2–{MOST_PARTS}）。"),), check=_check_parts),
)  # fmt: skip
