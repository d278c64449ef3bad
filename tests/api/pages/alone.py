"""The pages alone, with whatever facts a test gives them: no database, no GraphQL behind them."""

from __future__ import annotations

from starlette.applications import Starlette

from api.pages import PageFacts, page_routes

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


def application(now: PageFacts) -> Starlette:
    """The pages, and nothing that they link to."""

    async def counts() -> dict[str, int]:
        return COUNTS

    return Starlette(routes=page_routes(lambda: now, counts))
