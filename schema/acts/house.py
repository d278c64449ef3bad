"""What the service does when a time has come: requests that nobody answered, holds that are over, deliveries and needs on
which nobody said a word, agreements and posts that begin and end.

Decided, and guarded by `tests/access/acts/loop/test_timers.py`: what is due is found among what is open, by its state, so
that looking costs no more as history grows, and what cannot be done yet is not found again and again; each is an act of the house with its own record, told apart from people's.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from graph.acts import Act, Done, Lock, Refused
from graph.compile.scope import EVERYTHING
from graph.timers import Timer, as_house
from schema.acts import standing_steps
from schema.acts.commitment_steps import with_need
from schema.acts.need_steps import going_on, resume, unfinished
from schema.acts.step_facts import STEP_FACTS, STEP_REACH
from schema.acts.steps import Changes, Spec, Wanted, parameters, take, variant
from schema.acts.waiting import WAITING, Nothing
from schema.machines import HOUSE, MACHINES, Asked
from schema.needs import NeedOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Occasion
    from schema.machines import Step

    Found = Mapping[str, Any]

SILENCE = timedelta(days=7)
"""After how long without a word a delivery counts as confirmed, and a need that is said to be done as closed."""
HOUSE_SCOPE = as_house(EVERYTHING, HOUSE, ("Need", "Commitment", "Resource", "Agreement", "RoleAssignment"))  # fmt: skip


def _expire(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion, {"holdUntil": None})


def _confirm(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion, {"confirmedByTime": True})


def _close(found: Found, _wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    if unfinished(found, occasion):
        return Refused(())
    outcome = found["held"].get("outcome") or NeedOutcome.NOT_APPLICABLE.name
    return Changes({"closedAt": occasion.now, "outcome": outcome})


def _act(spec: Spec) -> Act:
    return Act(
        name=spec.name, payload=Nothing, facts=STEP_FACTS, variant=variant,
        prepare=lambda _arguments, _occasion: None, parameters=parameters,
        decide=lambda facts, wanted, occasion: take(spec, Nothing, facts, wanted, occasion),
        again=lambda shown: Done(Nothing(**shown)),
        lock=Lock(lambda wanted, _: [wanted.id], STEP_REACH),
        field=None,  # type: ignore[arg-type]
    )  # fmt: skip


def _timer(spec: Spec, kind: str, states: tuple[str, ...], when: str) -> Timer:
    due = (
        f"MATCH (n:{kind}) USING INDEX n:{kind}(status) WHERE n.status IN {list(states)} AND {when} "
        "RETURN {id: n.id, version: n.version} AS value ORDER BY n.id LIMIT $limit"
    )
    return Timer(
        f"timers.{spec.name}.{kind}", due, _act(spec),
        lambda row: Wanted(kind, row["id"], row["version"], {}, Asked(spec.name)),
    )  # fmt: skip


def _standing(kind: str, act: str, due: str) -> Timer:
    made = Act(
        name=act, payload=Nothing, facts=standing_steps.FACTS[kind], prepare=lambda _arguments, _occasion: None,
        parameters=lambda wanted, _: {"id": wanted.id},
        decide=lambda facts, wanted, occasion: standing_steps.take(Nothing, "standing", facts, wanted, occasion),
        again=lambda _: Done(Nothing()), lock=Lock(lambda wanted, _: [wanted.id]),
        field=None,  # type: ignore[arg-type]
    )  # fmt: skip
    return Timer(
        f"timers.{act}.{kind}", due, made,
        lambda row: Wanted(kind, row["id"], row["version"], {}, Asked(act)),
    )  # fmt: skip


_DAYS = f"duration({{days: {SILENCE.days}}})"
_EXPIRE = Spec("EXPIRE", "", "", "", {"Commitment": _expire})
_RESUME = Spec("RESUME_BY_TIME", "", "", "", {"Need": resume, "Commitment": resume}, to=going_on)
TIMERS = (
    _timer(_EXPIRE, "Commitment", ("REQUESTED", "OFFERED"), "n.respondBy <= $now"),
    _timer(_EXPIRE, "Commitment", ("WAITLISTED",), "n.startAt <= $now"),
    _timer(_RESUME, "Need", ("ON_HOLD",), "n.heldUntil <= $now"),
    _timer(_RESUME, "Commitment", ("ON_HOLD",), "n.heldUntil <= $now"),
    _timer(
        Spec("CONFIRM_BY_TIME", "", "", "", {"Commitment": _confirm}), "Commitment", ("DELIVERED",),
        f"coalesce(n.deliveredAt, n.statusAt, n.endAt) <= $now - {_DAYS}",
    ),
    _timer(
        Spec("CLOSE_BY_TIME", "", "", "", {"Need": _close}), "Need", ("RESOLVED",),
        f"coalesce(n.resolvedAt, n.statusAt, n.reportedAt) <= $now - {_DAYS} "
        "AND NOT EXISTS { MATCH (n)<-[:FOR]-(open) WHERE open.status = 'DISPUTED' } "
        f"AND NOT EXISTS {{ MATCH (n)<-[:PART_OF_NEED]-(part) WHERE NOT part.status IN {sorted(MACHINES['Need'].ends)} }}",
    ),
    WAITING,
    *(_standing(kind, act, due) for (kind, act), due in standing_steps.DUE.items()),
)  # fmt: skip
"""Everything that comes by time. What is in a state is found by the index of states."""
