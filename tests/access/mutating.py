"""What can be dropped from the enforcement: call sites in the source, marks in hand-written texts, operands of predicates."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.compile.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.kinds import Kind, Prop

PROJECT = Path(__file__).parents[2]
ASKED = ("predicate", "gate", "counted", "may", "actors")
"""What the compiler asks a scope."""
ANYBODY = "['LIAISON']"
"""What is said of the actors where nobody asks."""
MARK = re.compile(r"«(?:scope|along|may|value|actors)[^»]*»")


@dataclass(frozen=True)
class Site:
    """A call in the source that asks a scope."""

    file: str
    first: int
    last: int
    asked: str


def sites() -> list[Site]:
    """Every such call in `graph` and `schema`."""
    found = []
    for folder in ("graph", "schema"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    owner = ast.unparse(node.func.value)
                    if node.func.attr in ASKED and owner.rpartition(".")[2] == "scope":
                        name = str(path.relative_to(PROJECT))
                        last = node.end_lineno or node.lineno
                        found.append(Site(name, node.lineno, last, node.func.attr))
    return found


class Dropping(Scope):
    """A scope that says nothing when it is asked at one place."""

    site: Site

    def _here(self) -> bool:
        frame = sys._getframe(2)
        inside = self.site.first <= frame.f_lineno <= self.site.last
        return inside and frame.f_code.co_filename == str(PROJECT / self.site.file)

    def predicate(self, kind: Kind, variable: str) -> str | None:
        """None at the site."""
        return None if self._here() else super().predicate(kind, variable)

    def gate(self, kind: Kind, prop: Prop, variable: str) -> str | None:
        """None at the site."""
        return None if self._here() else super().gate(kind, prop, variable)

    def counted(self, kind: Kind, count: str) -> str:
        """The count itself at the site."""
        return count if self._here() else super().counted(kind, count)

    def may(self, act: str, kind: Kind, variable: str) -> str:
        """Yes at the site."""
        return "true" if self._here() else super().may(act, kind, variable)

    def actors(self, kind: Kind, variable: str) -> str:
        """One in any role at the site."""
        return ANYBODY if self._here() else super().actors(kind, variable)


def dropping(scope: Scope, site: Site, name: str) -> Scope:
    """The scope without what it says at a site; plans are kept by its name."""
    made = Dropping(**{**{f: getattr(scope, f) for f in scope.__dataclass_fields__}, "name": name})
    object.__setattr__(made, "site", site)
    return made


def without(text: str, at: re.Match[str]) -> str:
    """A hand-written text with one of its marks saying nothing."""
    said = at.group()
    plain = said.split()[1].partition(":")[0] if said.startswith("«value") else "true"
    plain = ANYBODY if said.startswith("«actors") else plain
    return f"{text[: at.start()]}{plain}{text[at.end() :]}"


_CLOSING = {"(": ")", "[": "]", "{": "}"}
_JOINS = ("AND", "OR")
_CLAUSES = ("MATCH", "OPTIONAL", "RETURN", "WITH", "ORDER", "THEN", "UNION", "CALL", "AS")


def operands(text: str) -> list[tuple[int, int]]:
    """Where the operands of AND and OR, and of WHERE, stand in a Cypher text, at every depth."""
    found: list[tuple[int, int]] = []
    stack: list[list[Any]] = [[0, None]]
    for token in re.finditer(r"'[^']*'|[()\[\]{}|]|\b[A-Z]+\b", text):
        said, at = token.group(), token.start()
        top = stack[-1]
        if said in _CLOSING:
            stack.append([token.end(), None])
        elif said in ")]}":
            _close(found, top, at, text)
            stack.pop()
        elif said == "WHERE":
            top[1] = token.end()
        elif said in _JOINS:
            top[1] = top[0] if top[1] is None else top[1]
            _close(found, top, at, text)
            top[1] = token.end()
        elif said in _CLAUSES or said == "|":
            _close(found, top, at, text)
    _close(found, stack[0], len(text), text)
    return found


def _close(found: list[tuple[int, int]], frame: list[Any], at: int, text: str) -> None:
    if frame[1] is not None and text[frame[1] : at].strip():
        found.append((frame[1], at))
        frame[1] = None


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """The text with each operand, and the whole, made always true and never true; each with what was replaced."""
    places = [(0, len(text)), *operands(text)]
    for start, end in places:
        for value in ("true", "false"):
            yield f"{text[start:end].strip()} → {value}", f"{text[:start]} {value} {text[end:]}"
