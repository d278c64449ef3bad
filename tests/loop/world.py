"""The small street that one run happens in, written with Cypher under numbers of its own.

Two communities and a grid, two units in partnership with the street, and a resource for each way in which capacity is
used up: a room with a buffer, hours and a length; chairs that are counted whole; a kit of a bus and a driver; tools that
have to be brought back; parcels that are used up; meals at so many a month, visits at so many a day; advice without end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from graph.kinds import KINDS
from schema.acts.credentials import INSTALLATION, Key, environment_of, new_key
from tests.oracle.calendar import CHINA, Thing

if TYPE_CHECKING:
    from neo4j import AsyncDriver

BEGIN = datetime(2027, 3, 29, 8, tzinfo=CHINA)
"""A Monday three days before a month's end."""
STEP = timedelta(minutes=15)
"""All times are multiples of it."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = ("C1", "C2", "G1")
WORKERS = ("W1", "W2")
UNITS = ("A", "B")
OFFICES = ("O1", "O2")
POSTS = {
    "street": ("R.STREET_CENTRE", "S"), "first": ("R.COMMUNITY_ADMIN", "C1"), "second": ("R.COMMUNITY_ADMIN", "C2"),
    "a": ("R.UNIT_LIAISON", "A"), "b": ("R.UNIT_LIAISON", "B"), "resident": None,
}  # fmt: skip
"""By caller, the role of the post held and what it is exercised on."""
CALLERS = tuple(POSTS)


@dataclass(frozen=True)
class Stock:
    """A resource: whose, what the calendar knows of it, whether the unit is asked first, and its measure."""

    unit: str
    thing: Thing
    asked: bool = False
    measure: str = "item"


def _n(number: int) -> Fraction:
    return Fraction(number)


STOCK = {
    "room": Stock("A", Thing("EXCLUSIVE", _n(2), buffer=30, hours=[({0, 1, 2, 3, 4, 5}, 480, 1200)], shortest=30, longest=600)),
    "chairs": Stock("A", Thing("COUNTED", _n(3), buffer=15, whole=True)),
    "bus": Stock("A", Thing("EXCLUSIVE", _n(1), buffer=15)),
    "driver": Stock("A", Thing("COUNTED", _n(2), hours=[(set(range(7)), 360, 1320)])),
    "trip": Stock("A", Thing("COUNTED", _n(2), whole=True, parts={"bus": _n(1), "driver": _n(1)})),
    "tools": Stock("B", Thing("COUNTED", _n(2), comes_back=True)),
    "parcels": Stock("B", Thing("CONSUMABLE", _n(6), until=date(2027, 4, 20)), asked=True),
    "meals": Stock("B", Thing("RATE", _n(4), period="MONTH")),
    "visits": Stock("B", Thing("RATE", _n(2), period="DAY", closed={date(2027, 4, 2)}), asked=True),
    "class": Stock("B", Thing("COUNTED", _n(2), notice=240, since=date(2027, 3, 30)), asked=True),
    "advice": Stock("A", Thing("UNLIMITED")),
}  # fmt: skip
"""By name."""
MEASURES = {"item": (None, None, False), "whole": (None, None, True), "dozen": ("item", 12.0, True), "time": (None, None, True)}  # fmt: skip
"""By name: the measure it converts to, how much of it one is, and whether there are no halves of it."""


@dataclass
class World:
    """The street of one run. ids: by the names above. keys: by caller, of their credentials."""

    name: str
    ids: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """The number of something in this world."""
        return f"{self.name}-{name}"

    def named(self, id_: str | None) -> str | None:
        """The name of what has this id."""
        return None if id_ is None else next((n for n, i in self.ids.items() if i == id_), id_)


@dataclass
class _Writing:
    world: World
    nodes: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)

    def node(self, of: str, kind: str, label: str = "", /, **values: Any) -> None:
        """A node under a name of this world."""
        code = self.world.code(of)
        id_ = node_id(KINDS[kind], code)
        self.world.ids[of] = id_
        labels = [*KINDS[kind].labels, *([label] if label else [])]
        said = {"code": code, "provenance": "EXAMPLE", "version": 1, **values}
        self.nodes.append({"id": id_, "labels": list(dict.fromkeys(labels)), "said": said})

    def link(self, near: str, type_: str, far: str, **values: Any) -> None:
        """A relationship between two names."""
        ids = self.world.ids
        self.links.append({"near": ids[near], "type": type_, "far": ids[far], "said": values})


_FAMILIES = "Place|Unit|Person|RoleAssignment|Category|Resource|Agreement|Account|Credential"
_LINKS = f"""
UNWIND $links AS row
MATCH (a:{_FAMILIES} {{id: row.near}}) MATCH (b:{_FAMILIES} {{id: row.far}})
CREATE (a)-[r:$(row.type)]->(b) SET r += row.said
"""
SHARED = "R.STREET_CENTRE", "R.COMMUNITY_ADMIN", "R.UNIT_LIAISON", "R.GRID_WORKER"
EMPTIED = "MATCH (n) WHERE NOT n:Migration AND NOT n:Structure CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
CLEARED = (
    "MATCH (n) WHERE n.ballast IS NULL AND NOT n:Migration AND NOT n:Structure DETACH DELETE n"
)
"""Of what a run wrote: all of it goes."""


async def written(driver: AsyncDriver, name: str) -> World:
    """The street of a run, written into a graph that holds nothing else."""
    world = World(name)
    writing = _Writing(world)
    found = await driver.execute_query(INSTALLATION)
    environment = environment_of(found.records[0]["installation"])
    _terms(writing)
    _places(writing)
    _units(writing)
    for caller, post in POSTS.items():
        _caller(writing, caller, post)
        key = world.keys[caller] = new_key(environment, f"{name}{caller}".encode()[:16].rjust(16, b"-"), bytes(32))  # fmt: skip
        said = {
            "kind": "KEY", "hint": key.hint, "hash": key.hash, "rights": ["ACT", "AUDIT", "READ", "REVEAL"],
            "createdAt": BEGIN, "expiresAt": BEGIN + timedelta(days=300),
        }  # fmt: skip
        writing.nodes.append({"id": key.id, "labels": ["Credential"], "said": said})
        world.ids[f"key {caller}"] = key.id
        writing.link(f"key {caller}", "OF", f"account {caller}")
    for stock, said in STOCK.items():
        _resource(writing, stock, said)
    _kits(writing)
    by_label = sorted(writing.nodes, key=lambda n: n["labels"])
    for labels, nodes in groupby(by_label, key=lambda n: n["labels"]):
        text = f"UNWIND $nodes AS row CREATE (n:{':'.join(labels)}) SET n = row.said, n.id = row.id"
        await driver.execute_query(text, nodes=list(nodes))  # type: ignore[arg-type]
    await driver.execute_query(_LINKS, links=writing.links)
    await driver.execute_query(
        "MERGE (s:Structure {id: 'graph'}) SET s.revision = coalesce(s.revision, 0) + 1"
    )
    return world


def _terms(writing: _Writing) -> None:
    for code in SHARED:
        writing.world.ids[code] = node_id(KINDS["Category"], code)
    for name, (base, conversion, whole) in MEASURES.items():
        said = {"baseMeasure": writing.world.code(base), "conversion": conversion} if base else {}
        writing.node(name, "Category", taxonomy="UNIT", name=name, nameEn=name, whole=whole, **said)
    writing.node("help", "Category", taxonomy="NEED", name="帮助", nameEn="help")
    writing.node("skill", "Category", taxonomy="CAPABILITY", name="能力", nameEn="skill")
    writing.link("help", "SATISFIED_BY", "skill", fit=1.0, essential=True)


def _places(writing: _Writing) -> None:
    for name, label, above in (("D", "District", None), ("S", "Street", "D"), ("C1", "Community", "S"), ("C2", "Community", "S"), ("G1", "Grid", "C1")):  # fmt: skip
        writing.node(name, "Place", label, name=name)
        if above:
            writing.link(name, "PART_OF", above)


def _units(writing: _Writing) -> None:
    for name in (*UNITS, *OFFICES):
        writing.node(name, "Unit", name=name, kind="ENTERPRISE", status="ACTIVE")
        writing.link(name, "LOCATED_IN", "S")
    for name in UNITS:
        deed = f"deed {name}"
        writing.node(deed, "Agreement", title=deed, kind="CO_BUILDING", status="ACTIVE")
        writing.link(name, "PARTY_TO", deed)
        writing.link(deed, "BENEFITS", "S")
    for worker in WORKERS:
        _person(writing, worker, ("R.GRID_WORKER", "G1"))


def _person(writing: _Writing, name: str, post: tuple[str, str] | None) -> None:
    writing.node(name, "Person", name=name)
    if post:
        held = f"post {name}"
        writing.node(held, "RoleAssignment", status="ACTIVE", startOn=date(2027, 1, 1))
        writing.link(name, "HOLDS", held)
        writing.link(held, "IN_ROLE", post[0])
        writing.link(held, "TARGETS", post[1])


def _caller(writing: _Writing, name: str, post: tuple[str, str] | None) -> None:
    _person(writing, name, post)
    account = f"account {name}"
    writing.node(account, "Account", identity=writing.world.code(name), status="ACTIVE")
    writing.link(account, "IS", name)


def _resource(writing: _Writing, name: str, stock: Stock) -> None:
    thing = stock.thing
    said = {
        "name": name, "kind": "SERVICE", "status": "ACTIVE", "visibility": "INTERNAL", "capacityMode": thing.mode,
        "capacity": None if thing.mode == "UNLIMITED" else float(thing.capacity), "ratePeriod": thing.period or None,
        "bufferMinutes": thing.buffer or None, "leadTimeMinutes": thing.notice or None, "shortestMinutes": thing.shortest,
        "longestMinutes": thing.longest, "validFrom": thing.since, "validTo": thing.until,
        "closedOn": sorted(thing.closed) or None, "toBeReturned": thing.comes_back, "emergencyCallable": False, "approvalRequired": stock.asked,
        "openingHours": [_line(*line) for line in thing.hours] or None,
    }  # fmt: skip
    writing.node(name, "Resource", **said)
    writing.link(name, "PROVIDED_BY", stock.unit)
    writing.link(name, "IN_CATEGORY", "skill")
    writing.link(name, "MEASURED_IN", "whole" if thing.whole else stock.measure)


def _line(days: set[int], first: int, after: int) -> str:
    by = ",".join(DAYS[day] for day in sorted(days))
    return (
        f"FREQ=WEEKLY;BYDAY={by} {first // 60:02}:{first % 60:02}-{after // 60:02}:{after % 60:02}"
    )


def _kits(writing: _Writing) -> None:
    for name, stock in STOCK.items():
        for part, share in stock.thing.parts.items():
            writing.link(name, "CONSISTS_OF", part, quantity=float(share))
