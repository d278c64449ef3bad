"""Golden conversations: what is asked over HTTP, what comes back, and what was sent to the database for it.

Each folder of `conversations/` is one: `request.graphql`, `variables.json` if there are any, `answer.json`,
`statements.cypher`. `pytest --rewrite tests/api/test_conversations.py` writes the last two anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.fixtures.service import Service

CONVERSATIONS = Path(__file__).parent / "conversations"
FOLDERS = sorted(p for p in CONVERSATIONS.iterdir() if p.is_dir())
FEWEST = 15


def _variables(folder: Path) -> dict[str, Any] | None:
    path = folder / "variables.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def shown(statement: tuple[str, str, Mapping[str, Any]]) -> str:
    """A statement as Neo4j Browser would take it, under its name and over its parameters."""
    name, cypher, parameters = statement
    text = cypher.strip() if "\n" in cypher.strip() else _laid_out(cypher)
    plain = json.dumps(dict(sorted(parameters.items())), ensure_ascii=False, default=str)
    return f"// {name}\n{text};\n// {plain}\n"


def _laid_out(cypher: str) -> str:
    """A compiled statement with its subqueries indented, so that a diff can be read."""
    lines: list[str] = []
    depth = 0
    for part in re.split(r"(?<=[{] )|(?= [}])| (?=WHERE |WITH |RETURN )", cypher):
        depth -= part.startswith(" }")
        lines.append("  " * depth + part.strip())
        depth += part.endswith("{ ")
    return "\n".join(lines)


def _root_fields(request: str) -> set[str]:
    (operation,) = (d for d in parse(request).definitions if isinstance(d, OperationDefinitionNode))
    fields = (f for f in operation.selection_set.selections if isinstance(f, FieldNode))
    return {(f.alias or f.name).value for f in fields}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_conversation(
    folder: Path, example: Service, golden: Callable[[Path, str], None]
) -> None:
    """The answer and the statements sent are the committed ones: one for each root field, none for what is refused."""
    request = (folder / "request.graphql").read_text(encoding="utf-8")
    status, answer = await example.ask(request, _variables(folder))
    codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
    assert all(error["extensions"].pop("requestId") for error in answer.get("errors", []))
    assert not {"INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"} & set(codes), answer
    sent = sorted(example.statements, key=lambda statement: statement[:2])
    golden(folder / "answer.json", json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    golden(folder / "statements.cypher", "\n".join(shown(s) for s in sent))
    assert status == (200 if "data" in answer else 400)
    assert len(sent) == (len(_root_fields(request)) if "data" in answer else 0)


def test_there_are_enough_of_them() -> None:
    """At least fifteen conversations succeed, and some of them go four deep."""
    answers = [json.loads((f / "answer.json").read_text(encoding="utf-8")) for f in FOLDERS]
    assert sum("errors" not in answer for answer in answers) >= FEWEST
    assert sum(_nodes_deep(a.get("data")) >= 4 for a in answers) >= 4


def _nodes_deep(value: Any) -> int:
    """How many objects with an id or a name of their own lie one below the other."""
    if isinstance(value, list):
        return max(map(_nodes_deep, value), default=0)
    if not isinstance(value, dict):
        return 0
    own = bool({"id", "code", "name", "title"} & value.keys())
    return own + max(map(_nodes_deep, value.values()), default=0)
