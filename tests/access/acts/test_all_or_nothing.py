"""One request, one transaction: if an act of it is refused or fails, the database is as it was, to the last property."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.acts import Effect, Occasion
from graph.compile.scope import EVERYTHING
from graph.ids import node_id
from graph.kinds import KINDS
from graph.perform import Performing
from schema.acts.mutations import ACTS
from schema.acts.resources import OFFER_RESOURCE
from schema.executable import executable
from tests.access.acts.test_needs import (
    RESIDENT,
    asked,
    codes,
    raised,
    term,
)

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

BOTH = """mutation($need: RaiseNeedInput!, $amend: AmendNeedInput!) {
  first: raiseNeed(input: $need) { need { id } userErrors { code } }
  second: amendNeed(input: $amend) { need { id version } userErrors { code } }
}"""
_HASHED = """
MATCH (n)
CALL (n) {
  OPTIONAL MATCH (n)-[r]->(m)
  WITH r, m ORDER BY type(r), elementId(m), elementId(r)
  RETURN collect([type(r), elementId(r), elementId(m), properties(r)]) AS out
}
RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties, out ORDER BY id
"""


async def _hash(acting: Acting) -> str:
    """Of every node, label, property and relationship; but for when a key was last used, which is noted now and then."""
    rows = await acting.known.run(_HASHED)
    for row in rows:
        row["properties"].pop("lastUsedAt", None)
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()


async def test_a_refused_second_act_leaves_no_trace(acting: Acting) -> None:
    """The first was written already when the second was refused; the answer says which was the cause."""
    secret = await acting.key()
    need = (await raised(acting, secret))["need"]
    before = await _hash(acting)
    amend = {"id": need["id"], "expectedVersion": 9, "quantity": 3}
    data = await acting.do(secret, BOTH, need=asked(idempotencyKey="k"), amend=amend)
    assert data["first"]["need"] is data["second"]["need"] is None
    assert [codes(data[n]) for n in ("first", "second")] == [["NOT_DONE"], ["VERSION_CONFLICT"]]
    assert await _hash(acting) == before
    data = await acting.do(
        secret, BOTH, need=asked(idempotencyKey="k"), amend={**amend, "expectedVersion": 1}
    )
    assert data["first"]["need"]["id"]
    assert data["second"]["need"] == {"id": need["id"], "version": 2}
    assert await _hash(acting) != before


async def test_an_act_one_may_not_do_undoes_the_others(acting: Acting) -> None:
    """It is an error of its field, as when asked alone; the other says that it was not done."""
    secret = await acting.key(RESIDENT)
    before = await _hash(acting)
    query = """mutation($need: RaiseNeedInput!, $offer: OfferResourceInput!) {
      first: raiseNeed(input: $need) { need { id } userErrors { code } }
      second: offerResource(input: $offer) { resource { id } userErrors { code } }
    }"""
    offer = {"name": "x", "kind": "SERVICE", "capacityMode": "UNLIMITED", "provider": "x", "categories": ["x"], "measure": "x"}  # fmt: skip
    answer = json.loads((await acting.raw(secret, query, need=asked(), offer=offer)).content)
    assert answer["data"]["second"] is None
    assert codes(answer["data"]["first"]) == ["NOT_DONE"]
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["second"], "FORBIDDEN")
    assert await _hash(acting) == before


async def test_a_defect_in_the_second_act_leaves_no_trace(acting: Acting) -> None:
    """A statement that fails, and one that writes nothing: masked, and nothing of the first stays."""
    engine = executable().engine
    driver, key = acting.known.database.driver, acting.known.chain
    said = {"name": "x", "kind": "SERVICE", "capacityMode": "UNLIMITED", "provider": node_id(KINDS["Unit"], "NS-U-001"), "categories": [term("C1.1")], "measure": term("U.case")}  # fmt: skip
    query = """mutation($need: RaiseNeedInput!, $offer: OfferResourceInput!) {
      first: raiseNeed(input: $need) { need { id } userErrors { code } }
      second: offerResource(input: $offer) { resource { id } userErrors { code } }
    }"""
    for cypher in ("MATCH (n:Resource {id: 'none'}) RETURN n.id AS id", "RETURN 1/0 AS id"):

        def decide(facts: Any, given: Any, occasion: Occasion, cypher: str = cypher) -> Any:
            facts[0]["by"]["may"] = True
            done = OFFER_RESOURCE.decide(facts, given, occasion)
            assert not hasattr(done, "errors"), done
            return dataclasses.replace(done, effects=(*done.effects, Effect("test", cypher, {})))  # type: ignore[arg-type]

        acts = [dataclasses.replace(a, decide=decide) if a is OFFER_RESOURCE else a for a in ACTS]
        before = await _hash(acting)
        prepared = engine.prepare(query, None, {"need": asked(), "offer": said})
        answer = await Performing(engine, acts).perform(
            driver, key, prepared, scope=EVERYTHING, occasion=Occasion(datetime.now(UTC), None, "LOCAL")
        )  # fmt: skip
        told = json.loads(answer.body)
        assert codes(told["data"]["first"]) == ["NOT_DONE"]
        assert told["data"]["second"] is None
        assert told["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert await _hash(acting) == before
