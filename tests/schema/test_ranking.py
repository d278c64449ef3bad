"""In what order units are ranked, and every part of a score, worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from schema.availability import ResourceFacts
from schema.capacity import CapacityMode
from schema.supporters import answer, load_policy
from schema.supporters.eligibility import match_fit
from schema.supporters.facts import Position
from schema.supporters.terms import SupportCriterion, SupportVerdict, SupportVia
from tests.schema.making import (
    BUS,
    NOW,
    component,
    facts,
    link,
    need,
    offer,
    resource,
    unit,
)

if TYPE_CHECKING:
    from schema.supporters.answers import SupportAnswer, Supporter
    from schema.supporters.facts import NeedFacts, UnitFacts

C = SupportCriterion
CAN, PARTLY, CANNOT = SupportVerdict.CAN, SupportVerdict.PARTLY, SupportVerdict.CANNOT


def ask(asked: NeedFacts, *units: UnitFacts) -> SupportAnswer:
    """The answer under the packaged policy, as of the first of December, eight o'clock."""
    return answer(facts(asked, *units), load_policy(), NOW)


def only(asked: NeedFacts, one: UnitFacts) -> Supporter:
    """What is said of one unit."""
    (supporter,) = ask(asked, one).supporters
    return supporter


def value(supporter: Supporter, criterion: SupportCriterion) -> int:
    """One part of its score."""
    return next(part.value for part in supporter.parts if part.criterion is criterion)


def counted(capacity: float) -> ResourceFacts:
    """A counted resource."""
    return resource(CapacityMode.COUNTED, capacity)


def test_every_part_of_the_score_by_hand() -> None:
    """Two units of one street, worked out on paper."""
    asked = need(component(10, fit=Fraction(8, 10), steps_up=1))
    one = unit(
        "U1", offer(facts=counted(5), categories={BUS.key: 1}, position=Position(41.81, 120.77)),
        links=(link("street"),), engagements=1, max_engagements=4, kept=3, finished=4,
    )  # fmt: skip
    said = only(asked, one)
    assert {part.criterion: part.value for part in said.parts} == {
        C.FIT: 684_000,  # 0.8 × 0.9 × 0.95
        C.AVAILABILITY: 500_000,
        C.PAIRING: 800_000,
        C.DISTANCE: 1_000_000,
        C.LOAD: 750_000,
        C.RECORD: 775_000,  # (3 + 3.2) / (4 + 4)
        C.PATH: 666_666,  # unit – agreement – street – community
    }
    assert said.score == sum(part.points for part in said.parts)
    assert all(part.points == part.weight * part.value // 1_000_000 for part in said.parts)


def test_what_is_unknown_counts_half_or_as_usual() -> None:
    """No position, no limit, no record."""
    said = only(need(), unit("U1", offer(), engagements=3))
    assert value(said, C.DISTANCE) == 500_000
    assert value(said, C.LOAD) == 700_000
    assert value(said, C.RECORD) == 800_000


def test_ranking_can_before_partly_then_score_then_code() -> None:
    """A weak unit that can comes before a strong one that can only partly; equals follow their code."""
    weak = unit(
        "U9",
        offer(facts=counted(10)),
        links=(link("bridge", SupportVia.FIRST_SECRETARY),),
        engagements=9,
    )
    strong = unit("U1", offer(facts=counted(9.99), position=Position(41.81, 120.77)))
    said = ask(
        need(component(10)),
        unit("U5"),
        strong,
        unit("U3", offer("B")),
        unit("U2", offer("A")),
        weak,
    )
    assert [(s.unit, s.rank, s.verdict) for s in said.supporters] == [
        ("U2", 1, CAN), ("U3", 2, CAN), ("U9", 3, CAN), ("U1", 4, PARTLY), ("U5", None, CANNOT),
    ]  # fmt: skip
    assert (said.can_count, said.partly_count, said.cannot_count) == (3, 1, 1)


def test_among_equals_those_who_only_have_what_never_runs_out_come_last() -> None:
    """A telephone line that always has time does not push a bus aside."""
    endless = unit("U1", offer(facts=resource(CapacityMode.UNLIMITED, None)))
    said = ask(need(), endless, unit("U2", offer()))
    assert [(s.unit, s.score) for s in said.supporters] == [
        ("U2", said.supporters[1].score),
        ("U1", said.supporters[0].score),
    ]
    assert said.supporters[1].uses[0].free is None


@pytest.mark.parametrize(
    ("fit", "up", "depth", "expected"),
    [
        ("1", 0, 0, 1_000_000),
        ("0.8", 1, 0, 720_000),
        ("0.7", 0, 3, 600_163),
        ("1", 2, 2, 731_025),
        ("2", 0, 0, 1_000_000),
    ],
)
def test_the_fit_along_both_trees(fit: str, up: int, depth: int, expected: int) -> None:
    """A tenth less for each step up, a twentieth for each step down, rounded half up, never above one."""
    assert match_fit(Fraction(fit), up, depth) == expected
