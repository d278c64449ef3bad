"""What steps of a need change besides its state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import Refused, wrong
from graph.inputs import INPUT
from graph.surface.made import field
from schema.acts.assessing import assessed
from schema.acts.following_on import STANDING, ended_with_need, lives
from schema.acts.steps import Changes, Spec, not_found
from schema.instants import BEIJING
from schema.machines import MACHINES
from schema.needs import NeedOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Occasion
    from schema.acts.steps import Wanted
    from schema.machines import Step

    Found = Mapping[str, Any]

SOLVED = {"MET": True, "NOT_MET": False}
"""What confirming says of the matter, by what was said to have come of the need; of anything else nothing."""
REOPENED_WITHIN = timedelta(days=90)
"""For how long a closed need can be opened again."""
LONGEST_HOLD = timedelta(days=366)
HIGHEST = 3
MOST_ON_SITE = 10_000


def unfinished(found: Found, occasion: Occasion) -> Refused | None:
    """The refusal of ending a need while promises to it stand, or parts of it are open; they are named."""
    open_ = [c["id"] for c in found["commitments"] if c["status"] in STANDING]
    parts = [p["id"] for p in found["parts"] if p["status"] not in MACHINES["Need"].ends]
    if not open_ and not parts:
        return None
    return wrong(
        "COMMITMENTS_UNFINISHED", field=(INPUT, "id"), conflicts=[i for i in (*open_, *parts) if occasion.shows(i)],
        zh=f"还有 {len(open_)} 项承诺、{len(parts)} 件拆分需求没有了结，请先办完、撤回或取消。",
        en=f"{len(open_)} commitments and {len(parts)} parts of it are not finished; deliver, close, withdraw or cancel them first.",
    )  # fmt: skip


def until_of(wanted: Wanted, occasion: Occasion) -> datetime | Refused:
    """Until when something is put on hold."""
    until = wanted.said["until"].astimezone(BEIJING)
    if not occasion.now < until <= occasion.now + LONGEST_HOLD:
        return wrong(
            "UNTIL_OUT_OF_RANGE", field=(INPUT, "until"),
            allowed=(f"{occasion.now.astimezone(BEIJING).isoformat(timespec='seconds')}/P{LONGEST_HOLD.days}D",),
            zh=f"挂起截止时间须在此刻之后、{LONGEST_HOLD.days} 天之内。",
            en=f"It can be put on hold until some time within {LONGEST_HOLD.days} days from now.",
        )  # fmt: skip
    return until


def _triage(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes | Refused:
    values: dict[str, Any] = {}
    if step.to == "REJECTED":
        values |= {"closedAt": occasion.now, "outcome": NeedOutcome.NOT_APPLICABLE.name}
    elif found["held"].get("acceptedAt") is None:
        values["acceptedAt"] = occasion.now
    priority = wanted.said.get("priority")
    if priority is not None:
        if not 1 <= priority <= 4:
            return out_of_bounds("priority", "1–4")
        values["priority"] = priority
    links = _owner(found, wanted)
    return links if isinstance(links, Refused) else Changes(values, links)


def out_of_bounds(name: str, allowed: str) -> Refused:
    """A number that is none the field may hold."""
    return wrong(
        "OUT_OF_BOUNDS", field=(INPUT, name), allowed=(allowed,), zh=f"数值须为 {allowed}。", en=f"It is {allowed}.",
    )  # fmt: skip


def _owner(found: Found, wanted: Wanted) -> dict[str, list[str]] | Refused:
    if wanted.said.get("owner") is None:
        return {}
    if found["unit"] is None:
        return wrong(
            "UNKNOWN_REFERENCE", field=(INPUT, "owner"), zh="没有这个标识的单位，请先查询可用的标识。",
            en="There is no Unit with this id; look up the ids that exist first.",
        )  # fmt: skip
    return {"owner": [found["unit"]]}


def _start(_found: Found, _wanted: Wanted, _step: Step, occasion: Occasion) -> Changes:
    return Changes({"selfHandled": True, "startedAt": occasion.now})


def _arrive(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    team = wanted.said["team"]
    if not 1 <= team <= MOST_ON_SITE:
        return out_of_bounds("team", f"1–{MOST_ON_SITE}")
    held = found["held"]
    first = held.get("arrivedAt") is None
    most = max(team, held.get("teamOnSite") or 0)
    return Changes({"teamOnSite": most, **({"arrivedAt": occasion.now} if first else {})})


def _hold(_found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    until = until_of(wanted, occasion)
    return until if isinstance(until, Refused) else Changes({"heldUntil": until})


def going_on(found: Found) -> str:
    """Where a need goes on that comes off hold: somebody is at it, or it waits to be taken up."""
    held = found["held"]
    if found["kind"] == "Commitment":
        return "ACCEPTED" if held.get("startedAt") is None else "IN_PROGRESS"
    busy = held.get("selfHandled") or any(map(lives, found["commitments"]))
    return "IN_PROGRESS" if busy else "OPEN"


def resume(found: Found, _wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    """Off hold: what was promised while it was held is begun with now, unless work on it had begun before."""
    begins = step.to == "IN_PROGRESS" and found["held"].get("startedAt") is None
    return Changes({"startedAt": occasion.now} if begins else {})


def _resolve(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    if refused := unfinished(found, occasion):
        return refused
    outcome = wanted.said["outcome"]
    given = any(
        c["status"] in {"DELIVERED", "CONFIRMED"} and lives(c) and c["deliveredQuantity"] != 0
        for c in found["commitments"]
    )
    met = outcome in {NeedOutcome.MET, NeedOutcome.PARTLY_MET}
    if met and not given and not found["held"].get("selfHandled"):
        return wrong(
            "NOTHING_DELIVERED", field=(INPUT, "outcome"), allowed=("NOT_MET", "NOT_APPLICABLE"),
            zh="没有任何已交付的承诺，也不是社区自办，不能记为已满足。",
            en="Nothing was delivered and the community did not handle it by itself, so it was not met.",
        )  # fmt: skip
    return Changes({"resolvedAt": occasion.now, "outcome": outcome.name})


def _confirm(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes:
    kin = assessed(
        found, wanted, occasion, solved=SOLVED.get(found["held"].get("outcome") or "MET")
    )
    return Changes({"closedAt": occasion.now}, kin=kin)


def _close(found: Found, _wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    values = {"closedAt": occasion.now, "outcome": NeedOutcome.NOT_MET.name}
    return unfinished(found, occasion) or Changes(values)


def _reopen(found: Found, _wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    held = found["held"]
    ended = held.get("closedAt") or held.get("statusAt")
    if ended is not None and found["status"] == "CLOSED" and ended + REOPENED_WITHIN < occasion.now:
        last = (ended + REOPENED_WITHIN).astimezone(BEIJING).isoformat(timespec="seconds")
        return wrong(
            "REOPEN_TOO_LATE", field=(INPUT, "id"), allowed=("raiseNeed",),
            zh=f"办结后 {REOPENED_WITHIN.days} 天内可以重开（至 {last}），现已超过，请另行上报。",
            en=f"A need can be opened again within {REOPENED_WITHIN.days} days of its end (until {last}); raise a new one.",
        )  # fmt: skip
    cleared = dict.fromkeys(("startedAt", "resolvedAt", "closedAt", "outcome", "selfHandled"))
    count = (held.get("reopenCount") or 0) + 1
    return Changes({**cleared, "reopenedAt": occasion.now, "reopenCount": count})


def _cancel(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    kin = ended_with_need(found, wanted, occasion)
    if isinstance(kin, Refused):
        return kin
    values = {"closedAt": occasion.now, "outcome": NeedOutcome.NOT_APPLICABLE.name}
    return Changes(values, kin=kin)


def _merge(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    into = found["into"]
    if into is None or not MACHINES["Need"].acts["MERGE"] & set(into["actors"]):
        return not_found("into")
    if wanted.id in into["above"]:
        return wrong(
            "CYCLE", field=(INPUT, "into"), conflicts=(wanted.id,), zh="不能并入自身，或并入已并入本需求的需求。",
            en="A need cannot be merged into itself, nor into one that was merged into it.",
        )  # fmt: skip
    if into["status"] in MACHINES["Need"].ends:
        open_ = sorted(set(MACHINES["Need"].states) - MACHINES["Need"].ends)
        return wrong(
            "NEED_ENDED", field=(INPUT, "into"), allowed=open_, zh="要并入的需求已经终结，请选择仍在办理的需求。",
            en="The need to merge into has come to its end; choose one that has not.",
        )  # fmt: skip
    values = {"closedAt": occasion.now, "outcome": NeedOutcome.NOT_APPLICABLE.name}
    return unfinished(found, occasion) or Changes(values, {"mergedInto": [into["id"]]})


def _escalate(found: Found, wanted: Wanted, _step: Step, _occasion: Occasion) -> Changes | Refused:
    level = found["held"].get("level") or 1
    if level >= HIGHEST:
        return wrong(
            "LEVEL_HIGHEST", field=(INPUT, "id"), allowed=("reassign",), zh="已在最高处置层级，可以改派，不能再升级。",
            en="It is at the highest level already; it can be given to another owner, not raised further.",
        )  # fmt: skip
    links = _owner(found, wanted)
    return links if isinstance(links, Refused) else Changes({"level": level + 1}, links)


def _reassign(found: Found, wanted: Wanted, _step: Step, _occasion: Occasion) -> Changes | Refused:
    links = _owner(found, wanted)
    if not isinstance(links, Refused) and links.get("owner") == [found["owner"]]:
        return wrong(
            "OWNER_ALREADY", field=(INPUT, "owner"), zh="该单位已是主责单位。", en="This unit is the owner already.",
        )  # fmt: skip
    return links if isinstance(links, Refused) else Changes({}, links)


OWNER = field("owner", strawberry.ID | None, "Id of the unit that is to answer for it. 主责单位标识。")  # fmt: skip
INTO = field("into", strawberry.ID | None, "Id of the need to merge into. 并入的需求标识。")
UNTIL = field("until", datetime | None, "Until when. 挂起截止时间。")
_OUTCOME = field("outcome", NeedOutcome | None, "What came of it. 办理结果。")
_PRIORITY = field("priority", int | None, "How urgent it is, 1 to 4. 优先级（1–4）。")
_TEAM = field("team", int | None, "How many people are on site. 到场人数。")

CHANGES = {
    "TRIAGE": _triage, "START": _start, "ARRIVE": _arrive, "HOLD": _hold, "RESUME": resume, "RESOLVE": _resolve,
    "CONFIRM": _confirm, "CLOSE": _close, "REOPEN": _reopen, "CANCEL": _cancel, "MERGE": _merge,
    "ESCALATE": _escalate, "REASSIGN": _reassign,
}  # fmt: skip
"""By act, what its step changes of a need."""

SPECS = (
    Spec(
        "TRIAGE", "triage", "Accept a need, open it to be taken up, or reject it.", "受理、开放认领，或不予受理。",
        {"Need": _triage}, (OWNER, _PRIORITY),
    ),
    Spec("ARRIVE", "arrive", "Record who was on site.", "记录到场力量。", {"Need": _arrive}, (_TEAM,)),
    Spec(
        "RESOLVE", "resolve", "Say that a need is done; the resident has the last word.",
        "反馈办理完成，由居民确认。", {"Need": _resolve}, (_OUTCOME,),
    ),
    Spec("CLOSE", "close", "Close a need that was not met, for a reason.", "未能满足，说明原因后办结。", {"Need": _close}),
    Spec("REOPEN", "reopen", "Open a need again that was not solved.", "问题未解决，重新打开。", {"Need": _reopen}),
    Spec("MERGE", "merge", "Merge a need into another that says the same.", "把重复的需求并入另一件。", {"Need": _merge}, (INTO,)),
    Spec("ESCALATE", "escalate", "Raise a need a level; its state stays.", "升级处置层级，状态不变。", {"Need": _escalate}, (OWNER,)),
    Spec("REASSIGN", "reassign", "Give a need to another owner; its state stays.", "改派主责单位，状态不变。", {"Need": _reassign}, (OWNER,)),
)  # fmt: skip
"""Acts that are about needs alone."""
