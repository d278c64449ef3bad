"""Whatever is changed in a chain behind its back is found."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j.exceptions import ConstraintError
from neo4j.time import DateTime, Duration

from graph.chain import anchors, read_anchors, verify, walking
from graph.chain.records import HASHED, Unhashable, hash_of, record
from graph.provision import provision
from tests.graph.chains import KEY, asking, asking_in, entries, findings, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Database

STREAMS = {"street_a": 7, "street_b": 3}
_NODES = """
MATCH (n) WHERE n:Change OR n:ChainHead
RETURN elementId(n) AS node, properties(n) AS stored
ORDER BY coalesce(n.stream, n.id), coalesce(n.seq, 0), labels(n)
"""
_SET = "MATCH (n) WHERE elementId(n) = $node SET n += $values"
_RECORD = "MATCH (c:Change) WHERE c.stream = 'street_a' AND c.seq = $seq "


@pytest.fixture
async def chains(clean: Database) -> Database:
    """Two chains, of seven and of three records."""
    await provision(clean.driver)
    for stream, count in STREAMS.items():
        await recorded(clean.driver, entries(stream, count))
    return clean


async def _codes(
    database: Database, steps: Sequence[tuple[str, dict[str, Any]]], anchored: Any = ()
) -> set[str]:
    """What is found after these steps, which are undone again."""
    async with database.driver.session() as session, await session.begin_transaction() as tx:
        for text, parameters in steps:
            await (await tx.run(text, parameters)).consume()
        told = verify(asking_in(tx), KEY, anchored=anchored, looks=1)
        codes = {finding.code async for finding in told}
        await tx.rollback()
    return codes


def test_every_byte_of_every_property_is_hashed() -> None:
    """Each byte of each text, changed in any of three ways, gives another hash or is no value that we write."""
    changed = 0
    for entry in entries("street_a", 4):
        stored = {k: v for k, v in record(entry, 3, "ab" * 32, KEY).items() if v is not None}
        good = stored.pop("hash")
        assert stored.keys() <= HASHED
        assert hash_of(stored, KEY) == good
        for name, value in stored.items():
            for other in _others(value):
                try:
                    found = hash_of({**stored, name: other}, KEY)
                except Unhashable:
                    found = None
                assert found != good, (name, other)
                changed += 1
    assert changed > 2500


def _others(value: Any) -> list[Any]:
    """Every value that is a byte away, and some of other types."""
    if isinstance(value, str):
        flipped = [
            value[:i] + chr(ord(c) ^ bit) + value[i + 1 :]
            for i, c in enumerate(value)
            for bit in (1, 2, 16)
        ]
        return [*flipped, value[:-1], value + "\0", [value], None, 0, float("nan"), value.encode()]
    if isinstance(value, int):
        return [value ^ (1 << bit) for bit in range(62)] + [float(value), str(value), None, True]
    if isinstance(value, list):
        inner = [
            [*value[:i], other, *value[i + 1 :]]
            for i, text in enumerate(value)
            for other in _others(text)
        ]
        return [*inner, [*value, ""], ["".join(value)], [*value[::-1], "x"], None, ""]
    native = DateTime.from_native(value)
    return [
        *(native + Duration(nanoseconds=n) for n in (1, -1, 1000)),
        *(value.replace(**{part: 1}) for part in ("year", "month", "day", "hour", "minute")),
        value.replace(tzinfo=None), value.isoformat(), None,
    ]  # fmt: skip


def _altered(draw: st.DataObject, value: Any) -> Any:
    """Another value, a byte away where there are bytes."""
    if isinstance(value, str) and value:
        at = draw.draw(st.integers(0, len(value) - 1))
        letter = draw.draw(
            st.characters(exclude_categories=("Cs",)).filter(lambda c: c != value[at])
        )
        return value[:at] + letter + value[at + 1 :]
    if isinstance(value, bool | int):
        return draw.draw(st.integers(-(2**63), 2**63 - 1).filter(lambda n: n != value))
    if isinstance(value, list) and value:
        at = draw.draw(st.integers(0, len(value) - 1))
        return [*value[:at], _altered(draw, value[at]), *value[at + 1 :]]
    if isinstance(value, DateTime):
        return value + Duration(nanoseconds=draw.draw(st.integers(-(10**9), 10**9).filter(bool)))
    return draw.draw(st.sampled_from(["", "x", 0, 1.5, True, ["x"], float("nan")]))


async def test_any_change_of_a_stored_value_is_found(chains: Database) -> None:
    """Any byte of any property of any record or head, changed in the database, is found: 250 drawn changes."""
    nodes = await asking(chains.driver)(_NODES, {})
    assert len(nodes) == sum(STREAMS.values()) + len(STREAMS)
    names = sorted(HASHED | {"hash", "key", "mac", "extra"})
    drawn: list[dict[str, Any]] = []

    @settings(
        max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        node = data.draw(st.sampled_from(nodes))
        name = data.draw(st.sampled_from(names))
        old = node["stored"].get(name)
        new = None if old is not None and data.draw(st.integers(0, 9)) == 0 else _altered(data, old)
        drawn.append({"node": node["node"], "values": {name: new}})

    await asyncio.to_thread(draw)
    missed, tried = [], 0
    for change in drawn:
        try:
            codes = await _codes(chains, [(_SET, change)])
        except ConstraintError:
            continue
        tried += 1
        missed += [] if codes else [change]
    assert missed == []
    assert tried > 200
    assert await findings(chains.driver) == []


_ZONES = "SET c.at = datetime({datetime: c.at, timezone: $zone})"
_COPY = _RECORD + "CREATE (d:Change) SET d = c {.*, seq: $as, id: 'copy', once: null}"
TAMPERINGS: dict[str, tuple[list[tuple[str, dict[str, Any]]], str]] = {
    "a record is taken out": ([(_RECORD + "DELETE c", {"seq": 4})], "RECORDS_MISSING"),
    "the first is taken out": ([(_RECORD + "DELETE c", {"seq": 1})], "RECORDS_MISSING"),
    "the last is cut off": ([(_RECORD + "DELETE c", {"seq": 7})], "RECORDS_AT_END_MISSING"),
    "the end is cut off and the head set back": ([
        ("MATCH (c:Change) WHERE c.stream = 'street_a' AND c.seq > 4 DELETE c", {}),
        (_RECORD + "MATCH (h:ChainHead {id: 'street_a'}) SET h.seq = c.seq, h.hash = c.hash", {"seq": 4}),
    ], "HEAD_CHANGED"),
    "a head is taken out": ([("MATCH (h:ChainHead {id: 'street_a'}) DELETE h", {})], "STREAM_UNKNOWN"),
    "a head is added": ([("CREATE (:ChainHead {id: 'street_c', seq: 0})", {})], "HEAD_CHANGED"),
    "a head is no text": ([("MATCH (h:ChainHead {id: 'street_a'}) SET h.id = 5", {})], "HEAD_UNREADABLE"),
    "a head stays locked": ([("MATCH (h:ChainHead {id: 'street_a'}) SET h.locked = true", {})], "HEAD_CHANGED"),
    "two records change places": ([
        (_RECORD + "SET c.seq = -1", {"seq": 2}),
        (_RECORD + "SET c.seq = 2", {"seq": 3}),
        (_RECORD + "SET c.seq = 3", {"seq": -1}),
    ], "RECORD_CHANGED"),
    "a copy is put at the end": ([(_COPY, {"seq": 7, "as": 8})], "RECORDS_BEYOND_HEAD"),
    "a copy is put in between, the rest moved": ([
        *((_RECORD + "SET c.seq = c.seq + 1", {"seq": n}) for n in (7, 6, 5)),
        (_COPY, {"seq": 2, "as": 5}),
    ], "LINK_BROKEN"),
    "a copy is put outside": ([(_COPY, {"seq": 2, "as": float("nan")})], "RECORDS_OUTSIDE"),
    "a copy is put before the first": ([(_COPY, {"seq": 2, "as": -3})], "RECORDS_OUTSIDE"),
    "a copy is put at infinity": ([(_COPY, {"seq": 2, "as": float("inf")})], "RECORDS_BEYOND_HEAD"),
    "a record goes to a stream that is none": ([(_RECORD + "SET c.stream = 5", {"seq": 7})], "STREAM_UNKNOWN"),
    "a record has no stream": ([(_RECORD + "REMOVE c.stream", {"seq": 7})], "STREAM_UNKNOWN"),
    "a record goes to another stream": ([(_RECORD + "SET c.stream = 'street_b'", {"seq": 7})], "RECORDS_AT_END_MISSING"),
    "a record loses its label": ([(_RECORD + "REMOVE c:Change", {"seq": 5})], "RECORDS_MISSING"),
    "a record gets a label": ([(_RECORD + "SET c:Need", {"seq": 5})], "RECORD_UNKNOWN_PROPERTY"),
    "a time moves to another zone": ([(_RECORD + _ZONES, {"seq": 5, "zone": "+08:00"})], "RECORD_CHANGED"),
    "a time moves to a zone of the same clock": (
        [(_RECORD + _ZONES, {"seq": 5, "zone": "Europe/London"})], "RECORD_CHANGED"),
    "a time loses its zone": ([(_RECORD + "SET c.at = localdatetime(c.at)", {"seq": 5})], "RECORD_CHANGED"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERINGS)
async def test_tampering_with_the_order_is_found(chains: Database, what: str) -> None:
    """Records taken out, moved, copied, relabelled; heads taken out, added or set back: each is found for what it is."""
    steps, code = TAMPERINGS[what]
    assert code in await _codes(chains, steps)


@pytest.mark.parametrize(
    ("stream", "seq"), [(s, n) for s, count in STREAMS.items() for n in range(1, count + 1)]
)
async def test_any_record_missing_is_found(chains: Database, stream: str, seq: int) -> None:
    """Whichever record is deleted, and whichever two change places, is found."""
    gone = "MATCH (c:Change) WHERE c.stream = $stream AND c.seq = $seq DELETE c"
    assert await _codes(chains, [(gone, {"stream": stream, "seq": seq})])
    for other in range(1, STREAMS[stream] + 1):
        if other != seq:
            swap = [
                (
                    "MATCH (c:Change) WHERE c.stream = $stream AND c.seq = $from SET c.seq = $to",
                    {"stream": stream, "from": a, "to": b},
                )
                for a, b in ((seq, 0), (other, seq), (0, other))
            ]
            assert await _codes(chains, swap), other


async def test_two_of_the_same_number_are_found(chains: Database) -> None:
    """Where the constraint was taken away first, a second record of a number is found, wherever a page ends."""
    drop = "DROP CONSTRAINT gongjian_change_stream_seq_unique IF EXISTS"
    async with chains.driver.session() as session:
        await (await session.run(drop)).consume()
    try:
        codes = await _codes(chains, [(_COPY, {"seq": 3, "as": 3})])
    finally:
        await provision(chains.driver)
    assert "RECORD_TWICE" in codes


async def test_pages_change_nothing(chains: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """In pages of two, an untouched chain is whole and a gap at a page's border is found."""
    monkeypatch.setattr(walking, "PAGE", 2)
    assert await findings(chains.driver) == []
    for seq in (2, 3):
        assert await _codes(chains, [(_RECORD + "DELETE c", {"seq": seq})]) >= {"RECORDS_MISSING"}


