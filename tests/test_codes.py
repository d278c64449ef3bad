"""The registry of codes: nothing is answered with a code that is not in it, and nothing is in it that no test provokes."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from graph.codes import Code, Where, codes

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent
OURS = ("graph", "schema", "api")
SAID_BY = {
    "Refusal": (0, Where.REASON), "wrong": (0, Where.ACT), "Said": (1, Where.REASON),
}  # fmt: skip
"""Who says a code: which of its arguments it is, and where it will stand. Whoever adds a way to say one adds it here."""
NOT_GRAPHQL = ("api/pages/", "api/sign_in/", "api/commands/")
"""Pages and commands have words of their own for people, who read them and not their codes."""
_CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_KEYS = {"code": Where.ERROR, "reason": Where.REASON}


def _files() -> list[Path]:
    found = [path for folder in OURS for path in sorted((PROJECT / folder).rglob("*.py"))]
    return [p for p in found if not str(p.relative_to(PROJECT)).startswith(NOT_GRAPHQL)]


def _said(tree: ast.AST) -> Iterator[tuple[str, Where]]:
    """Every code that a module says, with where it will stand."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at, where = SAID_BY.get(name, (0, None))
            if where and at < len(node.args):
                yield from ((code, where) for code in _constants(node.args[at]))
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in _KEYS:
                    yield from ((code, _KEYS[key.value]) for code in _constants(value))
        elif isinstance(node, ast.Tuple) and len(node.elts) >= 4:
            status, code = node.elts[:2]
            if isinstance(status, ast.Constant) and type(status.value) is int:
                yield from ((each, Where.ERROR) for each in _constants(code))


def _constants(node: ast.AST) -> Iterator[str]:
    for each in [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]:
        value = each.value if isinstance(each, ast.Constant) else None
        if isinstance(value, str) and _CODE.fullmatch(value):
            yield value


def test_every_code_that_is_used_is_registered() -> None:
    """Whatever a refusal, an act or a request's error says first, the registry has it at that place."""
    known = {(code.name, code.where) for code in codes()}
    used = {
        (f"{path.relative_to(PROJECT)}", name, where.value)
        for path in _files()
        for name, where in _said(ast.parse(path.read_text(encoding="utf-8")))
        if (name, where) not in known
    }
    assert sorted(used) == []


def _texts(*folders: str) -> str:
    paths = [p for f in folders for p in (PROJECT / f).rglob("*") if p.suffix in {".py", ".md", ".json", ".graphql", ".mjs", ".txt"}]  # fmt: skip
    skipped = {PROJECT / "graph" / "codes.py", Path(__file__)}
    return "\n".join(p.read_text(encoding="utf-8") for p in paths if p not in skipped)


def _missing(text: str) -> list[Code]:
    words = set(re.findall(r"[A-Z][A-Z0-9_]+", text))
    return [code for code in codes() if code.name not in words]


def test_every_registered_code_is_said_somewhere() -> None:
    """A code that nothing says any more leaves the registry."""
    assert _missing(_texts(*OURS)) == []


def _tests() -> Iterator[tuple[str, set[str]]]:
    """Every test by its id, with the texts in it and in what it is parametrised with, or in what else of its module it names."""
    for path in sorted((PROJECT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        made = {name: node for node in tree.body for name in _names(node)}
        for name, node in made.items():
            if name.startswith("test_") and path != Path(__file__):
                yield f"{path.relative_to(PROJECT)}::{name}", _words(node, made, set())


def _names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []  # fmt: skip
    return [each.id for each in targets if isinstance(each, ast.Name)]


def _words(node: ast.AST, made: dict[str, ast.stmt], seen: set[str]) -> set[str]:
    found: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and _CODE.fullmatch(each.value):  # fmt: skip
            found.add(each.value)
        elif isinstance(each, ast.Name) and each.id in made and each.id not in seen:
            seen.add(each.id)
            found |= _words(made[each.id], made, seen)
    return found


def _goldens() -> Iterator[tuple[str, set[str]]]:
    """Every conversation that is replayed against the running service, with the codes of its answers."""
    for path in sorted((PROJECT / "tests").rglob("conversations*/**/*.json")):
        said = path.read_text(encoding="utf-8")
        yield str(path.relative_to(PROJECT)), set(re.findall(r'"(?:code|reason)": ?"([A-Z_]+)"', said))  # fmt: skip


def test_every_registered_code_is_provoked_by_a_named_test() -> None:
    """A test expects it, or a conversation that is replayed has it; a word in a comment or elsewhere is none."""
    provoked: dict[str, list[str]] = {}
    for id_, words in (*_tests(), *_goldens()):
        for word in words:
            provoked.setdefault(word, []).append(id_)
    assert [code.name for code in codes() if code.name not in provoked] == []


def test_every_code_is_explained_in_both_languages() -> None:
    """Chinese in Chinese, English in English, one sentence or two; and a name is used at one place only."""
    for code in codes():
        assert _CODE.fullmatch(code.name)
        assert re.search("[\u4e00-\u9fff]", code.zh)
        assert code.zh.endswith("。")
        assert not re.search("[\u4e00-\u9fff]", code.en)
        assert code.en.endswith(".")
    names = [code.name for code in codes()]
    assert len(names) == len(set(names))
