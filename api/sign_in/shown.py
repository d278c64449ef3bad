"""The pages of signing in: the choice of whom, and what was in the way."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.pages import policy
from api.pages.site import page
from api.pages.visitor import shown as corner
from api.sign_in.local import NAME as LOCAL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from api.pages.visitor import Visitor
    from api.sign_in.problems import Said
    from api.sign_in.provider import Provider
    from api.sign_in.visitors import Example


def sign_in(
    providers: Mapping[str, Provider], examples: Sequence[Example], visitor: Visitor, next_: str
) -> Response:
    """The page on which a person chooses how, or in the example data as whom, to sign in."""
    local = providers.get(LOCAL)
    doors = "".join(_door(name, next_) for name in providers if name != LOCAL)
    csp = policy.PAGE
    if local:
        # The form goes to us and on to the provider; browsers hold a form's redirects to the same rule.
        csp = csp.replace("form-action 'self'", f"form-action 'self' {local.issuer}")
    parts = {
        "who": corner(visitor, "/") if visitor.name else "",
        "doors": f'<p class="doors">{doors}</p>' if doors else "",
        "local": _local(examples, next_) if local else "",
    }
    return page("sign_in.html", {}, csp=csp, parts=parts)


def problem(said: Said) -> Response:
    """What was in the way, and what to do."""
    parts = {
        "zh": html.escape(said.zh),
        "en": html.escape(said.en),
        "cure_zh": html.escape(said.cure_zh),
        "cure_en": html.escape(said.cure_en),
        "shown": f'<p class="shown"><code>{html.escape(said.shown)}</code></p>'
        if said.shown
        else "",
        "code": said.code,
    }
    answer = page("sign_in_problem.html", {}, status=said.status, parts=parts)
    answer.headers["cache-control"] = "no-store"
    return answer


def _door(name: str, next_: str) -> str:
    address = f"/sign-in/begin?provider={quote(name)}&next={quote(next_, safe='/')}"
    return (
        f'<a class="door primary" href="{html.escape(address)}"><b>用 {html.escape(name)} 登录</b>'
        f'<small lang="en">Sign in with {html.escape(name)}</small></a>'
    )


def _local(examples: Sequence[Example], next_: str) -> str:
    hidden = (
        f'<input type="hidden" name="provider" value="{LOCAL}">'
        f'<input type="hidden" name="next" value="{html.escape(next_)}">'
    )
    people = "".join(_person(one) for one in examples)
    return (
        '<section class="local"><h2>示例账号<small lang="en">Example accounts, on this machine only: no password</small></h2>'
        f'<form class="accounts" method="post" action="/sign-in/begin">{hidden}{people}</form>'
        '<details><summary>用别的登录标识 <span lang="en">Another identity</span></summary>'
        f'<form class="other" method="post" action="/sign-in/begin">{hidden}<label><code>local#</code>'
        '<input name="sub" required maxlength="100" autocomplete="off" spellcheck="false" placeholder="ns-street"></label>'
        '<button>登录 <span lang="en">Sign in</span></button></form></details></section>'
    )


def _person(one: Example) -> str:
    roles = "、".join(zh for zh, _ in one.visitor.roles)
    english = ", ".join(en for _, en in one.visitor.roles if en)
    return (
        f'<button name="sub" value="{html.escape(one.subject)}"><b>{html.escape(one.visitor.name or "")}</b>'
        f'<span>{html.escape(roles)}</span><small lang="en">{html.escape(english)}</small></button>'
    )
