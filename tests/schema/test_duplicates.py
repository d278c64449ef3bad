"""What is suggested of two needs, and the traps in which they must not be called the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from schema.duplicates import words
from schema.duplicates.answers import answer
from schema.duplicates.facts import Candidate, CategorySaid, DuplicateFacts, NeedSaid, PlaceSaid
from schema.duplicates.likeness import apart, likeness, spots
from schema.duplicates.terms import DuplicateDoubt, DuplicateSuggestion
from schema.duplicates.verdict import Judgement, judge
from schema.instants import BEIJING, DAY, Window, instant
from schema.needs import NeedKind, NeedStatus

PIPES = CategorySaid("N2.1.1", "N2.1", "冻管抢修", "Frozen pipes")
HEATING = CategorySaid("N2.1.2", "N2.1", "供暖", "Heating")
ESTATE = PlaceSaid(("estate", "community", "street"), "桥北小区")
BUILDING = PlaceSaid(("b3", "estate", "community", "street"), "桥北小区3号楼")
OTHER_BUILDING = PlaceSaid(("b5", "estate", "community", "street"), "桥北小区5号楼")
AT = instant(datetime(2026, 12, 1, 8, tzinfo=BEIJING))

BURST = NeedSaid(
    "桥北小区3号楼供水立管冻堵", PIPES, ESTATE, AT, kind=NeedKind.HAZARD, status=NeedStatus.IN_PROGRESS, id="burst"
)  # fmt: skip
AGAIN = NeedSaid(
    "桥北小区3号楼水管冻裂停水", PIPES, ESTATE, AT + 3 * 3600 * 10**6, kind=NeedKind.COMPLAINT, id="again"
)  # fmt: skip


def judged(one: NeedSaid, other: NeedSaid, **more: bool | None) -> Judgement:
    """The one asked about, beside the other."""
    return Judgement(one, Candidate(other, **more))


def suggested(one: NeedSaid, other: NeedSaid, **more: bool | None) -> DuplicateSuggestion:
    """What is suggested, whichever of the two is asked about."""
    there, back = judged(one, other, **more), judged(other, one, **more)
    assert (there.suggestion, there.score, there.doubts) == (
        back.suggestion,
        back.score,
        back.doubts,
    )
    return there.suggestion


@pytest.mark.parametrize(
    "title",
    [
        "桥北小区3号楼水管冻裂停水",
        "3号楼供水立管冻住了",
        "桥北小区三号楼冻管，立管堵了",
        "３号楼　供水立管冻堵！",
    ],
)
def test_one_hazard_by_several_channels_is_the_same(title: str) -> None:
    """A grid worker, a rider's snapshot and the hotline say it in their own words, hours apart."""
    assert suggested(BURST, replace(AGAIN, title=title)) is DuplicateSuggestion.SAME


def test_a_need_at_the_building_and_one_at_the_estate_may_be_the_same() -> None:
    """One caller names the building, the next only the estate."""
    assert suggested(BURST, replace(AGAIN, place=BUILDING)) is DuplicateSuggestion.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3号楼1单元漏水", "3号楼2单元漏水"),
        ("3号楼漏水", "5栋漏水"),
        ("3号楼一单元漏水", "3号楼十二单元漏水"),
        ("3号楼1单元101室停水", "3号楼1单元202室停水"),
        ("3-1-101 停水", "3-1-202 停水"),
        ("三楼住户停水", "5层住户停水"),
        ("A座电梯停运", "B座电梯停运"),
    ],
)
def test_other_flats_are_other_matters(one: str, other: str) -> None:
    """Texts that differ in nothing but the stairway, however alike they are."""
    found = judged(replace(BURST, title=one), replace(AGAIN, title=other))
    assert found.suggestion is DuplicateSuggestion.RELATED
    assert DuplicateDoubt.OTHER_SPOT in found.doubts


