"""Which providers a person may sign in with: of those whose tokens are accepted, the ones that know us as a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.sign_in.local import NAME as LOCAL
from api.sign_in.local import LocalProvider, installed
from api.sign_in.provider import Provider
from graph.connect import ServerProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.identity.settings import Settings, TokenProvider


def providers_from(
    environ: Mapping[str, str], known: Iterable[TokenProvider]
) -> dict[str, Provider]:
    """Providers by name: each known one for which `GONGJIAN_SIGN_IN_<NAME>_CLIENT_ID` is set."""
    found = {}
    for one in known:
        prefix = f"GONGJIAN_SIGN_IN_{one.name.upper().replace('-', '_')}_CLIENT_"
        if client := environ.get(f"{prefix}ID", "").strip():
            secret = environ.get(f"{prefix}SECRET", "").strip() or None
            found[one.name] = Provider(one.name, one.issuer, client, secret, one.algorithms)
    return found


def local_provider(host: str, settings: Settings) -> LocalProvider:
    """The local provider, for a service that listens on `host`.

    Raises:
        ServerProblem: others could reach the service, the name is taken, or the package is not there.
    """
    if host not in {"127.0.0.1", "::1", "localhost"} or settings.hosts:
        raise ServerProblem(
            "LOCAL_SIGN_IN_EXPOSED",
            "本机登录不验证密码，只能用于只有本机能访问的服务；现在别的机器也能访问它。",
            "Signing in locally takes no password and is for a service that only this machine can reach; others can reach this one.",
            "请去掉 --local-sign-in，或不设 GONGJIAN_HOSTS。",
            "Leave out --local-sign-in, or unset GONGJIAN_HOSTS.",
        )
    if any(one.name == LOCAL for one in settings.providers):
        raise ServerProblem(
            "SETTING_WRONG",
            f"身份提供方不能叫“{LOCAL}”，这个名称留给本机登录。",
            f"A provider cannot be called {LOCAL!r}: that name is kept for signing in locally.",
            "请在 GONGJIAN_TOKEN_PROVIDERS 中换一个名称。",
            "Choose another name in GONGJIAN_TOKEN_PROVIDERS.",
        )
    if not installed():
        raise ServerProblem(
            "LOCAL_SIGN_IN_MISSING",
            "没有安装本机登录所需的 oidc-provider-mock。",
            "The package oidc-provider-mock, which signing in locally takes, is not installed.",
            "请运行 make environment，或去掉 --local-sign-in。",
            "Run make environment, or leave out --local-sign-in.",
        )
    return LocalProvider()
