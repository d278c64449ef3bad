"""Which state of the world a plan was made from, as a text that says later what has changed since.

Decided, and guarded by `tests/access/acts/loop/test_moved_on.py`: what acts and imports do is recorded in the chain of its
street in the transaction that does it, so the last record of each street that a plan draws on is all that has to be kept,
and the records after it are what moved. Of a record the state has the first part of its hash, which is made with a key:
it tells nothing of what or how much happened in streets whose records the caller does not see. A change of the structure
(agreements, posts, units, what is offered) is told by its revision, without a name.

A statement puts `HEADS` first and `state(…)` into what it returns: so nothing that it reads is younger than it says.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from graph.write import REVISION
from schema.access.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_DIGITS = 12
_LAST = f"substring({{head}}.hash, 0, {_DIGITS})"
LONGEST = 9_000
"""Characters of a state; a plan that draws on more streets than that has none."""
MOST_STREAMS = 1_000
_LARGEST = 256 * 1024
RECORDS = 200
"""Records of a stream that are looked through for what has changed."""
IMPORTS = "import"
"""The stream of imports, which may change anything anywhere."""

HEADS = f"""
CALL () {{
  MATCH (h:ChainHead) WHERE h.id > '' AND h.hash > ''
  RETURN collect([h.id, {_LAST.format(head="h")}]) AS heads
}}
WITH *, {REVISION} AS structure
"""
"""The beginning of a statement that says its state: the last record of every stream, and the structure as it is."""

_STREAMS = """COLLECT {
    MATCH (place)-[:PART_OF*0..10]->(s:Street) RETURN s.id AS stream
  UNION
    MATCH (place)((x:Place WHERE NOT x:Street)<-[:PART_OF]-(y:Place)){0,10}(b:Place)
    WHERE NOT EXISTS { (place)-[:PART_OF*0..10]->(:Street) } RETURN b.id AS stream
  UNION
    UNWIND units AS one
    MATCH (u:Unit {id: one.id})<-[:PROVIDED_BY]-(r:Resource) WHERE «scope u:Unit» AND «scope r:Resource»
    WITH DISTINCT coalesce(head(COLLECT { MATCH (r)-[:AT]->(at:Place) RETURN at }), head(COLLECT { MATCH (u)-[:LOCATED_IN]->(at:Place) RETURN at })) AS at
    WHERE at IS NOT NULL
    RETURN coalesce(head(COLLECT { MATCH way = (at)-[:PART_OF*0..10]->(s:Street) RETURN s.id ORDER BY length(way), s.id LIMIT 1 }), at.id) AS stream
  }"""


def state(place: str, units: str) -> str:
    """Cypher for the state, after `HEADS`: of all that happens in a place, and to what these units offer.

    Args:
        place: a variable. units: a list of maps with the `id` of a unit.
    """
    streams = _STREAMS.replace("(place)", f"({place})").replace("UNWIND units", f"UNWIND {units}")
    return f"{{structure: structure, streams: [s IN {streams} + ['{IMPORTS}'] | [s, coalesce(head([h IN heads WHERE h[0] = s | h[1]]), '')]]}}"


# What changed since is the house's to know; of it, what the caller may see is named to him.
SINCE = f"""
RETURN {{structure: {REVISION}}} AS value
UNION ALL
UNWIND $expected AS was
OPTIONAL MATCH (h:ChainHead {{id: was.stream}})
WITH was, h WHERE coalesce({_LAST.format(head="h")}, '') <> was.last
RETURN {{stream: was.stream, last: was.last, records: COLLECT {{
  MATCH (c:Change) WHERE c.stream = was.stream AND c.seq > h.seq - {RECORDS} AND c.seq <= h.seq AND «beyond c:Change»
  RETURN [{_LAST.format(head="c")}, c.act, CASE c.targetKind WHEN 'Commitment'
    THEN COLLECT {{ MATCH (d:Commitment {{id: c.target}})-[:FOR|USES]->(x) WHERE «beyond d:Commitment» RETURN x.id }}
    ELSE [c.target] END] ORDER BY c.seq DESC }}}} AS value
"""
"""Facts of what has changed since `$expected`: the structure as it is, and of each stream that went on its latest records."""


@dataclass(frozen=True)
class World:
    """The revision of the structure, and the beginning of the last record's hash by stream."""

    structure: int
    streams: Mapping[str, str]

    @property
    def expected(self) -> list[dict[str, str]]:
        """As the statement takes it."""
        return [{"stream": stream, "last": last} for stream, last in sorted(self.streams.items())]

    @property
    def text(self) -> str | None:
        """As callers keep it; none where it would be longer than may be sent."""
        said = orjson.dumps([self.structure, sorted(self.streams.items())])
        text = base64.urlsafe_b64encode(zlib.compress(said, 9)).rstrip(b"=").decode()
        return text if len(text) <= LONGEST else None


@dataclass(frozen=True)
class Moved:
    """What has changed: ids of needs, resources and whatever else. more: whether there is more than has a name here."""

    ids: tuple[str, ...]
    more: bool


def world_of(said: Mapping[str, Any]) -> World:
    """What a statement returned as its state."""
    return World(said["structure"], dict(said["streams"]))


def world_from(text: str) -> World:
    """A state that a caller kept.

    Raises:
        ValueError: it is none.
    """
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        unpacking = zlib.decompressobj()
        structure, streams = orjson.loads(unpacking.decompress(packed, _LARGEST))
        # No text of ours has as many as a packed one can hold.
        world = World(structure, dict(streams[:MOST_STREAMS]))
    except (binascii.Error, zlib.error, KeyError, TypeError, ValueError) as error:
        raise ValueError("no state") from error
    texts = [each for pair in world.streams.items() for each in pair]
    if (
        type(structure) is not int
        or type(streams) is not list
        or not all(type(each) is str for each in texts)
    ):
        raise ValueError("no state")
    return world


def moved(world: World, found: Sequence[Mapping[str, Any]]) -> Moved | None:
    """What has changed since, of the facts of `SINCE`; nothing if nothing did that a plan is made from."""
    ids: dict[str, None] = {}
    changed = more = False
    for each in found:
        if "structure" in each:
            more = more or each["structure"] != world.structure
            continue
        known = list(_since(each))
        lost = len(known) == len(each["records"]) and each["last"] != ""
        more = more or lost or len(known) == RECORDS
        told = [record for record in known if record[1] in TABLE.feed]
        named = [id_ for record in told for id_ in record[2] if id_]
        more = more or (len(told) > 0 and not named)
        changed = changed or bool(told)
        ids |= dict.fromkeys(named)
    return Moved(tuple(ids), more) if changed or more else None


def _since(stream: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """Its records, the latest first, back to the one that was the last."""
    for record in stream["records"]:
        if record[0] == stream["last"]:
            return
        yield record
