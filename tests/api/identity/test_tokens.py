"""Bearer tokens that are good: whom they speak of, what is recorded of them, and when they end."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from joserfc.jwk import ECKey

from schema.acts import administration
from tests.api.identity.conftest import STREET
from tests.api.identity.provider import decoded, encoded

if TYPE_CHECKING:
    from tests.api.identity.conftest import Known

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


async def test_good_token_is_its_subject(known: Known) -> None:
    """A token names the subject, and its holder sees what that account sees."""
    assert await known.seen(known.token()) == [STREET]
    assert await known.seen(known.token(sub="wl-street")) == ["WL-AC-01"]
    assert await known.seen(known.token(aud=["other", "gongjian"])) == [STREET]
    second = known.provider.token(known.provider.claims(known.clock()), known.provider.keys[1], "ES256", typ="JWT")  # fmt: skip
    assert await known.seen(second) == [STREET]


async def test_token_is_recorded_when_first_met(known: Known) -> None:
    """It becomes a credential with its hash and end, and one entry in the chain; later requests write and record nothing."""
    token = known.token()
    for _ in range(3):
        await known.seen(token)
    (stored,) = await known.run("MATCH (c:Credential)-[:OF]->(a) RETURN c, a.code AS account")
    assert (stored["account"], stored["c"]["kind"]) == (STREET, "TOKEN")
    signed = token.rpartition(".")[0]
    assert stored["c"]["hash"] == hashlib.sha256(signed.encode()).hexdigest()
    (change,) = await known.run("MATCH (c:Change) RETURN c")
    assert (change["c"]["act"], change["c"]["via"]) == ("SIGN_IN", "TOKEN")
    assert change["c"]["target"] == stored["c"]["id"]


async def test_known_caller_costs_one_statement(known: Known) -> None:
    """Whoever was met before is asked about by the statement that answers him, and by no other."""
    for secret in (known.token(), (await known.key()).text):
        await known.seen(secret)
        known.statements.clear()
        await known.seen(secret)
        assert len(known.statements) == 1


async def test_revoked_token_does_not_come_back(known: Known) -> None:
    """Once its credential is revoked a token is refused, by this service and by one that never met it."""
    token = known.token()
    await known.seen(token)
    (stored,) = await known.run("MATCH (c:Credential) RETURN c.id AS id")
    await known.do(administration.revoke, stored["id"])
    assert (await known.ask(token)).status_code == 401
    assert (await known.ask(token)).status_code == 401


async def test_revoked_token_does_not_come_back_in_another_writing(known: Known) -> None:
    """An ECDSA signature can be written in two ways; what is revoked is what was signed."""
    key = known.provider.keys[1]
    assert isinstance(key, ECKey)
    token = known.provider.token(known.provider.claims(known.clock()), key, "ES256")
    signed, _, signature = token.rpartition(".")
    raw = decoded(signature)
    r, s = int.from_bytes(raw[:32]), P256_ORDER - int.from_bytes(raw[32:])
    twin = f"{signed}.{encoded(r.to_bytes(32) + s.to_bytes(32))}"
    assert decode_dss_signature(encode_dss_signature(r, s)) == (r, s)
    assert await known.seen(token) == [STREET]
    assert await known.seen(twin) == [STREET]
    (stored,) = await known.run("MATCH (c:Credential) RETURN c.id AS id")
    await known.do(administration.revoke, stored["id"])
    assert (await known.ask(token)).status_code == 401
    assert (await known.ask(twin)).status_code == 401


async def test_token_ends_with_the_clock(known: Known) -> None:
    """Good until its end and half a minute more, known or not; no more afterwards, and not an hour too early."""
    token, fresh = known.token(), known.token(jti="unmet")
    await known.seen(token)
    known.clock.ahead = timedelta(minutes=30, seconds=20)
    assert (await known.ask(token)).status_code == 200
    assert (await known.ask(fresh)).status_code == 200
    known.clock.ahead = timedelta(minutes=30, seconds=40)
    assert (await known.ask(token)).status_code == 401
    known.clock.ahead = timedelta(hours=-1)
    assert (await known.ask(known.provider.token({**known.provider.claims(known.clock()), "iat": int(known.clock().timestamp()) + 3600}))).status_code == 401  # fmt: skip
    assert (await known.ask(fresh)).status_code == 200  # met before, and its credential stands
