"""A service that knows callers, with trusted documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.documents import Documents, Mode
from schema.executable import executable
from tests.api.identity.conftest import provider, serving, tidy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.api.identity.conftest import Known
    from tests.api.identity.provider import KeyServer
    from tests.conftest import Database
    from tests.fixtures.service import Service

__all__ = ["provider"]

TEXTS = {
    "who": "{ accounts(first: 5) { nodes { code } } }",
    "unit": "query Unit($id: ID!) { node(id: $id) { id ... on Unit { name } } }",
    "two": "query A { __typename } query B { __typename }",
    "free now": '{ resources(first: 1) { nodes { availability(start: "2026-12-01T09:00:00+08:00", end: "2026-12-01T10:00:00+08:00") { open } } } }',
    "free then": 'query F($at: DateTime) { resources(first: 1) { nodes { availability(start: "2026-12-01T09:00:00+08:00", end: "2026-12-01T10:00:00+08:00", asOf: $at) { open } } } }',
    "seen": "{ viewer { credential { id lastUsedAt } } }",
    "seen by": "query S($f: CredentialFilter) { credentials(first: 5, filter: $f) { nodes { id } } }",
    "support": 'query S($at: DateTime) { supporters(need: "x", asOf: $at) { canCount } }',
    "many": "{ units(first: 60) { nodes { id } } }",
    "bad page": "query P($n: Int!) { units(first: $n) { totalCount } }",
}


@pytest.fixture
async def trusting(
    example: Service, database: Database, provider: KeyServer
) -> AsyncIterator[Known]:
    """It, over the example data; what tests add to the graph goes again."""
    for text in TEXTS.values():
        executable().engine.documents.trust(text)
    async with serving(database, provider, documents=Documents(Mode.ALLOW, TEXTS)) as service:
        await tidy(service)
        yield service
        await tidy(service)
