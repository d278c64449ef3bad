"""What is wrong with a row, where, and how to put it right, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from graph.kinds import Unreadable

SHOWN = 3
"""Names listed in a sentence before it says "and more"."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong. `row` is the number the spreadsheet program shows, `column` the header as the sheet has it.

    Either is None where the problem is with the whole sheet or row; `value` is the cell as typed.
    """

    sheet: str
    row: int | None
    column: str | None
    value: str
    code: str
    zh: str
    en: str
    cure_zh: str
    cure_en: str

    @classmethod
    def of(
        cls, sheet: str, row: int | None, column: str | None, value: str, why: Unreadable
    ) -> Problem:
        """Say where something unreadable stands."""
        return cls(sheet, row, column, value, why.code, why.zh, why.en, why.cure_zh, why.cure_en)


def listed(names: list[str]) -> tuple[str, str]:
    """A few names as Chinese and as English list them."""
    shown, more = names[:SHOWN], len(names) > SHOWN
    zh = "、".join(f"“{n}”" for n in shown) + (" 等" if more else "")
    en = ", ".join(f"“{n}”" for n in shown) + (" and more" if more else "")
    return zh, en


def unknown_sheet(known: str) -> Unreadable:
    """The file's name is that of no sheet."""
    return Unreadable(
        "UNKNOWN_SHEET",
        zh="文件名不是任何一种表。",
        en="The file's name is that of no sheet.",
        cure_zh=f"请按内容改名为以下之一：{known}。",
        cure_en=f"Name it after what it holds: {known}.",
    )


def unreadable_file(zh: str, en: str, cure_zh: str, cure_en: str) -> Unreadable:
    """The file can't be read as a sheet at all."""
    return Unreadable("UNREADABLE_FILE", zh=zh, en=en, cure_zh=cure_zh, cure_en=cure_en)


def wrong_header(expected: list[str]) -> Unreadable:
    """None of the first rows has the sheet's columns."""
    zh, en = "、".join(expected), ", ".join(expected)
    return Unreadable(
        "WRONG_HEADER",
        zh="前十行中找不到表头。",
        en="No row among the first ten has the headers of this sheet.",
        cure_zh=f"表头应含：{zh}。",
        cure_en=f"The header row should have: {en}.",
    )


def unknown_column(near: list[str]) -> Unreadable:
    """A header that means nothing here."""
    zh, en = listed(near)
    return Unreadable(
        "UNKNOWN_COLUMN",
        zh="没有这一列。",
        en="This sheet has no such column.",
        cure_zh=(f"是否为{zh}？" if near else "") + "请改正列名，或在列名前加 # 使导入跳过此列。",
        cure_en=(f"Did you mean {en}? " if near else "")
        + "Correct the header, or put # before it to have the column skipped.",
    )


def repeated_column(first: str) -> Unreadable:
    """Two headers mean the same column."""
    return Unreadable(
        "REPEATED_COLUMN",
        zh=f"与“{first}”是同一列。",
        en=f"It is the same column as “{first}”.",
        cure_zh="请只保留其中一列。",
        cure_en="Keep one of the two.",
    )


def missing_column(example: str) -> Unreadable:
    """A column that new rows need is not there."""
    return Unreadable(
        "MISSING_COLUMN",
        zh="缺少此列，而表中有新增的行需要它。",
        en="The column is missing, and rows that are new need it.",
        cure_zh="请加上此列" + (f"，例如“{example}”。" if example else "。"),
        cure_en="Add the column" + (f", e.g. “{example}”." if example else "."),
    )


def required(example: str) -> Unreadable:
    """An empty cell that may not be empty."""
    return Unreadable(
        "REQUIRED",
        zh="必填，不能为空。",
        en="It may not be empty.",
        cure_zh="请填写" + (f"，例如“{example}”。" if example else "。"),
        cure_en="Fill it in" + (f", e.g. “{example}”." if example else "."),
    )


def extra_cells() -> Unreadable:
    """More cells than headers."""
    return Unreadable(
        "MORE_CELLS_THAN_HEADERS",
        zh="单元格多于表头列数。",
        en="The row has more cells than the header.",
        cure_zh="多半是文字中含逗号而未加引号；请用电子表格软件重新另存为 CSV。",
        cure_en="Most likely a comma in a text without quotes; save it as CSV from a spreadsheet program.",
    )


def duplicate_key(others: list[str]) -> Unreadable:
    """The same key twice among the rows of one import."""
    zh, en = "、".join(others[:SHOWN]), ", ".join(others[:SHOWN])
    return Unreadable(
        "DUPLICATE_KEY",
        zh=f"与{zh}重复。",
        en=f"It is given twice: also in {en}.",
        cure_zh="请合并为一行，或改正编号。",
        cure_en="Make it one row, or correct the number.",
    )