def test_other_buildings_are_other_matters_though_the_texts_name_none() -> None:
    """The place says it."""
    one, other = replace(BURST, title="水管冻裂", place=BUILDING), replace(AGAIN, title="水管冻裂", place=OTHER_BUILDING)  # fmt: skip
    found = judged(one, other)
    assert found.suggestion is DuplicateSuggestion.RELATED
    assert {DuplicateDoubt.OTHER_PLACE, DuplicateDoubt.OTHER_SPOT} <= set(found.doubts)


@pytest.mark.parametrize("kind", [NeedKind.HELP, NeedKind.WISH, NeedKind.CONSULTATION])
def test_households_of_one_building_are_served_each_for_itself(kind: NeedKind) -> None:
    """The same problem, word for word, of two households; unless one telephone or person reported both."""
    one, other = (
        replace(n, title="暖气不热求助", place=BUILDING, kind=kind) for n in (BURST, AGAIN)
    )
    assert suggested(one, other) is DuplicateSuggestion.RELATED
    assert (
        suggested(one, other, same_phone=False, same_reporter=False) is DuplicateSuggestion.RELATED
    )
    assert suggested(one, other, same_phone=True) is DuplicateSuggestion.SAME
    assert suggested(one, other, same_reporter=True) is DuplicateSuggestion.SAME


def test_what_concerns_one_household_each_says_so() -> None:
    """By its number, also of a kind that is everybody's; one household that reports what concerns sixty is no doubt."""
    one, other = replace(BURST, households=1), replace(AGAIN, households=1)
    assert suggested(one, other) is DuplicateSuggestion.RELATED
    assert suggested(replace(one, households=60), other) is DuplicateSuggestion.SAME


def closed(need: NeedSaid, days: float) -> NeedSaid:
    """The need, closed so many days after it was reported."""
    return replace(need, status=NeedStatus.CLOSED, ended=need.reported + round(days * DAY))


def later(need: NeedSaid, days: float) -> NeedSaid:
    """The need, reported so many days later."""
    return replace(need, reported=need.reported + round(days * DAY))


def test_what_was_closed_before_seems_to_have_come_back() -> None:
    """Within ninety days; whichever of the two is asked about."""
    assert suggested(closed(BURST, 2), later(AGAIN, 20)) is DuplicateSuggestion.REPEAT
    assert suggested(closed(BURST, 2), later(AGAIN, 80)) is DuplicateSuggestion.REPEAT


def test_what_was_reported_before_the_other_was_closed_is_the_same() -> None:
    """Both were open at once, though one is closed by now."""
    assert suggested(closed(BURST, 2), later(AGAIN, 1)) is DuplicateSuggestion.SAME


def test_what_was_refused_or_withdrawn_has_not_come_back() -> None:
    """It was never done."""
    for status in (NeedStatus.REJECTED, NeedStatus.CANCELLED):
        gone = replace(closed(BURST, 2), status=status)
        assert suggested(gone, later(AGAIN, 20)) is DuplicateSuggestion.RELATED


@pytest.mark.parametrize("ended", [2, None])
def test_a_season_later_is_another_matter(ended: int | None) -> None:
    """Pipes freeze every winter, and nobody ever closed the need of the last one."""
    last = BURST if ended is None else closed(BURST, ended)
    assert suggested(last, later(AGAIN, 365)) is DuplicateSuggestion.RELATED


