"""The table of permissions as a page that people read: `docs/permissions.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.kinds import KINDS
from schema.access.table import OPEN, TABLE, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HEAD = """# 权限 / Permissions

谁可以看、谁可以做，只由一张表决定：`schema/access/table.toml`；本页由它生成。没有列出的一律看不见，看不见与不存在的回答完全相同。
One table decides who may see and do what: `schema/access/table.toml`, from which this page is made. What is not listed is
not seen, and what is not seen is answered exactly as what does not exist.

身份来自任职：账号对应人员，人员在任的角色决定权限，任职结束即刻失效。一人多职时，看到的是各角色之和。
What somebody is follows from the posts of his person; when a post ends, so does what it gave, from the next request on.
Who holds several posts sees what each of them shows.
"""


def page() -> str:
    """The page."""
    return "\n".join(
        [_HEAD, *_roles(), "", *_rows(), "", *_fields(), "", *_acts(), "", *_rest(), ""]
    )


def _table(*rows: Iterable[str]) -> list[str]:
    head, *rest = [list(row) for row in rows]
    lines = [head, ["---"] * len(head), *rest]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _roles() -> list[str]:
    rows = [
        [f"{said.zh} {said.en}", ", ".join(f"`{code}`" for code in sorted(said.held_as)) or "—",
         "、".join(TABLE.layers[layer][0] for layer in sorted(said.layers)) or "—"]
        for said in TABLE.roles.values()
    ]  # fmt: skip
    head = ["权限角色 Role", "由任职角色产生 Given by", "看得到的字段层 Layers of fields"]
    return ["## 角色 / Roles", "", *_table(head, *rows)]


def _rows() -> list[str]:
    found = ["## 看得到哪些记录 / Which records", ""]
    for family, rules in TABLE.rows.items():
        everyone = rules.get(Role.EVERYONE) == ("ALL",)
        who = {Role.EVERYONE: rules[Role.EVERYONE]} if everyone else rules
        rows = [
            [TABLE.roles[role].zh, "；".join(TABLE.rules[name][0] for name in names),
             "; ".join(TABLE.rules[name][1] for name in names)]
            for role, names in who.items()
        ]  # fmt: skip
        found += [f"### {KINDS[family].title} `{family}`", "", *_table(["角色", "看到", "sees"], *rows), ""]  # fmt: skip
    return found[:-1]


def _fields() -> list[str]:
    rows = [
        [f"{KINDS[type_].title} `{type_}`", f"`{field}`", *TABLE.layers[layer]]
        for type_, fields in TABLE.fields.items()
        if type_ in KINDS
        for field, layer in fields.items()
        if layer != OPEN
    ]
    return ["## 受限的字段 / Fields that not everyone reads", "",
            *_table(["类型 Type", "字段 Field", "谁看得到", "who"], *rows)]  # fmt: skip


def _acts() -> list[str]:
    rows = [
        [f"`{name}`", f"{said.zh} {said.en}", f"`{said.right}`",
         "；".join([*(f"{KINDS[kind].title}：{_able(able)}" for kind, able in said.rows.items()),
                   *([_named(said.anywhere)] if said.anywhere else [])])]
        for name, said in TABLE.acts.items()
    ]  # fmt: skip
    return [
        "## 动作 / Acts",
        "",
        *_table(["动作 Act", "含义 Meaning", "凭证须有的权限 Right", "谁 Who"], *rows),
    ]


def _able(able: Mapping[Role, tuple[str, ...] | None]) -> str:
    own = [role for role, names in able.items() if names is not None]
    said = [f"{TABLE.roles[role].zh}（{'、'.join(TABLE.rules[name][0] for name in able[role] or ())}）" for role in own]  # fmt: skip
    return "、".join(
        [*([_named(frozenset(able) - set(own))] if len(own) < len(able) else []), *said]
    )


def _named(roles: frozenset[Role]) -> str:
    return "、".join(TABLE.roles[role].zh for role in Role if role in roles)


def _rest() -> list[str]:
    counted = "、".join(f"{KINDS[name].title} `{name}`" for name in sorted(TABLE.withheld))
    listed = [f"`{type_}.{field}`" for type_, fields in TABLE.exceptions.items() for field in sorted(fields)]  # fmt: skip
    return [
        "## 计数与例外 / Counts and exceptions", "",
        (f"- 没有工作角色的人看不到 1 到 {TABLE.withheld_below - 1} 的计数（{counted}）。 "
        f"Without a staff role no count from 1 to {TABLE.withheld_below - 1} is told."),
        ("- 已声明的例外：看不见的承诺也计入空闲数量和支持结论，否则会重复承诺；只有这些字段会因此不同："
        f"{'、'.join(listed)}。 Declared exceptions: these fields alone count commitments that one does not see."),
    ]  # fmt: skip
