"""Golden conversations of mutations: what is asked in turn, what comes back, and what was sent to the database for it.

Each folder of `conversations/` is one: `asked.json` with who asks which operation when and with what
(`tests.access.acts.telling`), `request.graphql` with its operations if they are not those of `documents/`, `answers.json`,
`statements.cypher`. Those of `stories/` go the whole way from intake to the resident's word; of them only the answers are kept.
`pytest --rewrite tests/access/acts/test_conversations.py` writes the answers and statements anew. The clock stands still
between steps, numbers are drawn the same way each time, and the records have a key of their own, so that all of it is the
same each time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from graphql import OperationDefinitionNode, parse

from graph.chain import ChainKey
from graph.doing import Doing
from schema.acts import administration
from schema.acts.administration import NewKey
from schema.acts.mutations import ACTS, STEPS
from schema.acts.standing_steps import STANDING_ACTS
from schema.acts.support import SUPPORT_ACTS
from schema.executable import executable
from tests.access.acts.conftest import TIDY
from tests.access.acts.still import Heard, Same, Still
from tests.access.acts.telling import Step, filled, steps_of
from tests.api.identity.conftest import Clock, Known, serving, tidy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from tests.api.identity.provider import KeyServer
    from tests.conftest import Database
    from tests.fixtures.service import Service

HERE = Path(__file__).parent
CONVERSATIONS, STORIES = (
    sorted(p for p in (HERE / name).iterdir() if p.is_dir())
    for name in ("conversations", "stories")
)
WANTED = {act.field.name for act in ACTS}
STEPPED = {act.field.name for act in (*STEPS, *SUPPORT_ACTS, *STANDING_ACTS)} - {"offerSupport"}
"""Acts that the tables refuse, saying what can be done instead. A unit that can't offer can't do anything else either."""
LOOP = {
    "raiseNeed", "possibleDuplicates", "triage", "supporters", "start", "deliver", "confirm", "resolve",
}  # fmt: skip
TIDY_ALL = (
    TIDY, "MATCH (n:Commitment|Assessment) WHERE n.code STARTS WITH 'B-' DETACH DELETE n",
)  # fmt: skip
REMOVED = "MATCH (c:Category {code: 'U.percent'}) RETURN properties(c) AS held, COLLECT { MATCH (c)-[r]->(x) RETURN [type(r), x.id] } AS ends"
"""The category that is removed, so that it can be put back."""
RESTORED = """
UNWIND $removed AS each
MERGE (c:Category {id: each.held.id}) SET c = each.held
WITH c, each UNWIND each.ends AS end
MATCH (x {id: end[1]}) WHERE NOT EXISTS { (c)-->(x) }
CREATE (c)-[:$(end[0])]->(x)
"""
STANDING = "MATCH (n:Agreement|RoleAssignment) RETURN n.id AS id, properties(n) AS held"


@pytest.fixture
async def still(
    example: Service, database: Database, provider: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Still]:
    """Such a service over the example data, which are as they were when it is over."""
    work = Doing.work

    async def heard(self: Doing, tx: Any) -> None:
        await work(self, Heard(tx, quiet))  # type: ignore[arg-type]

    monkeypatch.setattr(Doing, "work", heard)
    monkeypatch.setattr("tests.api.identity.conftest.CHAIN", ChainKey(b"golden conversations of acts".ljust(32)))  # fmt: skip
    async with serving(database, provider) as known:
        quiet = Still(known)
        monkeypatch.setattr(Clock, "__call__", lambda _: quiet.now)
        await _tidied(known)
        standing, removed = await known.run(STANDING), await known.run(REMOVED)
        drawn = Same()
        for module in ("graph.perform", "graph.timers", "api.identity.gate"):
            monkeypatch.setattr(f"{module}.secrets", drawn)
        yield quiet
        monkeypatch.undo()
        await known.run(
            "UNWIND $standing AS each MATCH (n:Agreement|RoleAssignment {id: each.id}) SET n = each.held",
            standing=standing,
        )
        await known.run(RESTORED, removed=removed)
        await _tidied(known)


async def _tidied(known: Known) -> None:
    await tidy(known)
    for each in TIDY_ALL:
        await known.run(each)


async def _key(known: Known, account: str) -> str:
    """A key that is the same each time, known to the service already."""
    drawn = hashlib.blake2b(account.encode(), digest_size=48).digest()
    wanted = NewKey(drawn[:16], drawn[16:], "golden", ("READ", "ACT", "REVEAL", "AUDIT"), 90)
    key = (await known.do(administration.create_key, account, wanted)).text
    assert (await known.ask(key)).status_code == 200
    return key


def _plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what is the database's own: where the commit stands, and the text of a key."""
    if "bookmark" in answer.get("extensions", {}):
        answer["extensions"]["bookmark"] = "…"
    for payload in (answer.get("data") or {}).values():
        for name in {"key", "hint"} & (payload.keys() if isinstance(payload, dict) else set()):
            payload[name] = payload[name] and "…"
    return answer


