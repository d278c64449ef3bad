"""What is shown of a personal value: enough to tell two apart, too little to use.

Each sort of mask is said twice, as Cypher and as Python, because a clear value does not leave the database in a
statement and yet a report about a spreadsheet has to speak of a cell. Guarded by `tests/graph/test_masks.py`, which
compares the two for odd texts.
"""

from __future__ import annotations

from typing import Any, Literal, NewType

Personal = Literal["name", "phone", "address", "identity"]
"""The sorts of personal values."""

MaskedName = NewType("MaskedName", str)
MaskedPhone = NewType("MaskedPhone", str)
MaskedAddress = NewType("MaskedAddress", str)
MaskedIdentity = NewType("MaskedIdentity", str)

MASKED: dict[Personal, Any] = {
    "name": MaskedName, "phone": MaskedPhone, "address": MaskedAddress, "identity": MaskedIdentity,
}  # fmt: skip
"""The GraphQL type that shows each sort."""

LONG_PHONE = 11
"""Characters from which on a telephone number keeps its beginning."""

_CYPHER: dict[Personal, str] = {
    "name": "left(t, 1) + '*'",
    "phone": (
        f"CASE WHEN size(t) >= {LONG_PHONE} THEN left(t, 3) + '****' + right(t, 4) ELSE '***' + right(t, 2) END"
    ),
    "address": "left(t, 3) + '***'",
    "identity": (
        "CASE WHEN t CONTAINS '#' THEN split(t, '#')[0] + '#' + "
        "left(substring(t, size(split(t, '#')[0]) + 1), 2) + '***' ELSE left(t, 2) + '***' END"
    ),
}


def masked(expression: str, sort: Personal) -> str:
    """Cypher for the mask of a stored text; null where there is none, or where what is stored is no text."""
    return f"head([t IN [toStringOrNull({expression})] WHERE t IS NOT NULL | {_CYPHER[sort]}])"


def mask(text: str, sort: Personal) -> str:
    """The same mask in Python."""
    if sort == "name":
        return text[:1] + "*"
    if sort == "phone":
        return f"{text[:3]}****{text[-4:]}" if len(text) >= LONG_PHONE else f"***{text[-2:]}"
    if sort == "address":
        return text[:3] + "***"
    provider, parted, subject = text.partition("#")
    return f"{provider}#{subject[:2]}***" if parted else f"{text[:2]}***"
