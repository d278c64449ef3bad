"""Through a socket: the same limits, and the socket goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.api.sockets.conftest import ask
from tests.graph.test_limits import HOSTILE, chain

if TYPE_CHECKING:
    from tests.api.sockets.conftest import Sockets


@pytest.mark.parametrize("links", [20, 90, 1000])
async def test_chains_of_fragments_are_refused(sockets: Sockets, links: int) -> None:
    """In one error; the next question on the same socket is answered."""
    async with sockets.known() as socket:
        said = await ask(socket, chain(links))
        assert said["type"] == "error"
        (error,) = said["payload"]
        assert error["extensions"]["reason"] == "OVER_LIMIT"
        answered = await ask(socket, "{ __typename }", "2")
        assert answered["payload"]["data"] == {"__typename": "Query"}
        cost = answered["payload"]["extensions"]["cost"]
        assert (cost["requested"], cost["actual"], cost["maximum"]) == (1, 1, 20_000)
        # The refused document counted as well, by its length.
        left = 200_000 - 1 - (1 + len(chain(links)) // 8)
        assert cost["throttleStatus"]["currentlyAvailable"] == left
        assert cost["throttleStatus"]["maximumAvailable"] == 200_000


async def test_every_hostile_document_is_refused(sockets: Sockets) -> None:
    """One after the other on one socket."""
    async with sockets.known() as socket:
        for at, (text, over) in enumerate(HOSTILE.values()):
            said = await ask(socket, text, str(at))
            assert said["type"] == "error"
            assert said["payload"][0]["extensions"]["limits"].keys() == over


async def test_what_costs_too_much_is_refused(sockets: Sockets) -> None:
    """With both numbers."""
    async with sockets.known() as socket:
        said = await ask(socket, "{ places(first: 100) { edges { node { children(first: 100) { edges { node { id } } } } } } }")  # fmt: skip
        assert said["payload"][0]["extensions"]["cost"] == {"requested": 20_302, "maximum": 20_000}
