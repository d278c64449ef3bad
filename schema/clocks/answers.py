"""Clocks as GraphQL types, and the field `clocks` of a need."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from schema.clocks.facts import level_facts, need_facts
from schema.clocks.reckoning import reckoned
from schema.clocks.rules import choose, explained
from schema.clocks.terms import ClockKind, ClockState, ServiceCalendar
from schema.clocks.working_days import PUBLISHED_UNTIL
from schema.instants import MINUTE, instant, moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.clocks.reckoning import Clock as Reckoned
    from schema.clocks.rules import Choice, LevelFacts

CLOCKS = len(ClockKind)
"""How many clocks a need has."""

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off


def _told(en: str, zh: str) -> Any:
    """A field with its description in both languages."""
    return strawberry.field(description=f"{en} {zh}")


@strawberry.type(description="One clock of a need: what was to be done by when, and where it stands. 需求的一项时限：应在何时之前完成，现在如何。")
class Clock:
    """One clock of a need."""

    kind: ClockKind = _told("What it measures.", "时限类型。")
    state: ClockState = _told("Where it stands; worked out as of the moment asked for, stored nowhere.", "状态：按所问时刻推算，从不存储。")
    limit_minutes: int | None = _told("The limit, minutes that count; null where none is set.", "时限（计时分钟），未设为空。")
    started_at: datetime | None = _told("From when it runs.", "计时起点。")
    due_at: datetime | None = _told("When it is due; null on hold, when that moves.", "到期时间；挂起期间会顺延，为空。")
    warn_at: datetime | None = _told("From when on it warns, while it runs.", "预警时间（计时期间）。")
    stopped_at: datetime | None = _told("When it stopped.", "停止计时的时间。")
    elapsed_minutes: int | None = _told("Whole minutes that counted, holds and days off left out.", "已计时整分钟数，不含挂起和非工作时间。")
    remaining_minutes: int | None = _told("The limit less these; negative when overdue.", "剩余分钟数（时限减已计时），超时为负。")
    restarted: bool = _told("Whether it runs anew since the need was opened again.", "是否因重开而重新计时。")
    team_short: int | None = _told("(arrival) How many people are missing on site; null before anybody came or where no number is asked for.", "（到场）尚缺人数；无人到场或未规定人数为空。")
    calendar: ServiceCalendar | None = _told("Which time counts.", "计时日历。")
    calendar_published_until: date = _told("The last day of which it is published whether it is worked; later days are judged by their weekday.", "工作日历公布到哪一天；此后按周一至周五推算。")
    beyond_calendar: bool = _told("Whether it was counted over days of which that is not published.", "计时是否用到了未公布的日期。")
    rule_id: strawberry.ID | None = _told("Id of the service level that holds; null where none applies.", "所依据时限标准的标识，无适用标准为空。")
    rule_name: str | None = _told("Its name.", "时限标准名称。")
    rule_zh: str | None = _told("Why this one and not the others, in Chinese.", "为何依据它（中文）。")
    rule_en: str | None = _told("The same in English.", "为何依据它（英文）。")
    note_zh: str | None = _told("What must be known to read it, in Chinese, e.g. which moment is not recorded.", "须知（中文），如缺少哪项时间记录。")
    note_en: str | None = _told("The same in English.", "须知（英文）。")


# fmt: on

_UNKNOWN = {
    ClockKind.RECEIVE: ("受理时间没有记录，或早于上报", "when it was accepted is not recorded, or lies before the report"),
    ClockKind.ARRIVE: ("到场时间或人数没有记录，或与其他时间矛盾", "when or with how many people it was reached is not recorded, or contradicts other moments"),
    ClockKind.START: ("受理或开始办理的时间没有记录，或互相矛盾", "when it was accepted or begun is not recorded, or these contradict each other"),
    ClockKind.CLOSE: ("办结或挂起的时间没有记录，或互相矛盾", "when it was closed or held is not recorded, or these contradict each other"),
}  # fmt: skip


def clocks_of(facts: Mapping[str, Any], as_of: datetime | None = None) -> list[Clock]:
    """The clocks of a need, from what `FACTS` brought."""
    need = need_facts(facts, facts["categories"], facts["places"])
    choice = choose(map(level_facts, facts["rules"]), need.subject)
    now = instant(as_of or datetime.now(UTC))
    return told(reckoned(need, choice.rule if choice else None, now), choice)


def told(clocks: Sequence[Reckoned], choice: Choice | None) -> list[Clock]:
    """Clocks as they are shown, with the rule that holds."""
    why = explained(choice) if choice else (None, None)
    return [_shown(clock, choice.rule if choice else None, why) for clock in clocks]


def _shown(clock: Reckoned, rule: LevelFacts | None, why: tuple[str | None, str | None]) -> Clock:
    minutes = None if clock.elapsed is None else clock.elapsed // MINUTE
    notes = _notes(clock)
    return Clock(
        kind=clock.kind,
        state=clock.state,
        limit_minutes=clock.limit,
        started_at=_moment(clock.start),
        due_at=_moment(clock.due),
        warn_at=_moment(clock.warn_at),
        stopped_at=_moment(clock.stopped),
        elapsed_minutes=minutes,
        remaining_minutes=None if minutes is None or clock.limit is None else clock.limit - minutes,
        restarted=clock.restarted,
        team_short=clock.short,
        calendar=rule.calendar if rule else None,
        calendar_published_until=PUBLISHED_UNTIL,
        beyond_calendar=not clock.published,
        rule_id=strawberry.ID(rule.id) if rule else None,
        rule_name=rule.name if rule else None,
        rule_zh=why[0],
        rule_en=why[1],
        note_zh="；".join(zh for zh, _ in notes) + "。" if notes else None,
        note_en=_sentence("; ".join(en for _, en in notes)) if notes else None,
    )


def _moment(at: int | None) -> datetime | None:
    return None if at is None else moment(at)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _notes(clock: Reckoned) -> list[tuple[str, str]]:
    """What must be known to read a clock, in Chinese and English."""
    found = []
    if clock.state is ClockState.UNKNOWN:
        found.append(_UNKNOWN[clock.kind])
    if clock.short:
        found.append((f"到场人数还差{clock.short}人", f"{clock.short} people too few on site"))
    if clock.ended:
        found.append(("需求已终结，计时停止", "the need came to its end, which stopped it"))
    if clock.restarted:
        found.append(("自重开起重新计时", "it runs anew since the need was opened again"))
    if not clock.published:
        found.append((
            f"工作日历公布至{PUBLISHED_UNTIL}，此后按周一至周五推算",
            f"working days are published until {PUBLISHED_UNTIL}; later ones are judged by their weekday",
        ))  # fmt: skip
    return found
