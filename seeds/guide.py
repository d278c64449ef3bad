"""The page for administrators: every sheet, what each column takes, and what an import does with it.

Columns, words, defaults and limits come from the declarations and from the modules that apply them;
`gongjian dictionary --write` writes the page, `tests/test_readme.py` compares what is committed.
"""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.dictionary import words_of
from graph.kinds import KINDS
from graph.write import imported
from seeds.cells import fold
from seeds.derived.mapping import derived_sheets
from seeds.importing import AT_ONCE
from seeds.references import PATH
from seeds.sheets import ERRORS, all_sheets, snake
from seeds.tables import COMMENT, HEADER_WITHIN, LARGEST, MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from seeds.derived.mapping import DerivedSheet
    from seeds.sheets import Column, Sheet

HEAD = f"""# 表格说明 Spreadsheets

本页由声明生成，请勿手改：`gongjian dictionary --write`。
Generated from the declarations; don't edit it, run `gongjian dictionary --write`.

## 怎么导入 How to import

1. 每种内容一个 CSV 文件，文件名用下面的中文或英文表名，前后可加序号和说明（`02_units.csv`、`单位-南山.csv`）。
   One CSV file for each sort of thing, named by its Chinese or English title, with a number or remark around it if you like.
2. 先试 check first：`gongjian import 文件夹 --dry-run`；再导入 then import：`gongjian import 文件夹`。
3. 有错 if anything is wrong：`gongjian import 文件夹 --report 有错.csv` 把原表写回，多一列“{ERRORS}”，改好后可直接再导入 gives each sheet back with a
   column `{ERRORS}`; correct it and import it as it is.

**规则 Rules**

- 按**编号**识别同一行：已有则更新，没有则新增；重复导入同一文件什么也不变。
  A row is recognised by its **code**: it updates what is there or adds what is not; importing the same file twice changes nothing.
- 只有表里出现的列才会改动；列在而单元格空，则清除该值或取缺省值。
  Only columns that are present change anything; an empty cell in a present column removes the value or sets the default.
- **引用**填编号或名称皆可，名称须只指一个；表的先后、行的先后都无所谓，只要在本次导入的文件或库中找得到；同名的地域可写作“街道{PATH}社区”。
  A **reference** is a code, or a name that only one thing has; the order of rows and files doesn't matter, as long as it is in this import or in the graph; of places with one name, write `street{PATH}community`.
- **多个**值用 `；` `、` `|` 分隔。 **Several** values are separated by `；` `、` or `|`.
- **状态**可以跳过中间步骤；已到终点（如已办结、已取消、已合并）的记录不能再用表改状态，要重新打开请在系统里操作。**承诺**不能超出余量：今后的时段里，同一资源或同一经办人被重复承诺的行会被指出，连同与之冲突的承诺编号。
  A **state** may skip steps; what has come to an end (closed, called off, merged) gets no other state from a sheet: it is opened again in the service. A **commitment** never takes more than there is: rows that promise a resource or a person twice, from now on, are told with what is in their way.
- **只要有一行有错，什么都不写入**；全部错误一次列出：位置、内容、原因、改法。
  **If any row is wrong, nothing is written**; every problem is listed at once with row, column, value, reason and cure.
- 不超过 {AT_ONCE} 行时一次完成；更多则分批写入，中断后再运行即从断点继续。
  Up to {AT_ONCE} rows are one transaction; more go in batches, and an interrupted import goes on where it stopped.
- 表头可在前 {HEADER_WITHIN} 行内；以 `{COMMENT}` 开头的行和列跳过；编码 UTF-8、UTF-16、GB18030 均可；最多 {MOST_ROWS} 行、{LARGEST >> 20} MiB。
  The header may stand within the first {HEADER_WITHIN} rows; rows and columns that begin with `{COMMENT}` are skipped; UTF-8, UTF-16 or GB18030;
  at most {MOST_ROWS} rows and {LARGEST >> 20} MiB.
- 时刻不写时区即北京时间；“结束”均不计入（半开区间）。 A time without an offset is China time; an end is the first moment that no longer counts.

## 各表 The sheets"""

_TAKES: dict[Any, tuple[str, str]] = {
    str: ("文字", "text"),
    int: ("整数", "whole number"),
    float: ("数字", "number"),
    bool: ("是／否", "yes / no"),
    date: ("日期，如 2026-01-05", "day"),
    datetime: ("时刻，如 2026-01-05 08:30", "time"),
}


