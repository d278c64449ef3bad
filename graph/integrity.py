"""Does the graph hold what the declarations say? Community has no constraint that would see to it.

Each question is a predicate that is true of a node that offends; all questions about a family are one statement.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.ids import key_of
from graph.kinds import KINDS
from graph.provision import BOOKKEEPING
from graph.stored import HIGHEST, flat_edges, hierarchies
from graph.write import imported, link_edges, own_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Edge, Kind, Prop

NAMED = 5
"""Offenders named in a finding."""

_TYPES = {
    "str": "STRING", "int": "INTEGER", "float": "FLOAT", "bool": "BOOLEAN", "date": "DATE", "datetime": "ZONED DATETIME",
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """`offends` is a Cypher predicate over `n`, a node of `family`; `about` says which field it concerns."""

    family: str
    code: str
    about: str
    zh: str
    en: str
    offends: str


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be: how many offend, the codes of a few of them, what to do."""

    code: str
    about: str
    count: int
    examples: tuple[str, ...]
    zh: str
    en: str
    cure_zh: str
    cure_en: str


EXTRA: list[Question] = []
"""Questions that topics of the domain add (`schema.secretaries`)."""


def questions() -> Iterator[Question]:
    """Every question about nodes, from the declarations and from `EXTRA`."""
    for family in _families():
        for prop in family.props.values():
            yield _property(family, prop)
        yield _labels(family)
        if family.abstract:
            yield _level(family)
        for edge in _edges(family).values():
            yield from _edge(family, edge)
    for kind, edge in link_edges():
        yield _twice(kind, edge)
    for family, edge in hierarchies():
        yield _circle(family, edge)
    for kind, edge in flat_edges():
        yield _nested(kind, edge)
    yield from EXTRA


def _families() -> list[Kind]:
    """Every family, those among them that no spreadsheet carries."""
    return [k for k in KINDS.values() if k.labelled and k.family is k]


def _edges(family: Kind) -> dict[str, Edge]:
    """What the family itself writes: the columns of its sheet; without a sheet, whatever leads to one other node."""
    if family.sheet:
        return own_edges(family)
    return {name: e for name, e in family.edges.items() if len(e.path) == 1 and not e.many}


def _property(family: Kind, prop: Prop) -> Question:
    type_ = _TYPES.get(getattr(prop.type, "__name__", ""), "STRING")
    wanted = f"LIST<{type_} NOT NULL>" if prop.many else type_
    wanted += " NOT NULL" if prop.required else ""
    return Question(
        family.name, "WRONG_PROPERTY", f"{family.name}.{prop.name}",
        f"{family.title}的“{prop.column or prop.name}”缺失或类型不对。",
        f"{prop.name} of {family.name} is missing or of the wrong type.",
        f"n.`{prop.stored}` IS NOT :: {wanted}",
    )  # fmt: skip


def _labels(family: Kind) -> Question:
    known = {label for k in KINDS.values() if k.labels and k.family is family for label in k.labels}
    listed = ", ".join(f"'{label}'" for label in sorted(known))
    return Question(
        family.name, "WRONG_LABEL", family.name,
        f"{family.title}带有别的种类的标签。",
        f"{family.name} carries a label of another kind.",
        f"any(l IN labels(n) WHERE NOT l IN [{listed}])",
    )  # fmt: skip


def _level(family: Kind) -> Question:
    levels = ", ".join(f"'{k.name}'" for k in imported(family))
    return Question(
        family.name, "WRONG_LEVEL", family.name,
        f"{family.title}没有或有不止一个级别标签。",
        f"{family.name} has no precise label, or more than one.",
        f"size([l IN labels(n) WHERE l IN [{levels}]]) <> 1",
    )  # fmt: skip


def _edge(family: Kind, edge: Edge) -> Iterator[Question]:
    about, title = f"{family.name}.{edge.name}", f"{family.title}的“{edge.column or edge.name}”"
    far = _pattern(edge, KINDS[edge.target].family.name)
    allowed = " OR ".join(f"m:`{name}`" for name in sorted(_targets(family, edge)))
    yield Question(
        family.name, "WRONG_FAR_END", about,
        f"{title}指向了别的种类。", f"{edge.name} of {family.name} leads to something of another kind.",
        f"EXISTS {{ MATCH {_pattern(edge)} WHERE NOT ({allowed}) }}",
    )  # fmt: skip
    if edge.required:
        yield Question(
            family.name, "EDGE_MISSING", about,
            f"{title}缺失。", f"{family.name} lacks {edge.name}.", f"NOT EXISTS {{ {far} }}",
        )  # fmt: skip
    if not edge.many:
        yield Question(
            family.name, "MORE_THAN_ONE", about,
            f"{title}不止一个。", f"{family.name} has more than one {edge.name}.", f"COUNT {{ {far} }} > 1",
        )  # fmt: skip


