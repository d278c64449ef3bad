"""Trusted documents: what may be asked for by an id, read and checked once when the service starts."""

from __future__ import annotations

import enum
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.documents.manifests import listed
from api.refusals import NOTHING_ASKED, Refused, Said
from graph.prepare import NOT_UNDERSTOOD, not_understood
from graph.server import ServerProblem
from graph.server.settings import wrong_setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.documents.manifests import Listed
    from graph.execute import Engine

FILES, MODE = "GONGJIAN_DOCUMENTS", "GONGJIAN_TRUSTED_DOCUMENTS"
_PREFIX = "sha256:"

NOT_FOUND = Said(
    400,
    "UNKNOWN_DOCUMENT",
    "There is no trusted document with this id; it is not in the lists that this service started with.",
    "没有这个标识的受信文档；它不在本服务启动时读入的清单里。",
    code="PERSISTED_QUERY_NOT_FOUND",
)
OFF = Said(
    400,
    "DOCUMENTS_OFF",
    "This service has no trusted documents; send the text in `query`.",
    "本服务未启用受信文档，请在 query 中发送文本。",
    code="PERSISTED_QUERY_NOT_SUPPORTED",
)
ONLY = Said(
    400,
    "DOCUMENTS_ONLY",
    "This service answers trusted documents only; send a `documentId`.",
    "本服务只回答受信文档，请发送 documentId。",
    code="PERSISTED_QUERY_NOT_SUPPORTED",
)
BOTH = Said(
    400,
    "QUERY_AND_DOCUMENT",
    "Send either `query` or one `documentId`.",
    "query 与 documentId 只能发送一个，且只能指定一份文档。",
)


class Mode(enum.Enum):
    """Whether documents can be asked for by id, and whether others can be asked at all."""

    OFF = "off"
    ALLOW = "allow"
    ONLY = "only"


@dataclass(frozen=True)
class Documents:
    """The trusted documents of a service: text by id."""

    mode: Mode = Mode.OFF
    texts: Mapping[str, str] = field(default_factory=dict)

    def resolved(self, asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
        """The members of a request with its text in `query`, and whether that is a trusted document.

        Raises:
            Refused: there is no such document, or it may not be asked like this.
        """
        query, given = asked.get("query"), asked.get("documentId")
        if given is not None and query is not None:
            raise Refused(BOTH)
        if query is not None:
            # Whatever else names a document, Apollo's clients send it along with the text the second time.
            if self.mode is Mode.ONLY:
                raise Refused(ONLY)
            return asked, False
        named = _named(asked)
        if len(named) > 1:
            raise Refused(BOTH)
        if not named:
            raise Refused(NOTHING_ASKED)
        if self.mode is Mode.OFF:
            raise Refused(OFF)
        text = self.texts.get(named.pop())
        if text is None:
            raise Refused(NOT_FOUND)
        return {**asked, "query": text}, True


def _named(asked: Mapping[str, Any]) -> set[str]:
    """Ids of documents, also as Relay's examples (`id`, `doc_id`) and Apollo's clients (`extensions.persistedQuery`) send them."""
    persisted = (asked.get("extensions") or {}).get("persistedQuery")
    hash_ = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    given = (asked.get("documentId"), asked.get("id"), asked.get("doc_id"), hash_)
    return {id_.removeprefix(_PREFIX) for id_ in given if isinstance(id_, str)}


def documents_from(environ: Mapping[str, str], engine: Engine) -> Documents:
    """Those that the environment names, checked against the schema and its limits, and kept ready in the engine.

    Raises:
        ServerProblem: a setting, a file or a document is not as it must be.
    """
    files = [Path(part) for part in environ.get(FILES, "").split(os.pathsep) if part.strip()]
    said = environ.get(MODE, "").strip().lower() or (Mode.ALLOW if files else Mode.OFF).value
    if said not in {mode.value for mode in Mode}:
        raise wrong_setting(MODE, said, "off、allow 或 only", "off, allow or only")
    mode = Mode(said)
    if mode is Mode.OFF:
        return Documents()
    if not files:
        raise wrong_setting(
            FILES, "", "清单文件的路径，因为已启用受信文档", "the paths of lists, as trusted documents are on"
        )  # fmt: skip
    return Documents(mode, _by_id((each for file in files for each in listed(file)), engine))


def _by_id(found: Iterable[Listed], engine: Engine) -> dict[str, str]:
    known: dict[str, Listed] = {}
    for each in found:
        id_ = each.id.removeprefix(_PREFIX)
        other = known.setdefault(id_, each)
        if other.text != each.text:
            raise _wrong(
                each, f"{other.file} 中同一标识是另一份文档", f"in {other.file} the same id is another document"
            )  # fmt: skip
        if other is each:
            _keep(each, engine)
    return {id_: each.text for id_, each in known.items()}


def _keep(each: Listed, engine: Engine) -> None:
    hash_ = hashlib.sha256(each.text.encode("utf-8", "surrogatepass")).hexdigest()
    if each.id.startswith(_PREFIX) and each.id != _PREFIX + hash_:
        raise _wrong(each, "文本与其 sha256 不符。", "the text does not have this sha256.")
    try:
        engine.documents.trust(each.text)
    except NOT_UNDERSTOOD as error:
        told = not_understood(error).errors[0]
        said = told.get("extensions", {})
        raise _wrong(
            each, said.get("messageZh", told["message"]), said.get("messageEn", told["message"])
        ) from error


def _wrong(each: Listed, zh: str, en: str) -> ServerProblem:
    return ServerProblem(
        "DOCUMENT_WRONG",
        f"受信文档清单 {each.file} 中的 {each.id} 无法使用：{zh}",
        f"The document {each.id} in {each.file} cannot be trusted: {en}",
        "请用当前的 /schema.graphql 重新生成清单。", "Generate the list again from the present /schema.graphql.",
    )  # fmt: skip