def guide() -> str:
    """The whole page."""
    sheets = all_sheets()
    lines = [
        f"- [{s.title} `{s.file}.csv`](#{s.title}-{s.file}csv)"
        for s in (*sheets, *derived_sheets())
    ]
    foreign = [_foreign(s) for s in derived_sheets()]
    return "\n\n".join([HEAD, "\n".join(lines), *(_sheet(s) for s in sheets), *foreign]) + "\n"


def _foreign(sheet: DerivedSheet) -> str:
    """A sheet that another system exports."""
    names = "、".join(f"`{name}`" for name in sorted(sheet.names))
    told = [
        f"### {sheet.title} `{sheet.file}.csv`",
        f"{sheet.zh} {sheet.en}",
        f"文件名可为 a file may be called：{names}。例 example：[seeds/examples/{sheet.file}.csv](../seeds/examples/{sheet.file}.csv)。",
        (
            f"导出表固有 {len(sheet.listed)} 列（✓）；其余列有则用，没有列出的列名仍是错误。"
            f" The {len(sheet.listed)} columns of the export are marked ✓; others are used where they are, and a header that is not listed is an error as everywhere."
        ),
    ]
    head = ("列 Column", "也认作 Also", "✓", "成为 Becomes", "含义 Meaning", "认得的词 Words")
    rows = [_foreign_column(sheet, name) for name in sheet.columns]
    return "\n\n".join([*told, _table(head, rows)])


def _foreign_column(sheet: DerivedSheet, name: str) -> tuple[str, ...]:
    made = [
        (into.sheet, said) for into in sheet.into for said in into.said if name in (*said.sources, said.day_in)
    ]  # fmt: skip
    becomes = "、".join(dict.fromkeys(f"{to.title}·{said.column.header}" for to, said in made))
    words = [
        f"{word}→{ours or '空 empty'}"
        for _, said in made
        for word, ours in (said.words or {}).items()
    ]
    also = "、".join(sorted(sheet.columns[name].accepted - {fold(name)}))
    return (
        name, also, "✓" if name in sheet.listed else "", becomes, " ".join(sheet.meanings[name]), "；".join(dict.fromkeys(words))
    )  # fmt: skip


def _sheet(sheet: Sheet) -> str:
    about = sheet.edge or sheet.kind
    keys = "、".join(f"“{c.header}”" for c in sheet.keys)
    recognised = f"{about.zh} {about.en}\n\n识别同一行 recognised by：{keys}。"
    head = (
        "列 Column",
        "英文列名 English",
        "必填",
        "填什么 What to write",
        "例 Example",
        "含义 Meaning",
    )
    rows = [_column(sheet, c) for c in sheet.columns.values()]
    return "\n\n".join([f"### {sheet.title} `{sheet.file}.csv`", recognised, _table(head, rows)])


def _column(sheet: Sheet, column: Column) -> tuple[str, ...]:
    required = "✓" if column.required else ""
    return (
        column.header,
        f"`{column.name}`",
        required,
        _takes(sheet, column),
        column.example,
        _meaning(column),
    )


def _takes(sheet: Sheet, column: Column) -> str:
    if column.role == "level":
        return "词 one of：" + "、".join(
            f"{k.title} `{snake(k.name)}`" for k in imported(sheet.kind)
        )
    several = "，可多个 several" if column.many else ""
    if column.target:
        target = KINDS[column.target]
        return (
            f"{target.title}的编号或名称 code or name of a {target.name}{_within(column)}{several}"
        )
    if column.prop is None:
        raise TypeError(f"{sheet.file}.{column.name} takes nothing")
    type_ = column.prop.type
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return "词 one of：" + "、".join(
            f"{zh} `{name}`" for name, (zh, _) in words_of(type_).items()
        )
    zh, en = _TAKES[type_]
    return f"{zh} {en}{several}"


def _within(column: Column) -> str:
    if column.within is None:
        return ""
    name, _, wanted = column.within.partition("=")
    zh, en = words_of(KINDS[column.target].props[name].type)[wanted]
    return f"（限“{zh}” only “{en}”）"


def _meaning(column: Column) -> str:
    said = column.prop or column.edge
    if said is None:
        return ""
    default = column.prop.default if column.prop else None
    if default is None:
        return f"{said.zh} {said.en}"
    shown = (
        words_of(type(default))[default.name][0]
        if isinstance(default, enum.Enum)
        else _plain(default)
    )
    return f"{said.zh} {said.en} 空为 empty means “{shown}”。"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
