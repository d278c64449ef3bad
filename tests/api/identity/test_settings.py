"""Settings of identity: read from the environment, and refused in both languages where they can't be meant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.identity import Rates, settings_from
from graph.connect import ServerProblem

CITY = {
    "GONGJIAN_TOKEN_PROVIDERS": "city, my-school",
    "GONGJIAN_TOKENS_CITY_ISSUER": "https://id.city.example/realms/staff",
    "GONGJIAN_TOKENS_CITY_AUDIENCE": "gongjian",
    "GONGJIAN_TOKENS_MY_SCHOOL_ISSUER": "http://127.0.0.1:9000",
    "GONGJIAN_TOKENS_MY_SCHOOL_AUDIENCE": "gongjian",
    "GONGJIAN_TOKENS_MY_SCHOOL_ALGORITHMS": "ES256",
    "GONGJIAN_TOKENS_MY_SCHOOL_LONGEST_MINUTES": "1440",
    "GONGJIAN_HOSTS": "Gongjian.Example 10.1.2.3,[2001:db8::1]",
    "GONGJIAN_RATE_ANONYMOUS": "0",
    "GONGJIAN_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8 2001:DB8::/32",
}


def test_nothing_is_needed() -> None:
    """Without a setting no token is accepted, and the rates are the usual ones."""
    settings = settings_from({})
    assert (settings.providers, settings.hosts, settings.rates) == ((), frozenset(), Rates())
    assert settings.proxies == ()
    assert Rates() == Rates(2_000_000, 200_000, 10, 100_000, 20_000)


def test_everything_set() -> None:
    """Providers with what is usual for them unless they say otherwise; hosts in small letters."""
    settings = settings_from(CITY)
    city, school = settings.providers
    assert (city.name, city.algorithms, city.longest) == ("city", ("RS256", "PS256", "ES256"), timedelta(hours=1))  # fmt: skip
    assert (school.name, school.algorithms, school.longest) == ("my-school", ("ES256",), timedelta(days=1))  # fmt: skip
    assert settings.hosts == {"gongjian.example", "10.1.2.3", "2001:db8::1"}
    assert settings.rates == Rates(anonymous=0)
    assert settings.proxies == ("127.0.0.1", "10.0.0.0/8", "2001:db8::/32")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGJIAN_TRUSTED_PROXIES", "*"),
        ("GONGJIAN_TRUSTED_PROXIES", "127.0.0.1,proxy.example"),
        ("GONGJIAN_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("GONGJIAN_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("GONGJIAN_TRUSTED_PROXIES", "127.0.0.1:8080"),
        ("GONGJIAN_TOKEN_PROVIDERS", "City"),
        ("GONGJIAN_TOKEN_PROVIDERS", "city city"),
        ("GONGJIAN_TOKEN_PROVIDERS", "ci#ty"),
        ("GONGJIAN_TOKEN_PROVIDERS", "key"),
        ("GONGJIAN_TOKEN_PROVIDERS", "unsaid"),
        ("GONGJIAN_TOKENS_CITY_ISSUER", "http://id.city.example"),
        ("GONGJIAN_TOKENS_CITY_ISSUER", "https://user:pass@id.city.example"),
        ("GONGJIAN_TOKENS_CITY_ISSUER", "https://id.city.example:x"),
        ("GONGJIAN_TOKENS_CITY_ISSUER", "http://127.0.0.1:9000"),
        ("GONGJIAN_TOKENS_CITY_ISSUER", "id.city.example"),
        ("GONGJIAN_TOKENS_CITY_AUDIENCE", " "),
        ("GONGJIAN_TOKENS_CITY_ALGORITHMS", "none"),
        ("GONGJIAN_TOKENS_CITY_ALGORITHMS", "RS256 HS256"),
        ("GONGJIAN_TOKENS_CITY_LONGEST_MINUTES", "1441"),
        ("GONGJIAN_TOKENS_CITY_LONGEST_MINUTES", "0"),
        ("GONGJIAN_TOKENS_CITY_LONGEST_MINUTES", "1.5"),
        ("GONGJIAN_HOSTS", "https://gongjian.example"),
        ("GONGJIAN_HOSTS", "gongjian.example:8000"),
        ("GONGJIAN_HOSTS", "*"),
        ("GONGJIAN_RATE_SIGNED_IN", "many"),
        ("GONGJIAN_RATE_FAILURES", "0"),
        ("GONGJIAN_COST_ANONYMOUS", "0"),
        ("GONGJIAN_COST_SIGNED_IN", "-1"),
        ("GONGJIAN_RATE_FAILURES", "٣"),
    ],
)
def test_wrong_settings(name: str, value: str) -> None:
    """Each is refused by its name, with what it takes."""
    with pytest.raises(ServerProblem) as refused:
        settings_from({**CITY, name: value})
    said = refused.value
    assert said.code == "SETTING_WRONG"
    assert name.startswith("GONGJIAN_")
    assert "GONGJIAN_" in said.zh
    assert "GONGJIAN_" in said.en
    assert said.cure_zh
    assert said.cure_en
