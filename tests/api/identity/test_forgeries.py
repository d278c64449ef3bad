"""Nothing that is not good gets in, and the answer never tells why."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from joserfc.jwk import RSAKey

from schema.acts import administration
from schema.acts.credentials import environment_of, new_key, read_key
from tests.api.identity.conftest import STREET
from tests.api.identity.provider import KeyServer, ec, encoded, key_server, rsa
from tests.fixtures.sameness import anonymous

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.identity.conftest import Known

STRANGER = rsa("first")
"""A key that says to be the provider's."""
WEAK = rsa("weak", 1024)


def _claims(**other: Any) -> Callable[[Known], str]:
    return lambda known: known.token(**other)


def _header(**other: Any) -> Callable[[Known], str]:
    return lambda known: known.provider.token(known.provider.claims(known.clock()), **other)


def _later(**seconds: float) -> Callable[[Known], str]:
    """Claims of time, in seconds from now."""

    def make(known: Known) -> str:
        now = known.clock().timestamp()
        return known.token(**{name: int(now + value) for name, value in seconds.items()})

    return make


def _by_hand(header: Any, payload: Any = None, signature: str = "c2lnbmVk") -> Callable[[Known], str]:  # fmt: skip
    def make(known: Known) -> str:
        claims = known.provider.claims(known.clock()) if payload is None else payload
        return f"{encoded(header)}.{encoded(claims)}.{signature}"

    return make


def _mac(known: Known, secret: bytes) -> str:
    """Signed with the public key as if it were a shared secret."""
    said = f"{encoded({'alg': 'HS256', 'typ': 'at+jwt', 'kid': 'first'})}.{encoded(known.provider.claims(known.clock()))}"  # fmt: skip
    return f"{said}.{encoded(hmac.new(secret, said.encode(), hashlib.sha256).digest())}"


def _signed_text(known: Known, payload: str) -> str:
    """A good signature over a payload that is written by hand."""
    key = known.provider.keys[0]
    assert isinstance(key, RSAKey)
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415

    said = f"{encoded({'alg': 'RS256', 'typ': 'at+jwt', 'kid': 'first'})}.{encoded(payload)}"
    private = key.private_key
    assert private is not None
    return f"{said}.{encoded(private.sign(said.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _twice(name: str) -> Callable[[Known], str]:
    def make(known: Known) -> str:
        claims = json.dumps(known.provider.claims(known.clock()))
        return _signed_text(known, f'{{"{name}":"somebody",{claims[1:]}')

    return make


def _pem(known: Known) -> str:
    key = known.provider.keys[0]
    assert isinstance(key, RSAKey)
    return _mac(known, key.as_pem(private=False))


def _public(known: Known) -> dict[str, Any]:
    return dict(known.provider.keys[0].as_dict(private=False))


