"""Conditional GET of trusted documents: 304 for one small statement, and only to whoever has that very answer."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from api.documents import Documents, Mode
from api.identity import Rates
from graph import bookmarks
from graph.chain.records import head_mac
from schema.acts import administration
from schema.supporters.policy import PACKAGED
from seeds import example_data, run_import
from tests.api.documents.conftest import TEXTS
from tests.api.http.sent import GRAPHQL, JSON, refusal
from tests.api.identity.conftest import OTHER_STREET, STREET, serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    import pytest

    from tests.api.identity.conftest import Known


async def get(
    trusting: Known, document: str, secret: str | None = None, *, unless: str = "", accept: str = GRAPHQL,
    **asked: Any,
) -> httpx.Response:  # fmt: skip
    """Ask for a document by GET; objects are sent as JSON."""
    params = {k: v if isinstance(v, str) else json.dumps(v) for k, v in asked.items()}
    headers = {"accept": accept}
    headers |= {"authorization": f"Bearer {secret}"} if secret else {}
    headers |= {"if-none-match": unless} if unless else {}
    trusting.statements.clear()
    return await trusting.client.get(
        "/graphql", params={"documentId": document, **params}, headers=headers
    )


async def test_unchanged(trusting: Known) -> None:
    """The answer says its tag; sent back, it is 304 without a body, for the one statement that also checks the caller."""
    key = (await trusting.key()).text
    first = await get(trusting, "who", key)
    assert (first.status_code, first.headers["cache-control"]) == (200, "private, no-cache")
    assert first.headers["vary"] == "accept, authorization, cookie"
    tag = first.headers["etag"]
    for unless in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await get(trusting, "who", key, unless=unless)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert trusting.statements == ["version"]
        assert "content-length" not in again.headers
        assert again.headers["x-request-id"]
    for unless in ('"other"', tag.strip('"'), "", '""'):
        answer = await get(trusting, "who", key, unless=unless)
        assert (answer.status_code, answer.content) == (200, first.content)
        assert answer.headers["etag"] == tag


async def test_nobody_gets_what_another_has(trusting: Known) -> None:
    """Not another account, not another key of the same, not the public; nor any of them in the other direction."""
    holders = [(await trusting.key()).text, (await trusting.key()).text, (await trusting.key(OTHER_STREET)).text, None]  # fmt: skip
    tags = [(await get(trusting, "who", holder)).headers["etag"] for holder in holders]
    assert len(set(tags)) == len(tags)
    for holder, own in zip(holders, tags, strict=True):
        for tag in tags:
            answer = await get(trusting, "who", holder, unless=tag)
            assert answer.status_code == (304 if tag == own else 200)


async def test_every_part_of_the_request_counts(trusting: Known) -> None:
    """Another variable, operation, document or media type is another answer; the order of variables is not."""
    tags = [
        (await get(trusting, document, accept=accept, **asked)).headers["etag"]
        for document, accept, asked in (
            ("unit", GRAPHQL, {"variables": {"id": "a"}}),
            ("unit", GRAPHQL, {"variables": {"id": "b"}}),
            ("unit", JSON, {"variables": {"id": "a"}}),
            ("two", GRAPHQL, {"operationName": "A"}),
            ("two", GRAPHQL, {"operationName": "B"}),
            ("who", GRAPHQL, {}),
        )
    ]  # fmt: skip
    assert len(set(tags)) == len(tags)
    one = await get(trusting, "unit", variables='{"id":"a","x":1}')
    assert (await get(trusting, "unit", variables='{"x":1,"id":"a"}', unless=one.headers["etag"])).status_code == 304  # fmt: skip


async def test_an_act_changes_it(trusting: Known) -> None:
    """Whatever is recorded makes another tag, for everybody."""
    key = (await trusting.key()).text
    tags = [(await get(trusting, "who", holder)).headers["etag"] for holder in (key, None)]
    await trusting.key(OTHER_STREET)
    for holder, tag in zip((key, None), tags, strict=True):
        answer = await get(trusting, "who", holder, unless=tag)
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag


async def test_an_import_changes_it(trusting: Known, tmp_path: Path) -> None:
    """What was imported is shown, never what was there before; the same tables again change nothing."""
    (unit,) = await trusting.run("MATCH (u:Unit {code: 'NS-U-001'}) RETURN u.id AS id, u.name AS name")  # fmt: skip
    asked = {"variables": {"id": unit["id"]}}
    before = await get(trusting, "unit", **asked)
    folder = tmp_path / "changed"
    shutil.copytree(example_data(), folder)
    for table in folder.glob("*.csv"):
        text = table.read_text("utf-8")
        table.write_text(text.replace(unit["name"], "改名医院"), "utf-8")
    try:
        assert not (await run_import(trusting.database.driver, [folder])).problems
        after = await get(trusting, "unit", unless=before.headers["etag"], **asked)
        assert after.status_code == 200
        assert after.json()["data"]["node"]["name"] == "改名医院"
        assert not (await run_import(trusting.database.driver, [folder])).problems
        assert (
            await get(trusting, "unit", unless=after.headers["etag"], **asked)
        ).status_code == 304
    finally:
        assert not (await run_import(trusting.database.driver, [example_data()])).problems
    again = await get(trusting, "unit", unless=after.headers["etag"], **asked)
    assert again.json()["data"]["node"]["name"] == unit["name"]


async def test_who_stands_no_more(trusting: Known) -> None:
    """A revoked key is 401, whatever it has; an ended post is another tag."""
    key = (await trusting.key()).text
    tag = (await get(trusting, "who", key)).headers["etag"]
    await trusting.run("MATCH (c:Credential) SET c.revokedAt = datetime()")
    answer = await get(trusting, "who", key, unless=tag)
    assert (answer.status_code, refusal(answer)["code"]) == (401, "UNAUTHENTICATED")
    other = (await trusting.key()).text
    tag = (await get(trusting, "who", other)).headers["etag"]
    ended = "MATCH (:Account {code: $code})-[:IS]->(:Person)-[:HOLDS]->(p:RoleAssignment) SET p.status = $status RETURN p.id"  # fmt: skip
    assert await trusting.run(ended, code=STREET, status="ENDED")
    try:
        answer = await get(trusting, "who", other, unless=tag)
        assert answer.status_code == 200
        assert answer.headers["etag"] != tag
    finally:
        await trusting.run(ended, code=STREET, status="ACTIVE")


async def test_a_day_changes_it(trusting: Known) -> None:
    """Who may see what ends with days; a tag holds for one."""
    tag = (await get(trusting, "who")).headers["etag"]
    trusting.clock.ahead = timedelta(days=1)
    assert (await get(trusting, "who", unless=tag)).status_code == 200


async def test_what_depends_on_the_moment(trusting: Known) -> None:
    """A field that asks for now has no tag; the same field of a moment that is given has one."""
    for document, variables in (("free now", {}), ("free then", {"at": None})):
        answer = await get(trusting, document, variables=variables, unless="*")
        assert answer.status_code == 200
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "no-store"
    asked = {"variables": {"at": "2026-12-01T08:00:00+08:00"}}
    tag = (await get(trusting, "free then", **asked)).headers["etag"]
    assert (await get(trusting, "free then", unless=tag, **asked)).status_code == 304


async def test_what_has_no_tag(trusting: Known) -> None:
    """Not a refusal, not a POST, not a query that is no trusted document; and no budget, no 304."""
    refused = await get(trusting, "bad page", variables={"n": -1})
    assert (refused.status_code, "etag" in refused.headers) == (400, False)
    posted = await trusting.client.post("/graphql", json={"documentId": "who"}, headers={"if-none-match": "*"})  # fmt: skip
    assert (posted.status_code, "etag" in posted.headers) == (200, False)
    text = await trusting.client.get(
        "/graphql",
        params={"query": "{ __typename }"},
        headers={"graphql-require-preflight": "1", "if-none-match": "*"},
    )
    assert (text.status_code, "etag" in text.headers) == (200, False)


async def test_the_account_is_suspended(trusting: Known) -> None:
    """Then it is nobody's tag."""
    key = (await trusting.key()).text
    tag = (await get(trusting, "who", key)).headers["etag"]
    await trusting.do(administration.set_status, STREET, "SUSPENDED")
    assert (await get(trusting, "who", key, unless=tag)).status_code == 401


