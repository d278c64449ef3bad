"""What stands in the `asked.json` of a golden conversation: who asks what, when, and with what earlier answers said.

A step has `what` it shows and either `house` (the timers of the service look once) or an `account` (null for somebody
unknown), an `operation` and its `variables`. Besides:

| | |
|---|---|
| `at` | what time it is from here on; the first step begins at `NOW` |
| `like` | the number of a step whose account, operation and variables are taken; what is given besides goes over them |
| `«3.raiseNeed.need.id»` | what the third answer had there; `«3.….nodes.0.id»` reaches into a list |
| `«Place TN-C01»` | the id of a record of the example data |
| `«now»` | what time it is |
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
_EARLIER = re.compile(r"«(\d+)\.([\w.]+)»")
_RECORD = re.compile(r"«([A-Z]\w+) ([\w.-]+)»")


@dataclass(frozen=True)
class Step:
    """One step, as it is done."""

    what: str
    at: datetime
    account: str | None = None
    operation: str = ""
    variables: Mapping[str, Any] | None = None

    @property
    def house(self) -> bool:
        """Whether the service acts by itself."""
        return not self.operation


def steps_of(asked: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The steps, with what is taken from others put in."""
    found: list[Step] = []
    now = NOW
    for said in asked:
        now = datetime.fromisoformat(said["at"]) if "at" in said else now
        if said.get("house"):
            found.append(Step(said["what"], now))
            continue
        like = found[said["like"] - 1] if "like" in said else Step("", now)
        variables = _over(like.variables or {}, said.get("variables", {}))
        account, operation = said.get("account", like.account), said.get("operation", like.operation)  # fmt: skip
        found.append(Step(said["what"], now, account, operation, variables))
    return found


def _over(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{name: _over(below.get(name), value) for name, value in above.items()}}


def filled(value: Any, answers: Sequence[Any], now: datetime) -> Any:
    """What is asked, with ids, the time and what earlier answers said put in."""
    if isinstance(value, dict):
        return {name: filled(each, answers, now) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, answers, now) for each in value]
    if value == "«now»":
        return now.isoformat()
    if not isinstance(value, str):
        return value
    if record := _RECORD.fullmatch(value):
        return node_id(KINDS[record[1]], record[2])
    found = _EARLIER.fullmatch(value)
    if found is None:
        return value
    said = answers[int(found[1]) - 1]["data"]
    for name in found[2].split("."):
        said = said[int(name)] if isinstance(said, list) else said[name]
    return said
