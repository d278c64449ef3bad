"""What a step makes of what hangs together: commitments carry their need along, and end with it.

Decided, and guarded by `tests/access/acts/loop/test_reopened.py`, `test_whole_loop.py`: a need is in progress while a promise to it lives
or the community handles it by itself; when the last promise falls away it waits to be taken up again. What was delivered
before a need was opened again did not solve it, and keeps nothing in progress (`test_reopened.py`). What was said to be met
because of a delivery that was none after all was not met.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Refused, wrong
from graph.inputs import INPUT
from schema.acts.loop_entries import entry
from schema.acts.written import changed, moved
from schema.machines import HOUSE, Asked, Step, decide
from schema.needs import NeedOutcome, NeedStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Effect, Occasion
    from graph.chain import Entry
    from schema.acts.steps import Wanted

GIVEN = frozenset({"DELIVERED", "CONFIRMED", "DISPUTED"})
"""Something was handed over, whatever is said of it."""
LIVE = GIVEN | {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"}
"""A promise that was made and did not fall away."""
STANDING = frozenset(
    {"REQUESTED", "OFFERED", "WAITLISTED", "ACCEPTED", "ON_HOLD", "IN_PROGRESS", "DISPUTED"}
)
"""A promise of which something is still to come."""
_SAID = frozenset({NeedStatus.RESOLVED.name, NeedStatus.CLOSED.name})
_MET = frozenset({NeedOutcome.MET.name, NeedOutcome.PARTLY_MET.name})
_WITH_NEED = {"OFFERED": "DECLINE"}
Kin = tuple[tuple["Effect", "Entry"], ...]


def lives(commitment: Mapping[str, Any]) -> bool:
    """Whether a promise, as the facts say it, was made and did not fall away since the need was last opened."""
    over = commitment.get("earlier") and commitment["status"] in GIVEN
    return commitment["status"] in LIVE and not over


def need_follows(
    need: Mapping[str, Any] | None, id_: str, from_: str | None, to: str, act: str, occasion: Occasion
) -> Kin:  # fmt: skip
    """What becomes of the need of a commitment that comes from one state to another."""
    if need is None:
        return ()
    mine = next((c for c in need["commitments"] if c["id"] == id_), {})
    others = [c for c in need["commitments"] if c["id"] != id_]
    live = any(map(lives, [*others, {**mine, "status": to}]))
    return need_taken(need, live, lives({**mine, "status": from_}), act, occasion)


def need_taken(
    need: Mapping[str, Any], live: bool, was_live: bool, act: str, occasion: Occasion
) -> Kin:
    """What becomes of a need, given whether any promise to it lives, and whether one did that changed now."""
    if (
        was_live
        and not live
        and need["status"] in _SAID
        and need.get("outcome") in _MET
        and not need["selfHandled"]
    ):
        # It was said to be met because of what turned out not to have been delivered.
        outcome = {"outcome": NeedOutcome.NOT_MET.name}
        told = entry(occasion, act, "Need", need["id"], need["stream"], fields=outcome)
        return ((changed("Need", need["id"], need["version"], outcome), told),)
    carried = None
    if live and need["status"] == "OPEN":
        carried = "TAKE_UP"
    elif was_live and not live and need["status"] == "IN_PROGRESS" and not need["selfHandled"]:
        carried = "RELEASE"
    if carried is None:
        return ()
    step = decide("Need", need["status"], [HOUSE], Asked(carried))
    if isinstance(step, Refused):
        raise RuntimeError(f"the tables don't let a need be carried along: {carried}")  # noqa: TRY004
    values = moved({}, step, None, occasion)
    if carried == "TAKE_UP" and need["startedAt"] is None:
        values["startedAt"] = occasion.now
    written = changed("Need", need["id"], need["version"], values)
    record = entry(occasion, act, "Need", need["id"], need["stream"], fields=values)
    return ((written, record),)


def ended_with_need(found: Mapping[str, Any], wanted: Wanted, occasion: Occasion) -> Kin | Refused:
    """The promises that fall away with a need that is called off; what was delivered already stands in the way."""
    given = [c for c in found["commitments"] if c["status"] in GIVEN]
    if given:
        return wrong(
            "COMMITMENTS_UNFINISHED", field=(INPUT, "id"), conflicts=[c["id"] for c in given if occasion.shows(c["id"])], allowed=("resolve",),
            zh="已有支持交付，不能撤销；请反馈办理结果。", en="Support was delivered already, so it cannot be called off; resolve it.",
        )  # fmt: skip
    kin = []
    for each in (c for c in found["commitments"] if c["status"] in STANDING):
        act = _WITH_NEED.get(each["status"], "CANCEL")
        reason = wanted.asked.reason or "NO_LONGER_NEEDED"
        asked = Asked(act, frozenset({"reason"}), None, "OTHER" if act == "DECLINE" else reason)
        step = decide("Commitment", each["status"], ["COMMUNITY"], asked)
        if isinstance(step, Step):
            values = {
                **moved({}, step, asked.reason, occasion),
                "holdUntil": None,
                "heldUntil": None,
            }
            kin.append((
                changed("Commitment", each["id"], each["version"], values),
                entry(occasion, act, "Commitment", each["id"], found["stream"], reason=asked.reason, fields=values),
            ))  # fmt: skip
    return tuple(kin)
