"""The most specific service level holds, as rules that beat each other one by one would have it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schema.clocks.rules import Deciding, LevelFacts, Subject, applies, choose, explained
from schema.clocks.terms import ClockKind
from tests.schema.clocks.test_working_time import at

TREE = {"N": None, "N.1": "N", "N.1.1": "N.1", "N.2": "N", "M": None}
GROUND = {
    "city": None,
    "street": "city",
    "community": "street",
    "grid": "community",
    "other": "city",
}
CHANNELS = ["110", "12345", None]
DAY = date(2026, 11, 27).toordinal()


def chain(tree: dict[str, str | None], term: str | None) -> list[str]:
    """A term and all above it."""
    found: list[str] = []
    while term is not None:
        found.append(term)
        term = tree[term]
    return found


def level(code: str, **more: object) -> LevelFacts:
    """A rule that closes within a day, for anything unless said."""
    return replace(LevelFacts(code, code, f"标准{code}", {ClockKind.CLOSE: 1440}), **more)  # type: ignore[arg-type]


@st.composite
def levels(draw: st.DrawFn) -> list[LevelFacts]:
    """Rules that restrict themselves in every way."""
    codes = draw(st.lists(st.sampled_from("ABCDEFGH"), max_size=8))
    return [
        level(
            code, id=f"{code}{n}",
            category=draw(st.sampled_from([None, *TREE])), place=draw(st.sampled_from([None, *GROUND])),
            channel=draw(st.sampled_from(CHANNELS)), level=draw(st.sampled_from([None, None, 1, 2])),
            valid_from=draw(st.sampled_from([None, None, DAY, DAY + 1])),
            valid_to=draw(st.sampled_from([None, None, DAY, DAY + 1])),
        )
        for n, code in enumerate(codes)
    ]  # fmt: skip


SUBJECTS = st.builds(
    lambda term, place, channel, at_level: Subject(
        at("2026-11-27 23:59"), at_level, tuple(chain(TREE, term)), tuple(chain(GROUND, place)), channel
    ),
    st.sampled_from(list(TREE)), st.sampled_from(list(GROUND)), st.sampled_from(CHANNELS), st.sampled_from([1, 2, 3]),
)  # fmt: skip


def fits(rule: LevelFacts, need: Subject) -> bool:
    """Told again in words: what it restricts itself to is met, and it was in force on the day of the report."""
    term = rule.category is None or rule.category in chain(TREE, need.categories[0])
    place = rule.place is None or rule.place in chain(GROUND, need.places[0])
    channel = rule.channel in (None, need.channel)
    at_level = rule.level in (None, need.level)
    begun = rule.valid_from != DAY + 1
    over = rule.valid_to == DAY
    return term and place and channel and at_level and begun and not over


def beats(one: LevelFacts, other: LevelFacts) -> bool:
    """Whether one of two that fit is more specific, told again in words; depth counted from the root."""
    for tree, a, b in (
        (TREE, one.category, other.category),
        (GROUND, one.place, other.place),
    ):
        if len(chain(tree, a)) != len(chain(tree, b)):
            return len(chain(tree, a)) > len(chain(tree, b))
    for a, b in ((one.channel, other.channel), (one.level, other.level)):
        if (a is None) != (b is None):
            return b is None
    return (one.code, one.id) < (other.code, other.id)


@given(levels(), SUBJECTS, st.randoms())
def test_one_that_nothing_beats_holds(rules: list[LevelFacts], need: Subject, dice: Random) -> None:
    """Whatever order rules come in; the others follow, each beaten by what it says."""
    found = choose(dice.sample(rules, len(rules)), need)
    fitting = [rule for rule in rules if fits(rule, need)]
    assert [rule for rule in rules if applies(rule, need)] == fitting
    if found is None:
        assert fitting == []
        return
    ranked = [found.rule, *(other for other, _ in found.others)]
    assert sorted(r.id for r in ranked) == sorted(r.id for r in fitting)
    for n, rule in enumerate(ranked):
        assert all(beats(rule, other) for other in ranked[n + 1 :])
    for other, by in found.others:
        assert by is said(found.rule, other)


def said(one: LevelFacts, other: LevelFacts) -> Deciding:
    """What two rules first differ in."""
    if one.category != other.category:
        return Deciding.CATEGORY
    if one.place != other.place:
        return Deciding.PLACE
    if (one.channel is None) != (other.channel is None):
        return Deciding.CHANNEL
    return Deciding.LEVEL if (one.level is None) != (other.level is None) else Deciding.CODE


NEED = Subject(
    at("2026-11-27 15:00"), 2, ("N.1.1", "N.1", "N"), ("grid", "community", "street"), "110"
)


def test_the_order_of_what_decides() -> None:
    """Category before place before channel before level before code."""
    rules = [
        level("F"), level("E", level=2), level("D", channel="110"), level("C", place="street"),
        level("B", category="N"), level("G"), level("A", category="N.1.1", valid_to=DAY),
    ]  # fmt: skip
    found = choose(rules, NEED)
    assert found
    assert [found.rule.code, *(rule.code for rule, _ in found.others)] == [
        "B",
        "C",
        "D",
        "E",
        "F",
        "G",
    ]
    assert {by for _, by in found.others} == {Deciding.CATEGORY}
    found = choose(rules[:1] + rules[-2:], NEED)
    assert found
    assert found.others == ((rules[5], Deciding.CODE),) or found.rule.code == "F"


def test_it_is_explained_in_both_languages() -> None:
    """Which holds, why it comes before the next three, and how many more there are."""
    alone = choose([level("A")], NEED)
    assert alone
    assert explained(alone) == ("按“标准A”（A）：只有它适用。", "By A: no other applies.")
    many = choose([level("A", category="N"), *(level(c) for c in "BCDEF")], NEED)
    assert many
    zh, en = explained(many)
    assert (
        zh
        == "按“标准A”（A）。优先于“标准B”（B）：需求分类更具体；优先于“标准C”（C）：需求分类更具体；优先于“标准D”（D）：需求分类更具体；另有2条。"
    )
    assert (
        en
        == "By A, before B: a nearer category; before C: a nearer category; before D: a nearer category; and 2 more."
    )


def test_a_rule_is_in_force_by_the_day_of_the_report_in_china() -> None:
    """The first and the last minute of a day; a rule that ends today is over."""
    first, last = at("2026-11-27 00:00"), at("2026-11-27 23:59")
    for reported in (first, last):
        need = replace(NEED, reported=reported)
        assert applies(level("A", valid_from=DAY, valid_to=DAY + 1), need)
        assert not applies(level("A", valid_from=DAY + 1), need)
        assert not applies(level("A", valid_to=DAY), need)
