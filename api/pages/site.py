"""Start page, GraphiQL, guides and static files."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.pages import policy

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp

    from api.pages.facts import PageFacts

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
GUIDES = HERE / "planner" / "guides"
COUNTED = {
    "街道": "Streets",
    "社区": "Communities",
    "网格": "Grids",
    "单位": "Units",
    "协议": "Agreements",
    "第一书记": "First secretaries",
    "需求": "Needs",
    "资源": "Resources",
    "承诺": "Commitments",
    "项目": "Projects",
}
"""What the start page counts, from places to promises; further kinds would hide these."""


def page(
    name: str, data: Mapping[str, object], *, csp: str = policy.PAGE, status: int = 200
) -> HTMLResponse:
    """A template with `data` put where it says `@data@`, as JSON that cannot end the script element around it.

    `@version@` in a template is the version of the service, if `data` has one.
    """
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    as_json = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    text = text.replace("@version@", html.escape(str(data.get("version", ""))))
    return HTMLResponse(text.replace("@data@", as_json), status, policy.headers(csp))


def routes(
    facts: Callable[[], PageFacts], counts: Callable[[], Awaitable[Mapping[str, int]]]
) -> list[BaseRoute]:
    """`/`, `/graphiql`, `/guides/{name}` and `/static/`."""

    async def start(_request: Request) -> Response:
        now, numbers = facts(), await counts()
        data = {
            "version": now.version,
            "counts": [[zh, en, numbers[zh]] for zh, en in COUNTED.items() if zh in numbers],
            "managed": now.managed,
            "bolt": now.bolt_address,
            "question": now.question,
        }
        return page("start.html", data)

    def graphiql(_request: Request) -> Response:
        now = facts()
        data = {
            "version": now.version,
            "question": now.question,
            "variables": now.question_variables,
        }
        return page("graphiql.html", data, csp=policy.GRAPHIQL)

    found: list[BaseRoute] = [
        Route("/", start),
        Route("/graphiql", graphiql),
        Route("/favicon.ico", _favicon),
        Route("/guides/{name}", _guide, methods=["GET", "OPTIONS"]),
        Mount("/static", _static_files()),
    ]
    return found


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
