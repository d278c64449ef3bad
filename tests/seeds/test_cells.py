"""How cells are read: what people type, and what spreadsheet programs make of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from graph.declare import camel
from graph.dictionary import words_of
from graph.kinds import KINDS, Unreadable
from graph.values import from_stored, stored
from seeds.cells import CHINA, clean, read, split
from seeds.sheets import all_sheets

if TYPE_CHECKING:
    from graph.kinds import Prop

assert seeds.example_data

DAY = KINDS["Source"].props["publishedOn"]
TIME = KINDS["Need"].props["reportedAt"]
COUNT = KINDS["Need"].props["householdCount"]
AMOUNT = KINDS["Need"].props["quantity"]
FLAG = KINDS["Resource"].props["emergencyCallable"]
KIND = KINDS["Unit"].props["kind"]
EARLIEST, LATEST = datetime(1900, 1, 2), datetime(2200, 1, 1)  # noqa: DTZ001
MORNING = datetime(2026, 1, 5, 8, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("prop", "cell", "value"),
    [
        (DAY, "2026-01-05", date(2026, 1, 5)),
        (DAY, "2026/1/5", date(2026, 1, 5)),
        (DAY, "2026.1.5", date(2026, 1, 5)),
        (DAY, "2026年1月5日", date(2026, 1, 5)),
        (DAY, "２０２６年１月５日", date(2026, 1, 5)),
        (TIME, "2026-01-05 08:30", MORNING),
        (TIME, "2026/1/5 8:30:00", MORNING),
        (TIME, "2026年1月5日8:30", MORNING),
        (TIME, "2026年1月5日 8时30分", MORNING),
        (TIME, "2026-01-05T08:30:00+08:00", MORNING),
        (TIME, "2026-01-05T00:30:00Z", MORNING),
        (TIME, "2026-01-05 02:30+0200", MORNING),
        (COUNT, "２,１００", 2100),
        (COUNT, "2100.0", 2100),
        (COUNT, "1,234,567", 1234567),
        (AMOUNT, "０．５", 0.5),
        (AMOUNT, "1e3", 1000.0),
        (FLAG, "是", True),
        (FLAG, "否", False),
        (FLAG, "TRUE", True),
        (KIND, "事业单位", KIND.type.PUBLIC_INSTITUTION),
        (KIND, "PUBLIC_INSTITUTION", KIND.type.PUBLIC_INSTITUTION),
        (KIND, "Public institution", KIND.type.PUBLIC_INSTITUTION),
        (KINDS["Unit"].props["provenance"], "示例", KINDS["Unit"].props["provenance"].type.ILLUSTRATIVE),
        (KINDS["Category"].props["aliases"], "接送；陪诊、接送|护送", ["接送", "陪诊", "护送"]),
    ],
)  # fmt: skip
def test_what_people_type(prop: Prop, cell: str, value: Any) -> None:
    """Common spellings of one value read as that value."""
    assert read(prop, clean(cell)) == value


@pytest.mark.parametrize(
    "cell", ["45678", "26-1-5", "2026-1", "5/1/2026", "2026-02-29", "明天", "2026-01-05 08:00"]
)
def test_what_is_no_day(cell: str) -> None:
    """What is no day, or could be two, is refused with its cure."""
    with pytest.raises(Unreadable) as refused:
        read(DAY, cell)
    assert refused.value.cure_zh
    assert refused.value.cure_en


@pytest.mark.parametrize("cell", ["\ufeff是 ", "\u200b是", " 　是\u3000", "是\u200d"])
def test_what_nobody_sees_is_dropped(cell: str) -> None:
    """Blanks outside and zero-width characters do not count."""
    assert clean(cell) == "是"


@pytest.mark.parametrize(
    ("cell", "kept"), [("'=SUM(A1)", "=SUM(A1)"), ("'@x", "@x"), ("'tis", "'tis"), ("it's", "it's")]
)
def test_the_guard_against_formulas_is_taken_off(cell: str, kept: str) -> None:
    """An apostrophe before a formula is a spreadsheet's guard, elsewhere it is text."""
    assert clean(cell) == kept


ENUMS = sorted(
    {p.type for k in KINDS.values() for p in k.props.values() if hasattr(p.type, "__members__")},
    key=lambda e: e.__name__,
)


@pytest.mark.parametrize("kind", ENUMS, ids=lambda e: e.__name__)
def test_every_word_of_an_enum_reads_as_itself(kind: type[Any]) -> None:
    """No two values of one enum share a Chinese or English word, and each has both."""
    prop = next(p for k in KINDS.values() for p in k.props.values() if p.type is kind)
    for name, (zh, en) in words_of(kind).items():
        assert zh
        assert en
        value = kind.__members__[name]
        wanted = [value] if prop.many else value
        assert all(read(prop, word) == wanted for word in (name, zh, en, name.lower()))


def test_every_example_in_the_declarations_can_be_imported() -> None:
    """What the data dictionary shows as an example is accepted by the import."""
    for sheet in all_sheets():
        for column in sheet.columns.values():
            if column.prop and column.prop.example:
                read(column.prop, clean(column.prop.example))


def test_no_two_columns_of_a_sheet_share_a_header() -> None:
    """A header means one column, in Chinese and in English."""
    for sheet in all_sheets():
        accepted = [word for column in sheet.columns.values() for word in column.accepted]
        assert len(accepted) == len(set(accepted))


def test_rules_name_fields_there_are() -> None:
    """A rule over several properties names properties of its kind."""
    for kind in KINDS.values():
        assert all(camel(field) in kind.props for rule in kind.rules for field in rule.fields)


@given(st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)))
def test_every_moment_reads_back(moment: datetime) -> None:
    """An instant to the second survives being written as text, whatever its offset."""
    whole = moment.replace(microsecond=0)
    assert read(TIME, whole.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S")) == whole
    assert read(TIME, (whole + timedelta(0)).isoformat()) == whole


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_every_number_reads_back(number: float) -> None:
    """A finite number survives being written as text."""
    assert read(AMOUNT, repr(number)) == number


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a cell, it is a value or an `Unreadable`, nothing else."""
    for prop in (DAY, TIME, COUNT, AMOUNT, FLAG, KIND, KINDS["Unit"].props["name"]):
        cell = clean(text)
        try:
            value = read(prop, cell) if cell else None
        except Unreadable:
            continue
        assert from_stored(prop, stored(value)) == value
    assert all(part == clean(part) and part for part in split(text))
