"""What people write about opening hours becomes canonical lines, or is refused with a cure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinds import Unreadable
from schema.opening_hours import read_opening_hours

WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
SATURDAY = "FREQ=WEEKLY;BYDAY=SA"

READABLE = [
    ("", []),
    ("周一至周五 08:00-12:00、14:00-17:30；周六 09:00-12:00", [f"{WORKDAYS} 08:00-12:00", f"{WORKDAYS} 14:00-17:30", f"{SATURDAY} 09:00-12:00"]),
    ("星期一到星期五8:00—17:00", [f"{WORKDAYS} 08:00-17:00"]),
    ("每天 06:00-22:00", ["FREQ=DAILY 06:00-22:00"]),
    ("周一至周日：9:00-17:00", ["FREQ=DAILY 09:00-17:00"]),
    ("全天", ["FREQ=DAILY 00:00-24:00"]),
    ("工作日", [f"{WORKDAYS} 00:00-24:00"]),
    ("08:00-12:00", ["FREQ=DAILY 08:00-12:00"]),
    ("周一、三、五 14:00-16:00", ["FREQ=WEEKLY;BYDAY=MO,WE,FR 14:00-16:00"]),
    ("周一、周三 14:00-16:00，周六 全天", ["FREQ=WEEKLY;BYDAY=MO,WE 14:00-16:00", f"{SATURDAY} 00:00-24:00"]),
    ("周五至周一 10:00-11:00", ["FREQ=WEEKLY;BYDAY=MO,FR,SA,SU 10:00-11:00"]),
    ("周末下午2:00-5:00", ["FREQ=WEEKLY;BYDAY=SA,SU 14:00-17:00"]),
    ("晚上8点至10点半", ["FREQ=DAILY 20:00-22:30"]),
    ("每天 22:00-次日06:00", ["FREQ=DAILY 22:00-06:00"]),
    ("每月第一个周六 09:00-11:00;每月15日 9点-11点", ["FREQ=MONTHLY;BYDAY=1SA 09:00-11:00", "FREQ=MONTHLY;BYMONTHDAY=15 09:00-11:00"]),
    ("每月最后一个周日 09:00-11:00", ["FREQ=MONTHLY;BYDAY=-1SU 09:00-11:00"]),
    ("Mon-Fri 08:00-12:00, 14:00-17:30; Sat 09:00-12:00", [f"{WORKDAYS} 08:00-12:00", f"{WORKDAYS} 14:00-17:30", f"{SATURDAY} 09:00-12:00"]),
    ("FREQ=WEEKLY;BYDAY=TU,MO 8:00-12:00", ["FREQ=WEEKLY;BYDAY=MO,TU 08:00-12:00"]),
    ("freq=weekly;byday=mo 08:00-12:00,13:00-14:00", ["FREQ=WEEKLY;BYDAY=MO 08:00-12:00", "FREQ=WEEKLY;BYDAY=MO 13:00-14:00"]),
    ("FREQ=WEEKLY;BYDAY=MO 08:00-12:00;FREQ=DAILY;BYMONTH=7,6 10:00-11:00；周六", ["FREQ=WEEKLY;BYDAY=MO 08:00-12:00", "FREQ=DAILY;BYMONTH=6,7 10:00-11:00", f"{SATURDAY} 00:00-24:00"]),
    ("每天 08:00-09:00|每天 08:00-09:00", ["FREQ=DAILY 08:00-09:00"]),
]  # fmt: skip

UNREADABLE = [
    ("节假日除外", "OPENING_HOURS"),
    ("周一到周五（法定节假日除外） 08:00-17:00", "OPENING_HOURS"),
    ("周八 08:00-09:00", "OPENING_HOURS"),
    ("08:00-08:00", "HOURS"),
    ("周一 25:00-26:00", "HOURS"),
    ("周一 8:70-9:00", "HOURS"),
    ("周一 24:00-06:00", "HOURS"),
    ("08:00-次日10:00", "HOURS"),
    ("FREQ=WEEKLY 08:00-09:00", "RECURRENCE"),
    ("FREQ=WEEKLY;BYDAY=1MO 08:00-09:00", "RECURRENCE"),
    ("FREQ=DAILY;INTERVAL=2 08:00-09:00", "RECURRENCE"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 08:00-09:00", "RECURRENCE"),
    ("FREQ=DAILY 8-9", "HOURS"),
]


@pytest.mark.parametrize(("cell", "lines"), READABLE, ids=[cell for cell, _ in READABLE])
def test_a_cell_is_read_as_people_mean_it(cell: str, lines: list[str]) -> None:
    """Chinese, English and canonical cells become canonical lines."""
    assert read_opening_hours(cell) == lines


@pytest.mark.parametrize(("cell", "code"), UNREADABLE, ids=[cell for cell, _ in UNREADABLE])
def test_nothing_is_guessed(cell: str, code: str) -> None:
    """What is not understood is refused, with the reason and the cure in both languages."""
    with pytest.raises(Unreadable) as refused:
        read_opening_hours(cell)
    assert refused.value.code == code
    for said in (refused.value.zh, refused.value.en, refused.value.cure_zh, refused.value.cure_en):
        assert said


DAYS = st.sets(st.sampled_from("一二三四五六日"), min_size=1).map(
    lambda days: "周" + "、".join(sorted(days))
)
CLOCKS = st.builds(lambda h, m: f"{h}:{m:02}", st.integers(0, 23), st.integers(0, 59))
ENTRIES = st.builds(
    lambda days, hours: f"{days} " + "、".join(f"{start}-{end}" for start, end in hours),
    st.sampled_from(["每天", "工作日", "周末", "周二至周四", "每月第二个周三", "每月30日"]) | DAYS,
    st.lists(st.tuples(CLOCKS, CLOCKS).filter(lambda h: h[0] != h[1]), min_size=1, max_size=3),
)


@given(st.lists(ENTRIES, min_size=1, max_size=4), st.sampled_from(["\n", "|", ";", "；"]))
def test_canonical_lines_read_as_themselves(entries: list[str], separator: str) -> None:
    """Reading what was read changes nothing, however the lines are joined."""
    lines = read_opening_hours("；".join(entries))
    assert lines
    assert read_opening_hours(separator.join(lines)) == lines


@given(
    st.text(
        alphabet="周一二至五每天月日0123456789:-点半、；; FREQ=WEEKLYBYDAMO,下午次全", max_size=30
    )
)
def test_any_cell_is_read_or_refused(cell: str) -> None:
    """No cell makes the reader fail in any other way."""
    try:
        lines = read_opening_hours(cell)
    except Unreadable:
        return
    assert read_opening_hours("\n".join(lines)) == lines
