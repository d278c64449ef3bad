"""Who is told what: whoever may see the need, the resource or the commitment, within the places that he follows."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.compile.refusal import Forbidden, Refusal
from schema.access.caller import ANONYMOUS
from schema.access.table import TABLE
from schema.following import FEED
from tests.conftest import PROJECT
from tests.feed.conftest import BOTH, World, all_of, said, shown

if TYPE_CHECKING:
    from graph.feed import Follower

STREETS = "MATCH (s:Street) WHERE s.name STARTS WITH $name RETURN s.id AS id"
IN = "subscription($p: [ID!]) { changed(places: $p) { act target { id } } }"


async def street(world: World, name: str) -> str:
    """The id of a street."""
    return (await world.rows(STREETS, name=name))[0]["id"]


async def begun(world: World, scope: Any, query: str = BOTH, **variables: Any) -> Follower:
    """A follower who has been told where following begins."""
    follower = await world.follow(scope, query, variables)
    (first,) = await follower.more(scope)
    assert (shown(first)["act"], shown(first)["target"]) == ("FOLLOWING", None)
    return follower


async def test_a_change_is_told_to_whoever_may_see_it(world: World) -> None:
    """A need of Nanshan: to its street centre, not to that of Wanlian, who learns nothing of it."""
    mine, others = await world.scope("local#ns-street"), await world.scope("local#wl-street")
    one, two = await begun(world, mine), await begun(world, others)
    need = await world.raised(await street(world, "南山"), "送医")
    told = await all_of(one, mine)
    assert [(e["act"], e["target"]) for e in told] == [("RAISE_NEED", {"__typename": "Need", "id": need, "title": "送医"})]  # fmt: skip
    assert await all_of(two, others) == []


async def test_nobody_in_particular_may_not_follow(world: World) -> None:
    """FORBIDDEN, with the act as the reason, and nothing asked of the database."""
    world.statements.clear()
    with pytest.raises(Forbidden) as refused:
        await world.follow(ANONYMOUS.scope(datetime.now(UTC)))
    assert refused.value.code == "FOLLOW_CHANGES"
    assert world.statements == []


async def test_places_say_which_changes_are_meant(world: World) -> None:
    """A community, a street, and what lies above it; each with all below, nothing beside."""
    nanshan, wanlian = await street(world, "南山"), await street(world, "万莲")
    found = await world.rows("MATCH (c:Community)-[:PART_OF]->(s:Street) WHERE s.id = $id RETURN c.id AS id ORDER BY c.code LIMIT 2", id=nanshan)  # fmt: skip
    here, beside = (row["id"] for row in found)
    (above,) = await world.rows("MATCH (s:Street)-[:PART_OF]->(a) WHERE s.id = $id RETURN a.id AS id", id=nanshan)  # fmt: skip
    scope = await world.scope(None)
    asked = {"here": [here], "street": [nanshan], "above": [above["id"]], "both": [nanshan, wanlian], "all": None}  # fmt: skip
    followers = {name: await begun(world, scope, IN, p=places) for name, places in asked.items()}
    at = {
        name: await world.raised(place, name)
        for name, place in {"here": here, "beside": beside, "street": nanshan, "wanlian": wanlian, "above": above["id"]}.items()
    }  # fmt: skip
    told = {n: {e["target"]["id"] for e in await all_of(f, scope)} for n, f in followers.items()}
    assert told["here"] == {at["here"]}
    assert told["street"] == {at["here"], at["beside"], at["street"]}
    assert told["above"] == {at["here"], at["beside"], at["street"], at["above"]}
    assert told["both"] == {at["here"], at["beside"], at["street"], at["wanlian"]}
    assert told["all"] == set(at.values())


@pytest.mark.parametrize(
    ("places", "code"), [([], "PLACES"), ([f"p{n}" for n in range(101)], "PLACES"), (["place_nowhere"], "UNKNOWN")]
)  # fmt: skip
async def test_places_that_cannot_be_followed(world: World, places: list[str], code: str) -> None:
    """None, more than a hundred, and one that does not exist."""
    with pytest.raises(Refusal) as refused:
        await world.follow(await world.scope(None), IN, {"p": places})
    assert (refused.value.code, refused.value.argument) == (code, "places")


async def test_more_streets_than_can_be_followed_at_once(world: World) -> None:
    """TOO_MANY_STREAMS; naming some of them helps."""
    await world.rows("UNWIND range(1, 501) AS n CREATE (:Place:Street {id: 'place_' + n, code: 'X' + n, name: '街', ofFeed: true})")  # fmt: skip
    scope = await world.scope(None)
    with pytest.raises(Refusal) as refused:
        await world.follow(scope)
    assert (refused.value.code, refused.value.argument) == ("TOO_MANY_STREAMS", "places")
    await begun(world, scope, IN, p=["place_7"])


async def test_only_what_the_table_lists_is_told(world: World) -> None:
    """Records of other acts, of other kinds, and of what is gone or was never there pass in silence."""
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope)
    need = await world.raised(nanshan, "留下的")
    (unit,) = await world.rows("MATCH (u:Unit) RETURN u.id AS id LIMIT 1")
    await world.record(
        said(nanshan, need, act="REVEAL_CONTACT"),
        said(nanshan, unit["id"], target_kind="Unit"),
        said(nanshan, unit["id"], target_kind="Need"),
        said("people", need),
        said("accounts", need),
    )
    last = await world.raised(nanshan, "最后的")
    told = []
    while len(told) < 2:
        told += await all_of(follower, scope)
    assert [e["target"]["id"] for e in told] == [need, last]


def test_whoever_adds_an_act_decides_whether_it_is_told() -> None:
    """Each act that is done to a kind that is told of is told of, or among those that change nothing of it."""
    silent = {"REVEAL_CONTACT", "READ_HISTORY"}
    on = {name for name, act in TABLE.acts.items() if act.rows.keys() & FEED.kinds.keys()}
    assert on - TABLE.feed.keys() <= silent
    assert not silent & TABLE.feed.keys()


async def test_resources_and_commitments_are_told_of(world: World) -> None:
    """In the stream of their place, their provider's place, their need's place."""
    scope = await world.scope(None)
    everything = await begun(world, scope)
    (row,) = await world.rows(
        """MATCH (d:Commitment)-[:FOR]->(:Need)-[:AT]->()-[:PART_OF*0..10]->(s:Street) WITH d, s LIMIT 1
        MATCH (u:Unit)-[:LOCATED_IN]->()-[:PART_OF*0..10]->(t:Street) WITH d, s, u, t LIMIT 1
        CREATE (r:Resource {id: 'resource_nowhere', name: '流动服务', ofFeed: true})-[:PROVIDED_BY]->(u)
        RETURN d.id AS d, s.id AS s, r.id AS r, t.id AS t"""
    )
    of_provider = await begun(world, scope, IN, p=[row["t"]])
    await world.record(said(row["s"], row["d"], target_kind="Commitment"), said(row["t"], row["r"], target_kind="Resource"))  # fmt: skip
    told = await all_of(everything, scope)
    assert {(e["target"]["__typename"], e["target"]["id"]) for e in told} == {("Commitment", row["d"]), ("Resource", row["r"])}  # fmt: skip
    assert row["r"] in {e["target"]["id"] for e in await all_of(of_provider, scope)}


DEEP = """subscription($yes: Boolean!) {
  happening: changed {
    what: act
    ...On
    target @include(if: $yes) { ... on Need { place { name } commitments(first: 2) { totalCount nodes { status } } } }
  }
}
fragment On on ChangeEvent { __typename thing: target { ... on Node { id } ... on Need { title } ... on Resource { %s } } }"""


@pytest.mark.parametrize("resource", ["name", "availability(start: \"2026-12-01T08:00:00+08:00\", end: \"2026-12-01T10:00:00+08:00\") { open }"])  # fmt: skip
@pytest.mark.parametrize("yes", [True, False])
async def test_selections_are_those_of_any_query(world: World, resource: str, *, yes: bool) -> None:
    """Aliases, fragments, conditions, edges below; with a field that Python computes as without."""
    scope = await world.scope("local#ns-street")
    follower = await world.follow(scope, DEEP % resource, {"yes": yes})
    await follower.more(scope)
    need = await world.raised(await street(world, "南山"), "深")
    (event,) = await looked(follower, scope)
    told = orjson.loads(event.answer.data)["happening"]
    assert list(told) == ["what", "__typename", "thing", *(["target"] if yes else [])]
    assert told["thing"] == {"id": need, "title": "深"}
    if yes:
        assert told["target"]["commitments"] == {"totalCount": 0, "nodes": []}


async def looked(follower: Follower, scope: Any) -> list[Any]:
    """The events that there are now."""
    await follower._feeding.heads.look()  # pyright: ignore[reportPrivateUsage]
    return await follower.more(scope)


async def test_the_example_of_the_documentation_works(world: World) -> None:
    """As it stands there."""
    text = (PROJECT / "docs" / "subscriptions.md").read_text(encoding="utf-8")
    query = text.split("```graphql\n")[1].split("```")[0]
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope, query, places=[nanshan])
    await world.raised(nanshan, "例")
    (told,) = await all_of(follower, scope)
    assert told["target"]["needStatus"] == "OPEN"


async def test_a_damaged_value_costs_its_field_only(world: World) -> None:
    """An error at its path, and what follows is told."""
    scope = await world.scope(None)
    query = "subscription { changed { cursor target { ... on Need { title priority } } } }"
    follower = await world.follow(scope, query)
    await follower.more(scope)
    nanshan = await street(world, "南山")
    need = await world.raised(nanshan, "损坏")
    await world.rows("MATCH (n:Need {id: $id}) SET n.priority = 'high'", id=need)
    await world.raised(nanshan, "完好")
    damaged, whole = await looked(follower, scope)
    assert damaged.answer.errors[0]["path"] == ["changed", "target", "priority"]
    assert damaged.answer.errors[0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert shown(whole)["target"] == {"title": "完好", "priority": 3}
