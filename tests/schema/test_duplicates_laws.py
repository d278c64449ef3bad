"""Laws of the likeness of needs, and the same answers as a brute force that knows nothing of how they are found."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from schema.duplicates.answers import answer
from schema.duplicates.facts import Candidate, CategorySaid, DuplicateFacts, NeedSaid, PlaceSaid
from schema.duplicates.likeness import likeness, normalised
from schema.duplicates.score import WEIGHTS, parts, points
from schema.duplicates.terms import DuplicateDoubt, DuplicateSuggestion
from schema.duplicates.verdict import SHOWN_FROM, Judgement, judge
from schema.instants import DAY, Window
from schema.measures import MICRO
from schema.needs import NeedKind, NeedStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = (
    "3号楼",
    "5号楼",
    "一单元",
    "2单元",
    "101室",
    "水管",
    "冻堵",
    "停水",
    "漏水",
    "桥北小区",
    "！",
    " ",
    "Ａ座",
    "6楼",
)
TREE = {"city": None, "street": "city", "c1": "street", "c2": "street", "e1": "c1", "e2": "c1", "b1": "e1", "b2": "e1", "g1": "c2"}  # fmt: skip
SORTS = {"N1": None, "N2": None, "N2.1": "N2", "N2.1.1": "N2.1", "N2.1.2": "N2.1", "N2.2": "N2"}
texts = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)


def chain(place: str) -> tuple[str, ...]:
    """A place and all above it."""
    above = TREE[place]
    return (place, *(chain(above) if above else ()))


@st.composite
def needs(draw: st.DrawFn) -> NeedSaid:
    """A need somewhere in a small town, sometimes at its end."""
    place = draw(st.sampled_from(sorted(TREE)))
    sort = draw(st.sampled_from(sorted(SORTS)))
    reported = draw(st.integers(0, 200)) * DAY // 2
    status = draw(st.sampled_from(NeedStatus))
    ends = status in {NeedStatus.CLOSED, NeedStatus.REJECTED, NeedStatus.CANCELLED}
    start = draw(st.none() | st.integers(0, 20).map(lambda day: day * DAY))
    return NeedSaid(
        title=draw(texts),
        description=draw(st.none() | texts),
        category=CategorySaid(sort, SORTS[sort]),
        place=PlaceSaid(chain(place), place),
        reported=reported,
        kind=draw(st.sampled_from(NeedKind)),
        status=status,
        ended=reported + draw(st.integers(0, 80)) * DAY // 2 if ends else None,
        window=None if start is None else Window(start, start + DAY),
        households=draw(st.none() | st.integers(0, 3)),
        id=draw(st.uuids().map(str)),
    )


known = st.none() | st.booleans()
candidates = st.builds(Candidate, needs(), known, known, st.none())
several = st.lists(candidates, max_size=6, unique_by=lambda c: c.need.id)


def by_hand(asked: NeedSaid, other: NeedSaid, phone: bool | None, reporter: bool | None) -> int:
    """The score from first principles: fractions, sets and lists, rounded down once for each part."""

    def dice(one: str, two: str) -> int:
        a, b = (
            [t[i : i + 2] for i in range(max(1, len(t) - 1))]
            for t in (normalised(one), normalised(two))
        )
        if not any(a) or not any(b):
            return 0
        left, common = list(b), 0
        for pair in a:
            if pair in left:
                left.remove(pair)
                common += 1
        return int(Fraction(2 * common, len(a) + len(b)) * MICRO)

    def far(one: tuple[str, ...], two: tuple[str, ...]) -> int:
        shared = [p for p in one if p in two]
        if not shared:
            return 0
        up, down = one.index(shared[0]), two.index(shared[0])
        return max(100_000, MICRO - 150_000 * (up + down) - (250_000 if up and down else 0))

    a, b = asked.category, other.category
    kin = (
        1 if a.key == b.key
        else Fraction(7, 10) if b.parent == a.key or a.parent == b.key
        else Fraction(4, 10) if a.parent and a.parent == b.parent else 0
    )  # fmt: skip
    days = Fraction(abs(asked.reported - other.reported), DAY)
    h = (asked.households, other.households)
    marks = [
        max(dice(asked.title, other.title), dice(asked.title + (asked.description or ""), other.title + (other.description or ""))),
        far(asked.place.chain, other.place.chain),
        int(kin * MICRO),
        MICRO - min(MICRO, int(days / 30 * MICRO)),
        MICRO * bool(phone),
        MICRO * bool(reporter),
        0 if None in h or h == (0, 0) else min(h) * MICRO // max(h),  # type: ignore[type-var]
    ]  # fmt: skip
    weights = [300, 250, 150, 150, 70, 50, 30]
    return sum(w * 1000 * m // MICRO for w, m in zip(weights, marks, strict=True))


@given(texts, texts)
def test_the_measure_of_texts_is_symmetric_and_bounded(one: str, other: str) -> None:
    """Neither text is the first; a text that says something is wholly like itself."""
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= MICRO
    assert likeness(one, one) == (MICRO if normalised(one) else 0)


@given(texts, st.integers(0, 6))
def test_blanks_punctuation_and_width_change_nothing(text: str, at: int) -> None:
    """The same words, typed otherwise."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    other = f"{wide[:at]}，　{wide[at:]}。"
    assert likeness(text, other) == likeness(text, text)


