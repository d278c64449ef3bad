"""What if, asked of the example data over HTTP: the answer is the one there would be, and nothing is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from tests.fixtures.service import Service

ASK = """query($need: ID!, $s: ScenarioInput) { supporters(need: $need, asOf: "2026-12-01T09:00:00+08:00", scenario: $s) {
  canCount partlyCount cannotCount policy { id weights { criterion } }
  supporters { rank verdict score unit { id } coverage via connections { steps { name } } uses { resource { id } free } objection { test } } } }"""


def id_of(kind: str, code: str) -> str:
    """Id of a node of the example data."""
    return node_id(KINDS[kind], code)


NEED = id_of("Need", "NS-N-001")


async def asked(example: Service, scenario: Any = None, need: str = NEED) -> Any:
    """The answer."""
    status, answer = await example.ask(ASK, {"need": need, "s": scenario})
    assert status == 200, answer
    return answer


async def supporters(example: Service, scenario: Any = None) -> dict[str, Any]:
    """Units by id, as answered."""
    data = (await asked(example, scenario))["data"]["supporters"]
    return {each["unit"]["id"]: each for each in data["supporters"]}


async def test_no_change_is_no_change(example: Service) -> None:
    """Byte for byte, named or not."""
    first = await supporters(example)
    some = next(iter(first))
    for said in ({}, {"units": [{"id": some}]}, {"resources": [], "emergency": False}):
        assert json.dumps(await supporters(example, said)) == json.dumps(first)


async def test_a_unit_that_leaves_is_passed_over(example: Service) -> None:
    """It is still named, with the reason; the others keep their scores and move up."""
    first = await supporters(example)
    best = next(iter(first))
    then = await supporters(example, {"units": [{"id": best, "leaves": True}]})
    assert (then[best]["verdict"], then[best]["objection"]["test"]) == ("CANNOT", "STATUS")
    others = [id_ for id_, each in first.items() if each["verdict"] != "CANNOT" and id_ != best]
    assert [id_ for id_, each in then.items() if each["verdict"] != "CANNOT"] == others
    assert all(then[id_]["score"] == first[id_]["score"] for id_ in others)


async def test_what_is_used_is_given_more_of(example: Service) -> None:
    """What is free of it is what there would be, and none where there would be none."""
    first = await supporters(example)
    (id_, best) = next(iter(first.items()))
    used = best["uses"][0]["resource"]["id"]
    more = await supporters(example, {"resources": [{"id": used, "capacity": 500}]})
    assert more[id_]["uses"][0]["free"] > best["uses"][0]["free"]
    none = await supporters(example, {"resources": [{"id": used, "capacity": 0}]})
    assert used not in {use["resource"]["id"] for each in none.values() for use in each["uses"]}


async def test_a_unit_joins(example: Service) -> None:
    """One of another street is judged like all the others, connected by an agreement that is marked as imagined."""
    first = await supporters(example)
    status, told = await example.ask("{ units(first: 100) { nodes { id status pairedPlaces(first: 5) { nodes { id } } } } }")  # fmt: skip
    assert status == 200
    newcomer = next(u["id"] for u in told["data"]["units"]["nodes"] if u["id"] not in first and u["status"] == "ACTIVE")  # fmt: skip
    _, place = await example.ask(f'{{ need(id: "{NEED}") {{ place {{ id }} }} }}')
    community = place["data"]["need"]["place"]["id"]
    then = await supporters(example, {"units": [{"id": newcomer, "joins": community}]})
    assert set(then) == {*first, newcomer}
    assert then[newcomer]["via"] == "AGREEMENT"
    assert "情景假设 Scenario" in [step["name"] for step in then[newcomer]["connections"][0]["steps"]]  # fmt: skip
    assert await supporters(example) == first


async def test_another_order_ranks_otherwise(example: Service) -> None:
    """The weights shown are those that were used; in an emergency only what may be called is left."""
    answer = (await asked(example, {"order": ["LOAD"]}))["data"]["supporters"]
    assert answer["policy"]["id"] == "scenario"
    calm = (await asked(example))["data"]["supporters"]
    alarm = (await asked(example, {"emergency": True}))["data"]["supporters"]
    assert alarm["canCount"] + alarm["partlyCount"] <= calm["canCount"] + calm["partlyCount"]
    assert sum(alarm[f"{v}Count"] for v in ("can", "partly", "cannot")) == sum(calm[f"{v}Count"] for v in ("can", "partly", "cannot"))  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"units": [{"id": "unit_nowhere", "leaves": True}]},
        {"units": [{"id": "unit_nowhere", "joins": "place_nowhere"}]},
        {"resources": [{"id": "resource_nowhere", "capacity": 1}]},
    ],
)
async def test_what_has_no_part_is_refused(example: Service, said: Any) -> None:
    """With what it is about; nothing else is answered instead."""
    answer = await asked(example, said)
    (error,) = answer["errors"]
    assert (error["extensions"]["reason"], answer["data"]["supporters"]) == ("UNKNOWN", None)
    assert error["extensions"]["argument"].startswith("scenario.")
