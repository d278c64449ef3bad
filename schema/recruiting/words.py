"""What is said of new partners in sentences, in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


HOW = Words(
    "先按紧急程度逐件安排现有共建单位（已用的余量不再计），再看新单位能补上多少；同一余量不重复计算。"
    "这是一种可行的安排，并非最优：增量为下限。多个新单位逐个选取（贪心），不寻找须两个单位合力才能解决的组合。按能力列出的不限数量。",
    "First what the partners there are can do is laid down, need by need by urgency, each use taken out of what is free; then what a new one could add to that. Nothing is counted twice. "
    "It is an arrangement that can be had, not the best one: what is said to be added is the least. Several are chosen one after the other (greedily); two that close a need only together are not looked for. A capability is taken to be brought in any quantity.",
)


def of_unit(name: str, closes: int, helps: int) -> Words:
    """What a unit would add."""
    return Words(
        f"{name}加入后，可多满足{closes}件需求，另有{helps}件多满足一部分。",
        f"With {name}, needs covered in full: {closes} more; in part: {helps} more.",
    )


def of_capability(zh: str, en: str, closes: int, most_at: Words | None) -> Words:
    """What a capability would close."""
    if most_at is None:
        return Words(f"若有单位提供“{zh}”，可多满足{closes}件需求。", f'If somebody brought "{en}", needs covered in full: {closes} more.')  # fmt: skip
    return Words(
        f"若有单位提供“{zh}”，可多满足{closes}件需求，以{most_at.zh}最多。",
        f'If somebody brought "{en}", needs covered in full: {closes} more, most of them at {most_at.en}.',
    )