@given(needs(), candidates)
def test_parts_sum_to_the_score_as_found_by_hand(asked: NeedSaid, candidate: Candidate) -> None:
    """Exactly; each part is 0 to 1,000,000 and the weights sum to 1,000,000."""
    marks = parts(asked, candidate)
    assert sum(weight for _, weight in WEIGHTS) == MICRO
    assert all(0 <= mark <= MICRO for mark in marks)
    said = by_hand(asked, candidate.need, candidate.same_phone, candidate.same_reporter)
    assert Judgement(asked, candidate).score == sum(points(marks)) == said


@given(needs(), candidates)
def test_two_needs_are_to_each_other_the_same(asked: NeedSaid, candidate: Candidate) -> None:
    """Whichever is asked about: parts, doubts and suggestion."""
    there, back = (
        Judgement(asked, candidate),
        Judgement(candidate.need, replace(candidate, need=asked)),
    )
    assert (there.marks, there.doubts, there.suggestion) == (
        back.marks,
        back.doubts,
        back.suggestion,
    )


@given(needs(), several, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(
    asked: NeedSaid, found: list[Candidate], random: Random
) -> None:
    """Nor does it show in the answer."""
    shuffled = random.sample(found, len(found))
    assert told(asked, found) == told(asked, shuffled)


@given(needs(), several, candidates)
def test_one_more_need_changes_nothing_of_the_others(
    asked: NeedSaid, found: list[Candidate], more: Candidate
) -> None:
    """Neither their order nor what is said of them."""
    with_it = [each for each in judge(asked, [*found, more]) if each.candidate is not more]
    assert with_it == judge(asked, found)


@given(needs(), several)
def test_shown_is_all_that_reaches_the_score_and_nothing_else(
    asked: NeedSaid, found: list[Candidate]
) -> None:
    """The same first, then what came back, then what is related; each by its score."""
    shown = judge(asked, found)
    assert {j.candidate.need.id for j in shown} == {
        c.need.id for c in found if by_hand(asked, c.need, c.same_phone, c.same_reporter) >= SHOWN_FROM
    }  # fmt: skip
    order = [*DuplicateSuggestion]
    assert shown == sorted(shown, key=lambda j: (order.index(j.suggestion), -j.score, abs(j.candidate.need.reported - asked.reported), j.candidate.need.id))  # fmt: skip


@given(needs(), candidates)
def test_nothing_is_called_the_same_against_a_doubt(asked: NeedSaid, candidate: Candidate) -> None:
    """And what seems to have come back had been closed, at a place that holds or lies in the other's, within ninety days."""
    found = Judgement(asked, candidate)
    other = candidate.need
    if found.suggestion is DuplicateSuggestion.SAME:
        assert not found.doubts
        assert abs(asked.reported - other.reported) <= 30 * DAY
    if found.suggestion is not DuplicateSuggestion.RELATED:
        assert set(asked.place.chain) <= set(other.place.chain) or set(other.place.chain) <= set(asked.place.chain)  # fmt: skip
        assert abs(asked.reported - other.reported) <= 90 * DAY
    if found.suggestion is DuplicateSuggestion.REPEAT:
        assert found.doubts == (DuplicateDoubt.ENDED_BETWEEN,)
        assert NeedStatus.CLOSED in {asked.status, other.status}


def told(asked: NeedSaid, found: Sequence[Candidate]) -> str:
    """The whole answer, as text."""
    return repr(answer(DuplicateFacts(asked, tuple(found)), len(found)))
