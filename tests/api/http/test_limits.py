"""Over HTTP: what asks too much is refused without a statement, and everybody else goes on being answered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.graph.test_limits import HOSTILE, chain

if TYPE_CHECKING:
    from tests.fixtures.service import Service


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_hostile_document_costs_no_statement(service: Service, what: str) -> None:
    """400 with one error that tells every limit."""
    service.statements.clear()
    status, answer = await service.ask(HOSTILE[what][0])
    assert status == 400
    (error,) = answer["errors"]
    assert error["extensions"]["reason"] == "OVER_LIMIT"
    assert error["extensions"]["limits"].keys() == HOSTILE[what][1]
    assert error["extensions"]["requestId"]
    assert service.statements == []


async def test_too_much_in_the_variables(service: Service) -> None:
    """Lists, and conditions of a filter, whatever the document says."""
    service.statements.clear()
    ids = await service.ask("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": ["x"] * 251})
    filters = await service.ask(
        "query($f: UnitFilter) { units(filter: $f) { totalCount } }",
        {"f": {"or": [{"code": {"eq": "x"}}] * 101}},
    )
    for (status, answer), over in ((ids, "items"), (filters, "conditions")):
        assert status == 400
        said = answer["errors"][0]["extensions"]
        assert (said["code"], said["reason"]) == ("BAD_USER_INPUT", "OVER_LIMIT")
        assert said["limits"].keys() == {over}
    assert service.statements == []


async def test_others_are_answered_meanwhile(service: Service) -> None:
    """Thirty chains that double ninety times at once with thirty plain questions: every one has its answer."""
    hostile = [service.ask(chain(90)) for _ in range(30)]
    plain = [service.ask("{ __typename }") for _ in range(30)]
    answers = await asyncio.wait_for(asyncio.gather(*hostile, *plain), 30)
    assert [status for status, _ in answers] == [400] * 30 + [200] * 30


async def test_every_answer_tells_what_it_cost(service: Service) -> None:
    """Requested before it was run, counted afterwards; here nobody is bounded."""
    _, answer = await service.ask("{ units(first: 3) { nodes { id } } }")
    cost = answer["extensions"]["cost"]
    assert cost["requested"] == 5
    assert 2 <= cost["actual"] <= 5
    assert cost["maximum"] is None
    _, refused = await service.ask("{ nothing }")
    assert "extensions" not in refused
