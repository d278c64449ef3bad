"""Operations that are asked in every world: each root field once at least, and questions written out for what leaks most easily.

A text is planned once and asked with many values: ids of what is visible, hidden and unknown, words, cursors.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.graph.operations.arguments import Writer
from tests.graph.operations.documents import Document, _field
from tests.graph.operations.values import Values

if TYPE_CHECKING:
    from graphql import GraphQLSchema

    from tests.graph.operations.stock import Stock

QUESTIONS = (
    "supporters",
    "supportersFor",
    "supportBoard",
    "overdueNeeds",
    "loopStatistics",
    "handOvers",
    "falseClosures",
    "possibleDuplicates",
    "possibleDuplicatesOf",
)
AS_OF = '"2026-12-01T07:30:00+08:00"'
SUPPORT = """street { id } canCount partlyCount cannotCount components { code required }
  supporters { rank verdict score coverage via unit { id maxEngagements resources(first: 5) { totalCount } } parts { criterion value }
    cover { covered missing } uses { resource { id commitments(first: 5) { totalCount } } quantity free } earliestSlot
    connections { via level steps { id name } } objection { test zh nearMiss { zh engagements maxEngagements } } }"""
DUPLICATES = """since until lookedAt complete sameCount candidates { suggestion score need { id householdCount contactPhone place { id } category { id } }
  parts { criterion value points zh en } doubts { doubt zh en } }"""

LOOP = """from: "2026-01-01T00:00:00+08:00", to: "2026-12-31T00:00:00+08:00\""""
RATE = "numerator denominator rate leftOut { reason count needIds }"
CLOCKS = "kind state limitMinutes startedAt dueAt stoppedAt elapsedMinutes teamShort beyondCalendar ruleId ruleZh"

