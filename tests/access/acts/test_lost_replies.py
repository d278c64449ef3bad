"""The connection is cut around a commit: what was done is done once, and the answer is right or says that it is not known."""

from __future__ import annotations

import dataclasses
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, get_args

import pytest

import graph.perform
from graph.connect import Database
from tests.access.acts.conftest import Acting
from tests.access.acts.test_needs import RAISE, asked
from tests.access.acts.test_own_keys import CREATE
from tests.api.identity.conftest import serving
from tests.fixtures.cutting import When, way_to
from tests.graph.chains import findings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.cutting import Way


@asynccontextmanager
async def _through_a_way(acting: Acting) -> AsyncIterator[tuple[Acting, Way]]:
    """The same service once more, over a way that can be cut."""
    there = acting.known.database
    async with way_to(there.origin.uri) as way:
        origin = dataclasses.replace(there.origin, uri=way.uri, server=None)
        async with serving(Database(there.driver, origin), acting.known.provider) as known:
            yield Acting(known), way


async def _titles(acting: Acting) -> list[str]:
    rows = await acting.known.run("MATCH (n:Need) WHERE n.code STARTS WITH 'B-' RETURN n.title AS t ORDER BY t")  # fmt: skip
    return [row["t"] for row in rows]


@pytest.mark.parametrize("keyed", [True, False], ids=["keyed", "unkeyed"])
async def test_a_lost_reply_is_looked_up(acting: Acting, *, keyed: bool) -> None:
    """Cut before, while and after the commit, with a key of the caller's or without: answered, and one need each."""
    secret = await acting.key()
    async with _through_a_way(acting) as (cut, way):
        wanted = []
        for when in get_args(When):
            for n in range(4):
                way.cut = when
                said = asked(title=f"{when} {n}", **({"idempotencyKey": f"{when} {n}"} if keyed else {}))  # fmt: skip
                data = (await cut.do(secret, RAISE, input=said))["raiseNeed"]
                assert data["need"]["title"] == said["title"]
                wanted.append(said["title"])
        assert way.cuts == len(wanted)
    assert await _titles(acting) == sorted(wanted)
    assert len(await acting.changes("RAISE_NEED")) == len(wanted)
    assert await findings(acting.known.database.driver, acting.known.chain) == []


async def test_a_key_is_shown_though_the_reply_was_lost(acting: Acting) -> None:
    """What is shown once has not been shown yet: the answer that made it still can."""
    async with _through_a_way(acting) as (cut, way):
        secret = await acting.key()
        way.cut = "after"
        made = (await cut.do(secret, CREATE))["createApiKey"]
        assert way.cuts == 1
    assert (await acting.raw(made["key"], "{ viewer { account { code } } }")).status_code == 200
    assert len([c for c in await acting.changes("CREATE_API_KEY") if c["via"] == "KEY"]) == 1


@pytest.mark.parametrize("when", get_args(When))
async def test_what_cannot_be_found_out_is_said(
    acting: Acting, monkeypatch: pytest.MonkeyPatch, when: When
) -> None:
    """The database stays away: the outcome is told to be unknown. Once it is back, the same request settles it."""
    monkeypatch.setattr(graph.perform, "SETTLING", 0.5)
    secret = await acting.key()
    said = asked(idempotencyKey="k")
    async with _through_a_way(acting) as (cut, way):
        await cut.do(secret, "mutation { __typename }")
        way.cut, way.close_after = when, True
        answer: dict[str, Any] = json.loads((await cut.raw(secret, RAISE, input=said)).content)
        assert answer["data"] == {"raiseNeed": None}
        assert answer["errors"][0]["extensions"]["code"] == "OUTCOME_UNKNOWN"
    assert len(await _titles(acting)) <= 1
    data = (await acting.do(secret, RAISE, input=said))["raiseNeed"]
    assert data["need"]
    assert len(await _titles(acting)) == len(await acting.changes("RAISE_NEED")) == 1
