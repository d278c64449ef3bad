"""Whether the service is well, and the schema as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fixtures.service import Service


async def test_health_and_schema(service: Service) -> None:
    """`/livez` and `/readyz` say that all is well, with the versions; `/schema.graphql` is the schema itself."""
    assert (await service.client.get("/livez")).json() == {"status": "ok"}
    ready = await service.client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["neo4j"]
    sdl = (await service.client.get("/schema.graphql")).text
    assert "type Query" in sdl
    assert "supporters(" in sdl
