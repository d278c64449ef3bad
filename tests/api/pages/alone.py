"""A service small enough to hold only the pages and a /graphql that answers the first question.

To be replaced by the `service` fixture (the whole application) once that exists.
"""

from __future__ import annotations

import strawberry
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route
from strawberry.asgi import GraphQL

from api.pages import PageFacts, page_routes

QUESTION = "# 谁能支持这个需求？\nquery First($need: ID!) {\n  supporters(need: $need) {\n    unit\n    verdict\n    score\n  }\n}\n"
VARIABLES = '{"need": "need-1"}'


@strawberry.type(description="一家单位的结论 / the verdict on one unit")
class Supporter:
    unit: str = strawberry.field(description="单位名称 / name of the unit")
    verdict: str
    score: float | None


@strawberry.type
class Query:
    @strawberry.field(description="哪些单位能支持这个需求 / which units can support this need")
    def supporters(self, need: strawberry.ID) -> list[Supporter]:
        return [
            Supporter(unit="北票市中心医院", verdict="CAN", score=0.92),
            Supporter(unit="第三小学", verdict="CANNOT", score=None),
        ]


def facts(**given: object) -> PageFacts:
    """Facts of a managed database, with whatever a test wants otherwise."""
    usual: dict[str, object] = {
        "bolt_uri": "bolt://127.0.0.1:7687",
        "password": "s3cret-of-the-test",
        "version": "0.1.0",
        "question": QUESTION,
        "question_variables": VARIABLES,
        "counts": {"街道": 2, "社区": 17, "单位": 40, "需求": 24, "资源": 86, "第一书记": 9},
    }
    return PageFacts(**(usual | given))  # pyright: ignore[reportArgumentType]


def application(now: PageFacts) -> Starlette:
    """The pages with a stub for everything they link to."""
    ready = Route(
        "/readyz",
        lambda _request: JSONResponse(
            {"status": "ok", "zh": "服务正常", "en": "Ready.", "neo4j": "2026.08.1"}
        ),
    )
    schema = strawberry.Schema(Query)
    sdl = Route("/schema.graphql", lambda _request: PlainTextResponse(str(schema)))
    graphql = Route("/graphql", GraphQL(schema, graphql_ide=None))
    return Starlette(routes=[*page_routes(lambda: now), ready, sdl, graphql])
