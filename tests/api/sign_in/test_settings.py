"""Which providers there are, and where the local one may run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

from api.app import create_app
from api.commands import gongjian
from api.identity import Settings, settings_from
from api.identity.settings import TokenProvider
from api.sign_in import LocalProvider
from api.sign_in.settings import local_provider, providers_from
from graph.connect import ServerProblem
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from graph.connect import Origin

CITY = {
    "GONGJIAN_TOKEN_PROVIDERS": "city-hall, other",
    "GONGJIAN_TOKENS_CITY_HALL_ISSUER": "https://id.example.org",
    "GONGJIAN_TOKENS_CITY_HALL_AUDIENCE": "gongjian",
    "GONGJIAN_TOKENS_OTHER_ISSUER": "https://other.example.org",
    "GONGJIAN_TOKENS_OTHER_AUDIENCE": "gongjian",
    "GONGJIAN_SIGN_IN_CITY_HALL_CLIENT_ID": "gongjian",
}


def test_who_knows_us_as_a_client_can_be_signed_in_with() -> None:
    """Of the providers whose tokens are accepted, those with a client id."""
    found = providers_from(CITY, settings_from(CITY).providers)
    assert {name: one.issuer for name, one in found.items()} == {"city-hall": "https://id.example.org"}  # fmt: skip


@pytest.mark.parametrize(
    ("host", "settings", "code"),
    [
        ("0.0.0.0", Settings(), "LOCAL_SIGN_IN_EXPOSED"),  # noqa: S104
        ("192.168.1.2", Settings(), "LOCAL_SIGN_IN_EXPOSED"),
        ("127.0.0.1", Settings(hosts=frozenset({"gongjian.example"})), "LOCAL_SIGN_IN_EXPOSED"),
        ("127.0.0.1", Settings((TokenProvider("local", "https://a.example", "b"),)), "SETTING_WRONG"),
    ],
)  # fmt: skip
def test_the_local_provider_is_for_this_machine_alone(
    host: str, settings: Settings, code: str
) -> None:
    """Refused in both languages beside a service that others can reach, or a provider of its name."""
    with pytest.raises(ServerProblem) as refused:
        local_provider(host, settings)
    assert refused.value.code == code
    assert refused.value.zh
    assert refused.value.cure_en


def test_serve_refuses_before_anything_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--local-sign-in` with names under which others reach the service."""
    monkeypatch.setenv("GONGJIAN_HOSTS", "gongjian.example")
    monkeypatch.setenv("GONGJIAN_PORT", "18765")
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    ended = CliRunner().invoke(gongjian, ["serve", "--local-sign-in"])
    assert isinstance(ended.exception, ServerProblem)
    assert ended.exception.code == "LOCAL_SIGN_IN_EXPOSED"


async def test_the_local_provider_listens_on_this_machine_while_the_service_runs(
    server: Origin,
) -> None:
    """On loopback, under the address that was known before; another service has another; afterwards nobody listens."""
    one = LocalProvider()
    async with (
        listening(create_app(server, local=one)),
        httpx.AsyncClient(trust_env=False) as client,
    ):
        said = await client.get(f"{one.issuer}/.well-known/openid-configuration")
        assert said.json()["issuer"] == one.issuer
        assert one.issuer.startswith("http://127.0.0.1:")
        assert LocalProvider().port != one.port
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(one.issuer)
