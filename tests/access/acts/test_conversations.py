"""Golden conversations of mutations: what is asked in turn, what comes back, and what was sent to the database for it.

Each folder of `conversations/` is one: `request.graphql` with its operations, `asked.json` with who asks which of them
and with what (`«1.raiseNeed.need.id»` is what the first answer had there), `answers.json`, `statements.cypher`.
`pytest --rewrite tests/access/acts/test_conversations.py` writes the last two anew. The clock stands still, numbers
are drawn the same way each time, and the records have a key of their own, so that both are the same each time.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import ChainKey
from graph.doing import Doing
from schema.acts import administration
from schema.acts.administration import NewKey
from tests.access.acts.conftest import TIDY
from tests.api.identity.conftest import Clock, Known, serving, tidy
from tests.api.test_conversations import shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from tests.api.identity.provider import KeyServer
    from tests.conftest import Database
    from tests.fixtures.service import Service

FOLDERS = sorted(p for p in (Path(__file__).parent / "conversations").iterdir() if p.is_dir())
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
WANTED = {"raiseNeed", "amendNeed", "offerResource"}
_EARLIER = re.compile(r"«(\d+)\.([\w.]+)»")


class _Same:
    """Draws the same numbers for every conversation."""

    def __init__(self) -> None:
        self._drawn = 0

    def token_bytes(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.blake2b(str(self._drawn).encode(), digest_size=count).digest()

    def token_hex(self, count: int) -> str:
        return self.token_bytes(count).hex()


class _Heard:
    """A transaction that notes what is sent."""

    def __init__(self, tx: Any, sent: list[str]) -> None:
        self._tx, self._sent = tx, sent

    async def run(self, text: str, parameters: dict[str, Any] | None = None, **more: Any) -> Any:
        given = {**(parameters or {}), **more}
        if "scope_revision" in given:
            # Counts every import into this database, whoever made it.
            given["scope_revision"] = "…"
        self._sent.append(shown(("in the transaction", text, given)))
        return await self._tx.run(text, parameters, **more)


@pytest.fixture
async def still(
    example: Service, database: Database, provider: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Known, list[str]]]:
    """A service in which nothing is left to chance, and what it sends within transactions."""
    sent: list[str] = []
    work = Doing.work

    async def heard(self: Doing, tx: Any) -> None:
        await work(self, _Heard(tx, sent))  # type: ignore[arg-type]

    monkeypatch.setattr(Doing, "work", heard)
    monkeypatch.setattr(Clock, "__call__", lambda _: NOW)
    monkeypatch.setattr("tests.api.identity.conftest.CHAIN", ChainKey(b"golden conversations of acts".ljust(32)))  # fmt: skip
    async with serving(database, provider) as known:
        await tidy(known)
        await known.run(TIDY)
        drawn = _Same()
        monkeypatch.setattr("graph.perform.secrets", drawn)
        monkeypatch.setattr("api.identity.gate.secrets", drawn)
        yield known, sent
        monkeypatch.undo()
        await tidy(known)
        await known.run(TIDY)


async def _key(known: Known, account: str) -> str:
    """A key that is the same each time, known to the service already."""
    drawn = hashlib.blake2b(account.encode(), digest_size=48).digest()
    wanted = NewKey(drawn[:16], drawn[16:], "golden", ("READ", "ACT", "REVEAL", "AUDIT"), 30)
    key = (await known.do(administration.create_key, account, wanted)).text
    assert (await known.ask(key)).status_code == 200
    return key


def _filled(value: Any, answers: list[Any]) -> Any:
    """What is asked, with what earlier answers said put in."""
    if isinstance(value, dict):
        return {name: _filled(each, answers) for name, each in value.items()}
    found = _EARLIER.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    said = answers[int(found[1]) - 1]["data"]
    for name in found[2].split("."):
        said = said[name]
    return said


def _plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what is the database's own: where the commit stands."""
    if "bookmark" in answer.get("extensions", {}):
        answer["extensions"]["bookmark"] = "…"
    return answer


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
async def test_conversation(
    folder: Path, still: tuple[Known, list[str]], golden: Callable[[Path, str], None]
) -> None:
    """Answers and statements are the committed ones."""
    known, sent = still
    asked = json.loads((folder / "asked.json").read_text("utf-8"))
    keys = {a: await _key(known, a) for a in sorted({s["account"] for s in asked} - {None})}
    answers: list[Any] = []
    told: list[Any] = []
    statements = []
    for at, step in enumerate(asked, start=1):
        sent.clear()
        known.statements.clear()
        headers = {"authorization": f"Bearer {keys[step['account']]}"} if step["account"] else {}
        body = {
            "query": (folder / "request.graphql").read_text("utf-8"),
            "operationName": step["operation"], "variables": _filled(step["variables"], answers),
        }  # fmt: skip
        answer = await known.client.post("/graphql", json=body, headers=headers)
        answers.append(_plain(answer.json()))
        told.append({"what": step["what"], "status": answer.status_code, "answer": answers[-1]})
        reads = f"// beside the transaction: {', '.join(known.statements) or 'nothing'}\n"
        statements.append(f"// {at}. {step['what']}\n{reads}" + "\n".join(["", *sent]))
    golden(folder / "answers.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    golden(folder / "statements.cypher", "\n".join(statements))


def test_what_they_show() -> None:
    """Of each act: done, answered again on the same key, refused by the domain, denied; of amending a stale version too."""
    seen: dict[str, set[str]] = {act: set() for act in WANTED}
    for folder in FOLDERS:
        for step in json.loads((folder / "answers.json").read_text("utf-8")):
            answer = step["answer"]
            for error in answer.get("errors", ()):
                seen[error["path"][0]].add(error["extensions"]["code"])
            for act in WANTED & (answer.get("data") or {}).keys():
                payload = answer["data"][act]
                codes = {error["code"] for error in (payload or {}).get("userErrors", ())}
                seen[act] |= codes or ({"done"} if payload else set())
                seen[act] |= {"again"} if answer["extensions"].get("replayed") else set()
    for codes in seen.values():
        assert {"done", "again", "FORBIDDEN"} <= codes
        assert len(codes) >= 4
    assert "VERSION_CONFLICT" in seen["amendNeed"]
