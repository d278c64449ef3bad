"""Rows of the whole graph out of the database, and the difference of two graphs into it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tests.oracle.visible import FAMILIES
from tests.oracle.whole import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neo4j import AsyncDriver

    from tests.oracle.whole import Link


async def read(driver: AsyncDriver) -> Graph:
    """Every node of a declared family and every relationship between two of them, with two plain statements."""
    graph = Graph()
    nodes = await driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p")
    for record in nodes.records:
        labels = frozenset(record["labels"])
        if labels & set(FAMILIES):
            graph.labels[record["p"]["id"]] = labels
            graph.values[record["p"]["id"]] = dict(record["p"])
    links = await driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS p"
    )
    for record in links.records:
        link = record["a"], record["type"], record["b"]
        if link[0] in graph.labels and link[2] in graph.labels:
            assert link not in graph.links, (
                "two relationships of one type between the same two nodes"
            )
            graph.links[link] = dict(record["p"])
    return graph


async def write(driver: AsyncDriver, old: Graph, new: Graph) -> None:
    """Make the database, which holds `old`, hold `new`."""
    gone = [i for i in old.labels if i not in new.labels]
    fresh = [i for i in new.labels if i not in old.labels]
    both = [i for i in new.labels if i in old.labels]
    for family, ids in _by_family(old, gone):
        await _run(driver, f"MATCH (n:`{family}`) WHERE n.id IN $rows DETACH DELETE n", ids)
    changed = [i for i in both if new.values[i] != old.values[i]]
    for family, ids in _by_family(new, changed):
        text = f"UNWIND $rows AS row MATCH (n:`{family}` {{id: row.id}}) SET n = row"
        await _run(driver, text, [new.values[i] for i in ids])
    for i in both:
        await _relabel(driver, old, new, i)
    labels = sorted(fresh, key=lambda i: sorted(new.labels[i]))
    for names, group in groupby(labels, key=lambda i: sorted(new.labels[i])):
        text = f"UNWIND $rows AS row CREATE (n:{':'.join(f'`{n}`' for n in names)}) SET n = row"
        await _run(driver, text, [new.values[i] for i in group])
    await _links(driver, old, new)


async def _relabel(driver: AsyncDriver, old: Graph, new: Graph, id_: str) -> None:
    family = _family(new, id_)
    for word, names in (
        ("SET", new.labels[id_] - old.labels[id_]),
        ("REMOVE", old.labels[id_] - new.labels[id_]),
    ):
        for name in names:
            await _run(driver, f"MATCH (n:`{family}`) WHERE n.id IN $rows {word} n:`{name}`", [id_])


async def _links(driver: AsyncDriver, old: Graph, new: Graph) -> None:
    gone = [
        link for link in old.links
        if link not in new.links and link[0] in new.labels and link[2] in new.labels
    ]  # fmt: skip
    for (a, type_, b), links in _by_ends(new, gone):
        text = f"UNWIND $rows AS row {_ends(a, b)} MATCH (a)-[r:`{type_}`]->(b) DELETE r"
        await _run(driver, text, [{"a": x, "b": y} for x, _, y in links])
    made = [link for link, values in new.links.items() if old.links.get(link) != values]
    for (a, type_, b), links in _by_ends(new, made):
        text = f"UNWIND $rows AS row {_ends(a, b)} MERGE (a)-[r:`{type_}`]->(b) SET r = row.p"
        await _run(driver, text, [{"a": x[0], "b": x[2], "p": new.links[x]} for x in links])


def _ends(a: str, b: str) -> str:
    return f"MATCH (a:`{a}` {{id: row.a}}) MATCH (b:`{b}` {{id: row.b}})"


def _by_family(graph: Graph, ids: list[str]) -> Iterable[tuple[str, list[str]]]:
    ordered = sorted(ids, key=lambda i: _family(graph, i))
    return [(f, list(group)) for f, group in groupby(ordered, key=lambda i: _family(graph, i))]


def _by_ends(graph: Graph, links: list[Link]) -> Iterable[tuple[Link, list[Link]]]:
    def key(link: Link) -> Link:
        return _family(graph, link[0]), link[1], _family(graph, link[2])

    return [(ends, list(group)) for ends, group in groupby(sorted(links, key=key), key=key)]


def _family(graph: Graph, id_: str) -> str:
    return next(f for f in FAMILIES if f in graph.labels[id_])


async def _run(driver: AsyncDriver, text: str, rows: list[Any]) -> None:
    if rows:
        await driver.execute_query(text, rows=rows)  # type: ignore[arg-type]
