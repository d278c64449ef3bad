"""Who comes off the waiting list of a resource when something of it is free, and who is passed over, and why.

Decided, and guarded by `tests/access/acts/loop/test_waiting.py`: by priority of the need, then by who has waited longest,
then by id. Whoever cannot be met with what is free is passed over only where somebody after him could be: that is recorded
of him, with whom it went to and why not to him.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from graph.acts import Act, Done, Lock, Refused
from graph.timers import Timer
from schema.acts.capacity_check import booked, worker_bookings
from schema.acts.following_on import need_follows
from schema.acts.loop_entries import entry
from schema.acts.step_facts import COMMITMENTS, NEED_STREAM, PERSON_BOOKINGS
from schema.acts.wishes import ANSWER_WITHIN
from schema.acts.written import changed, moved
from schema.availability import DELIVERED, Booking
from schema.booking import Wish, beside, expand, objections
from schema.commitments import HOLDING, CommitmentStatus
from schema.free_capacity import bookable
from schema.instants import BEIJING, instant
from schema.machines import HOUSE, Asked, Step, decide
from schema.measures import micro

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Effect, Occasion
    from graph.chain import Entry
    from schema.availability import ResourceFacts
    from schema.booking import Objection

MOST_LISTS = 10_000
"""Waiting lists that are looked at in one look."""
_WAITING = "waiting.status = 'WAITLISTED' AND waiting.startAt > $asOf"


def _ids(path: str) -> str:
    """Where a path leads."""
    kind = path.rpartition(":")[2].removesuffix(")")
    return f"COLLECT {{ MATCH {path} WHERE «beyond z:{kind}» RETURN z.id }}"


FACTS = f"""
MATCH (r:Resource {{id: $id}}) WHERE «beyond r:Resource»
WITH r, COLLECT {{
  MATCH (r)<-[:USES]-(waiting:Commitment) WHERE «beyond waiting:Commitment» AND {_WAITING}
  MATCH (waiting)-[:FOR]->(n:Need) WHERE «beyond n:Need»
  RETURN {{
    id: waiting.id, version: waiting.version, status: waiting.status, quantity: waiting.quantity, since: waiting.waitingSince,
    start: waiting.startAt, end: waiting.endAt, priority: n.priority,
    offered: [{_ids("(waiting)-[:USES]->(:Resource)-[:AVAILABLE_TO]->(z:Place)")}, {_ids("(waiting)-[:USES]->(:Resource)-[:FOR_GROUP]->(z:Category)")}],
    wanted: [{_ids("(waiting)-[:FOR]->(:Need)-[:AT]->(:Place)-[:PART_OF*0..10]->(z:Place)")}, {_ids("(waiting)-[:FOR]->(:Need)-[:FOR_GROUP]->(:Category)-[:CHILD_OF*0..10]->(z:Category)")}],
    worker: head(COLLECT {{
      MATCH (waiting)-[:HANDLED_BY]->(worker:Person) WHERE «beyond worker:Person»
      RETURN {{id: worker.id, bookings: {PERSON_BOOKINGS}}} }}),
    need: {{id: n.id, version: n.version, status: n.status, selfHandled: n.selfHandled, startedAt: n.startedAt,
           stream: {NEED_STREAM}, commitments: {COMMITMENTS}}}
  }}
}} AS list
WHERE size(list) > 0
WITH r, list, reduce(first = head(list).start, w IN list | CASE WHEN w.start < first THEN w.start ELSE first END) AS since,
     reduce(last = head(list).end, w IN list | CASE WHEN w.end > last THEN w.end ELSE last END) + duration({{days: 14}}) AS until
RETURN {{list: list, resource: {bookable("r")}}} AS value
"""
REACH = """
UNWIND $ids AS id
MATCH (r:Resource) WHERE id <= r.id <= id
CALL (r) {
  MATCH (r)-[:CONSISTS_OF]->(part) RETURN part.id AS held
UNION
  MATCH (r)<-[:USES]-(c {status: 'WAITLISTED'}) RETURN c.id AS held
UNION
  MATCH (r)<-[:USES]-({status: 'WAITLISTED'})-[:FOR]->(n) RETURN n.id AS held
UNION
  MATCH (r)<-[:USES]-({status: 'WAITLISTED'})-[:HANDLED_BY]->(p) RETURN p.id AS held
}
RETURN DISTINCT held AS id
"""
DUE = """
MATCH (c:Commitment) USING INDEX c:Commitment(status) WHERE c.status = 'WAITLISTED' AND c.startAt > $now
MATCH (c)-[:USES]->(r:Resource)
WITH DISTINCT r ORDER BY r.id LIMIT $limit
CALL (r) {
  MATCH (r)-[:CONSISTS_OF*0..1]->(x) RETURN count(x) + ' ' + sum(x.version) AS mark
UNION ALL
  MATCH (r)-[:CONSISTS_OF*0..1]->()<-[:CONSISTS_OF*0..1]-()<-[:USES]-(d:Commitment) RETURN count(d) + ' ' + sum(d.version) AS mark
UNION ALL
  MATCH (r)<-[:USES]-({status: 'WAITLISTED'})-[:HANDLED_BY]->()<-[:HANDLED_BY]-(d:Commitment) RETURN count(d) + ' ' + sum(d.version) AS mark
}
WITH r.id AS id, collect(mark) AS moved
RETURN {id: id, moved: moved} AS value ORDER BY id
"""


@dataclass
class Nothing:
    """The answer of an act of the house: nobody waits for one."""

    need: str | None = None
    commitment: str | None = None
    standing: str | None = None


def is_within(each: Mapping[str, Any]) -> bool:
    """Whether the need is where and for whom the resource is offered (`schema.acts.support_facts`)."""
    return all(
        not o or set(o) & set(w) for o, w in zip(each["offered"], each["wanted"], strict=True)
    )


def in_order(waiting: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Who is first: the most urgent, then who has waited longest."""
    return sorted(
        waiting, key=lambda w: (w["priority"] or 4, _native(w["since"] or w["start"]), w["id"])
    )


