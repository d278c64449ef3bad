"""`/connect`: prepares Neo4j Browser in the reader's own browser, and opens it connected.

Neo4j Browser keeps its connection, settings, style and saved Cypher in the `localStorage` of its origin. A page of the
same origin writes them and moves on to `/browser/`; `static/connect.js` does that with what this module tells it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.pages import policy
from api.pages.same_machine import is_from_our_page, is_from_this_machine
from api.pages.site import HERE, page
from api.pages.visitor import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from api.pages.facts import PageFacts
    from api.pages.visitor import Visitor, Visitors

PLANNER = HERE / "planner"
FOLDER = {"id": "gongjian", "name": "共建 Gongjian"}

NOT_THIS_MACHINE = {
    "code": "NOT_THIS_MACHINE",
    "messageZh": "数据库密码只交给在这台机器上打开的页面。",
    "messageEn": "The database password is only handed to a page opened on the machine itself.",
    "cureZh": "请在运行共建的机器上用 http://127.0.0.1 或 http://localhost 打开本页，或先用 ssh -L 把端口转到本机。",
    "cureEn": "Open this page on that machine as http://127.0.0.1 or http://localhost, or forward the ports with ssh -L.",
}
NOT_MANAGED = {
    "code": "NOT_MANAGED",
    "messageZh": "这个数据库不是共建启动的，共建不转交它的密码。",
    "messageEn": "This database was not started by Gongjian, which does not pass its password on.",
    "cureZh": "点下面的按钮打开 Neo4j Browser，地址已填好，请输入你自己的密码。",
    "cureEn": "Use the button below: the address is filled in, please type your own password.",
}


NOT_SIGNED_IN = {
    "code": "UNAUTHENTICATED",
    "messageZh": "打开图数据库要先登录。",
    "messageEn": "Sign in to open the graph database.",
    "cureZh": "数据库里没有权限之分，什么都看得到，所以只对系统管理员开放，每次打开都有记录。",
    "cureEn": "Inside the database nothing is hidden, so it is for system administrators only, and each time is recorded.",
    "signIn": "/sign-in?next=/connect",
}
NOT_ALLOWED = {
    "code": "FORBIDDEN",
    "messageZh": "图数据库只对系统管理员开放。",
    "messageEn": "The graph database is open to system administrators only.",
    "cureZh": "数据库里没有权限之分，什么都看得到。你可以在 GraphiQL 里看到属于你的全部内容，或换系统管理员账号登录。",
    "cureEn": "Inside the database nothing is hidden. GraphiQL shows you everything that is yours to see; or sign in as a system administrator.",
    "signIn": "/sign-in?next=/connect",
}


def routes(facts: Callable[[], PageFacts], visitors: Visitors) -> list[BaseRoute]:
    """`/connect`, `/connect/seed.json` (open to all) and `/connect/credentials` (administrators on this machine)."""

    async def show(request: Request) -> Response:
        visitor = await visitors.visitor(request)
        data = {"refused": _refusal(visitor)}
        return page("connect.html", data, parts={"who": shown(visitor, "/connect")})

    def seed(_request: Request) -> Response:
        return JSONResponse(browser_seed(), headers=policy.headers(policy.PAGE))

    async def credentials(request: Request) -> Response:
        now, visitor = facts(), await visitors.visitor(request)
        if refusal := _refusal(visitor):
            return _refused(refusal, 401 if refusal is NOT_SIGNED_IN else 403)
        if not now.managed:
            return _refused({**NOT_MANAGED, "open": form_address(now)}, 409)
        if not (is_from_this_machine(request) and is_from_our_page(request)):
            return _refused(NOT_THIS_MACHINE, 403)
        # Written down first: what is not recorded is not handed out.
        await visitors.opened_graph(request)
        body = {
            "host": now.bolt_uri,
            "username": now.neo4j_user,
            "password": now.password,
            "database": now.database,
        }
        return JSONResponse(body, headers=policy.headers(policy.PAGE, cache="no-store"))

    return [
        Route("/connect", show),
        Route("/connect/seed.json", seed),
        Route("/connect/credentials", credentials, methods=["POST"]),
    ]


def browser_seed() -> dict[str, object]:
    """What Neo4j Browser starts with: style, saved Cypher and guides; nothing secret.

    The first line of a saved statement, `// 名称`, is its title; files are shown in the order of their names.
    """
    saved = sorted((PLANNER / "favourites").glob("*.cypher"))
    return {
        "grass": json.loads((PLANNER / "style.grass").read_text(encoding="utf-8")),
        "folder": FOLDER,
        "favourites": [
            {
                "id": f"gongjian-{path.stem}",
                "folder": FOLDER["id"],
                "content": path.read_text(encoding="utf-8").strip(),
            }
            for path in saved
        ],
        "guides": [
            {"name": path.name, "title": "共建导览"}
            for path in sorted((PLANNER / "guides").glob("*.html"))
        ],
    }


def form_address(facts: PageFacts) -> dict[str, str | None]:
    """What the connect form of Neo4j Browser is filled with.

    A routing scheme becomes a direct one: the page may talk to the configured host only, and any member of a cluster
    passes a statement on to the one that can answer it.
    """
    scheme = urlsplit(facts.bolt_uri).scheme.replace("neo4j", "bolt")
    return {"dbms": f"{scheme}://{facts.neo4j_user}@{facts.bolt_address}", "db": facts.database}


def _refusal(visitor: Visitor) -> Mapping[str, str] | None:
    """Why this visitor may not open the graph."""
    if visitor.name is None:
        return NOT_SIGNED_IN
    return None if visitor.opens_graph else NOT_ALLOWED


def _refused(error: Mapping[str, object], status: int) -> Response:
    return JSONResponse({"error": error}, status, policy.headers(policy.PAGE, cache="no-store"))