WRITTEN = (
    "query($id: ID!, $ids: [ID!]!) { node(id: $id) { __typename id } nodes(ids: $ids) { __typename id ... on Record { code statedIn { id } } } }",
    f"query($need: ID!) {{ supporters(need: $need, asOf: {AS_OF}) {{ {SUPPORT} }} }}",
    f"query($ask: SupportQuestion!) {{ supportersFor(question: $ask, asOf: {AS_OF}) {{ {SUPPORT} }} }}",
    f"query($place: ID!) {{ supportBoard(place: $place, asOf: {AS_OF}, first: 100, best: 20) {{ openCount needs {{ need {{ id contactPhone }} support {{ {SUPPORT} }} }} }} }}",
    "query($word: String!) { needs(first: 50, search: $word) { totalCount edges { cursor node { id title } } } resources(first: 50, search: $word) { totalCount nodes { id } } }",
    "query($word: String!) { agreements(first: 50, search: $word) { totalCount edges { cursor node { id obligations } } } people(first: 50, search: $word) { totalCount nodes { id name birthYear phone } } }",
    "query($id: ID!) { places(first: 50, filter: {within: $id}) { nodes { id needs(first: 50) { totalCount nodes { id contactName contactPhone householdCount } } roles(first: 50) { totalCount nodes { id holder { id phone birthYear } } } agreements(first: 20) { nodes { id } } projects(first: 20) { totalCount } } } }",
    "query($n: Int!) { needs(first: 50, filter: {beneficiaryCount: {gte: $n}, priority: {gte: 0}}) { totalCount nodes { id } } units(first: 50, filter: {maxEngagements: {lte: $n}}) { totalCount nodes { id maxEngagements } } people(first: 50, filter: {birthYear: {isNull: true}, provenance: [REPORTED, ILLUSTRATIVE, ENTERED]}) { totalCount } }",
    "query($word: String!) { commitments(first: 50, filter: {note: {contains: $word}, not: {status: [VOIDED]}, direction: [REQUESTED, OFFERED, ASSIGNED]}) { totalCount nodes { id note statusReason need { id } handledBy { id } } } agreements(first: 50, filter: {obligations: {contains: $word}, provenance: [REPORTED, ILLUSTRATIVE, ENTERED]}) { totalCount nodes { id } } }",
    'query($id: ID!) { unit(id: $id) { id commitments(first: 50) { totalCount nodes { id need { id } } } employees(first: 20) { totalCount nodes { id } } dispatched(first: 20) { totalCount nodes { id } } agreements(first: 20) { totalCount nodes { id status } } resources(first: 20) { totalCount nodes { id availability(start: "2026-12-01T08:00:00+08:00", end: "2026-12-01T18:00:00+08:00", asOf: "2026-12-01T07:30:00+08:00") { free open earliestSlot } } } pairedPlaces(first: 20) { totalCount } } }',
    "query($n: Int!) { units(first: 20, filter: {commitments: {some: {quantity: {gte: 0}}}, status: [ACTIVE, SUSPENDED, INACTIVE]}) { totalCount } units_none: units(first: 20, filter: {employees: {none: {}}, resources: {every: {status: [ACTIVE}]}, status: [ACTIVE, SUSPENDED, INACTIVE]}) { totalCount } places(last: 20, filter: {needs: {some: {priority: {gte: $n}}}, level: COMMUNITY, provenance: [REPORTED, ILLUSTRATIVE, ENTERED]}) { totalCount nodes { id } } }",
    "{ viewer { account { id identity credentials(first: 20) { totalCount nodes { id hint } } person { id phone reported(first: 10) { totalCount nodes { id } } } } } accounts(first: 50) { totalCount nodes { id identity } } credentials(first: 50) { totalCount nodes { id hint } } changes(first: 50) { totalCount nodes { id reason } } }",
    "query($n: Int!, $word: String!) { people(first: 50, filter: {birthYear: {gte: 1900}}) { totalCount nodes { id } } born: people(first: 50, filter: {birthYear: {in: [1900, 1901, 1902, 1903]}, not: {birthYear: {eq: $n}}}) { totalCount } commitments(first: 50, filter: {statusReason: {startsWith: $word}}) { totalCount nodes { id } } units(first: 50, filter: {employees: {some: {birthYear: {gte: $n}}}}) { totalCount nodes { id } } needs(first: 50, filter: {commitments: {some: {statusReason: {startsWith: $word}}}}) { totalCount } }",
    f"query($place: ID!, $category: ID) {{ loopStatistics(place: $place, category: $category, {LOOP}, asOf: {AS_OF}) {{ needCount statuses {{ status count }} answered {{ {RATE} }} solved {{ {RATE} }} satisfied {{ {RATE} }} clocks {{ clock medianMinutes events censored leftOut {{ reason needIds }} }} }} }}",
    f"query($place: ID!) {{ handOvers(place: $place, {LOOP}, asOf: {AS_OF}, least: 1, first: 50) {{ needCount chains {{ need {{ id contactPhone }} steps {{ unit {{ id maxEngagements }} minutes reason }} }} units {{ unit {{ id }} events censored }} }} }}",
    f"query($place: ID!) {{ falseClosures(place: $place, {LOOP}, first: 50) {{ closedCount undated closures {{ need {{ id contactPhone }} suspicions {{ code needIds commitmentIds assessmentIds }} seasonalNeedIds }} }} }}",
    f"query($need: ID!) {{ possibleDuplicates(need: $need, first: 50) {{ {DUPLICATES} }} }}",
    f"query($double: DuplicateQuestion!) {{ possibleDuplicatesOf(question: $double, first: 50) {{ {DUPLICATES} }} }}",
    "{ firstSecretaries(first: 50) { totalCount nodes { id name places(first: 10) { totalCount nodes { id } } homeUnits(first: 5) { nodes { id } } posts(first: 20) { totalCount nodes { id rankAtDispatch } } } } }",
    f"query($place: ID!) {{ overdueNeeds(place: $place, asOf: {AS_OF}, first: 100) {{ openCount judgedCount overdueCount warnedCount unknownCount needs {{ need {{ id contactPhone }} clocks {{ {CLOCKS} }} }} }} }}",
    f"{{ needs(first: 50) {{ nodes {{ id clocks(asOf: {AS_OF}) {{ {CLOCKS} }} }} }} serviceLevels(first: 50) {{ totalCount nodes {{ id name category {{ id }} place {{ id }} channel {{ id }} }} }} }}",
)  # fmt: skip
"""What hand and head think of first."""


