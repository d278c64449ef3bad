"""Start page, GraphiQL, guides and static files."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.pages import policy
from api.pages.visitor import shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

    from api.pages.facts import PageFacts
    from api.pages.visitor import Visitors

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
GUIDES = HERE / "planner" / "guides"
_PLACE = re.compile(r"@([a-z_]+)@")
COUNTED = {
    "街道": "Streets",
    "社区": "Communities",
    "网格": "Grids",
    "单位": "Units",
    "共建组织": "Alliances",
    "第一书记": "First secretaries",
}
"""What the start page counts: kinds that everyone sees whole, so that the numbers say nothing of what is hidden."""


def page(
    name: str,
    data: Mapping[str, object],
    *,
    csp: str = policy.PAGE,
    status: int = 200,
    parts: Mapping[str, str] = MappingProxyType({}),
) -> HTMLResponse:
    """A template with `data` put where it says `@data@`, as JSON that cannot end the script element around it.

    `@version@` in a template is the version of the service, if `data` has one. parts: further names and the HTML to put
    there, in which whatever comes from elsewhere is escaped already.
    """
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    known = {
        "version": html.escape(str(data.get("version", ""))),
        "data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
        **parts,
    }
    # In one pass: what was put in is not looked at again.
    text = _PLACE.sub(lambda found: known.get(found[1], found[0]), text)
    return HTMLResponse(text, status, policy.headers(csp))


def routes(
    facts: Callable[[], PageFacts],
    counts: Callable[[], Awaitable[Mapping[str, int]]],
    visitors: Visitors,
) -> list[BaseRoute]:
    """`/`, `/graphiql`, `/guides/{name}` and `/static/`."""

    async def start(request: Request) -> Response:
        now, numbers, visitor = facts(), await counts(), await visitors.visitor(request)
        data = {
            "version": now.version,
            "counts": [[zh, en, numbers[zh]] for zh, en in COUNTED.items() if zh in numbers],
            "managed": now.managed,
            "opensGraph": visitor.opens_graph,
            "question": now.question,
        }
        parts = {
            "who": shown(visitor, "/"),
            "public": "" if visitor.name else _part("public.html"),
        }
        return page("start.html", data, parts=parts)

    async def graphiql(request: Request) -> Response:
        now, visitor = facts(), await visitors.visitor(request)
        data = {
            "version": now.version,
            "question": now.question,
            "variables": now.question_variables,
            "signedIn": visitor.name is not None,
        }
        hint = "hint_nobody.html" if visitor.name is None else "hint_resident.html"
        parts = {"who": shown(visitor, "/graphiql"), "hint": "" if visitor.staff else _part(hint)}
        return page("graphiql.html", data, csp=policy.GRAPHIQL, parts=parts)

    found: list[BaseRoute] = [
        Route("/", start),
        Route("/graphiql", graphiql),
        Route("/favicon.ico", _favicon),
        Route("/guides/{name}", _guide, methods=["GET", "OPTIONS"]),
        Mount("/static", _static_files()),
    ]
    return found


def _part(name: str) -> str:
    return (TEMPLATES / f"part_{name}").read_text(encoding="utf-8")


def _static_files() -> ASGIApp:
    return policy.with_headers(StaticFiles(directory=HERE / "static"), policy.headers(policy.PAGE))


def _favicon(_request: Request) -> Response:
    return FileResponse(HERE / "static" / "favicon.svg", headers=policy.headers(policy.PAGE))


def _guide(request: Request) -> Response:
    """A guide for the sidebar of Neo4j Browser, which asks for it across origins, with a preflight."""
    name = request.path_params["name"]
    known = {path.name: path for path in GUIDES.iterdir()}
    if name not in known:
        return Response(
            "没有这份导览 / no such guide", 404, policy.headers(policy.PAGE), "text/plain"
        )
    open_to_all = {
        **policy.headers(policy.PAGE),
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*",
        "access-control-allow-methods": "GET",
    }
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=open_to_all)
    return FileResponse(known[name], headers=open_to_all)