GOOD = {"alg": "RS256", "typ": "at+jwt", "kid": "first"}
FORGERIES: dict[str, Callable[[Known], str]] = {
    "alg none": _by_hand({"alg": "none", "typ": "at+jwt"}, signature="AA"),
    "alg None": _by_hand({"alg": "None", "typ": "at+jwt", "kid": "first"}, signature="AA"),
    "no alg": _by_hand({"typ": "at+jwt", "kid": "first"}),
    "alg is a list": _by_hand({**GOOD, "alg": ["RS256"]}),
    "HS256 with the public key as PEM": _pem,
    "HS256 with the public key as JSON": lambda k: _mac(k, json.dumps(_public(k)).encode()),
    "RS384, which is not allowed": _header(alg="RS384"),
    "ES256 says the header of an RSA token": lambda k: k.token().replace(
        encoded({"alg": "RS256", "kid": "first", "typ": "at+jwt"}),
        encoded({"alg": "ES256", "kid": "first", "typ": "at+jwt"}),
    ),
    "expired": _later(iat=-3000, exp=-60),
    "not yet valid": _later(nbf=120),
    "issued in the future": _later(iat=120, exp=1800),
    "ends before it begins": _later(iat=20, exp=10),
    "valid for two hours": _later(iat=-60, exp=7200),
    "valid for ever": _claims(exp=2**62),
    "another issuer": _claims(iss="https://example.org"),
    "issuer with a slash more": lambda k: k.token(iss=k.provider.issuer + "/"),
    "issuer is a list": lambda k: k.token(iss=[k.provider.issuer]),
    "another audience": _claims(aud="other"),
    "other audiences": _claims(aud=["other", "more"]),
    "audience begins alike": _claims(aud="gongjian2"),
    "no exp": _claims(exp=None),
    "no iat": _claims(iat=None),
    "no iss": _claims(iss=None),
    "no aud": _claims(aud=None),
    "no sub": _claims(sub=None),
    "empty sub": _claims(sub=""),
    "sub is a number": _claims(sub=7),
    "sub of nobody": _claims(sub="nobody"),
    "sub with a line break": _claims(sub="ns-street\n"),
    "sub with a space": _claims(sub=" ns-street"),
    "very long sub": _claims(sub="x" * 300),
    "exp is a text": _claims(exp="2099"),
    "exp is true": _claims(exp=True),
    "exp is NaN": lambda k: _signed_text(
        k, json.dumps(k.provider.claims(k.clock(), exp=float("nan")))
    ),
    "exp is huge": lambda k: _signed_text(k, json.dumps(k.provider.claims(k.clock(), exp=10**400))),
    "unknown kid": _header(kid="third"),
    "no kid though there are two": _header(kid=None),
    "kid is a number": _by_hand({**GOOD, "kid": 1}),
    "kid is a list": _by_hand({**GOOD, "kid": ["first"]}),
    "kid is a path": _header(kid="../../etc/passwd"),
    "key of another provider under our kid": _header(key=STRANGER),
    "its own key in jwk": lambda k: _header(key=STRANGER, jwk=STRANGER.as_dict(private=False))(k),
    "jku": lambda k: _header(jku=f"{k.provider.issuer}/keys")(k),
    "x5u": _header(x5u="https://example.org/certificate"),
    "x5c": _header(x5c=["AAAA"]),
    "crit": _by_hand({**GOOD, "crit": ["b64"], "b64": False}),
    "unknown header": _by_hand({**GOOD, "zip": "DEF"}),
    "typ of an identity token": _header(typ="id+jwt"),
    "no typ": _header(typ=None),
    "claim twice": _twice("sub"),
    "issuer twice": _twice("iss"),
    "header says alg twice": _by_hand('{"alg":"none","alg":"RS256","typ":"at+jwt","kid":"first"}'),
    "40 KB": _claims(padding="x" * 30_000),
    "8 KiB and a little": _claims(padding="x" * 6_200),
    "bad base64": lambda k: k.token().replace(".", ".!", 1),
    "padded base64": lambda k: k.token() + "==",
    "empty signature": lambda k: k.token().rpartition(".")[0] + ".",
    "truncated": lambda k: k.token()[:-10],
    "one bit of the signature": lambda k: (
        k.token()[:-20] + ("A" if k.token()[-20] != "A" else "B") + k.token()[-19:]
    ),
    "another payload under the signature": lambda k: ".".join(
        [
            *k.token().split(".")[:1],
            encoded(k.provider.claims(k.clock(), sub="admin")),
            k.token().split(".")[2],
        ]
    ),
    "two parts": lambda k: k.token().rpartition(".")[0],
    "five parts": lambda k: k.token() + ".AA.AA",
    "deeply nested": _by_hand(GOOD, "[" * 3000 + "]" * 3000),
    "payload is a list": lambda k: _signed_text(k, "[]"),
    "not UTF-8": _by_hand(GOOD, b"\xff\xfe"),
}


async def refused(known: Known, **sent: Any) -> bytes:
    """The body of a refusal, which is as it has to be."""
    answer = await known.ask(**sent)
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    return anonymous(answer.content)


async def the_one_answer(known: Known) -> bytes:
    """What every refusal looks like."""
    return await refused(known, secret="nonsense.of.mine")


async def test_forged_tokens(known: Known) -> None:
    """401 for each of them, always the same bytes; nothing is stored. The token they were made from is good."""
    one, let_in = await the_one_answer(known), {}
    for name, forge in FORGERIES.items():
        answer = await known.ask(forge(known))
        if (answer.status_code, anonymous(answer.content)) != (401, one):
            let_in[name] = answer.text
    assert let_in == {}
    assert await known.run("MATCH (n:Credential|Change) RETURN n") == []
    assert len(FORGERIES) >= 60
    assert await known.seen(known.token()) == [STREET]


async def test_tenants_are_kept_apart(known: Known) -> None:
    """A key of another provider, even one that copies our provider's name for its key, signs for nobody here."""
    async with key_server(STRANGER) as other:
        claims = known.provider.claims(known.clock())
        for said in (claims, {**claims, "iss": other.issuer}):
            assert await refused(known, secret=other.token(said)) == await the_one_answer(known)


