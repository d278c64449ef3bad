"""What happens between looking and writing: somebody else deletes what an act refers to."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from neo4j import GraphDatabase

from graph.acts import Occasion
from graph.compile.scope import EVERYTHING
from graph.perform import Performing
from schema.acts.mutations import ACTS
from schema.acts.needs import RAISE_NEED
from schema.executable import executable
from tests.access.acts.test_needs import RAISE, asked, codes

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting


async def test_what_vanishes_meanwhile_undoes_the_act(acting: Acting) -> None:
    """The need is not half written: the answer says what happened, and nothing stays."""
    await acting.known.run("CREATE (:Category {id: 'fleeting', code: 'FLEETING', taxonomy: 'GROUP', name: 'x'})")  # fmt: skip
    origin = acting.known.database.origin
    other = GraphDatabase.driver(origin.uri, auth=(origin.username, origin.password))

    def decide(facts: Any, given: Any, occasion: Occasion) -> Any:
        other.execute_query("MATCH (c:Category {id: 'fleeting'}) DELETE c")
        return RAISE_NEED.decide(facts, given, occasion)

    act = dataclasses.replace(RAISE_NEED, decide=decide)
    engine = executable().engine
    performing = Performing(engine, [act, *(a for a in ACTS if a.root != act.root)])
    prepared = engine.prepare(RAISE, None, {"input": asked(groups=["fleeting"])})
    answer = await performing.perform(
        acting.known.database.driver, acting.known.chain, prepared, scope=EVERYTHING,
        occasion=Occasion(now=datetime.now(UTC), account=None, via="LOCAL"),
    )  # fmt: skip
    other.close()
    payload = json.loads(answer.body)["data"]["raiseNeed"]
    assert (payload["need"], codes(payload)) == (None, ["CHANGED_MEANWHILE"])
    assert await acting.changes() == []
    assert not await acting.known.run("MATCH (n:Need) WHERE n.code STARTS WITH 'B-' RETURN n.id AS id")  # fmt: skip
