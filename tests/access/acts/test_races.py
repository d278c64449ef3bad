"""Many at once on one need: each success is a version and an effect of its own, and nobody is failed by a lock."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from tests.access.acts.test_needs import AMEND, codes, raised
from tests.api.identity.conftest import serving
from tests.graph.chains import findings

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

WRITERS, EACH = 8, 25


async def test_versions_are_not_lost(acting: Acting) -> None:
    """Eight writers, twenty-five tries each, over two services: successes, versions, records and effects are one number."""
    secret = await acting.key()
    id_ = (await raised(acting, secret, householdCount=0))["need"]["id"]
    headers = {"authorization": f"Bearer {secret}"}
    seen: list[str] = []
    versions: list[int] = []

    async def write(client: object, start: int) -> None:
        version = start
        for _ in range(EACH):
            said = {"id": id_, "expectedVersion": version, "householdCount": version}
            answer = await client.post(
                "/graphql", json={"query": AMEND, "variables": {"input": said}}, headers=headers
            )  # type: ignore[attr-defined]
            payload = json.loads(answer.content)["data"]["amendNeed"]
            if payload["need"]:
                version = payload["need"]["version"]
                versions.append(version)
            else:
                seen.extend(codes(payload))
                version = int(payload["userErrors"][0]["allowed"][0])

    async with serving(acting.known.database, acting.known.provider) as other:
        clients = [acting.known.client, other.client]
        await asyncio.gather(*(write(clients[n % 2], 1) for n in range(WRITERS)))
    assert len(versions) + len(seen) == WRITERS * EACH
    assert set(seen) == {"VERSION_CONFLICT"}
    assert sorted(versions) == list(range(2, len(versions) + 2))
    (row,) = await acting.known.run(
        "MATCH (n:Need {id: $id}) RETURN n.version AS v, n.householdCount AS c, n.locked AS l",
        id=id_,
    )
    assert row == {"v": len(versions) + 1, "c": len(versions), "l": None}
    assert len(await acting.changes("AMEND_NEED")) == len(versions)
    assert await findings(acting.known.database.driver, acting.known.chain) == []


async def test_needs_are_raised_side_by_side(acting: Acting) -> None:
    """Sixteen at once in one street, each its own: all are there, in one gapless chain."""
    secret = await acting.key()
    payloads = await asyncio.gather(*(raised(acting, secret, title=f"第{n}件") for n in range(16)))
    assert [codes(payload) for payload in payloads] == [[]] * 16
    assert len({payload["need"]["code"] for payload in payloads}) == 16
    records = await acting.changes("RAISE_NEED")
    assert [record["seq"] for record in records] == list(range(1, 17))
    assert await findings(acting.known.database.driver, acting.known.chain) == []
