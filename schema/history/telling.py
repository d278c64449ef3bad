"""Records in the order in which they were written, told to people, or undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from strawberry import ID

from graph.codes import ACTS
from graph.deltas import State, is_gone, state_of, undone
from schema.access.table import TABLE
from schema.history.answers import (
    MOST_ENDS,
    EdgeEnds,
    FieldChange,
    FieldValue,
    History,
    HistoryEntry,
    NextStep,
    RecordAsOf,
)
from schema.history.facts import OPEN_FAMILIES, edges_of
from schema.machines import HOUSE, MACHINES, REASONS
from schema.machines.table import reasons_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from graph.kinds import Kind

_NONE = -1


@dataclass(frozen=True)
class Told:
    """A record as a statement brought it; `version` is that which it made, `since` the instant from which it counts."""

    id: str
    at: datetime
    act: str
    actor: str | None
    reason: str | None
    details: Mapping[str, Any]
    from_status: str | None
    to_status: str | None
    delta: str | None
    seq: int
    name: str | None
    version: int
    since: datetime


def in_order(rows: Sequence[Sequence[Any]]) -> list[Told]:
    """Oldest first: by the version each made; what made none stands by its time."""
    found = [_read(row) for row in rows]
    found.sort(key=lambda t: (t.at, t.seq))
    # Versions say the order of what was written; a clock may be behind another's.
    # Who was removed and made again counts anew.
    lives, life = {}, 0
    for each in found:
        lives[each.id] = life
        life += each.delta is not None and is_gone(each.delta)
    written = iter(
        sorted((t for t in found if t.version != _NONE), key=lambda t: (lives[t.id], t.version))
    )
    ordered = [next(written) if t.version != _NONE else t for t in found]
    since, told = None, []
    for each in ordered:
        since = each.at if since is None or each.at > since else since
        told.append(_counting_from(each, since))
    return told


def _read(row: Sequence[Any]) -> Told:
    id_, at, act, actor, reason, details, from_, to, delta, seq, name = row
    moment = datetime.fromisoformat(at.partition("[")[0])
    said = orjson.loads(details) if details else {}
    version = (
        orjson.loads(delta).get("values", {}).get("version", [None, _NONE])[1] if delta else _NONE
    )
    return Told(id_, moment, act, actor, reason, said, from_, to, delta, seq, name, version if version is not None else _NONE, moment)  # fmt: skip


def _counting_from(told: Told, since: datetime) -> Told:
    return Told(**{**told.__dict__, "since": since})


def history_of(kind: Kind, facts: Mapping[str, Any] | None, first: int) -> History | None:
    """The latest changes, the newest first; reasons in words of one's own (of reveals) are for auditors, in `changes`."""
    if facts is None:
        return None
    told = in_order(facts["changes"])
    entries = [_entry(kind, each, facts["reads"], facts["beside"]) for each in reversed(told)][
        :first
    ]
    return History(total=len(told), entries=entries)


def _entry(
    kind: Kind, told: Told, reads: Mapping[str, bool], seen: Collection[str]
) -> HistoryEntry:
    reason = REASONS.get(told.reason or "")
    code = ACTS.get(told.reason or "")
    acts = {**TABLE.feed, **{name: (said.zh, said.en) for name, said in TABLE.acts.items()}}
    staff = told.details if isinstance(told.details, dict) else {}
    return HistoryEntry(
        id=ID(told.id), at=told.since, act=told.act, act_zh=acts.get(told.act, (told.act, ""))[0],
        actor=told.actor, actor_name=told.name, roles=list(staff.get("roles") or ()),
        from_status=told.from_status, to_status=told.to_status, reason=told.reason if reason or code else None,
        reason_zh=reason.zh if reason else code[0] if code else None, reason_en=reason.en if reason else code[1] if code else None,
        note=staff.get("note"), went_to=[ID(i) for i in (staff.get("wentTo") or ()) if i in seen][:10],
        changes=_changes(kind, told.delta, reads),
    )  # fmt: skip


