"""Whose tokens are accepted, which hosts we are called by, and how much each caller may ask: from the environment."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from api.identity.origins import is_loopback_name
from graph.server.settings import wrong_setting
from schema.acts.administration import OWN_PROVIDER

if TYPE_CHECKING:
    from collections.abc import Mapping

ASYMMETRIC = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}
)
"""Signatures that only the provider can make; with any other, whoever can check a token could also make one."""
USUAL_ALGORITHMS = ("RS256", "PS256", "ES256")
TYPES = ("at+jwt", "jwt")
LONGEST_LIFE = timedelta(hours=24)
LEEWAY = timedelta(seconds=30)
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?|[0-9a-f:]*:[0-9a-f:.]*")
_PROVIDERS = "GONGJIAN_TOKEN_PROVIDERS"
_PROXIES = "GONGJIAN_TRUSTED_PROXIES"
MOST_POINTS = 99_999_999


@dataclass(frozen=True)
class TokenProvider:
    """Somebody whose bearer tokens are accepted.

    Args:
        name: short; the identity of an account is `<name>#<subject>`.
        issuer: as in its tokens, to the letter; its discovery document is below it.
        audience: what its tokens must be meant for. algorithms: of `ASYMMETRIC`.
        longest: a token that is valid for longer than this is refused.
    """

    name: str
    issuer: str
    audience: str
    algorithms: tuple[str, ...] = USUAL_ALGORITHMS
    longest: timedelta = timedelta(hours=1)


@dataclass(frozen=True)
class Rates:
    """How much may be asked; 0: as much as one likes.

    Args:
        signed_in: points of one account in a minute. anonymous: points of one address in a minute.
        failures: credentials of one address in a minute that were not accepted.
        most_signed_in, most_anonymous: points of one request.
    """

    signed_in: int = 2_000_000
    anonymous: int = 200_000
    failures: int = 10
    most_signed_in: int = 100_000
    most_anonymous: int = 20_000


@dataclass(frozen=True)
class Settings:
    """Everything about identity that an installation decides.

    hosts: names beside those of loopback. proxies: addresses and networks whose `X-Forwarded-For` is believed.
    """

    providers: tuple[TokenProvider, ...] = ()
    hosts: frozenset[str] = frozenset()
    rates: Rates = field(default_factory=Rates)
    proxies: tuple[str, ...] = ()


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings from `GONGJIAN_…` variables.

    Raises:
        ServerProblem: one of them can't be what is meant.
    """
    names = _listed(environ, _PROVIDERS)
    for name in names:
        if not _NAME.fullmatch(name) or name == OWN_PROVIDER or names.count(name) > 1:
            raise wrong_setting(
                _PROVIDERS, name, "互不相同的简称，由小写字母、数字和“-”组成",
                "different short names of small letters, digits and “-”",
            )  # fmt: skip
    providers = tuple(_provider(environ, name) for name in names)
    issuers = [provider.issuer for provider in providers]
    for provider in providers:
        if issuers.count(provider.issuer) > 1:
            raise wrong_setting(
                _variable(provider.name, "ISSUER"), provider.issuer,
                "与其他提供方不同的签发者", "an issuer that no other provider has",
            )  # fmt: skip
    hosts = [host.lower().strip("[]") for host in _listed(environ, "GONGJIAN_HOSTS")]
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise wrong_setting("GONGJIAN_HOSTS", host, "主机名，不带协议和端口", "host names without scheme and port")  # fmt: skip
    rates = Rates(
        signed_in=_number(environ, "GONGJIAN_RATE_SIGNED_IN", Rates.signed_in, 0, MOST_POINTS),
        anonymous=_number(environ, "GONGJIAN_RATE_ANONYMOUS", Rates.anonymous, 0, MOST_POINTS),
        failures=_number(environ, "GONGJIAN_RATE_FAILURES", Rates.failures, 1, 1_000),
        most_signed_in=_number(
            environ, "GONGJIAN_COST_SIGNED_IN", Rates.most_signed_in, 1, MOST_POINTS
        ),
        most_anonymous=_number(
            environ, "GONGJIAN_COST_ANONYMOUS", Rates.most_anonymous, 1, MOST_POINTS
        ),
    )
    proxies = tuple(_network(each) for each in _listed(environ, _PROXIES))
    return Settings(providers, frozenset(hosts), rates, proxies)


def _network(text: str) -> str:
    """An address, or a network, as the server compares it."""
    try:
        found = ipaddress.ip_network(text)
    except ValueError:
        found = None
    if found is None or not found.prefixlen:
        raise wrong_setting(
            _PROXIES, text, "反向代理的 IP 地址或网段（如 127.0.0.1、10.0.0.0/8），网段须为网络地址，且不能是全部地址",
            "addresses or networks of reverse proxies (127.0.0.1, 10.0.0.0/8); a network has no bits set for hosts, and is not everybody",
        )  # fmt: skip
    return str(found) if found.num_addresses > 1 else str(found.network_address)


def _provider(environ: Mapping[str, str], name: str) -> TokenProvider:
    issuer = environ.get(_variable(name, "ISSUER"), "").strip()
    if not trusted(issuer):
        raise wrong_setting(
            _variable(name, "ISSUER"), issuer,
            "以 https:// 开头的签发者地址（本机可用 http://127.0.0.1）",
            "the issuer's address, which begins with https:// (http://127.0.0.1 on this machine)",
        )  # fmt: skip
    audience = environ.get(_variable(name, "AUDIENCE"), "").strip()
    if not audience:
        raise wrong_setting(
            _variable(name, "AUDIENCE"), audience, "令牌的受众，即本服务在提供方处的标识",
            "the audience of its tokens: what this service is called there",
        )  # fmt: skip
    algorithms = _listed(environ, _variable(name, "ALGORITHMS")) or list(USUAL_ALGORITHMS)
    for algorithm in algorithms:
        if algorithm not in ASYMMETRIC:
            raise wrong_setting(
                _variable(name, "ALGORITHMS"), algorithm,
                f"下列公钥签名算法中的若干个：{' '.join(sorted(ASYMMETRIC))}",
                f"some of these, all with a public key: {' '.join(sorted(ASYMMETRIC))}",
            )  # fmt: skip
    most = int(LONGEST_LIFE.total_seconds() // 60)
    minutes = _number(environ, _variable(name, "LONGEST_MINUTES"), 60, 1, most)
    return TokenProvider(name, issuer, audience, tuple(algorithms), timedelta(minutes=minutes))


def trusted(address: str) -> bool:
    """Whether keys may be fetched from an address: nobody on the way can change what it says."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - it is only looked at here
    except ValueError:
        return False
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback_name(parts.hostname))


def _variable(name: str, what: str) -> str:
    return f"GONGJIAN_TOKENS_{name.upper().replace('-', '_')}_{what}"


def _listed(environ: Mapping[str, str], variable: str) -> list[str]:
    return environ.get(variable, "").replace(",", " ").split()


def _number(environ: Mapping[str, str], variable: str, usual: int, least: int, most: int) -> int:
    said = environ.get(variable, "").strip() or str(usual)
    if not (said.isascii() and said.isdigit() and len(said) < 9 and least <= int(said) <= most):
        raise wrong_setting(variable, said, f"{least} 到 {most} 的整数", f"a whole number from {least} to {most}")  # fmt: skip
    return int(said)
