"""Who counts with what, and what is counted of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schema.commitments import CommitmentDirection as Direction
from schema.commitments import CommitmentStatus as Status
from schema.load.facts import Partner, Promise, days_within
from schema.load.judged import judge
from schema.units import UnitStatus

ASKED, OFFERED = Direction.REQUESTED, Direction.OFFERED


def promises(*said: tuple[Status, Direction], wanted: str = "C1") -> tuple[Promise, ...]:
    """Promises, each for a need of its own."""
    return tuple(
        Promise(f"{wanted}-{n}-{s.name}", s, d, f"need {wanted} {n} {s.name}", wanted=frozenset({wanted}))
        for n, (s, d) in enumerate(said)
    )  # fmt: skip


def unit(name: str, *said: tuple[Status, Direction], carries: int | None = 4, days: int = 100, **more: object) -> Partner:  # fmt: skip
    """A partner that offers C1."""
    return Partner(
        name, name, name, carries, days, promises(*said),
        **{"offers": frozenset({"C1"}), **more},  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_refusal_lowers_no_load() -> None:
    """Three units were asked twice each; one refuses all: it is asked as much as the others, and accepts nothing."""
    yes, no = (Status.CONFIRMED, ASKED), [(Status.DECLINED, ASKED), (Status.EXPIRED, ASKED)]
    found = judge([unit("a", yes, yes), unit("b", yes, yes), unit("c", *no)])
    assert found.load.gini == found.asked.gini == 0
    assert found.accepted.gini == Fraction(1, 3)
    assert (found.asked.total, found.accepted.total) == (6, 4)


def test_the_next_request_does_not_go_to_whoever_refuses() -> None:
    """What is open stays where it is: the one that refused has had its turns."""
    refused = [(Status.DECLINED, ASKED)] * 3
    found = judge([unit("a", (Status.REQUESTED, ASKED)), unit("b", *refused)])
    assert found.moves == ()


def test_units_that_were_asked_nothing_count() -> None:
    """One of four carries all: Gini is three quarters, not nothing."""
    found = judge([unit("a", (Status.CONFIRMED, ASKED)), unit("b"), unit("c"), unit("d")])
    assert found.load.gini == Fraction(3, 4)
    assert found.load.top == 4
    assert len(found.counted) == 4


def test_part_of_a_year_weighs_as_much() -> None:
    """Half the load in half the time is even; on no day, a unit does not count at all."""
    yes = (Status.CONFIRMED, ASKED)
    found = judge([unit("a", yes, yes), unit("b", yes, days=50), unit("c", yes, days=0)])
    assert found.load.gini == 0
    assert [p.id for p in found.out] == ["c"]
    assert found.load.total == 3


def test_who_does_not_say_what_it_carries() -> None:
    """Carries as much as the middle one of those who say; who carries nothing does not count."""
    found = judge([unit("a", carries=2), unit("b", carries=8), unit("c", carries=3), unit("d", carries=None), unit("e", carries=0)])  # fmt: skip
    (assumed,) = (w for w in found.counted if w.assumed)
    assert (assumed.partner.id, assumed.carries) == ("d", 3)
    assert [p.id for p in found.out] == ["e"]
    assert judge([unit("a", carries=None)]).counted[0].carries == 1


def test_what_a_unit_offers_by_itself() -> None:
    """Is load once it was taken up, and was never asked."""
    found = judge([unit("a", (Status.OFFERED, OFFERED), (Status.DECLINED, OFFERED), (Status.ACCEPTED, OFFERED))])  # fmt: skip
    assert (found.asked.total, found.accepted.total, found.load.total) == (0, 1, 1)
    assert found.asked.gini is None


def test_only_what_is_open_moves_and_only_to_whoever_could() -> None:
    """Two of three open requests go, each to a unit of its own; not to one that is suspended, offers something else, or was asked for the same need."""
    open_ = (Status.REQUESTED, ASKED)
    busy = unit("a", open_, open_, open_, (Status.ACCEPTED, ASKED))
    again = unit("e", offers=frozenset({"C1"}))
    again = Partner("e", "e", "e", 4, 100, tuple(Promise(f"e{n}", Status.DECLINED, ASKED, p.need) for n, p in enumerate(busy.promises)), offers=frozenset({"C1"}))  # fmt: skip
    found = judge([busy, unit("b"), unit("c", status=UnitStatus.SUSPENDED), unit("d", offers=frozenset({"C2"})), again, unit("f")])  # fmt: skip
    assert len(found.moves) == 2
    assert {m.taker.partner.id for m in found.moves} == {"b", "f"}
    assert {m.giver.partner.id for m in found.moves} == {"a"}
    assert all(m.promise.status is Status.REQUESTED for m in found.moves)
    assert found.after.total == found.load.total


def test_days_of_several_terms() -> None:
    """Terms that overlap count once; what ended nobody knows when counts for nothing."""
    days = range(738000, 738100)

    def day(n: int) -> str:
        return date.fromordinal(n).isoformat()

    assert days_within([[True, None, None]], days) == 100
    assert days_within([[False, None, None]], days) == 0
    assert days_within([[False, None, day(738010)]], days) == 10
    assert days_within([[True, day(738090), None], [True, day(738080), day(738095)]], days) == 20
    assert days_within([[True, day(738200), None], [True, None, day(737000)]], days) == 0
    assert (
        days_within([[True, day(738010), day(738020)], [True, day(738030), day(738040)]], days)
        == 20
    )
