"""From each cursor on, exactly what came after it; and a cursor says nothing to anybody but us."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import ChainKey, audit_key
from graph.compile.refusal import Refusal
from graph.feed import Cursors, Feeding
from schema.executable import executable
from schema.following import FEED
from seeds import run_import
from tests.feed.conftest import World, all_of, shown
from tests.feed.test_told import begun, street

if TYPE_CHECKING:
    from pathlib import Path

QUERY = "subscription($a: String, $p: [ID!]) { changed(after: $a, places: $p) { cursor act target { id } } }"


async def from_(world: World, scope: Any, cursor: str, places: list[str] | None = None) -> list[dict[str, Any]]:  # fmt: skip
    """Everything after a cursor, as another process tells it."""
    feeding = Feeding(FEED, executable().engine.schema, world.feeding.reader, audit_key(os.environ))
    other = World(world.database, feeding)
    follower = await other.follow(scope, QUERY, {"a": cursor, "p": places})
    return await all_of(follower, scope)


async def test_every_cursor_goes_on_where_it_stands(world: World) -> None:
    """Events of two streets and of those not shown in between: after each cursor exactly the ones that came after it."""
    scope = await world.scope("local#ns-street")
    nanshan, wanlian = await street(world, "南山"), await street(world, "万莲")
    follower = await world.follow(scope, QUERY)
    (first,) = await follower.more(scope)
    for number in range(6):
        await world.raised(nanshan, f"{number}")
        await world.raised(wanlian, f"hidden {number}")
    told = await all_of(follower, scope)
    assert len(told) == 6
    for at, event in enumerate([shown(first), *told]):
        assert [e["target"]["id"] for e in await from_(world, scope, event["cursor"])] == [e["target"]["id"] for e in told[at:]]  # fmt: skip


NEEDS = "编号,标题,类型,需求分类,计量单位,地点,上报时间\n"


async def test_an_import_is_told_row_by_row_and_can_be_resumed_within(
    world: World, tmp_path: Path
) -> None:
    """One record of many rows: each of them once, in one order, from any cursor among them; unchanged rows not at all."""
    scope = await world.scope(None)
    follower = await world.follow(scope, QUERY)
    (first,) = await follower.more(scope)
    nanshan = (await world.rows("MATCH (s:Street) WHERE s.name STARTS WITH '南山' RETURN s.code AS code"))[0]["code"]  # fmt: skip
    (like,) = await world.rows("MATCH (n:Need)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m) RETURN c.code AS c, m.code AS m LIMIT 1")  # fmt: skip
    rows = [f"F{n:03},需求{n},需求,{like['c']},{like['m']},{nanshan},2026-11-20 09:30\n" for n in range(120)]  # fmt: skip
    (tmp_path / "needs.csv").write_text(NEEDS + "".join(rows), encoding="utf-8")
    try:
        report = await run_import(world.database.driver, [tmp_path])
        assert not report.problems, report.problems[:2]
        told = await all_of(follower, scope)
        assert {e["act"] for e in told} == {"IMPORT"}
        assert len({e["target"]["id"] for e in told}) == len(told) == 120
        for at, event in list(enumerate([shown(first), *told]))[::13]:
            assert [e["target"]["id"] for e in await from_(world, scope, event["cursor"])] == [e["target"]["id"] for e in told[at:]]  # fmt: skip
        await run_import(world.database.driver, [tmp_path])
        assert await all_of(follower, scope) == []
        elsewhere = await street(world, "万莲")
        assert await all_of(await begun(world, scope, QUERY, p=[elsewhere]), scope) == []
    finally:
        await world.rows("MATCH (n:Need) WHERE n.code =~ 'F[0-9]{3}' DETACH DELETE n")


async def test_a_cursor_that_is_none_is_refused(world: World) -> None:
    """Changed at any character, of another key, of other places, of a page: CURSOR_INVALID, before anything is read."""
    scope = await world.scope(None)
    nanshan = await street(world, "南山")
    (first,) = await (await world.follow(scope, QUERY, {"p": [nanshan]})).more(scope)
    cursor = first.cursor
    forged = Cursors(ChainKey(b"x" * 32), FEED.many).write([nanshan], {"import": (1, 0)})
    changed = [cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :] for at in range(len(cursor) - 1)]  # fmt: skip
    wrong = ["", "x", "é", "\x00", "a" * 9_000, forged, cursor[:-4], cursor + "AAAA", *changed]
    world.statements.clear()
    for text in wrong:
        with pytest.raises(Refusal) as refused:
            await world.follow(scope, QUERY, {"a": text, "p": [nanshan]})
        assert (refused.value.code, refused.value.argument) == ("CURSOR_INVALID", "after")
    with pytest.raises(Refusal) as refused:
        await world.follow(scope, QUERY, {"a": cursor})
    assert refused.value.code == "CURSOR_INVALID"
    assert world.statements == []


async def test_a_cursor_ahead_of_the_database_is_refused(world: World) -> None:
    """RESYNC: a database restored from before it cannot tell what came after it."""
    scope = await world.scope(None)
    nanshan = await street(world, "南山")
    follower = await begun(world, scope)
    await world.raised(nanshan, "一")
    (told,) = await all_of(follower, scope)
    for text in ("MATCH (c:Change) DETACH DELETE c", "MATCH (h:ChainHead) DETACH DELETE h"):
        await world.rows(text)
    with pytest.raises(Refusal) as refused:
        await from_(world, scope, told["cursor"])
    assert refused.value.code == "RESYNC"


async def test_a_cursor_does_not_tell_what_was_hidden(world: World) -> None:
    """Its length is that of the places that are followed, however much happened; nothing in it can be read or compared."""
    cursors = Cursors(audit_key(os.environ), FEED.many)
    none = cursors.write(["p"], {"a": (0, 0), "import": (0, 0)})
    much = cursors.write(["p"], {"a": (2**40, 0), "import": (7, 4_999)})
    again = cursors.write(["p"], {"a": (0, 0), "import": (0, 0)})
    assert len(none) == len(much)
    assert none != again
    sealed = [
        base64.urlsafe_b64decode(each + "=" * (-len(each) % 4))[13:] for each in (none, again)
    ]
    assert sum(a == b for a, b in zip(*sealed, strict=True)) < len(sealed[0]) / 4
    assert cursors.read(much, ["p"]).keys() == cursors.read(none, ["p"]).keys()
