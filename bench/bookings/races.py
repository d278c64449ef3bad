"""Races: so many clients at once for fewer places."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from bench.bookings.throughput import FIRST, Wish
from bench.load import line

if TYPE_CHECKING:
    from bench.bookings.ground import Ground
    from bench.bookings.throughput import Contestant

PLACES = 10
_PROMISED = "MATCH (:Resource {id: $id})<-[:USES]-(c:Commitment) WHERE c.status IN ['REQUESTED', 'ACCEPTED'] RETURN sum(c.quantity) AS promised"


async def race(
    ground: Ground, contestant: Contestant, *, count: int, clients: int
) -> dict[str, Any]:
    """What came of so many races: places promised beyond those there are, and those left free though somebody was refused."""
    (server,) = contestant.servers
    connections = [await line(server.port) for _ in range(clients)]
    beyond, left, codes = 0, 0, Counter[str]()
    for number in range(count):
        (resource,) = await ground.resources(1, PLACES)
        needs = await ground.needs(clients)
        asked = [contestant.request(Wish(need, resource, FIRST, f"{number} {need}")) for need in needs]  # fmt: skip
        answers = await asyncio.gather(*(c.ask(a) for c, a in zip(connections, asked, strict=True)))
        for answer in map(json.loads, answers):
            payload = (answer.get("data") or {}).get("bookSupport")
            errors = payload["userErrors"] if payload else [{"code": "FAILED"}]
            codes.update([e["code"] for e in errors] or ["DONE"])
        found = await ground.driver.execute_query(_PROMISED, id=resource)
        promised = int(found.records[0]["promised"])
        beyond += max(0, promised - PLACES)
        left += max(0, min(PLACES, clients) - promised)
    for connection in connections:
        connection.transport.close()
    return {"races": count, "clients": clients, "places": PLACES, "promised beyond": beyond, "left free": left, "answers": dict(codes)}  # fmt: skip