def _pattern(edge: Edge, label: str = "") -> str:
    (hop,) = edge.path
    end = f"(m:`{label}`)" if label else "(m)"
    return f"(n)-[:`{hop.type}`]->{end}" if hop.outgoing else f"(n)<-[:`{hop.type}`]-{end}"


def _targets(family: Kind, edge: Edge) -> set[str]:
    """Families that edges of this type and direction may lead to: several declared edges can share a type."""
    return {
        KINDS[e.target].family.name
        for kind in [family, *imported(family)]
        for e in kind.edges.values()
        if (e.path[0].type, e.path[0].outgoing) == (edge.path[0].type, edge.path[0].outgoing)
        and len(e.path) == 1
    }


def _twice(kind: Kind, edge: Edge) -> Question:
    pattern = _pattern(edge, KINDS[edge.target].family.name)
    title = edge.sheet.title if edge.sheet else edge.name
    return Question(
        kind.family.name, "EDGE_TWICE", f"{kind.name}.{edge.name}",
        f"{kind.title}与同一对象之间有重复的“{title}”。", f"{kind.name} has the same {edge.name} twice.",
        f"COUNT {{ {pattern} }} <> COUNT {{ MATCH {pattern} RETURN DISTINCT m }}",
    )  # fmt: skip


def _circle(family: Kind, edge: Edge) -> Question:
    (hop,) = edge.path
    return Question(
        family.name, "CYCLE", f"{family.name}.{edge.name}",
        f"{family.title}的“{edge.column}”成环。", f"{edge.name} of {family.name} runs in a circle.",
        f"EXISTS {{ (n)-[:`{hop.type}`*1..{HIGHEST}]->(n) }}",
    )  # fmt: skip


def _nested(kind: Kind, edge: Edge) -> Question:
    (hop,) = edge.path
    step = f"-[:`{hop.type}`]->" if hop.outgoing else f"<-[:`{hop.type}`]-"
    title = edge.sheet.title if edge.sheet else edge.name
    return Question(
        kind.family.name, "NESTED", f"{kind.name}.{edge.name}",
        f"“{title}”中有组合套组合。", f"{edge.name} of {kind.name} leads to something that has {edge.name} itself.",
        f"EXISTS {{ (n){step}(){step}() }}",
    )  # fmt: skip


def text_of(family: Kind, asked: Sequence[Question]) -> str:
    """One statement for all questions about a family: the number of each that has offenders, with a few of them."""
    key = key_of(family).stored
    cases = ",\n  ".join(f"CASE WHEN {q.offends} THEN {at} END" for at, q in enumerate(asked))
    return "\n".join(
        [
            f"MATCH (n:`{family.name}`) WHERE n.`{key}` IS NOT NULL",
            f"WITH n, [\n  {cases}\n] AS wrong",
            "UNWIND wrong AS at",
            "WITH n, at WHERE at IS NOT NULL",
            f"RETURN at, count(*) AS count, collect(n.`{key}`)[0..{NAMED}] AS codes ORDER BY at",
        ]
    )


_LABELS = """
CALL db.labels() YIELD label
WITH label WHERE NOT label IN $known
RETURN label ORDER BY label
"""


def _by_family() -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions():
        found[question.family].append(question)
    return found


async def ask(tx: AsyncManagedTransaction) -> list[Finding]:
    """Ask every question; what comes back is what is wrong."""
    found: list[Finding] = []
    for family, asked in _by_family().items():
        result = await tx.run(text_of(KINDS[family], asked))  # pyright: ignore[reportArgumentType]
        found += [_finding(asked[r["at"]], r["count"], r["codes"]) for r in await result.data()]
    known = [*BOOKKEEPING, *(label for kind in KINDS.values() for label in kind.labels)]
    strange = [r["label"] for r in await (await tx.run(_LABELS, known=known)).data()]
    if strange:
        question = Question(
            "",
            "UNKNOWN_LABEL",
            "",
            "图中有不属于本系统的标签。",
            "There are labels that are not ours.",
            "",
        )
        found.append(_finding(question, len(strange), strange))
    return found


def _finding(question: Question, count: int, codes: Sequence[str]) -> Finding:
    return Finding(
        question.code, question.about, count, tuple(codes[:NAMED]), question.zh, question.en,
        "请在表格中改正这些行后重新导入。", "Correct these rows in the sheets and import them again.",
    )  # fmt: skip


def statements() -> Iterator[tuple[str, str]]:
    """Every statement this module can send, named."""
    for family, asked in _by_family().items():
        yield f"integrity.{family}", text_of(KINDS[family], asked)
    yield "integrity.labels", _LABELS
