"""Which values a property may hold, whoever writes it: a row of a spreadsheet or an act.

Pure; what does not fit raises `Unreadable`, which says what is wrong and what would be right.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Any

from graph.kinds import Unreadable

if TYPE_CHECKING:
    from graph.kinds import Prop

LONGEST = 32_767
"""Characters in a text, as spreadsheet programs limit them."""
LONGEST_INDEXED = 500
"""Characters in a text whose property has an index: Neo4j refuses keys of more than about 8 kB."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffd]")


def clean(text: str) -> str:
    """The text without what nobody sees: outer blanks and zero-width characters."""
    return _INVISIBLE.sub("", text).strip()


def check_text(text: str) -> None:
    """Refuse what no graph should hold.

    Raises:
        Unreadable: control characters, or characters that were lost in a conversion.
    """
    if _CONTROL.search(text):
        raise Unreadable(
            "CONTROL_CHARACTER",
            zh="含有不可见的控制字符或乱码。",
            en="It holds control characters, or characters lost in a conversion.",
            cure_zh="请删除后重新键入。",
            cure_en="Empty it and type it again.",
        )


def check(prop: Prop, value: Any) -> None:
    """Refuse a single value that the property may not hold.

    Raises:
        Unreadable: a text that is too long, a number outside the bounds.
    """
    if isinstance(value, str):
        longest = LONGEST_INDEXED if prop.index or prop.order or prop.key else LONGEST
        if len(value) > longest:
            raise too_long(longest)
    elif (
        isinstance(value, int | float) and not isinstance(value, bool) and not _within(prop, value)
    ):
        raise _out_of_bounds(prop.least, prop.most)


def stored(value: Any) -> Any:
    """A value as the graph keeps it: enums by name."""
    if isinstance(value, list):
        return [stored(v) for v in value]
    return value.name if isinstance(value, enum.Enum) else value


def from_stored(prop: Prop, value: Any) -> Any:
    """The other way round; what the graph holds against the declaration reads as missing."""
    if value is not None and isinstance(prop.type, type) and issubclass(prop.type, enum.Enum):
        return prop.type.__members__.get(value) if isinstance(value, str) else None
    return value


def too_long(longest: int) -> Unreadable:
    """A text with too many characters."""
    return Unreadable(
        "TOO_LONG",
        zh=f"超过 {longest} 个字符。",
        en=f"It has more than {longest} characters.",
        cure_zh="请缩短。",
        cure_en="Shorten it.",
    )


def _within(prop: Prop, value: float) -> bool:
    return (prop.least is None or value >= prop.least) and (prop.most is None or value <= prop.most)


def _out_of_bounds(least: float | None, most: float | None) -> Unreadable:
    """A number outside its bounds."""
    low, high = (f"{b:g}" if b is not None else None for b in (least, most))
    zh = (
        f"须在 {low} 与 {high} 之间。"
        if low and high
        else (f"不能小于 {low}。" if low else f"不能大于 {high}。")
    )
    en = (
        f"It must be between {low} and {high}."
        if low and high
        else (f"It may not be less than {low}." if low else f"It may not be more than {high}.")
    )
    return Unreadable("OUT_OF_BOUNDS", zh=zh, en=en, cure_zh="请改正。", cure_en="Correct it.")
