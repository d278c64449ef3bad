"""What a plan comes to once it is judged: promises called off and made, what becomes of the needs, and what was not done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Done, Refused, told, wrong
from graph.inputs import INPUT
from schema.acts import wishes
from schema.acts.following_on import Kin, lives, need_taken
from schema.acts.promise import promised
from schema.acts.taking_back import ACT, MOST_TAKEN_BACK, PROPOSALS
from schema.commitments import CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.acts.applying import Judging
    from schema.acts.taking_back import TakingBack

MOST_PROPOSALS = 100
"""Proposals that are applied at a time."""
MOST_ERRORS = MOST_PROPOSALS + MOST_TAKEN_BACK
"""One reason for each proposal, and for each promise that is taken back."""


def left_of(judging: Judging, back: TakingBack) -> Refused:
    """The first reason against each proposal, then against what else was to be taken back."""
    against = [judging.errors[at] for at in sorted(judging.errors)]
    return Refused((*against, *back.left().values()))


def again_plan(payload: type, shown: Mapping[str, str]) -> Done:
    """What was done on the same key before."""
    errors = [
        error
        for at, _, code in (each.partition(":") for each in shown["left"].split())
        for error in wrong(
            code, field=(INPUT, *((PROPOSALS, at) if at.isdigit() else at.split("."))),
            zh="上次执行时这一项未能办理。如仍需要，请用新的幂等键单独执行。", en="This one was not done then. If it is still wanted, apply it by itself on a new key.",
        ).errors
    ]  # fmt: skip
    return Done(payload(
        needs=shown["needs"].split(), commitments=shown["commitments"].split(),
        taken_back=shown.get("takenBack", "").split(), user_errors=errors,
    ))  # fmt: skip


def made_of(payload: type, judging: Judging, back: TakingBack, left: Refused) -> Done | Refused:
    """Every promise called off or made, and recorded, with what becomes of the needs."""
    applying, needs, occasion = judging.applying, judging.needs, judging.occasion
    kin, ids, live = list(back.called_off(occasion)), [], {}
    instead = {each.at: {"id": each.id} for each in back.backs if each.id in back.freed}
    for at in sorted(judging.granted):
        need = applying.proposals[at][0]
        asking = applying.for_need(need)
        found = {**needs[need], "replaced": instead.get(at)}
        for promise, status in judging.granted[at]:
            by = wishes.answer_by(applying.said, promise.start, occasion)
            if isinstance(by, Refused):
                return by
            id_, effect, record = promised(found, asking, promise, status, by, len(ids), occasion)
            ids.append(id_)
            kin.append((effect, record))
            live[need] = live.get(need, False) or status is CommitmentStatus.ACCEPTED
    for id_ in dict.fromkeys((*live, *back.needs)):
        kin += _need(id_, live, judging, back)
    gone, touched = sorted(back.freed), list(dict.fromkeys((*live, *back.needs)))
    shown = {
        "needs": " ".join(touched), "commitments": " ".join(ids), "takenBack": " ".join(gone),
        "left": " ".join(_undone(judging, back)),
    }  # fmt: skip
    errors = told(left, MOST_ERRORS)
    return Done(
        payload(needs=touched, commitments=ids, taken_back=gone, user_errors=errors),
        tuple(e for e, _ in kin), tuple(r for _, r in kin), shown, left if errors else None,
    )  # fmt: skip


def _need(id_: str, live: Mapping[str, bool], judging: Judging, back: TakingBack) -> Kin:
    """What becomes of a need that lost promises, or got some."""
    need: Mapping[str, Any] = judging.needs.get(id_) or back.needs[id_]
    gone = [c for c in need["commitments"] if c["id"] in back.freed]
    rest = [c for c in need["commitments"] if c["id"] not in back.freed]
    alive = live.get(id_, False) or any(map(lives, rest))
    act = judging.applying.act if id_ in live else ACT
    return need_taken(need, alive, any(map(lives, gone)), act, judging.occasion)


def _undone(judging: Judging, back: TakingBack) -> list[str]:
    said = [f"{at}:{judging.errors[at].code.name}" for at in sorted(judging.errors)]
    return said + [f"{'.'.join(each.path)}:{error.code.name}" for each, error in back.left().items()]  # fmt: skip