async def test_what_is_written_without_a_record(trusting: Known) -> None:
    """When a credential was seen is told by no record: an answer that shows it, or was found by it, has no tag."""
    key = (await trusting.key()).text
    hour = {"lastUsedAt": {"gt": "2026-01-01T00:00:00+08:00"}, "createdAt": {"gt": "2026-01-01T00:00:00+08:00"}}  # fmt: skip
    shown = await get(trusting, "seen", key)
    assert (shown.status_code, "etag" in shown.headers) == (200, False)
    found = await get(trusting, "seen by", key, variables={"f": {"and": [hour]}})
    assert (found.status_code, "etag" in found.headers) == (200, False)
    assert found.json()["data"]["credentials"]["nodes"]
    other = await get(trusting, "seen by", key, variables={"f": {"createdAt": hour["createdAt"]}})
    assert "etag" in other.headers
    trusting.clock.ahead = timedelta(hours=2)
    later = await get(trusting, "seen", key, unless="*")
    assert later.status_code == 200
    # It is written while the request is answered: the one after shows it.
    last = await get(trusting, "seen", key, unless=shown.headers.get("etag", "*"))
    assert last.json()["data"] != shown.json()["data"]


async def test_as_many_records_are_not_the_same_state(trusting: Known) -> None:
    """A copy of the graph that went another way has another tag, though its streams are as long."""
    await trusting.key()
    tags = []
    for hash_ in ("a", "b"):
        mac = head_mac("sign-in", 7, hash_, trusting.chain)
        await trusting.run(
            "MERGE (h:ChainHead {id: 'sign-in'}) SET h.seq = 7, h.mac = $mac", mac=mac
        )
        tags.append((await get(trusting, "who")).headers["etag"])
    assert tags[0] != tags[1]