def _changes(kind: Kind, delta: str | None, reads: Mapping[str, bool]) -> list[FieldChange]:
    said = orjson.loads(delta) if delta else {}
    names = {p.stored: p for p in kind.props.values()}
    found = []
    for stored, (before, after) in said.get("values", {}).items():
        prop = names.get(stored)
        if prop is None or stored in ("id", "version"):
            continue
        withheld = reads.get(prop.name) is False
        found.append(FieldChange(
            field=prop.name, name_zh=prop.column or prop.zh.rstrip("。"), erased=False, withheld=withheld,
            before=None if withheld or before is None else _json(before),
            after=None if withheld or after is None else _json(after),
        ))  # fmt: skip
    for name, (lost, got) in said.get("links", {}).items():
        edge = edges_of(kind).get(name)
        hidden = edge is None or edge.target not in OPEN_FAMILIES
        found.append(FieldChange(
            field=name, name_zh=(edge.column if edge else None) or name, erased=False, withheld=hidden,
            before=None if hidden or not lost else _json(lost), after=None if hidden or not got else _json(got),
        ))  # fmt: skip
    found += [
        FieldChange(field=name, name_zh=kind.props[name].column or name, before=None, after=None, erased=True, withheld=False)
        for name in said.get("erased", ()) if name in kind.props
    ]  # fmt: skip
    return found


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def past(
    kind: Kind,
    values: Mapping[str, Any],
    ends: Mapping[str, Any],
    told: Sequence[Told],
    at: datetime,
) -> State | None:
    """The node as it was at an instant: as it is, with what was changed later undone."""
    state: State | None = state_of(kind, values, ends)[0]
    for each in reversed(told):
        if each.since <= at:
            break
        if each.delta and (state is not None or is_gone(each.delta)):
            state = undone(state, each.delta)
    return state


def as_of(kind: Kind, facts: Mapping[str, Any] | None, at: datetime) -> RecordAsOf | None:
    """The record as of an instant, as far as the caller may read it."""
    if facts is None:
        return None
    ends = {
        name: [(i, d) if d else i for i, d, _ in found] for name, found in facts["ends"].items()
    }
    told = in_order(facts["changes"])
    state = past(kind, facts["values"], ends, told, at)
    withheld = [name for name, may in facts["reads"].items() if not may]
    if state is None:
        return RecordAsOf(at=at, existed=False, version=None, status=None, values=[], edges=[], erased=[], withheld=withheld)  # fmt: skip
    shown = {i for found in facts["ends"].values() for i, _, seen in found if seen}
    names = {p.stored: p for p in kind.props.values()}
    return RecordAsOf(
        at=at, existed=True, version=state.values.get("version"), status=state.values.get("status"),
        values=[
            FieldValue(field=names[n].name, name_zh=names[n].column or names[n].zh.rstrip("。"), value=_json(v))
            for n, v in state.values.items()
            if n in names and names[n].name not in withheld and n not in ("id", "version")
        ],
        edges=[_edge(kind, name, found, shown) for name, found in sorted(state.links.items())],
        erased=[p.name for p in kind.props.values() if p.personal], withheld=withheld,
    )  # fmt: skip


def _edge(kind: Kind, name: str, found: Any, shown: set[str]) -> EdgeEnds:
    edge = edges_of(kind).get(name)
    ids = sorted(end if isinstance(end, str) else end[0] for end in found)
    open_ = edge is not None and edge.target in OPEN_FAMILIES
    return EdgeEnds(edge=name, ids=[ID(i) for i in ids if open_ or i in shown][:MOST_ENDS])


def next_steps(kind: Kind, facts: Mapping[str, Any]) -> list[NextStep]:
    """What whoever acts in these roles could do now."""
    actors = set(facts["actors"]) - {HOUSE}
    return [
        NextStep(
            act=t.act, name_zh=TABLE.acts[t.act].zh, to=facts["status"] if t.stays else t.to,
            requires=sorted(t.requires), reasons=[r.code for r in reasons_of(t.act)] if "reason" in t.requires else [],
        )
        for t in MACHINES[kind.name].from_(facts["status"])
        if t.who & actors
    ]  # fmt: skip
