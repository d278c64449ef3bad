"""What two communities ask for and who could give it, made by hand and drawn, on the small street of `tests.schema.making`."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from schema.reach.facts import Asked, Capability, Community, NeedCategory, Post, ReachFacts
from schema.resources import ResourceStatus
from schema.supporters.facts import Named, OfferFacts, Position, UnitFacts
from schema.supporters.places import Places
from schema.supporters.terms import SupportVia
from schema.units import UnitStatus
from tests.schema.making import BUS, DRIVER, PLACES, link, offer, resource, unit

BRIDGE_C, GARDEN_C = Community("bridge", "bridge", 2000, "bridge"), Community("garden", "garden", 800, "garden")  # fmt: skip
RIDES = NeedCategory("rides", "N.rides", Named("N.rides", "接送", "Rides"), (BUS.key, DRIVER.key), (BUS.key,), "rides")  # fmt: skip
HELP = NeedCategory("help", "N.help", Named("N.help", "帮忙", "Help"), (BUS.key, DRIVER.key), (), "help")  # fmt: skip
CAPABILITIES = {each.key: Capability(each, each.key) for each in (BUS, DRIVER)}
ELDERS = Named("G.old", "老人", "Elders")


def asked(id_: str, community: str = "bridge", category: str = "rides", **more: Any) -> Asked:
    """An open need."""
    return Asked(id_, community, category, **more)


def facts(units: list[UnitFacts], *needs: Asked, posts: tuple[Post, ...] = ()) -> ReachFacts:
    """Two communities of one street."""
    return ReachFacts(
        communities=(BRIDGE_C, GARDEN_C), asked=needs, categories={"rides": RIDES, "help": HELP}, capabilities=CAPABILITIES,
        posts={post.id: post for post in posts}, places=Places(PLACES), units=tuple(units), place_node="street",
    )  # fmt: skip


@st.composite
def plain_offers(draw: st.DrawFn, code: str) -> OfferFacts:
    """An offer that is open at all times, without any booking: what is in its way can be read off it."""
    return offer(
        code, resource(capacity=draw(st.sampled_from([0, 5, 5, 5]))),
        categories=draw(st.sampled_from([{BUS.key: 0}, {BUS.key: 1, DRIVER.key: 0}, {DRIVER.key: 0}, {"C.other": 0}])),
        status=draw(st.sampled_from([ResourceStatus.ACTIVE] * 4 + [ResourceStatus.INACTIVE])),
        areas=draw(st.sampled_from([(), (), (Named("street", "南山街道", "Nanshan"),), (Named("garden", "园林社区", "Yuanlin"),)])),
        audience=draw(st.sampled_from([(), (), (ELDERS,)])),
        radius=draw(st.sampled_from([None, None, 1_000_000, 5_000_000])),
        position=draw(st.sampled_from([None, Position(41.81, 120.77), Position(41.79, 120.78), Position(42.5, 120.8)])),
    )  # fmt: skip


@st.composite
def plain_units(draw: st.DrawFn, code: str) -> UnitFacts:
    """A partner of one of the two communities or of the street."""
    return unit(
        code, *[draw(plain_offers(f"{code}-{n}")) for n in range(draw(st.integers(0, 3)))],
        links=tuple(draw(st.lists(st.builds(link, st.sampled_from(["bridge", "street", "garden"]), st.just(SupportVia.AGREEMENT), st.sampled_from(["X1", "X2"])), min_size=1, max_size=2))),
        status=draw(st.sampled_from([UnitStatus.ACTIVE] * 4 + [UnitStatus.SUSPENDED])),
        engagements=draw(st.integers(0, 2)), max_engagements=draw(st.sampled_from([None, None, 2])),
        latent=draw(st.sampled_from([(), ((DRIVER, frozenset({DRIVER.key})),)])),
    )  # fmt: skip


@st.composite
def reaches(draw: st.DrawFn) -> ReachFacts:
    """Up to four partners and six needs."""
    needs = draw(st.lists(
        st.tuples(st.sampled_from(["bridge", "garden"]), st.sampled_from(["rides", "help"]), st.booleans()), max_size=6,
    ))  # fmt: skip
    return facts(
        [draw(plain_units(f"U{n}")) for n in range(draw(st.integers(0, 4)))],
        *[asked(f"n{n}", place, sort, open=is_open, reported=True) for n, (place, sort, is_open) in enumerate(needs)],
    )  # fmt: skip
