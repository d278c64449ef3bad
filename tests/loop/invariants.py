"""Everything that must hold of the graph after every step, whatever the step was.

| law | where |
|---|---|
| the graph is what the steps mean, node by node | `differs` |
| capacity, hours, people | `tests.loop.holding` |
| states lead to one another as the tables say; ends have their reasons; an end has an outcome; what is met was delivered | `broken` |
| versions count one for each write; a record with a delta for each node written, and none besides | `recorded` |
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import orjson

from schema.machines import MACHINES, REASONS
from tests.loop.meaning import GIVEN, IN_HAND, STANDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.loop.meaning import Promise
    from tests.loop.model import Model
    from tests.loop.reading import Row, State
    from tests.loop.world import World

_NEED = {
    "status": "status", "version": "version", "statusReason": "reason", "outcome": "outcome", "priority": "priority",
    "level": "level", "selfHandled": "self_handled", "acceptedAt": "accepted", "arrivedAt": "arrived", "teamOnSite": "team",
    "startedAt": "started", "resolvedAt": "resolved", "closedAt": "closed", "reopenedAt": "reopened",
    "reopenCount": "reopen_count", "heldUntil": "held_until",
}  # fmt: skip
_PROMISE = {
    "status": "status", "version": "version", "statusReason": "reason", "quantity": "quantity", "startAt": "start", "endAt": "end",
    "direction": "direction", "role": "role", "holdUntil": "hold_until", "respondBy": "respond_by", "heldUntil": "held_until",
    "startedAt": "started", "deliveredAt": "delivered_at", "deliveredQuantity": "delivered", "confirmedByTime": "by_time",
    "returnedAt": "returned",
}  # fmt: skip
_ENDS = {
    "Need": {"place": "place", "owner": "owner", "mergedInto": "merged_into", "partOf": "part_of"},
    "Commitment": {"need": "need", "unit": "unit", "resource": "resource", "handledBy": "handler", "replaces": "replaces"},
}  # fmt: skip


def differs(world: World, model: Model, state: State) -> Iterator[str]:
    """Where the graph is not what the steps mean."""
    for kind, meant, values in (
        ("Need", model.needs, _NEED),
        ("Commitment", model.promises, _PROMISE),
    ):
        rows = {row.id: row for row in state.all(kind)}
        if rows.keys() != meant.keys():
            yield f"{kind}: {sorted(rows.keys() ^ meant.keys())} should not be, or should"
        for id_ in rows.keys() & meant.keys():
            yield from _one_differs(world, rows[id_], meant[id_], values)
    said = Counter(row.end("need") for row in state.all("Assessment"))
    for need in model.needs.values():
        if said[need.id] != need.assessments:
            yield f"{need.id} was assessed {said[need.id]} times, not {need.assessments}"


def _one_differs(world: World, row: Row, meant: Any, values: Mapping[str, str]) -> Iterator[str]:
    for name, ours in values.items():
        wanted = getattr(meant, ours)
        if row[name] != (float(wanted) if isinstance(wanted, Fraction) else wanted):
            yield f"{row.id} ({row['status']}): {name} is {row[name]}, not {wanted}"
    for name, ours in _ENDS[row.kind].items():
        end, wanted = world.named(row.end(name)), getattr(meant, ours)
        if end != wanted:
            yield f"{row.id}: {name} leads to {end}, not to {wanted}"


def broken(state: State) -> Iterator[str]:
    """What must hold of any state, read from the graph alone."""
    promised: dict[str | None, list[Row]] = {}
    for row in state.all("Commitment"):
        promised.setdefault(row.end("need"), []).append(row)
        if row["endAt"] <= row["startAt"]:
            yield f"{row.id} ends before it starts"
        yield from _explained(row, "Commitment")
        if (row["status"] == "ON_HOLD") != (row["heldUntil"] is not None):
            yield f"{row.id} is {row['status']} and on hold until {row['heldUntil']}"
        if row["status"] in GIVEN and row["deliveredQuantity"] is None:
            yield f"{row.id} is {row['status']} and nothing was delivered"
        if (
            row["deliveredQuantity"] is not None
            and not 0 <= row["deliveredQuantity"] <= row["quantity"]
        ):
            yield f"{row.id}: {row['deliveredQuantity']} delivered of {row['quantity']}"
    for row in state.all("Need"):
        yield from _explained(row, "Need")
        yield from _need_fits(row, promised.get(row.id, []))


def _explained(row: Row, kind: str) -> Iterator[str]:
    """A state into which every way takes a reason has one, of the list."""
    ways = [t for t in MACHINES[kind].transitions if t.to == row["status"]]
    if ways and all("reason" in t.requires for t in ways) and row["statusReason"] is None:
        yield f"{row.id} is {row['status']} for no reason"
    if row["statusReason"] is not None and row["statusReason"] not in REASONS:
        yield f"{row.id}: {row['statusReason']} is no reason"


def _need_fits(row: Row, promises: list[Row]) -> Iterator[str]:
    status = row["status"]
    states = {p["status"] for p in promises}
    at, self_handled = row["reopenedAt"], row["selfHandled"]
    given = any(p["status"] in GIVEN and (at is None or p["deliveredAt"] > at) for p in promises)
    if (status == "ON_HOLD") != (row["heldUntil"] is not None):
        yield f"{row.id} is {status} and on hold until {row['heldUntil']}"
    if status == "OPEN" and states & IN_HAND:
        yield f"{row.id} waits, and somebody has promised"
    if status == "IN_PROGRESS" and not (self_handled or states & IN_HAND or given):
        yield f"{row.id} is in progress, and nobody is at it"
    if status in {"RESOLVED", "REJECTED", "MERGED", "CANCELLED", "CLOSED"} and states & (
        STANDING - {"DISPUTED"}
    ):
        yield f"{row.id} is {status}, and {states & STANDING} stand"
    if (status in {"CLOSED", "RESOLVED"}) and row["outcome"] is None:
        yield f"{row.id} is {status} without an outcome"
    if row["outcome"] in {"MET", "PARTLY_MET"} and not (self_handled or given):
        yield f"{row.id} was met, and nothing was delivered"


def recorded(before: State, after: State, touched: set[str], passed: list[str], act: str | None, actor: str) -> Iterator[str]:  # fmt: skip
    """Whether the new records say what was written, once each, and nothing else."""
    told = Counter(r["target"] for r in after.records if r.get("delta"))
    written = {
        id_ for id_, row in after.rows.items()
        if id_ not in before.rows or before.rows[id_] != row
    }  # fmt: skip
    if told != Counter(written):
        yield f"written: {sorted(written)}, recorded: {dict(told)}"
    if touched != {i for i in written if after.rows[i].kind != "Assessment"}:
        yield f"written: {sorted(written)}, should be: {sorted(touched)}"
    skipped = sorted(r["target"] for r in after.records if r["act"] == "PASS_OVER")
    if skipped != sorted(passed):
        yield f"passed over: {skipped}, should be: {sorted(passed)}"
    for record in after.records:
        if record["act"] != "PASS_OVER" and not record.get("delta"):
            yield f"{record['act']} of {record['target']} says nothing"
        if (
            act
            and (record["act"], record["actor"]) != (act, actor)
            and record["act"] not in {"CANCEL", "DECLINE", "REASSIGN"}
        ):
            yield f"{record['act']} by {record['actor']}, not {act} by {actor}"
        if record.get("delta"):
            yield from _one_record(
                record, before.rows.get(record["target"]), after.rows[record["target"]]
            )


def _one_record(record: Mapping[str, Any], was: Row | None, now: Row) -> Iterator[str]:
    delta = orjson.loads(record["delta"])
    version = [None if was is None else was["version"], now["version"]]
    if delta["values"]["version"] != version or version[1] != (version[0] or 0) + 1:
        yield f"{now.id}: versions {version}, recorded {delta['values']['version']}"
    if bool(delta.get("new")) != (was is None):
        yield f"{now.id} is recorded as {'new' if delta.get('new') else 'old'}"
    stood, stands = (was and was["status"]), now["status"]
    if now.kind == "Assessment" or stood == stands:
        return
    if (record.get("fromStatus"), record["toStatus"]) != (stood, stands):
        yield f"{now.id} came from {stood} to {stands}, recorded {record.get('fromStatus')} to {record['toStatus']}"
    machine = MACHINES[now.kind]
    ways = {(t.from_, t.to) for t in machine.transitions}
    if (stood or "-", stands) not in ways and record["act"] != "SPLIT":
        yield f"{now.id}: no way from {stood} to {stands}"


def in_words(model: Model) -> str:
    """What there is, for whoever reads of a failure."""
    lines = [f"now {model.now}"]
    lines += [
        f"need {n.id[-6:]} v{n.version} {n.status} {n.outcome or ''} at {n.place}"
        for n in model.needs.values()
    ]
    lines += [_said(p) for p in model.promises.values()]
    return "\n".join(lines)


def _said(p: Promise) -> str:
    return (
        f"  {p.id[-6:]} for {p.need[-6:]} v{p.version} {p.status}: {p.quantity} of {p.resource or p.unit} "
        f"{p.start:%m-%d %H:%M}–{p.end:%m-%d %H:%M} {p.handler or ''} held {p.hold_until} given {p.delivered} back {p.returned}"
    )
