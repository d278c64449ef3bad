"""How the service is: `/livez` says that it runs, `/readyz` that it can answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response
from starlette.routing import Route

from graph.unavailable import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from graph.execute import Reader

SECONDS = 1.0


def health_routes(
    reader: Callable[[], Reader], facts: Callable[[], Mapping[str, str]]
) -> list[BaseRoute]:
    """`/livez` and `/readyz`; `facts` are shown beside the verdict (version, database)."""

    async def live(_: Request) -> Response:
        return _said(200, {"status": "ok"})

    async def ready(_: Request) -> Response:
        try:
            async with asyncio.timeout(SECONDS):
                await reader().read("health.ready", "RETURN 1 AS one", {})
        except (TimeoutError, Unavailable):
            return _said(
                503,
                {
                    "status": "unavailable",
                    "zh": "数据库暂不可用",
                    "en": "The database does not answer.",
                    **facts(),
                },
            )
        return _said(200, {"status": "ok", "zh": "服务正常", "en": "Ready.", **facts()})

    return [Route("/livez", live), Route("/readyz", ready)]


def _said(status: int, body: Mapping[str, str]) -> Response:
    headers = {"cache-control": "no-store", **({"retry-after": "2"} if status == 503 else {})}
    return Response(orjson.dumps(body), status, headers, "application/json")
