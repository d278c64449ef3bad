"""What each contestant is asked, and what of its answer must equal the others'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import schema.executable  # noqa: F401  (declares the kinds, from whose names ids follow)
from bench.side_by_side import facts
from bench.worlds import AS_OF, STREET
from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

UNIT_ID = node_id(KINDS["Unit"], f"{STREET}U7")
STREET_ID = node_id(KINDS["Place"], STREET)


@dataclass(frozen=True)
class Rival:
    """A way of asking @neo4j/graphql for the same. goal: what the ratio of throughputs should be at 16 clients."""

    query: str
    variables: Mapping[str, Any]
    same: Callable[[Any], Any]
    goal: float


@dataclass(frozen=True)
class Workload:
    """One thing that is asked.

    Args:
        same: of the service's `data`, what must equal `Rival.same` of the rival's. callers: who may ask it.
        bare: whether the bare driver can answer it: its statement is the whole work.
    """

    name: str
    query: str
    variables: Mapping[str, Any]
    same: Callable[[Any], Any]
    rivals: Mapping[str, Rival]
    callers: tuple[str, ...] = ("anonymous", "scoped")
    bare: bool = True


SINGLE = Workload(
    name="single read",
    query="query($id: ID!) { unit(id: $id) { id code name kind status } }",
    variables={"id": UNIT_ID},
    same=lambda data: data["unit"],
    rivals={
        "@neo4j/graphql": Rival(
            "query($id: ID!) { units(where: {id: {eq: $id}}) { id code name kind status } }",
            {"id": UNIT_ID},
            lambda data: data["units"][0],
            goal=2.8,
        )
    },
)

NESTED = Workload(
    name="nested read",
    query="""query($id: ID!) { street(id: $id) { id name communities(first: 10) { nodes { id name
      partneredUnits(first: 20) { nodes { id name kind resources(first: 50) { nodes { id name kind capacity } } } } } } } }""",
    variables={"id": STREET_ID},
    same=lambda data: _place(
        data["street"], lambda street: street["communities"]["nodes"],
        lambda community: community["partneredUnits"]["nodes"], lambda unit: unit["resources"]["nodes"],
    ),
    rivals={
        "@neo4j/graphql": Rival(
            """query($id: ID!) { streets(where: {id: {eq: $id}}) { id name communities { id name
              agreements(where: {status: {eq: "ACTIVE"}}) { parties { id name kind resources { id name kind capacity } } } } } }""",
            {"id": STREET_ID},
            lambda data: _place(
                data["streets"][0], lambda street: street["communities"],
                lambda community: [u for a in community["agreements"] for u in a["parties"]], lambda unit: unit["resources"],
            ),
            goal=2.5,
        )
    },
)  # fmt: skip


def _place(street: Any, communities: Any, units: Any, resources: Any) -> Any:
    """A street with everything below it, in an order of its own; the service's order is part of its answer, the rival has none."""
    return _named(street), sorted(
        (_named(c), sorted(
            (_named(u), sorted((_named(r), r["capacity"]) for r in resources(u))) for u in units(c)
        )) for c in communities(street)
    )  # fmt: skip


def _named(node: Any) -> tuple[str, ...]:
    return node["id"], node["name"], node.get("kind") or ""


NEEDS, BEST = 100, 5
_MEASURE = "measure { code name nameEn baseMeasure conversion whole }"
_FACTS = f"""open needs {{ place category {_MEASURE} quantity start end groups node {{ id title }} }}
  bridges {{ category components {{ code zh en up fit essential perUnit measureCode {_MEASURE} }} }}
  ends {{ place streetId }} places {{ id kind name parent latitude longitude }}
  units {{ id code name status maxEngagements engagements kept finished position latent {{ code zh en above }} node {{ id name }}
    links {{ via source place steps {{ id kind name relationship outgoing }} }}
    offers {{ id code name status radiusKm capacityMode capacity ratePeriod openingHours leadTimeMinutes bufferMinutes closedOn
      validFrom validTo categories {_MEASURE} areas {{ key zh en }} audience {{ key zh en }} position
      bookings {{ status quantity deliveredQuantity start end holdUntil returnedAt }} }} }}"""

SUPPORT = Workload(
    name="support question",
    query="""query($street: ID!, $asOf: DateTime, $first: Int!, $best: Int!) {
      supportBoard(place: $street, asOf: $asOf, first: $first, best: $best, verdicts: [CAN, PARTLY]) {
        needs { need { id title } support { supporters { unit { id name } verdict score } } } } }""",
    variables={"street": STREET_ID, "asOf": AS_OF, "first": NEEDS, "best": BEST},
    same=lambda data: [
        (each["need"]["id"], each["need"]["title"], [
            (s["unit"]["id"], s["unit"]["name"], s["verdict"], s["score"]) for s in each["support"]["supporters"]
        ]) for each in data["supportBoard"]["needs"]
    ],
    rivals={
        "@neo4j/graphql, a @cypher field for each need": Rival(
            """query($street: ID!, $asOf: DateTime!, $first: Int!, $best: Int!) { openNeeds(street: $street, first: $first) {
              id title bestUnits(asOf: $asOf, best: $best) { id name verdict score } } }""",
            {"street": STREET_ID, "asOf": AS_OF, "first": NEEDS, "best": BEST},
            lambda data: [
                (need["id"], need["title"], [(u["id"], u["name"], u["verdict"], u["score"]) for u in need["bestUnits"]])
                for need in data["openNeeds"]
            ],
            goal=4,
        ),
        "@neo4j/graphql, our Cypher, facts unranked": Rival(
            f"""query($place: ID!, $first: Int!, $asOf: DateTime!, $today: Date!, $secretary: String!, $promised: [String!]!,
              $delivered: [String!]!, $kept: [String!]!, $finished: [String!]!) {{
              supportFacts(place: $place, first: $first, asOf: $asOf, today: $today, secretary: $secretary, promised: $promised,
                delivered: $delivered, kept: $kept, finished: $finished) {{ {_FACTS} }} }}""",
            facts.variables(STREET_ID, NEEDS),
            lambda data: facts.ranked(data["supportFacts"], BEST),
            goal=2,
        ),
    },
    # Anonymous callers may not ask it. Its statement gives facts, which the service ranks: no work for a bare driver.
    callers=("scoped",),
    bare=False,
)  # fmt: skip

WORKLOADS = (SINGLE, NESTED, SUPPORT)
