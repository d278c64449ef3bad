"""Files that list trusted documents, as the tools of front-end developers write them.

| tool | file |
|---|---|
| GraphQL Code Generator, client preset | `{"<hash>" or "sha256:<hash>": text}` |
| Relay compiler | `{"<md5>": text}` |
| Apollo | `{"format": "apollo-persisted-query-manifest", "version": 1, "operations": [{"id", "body", …}]}` |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from graph.server import ServerProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

APOLLO = "apollo-persisted-query-manifest"
LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Listed:
    """One document of a file."""

    file: Path
    id: str
    text: str


def listed(file: Path) -> list[Listed]:
    """The documents of a file.

    Raises:
        ServerProblem: it cannot be read, or is none of the formats.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise _unreadable(file, "超过 64 MiB", "it is larger than 64 MiB")
        said = orjson.loads(file.read_bytes())
    except OSError as error:
        raise _unreadable(file, "无法读取", error.strerror or "it cannot be read") from error
    except orjson.JSONDecodeError as error:
        raise _unreadable(file, "不是合法的 JSON", f"it is not JSON: {error.msg}") from error
    if not isinstance(said, dict):
        raise _unknown(file)
    pairs = _of_apollo(file, said) if "operations" in said else said.items()
    return [_checked(file, id_, text) for id_, text in pairs]


def _of_apollo(file: Path, said: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    operations = said["operations"]
    if said.get("format") != APOLLO or said.get("version") != 1 or not isinstance(operations, list):
        raise _unknown(file)
    for operation in operations:
        if not isinstance(operation, dict):
            raise _unknown(file)
        yield operation.get("id"), operation.get("body")


def _checked(file: Path, id_: Any, text: Any) -> Listed:
    if not isinstance(id_, str) or not id_ or not isinstance(text, str):
        raise _unknown(file)
    return Listed(file, id_, text)


def _unreadable(file: Path, zh: str, en: str) -> ServerProblem:
    return ServerProblem(
        "DOCUMENTS_UNREADABLE",
        f"受信文档清单 {file} 无法使用：{zh}。", f"The list of trusted documents {file} cannot be used: {en}.",
        "请改正 GONGJIAN_DOCUMENTS 或该文件。", "Correct GONGJIAN_DOCUMENTS or the file.",
    )  # fmt: skip


def _unknown(file: Path) -> ServerProblem:
    return _unreadable(
        file,
        "它不是 client-preset、relay-compiler 或 Apollo 写出的清单",
        "it is no list that the client preset, the Relay compiler or Apollo write",
    )
