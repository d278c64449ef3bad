"""The pages alone, with whatever facts a test gives them: no database, no GraphQL behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette

from api.pages import PageFacts, page_routes
from api.pages.visitor import Visitor

if TYPE_CHECKING:
    from starlette.requests import Request

QUESTION = (
    "# 谁能支持这个需求？\nquery First($need: ID!) {\n  supporters(need: $need) { canCount }\n}\n"
)
COUNTS = {"街道": 2, "社区": 17, "单位": 40}


def facts(**given: object) -> PageFacts:
    """Facts of a managed database, with whatever a test wants otherwise."""
    usual: dict[str, object] = {
        "bolt_uri": "bolt://127.0.0.1:7687",
        "password": "s3cret-of-the-test",
        "version": "0.1.0",
        "question": QUESTION,
        "question_variables": '{"need": "need-1"}',
    }
    return PageFacts(**(usual | given))  # pyright: ignore[reportArgumentType]


ADMIN = Visitor(name="乔思齐", roles=(("系统管理员", "System administrator"),), staff=True, opens_graph=True)  # fmt: skip


class Standing:
    """Somebody who looks at every page, and how often he opened the graph."""

    def __init__(self, somebody: Visitor) -> None:
        self.somebody, self.opened = somebody, 0

    async def visitor(self, request: Request) -> Visitor:
        return self.somebody

    async def opened_graph(self, request: Request) -> None:
        self.opened += 1


def application(now: PageFacts, visitor: Visitor = ADMIN) -> Starlette:
    """The pages, and nothing that they link to."""

    async def counts() -> dict[str, int]:
        return COUNTS

    return Starlette(routes=page_routes(lambda: now, counts, Standing(visitor)))
