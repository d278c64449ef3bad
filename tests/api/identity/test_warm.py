"""What is planned while nobody waits is what a street asks: the same texts, with parameters of the same types."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from api.app import BOARDS, FIRST_QUESTION, create_app
from tests.api.identity.conftest import STREET
from tests.fixtures.engine import types_of
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.api.identity.conftest import Known


async def test_the_first_question_and_the_boards(known: Known) -> None:
    """Planned in the background; the service answers meanwhile."""
    heard: list[tuple[str, str, Mapping[str, Any]]] = []
    app = create_app(known.database.origin, key=known.chain, warm=True, hears=lambda *said: heard.append(said))  # fmt: skip
    async with listening(app) as url:
        assert (await known.client.get(f"{url}/livez")).status_code == 200
        async with asyncio.timeout(120):
            while "overdueNeeds" not in {name for name, *_ in heard}:  # noqa: ASYNC110  (it says nothing when it is done)
                await asyncio.sleep(0.05)
        planned = {name: (cypher, types_of(given)) for name, cypher, given in heard}
        key = (await known.key(STREET)).text
        heard.clear()
        for file in (FIRST_QUESTION, *BOARDS):
            example = file.with_suffix(".json")
            asked = {
                "query": file.read_text("utf-8"),
                "variables": json.loads(example.read_text("utf-8")) if example.exists() else {},
            }
            answer = await known.client.post(f"{url}/graphql", json=asked, headers={"authorization": f"Bearer {key}"})  # fmt: skip
            assert "errors" not in answer.json()
    for name, cypher, given in heard:
        if name in ("need", "supporters", "supportBoard", "overdueNeeds"):
            assert planned[name] == (cypher, types_of(given))