def _native(at: Any) -> Any:
    return at.to_native() if hasattr(at, "to_native") else at


def given_out(
    resource: ResourceFacts, waiting: Sequence[Mapping[str, Any]], as_of: int, workers: Mapping[str, Sequence[Booking]]
) -> list[tuple[Mapping[str, Any], list[Objection]]]:  # fmt: skip
    """Everybody in order with what stands in the way; nothing for those who get what they wait for.

    workers: by id, what those who would handle it have in hand.
    """
    found, hands = [], {id_: list(has) for id_, has in workers.items()}
    for each in in_order(waiting):
        wish = Wish(
            resource.id,
            micro(each["quantity"]),
            instant(_native(each["start"])),
            instant(_native(each["end"])),
        )
        handler = hands.get(str((each["worker"] or {}).get("id")), [])
        against = objections(resource, wish, as_of, handler)
        if not against:
            resource = beside(resource, expand(resource, wish))
            handler.append(Booking(CommitmentStatus.ACCEPTED, wish.quantity_micro, wish.start, wish.end))  # fmt: skip
        found.append((each, against))
    return found


def decide_waiting(facts: Sequence[Any], _: Any, occasion: Occasion) -> Done | Refused:
    """Whoever can be met is asked for, or promised to; whoever was passed over is told so."""
    if not facts:
        return Refused(())
    (found,) = facts
    resource = booked(found["resource"], occasion)
    workers = {
        w["worker"]["id"]: worker_bookings(w["worker"], occasion)
        for w in found["list"] if w["worker"]
    }  # fmt: skip
    order = given_out(resource, found["list"], instant(occasion.now), workers)
    last = max((at for at, (_, against) in enumerate(order) if not against), default=-1)
    if last < 0:
        return Refused(())
    kin: list[tuple[Effect, Entry]] = []
    told: list[Entry] = []
    needs: dict[str, Any] = {}
    for at, (each, against) in enumerate(order[: last + 1]):
        if against:
            told.append(_passed_over(each, against, order[at + 1 :], occasion))
        else:
            asked = resource.approval_required or not is_within(each)
            kin += _promoted(each, asked, needs, occasion)
    return Done(Nothing(), tuple(e for e, _ in kin), (*(r for _, r in kin), *told))


def _promoted(
    each: Mapping[str, Any], asked: bool, needs: dict[str, Any], occasion: Occasion
) -> list[tuple[Effect, Entry]]:
    to = "REQUESTED" if asked else "ACCEPTED"
    step = decide(
        "Commitment", each["status"], [HOUSE], Asked("PROMOTE", frozenset({"capacity"}), to)
    )
    if not isinstance(step, Step):
        raise RuntimeError("the tables don't let anybody off the waiting list")  # noqa: TRY004
    values = {**moved({}, step, None, occasion), "waitingSince": None}
    if asked:
        by = min(occasion.now + ANSWER_WITHIN, _native(each["start"])).astimezone(BEIJING)
        values |= {"respondBy": by, "holdUntil": by}
    need: Any = needs.get(each["need"]["id"], each["need"])
    record = entry(occasion, "PROMOTE", "Commitment", each["id"], need["stream"], fields=values)
    found = [(changed("Commitment", each["id"], each["version"], values), record)]
    carried = need_follows(need, each["id"], each["status"], to, "PROMOTE", occasion)
    if carried:
        # Somebody else who waits for the same need finds it carried along already.
        needs[need["id"]] = {**need, "status": "IN_PROGRESS"}
    return [*found, *carried]


def _passed_over(
    each: Mapping[str, Any], against: Sequence[Objection], after: Sequence[Any], occasion: Occasion
) -> Entry:
    made = entry(occasion, "PASS_OVER", "Commitment", each["id"], each["need"]["stream"], reason=against[0].code)  # fmt: skip
    why = {
        "roles": occasion.roles, "wentTo": [a["id"] for a, objected in after if not objected],
        "free": against[0].free,
    }  # fmt: skip
    return replace(made, details=orjson.dumps(why).decode())


PROMOTE = Act(
    name="PROMOTE", payload=Nothing, facts=FACTS, prepare=lambda _arguments, _occasion: None,
    parameters=lambda id_, occasion: {
        "id": id_, "asOf": occasion.now, "promised": [s.name for s in HOLDING],
        "delivered": sorted(s.name for s in DELIVERED),
    },
    decide=decide_waiting, again=lambda _: Done(Nothing()), lock=Lock(lambda id_, _: [id_], REACH),
    field=None,  # type: ignore[arg-type]
)  # fmt: skip
WAITING = Timer(
    "timers.PROMOTE.Resource", DUE, PROMOTE, lambda row: row["id"],
    lambda row: (row["id"], tuple(row["moved"])), MOST_LISTS,
)  # fmt: skip
