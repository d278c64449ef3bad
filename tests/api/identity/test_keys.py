"""API keys: what they look like, what is stored of them, and that they end at once."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from schema.acts import administration
from schema.acts.administration import AccountProblem
from schema.acts.credentials import (
    PUBLIC_BYTES,
    SECRET_BYTES,
    environment_of,
    hash_of,
    life_within,
    new_key,
    read_key,
    rights_within,
    same,
)
from tests.api.identity.conftest import STREET, WHO

if TYPE_CHECKING:
    from tests.api.identity.conftest import Known


def test_shape() -> None:
    """Prefix, environment, public id, secret and checksum; read back as made, and not at all with one character changed."""
    key = new_key(environment_of("here"), bytes(range(16)), bytes(range(32)))
    assert read_key(key.text) == key
    prefix, environment, public, secret = key.text.split("_")
    assert (prefix, environment, f"credential_{public}") == ("gj", environment_of("here"), key.id)
    assert len(secret) == 43 + 6
    for at in range(len(key.text)):
        changed = key.text[:at] + ("a" if key.text[at] != "a" else "b") + key.text[at + 1 :]
        assert read_key(changed) is None, at
    assert environment_of("here") != environment_of("there")
    assert key.text not in repr(key)


def test_every_secret_makes_another_key() -> None:
    """Nothing of the 32 bytes is lost, at either end."""
    secrets = [bytes(32), b"\xff" * 32, b"\x01" + bytes(31), bytes(31) + b"\x01"]
    texts = {new_key("a" * 8, bytes(16), secret).text for secret in secrets}
    assert len(texts) == len(secrets)
    assert all(read_key(text) for text in texts)
    for public, secret in ((15, 32), (16, 31), (0, 0)):
        with pytest.raises(ValueError, match="bytes"):
            new_key("a" * 8, bytes(public), bytes(secret))


def test_rights_and_life() -> None:
    """Some of the four rights, and between a day and a year."""
    assert rights_within({"ACT", "READ"}) == ["ACT", "READ"]
    assert rights_within(set()) is None
    assert rights_within({"READ", "WRITE"}) is None
    assert rights_within({"ACT"}, {"READ"}) is None
    assert life_within(366) == timedelta(days=366)
    assert life_within(0) is None
    assert life_within(367) is None


def test_hashes_are_compared_whole() -> None:
    """Only the same hash is the same; what is no text is none."""
    assert same(hash_of("a"), hash_of("a"))
    assert not same(hash_of("a"), hash_of("b"))
    assert not same(hash_of("a")[:-1], hash_of("a"))
    assert not same(None, hash_of("a"))


async def test_database_holds_no_secret(known: Known) -> None:
    """Neither key nor token nor a part of them that would help is anywhere in the graph, nor in what is answered."""
    key, token = await known.key(), known.token()
    await known.seen(key.text)
    await known.seen(token)
    rows = await known.run("MATCH (n) RETURN properties(n) AS held")
    held = json.dumps(rows, default=str)
    body, signature = key.text.rpartition("_")[2], token.rpartition(".")[2]
    for secret in (key.text, body, body[:43], body[:20], token, signature, signature[:40]):
        assert secret not in held
    raw = base64.urlsafe_b64encode(key.text.encode()).decode()
    assert raw not in held
    assert held.count(key.hash) == 1
    said = await known.ask(key.text, "{ credentials(first: 9) { nodes { id kind hint rights } } }")
    (shown,) = [n for n in said.json()["data"]["credentials"]["nodes"] if n["kind"] == "KEY"]
    assert shown == {"id": key.id, "kind": "KEY", "hint": key.text[-4:], "rights": ["READ"]}
    assert key.hash not in said.text


async def test_log_holds_no_credential(known: Known, caplog: pytest.LogCaptureFixture) -> None:
    """The log says why a credential was refused, and nothing of it."""
    key = (await known.key()).text
    bad, token = key[:-1] + ("A" if key[-1] != "A" else "B"), known.token(sub="nobody-1387")
    for secret in (bad, token):
        assert (await known.ask(secret)).status_code == 401
    assert "mistyped" in caplog.text
    assert "nobody here" in caplog.text
    for secret in (bad, bad[-20:], token, token[-20:], "nobody-1387"):
        assert secret not in caplog.text


async def test_revoked_key_ends_at_the_next_request(known: Known) -> None:
    """Known to the process or not, and whatever is asked: revoked is revoked."""
    for query in (WHO, "{ __typename }", "{ viewer { account { code } } }", '{ a: __type(name: "Need") { name } }', "mutation { createApiKey(input: {name: \"x\", rights: [READ], days: 1}) { key } }"):  # fmt: skip
        met, unmet = await known.key(rights=["READ", "ACT"]), await known.key(rights=["READ", "ACT"])  # fmt: skip
        assert await known.seen(met.text) == [STREET]
        for key in (met, unmet):
            await known.do(administration.revoke, key.id)
            assert (await known.ask(key.text, query)).status_code == 401, query
    assert await known.do(administration.revoke, met.id) is False
    assert (await known.run("MATCH (c:Credential) WHERE c.revokedAt IS NULL RETURN c.id")) == []


async def test_ended_post_ends_at_the_next_request(known: Known) -> None:
    """A role that ends while its holder is known takes what it showed with it."""
    admin = (await known.key("NS-AC-09")).text
    assert len(await known.seen(admin)) == 5
    post = "MATCH (:Account {code: 'NS-AC-09'})-[:IS]->()-[:HOLDS]->(r) SET r.status = $status"
    await known.run(post, status="ENDED")
    try:
        assert await known.seen(admin) == ["NS-AC-09"]
    finally:
        await known.run(post, status="ACTIVE")
    assert len(await known.seen(admin)) == 5


async def test_key_without_the_right_to_read(known: Known) -> None:
    """It asks no question, and is told so."""
    answer = await known.ask((await known.key(rights=["ACT"])).text)
    assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "data" not in answer.json()


async def test_auditing_takes_its_right(known: Known) -> None:
    """An auditor's key shows what auditors see only if it was made for that."""
    plain = await known.key("NS-AC-08")
    full = await known.key("NS-AC-08", rights=["READ", "AUDIT"])
    assert await known.seen(plain.text) == ["NS-AC-08"]
    assert len(await known.seen(full.text)) == 5


