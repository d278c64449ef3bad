"""The lists of trusted documents as three tools write them, and what is wrong with others, said when the service starts."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from api.documents import Documents, Mode, documents_from
from graph.server import ServerProblem
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTS = Path(__file__).parent / "lists"
"""As GraphQL Code Generator's client preset 6.2, relay-compiler 21 and Apollo's generator 1.2 wrote them."""


def read(*files: Path, **settings: str) -> Documents:
    """The documents of these files, in an environment."""
    environ = {"GONGJIAN_DOCUMENTS": os.pathsep.join(map(str, files)), **settings}
    return documents_from(environ, executable().engine)


@pytest.mark.parametrize("name", ["client-preset", "relay-compiler", "apollo"])
def test_lists_are_taken_as_they_are(name: str) -> None:
    """Each tool's file, with nothing changed, is a list; its ids are found with `sha256:` before them or without."""
    documents = read(LISTS / f"{name}.json")
    assert documents.mode is Mode.ALLOW
    assert documents.texts
    for id_, text in documents.texts.items():
        assert re.fullmatch("[0-9a-f]{32}|[0-9a-f]{64}", id_)
        assert text.startswith("query ")
        for asked in (id_, f"sha256:{id_}"):
            assert documents.resolved({"documentId": asked}) == ({"documentId": asked, "query": text}, True)  # fmt: skip


def test_several_lists() -> None:
    """Several files are one list; the same document in two of them is no problem."""
    files = sorted(LISTS.iterdir())
    assert len(read(*files, files[0]).texts) == 4


def test_modes() -> None:
    """Off without lists, on with them, unless it is said."""
    one = LISTS / "apollo.json"
    assert read() == Documents()
    assert read(one, GONGJIAN_TRUSTED_DOCUMENTS="off") == Documents()
    assert read(one, GONGJIAN_TRUSTED_DOCUMENTS="ONLY").mode is Mode.ONLY
    for settings, name in (
        ({"GONGJIAN_TRUSTED_DOCUMENTS": "perhaps"}, "GONGJIAN_TRUSTED_DOCUMENTS"),
        ({"GONGJIAN_TRUSTED_DOCUMENTS": "only"}, "GONGJIAN_DOCUMENTS"),
    ):
        with pytest.raises(ServerProblem) as found:
            read(**settings)
        assert (found.value.code, name in found.value.zh, name in found.value.en) == (
            "SETTING_WRONG", True, True,
        )  # fmt: skip


BROKEN: dict[str, Any] = {
    "no JSON": "{",
    "half of a pair": '{"a": "\\ud800"}', "a list": [], "a number": 1, "text is a number": {"a": 1}, "empty id": {"": "{ __typename }"},
    "another format": {"format": "x", "version": 1, "operations": []},
    "another version": {"format": "apollo-persisted-query-manifest", "version": 2, "operations": []},
    "operations are no list": {"format": "apollo-persisted-query-manifest", "version": 1, "operations": {}},
    "operation is a text": {"format": "apollo-persisted-query-manifest", "version": 1, "operations": ["x"]},
    "operation without body": {"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id": "x"}]},
}  # fmt: skip


@pytest.mark.parametrize("said", BROKEN.values(), ids=list(BROKEN))
def test_what_is_no_list(said: Any, tmp_path: Path) -> None:
    """The file is named, in both languages."""
    file = tmp_path / "list.json"
    file.write_text(said if isinstance(said, str) else json.dumps(said), encoding="utf-8")
    problem = _problem(file)
    assert problem.code == "DOCUMENTS_UNREADABLE"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """So is one that is not there, or is a folder."""
    assert _problem(tmp_path / "nothing.json").code == "DOCUMENTS_UNREADABLE"
    assert _problem(tmp_path).code == "DOCUMENTS_UNREADABLE"


WRONG: dict[str, Mapping[str, str]] = {
    "does not parse": {"abc": "{"},
    "does not fit the schema": {"abc": "{ nothing }"},
    "empty": {"abc": ""},
    "fragments only": {"abc": "fragment F on Unit { id }"},
    "text is another": {"sha256:" + "0" * 64: "{ __typename }"},
}  # fmt: skip


@pytest.mark.parametrize("said", WRONG.values(), ids=list(WRONG))
def test_a_document_that_does_not_fit(said: Mapping[str, str], tmp_path: Path) -> None:
    """File and document are named: whoever deploys learns it, not whoever asks."""
    file = tmp_path / "list.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    problem = _problem(file)
    assert next(iter(said)) in problem.zh
    assert next(iter(said)) in problem.en


def test_one_id_for_two_documents(tmp_path: Path) -> None:
    """Which of two is meant nobody can tell: both files are named."""
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text('{"abc": "{ __typename }"}', encoding="utf-8")
    two.write_text('{"abc": "{ a: __typename }"}', encoding="utf-8")
    with pytest.raises(ServerProblem) as found:
        read(one, two)
    assert found.value.code == "DOCUMENT_WRONG"
    assert str(one) in found.value.en
    assert str(two) in found.value.en


def _problem(file: Path) -> ServerProblem:
    with pytest.raises(ServerProblem) as found:
        read(file)
    said = found.value
    assert str(file) in said.zh
    assert str(file) in said.en
    assert re.search("[\u4e00-\u9fff]", said.zh)
    return said
