"""The pages a person sees: start page, GraphiQL, Neo4j Browser. Every byte comes from files on this machine.

| module | what it is for |
|---|---|
| `facts` | `PageFacts`: what the pages need to know about the running service |
| `site` | start page `/`, `/graphiql`, guides, static files |
| `connect` | `/connect`: one click from the start page to a connected Neo4j Browser |
| `browser` | `/browser/`: the unmodified Neo4j Browser, read out of its jar |
| `same_machine` | from where the database password may be asked for |
| `visitor` | who looks at a page, and the corner that shows it |
| `policy` | the security headers of each page |
| `planner/` | what Neo4j Browser starts with: style, saved Cypher, a guide |
| `static/`, `templates/` | style sheets, scripts, HTML; `static/vendor/` is listed in `VENDORED.json` |

Decided, and what guards it:
- No page names another host in anything it loads, and a content security policy forbids it as well
  (`tests/api/pages/test_closed_world.py`). Neo4j Browser asks for fonts, statistics and crash reports of other hosts;
  it is served unmodified and the policy stops these requests inside the page (`tests/browser/`).
- GraphiQL is the 4.x line: the last one whose package holds a file a page can load as it is. 5.x must be bundled, and
  the ready-made bundle of it weighs 8.8 MB; this one is 1.7 MB.
- Inside the database nothing is hidden from anybody. So its password is told to signed-in callers who may open the
  graph, on this machine only, on request, never cached, and each time recorded (`tests/api/pages/test_password.py`).
- Neo4j Browser fetches guides only from hosts on its list, which holds `localhost` unless the server says otherwise.
  So the guide's address says `localhost`, also when the page was opened as `127.0.0.1`, and guides answer across
  origins. Nothing in them is secret.
- `/browser/preview/`, the second interface in the jar, is not served: its licence ties part of it to other products.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.pages import browser, connect, site
from api.pages.facts import PageFacts, find_browser_jar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.routing import BaseRoute

    from api.pages.visitor import Visitors

__all__ = ["PageFacts", "find_browser_jar", "page_routes"]


def page_routes(
    facts: Callable[[], PageFacts],
    counts: Callable[[], Awaitable[Mapping[str, int]]],
    visitors: Visitors,
) -> list[BaseRoute]:
    """Routes of all pages, to be mounted at the root of the application.

    `facts` is called on every request, so ports and the question may change while the service runs. `counts` is asked
    by the start page alone: what is in the graph now, display name to number, empty when unknown. `visitors` knows who
    looks at a page.
    """
    return [
        *site.routes(facts, counts, visitors),
        *connect.routes(facts, visitors),
        *browser.routes(facts),
    ]
