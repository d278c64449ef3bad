"""Opening hours around a window, written in the forms that administrators use."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.worlds.drawing import CHINA, Drawing

CHINESE = "一二三四五六日"
ENGLISH = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

Times = list[tuple[int, int]]
"""Hours of the day in minutes after midnight."""


def hours_with(world: Drawing, start: datetime, end: datetime) -> str:
    """Opening hours that hold the window, often touching its ends."""
    begin, until = _minutes(start), _minutes(end)
    if 0 < until < begin and end - start < timedelta(days=1):  # over midnight
        return _written(world, [(world.one([{start.weekday()}, set(range(7))]), [(begin, until)])])
    if end - start > timedelta(days=1) or (until and until <= begin) or world.chance(0.3):
        return world.one(["", "", "全天", "每天 00:00-24:00"])
    until = until or 24 * 60
    middle = (begin + until) // 2 // 10 * 10
    times = world.one(
        [
            [(begin, until)],
            [(begin, middle), (middle, until)],
            [(max(0, begin - 60), min(24 * 60, until + 90))],
            [(max(0, begin - 120), middle + 10), (middle - 10, until)],
        ]
    )
    days = {start.weekday(), *world.some(range(7), 1, 7)}
    other = ({(start.weekday() + 1) % 7}, [(9 * 60, 11 * 60)])
    return _written(world, [(days, times), *([other] if world.chance(0.3) else [])])


def hours_without(world: Drawing, start: datetime, end: datetime) -> str:
    """Opening hours that miss a part of the window, often a small one."""
    begin, until = _minutes(start), _minutes(end) or 24 * 60
    every_day = set(range(7))
    other_days = every_day - {start.weekday()}
    long_day = [(6 * 60, 23 * 60)]
    options = [
        (other_days, long_day),
        (set(world.some(sorted(other_days), 1, 3)), [(0, 24 * 60)]),
        (every_day, [(5 * 60, max(begin, 5 * 60 + 10))]),
        (every_day, [(min(begin + 10, 23 * 60), 24 * 60)]),
    ]
    if until - begin > 30:
        options.append((every_day, [(begin, begin + 10), (begin + 20, until)]))
        options.append((every_day, [(begin, until - 1)]))
    return _written(world, [world.one(options)])


def _minutes(at: datetime) -> int:
    local = at.astimezone(CHINA)
    return local.hour * 60 + local.minute


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _written(world: Drawing, lines: list[tuple[set[int], Times]]) -> str:
    write = world.one([_chinese, _chinese, _rule])
    return "；".join(write(sorted(days), times) for days, times in lines)


def _chinese(days: list[int], times: Times) -> str:
    if len(days) == 7:
        named = "每天"
    elif len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        named = f"周{CHINESE[days[0]]}至周{CHINESE[days[-1]]}"
    else:
        named = "、".join(f"周{CHINESE[day]}" for day in days)
    return f"{named} " + "、".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in times)


def _rule(days: list[int], times: Times) -> str:
    rule = f"FREQ=WEEKLY;BYDAY={','.join(ENGLISH[day] for day in days)}"
    return "；".join(f"{rule} {_clock(begin)}-{_clock(end)}" for begin, end in times)
