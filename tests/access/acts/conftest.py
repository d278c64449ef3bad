"""A service with callers, asked to do things."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.identity.conftest import STREET, Known, known, provider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

__all__ = ["known", "provider"]

TIDY = "MATCH (n:Need|Resource|Remembered) WHERE n:Remembered OR n.code STARTS WITH 'B-' DETACH DELETE n"
ALL = ("ACT", "READ", "REVEAL")


@dataclass
class Acting:
    """The service, asked by the holders of keys."""

    known: Known

    async def key(self, account: str = STREET, rights: Sequence[str] = ALL) -> str:
        """The text of a fresh key."""
        return (await self.known.key(account, rights)).text

    async def raw(self, secret: str | None, query: str, **variables: Any) -> Any:
        """The whole answer to a POST, with its status and bytes."""
        headers = {"authorization": f"Bearer {secret}"} if secret else {}
        said = {"query": query, "variables": variables}
        return await self.known.client.post("/graphql", json=said, headers=headers)

    async def do(self, secret: str | None, query: str, **variables: Any) -> Mapping[str, Any]:
        """The data of an answer without errors."""
        answer = await self.raw(secret, query, **variables)
        said = json.loads(answer.content)
        assert "errors" not in said, said
        return said["data"]

    async def changes(self, act: str | None = None) -> list[dict[str, Any]]:
        """What was recorded, in the order of streams."""
        text = "MATCH (c:Change) WHERE $act IS NULL OR c.act = $act RETURN properties(c) AS c ORDER BY c.stream, c.seq"
        return [row["c"] for row in await self.known.run(text, act=act)]


@pytest.fixture
async def acting(known: Known) -> AsyncIterator[Acting]:
    """A service over the example data with nobody's credentials and no records in it; what is entered is taken out again."""
    await known.run(TIDY)
    yield Acting(known)
    await known.run(TIDY)