def taken(others: list[str]) -> Unreadable:
    """A value that no two may share, and somebody else has."""
    zh, en = listed(others)
    return Unreadable(
        "TAKEN",
        zh=f"已被{zh}占用，不能重复。",
        en=f"It is taken by {en}, and no two may share it.",
        cure_zh="请改正其中一行。",
        cure_en="Correct one of the two.",
    )


def unknown_reference(title: str, name: str, near: list[str]) -> Unreadable:
    """Nothing is known by that code or name."""
    zh, en = listed(near)
    return Unreadable(
        "UNKNOWN_REFERENCE",
        zh=f"找不到这个{title}。",
        en=f"There is no such {name}.",
        cure_zh=(f"是否为{zh}？" if near else "") + "请改正，或先在相应的表中添加。",
        cure_en=(f"Did you mean {en}? " if near else "")
        + "Correct it, or add it to its own sheet.",
    )


def ambiguous_reference(title: str, name: str, candidates: list[str]) -> Unreadable:
    """Several things are known by that name."""
    zh, en = listed(candidates)
    return Unreadable(
        "AMBIGUOUS_REFERENCE",
        zh=f"有不止一个{title}叫这个名称：{zh}。",
        en=f"More than one {name} is called so: {en}.",
        cure_zh="请改填编号。",
        cure_en="Write the code instead of the name.",
    )


def wrong_reference(expected_zh: str, expected_en: str, near: list[str]) -> Unreadable:
    """Something is known by that name, but of another sort than the column takes."""
    zh, en = listed(near)
    return Unreadable(
        "WRONG_REFERENCE",
        zh=f"此处只能填{expected_zh}。",
        en=f"Only {expected_en} can stand here.",
        cure_zh=f"例如{zh}。" if near else "请改正。",
        cure_en=f"For example {en}." if near else "Correct it.",
    )


def outside(name: str, above: str) -> Unreadable:
    """What is called so does not lie in what is said to hold it."""
    return Unreadable(
        "NOT_WITHIN",
        zh=f"“{name}”不在“{above}”内。",
        en=f"“{name}” does not lie in “{above}”.",
        cure_zh="请改正其中之一。",
        cure_en="Correct one of the two.",
    )


def unknown_word(words: list[str]) -> Unreadable:
    """A word that no list knows."""
    zh, en = "、".join(words), ", ".join(words)
    return Unreadable(
        "UNKNOWN_WORD",
        zh="不在可填的词中。",
        en="It is none of the words this column takes.",
        cure_zh=f"可填：{zh}。",
        cure_en=f"Write one of: {en}.",
    )


def cycle(chain: list[str]) -> Unreadable:
    """A hierarchy that leads back to where it began."""
    text = " → ".join(chain)
    return Unreadable(
        "CYCLE",
        zh=f"层级成环：{text}。",
        en=f"The hierarchy runs in a circle: {text}.",
        cure_zh="请改正其中一行的上级。",
        cure_en="Correct what one of these rows names as the one above it.",
    )


def nested(code: str) -> Unreadable:
    """What consists of other things is part of another one."""
    return Unreadable(
        "NESTED",
        zh=f"“{code}”既由其他资源组成，又是别的组成部分；组合不能套组合。",
        en=f"“{code}” consists of others and is part of another: what is made of parts is no part itself.",
        cure_zh="请只填写最基本的资源，并删去多余的行。",
        cure_en="Name only what consists of nothing else, and drop the other row.",
    )


def promised_twice(what: str, others: list[str]) -> Unreadable:
    """More is promised of a resource, or of somebody's time, than there is."""
    zh, en = listed(others)
    beside = (f"，同时段另有 {zh}", f" beside {en}") if others else ("", "")
    return Unreadable(
        "PROMISED_TWICE",
        zh=f"“{what}”在这一时段的余量不够这项承诺{beside[0]}。",
        en=f"“{what}” has not that much free then{beside[1]}.",
        cure_zh="请改时间、数量或资源，或先改与之冲突的承诺。",
        cure_en="Change the period, the quantity or the resource, or first what is in its way.",
    )


def unreachable_state(from_: str, words: list[str]) -> Unreadable:
    """A record that has come to its end, or cannot go there."""
    zh, en = "、".join(words), ", ".join(words)
    return Unreadable(
        "UNREACHABLE_STATE",
        zh=f"现为“{from_}”，不能变为这一状态。",
        en=f"It is “{from_}” now and cannot come into this state.",
        cure_zh=f"可填：{zh}；已办结的请在系统里重新打开。",
        cure_en=f"Write one of: {en}; open it again in the service if it was closed.",
    )


def unknown_level(words: list[str]) -> Unreadable:
    """The level column names no level."""
    zh, en = "、".join(words), ", ".join(words)
    return Unreadable(
        "UNKNOWN_LEVEL",
        zh="没有这种类型。",
        en="There is no such level.",
        cure_zh=f"可填：{zh}。",
        cure_en=f"Write one of: {en}.",
    )
