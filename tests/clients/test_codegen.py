"""graphql-codegen makes TypeScript of the schema and the example operations, and the compiler of TypeScript accepts it at its strictest."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from graphql import parse, validate

from schema.executable import executable
from tests.clients.node import HERE, TOOLS, tool
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

OPERATIONS = PROJECT / "docs" / "operations"
# What a page does with an answer: types follow from the document alone.
PAGE = """
import type { ResultOf, VariablesOf } from "@graphql-typed-document-node/core";
import type { NeedStatus } from "./gql/graphql";
import { NeedsBoardDocument } from "./gql/graphql";

export function titles(answer: ResultOf<typeof NeedsBoardDocument>): string[] {
  const statuses: NeedStatus[] = (answer.needs?.edges ?? []).map((edge) => edge.node.status);
  return (answer.needs?.edges ?? []).map((edge) => `${edge.node.title} ${edge.node.place.name}`).concat(statuses);
}
export const asked: VariablesOf<typeof NeedsBoardDocument> = { street: "place_1", statuses: ["OPEN"] };
"""
TYPESCRIPT = {
    "compilerOptions": {
        "strict": True, "noEmit": True, "target": "es2022", "module": "esnext", "moduleResolution": "bundler",
        "exactOptionalPropertyTypes": True, "noUncheckedIndexedAccess": True, "noUnusedLocals": True, "types": [],
    },
    "include": ["*.ts", "gql/*.ts"],
}  # fmt: skip


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with what codegen made, and a page that uses it."""
    folder = tmp_path_factory.mktemp("codegen")
    (folder / "node_modules").symlink_to(HERE / "node_modules")
    environ = {
        **os.environ, "SDL": str(PROJECT / "schema" / "schema.graphql"),
        "DOCUMENTS": f"{OPERATIONS}/*.graphql", "OUT": f"{folder}/gql/",
    }  # fmt: skip
    done = subprocess.run(
        [str(TOOLS / "graphql-codegen"), "--config", "codegen.config.mjs"],
        cwd=HERE, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "tsconfig.json").write_text(json.dumps(TYPESCRIPT))
    (folder / "page.ts").write_text(PAGE)
    return folder


def test_typescript_accepts_it(generated: Path) -> None:
    """`tsc` with every strictness that a client could have switched on."""
    done = tool("tsc", "--project", generated)
    assert (done.returncode, done.stdout) == (0, "")


def test_typescript_would_refuse_a_mistake(generated: Path) -> None:
    """The types mean something: a field that was not asked for and a value outside an enum are each told."""
    wrong = PAGE.replace("edge.node.title", "edge.node.description").replace('"OPEN"', '"OPENED"')
    page = generated / "page.ts"
    page.write_text(wrong)
    try:
        told = tool("tsc", "--project", generated).stdout
    finally:
        page.write_text(PAGE)
    assert "Property 'description' does not exist" in told
    assert "'\"OPENED\"' is not assignable" in told


def test_every_example_is_in_the_manifest(generated: Path) -> None:
    """`persisted-documents.json` has each operation under the digest of its text, and each is valid."""
    manifest = json.loads((generated / "gql" / "persisted-documents.json").read_text("utf-8"))
    assert len(manifest) == len(list(OPERATIONS.glob("*.graphql")))
    for key, text in manifest.items():
        assert key == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        assert validate(executable().engine.schema, parse(text)) == []