@pytest.mark.parametrize("folder", CONVERSATIONS + STORIES, ids=lambda folder: folder.name)
async def test_conversation(
    folder: Path, still: Still, golden: Callable[[Path, str], None]
) -> None:
    """Answers and statements are the committed ones."""
    steps = steps_of(json.loads((folder / "asked.json").read_text("utf-8")))
    known = still.known
    keys = {a: await _key(known, a) for a in sorted({s.account for s in steps if s.account})}
    documents = _documents(folder)
    answers: list[Any] = []
    told: list[Any] = []
    statements = []
    for at, step in enumerate(steps, start=1):
        still.sent.clear()
        known.statements.clear()
        still.now = step.at
        told.append({"what": step.what, **await _asked(still, step, documents, keys, answers)})
        reads = f"// beside the transaction: {', '.join(known.statements) or 'nothing'}\n"
        statements.append(f"// {at}. {step.what}\n{reads}" + still.told())
    golden(folder / "answers.json", json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    if folder in CONVERSATIONS:
        golden(folder / "statements.cypher", "\n".join(statements))


def _documents(folder: Path) -> dict[str, str]:
    """By operation, the document that it stands in."""
    own = folder / "request.graphql"
    texts = [
        f.read_text("utf-8")
        for f in ([own] if own.exists() else sorted((HERE / "documents").iterdir()))
    ]
    return {
        definition.name.value: text
        for text in texts for definition in parse(text).definitions
        if isinstance(definition, OperationDefinitionNode) and definition.name
    }  # fmt: skip


async def _asked(
    still: Still,
    step: Step,
    documents: Mapping[str, str],
    keys: Mapping[str, str],
    answers: list[Any],
) -> dict[str, Any]:
    """What comes of a step."""
    if step.house:
        answers.append({"data": await still.house()})
        return {"at": step.at.isoformat(), "house": answers[-1]["data"]}
    headers = {"authorization": f"Bearer {keys[step.account]}"} if step.account else {}
    variables = filled(step.variables, answers, step.at)
    body = {
        "query": documents[step.operation],
        "operationName": step.operation,
        "variables": variables,
    }
    answer = await still.known.client.post("/graphql", json=body, headers=headers)
    answers.append(_plain(answer.json()))
    return {"status": answer.status_code, "answer": answers[-1]}


def _seen() -> dict[str, set[str]]:
    """By act, the codes that it was answered with; `done`, `again`, and `told` where a refusal by the tables said what could be done."""
    seen: dict[str, set[str]] = {act: set() for act in WANTED}
    for folder in CONVERSATIONS + STORIES:
        for step in json.loads((folder / "answers.json").read_text("utf-8")):
            answer = step.get("answer", {})
            for error in answer.get("errors", ()):
                seen[error["path"][0]].add(error["extensions"]["code"])
            for act in WANTED & (answer.get("data") or {}).keys():
                payload = answer["data"][act]
                errors = (payload or {}).get("userErrors", ())
                seen[act] |= {error["code"] for error in errors} or ({"done"} if payload else set())
                seen[act] |= {"again"} if act in answer["extensions"].get("replayed", ()) else set()
                seen[act] |= {
                    "told" for e in errors if e["code"] == "INVALID_TRANSITION" and e["allowed"]
                }
    return seen


def test_what_they_show() -> None:
    """Of each act: done, answered again on the same key, refused, denied to somebody unknown; refused from an old version where
    it takes one, and by the tables, which say what could be done."""
    fields = executable().engine.schema.mutation_type.fields  # type: ignore[union-attr]
    for act, seen in _seen().items():
        assert {"done", "FORBIDDEN"} <= seen, act
        assert seen & {"again", "SHOWN_ONCE"}, act
        assert len(seen) >= 4, act
        takes_version = "expectedVersion" in fields[act].args["input"].type.of_type.fields
        assert "VERSION_CONFLICT" in seen or not takes_version, act
        assert "told" in seen or act not in STEPPED, act


def test_each_story_goes_the_whole_way() -> None:
    """From intake by its channel, looked at for duplicates and for who can support it, over promises that were kept, to the word of
    the resident or a return call; one promise at least fell away and another stood in for it, and every story was read as a whole."""
    for folder in STORIES:
        steps = json.loads((folder / "answers.json").read_text("utf-8"))
        answers = [step["answer"] for step in steps if "answer" in step]
        assert not [e for a in answers for e in a.get("errors", ()) if e["extensions"]["code"] != "FORBIDDEN"]  # fmt: skip
        assert {name for answer in answers for name in answer["data"]} >= LOOP
        whole = answers[-1]["data"]["need"]
        assert whole["status"] == "CLOSED"
        assert whole["history"]["total"] >= 5
        assert {clock["kind"] for clock in whole["clocks"]} == {
            "RECEIVE",
            "ARRIVE",
            "START",
            "CLOSE",
        }
        promises = whole["commitments"]["nodes"]
        assert [p for p in promises if p["status"] == "CONFIRMED" and p["deliveredQuantity"]]
        assert [
            p for p in promises if p["status"] in {"DECLINED", "WITHDRAWN", "EXPIRED", "NO_SHOW"}
        ]
        assert {a["kind"] for a in whole["assessments"]["nodes"]} & {"CONFIRMATION", "RETURN_CALL"}
    assert len(STORIES) == 5
