"""The data dictionary: every declared kind as a page of Markdown, Chinese first and English beside it.

Nothing is said here that a declaration doesn't say; `gongjian dictionary --write` writes it, and
`tests/test_readme.py` compares what is committed.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from strawberry.types.base import get_object_definition
from strawberry.types.enum import StrawberryEnumDefinition

from graph.kinds import KINDS
from graph.masks import MASKED
from graph.provision import fulltext_index_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph.kinds import Edge, Hop, Kind, Prop

HEAD = """# 数据字典 Data dictionary

本页由声明生成，请勿手改：`gongjian dictionary --write`。
Generated from the declarations; don't edit it, run `gongjian dictionary --write`.

- **必填** required：✓ 必有值 always there。 **索引** index：唯一 unique、范围 range、文本 text、排序 order、全文 full text。
- **列** column：表格中的列名 header in the [spreadsheets](spreadsheets.md)；空 empty：不由表格填写 not filled in by a sheet。
- 边的写法 edges：`()` 是本类 this kind；`(Agreement:active)` 是满足条件的节点 a node that fulfils the condition named。"""
NAMES: dict[str, str] = {
    "str": "String",
    "int": "Int",
    "float": "Float",
    "bool": "Boolean",
    "date": "Date",
    "datetime": "DateTime",
}


def dictionary() -> str:
    """The whole page."""
    kinds = list(KINDS.values())
    shared = _common(kinds)
    own = [k for k in kinds if k.labelled and k.shown_as is None]
    sections = [HEAD, _picture(own), "## 通用 Common to all"]
    sections += [_kind(k) for k in shared]
    sections += ["## 种类 Kinds", *(_kind(k) for k in own)]
    sections += ["## 词表 Words", *(_words(e) for e in _enums(kinds))]
    return "\n\n".join(sections) + "\n"


def _common(kinds: Iterable[Kind]) -> list[Kind]:
    """What kinds only have in common, and no node is."""
    return [k for k in kinds if k.abstract and not k.labelled]


def words_of(kind: type[enum.Enum]) -> dict[str, tuple[str, str]]:
    """How the values of an enum are written: Chinese and English words by name, from their descriptions `English. 中文`."""
    definition: StrawberryEnumDefinition = kind.__strawberry_definition__  # type: ignore[attr-defined]
    found: dict[str, tuple[str, str]] = {}
    for value in definition.values:
        en, _, zh = (value.description or "").rpartition(". ")
        found[value.name] = (zh.strip(" 。"), en.strip(" ."))
    return found


def pattern(edge: Edge) -> str:
    """An edge's pattern in Cypher's arrows, from this kind `()` to the kind at its far end."""
    return "()" + "".join(_arrow(hop, edge.target) for hop in edge.path)


def _arrow(hop: Hop, target: str) -> str:
    length = "" if (hop.least, hop.most) == (1, 1) else f"*{hop.least}..{hop.most}"
    middle = f"-[:{hop.type}{length}]-"
    end = f"{hop.label or target}{':' + hop.condition if hop.condition else ''}"
    return f"{middle}>({end})" if hop.outgoing else f"<{middle}({end})"


def _picture(kinds: Sequence[Kind]) -> str:
    """Kinds and the relationships between them; what all have in common, and what leads into a tree of terms, would hide the rest."""
    between: dict[tuple[str, str], dict[str, None]] = {}
    for near, type_, far in _drawn(kinds):
        between.setdefault((near, far), {})[type_] = None
    lines = ["## 图景 The picture", "", "```mermaid", "flowchart LR"]
    lines += [
        f'  {k.name}["{k.title}<br/>{k.name}"]'
        for k in kinds
        if k.family is k and any(k.name in pair for pair in between)
    ]
    lines += [f"  {near} -->|{' · '.join(types)}| {far}" for (near, far), types in between.items()]
    left_out = "未画出：各类共有的边，以及指向分类词条的边。 Not drawn: edges that all kinds have, and those to a term of a tree."
    return "\n".join([*lines, "```", "", left_out])


def _drawn(kinds: Iterable[Kind]) -> Iterator[tuple[str, str, str]]:
    common = [edge for kind in _common(KINDS.values()) for edge in kind.edges.values()]
    for kind in kinds:
        for edge in kind.edges.values():
            if edge.sheet or (edge.column and not edge.within and edge not in common):
                ends = (kind.family.name, KINDS[edge.target].family.name)
                near, far = ends if edge.path[0].outgoing else ends[::-1]
                yield near, edge.path[0].type, far


def _kind(kind: Kind) -> str:
    parts = [f"### {kind.title} `{kind.name}`", f"{kind.zh} {kind.en}", _facts(kind)]
    inherited = kind.parent
    props = [p for p in kind.props.values() if not inherited or inherited.props.get(p.name) != p]
    edges = [e for e in kind.edges.values() if not inherited or inherited.edges.get(e.name) != e]
    if props:
        parts.append(_table(PROPERTY, [_property(p) for p in props]))
    if edges:
        parts.append(_table(EDGE, [_edge(e) for e in edges]))
    if kind.computed:
        parts.append("\n".join(_computed(kind)))
    return "\n\n".join(part for part in parts if part)


def _facts(kind: Kind) -> str:
    facts = []
    if kind.labels:
        facts.append(f"标签 label `{''.join(f':{label}' for label in kind.labels)}`")
    if kind.prefix:
        facts.append(f"标识 id `{kind.prefix}_…`")
    if kind.rooted and kind.labelled:
        facts.append(f"查询 GraphQL `{kind.name[0].lower()}{kind.name[1:]}(id:)`、`{kind.plural}`")
    if not kind.sheet:
        facts.append("由服务自己写入，没有表格 written by the service itself, no spreadsheet")
    if kind.parent and (kind.parent.props or kind.parent.edges):
        facts.append(
            f"并有 and all of [{kind.parent.title} {kind.parent.name}](#{_anchor(kind.parent.title, kind.parent.name)})"
        )
    if kind.searched and kind.labelled:
        names = "、".join(f"`{p.name}`" for p in kind.searched)
        facts.append(f"全文索引 full-text index `{fulltext_index_name(kind)}`：{names}")
    if kind.abstract and kind.labelled:
        below = [k for k in KINDS.values() if k.parent is kind and k.labelled]
        facts.append("级别 levels " + "、".join(f"{k.title} `{k.name}`" for k in below))
    # A plain replace: Cypher has braces of its own.
    facts.extend(
        f"条件 condition `{name}`：`{text.replace('{n}', 'n')}`"
        for name, text in kind.conditions.items()
    )
    return "\n".join(f"- {fact}" for fact in facts)


PROPERTY = (
    "属性 Property",
    "列 Column",
    "类型 Type",
    "必填",
    "索引 Index",
    "例 Example",
    "含义 Meaning",
)
EDGE = ("边 Edge", "写法 Pattern", "指向 Leads to", "列 Column", "含义 Meaning")


def _property(prop: Prop) -> tuple[str, ...]:
    stored = "" if prop.stored == prop.name else f"（Neo4j：`{prop.stored}`）"
    default = "" if prop.default is None else f" 缺省 default：`{_shown(prop.default)}`。"
    bounds = _bounds(prop)
    personal = (
        "个人信息，只显示掩码，不能作条件 personal: only its mask is shown, and nothing can be asked of it。"
        if prop.personal
        else ""
    )
    return (
        f"`{prop.name}`{stored}", prop.column or "", _type(prop), "✓" if prop.required else "", _index(prop),
        prop.example, f"{prop.zh} {prop.en}{default}{bounds}{personal}",
    )  # fmt: skip


def _edge(edge: Edge) -> tuple[str, ...]:
    target = KINDS[edge.target]
    how = ("多 many" if edge.many else "一 one") + ("，必有 always" if edge.required else "")
    column = edge.column or (f"[{edge.sheet.title}](spreadsheets.md)" if edge.sheet else "")
    within = f" 限 within `{edge.within}`。" if edge.within else ""
    data = "".join(f" `{p.name}`（{_type(p)}）：{p.zh} {p.en}" for p in edge.data)
    carries = f" 边上属性 on the edge：{data}" if data else ""
    leads = f"[{target.title} {target.name}](#{_anchor(target.title, target.name)})，{how}"
    return (
        f"`{edge.name}`",
        f"`{pattern(edge)}`",
        leads,
        column,
        f"{edge.zh} {edge.en}{within}{carries}",
    )


def _computed(kind: Kind) -> Iterator[str]:
    described = {
        f.name: f.description for f in get_object_definition(kind.type, strict=True).fields
    }
    for name in kind.computed:
        yield f"- 计算得出 computed：`{name}` – {described.get(name) or ''}"


def _type(prop: Prop) -> str:
    if prop.key and not prop.column:
        name = "ID"
    elif prop.personal:
        name = MASKED[prop.personal].__name__
    elif prop.listed:
        name = f"[{prop.type.__name__}](#{prop.type.__name__.lower()})"
    else:
        name = NAMES[prop.type.__name__]
    return f"{name} 列表 list" if prop.many else name


def _index(prop: Prop) -> str:
    said = (
        (prop.key, "唯一 unique"), (prop.index == "range" and not prop.key, "范围 range"), (prop.index == "text", "文本 text"),
        (prop.order, "排序 order"), (prop.search, "全文 full text"),
    )  # fmt: skip
    return "、".join(words for holds, words in said if holds)


def _bounds(prop: Prop) -> str:
    low, high = (None if bound is None else f"{bound:g}" for bound in (prop.least, prop.most))
    if low is None and high is None:
        return ""
    return f" 范围 range：{low or '…'} – {high or '…'}。"


def _shown(value: Any) -> str:
    if isinstance(value, enum.Enum):
        return value.name
    return str(value).lower() if isinstance(value, bool) else str(value)


def _enums(kinds: Iterable[Kind]) -> list[type[enum.Enum]]:
    props = [
        p
        for k in kinds
        for p in (*k.props.values(), *(p for e in k.edges.values() for p in e.data))
    ]
    return list(dict.fromkeys(p.type for p in props if p.listed))


def _words(kind: type[enum.Enum]) -> str:
    definition: StrawberryEnumDefinition = kind.__strawberry_definition__  # type: ignore[attr-defined]
    rows = [(f"`{name}`", zh, en) for name, (zh, en) in words_of(kind).items()]
    return "\n\n".join(
        [
            f"### `{kind.__name__}`",
            (definition.description or ""),
            _table(("值 Value", "中文", "English"), rows),
        ]
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _anchor(title: str, name: str) -> str:
    return f"{title}-{name.lower()}"
