"""Statements written by hand are served by an index too, by the rules of `test_plans`."""

from __future__ import annotations

import itertools
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

import api.identity.meeting
import api.sign_in.sessions
import api.sign_in.visitors
import graph.chain.anchors
import graph.chain.checking
import graph.chain.walking
import graph.chain.writing
import graph.counts
import graph.feed.heads
import graph.integrity
import graph.journal
import graph.lease
import graph.migrations
import graph.provision
import graph.remembered
import graph.stored
import graph.taken
import graph.version
import graph.write
import schema.acts.administration
import schema.acts.categories
import schema.acts.credentials
import schema.acts.needs
import schema.acts.resources
import schema.acts.written
import seeds.promises
from graph.compile.marks import splice
from graph.effects import together
from graph.feed.records import Records
from graph.feed.selected import COLUMNS
from graph.holding import holding
from schema.access.caller import WHO, Caller, Post
from schema.access.standing import DERIVE, STANDINGS, STANDS, STANDS_AND_STRUCTURE
from schema.acts.house import HOUSE_SCOPE, TIMERS
from schema.acts.mutations import ACTS
from schema.following import FEED
from tests.graph.test_plans import declared_names, explain

if TYPE_CHECKING:
    from graph.acts import Act
    from graph.timers import Timer
    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock

__all__ = ["declared_names"]

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def kept_names(asking: Asking, declared_names: None) -> None:
    """Make the names of our own bookkeeping known as well: those that are really written."""
    written = [
        (graph.lease._HOLD, {"name": "x", "owner": "x", "seconds": 1}),
        (graph.journal._BEGIN, {"id": "x", "total": 1}),
        (graph.provision._STAMP, {"hash": "x"}),
        (graph.remembered._REMEMBER, {"remembered": [{"key": "x", "request": "x", "act": "x", "shown": "x", "at": NOW}]}),
    ]  # fmt: skip
    async with asking.database.driver.session() as session, await session.begin_transaction() as tx:
        for text, parameters in written:
            await (await tx.run(text, parameters)).consume()
        await tx.rollback()


MODULES: list[Any] = [
    graph.write, graph.stored, graph.integrity, graph.taken, graph.journal, graph.lease, graph.migrations,
    # By its name: the package has a function of the same one.
    sys.modules["graph.chain.anchors"], graph.chain.checking, graph.chain.walking, graph.chain.writing,
    graph.remembered, graph.version, schema.acts.credentials, schema.acts.administration,
    schema.acts.categories, schema.acts.needs, schema.acts.resources, schema.acts.written, seeds.promises,
    api.identity.meeting, api.sign_in.sessions, api.sign_in.visitors,
]  # fmt: skip
"""Everything that has statements of its own, by name."""
UNBOUNDED = {"chain.streams"}
"""Reads the whole label by its nature: which chains there are is asked of the records, not of an index that may lack one."""


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__)
async def test_statements_written_by_hand_are_served_by_indexes(
    asking: Asking, stock: Stock, module: Any
) -> None:
    """Imports, migrations, the chain of changes, credentials and sessions; questions are among the generated operations too."""
    wrong = {}
    named = [*(module.STATEMENTS.items() if hasattr(module, "STATEMENTS") else module.statements())]
    for name, cypher in named:
        if found := await explain(asking, cypher, given(cypher)):
            wrong[name] = found
    assert wrong.keys() == UNBOUNDED & dict(named).keys(), wrong


LISTS = {
    *schema.acts.needs.RAISED.edges,
    *schema.acts.resources.OFFERED.edges,
    *(edge for edges in schema.acts.written.WRITTEN.values() for edge in edges),
    *(edge for edges in schema.acts.written.MADE.values() for edge in edges),
    "promised",
    "delivered",
    "wanted",
    "units",
    "measures",
    "workers",
    "reporter",
    "replaced",
    "posts",
    "rows",
    "codes",
    "credentials",
    "left",
    "known",
    "values",
    "streams",
    "heads",
    "held",
    "keys",
    "records",
    "remembered",
    "ids",
    "spans",
    "places",
    "within",
    "scope_standing",
}
NUMBERS = {"ahead", "linked", "most", "seq", "limit", "scope_at", "scope_revision"}
OF_POSTS = re.compile(r"scope_[A-Z_]+_[a-z]+")


def given(cypher: str) -> dict[str, Any]:
    """A value of the right sort for each parameter of a statement."""
    named = re.findall(r"\$(\w+)", cypher)
    lists = {name for name in named if name in LISTS or OF_POSTS.fullmatch(name)}
    values = {name: [] if name in lists else 1 if name in NUMBERS else "x" for name in named}
    maps = {
        "since": NOW,
        "until": NOW,
        "written": {},
        "scope_never": False,
        "wanted": [{"id": "x", "since": None, "until": None, "needs": False}],
    }
    return values | {name: value for name, value in maps.items() if name in values}


