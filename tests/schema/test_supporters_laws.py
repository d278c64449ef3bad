"""Laws that hold for every question, drawn: whoever is a candidate, whatever is offered."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from schema.instants import Window, instant, moment
from schema.measures import MICRO
from schema.supporters import answer, load_policy
from schema.supporters.facts import Facts
from schema.supporters.places import Places
from schema.supporters.terms import SupportVerdict
from tests.schema.making import NOW, PLACES, questions

if TYPE_CHECKING:
    from schema.supporters.answers import SupportAnswer, Supporter
    from schema.supporters.facts import OfferFacts

POLICY = load_policy()
ORDER = [SupportVerdict.CANNOT, SupportVerdict.PARTLY, SupportVerdict.CAN]


def ask(facts: Facts) -> SupportAnswer:
    """The answer."""
    return answer(facts, POLICY, NOW)


def by_unit(said: SupportAnswer) -> dict[str, Supporter]:
    """What is said of each unit."""
    return {str(s.unit): s for s in said.supporters}


@given(questions())
def test_everyone_is_answered_once(facts: Facts) -> None:
    """Every connected unit in, every connected unit out; the counts and ranks say the same."""
    said = ask(facts)
    verdicts = [s.verdict for s in said.supporters]
    assert sorted(str(s.unit) for s in said.supporters) == sorted(set(by_unit(said)))
    assert set(by_unit(said)) <= {unit.code for unit in facts.units}
    assert (said.can_count, said.partly_count, said.cannot_count) == tuple(
        verdicts.count(v)
        for v in (SupportVerdict.CAN, SupportVerdict.PARTLY, SupportVerdict.CANNOT)
    )
    ranks = [s.rank for s in said.supporters if s.verdict is not SupportVerdict.CANNOT]
    assert ranks == list(range(1, len(ranks) + 1))
    for s in said.supporters:
        assert (
            (s.objection is not None) == (s.verdict is SupportVerdict.CANNOT) == (s.score is None)
        )


@given(questions(), st.data())
def test_the_order_of_facts_means_nothing(facts: Facts, data: st.DataObject) -> None:
    """Units, resources, bookings, connections and places in any order give the same answer."""
    random = data.draw(st.randoms(use_true_random=False))
    shuffled = replace(
        facts,
        units=tuple(
            replace(unit, offers=tuple(_shuffled_offer(o, random) for o in _shuffled(unit.offers, random)), links=_shuffled(unit.links, random))
            for unit in _shuffled(facts.units, random)
        ),
        places=Places(_shuffled(PLACES, random)),
    )  # fmt: skip
    assert ask(shuffled) == ask(facts)
    assert ask(facts) == ask(facts)


def _shuffled(things: tuple, random: Random) -> tuple:
    return tuple(random.sample(things, len(things)))


def _shuffled_offer(offer: OfferFacts, random: Random) -> OfferFacts:
    resource = offer.resource
    return replace(
        offer, areas=_shuffled(offer.areas, random), audience=_shuffled(offer.audience, random),
        resource=replace(resource, hours=_shuffled(resource.hours, random), bookings=_shuffled(resource.bookings, random)),
    )  # fmt: skip


@given(questions())
def test_points_sum_to_the_score(facts: Facts) -> None:
    """Each part is weighed and rounded down; the score is their sum and never leaves its scale."""
    for s in ask(facts).supporters:
        if s.score is None:
            assert s.parts == []
            continue
        assert s.score == sum(part.points for part in s.parts)
        assert 0 <= s.score <= MICRO
        assert all(0 <= part.value <= MICRO for part in s.parts)
        assert all(part.points == part.weight * part.value // MICRO for part in s.parts)


@given(questions())
def test_nobody_depends_on_who_else_is_there(facts: Facts) -> None:
    """Take one away: what is said of the others stays word for word, but for their ranks, and so does their order."""
    said = ask(facts)
    for gone in facts.units:
        rest = ask(replace(facts, units=tuple(u for u in facts.units if u is not gone)))
        before = [s for s in said.supporters if s.unit != gone.code]
        assert [without_rank(s) for s in before] == [without_rank(s) for s in rest.supporters]


def without_rank(supporter: Supporter) -> dict[str, Any]:
    """Everything that is said of it but its rank."""
    names = {field.name for field in fields(supporter)} - {"rank"}
    return {name: getattr(supporter, name) for name in names}


@given(questions(), st.integers(1, 20))
def test_more_capacity_never_makes_it_worse(facts: Facts, more: int) -> None:
    """Neither the verdict, nor how much is covered, nor when it would work."""
    better = _each_offer(
        facts,
        lambda o: replace(
            o, resource=replace(o.resource, capacity=(o.resource.capacity or 0) + more * MICRO)
        ),
    )
    _never_worse(ask(facts), ask(better))


@given(questions())
def test_longer_hours_and_less_notice_never_make_it_worse(facts: Facts) -> None:
    """Open around the clock, at a moment's notice, for everyone and everywhere."""
    better = _each_offer(
        facts,
        lambda o: replace(
            o, areas=(), audience=(), radius=None,
            resource=replace(o.resource, hours=(), closed_on=frozenset(), lead_time=0, valid_from=None, valid_to=None),
        ),
    )  # fmt: skip
    _never_worse(ask(facts), ask(better))


