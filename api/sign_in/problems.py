"""What can be in the way of signing in, as people read it."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Said:
    """A problem in both languages, with its cure; `shown` is a text that the reader may need to pass on."""

    code: str
    status: int
    zh: str
    en: str
    cure_zh: str
    cure_en: str
    shown: str = ""


class SignInProblem(Exception):
    """Signing in did not work; `said` is for the person, `cause` for the log and never holds a secret."""

    def __init__(self, said: Said, cause: str = "") -> None:
        super().__init__(f"{said.code} {cause}".strip())
        self.said = said


_AGAIN = ("请重新登录。", "Please sign in again.")

STATE_UNKNOWN = Said(
    "STATE_UNKNOWN", 400,
    "这次登录已过期、已用过，或不是从这个浏览器开始的。",
    "This attempt has expired, was used already, or was not begun in this browser.", *_AGAIN,
)  # fmt: skip
CODE_REFUSED = Said(
    "CODE_REFUSED", 400,
    "身份提供方没有接受这次登录的授权码，可能已经用过。",
    "The identity provider did not accept the code of this attempt; it may have been used.", *_AGAIN,
)  # fmt: skip
PROVIDER_REFUSED = Said(
    "PROVIDER_REFUSED", 403,
    "身份提供方没有同意登录，或你取消了登录。",
    "The identity provider did not agree, or you cancelled.", *_AGAIN,
)  # fmt: skip
TOKEN_WRONG = Said(
    "TOKEN_WRONG", 502,
    "身份提供方给出的身份证明不可信，没有登录。",
    "What the identity provider said about you cannot be trusted; you are not signed in.",
    "请重新登录；若再次出现，请告知管理员检查身份提供方的设置。",
    "Please sign in again; if it happens once more, ask your administrator to check the provider's settings.",
)  # fmt: skip
PROVIDER_WRONG = Said(
    "PROVIDER_WRONG", 502,
    "身份提供方的答复不符合 OpenID Connect，或与设置不一致。",
    "The identity provider does not answer as OpenID Connect says, or not as it is configured.",
    "请告知管理员检查该提供方的设置。",
    "Ask your administrator to check that provider's settings.",
)  # fmt: skip
PROVIDER_AWAY = Said(
    "PROVIDER_AWAY", 503,
    "现在联系不上身份提供方。", "The identity provider cannot be reached at the moment.",
    "请稍后再试；公开内容不登录也能看。", "Please try again later; what is public can be seen without signing in.",
)  # fmt: skip
SERVICE_AWAY = Said(
    "SERVICE_UNAVAILABLE", 503,
    "数据库暂不可用，没有登录。", "The database is not available; you are not signed in.",
    "请稍后再试。", "Please try again later.",
)  # fmt: skip
FOREIGN_PAGE = Said(
    "FOREIGN_PAGE", 403,
    "这个请求来自别的网站，没有执行。", "This request came from another site and was not carried out.",
    "请在共建的页面上操作。", "Please use the pages of Gongjian.",
)  # fmt: skip
NO_PROVIDER = Said(
    "NO_PROVIDER", 200,
    "还没有设置身份提供方，暂时不能从页面登录。", "No identity provider is configured, so nobody can sign in here yet.",
    "管理员：设置 GONGJIAN_TOKEN_PROVIDERS 和 GONGJIAN_SIGN_IN_…_CLIENT_ID，或在本机用 make serve 试用示例账号。程序可以使用 API 密钥。",
    "Administrators: set GONGJIAN_TOKEN_PROVIDERS and GONGJIAN_SIGN_IN_…_CLIENT_ID, or try the example accounts with make serve. "
    "Programs may use an API key.",
)  # fmt: skip

_NO_ACCOUNT = Said(
    "NO_ACCOUNT", 403,
    "你的身份已确认，但这里还没有你的账号。", "We know who you are, but there is no account for you here yet.",
    "请把下面的登录标识告诉管理员，请他开通账号：",
    "Tell your administrator the identity below and ask for an account:",
)  # fmt: skip
_SUSPENDED = Said(
    "ACCOUNT_SUSPENDED", 403,
    "你的账号已停用。", "Your account is suspended.",
    "如有疑问，请把下面的登录标识告诉管理员：", "If in doubt, tell your administrator the identity below:",
)  # fmt: skip
_DEFECT = Said(
    "INTERNAL_ERROR", 503,
    "服务内部出错，没有登录。", "Something went wrong on our side; you are not signed in.",
    "请稍后再试；若再次出现，请把下面的编号告诉管理员：",
    "Please try again; if it happens once more, quote this number to your administrator:",
)  # fmt: skip


def no_account(identity: str, *, suspended: bool) -> Said:
    """Nobody here has this identity, or may not sign in at present."""
    return replace(_SUSPENDED if suspended else _NO_ACCOUNT, shown=identity)


def defect(number: str) -> Said:
    """A defect of ours; the log has it under this number."""
    return replace(_DEFECT, shown=number)