async def test_last_use_is_noted_once_an_hour(known: Known) -> None:
    """The first use is noted, the next ones not until an hour has passed."""
    key = await known.key()
    used = "MATCH (c:Credential {id: $id}) RETURN c.lastUsedAt AS at"
    assert (await known.run(used, id=key.id))[0]["at"] is None
    await known.seen(key.text)
    (first,) = await known.run(used, id=key.id)
    known.clock.ahead = timedelta(minutes=50)
    await known.seen(key.text)
    assert await known.run(used, id=key.id) == [first]
    known.clock.ahead = timedelta(minutes=70)
    await known.seen(key.text)
    (later,) = await known.run(used, id=key.id)
    assert (later["at"].to_native() - first["at"].to_native()) > timedelta(minutes=60)


async def test_many_at_once_are_looked_up_once(known: Known) -> None:
    """When a credential is first met, and again when it has been remembered long enough."""
    key = (await known.key()).text
    for minutes in (0, 2):
        known.clock.ahead = timedelta(minutes=minutes)
        known.statements.clear()
        assert await asyncio.gather(*(known.seen(key) for _ in range(8))) == [[STREET]] * 8
        assert known.statements.count("who") == 1


async def test_clock_an_hour_off(known: Known) -> None:
    """Keys end by the service's clock: an hour late they last an hour longer, an hour early an hour less."""
    key = (await known.key(days=1)).text
    for ahead, status in ((23.9, 200), (24.1, 401), (23.9, 200), (-1, 200)):
        known.clock.ahead = timedelta(hours=ahead)
        assert (await known.ask(key)).status_code == status


async def test_suspended_account_gets_no_key(known: Known) -> None:
    """Nor does one that is not there, nor one with rights or days that are none."""
    await known.do(administration.set_status, STREET, "SUSPENDED")
    for account, more in ((STREET, {}), ("nobody", {}), ("WL-AC-01", {"days": 400}), ("WL-AC-01", {"rights": ["ALL"]})):  # fmt: skip
        with pytest.raises(AccountProblem):
            await known.key(account, **more)
    assert await known.run("MATCH (c:Credential) RETURN c") == []
    assert (PUBLIC_BYTES, SECRET_BYTES) == (16, 32)