async def test_lengths_that_change_places(trusting: Known) -> None:
    """Two streams, one longer and one shorter than before, sum to the same and are another state."""
    tags = []
    for first, second in ((3, 4), (4, 3)):
        for stream, seq in (("one", first), ("two", second)):
            mac = head_mac(stream, seq, "same", trusting.chain)
            await trusting.run("MERGE (h:ChainHead {id: $id}) SET h.seq = $seq, h.mac = $mac", id=stream, seq=seq, mac=mac)  # fmt: skip
        tags.append((await get(trusting, "who")).headers["etag"])
    assert tags[0] != tags[1]


async def test_many_streams(trusting: Known) -> None:
    """As many as a province has streets: whole numbers, and another one for any of them."""
    heads = [{"id": f"s{n}", "mac": head_mac(f"s{n}", 1, "x", trusting.chain)} for n in range(3000)]
    await trusting.run("UNWIND $heads AS h MERGE (c:ChainHead {id: h.id}) SET c.seq = 1, c.mac = h.mac", heads=heads)  # fmt: skip
    before = (await get(trusting, "who")).headers["etag"]
    mac = head_mac("s77", 1, "y", trusting.chain)
    await trusting.run("MATCH (c:ChainHead {id: 's77'}) SET c.mac = $mac", mac=mac)
    assert (await get(trusting, "who", unless=before)).status_code == 200


async def test_a_migration_changes_it(trusting: Known) -> None:
    """A step writes what answers show, and records nothing."""
    before = (await get(trusting, "who")).headers["etag"]
    await trusting.run("CREATE (:Migration {number: 9999})")
    try:
        assert (await get(trusting, "who", unless=before)).status_code == 200
    finally:
        await trusting.run("MATCH (m:Migration {number: 9999}) DELETE m")


async def test_the_rule_of_ranking_changes_it(
    trusting: Known, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer shows who ranks where; another file ranks them otherwise."""
    key = (await trusting.key()).text
    asked = {"variables": {"at": "2026-12-01T08:00:00+08:00"}}
    before = (await get(trusting, "support", key, **asked)).headers["etag"]
    own = tmp_path / "policy.toml"
    own.write_text(PACKAGED.read_text("utf-8").replace("version = 1", "version = 99"), "utf-8")
    assert "99" in own.read_text("utf-8")
    monkeypatch.setenv("GONGJIAN_POLICY", str(own))
    assert (await get(trusting, "support", key, unless=before, **asked)).status_code == 200


async def test_nothing_is_looked_up_for_what_is_refused(trusting: Known) -> None:
    """Too dear, explained to somebody who may not see how, after a commit of somebody else, asked by nobody."""
    key = (await trusting.key("NS-AC-02")).text
    foreign = bookmarks.sign(trusting.chain, ["mark"], "somebody-else")
    for document, secret, asked, reason in (
        ("who", key, {"extensions": {"explain": True}}, "EXPLAIN"),
        ("who", key, {"extensions": {"bookmark": foreign}}, "BOOKMARK_INVALID"),
        ("support", None, {"variables": {"at": "2026-12-01T08:00:00+08:00"}}, "ASK_SUPPORT"),
    ):  # fmt: skip
        answer = await get(trusting, document, secret, unless="*", **asked)
        (error,) = answer.json()["errors"]
        assert error["extensions"].get("reason") == reason
        assert {"version", "accounts", "supporters"}.isdisjoint(trusting.statements), document


async def test_nor_for_what_costs_too_much(trusting: Known) -> None:
    """More than one request of somebody unknown may cost, and less than that of somebody who has signed in."""
    documents, rates = Documents(Mode.ALLOW, TEXTS), Rates(0, 10_000, 0, 100_000, 50)
    async with serving(trusting.database, trusting.provider, rates=rates, documents=documents) as service:  # fmt: skip
        answer = await get(service, "many", unless="*")
        (error,) = answer.json()["errors"]
        assert error["extensions"]["reason"] == "COST_TOO_HIGH"
        assert service.statements == []