@given(questions())
def test_fewer_promises_never_make_it_worse(facts: Facts) -> None:
    """One booking of each resource called off."""
    better = _each_offer(
        facts, lambda o: replace(o, resource=replace(o.resource, bookings=o.resource.bookings[1:]))
    )
    _never_worse(ask(facts), ask(better))


def _each_offer(facts: Facts, change) -> Facts:
    return replace(
        facts,
        units=tuple(replace(u, offers=tuple(change(o) for o in u.offers)) for u in facts.units),
    )


def _never_worse(before: SupportAnswer, after: SupportAnswer) -> None:
    worse, better = by_unit(before), by_unit(after)
    for unit, was in worse.items():
        now = better[unit]
        assert ORDER.index(now.verdict) >= ORDER.index(was.verdict)
        assert now.coverage >= was.coverage
        if was.earliest_slot is not None:
            assert now.earliest_slot is not None
            assert now.earliest_slot <= was.earliest_slot


@given(questions())
def test_who_is_better_in_every_part_is_not_ranked_below(facts: Facts) -> None:
    """Dominance, among those with the same verdict."""
    ranked = [s for s in ask(facts).supporters if s.rank is not None]
    for n, upper in enumerate(ranked):
        for lower in ranked[n + 1 :]:
            values = [(a.value, b.value) for a, b in zip(upper.parts, lower.parts, strict=True)]
            if upper.verdict is lower.verdict and all(low >= up for up, low in values):
                assert upper.score == lower.score


@given(questions())
def test_what_is_to_be_used_covers_what_is_said_to_be_covered(facts: Facts) -> None:
    """The uses of each component sum to its cover, and none takes more than is free."""
    for s in ask(facts).supporters:
        for cover in s.cover:
            used = [use for use in s.uses if use.component == cover.component.code]
            assert round(sum(use.quantity for use in used) * MICRO) == round(cover.covered * MICRO)
            assert all(use.free is None or use.quantity <= use.free for use in used)
            assert round((cover.covered + cover.missing) * MICRO) == round(
                cover.component.required * MICRO
            )


@given(questions())
def test_at_its_earliest_slot_a_unit_can(facts: Facts) -> None:
    """Ask again for that time, and it can; who can has its own window as the slot."""
    window = facts.need.window
    for s in ask(facts).supporters:
        if window is None:
            assert s.earliest_slot is None
        elif s.verdict is SupportVerdict.CAN:
            assert s.earliest_slot == moment(window.start)
        elif s.earliest_slot is not None:
            start = instant(s.earliest_slot)
            later = replace(facts.need, window=Window(start, start + window.end - window.start))
            again = by_unit(ask(replace(facts, need=later)))[str(s.unit)]
            assert again.verdict is SupportVerdict.CAN