def test_the_same_wish_for_another_day_is_another_matter() -> None:
    """A bus every Friday is as many needs as there are Fridays."""
    friday = Window(AT + 3 * DAY, AT + 3 * DAY + DAY // 2)
    one, other = replace(BURST, window=friday), replace(AGAIN, window=Window(*(t + 7 * DAY for t in friday)))  # fmt: skip
    assert judged(one, other).doubts == (DuplicateDoubt.OTHER_PERIOD,)
    assert suggested(one, replace(other, window=friday)) is DuplicateSuggestion.SAME


def test_one_reporter_may_have_two_matters() -> None:
    """The same person, place and day, another thing."""
    one, other = replace(BURST, title="楼道灯坏"), replace(AGAIN, title="楼道扶手坏")
    assert judged(one, other, same_reporter=True, same_phone=True).doubts == (DuplicateDoubt.WORDS_DIFFER,)  # fmt: skip


def test_another_category_under_the_same_one_can_be_the_same() -> None:
    """Windows sort one matter differently."""
    assert suggested(BURST, replace(AGAIN, category=HEATING)) is DuplicateSuggestion.SAME


def test_a_part_sentence_says_what_it_rests_on() -> None:
    """In both languages, with figures; what is not known is said so."""
    found = answer(
        DuplicateFacts(replace(BURST, households=60), (Candidate(replace(AGAIN, households=24)),))
    )
    (candidate,) = found.candidates
    said = {part.criterion.name: (part.zh, part.en) for part in candidate.parts}
    assert said == {
        "TEXT": ("文字相似 58%", "58% of the wording in common"),
        "PLACE": ("同在桥北小区", "both at 桥北小区"),
        "CATEGORY": ("同为“冻管抢修”", "both “Frozen pipes”"),
        "TIME": ("上报相隔 3 小时", "reported 3 hours apart"),
        "PHONE": ("联系电话未注明或不可见", "telephone number not given or not shown"),
        "REPORTER": ("上报人未注明或不可见", "reporter not given or not shown"),
        "HOUSEHOLDS": ("涉及 60 户与 24 户", "60 and 24 households"),
    }
    assert (candidate.doubts, found.same_count, found.looked_at) == ([], 1, 1)


def test_every_doubt_is_said_in_both_languages() -> None:
    """And each of them arises."""
    one = replace(closed(BURST, 1), households=1, place=BUILDING, window=Window(AT, AT + DAY))
    other = replace(
        later(AGAIN, 95), title="五号楼乙", households=1, place=OTHER_BUILDING, window=Window(AT + 90 * DAY, AT + 91 * DAY)
    )  # fmt: skip
    found = judged(one, other)
    assert set(found.doubts) == set(DuplicateDoubt)
    for each in found.doubts:
        zh, en = words.doubt(each, found)
        assert zh.endswith("。")
        assert en.endswith(".")


def test_what_has_little_in_common_is_not_shown() -> None:
    """A neighbour's other need in the same community is no candidate."""
    far = replace(
        AGAIN, title="社区读书会场地", place=PlaceSaid(("g", "community", "street"), "第一网格")
    )
    assert judge(BURST, [Candidate(far)]) == []


def test_the_same_comes_first_whatever_the_scores() -> None:
    """Other flats can be more alike than the same matter in other words."""
    twin = replace(AGAIN, title="桥北小区5号楼供水立管冻堵", id="twin", reported=AT)
    shown = judge(BURST, [Candidate(twin), Candidate(AGAIN)])
    assert [j.candidate.need.id for j in shown] == ["again", "twin"]
    assert shown[0].score < shown[1].score


def test_numbers_are_read_as_people_write_them() -> None:
    """Chinese numerals, full-width digits, letters, dashes; a date and a count of households are none."""
    assert spots("三号楼二单元十二层１２０３室") == {
        "building": {"3"}, "stairway": {"2"}, "floor": {"12"}, "room": {"1203"},
    }  # fmt: skip
    assert spots("03-2-0402停水") == {"building": {"3"}, "stairway": {"2"}, "room": {"402"}}
    assert spots("2026-12-01 起60户停水，两室一厅") == {}
    assert apart(spots("3号楼"), spots("3号楼2单元")) is None
    assert apart(spots("3号楼和5号楼"), spots("5栋")) is None


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        ("停水", "停水", 1_000_000), ("停水", "停 水！", 1_000_000), ("ＡＢ", "ab", 1_000_000),
        ("停水", "停电", 0), ("停水停电", "停水", 500_000), ("水", "水", 1_000_000), ("", "", 0), (None, "停水", 0),
    ],
)  # fmt: skip
def test_the_measure_of_texts_is_that_of_dice(one: str | None, other: str, value: int) -> None:
    """Twice the pairs in common, by all pairs."""
    assert likeness(one, other) == value