_HEAD = "MATCH (h:ChainHead {id: 'street_a'}) RETURN properties(h) AS stored"
_DROP = "MATCH (n:Change|ChainHead) WHERE n.stream = $stream OR n.id = $stream DELETE n"


async def test_an_anchor_shows_what_the_chain_cannot(chains: Database) -> None:
    """An end cut off together with a head of that time, a stream removed, a history rewritten with the key itself."""
    ((older,),) = [row.values() for row in await asking(chains.driver)(_HEAD, {})]
    await recorded(chains.driver, entries("street_a", 9)[7:])
    kept = await anchors(asking(chains.driver))
    assert [(a.stream, a.seq) for a in kept] == [("street_a", 9), ("street_b", 3)]
    assert read_anchors([a.line for a in kept]) == kept
    assert await findings(chains.driver, anchored=kept) == []

    cut = [
        ("MATCH (c:Change) WHERE c.stream = 'street_a' AND c.seq > 7 DELETE c", {}),
        ("MATCH (h:ChainHead {id: 'street_a'}) SET h = $older", {"older": older}),
    ]
    assert await _codes(chains, cut) == set()
    assert await _codes(chains, cut, kept) == {"ANCHOR_MISSING"}

    removed = [(_DROP, {"stream": "street_b"})]
    assert await _codes(chains, removed) == set()
    assert await _codes(chains, removed, kept) == {"ANCHOR_MISSING"}

    async with chains.driver.session() as session:
        await (await session.run(_DROP, stream="street_b")).consume()
    await recorded(chains.driver, entries("street_b", 5)[1:])
    assert await findings(chains.driver) == []
    assert {f.code for f in await findings(chains.driver, anchored=kept)} == {"ANCHOR_DIFFERS"}


async def test_others_may_append_meanwhile(chains: Database) -> None:
    """While records are appended, nothing is called a fault."""
    going = True

    async def writer() -> None:
        while going:
            await recorded(chains.driver, entries("street_a", 3) + entries("street_c", 1))

    async def appended() -> None:
        nonlocal going
        for _ in range(10):
            assert await findings(chains.driver) == []
        going = False

    await asyncio.gather(writer(), appended())