SINGLE = {
    "provision.stamp": graph.provision._STAMP, "provision.stamped": graph.provision._STAMPED,
    "graph.counts": graph.counts.counting(),
    "caller.who": WHO, "caller.who.standings": STANDINGS, **{f"caller.who.{name}": text for name, text in DERIVE.items()},
    "caller.stands": f"RETURN {STANDS}", "caller.stands and structure": f"RETURN {STANDS_AND_STRUCTURE}",
    **{f"migration {m.number}.{at}": text for m in graph.migrations.MIGRATIONS for at, text in enumerate(m.statements)},
}  # fmt: skip


@pytest.mark.parametrize("cypher", SINGLE.values(), ids=SINGLE)
async def test_what_every_start_and_every_request_asks_is_served_by_indexes(
    asking: Asking, stock: Stock, cypher: str
) -> None:
    """Structure, migrations, counts, who a credential is of, and the check in each statement."""
    assert not await explain(asking, cypher, given(cypher))


OF_THE_FEED = {**graph.feed.heads.STATEMENTS, **Records(FEED, lambda: None).statements()}  # type: ignore[arg-type,return-value]
WALKED = {"everywhere"}
"""Begins at the places above which there are none: once for each follower of everything."""


@pytest.mark.parametrize("cypher", OF_THE_FEED.values(), ids=OF_THE_FEED)
async def test_what_the_feed_reads_for_all_is_served_by_indexes(
    asking: Asking, stock: Stock, cypher: str
) -> None:
    """Heads of streams, records, what an import names, and where that is."""
    assert not await explain(asking, cypher, given(cypher))


@pytest.mark.parametrize("role", ["R.STREET_CENTRE", "R.UNIT_LIAISON", "R.DEPARTMENT_OFFICER", "R.AUDITOR"])  # fmt: skip
@pytest.mark.parametrize("name", ["targets", "streams", "everywhere"])
async def test_what_a_follower_asks_is_served_by_indexes(
    asking: Asking, stock: Stock, name: str, role: str
) -> None:
    """The nodes of a batch, and the streams of places."""
    scope = Caller(account="x", person="x", credential="x", posts=(Post("x", role, place="x", unit="x"),)).scope(NOW)  # fmt: skip
    cypher = scope.guarded(splice(getattr(FEED, name), scope), COLUMNS if name == "targets" else ["place", "streams"])  # fmt: skip
    found = await explain(asking, cypher, given(cypher) | {"everywhere": False})
    assert bool(found) == (name in WALKED), found


@pytest.mark.parametrize("role", [None, "R.STREET_CENTRE", "R.SYSTEM_ADMIN", "R.AUDITOR"])
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
async def test_acts_are_served_by_indexes(
    asking: Asking, stock: Stock, act: Act, role: str | None
) -> None:
    """What each act holds, its facts and what may stand in its way, as callers with and without a post ask; effects are above."""
    posts = (Post("x", role, place="x"),) if role else ()
    scope = Caller(account="x", person="x", credential="x", posts=posts).scope(NOW)
    for text in act.texts.values():
        facts = scope.guarded(splice(text, scope), ["value"])
        assert not await explain(asking, facts, given(facts))
    holds = holding((act.lock.reach,) if act.lock and act.lock.reach else ())
    seen = [splice(act.in_the_way, scope)] if act.named else []
    for cypher in [holds, *seen]:
        assert not await explain(asking, cypher, given(cypher))


@pytest.mark.parametrize("pair", [*itertools.product(schema.acts.written.STATEMENTS, repeat=2)], ids=" + ".join)  # fmt: skip
async def test_two_effects_in_one_statement_are_served_by_indexes(
    asking: Asking, stock: Stock, pair: tuple[str, str]
) -> None:
    """Whichever two nodes an act writes, as each alone."""
    texts = [schema.acts.written.STATEMENTS[name] for name in pair]
    assert not await explain(asking, together(*texts), {f"effect{n}": given(t) for n, t in enumerate(texts)})  # fmt: skip


@pytest.mark.parametrize("timer", TIMERS, ids=lambda timer: timer.name)
async def test_timers_are_served_by_indexes(asking: Asking, stock: Stock, timer: Timer) -> None:
    """What is due is found among what is open, by its state; the facts as the house asks for them."""
    texts = [splice(text, HOUSE_SCOPE) for text in timer.act.texts.values()]
    for cypher in [timer.due, *texts]:
        assert not await explain(asking, cypher, given(cypher) | {"now": NOW})
