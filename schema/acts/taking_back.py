"""Promises that a plan takes back: which it may, what is free without them, and how they are called off.

Decided, and guarded by `tests/access/acts/loop/test_taking_back.py`: a promise is taken back by the rules of reassigning
(`schema.machines`): one that is under way, or that somebody else decides about, is not. What they all hold is free before
anything is judged. Where a plan is done in parts, a promise whose stand-in cannot be had stays; one that nothing stands in
for is called off only with the whole of the plan. A promise that stays holds what it held, for everybody.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.acts import Refused, wrong
from graph.inputs import INPUT
from schema.acts.loop_entries import entry
from schema.acts.step_facts import STEP_FACTS
from schema.acts.steps import not_found
from schema.acts.written import changed, moved
from schema.machines import Asked, Step, decide
from schema.machines.deciding import check_reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.acts import Effect, Occasion, UserError
    from graph.chain import Entry

PROPOSALS, TAKEN_BACK, REPLACES = "proposals", "takenBack", "replaces"
MOST_TAKEN_BACK = 100
"""Promises that a plan takes back without anything that stands in for them."""
ACT = "REASSIGN"
USUALLY = "PLAN_CHANGED"
"""Why, unless said."""

BACK = "UNWIND $takenBack AS back" + STEP_FACTS["commitment"].replace("$id", "back")
"""Facts of the promises `$takenBack` with their needs, a row each; of one on which the caller does not act, none."""

PLAN_REACH = """
UNWIND $ids AS id
CALL (id) {
  MATCH (r:Resource) WHERE id <= r.id <= id
  MATCH (r)-[:CONSISTS_OF]->(part) RETURN part.id AS held
UNION
  MATCH (c:Commitment) WHERE id <= c.id <= id
  MATCH (c)-[:FOR|USES|HANDLED_BY]->(x) RETURN x.id AS held
UNION
  MATCH (c:Commitment) WHERE id <= c.id <= id
  MATCH (c)-[:USES]->()-[:CONSISTS_OF]->(part) RETURN part.id AS held
}
RETURN DISTINCT held AS id
"""
"""What is held with a plan: what kits consist of, and whatever hangs on the promises that are taken back."""


@dataclass(frozen=True)
class Back:
    """A promise to be taken back. at: the proposal that stands in for it, and its need; None for none."""

    id: str
    path: tuple[str, ...]
    at: int | None = None
    need: str | None = None


def backs_of(said: Mapping[str, Any]) -> tuple[Back, ...] | Refused:
    """What an input takes back, or what is wrong with that by itself."""
    alone = said.get(TAKEN_BACK) or ()
    if len(alone) > MOST_TAKEN_BACK:
        return wrong(
            "TOO_MANY_VALUES", field=(INPUT, TAKEN_BACK), allowed=(f"0–{MOST_TAKEN_BACK}",),
            zh=f"一次最多收回 {MOST_TAKEN_BACK} 项承诺，请分批进行。", en=f"At most {MOST_TAKEN_BACK} promises are taken back at a time; do it in several steps.",
        )  # fmt: skip
    found = [
        Back(each[REPLACES], (PROPOSALS, str(at), REPLACES), at, each["need"])
        for at, each in enumerate(said[PROPOSALS]) if each.get(REPLACES) is not None
    ]  # fmt: skip
    found += [Back(id_, (TAKEN_BACK, str(at))) for at, id_ in enumerate(alone)]
    seen: set[str] = set()
    for each in found:
        if each.id in seen:
            return wrong(
                "TAKEN_BACK_TWICE", field=(INPUT, *each.path), zh="这项承诺已在前面收回或被替代；一项承诺只写一次。",
                en="This promise is taken back or replaced above already; name it once.",
            )  # fmt: skip
        seen.add(each.id)
    return check_reason(ACT, said.get("reason")) or tuple(found)


@dataclass(eq=False)
class TakingBack:
    """The promises that a plan takes back, as facts say them; `freed` are those that are called off."""

    backs: Sequence[Back]
    known: Mapping[str, Mapping[str, Any]]
    reason: str
    steps: dict[str, Step] = dataclasses.field(default_factory=dict)
    refused: dict[Back, UserError] = dataclasses.field(default_factory=dict)
    stays: dict[int, UserError] = dataclasses.field(default_factory=dict)
    """By proposal that could not be done, so that the promise it stood in for stays: why."""

    def __post_init__(self) -> None:
        for each in self.backs:
            found = self._step(each)
            if isinstance(found, Step):
                self.steps[each.id] = found
            else:
                self.refused[each] = found.errors[0]
        self.freed = set(self.steps)

    def _step(self, back: Back) -> Step | Refused:
        found = self.known.get(back.id)
        mine = found is not None and found["need"] is not None and back.need in (None, found["need"]["id"])  # fmt: skip
        if found is None or not mine:
            return not_found(*back.path)
        asked = Asked(ACT, frozenset({"reason"}), None, self.reason)
        step = decide("Commitment", found["status"], found["actors"], asked)
        if isinstance(step, Refused):
            return Refused(tuple(dataclasses.replace(e, field=[INPUT, *back.path]) for e in step.errors))  # fmt: skip
        return step

    def against(self, at: int) -> Refused | None:
        """Why the promise that a proposal stands in for is not taken back; nothing if it is, or there is none."""
        if at in self.stays:
            return Refused((self.stays[at],))
        return next((Refused((e,)) for back, e in self.refused.items() if back.at == at), None)

    def keep(self, failed: Mapping[int, UserError]) -> bool:
        """Let those stay whose reason for going is gone, as these proposals cannot be done; whether there are any."""
        whole = not failed and not self.refused
        stays = {
            back.id for back in self.backs
            if back.id in self.freed and (back.at in failed if back.at is not None else not whole)
        }  # fmt: skip
        self.stays |= {b.at: failed[b.at] for b in self.backs if b.id in stays and b.at is not None}
        self.freed -= stays
        return bool(stays)

    def left(self) -> dict[Back, UserError]:
        """The promises that nothing stands in for and that are not called off, with why."""
        found = {back: e for back, e in self.refused.items() if back.at is None}
        for back in self.backs:
            if back.at is None and back.id not in self.freed and back not in found:
                found[back] = wrong(
                    "NOT_TAKEN_BACK", field=(INPUT, *back.path),
                    zh="方案只执行了一部分，没有替代的承诺不收回，保持不变。", en="The plan is done in parts only, so a promise that nothing stands in for stays as it is.",
                ).errors[0]  # fmt: skip
        return found

    @property
    def needs(self) -> dict[str, Mapping[str, Any]]:
        """The needs from which something is taken, by id."""
        found = (self.known[id_]["need"] for id_ in sorted(self.freed))
        return {need["id"]: need for need in found}

    def called_off(self, occasion: Occasion) -> Iterator[tuple[Effect, Entry]]:
        """How each is written and recorded."""
        for id_ in sorted(self.freed):
            found = self.known[id_]
            values = {**moved(found["held"], self.steps[id_], self.reason, occasion), "holdUntil": None}  # fmt: skip
            stream = found["need"]["stream"]
            record = entry(occasion, ACT, "Commitment", id_, stream, reason=self.reason, fields=values)  # fmt: skip
            yield changed("Commitment", id_, found["version"], values), record
