"""GraphQL over HTTP as graphql-http audits a service: as the public sees it, and as somebody who may everything."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from api.app import create_app
from tests.clients.node import script
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

AUDITS = 61


async def test_all_audits_are_ok(service: Service, database: Database) -> None:
    """61 of 61, with no warning and no notice."""
    async with listening(create_app(database.origin)) as public:
        for url in (service.base_url, public):
            said = await asyncio.to_thread(script, "audit.mjs", f"{url}/graphql")
            assert said == {"audits": AUDITS, "wrong": []}


async def test_the_judge_judges(service: Service) -> None:
    """What is no GraphQL service fails."""
    said = await asyncio.to_thread(script, "audit.mjs", f"{service.base_url}/livez")
    assert said["audits"] == AUDITS
    assert len(said["wrong"]) > 40
