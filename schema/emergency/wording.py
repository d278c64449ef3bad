"""From what was found out to what is answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import strawberry

from schema.emergency.answers import (
    MOST_DISPLACED,
    DisplacedCommitment,
    EmergencyPerson,
    EmergencyResource,
    EmergencySupport,
)
from schema.emergency.terms import EmergencyVerdict as Verdict
from schema.instants import MINUTE, moment
from schema.measures import MICRO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.emergency.callable import Called, Emergency
    from schema.emergency.facts import Promise
    from schema.emergency.people import Available

_VERDICT = {
    Verdict.READY: ("可于{at}到场", "can be on site at {at}"),
    Verdict.DISPLACING: ("较缓的{n}件承诺让出后，可于{at}到场", "can be on site at {at} if {n} less urgent commitments give way"),
    Verdict.LATE: ("要到{at}才能到场，超过时限", "is on site only at {at}, which is too late"),
    Verdict.BUSY: ("已全部占用，且没有可让出的承诺", "is all taken, and nothing that takes it can give way"),
    Verdict.CLOSED: ("未开放、未启用或不服务本地", "is not open, not in use, or does not serve this place"),
}  # fmt: skip


def support(called: Sequence[Called], found: Sequence[Available], asked: Emergency, first: int, place: Any = None) -> EmergencySupport:  # fmt: skip
    """The answer; of resources and of people the first so many."""
    ready = [c for c in called if c.verdict is Verdict.READY]
    giving = [c for c in called if c.verdict is Verdict.DISPLACING]
    stale = sum(c.stale for c in (*ready, *giving))
    free = sum(not a.busy for a in found)
    until = moment(asked.as_of + asked.within)
    return EmergencySupport(
        place=place, as_of=moment(asked.as_of), until=until, ready_count=len(ready), displacing_count=len(giving), stale_count=stale,
        resource_count=len(called), person_count=len(found),
        zh=f"至{until:%m-%d %H:%M}可到场{len(ready)}项资源，另有{len(giving)}项须他事让出；其中{stale}项久未核实。在任{len(found)}人，{free}人有空。路程按直线×4/3、时速30公里估算。",
        en=f"By {until:%m-%d %H:%M} {len(ready)} resources can be on site, {len(giving)} more if others give way; {stale} of them were not confirmed for long. Of {len(found)} people with a post, {free} are free. Ways are estimated as straight lines × 4/3 at 30 km/h.",
        resources=[_resource(c) for c in called[:first]], people=[_person(a) for a in found[:first]],
    )  # fmt: skip


def _resource(called: Called) -> EmergencyResource:
    zh, en = _said(called)
    return EmergencyResource(
        resource=called.it.node, unit=called.it.unit_node, verdict=called.verdict,
        leaves_at=None if called.away is None else moment(called.away),
        on_site_at=None if called.arrives is None else moment(called.arrives),
        free_quantity=None if called.free is None else called.free / MICRO,
        travel_minutes=called.way // MINUTE, metres=called.it.metres, stale=called.stale,
        displaced=[_displaced(p) for p in called.displaced[:MOST_DISPLACED]],
        under_way_ids=_ids(called.elsewhere), soon_ids=_ids(called.soon), zh=zh, en=en,
    )  # fmt: skip


def _said(called: Called) -> tuple[str, str]:
    at = "" if called.arrives is None else f"{moment(called.arrives):%m-%d %H:%M}"
    zh, en = (text.format(at=at, n=len(called.displaced)) for text in _VERDICT[called.verdict])
    day = None if called.it.assured is None else date.fromordinal(called.it.assured)
    if called.it.metres is None:
        zh, en = (
            f"{zh}；距离不明，路程按30分钟计",
            f"{en}; how far it is is not known, so 30 minutes",
        )
    if called.stale:
        zh += f"；{day}之后未再核实" if day else "；从未核实"
        en += f"; not confirmed since {day}" if day else "; never confirmed"
    if called.soon:
        zh += f"；{moment(called.soon[0].start):%m-%d %H:%M}又有承诺，休整不足"
        en += f"; promised again on {moment(called.soon[0].start):%m-%d %H:%M}, with too little rest before it"  # fmt: skip
    name = f"{called.it.unit}·{called.it.name}"
    return f"{name}{zh}。", f"{name} {en}."


def _displaced(promise: Promise) -> DisplacedCommitment:
    start = moment(promise.start)
    return DisplacedCommitment(
        commitment_id=strawberry.ID(promise.id), need=promise.need, start=start,
        zh=f"承诺{promise.code}（{start:%m-%d %H:%M}开始，需求优先级{promise.priority}）须让出或另找。",
        en=f"Commitment {promise.code} (from {start:%m-%d %H:%M}, for a need of priority {promise.priority}) has to give way, or be met otherwise.",
    )  # fmt: skip


def _person(found: Available) -> EmergencyPerson:
    title = "、".join(found.it.titles)
    name = f"{found.it.name}（{title}）"
    if found.busy:
        until = f"{moment(max(d.end for d in found.busy)):%m-%d %H:%M}"
        zh, en = f"{name}另有承诺，至{until}。", f"{name} has other commitments until {until}."
    elif found.next:
        at = f"{moment(found.next.start):%m-%d %H:%M}"
        zh, en = f"{name}有空，但{at}又当班，休整不足。", f"{name} is free, but on duty again at {at}, with too little rest."  # fmt: skip
    else:
        zh, en = f"{name}有空。", f"{name} is free."
    return EmergencyPerson(
        person=found.it.node, role_ids=[strawberry.ID(r) for r in found.it.roles[:20]], free=not found.busy, rested=found.next is None,
        busy_ids=[strawberry.ID(d.id) for d in found.busy if d.shown][:20],
        next_duty_at=moment(found.next.start) if found.next else None, zh=zh, en=en,
    )  # fmt: skip


def _ids(promises: Iterable[Promise]) -> list[strawberry.ID]:
    return [strawberry.ID(p.id) for p in promises][:20]
