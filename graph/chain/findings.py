"""What can be wrong with a chain, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was written: a stable code, where, and what it means."""

    code: str
    stream: str | None
    seq: int | None
    zh: str
    en: str

    def __str__(self) -> str:
        where = f"{self.stream or '-'}#{self.seq if self.seq is not None else '-'}"
        return f"{where} {self.zh} {self.en} [{self.code}]"


_SAID = {
    "RECORD_CHANGED": (
        "记录的内容与其哈希不符，写入后被改动过。",
        "The record does not fit its hash: it was changed after it was written.",
    ),
    "RECORD_UNKNOWN_PROPERTY": (
        "记录带有本系统不写的属性或标签。",
        "The record carries a property or label that is never written.",
    ),
    "RECORDS_MISSING": (
        "此处之前缺少 {count} 条记录。",
        "{count} records are missing before this one.",
    ),
    "RECORD_TWICE": ("序号重复。", "There is another record of the same number."),
    "LINK_BROKEN": (
        "记录与前一条记录不相连。",
        "The record does not follow from the one before it.",
    ),
    "RECORDS_AT_END_MISSING": (
        "链尾缺少记录：应有 {count} 条。",
        "Records are missing at the end: there were {count}.",
    ),
    "RECORDS_BEYOND_HEAD": (
        "链尾之后还有记录。",
        "There are records beyond the end of the chain.",
    ),
    "RECORDS_OUTSIDE": (
        "有 {count} 条记录不在序列之中。",
        "{count} records are outside the sequence.",
    ),
    "HEAD_CHANGED": ("链尾标记被改动过。", "The head of the chain was changed."),
    "HEAD_DIFFERS": (
        "链尾标记与最后一条记录不符。",
        "The head of the chain is not that of its last record.",
    ),
    "HEAD_UNREADABLE": ("有 {count} 个链尾标记无法识别。", "{count} heads cannot be told."),
    "OTHER_KEY": (
        "该链是用另一个密钥写的。",
        "The chain was written with another key.",
    ),
    "STREAM_UNKNOWN": (
        "{count} 条记录属于没有链尾标记的链。",
        "{count} records belong to a chain that has no head.",
    ),
    "ANCHOR_MISSING": (
        "锚点所指的记录已不存在。",
        "The record that an anchor was taken of is gone.",
    ),
    "ANCHOR_DIFFERS": (
        "锚点所指的记录已被换成别的记录。",
        "The record that an anchor was taken of is another one now: the history was rewritten.",
    ),
}

CODES = frozenset(_SAID)


def found(code: str, stream: object, seq: object = None, *, count: int = 0) -> Finding:
    """A finding in both languages; where a place is damaged itself, it is left out."""
    zh, en = (said.format(count=count) for said in _SAID[code])
    return Finding(
        code,
        stream if isinstance(stream, str) else None,
        seq if isinstance(seq, int) else None,
        zh,
        en,
    )
