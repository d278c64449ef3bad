"""Thousands of operations at random, by many clients at once: bookings, steps of what was booked, keys sent again."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench.bookings.reference import HOLDING, Stock, Verdict
from bench.bookings.replay import Asked, Told, differing
from bench.bookings.throughput import FIRST, LONGEST
from bench.load import line, post

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.bookings.ground import Ground
    from bench.load import Line

QUARTERS, LONGEST_USE, MOST = 192, 16, 3
STOCKS = (
    Stock(5, exclusive=False),
    Stock(3, exclusive=False),
    Stock(8, exclusive=False),
    Stock(3, exclusive=True),
)
NEEDS = 40
ENDED = 0.1
"""How often a step is tried of what has ended."""
ROOTS = {
    "REQUEST_SUPPORT": "requestSupport", "ASSIGN_SUPPORT": "assignSupport", "CANCEL": "cancel", "WITHDRAW": "withdraw",
    "ACCEPT": "accept", "DECLINE": "decline",
}  # fmt: skip
REASONS = {"CANCEL": "PLAN_CHANGED", "WITHDRAW": "NO_CAPACITY", "DECLINE": "NO_CAPACITY"}
WEIGHTS = {"REQUEST_SUPPORT": 28, "ASSIGN_SUPPORT": 22, "AGAIN": 12, "CANCEL": 14, "WITHDRAW": 8, "ACCEPT": 11, "DECLINE": 5}  # fmt: skip
_RECORDS = """
MATCH (c:Change) WHERE c.target IN $ids AND c.targetKind = 'Commitment'
RETURN c.target AS id ORDER BY c.stream, c.seq
"""
_HELD = "MATCH (c:Commitment) WHERE c.id IN $ids RETURN c.id AS id, c.status AS status, c.version AS version"
_USED = "MATCH (r:Resource)<-[:USES]-(c:Commitment) WHERE r.id IN $ids RETURN c.id AS id"


@dataclass
class Running:
    """Clients at work."""

    dice: random.Random
    street: str
    liaison: str
    resources: Sequence[str]
    needs: Sequence[str]
    left: int
    known: dict[str, int] = field(default_factory=dict)
    over: list[str] = field(default_factory=list)
    keyed: list[tuple[Asked, str]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    failed: list[Any] = field(default_factory=list)

    def next(self) -> tuple[Asked, str]:
        """What is asked next, and for which need."""
        act = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if act == "AGAIN" and self.keyed:
            return self.dice.choice(self.keyed[-64:])
        if (act in REASONS or act == "ACCEPT") and self.known:
            # Now and then one that has ended.
            from_ = self.over[-64:] if self.over and self.dice.random() < ENDED else [*self.known]
            id_ = self.dice.choice(from_)
            return Asked(act, id=id_, seen=self.known.get(id_, 2)), ""
        if act not in ("REQUEST_SUPPORT", "ASSIGN_SUPPORT"):
            act = "REQUEST_SUPPORT"
        start = self.dice.randrange(QUARTERS)
        end, quantity = start + self.dice.randint(1, LONGEST_USE), self.dice.randint(1, MOST)
        asked = Asked(act, self.dice.choice(self.resources), start, end, quantity, key=f"{self.needs[0]} {self.dice.random()}")  # fmt: skip
        self.keyed.append((asked, self.dice.choice(self.needs)))
        return self.keyed[-1]

    async def client(self, port: int) -> None:
        """One of them, until nothing is left to do."""
        connection = await line(port)
        while self.left > 0:
            self.left -= 1
            await self._one(connection, *self.next())
        connection.transport.close()

    async def _one(self, connection: Line, asked: Asked, need: str) -> None:
        sent = time.perf_counter()
        async with asyncio.timeout(LONGEST):
            answer = json.loads(await connection.ask(self._request(asked, need)))
        answered = time.perf_counter()
        payload = (answer.get("data") or {}).get(ROOTS[asked.act])
        if payload is None:
            self.failed.append((asked, answer))
            return
        if payload["userErrors"]:
            verdict = _refused(payload["userErrors"])
            self.told.append(Told(asked, sent, answered, verdict))
            return
        made = payload["commitments"][0] if asked.resource else payload["commitment"]
        replayed = bool(answer.get("extensions", {}).get("replayed"))
        if made["status"] in HOLDING:
            self.known[made["id"]] = max(made["version"], self.known.get(made["id"], 0))
        elif self.known.pop(made["id"], None):
            self.over.append(made["id"])
        verdict = Verdict(made["status"], made["version"])
        self.told.append(Told(asked, sent, answered, verdict, made["id"], replayed))

    def _request(self, asked: Asked, need: str) -> bytes:
        root = ROOTS[asked.act]
        shown = "commitments" if asked.resource else "commitment"
        query = f"mutation($input: {root[0].upper()}{root[1:]}Input!) {{ {root}(input: $input) {{ {shown} {{ id status version }} userErrors {{ code conflicts allowed }} }} }}"
        said: dict[str, Any] = {"id": asked.id, "expectedVersion": asked.seen}
        if asked.act in REASONS:
            said["reason"] = REASONS[asked.act]
        if asked.resource:
            start, end = (FIRST + timedelta(minutes=15 * q) for q in (asked.start, asked.end))
            said = {
                "need": need, "resource": asked.resource, "quantity": asked.quantity, "startAt": start.isoformat(),
                "endAt": end.isoformat(), "idempotencyKey": asked.key,
            }  # fmt: skip
        key = self.street if asked.resource or asked.act == "CANCEL" else self.liaison
        body = json.dumps({"query": query, "variables": {"input": said}}).encode()
        return post("/graphql", body, {"Authorization": f"Bearer {key}"})


def _refused(errors: Sequence[Any]) -> Verdict:
    (error,) = errors
    named = {"CAPACITY_TAKEN": error["conflicts"], "VERSION_CONFLICT": error["allowed"]}
    return Verdict(code=error["code"], named=tuple(named.get(error["code"], ())))


async def operate(
    ground: Ground, port: int, *, count: int, clients: int, seed: int
) -> dict[str, Any]:
    """Do so many, and hold them against the reference."""
    dice = random.Random(seed)
    stocks = {}
    for stock in STOCKS:
        mode = "EXCLUSIVE" if stock.exclusive else "COUNTED"
        (id_,) = await ground.resources(1, stock.capacity, mode=mode, units=1)
        stocks[id_] = stock
    running = Running(dice, ground.street, ground.liaison, list(stocks), await ground.needs(NEEDS), count)  # fmt: skip
    began = time.perf_counter()
    await asyncio.gather(*(running.client(port) for _ in range(clients)))
    took = time.perf_counter() - began
    ids = [row["id"] for row in await _rows(ground, _USED, list(stocks))]
    versions: dict[str, int] = {}
    records = []
    for row in await _rows(ground, _RECORDS, ids):
        versions[row["id"]] = versions.get(row["id"], 0) + 1
        records.append((row["id"], versions[row["id"]]))
    held = {row["id"]: (row["status"], row["version"]) for row in await _rows(ground, _HELD, ids)}
    wrong = differing(running.told, records, stocks, held)
    told = running.told
    return {
        "operations": len(told), "done": sum(1 for t in told if t.verdict.status and not t.replayed),
        "refused": sum(1 for t in told if t.verdict.code), "on a key that was sent before": sum(t.replayed for t in told),
        "operations a second": round(len(told) / took, 1), "callers failed": len(running.failed),
        "differing decisions": len(wrong), "the first of them": [*map(str, running.failed), *wrong][:3],
    }  # fmt: skip


async def _rows(ground: Ground, text: str, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [row.data() for row in (await ground.driver.execute_query(text, ids=ids)).records]
