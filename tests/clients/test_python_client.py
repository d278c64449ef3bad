"""A typed Python client, generated of the schema and the example operations: mypy finds nothing, and the service answers it."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.clients.node import run
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from tests.fixtures.service import Service

PYTHON = Path(sys.prefix) / "clients" / "bin" / "python"
SCALARS = {
    "DateTime": "datetime.datetime", "Date": "datetime.date", "MaskedName": "str", "MaskedPhone": "str",
    "MaskedAddress": "str", "MaskedIdentity": "str",
}  # fmt: skip
ASKS = """
import sys
from gongjian_client import Client
from gongjian_client.enums import UnitKind

with Client(url=sys.argv[1]) as client:
    found = client.find_units(words="医院", first=2)
assert found.units is not None
kinds: list[UnitKind] = [unit.kind for unit in found.units.nodes]
print(found.units.model_dump_json(by_alias=True))
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package `gongjian_client` and a program that uses it."""
    folder = tmp_path_factory.mktemp("python")
    operations = folder / "operations"
    operations.mkdir()
    for file in (PROJECT / "docs" / "operations").glob("*.graphql"):
        # The generator's client without a socket of its own has no subscriptions.
        if "\nsubscription " not in file.read_text(encoding="utf-8"):
            shutil.copy(file, operations)
    settings = {
        "schema_path": str(PROJECT / "schema" / "schema.graphql"), "queries_path": str(operations),
        "target_package_name": "gongjian_client", "target_package_path": str(folder), "include_comments": "none",
    }  # fmt: skip
    lines = ["[tool.ariadne-codegen]", "async_client = false"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    for name, type_ in SCALARS.items():
        lines += [f"[tool.ariadne-codegen.scalars.{name}]", f"type = {json.dumps(type_)}"]
    (folder / "ariadne.toml").write_text("\n".join(lines))
    done = run(PYTHON, "-m", "ariadne_codegen", "--config", "ariadne.toml", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "asks.py").write_text(ASKS)
    return folder


def test_mypy_finds_nothing(generated: Path) -> None:
    """`mypy --strict` on the whole client and on a program that uses it."""
    done = run(PYTHON, "-m", "mypy", "--strict", "gongjian_client", "asks.py", cwd=generated)
    assert done.stdout.startswith("Success: no issues found in "), done.stdout
    assert int(done.stdout.split()[5]) > 30


def test_mypy_would_find_a_mistake(generated: Path) -> None:
    """The types mean something: a field that was not asked for is told."""
    wrong = generated / "wrong.py"
    wrong.write_text(ASKS.replace("unit.kind", "unit.status"))
    done = run(PYTHON, "-m", "mypy", "--strict", "wrong.py", cwd=generated)
    wrong.unlink()
    assert 'has no attribute "status"' in done.stdout


async def test_the_service_answers_it(generated: Path, example: Service) -> None:
    """The client asks the running service, and reads what the service answers to the same words."""
    done = await asyncio.to_thread(
        run, PYTHON, "asks.py", f"{example.base_url}/graphql", cwd=generated
    )
    assert done.returncode == 0, done.stderr
    asked = (PROJECT / "docs" / "operations" / "find-units.graphql").read_text(encoding="utf-8")
    expected = await example.data(asked, {"words": "医院", "first": 2})
    told = json.loads(done.stdout)
    assert told["totalCount"] == expected["units"]["totalCount"]
    # The generator asks for the `__typename` of interfaces as well.
    for mine, theirs in zip(told["nodes"], expected["units"]["nodes"], strict=True):
        assert {**mine, "locatedIn": None} == {**theirs, "locatedIn": None}
        assert mine["locatedIn"]["id"] == theirs["locatedIn"]["id"]
    assert len(expected["units"]["nodes"]) == 2