async def test_odd_headers(known: Known) -> None:
    """What stands in the place of a credential and is none is refused like one that is not good."""
    one, good = await the_one_answer(known), (await known.key()).text
    for value in ("Basic dXNlcjpwYXNz", "Bearer", good, f"Token {good}", f"Bearer {good} {good}", f"Bearer {good},", "Bearer 字".encode()):  # fmt: skip
        assert await refused(known, headers={"authorization": value}) == one  # type: ignore[dict-item]
    sent = [("authorization", f"Bearer {good}"), ("authorization", f"Bearer {good}"), *known.client.headers.items()]  # fmt: skip
    twice = await known.client.post("/graphql", json={"query": "{ __typename }"}, headers=sent)
    assert (twice.status_code, anonymous(twice.content)) == (401, one)
    same_page = {"sec-fetch-site": "same-origin"}
    for cookie in ("gongjian_session=", "gongjian_session=short", f"gongjian_session={'A' * 43}", f"gongjian_session={'A' * 43}; gongjian_session={'A' * 43}"):  # fmt: skip
        assert await refused(known, headers={**same_page, "cookie": cookie}) == one


async def test_bad_keys(known: Known) -> None:
    """Mistyped, cut, of another installation, with another secret, expired: all the same."""
    one, key = await the_one_answer(known), await known.key()
    public, secret = b"p" * 16, b"s" * 32
    other = new_key(environment_of("another installation"), public, secret)
    twin = new_key(key.environment, public, secret)
    swapped = read_key(twin.text)
    assert swapped is not None
    forged = key.text[:-1] + ("A" if key.text[-1] != "A" else "B")
    for bad in (other.text, twin.text, forged, key.text[:-7], key.text.upper(), key.text + "A", "gj_", "gj_a_b_c"):  # fmt: skip
        assert await refused(known, secret=bad) == one
    # The right id with a secret of one's own and a right checksum.
    own = new_key(key.environment, _bytes_of(key.id), secret)
    assert own.id == key.id
    assert await refused(known, secret=own.text) == one
    assert (await known.ask(key.text)).status_code == 200
    known.clock.ahead = timedelta(days=91)
    assert await refused(known, secret=key.text) == one


def _bytes_of(id_: str) -> bytes:
    import base64  # noqa: PLC0415

    return base64.b32decode(id_.removeprefix("credential_").upper() + "======")


async def test_key_of_another_installation_costs_no_question(known: Known) -> None:
    """It is refused before the graph is asked."""
    await known.seen((await known.key()).text)
    other = new_key(environment_of("another installation"), b"p" * 16, b"s" * 32)
    await refused(known, secret=other.text)
    known.statements.clear()
    await refused(known, secret=other.text)
    await refused(known, secret=(await known.key()).text[:-1] + "!")
    assert known.statements == []


async def test_weak_and_foreign_keys_of_the_provider_are_not_used(known: Known) -> None:
    """An RSA key of 1024 bits, one for encryption and one for another algorithm check no signature."""
    encryption = rsa("encryption")
    other = ec("other")
    async with key_server(WEAK, encryption, other) as server:
        await _with_keys(known, server, encryption)


async def _with_keys(known: Known, server: KeyServer, encryption: RSAKey) -> None:
    from api.identity import TokenProvider, Tokens, Unauthenticated  # noqa: PLC0415

    tokens = Tokens([TokenProvider("other", server.issuer, "gongjian")])
    now = known.clock()
    server.keys[1] = RSAKey.import_key({**encryption.as_dict(private=True), "use": "enc"})
    for key in (WEAK, encryption):
        with pytest.raises(Unauthenticated):
            await tokens.vouched(server.token(server.claims(now), key), now)
    good = await tokens.vouched(server.token(server.claims(now), server.keys[2], "ES256"), now)
    assert good.identity == "other#ns-street"


async def test_suspended_account(known: Known) -> None:
    """None of its credentials works at the very next request, met before or not; resumed, all do."""
    key, token, unmet = (await known.key()).text, known.token(), known.token(jti="unmet")
    assert await known.seen(key) == await known.seen(token) == [STREET]
    await known.do(administration.set_status, STREET, "SUSPENDED")
    one = await the_one_answer(known)
    for secret in (key, token, unmet):
        assert await refused(known, secret=secret) == one
    await known.do(administration.set_status, STREET, "ACTIVE")
    for secret in (key, token, unmet):
        assert await known.seen(secret) == [STREET]
