"""What was sent to the database for a request, ready to be tried in Neo4j Browser.

Decided: one `:param` command for each parameter. Browser sends what follows `=>` to the database and takes what comes
back, so whole numbers stay whole and moments stay moments; `:params {…}` would read them as JSON, and a page of `20.0`
is refused. Guarded by `tests/api/identity/test_explain.py`, which does as Browser does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.compile.refusal import Refusal

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ESCAPES = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
_LEAST = -(2**63)


@dataclass(frozen=True)
class Explained:
    """The statements behind one answer, by response key, as they were sent last."""

    _sent: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sent(self, key: str, name: str, cypher: str, parameters: Mapping[str, Any]) -> None:
        """Keep the statement of the root field `name`, answered under `key`."""
        self._sent[key] = {
            "key": key,
            "field": name,
            "cypher": cypher.strip(),
            "parameters": shown(dict(parameters)),
            "paste": paste(cypher, parameters),
        }

    def told(self) -> list[dict[str, Any]]:
        """Each response key with its statement, in the order of the answer."""
        return list(self._sent.values())


def of_queries_only() -> Refusal:
    """The refusal of explaining an act or a subscription."""
    return Refusal(
        "EXPLAIN_READS", argument="extensions.explain",
        zh="只有查询可以附带语句说明：操作会改变数据，不能粘贴重放。请去掉 extensions.explain，或把要看的内容写成查询再带上它。",
        en="Only queries are explained: what an act did is not to be pasted and done again. Leave extensions.explain out, or ask for what you want to see as a query with it.",
    )  # fmt: skip


def paste(cypher: str, parameters: Mapping[str, Any]) -> str:
    """Commands and a statement that Neo4j Browser and cypher-shell take as they are."""
    lines = [f":param {name} => {literal(value)};" for name, value in sorted(parameters.items())]
    return "\n".join([*lines, f"{cypher.strip()};"])


def literal(value: Any) -> str:
    """A value as a Cypher expression on one line.

    Raises:
        TypeError: no statement of ours has a parameter like this.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if value > _LEAST else f"toInteger('{value}')"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, datetime):
        return f"datetime({_text(value.isoformat())})"
    if isinstance(value, date):
        return f"date({_text(value.isoformat())})"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        members = (f"{_key(key)}: {literal(each)}" for key, each in value.items())
        # A map must stand in brackets, or Browser takes it for the end of its own command.
        return f"({{{', '.join(members)}}})"
    raise TypeError(f"no Cypher for {type(value).__name__}")


def shown(value: Any) -> Any:
    """A value as JSON has it; moments and days as text, numbers without end as `null`."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list | tuple):
        return [shown(each) for each in value]
    if isinstance(value, Mapping):
        return {key: shown(each) for key, each in value.items()}
    return value


def _number(value: float) -> str:
    if math.isfinite(value):
        return repr(value)
    return "0.0 / 0.0" if math.isnan(value) else f"{'-' if value < 0 else ''}1.0 / 0.0"


def _text(value: str) -> str:
    return f"'{''.join(_ESCAPES.get(c) or _plain(c) for c in value)}'"


def _plain(character: str) -> str:
    """What can be seen stays as it is; the rest by its UTF-16 units."""
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else f"`{key.replace('`', '``')}`"