@dataclass(frozen=True)
class Question:
    """A document with the values of its variables."""

    query: str
    variables: dict[str, Any]
    name: str | None = None


def questions(
    schema: GraphQLSchema, stock: Stock, *, part: int, parts: int, each: int
) -> list[Question]:
    """One of `parts` shares of everything that is asked: documents on each root field, and those written here.

    Each document comes with `each` values of its variables. All shares together ask every root field.
    """
    assert schema.query_type
    roots = sorted(name for name in schema.query_type.fields if name not in QUESTIONS)
    found = []
    for root in roots[part % parts :: parts]:
        document = _document(schema, stock, random.Random(f"asked {root} {part}"), [root])
        for at in range(each if document.variables else 1):
            bound = document.bind(random.Random(f"{root} {at}"))
            found.append(Question(bound.query, bound.variables, bound.name))
    dice = random.Random(f"written {part}")
    for query in WRITTEN[part % parts :: parts]:
        for _ in range(each if "$" in query else 1):
            found += [Question(query, written_values(query, stock, dice))]
    return found


def _document(
    schema: GraphQLSchema, stock: Stock, dice: random.Random, roots: list[str]
) -> Document:
    """A document with these root fields."""
    writer = Writer(schema, stock, dice, Values(schema, stock, dice))
    scope: Any = {}
    parts = []
    for root in roots:
        writer.budget = max(writer.budget, 5)
        parts.append(_field(writer, schema.query_type, root, scope, 3))
    declared = ", ".join(f"${v.name}: {v.type}" for v in writer.values.variables)
    text = f"query Main{f'({declared})' if declared else ''} {{ {' '.join(parts)} }}"
    return Document(" ".join([text, *writer.fragments]), writer.values.variables, "Main")


def written_values(query: str, stock: Stock, dice: random.Random) -> dict[str, Any]:
    """Values for the variables of one of the written documents."""
    ids = stock.ids
    every = sorted({i for found in ids.values() for i in found} | {"unknown"})
    kind = "Place" if "within" in query else "Unit" if "unit(id" in query else None
    made = {
        "id": lambda: dice.choice(ids[kind] if kind else every),
        "ids": lambda: dice.sample(every, min(30, len(every))),
        "need": lambda: dice.choice(ids["Need"]),
        "place": lambda: dice.choice([*ids["Street"], *ids["Community"]]),
        "category": lambda: dice.choice([*_of(stock, "NEED"), None]),
        "word": lambda: dice.choice(("社区", "南山", "服务", "康", "Community", "3楼", "医院养老", "2")),
        "n": lambda: dice.randrange(10),
        "ask": lambda: {
            "category": dice.choice(_of(stock, "NEED")), "place": dice.choice(ids["Community"]),
            "measure": dice.choice(_of(stock, "UNIT")), "quantity": dice.randrange(1, 5),
        },
        "double": lambda: {
            "category": dice.choice(_of(stock, "NEED")), "place": dice.choice(ids["Community"]), "householdCount": dice.randrange(3),
            "title": dice.choice(("停水", "3号楼漏水", "送餐")), "reporter": dice.choice([None, *ids["Person"]]), "reportedAt": "2026-11-20T09:00:00+08:00",
        },
    }  # fmt: skip
    return {name: draw() for name, draw in made.items() if f"${name}:" in query}


def _of(stock: Stock, taxonomy: str) -> list[str]:
    return stock.values["taxonomy", taxonomy]


def with_taxonomies(stock: Stock, graph: Any) -> Stock:
    """The stock with the categories of each tree, to ask sensible questions with."""
    for id_, values in graph.values.items():
        if "Category" in graph.labels[id_]:
            stock.values.setdefault(("taxonomy", values["taxonomy"]), []).append(id_)
    return stock
