"""Neo4j Browser at `/browser/`, read out of its jar, unmodified."""

from __future__ import annotations

import mimetypes
import re
import zipfile
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.pages import policy
from api.pages.site import page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from api.pages.facts import PageFacts

ROOT = "browser/"
NOT_SERVED = "preview/"
_NAMED_BY_CONTENT = re.compile(r"-[0-9a-f]{20,}\.")
_TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".map": "application/json",
    ".txt": "text/plain",
}


def routes(facts: Callable[[], PageFacts]) -> list[BaseRoute]:
    """`/browser/…`; without a jar a page that says what to do instead."""

    def serve(request: Request) -> Response:
        now = facts()
        if now.browser_jar is None or not now.browser_jar.is_file():
            return page("no_browser.html", {"version": now.version}, status=503)
        return _from_jar(request, now, now.browser_jar)

    return [
        Route("/browser", lambda _request: RedirectResponse("/browser/")),
        Route("/browser/{path:path}", serve),
    ]


def _from_jar(request: Request, facts: PageFacts, jar: Path) -> Response:
    name = request.path_params["path"] or "index.html"
    archive = _opened(jar, jar.stat().st_mtime_ns)
    try:
        entry = archive.getinfo(ROOT + name)
    except KeyError:
        entry = None
    if entry is None or entry.is_dir() or name.startswith(NOT_SERVED):
        return Response(
            "没有这个文件 / no such file", 404, policy.headers(policy.PAGE), "text/plain"
        )
    lasting = _NAMED_BY_CONTENT.search(name) is not None
    headers = policy.headers(
        policy.neo4j_browser(request, facts),
        cache="public, max-age=31536000, immutable" if lasting else "no-cache",
    )
    headers["etag"] = f'"{entry.CRC:08x}-{entry.file_size:x}"'
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(archive.read(entry), headers=headers, media_type=_type_of(name))


@lru_cache(maxsize=2)
def _opened(jar: Path, _changed: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(jar)


def _type_of(name: str) -> str:
    return (
        _TYPES.get(PurePosixPath(name).suffix)
        or mimetypes.guess_type(name)[0]
        or "application/octet-stream"
    )
