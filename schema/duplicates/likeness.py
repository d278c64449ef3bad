"""How alike two texts are, and which building, stairway, floor and room each names.

Decided: pairs of characters, because Chinese is written without blanks; numbers that tell one flat from the next are
read apart, because two texts that differ in nothing else are more alike than many that mean the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from schema.measures import MICRO

_OTHER = re.compile(r"[\W_]+")
_NUMBER = r"(?P<n>[A-Za-z]|\d{1,4}|[零〇一二两三四五六七八九十]{1,3})"
_SPOTS = re.compile(
    _NUMBER
    + r"\s*(?:(?P<building>号楼|栋|幢|座)|(?P<stairway>单元|门洞|门栋)|(?P<room>号房|室(?!\w?厅))|(?P<floor>层|楼))"
)
_DASHED = re.compile(
    r"(?<![\d-])(?P<building>\d{1,3})-(?P<stairway>\d{1,2})-(?P<room>\d{3,4})(?![\d-])"
)
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SPOTS = ("building", "stairway", "floor", "room")
"""What texts name, from the large to the small."""


def normalised(text: str | None) -> str:
    """The text as it is compared: letters and digits of one width and case, no blanks, no punctuation."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text or "").casefold())


def likeness(one: str | None, other: str | None) -> int:
    """The share of character pairs that two texts have in common (Dice), 0–1,000,000; 0 if either says nothing."""
    a, b = _pairs(normalised(one)), _pairs(normalised(other))
    total = a.total() + b.total()
    if not a or not b:
        return 0
    return 2 * (a & b).total() * MICRO // total


def _pairs(text: str) -> Counter[str]:
    """Its pairs of neighbours; a single character is a pair of its own."""
    if len(text) == 1:
        return Counter((text,))
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def spots(text: str | None) -> dict[str, frozenset[str]]:
    """The buildings, stairways, floors and rooms that a text names, each as a plain number or letter."""
    said = unicodedata.normalize("NFKC", text or "")
    found: dict[str, set[str]] = {}
    for match in _DASHED.finditer(said):
        for name, value in match.groupdict().items():
            found.setdefault(name, set()).add(str(int(value)))
    for match in _SPOTS.finditer(_DASHED.sub(" ", said)):
        name = next(name for name in SPOTS if match[name])
        found.setdefault(name, set()).add(_plain(match["n"]))
    return {name: frozenset(values) for name, values in found.items()}


def apart(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> str | None:
    """The largest spot at which two texts name different ones; `None` where they may mean the same."""
    for name in SPOTS:
        a, b = one.get(name), other.get(name)
        if a and b and not a & b:
            return name
    return None


def _plain(number: str) -> str:
    if number.isdigit():
        return str(int(number))
    if number.isascii():
        return number.upper()
    tens, ten, ones = number.partition("十")
    if ten:
        return str(
            (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
        )
    return str(int("".join(str(_DIGITS[c]) for c in number)))
