"""The state of the world that a plan was made from: kept as a text, and held against what was recorded since."""

from __future__ import annotations

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.world import IMPORTS, RECORDS, World, moved, world_from, world_of

LASTS = st.text("0123456789abcdef", min_size=12, max_size=12)
WORLDS = st.builds(
    World, st.integers(0, 2**53), st.dictionaries(st.text(min_size=1), LASTS | st.just(""), max_size=8)
)  # fmt: skip
RECORDED = st.tuples(
    LASTS, st.sampled_from(["BOOK_SUPPORT", "RAISE_NEED", "REVEAL_CONTACT"]), st.lists(st.sampled_from("abc"), min_size=1, max_size=2)
)  # fmt: skip


@given(WORLDS)
def test_a_state_comes_back_as_it_was(world: World) -> None:
    """Whatever the streets, and whatever nothing was recorded of yet."""
    assert world.text
    assert world_from(world.text) == world
    assert world_of({"structure": world.structure, "streams": [*world.streams.items()]}) == world


def test_a_city_has_a_state_that_can_be_sent_and_more_has_none() -> None:
    """Two hundred streets fit into a variable; where they don't, there is no state rather than a cut one."""
    streets = {f"place_{n:026x}": f"{n * 7919:012x}" for n in range(2_000)}
    text = World(9, dict([*streets.items()][:200])).text
    assert text
    assert len(text) < 9_000
    assert World(9, streets).text is None


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda b: base64.urlsafe_b64encode(b).decode()))  # fmt: skip
def test_what_is_no_state_is_none(text: str) -> None:
    """Never anything but the one error."""
    with pytest.raises(ValueError, match="no state"):
        world_from(text)


@pytest.mark.parametrize("said", [b"[]", b"[1]", b'["x", []]', b"[1, [[1, 2]]]", b'[1, {"a": "b"}]', b"[true, []]", b"[" * 999, b'[1, [["a", null]]]'])  # fmt: skip
def test_nor_is_what_looks_like_one(said: bytes) -> None:
    """Packed as a state is, of another form."""
    with pytest.raises(ValueError, match="no state"):
        world_from(base64.urlsafe_b64encode(zlib.compress(said)).decode())


def test_nor_what_unpacks_without_an_end() -> None:
    """A small text may stand for gigabytes."""
    with pytest.raises(ValueError, match="no state"):
        world_from(base64.urlsafe_b64encode(zlib.compress(b"[" + b" " * 50_000_000)).decode())


@given(st.lists(RECORDED, max_size=12), st.lists(RECORDED, max_size=5), LASTS)
def test_what_moved_is_what_was_recorded_since(
    after: list[tuple[str, str, list[str]]], before: list[tuple[str, str, list[str]]], last: str
) -> None:
    """Exactly the targets of records after the last known one that followers are told of."""
    after = [record for record in after if record[0] != last]
    told = [id_ for _, act, ids in after if act != "REVEAL_CONTACT" for id_ in ids]
    world = World(3, {"street": last})
    row = {"stream": "street", "last": last, "records": [*after, (last, "RAISE_NEED", ["x"]), *before]}  # fmt: skip
    found = moved(world, [{"structure": 3}, row])
    if not told:
        assert found is None
    else:
        assert found
        assert set(found.ids) == set(told)
        assert not found.more


def test_what_cannot_be_followed_back_has_moved() -> None:
    """More records than are looked through, a stream that is gone, an import that names nothing, a structure that was written."""
    many = [(f"{n:012x}", "REVEAL_CONTACT", ["a"]) for n in range(RECORDS)]
    for row in (
        {"stream": "s", "last": "f" * 12, "records": many},
        {"stream": "s", "last": "", "records": many},
        {"stream": "s", "last": "f" * 12, "records": []},
        {"stream": IMPORTS, "last": "", "records": [("1" * 12, "IMPORT", [None])]},
    ):
        found = moved(World(3, {}), [{"structure": 3}, row])
        assert found
        assert found.more
    assert moved(World(3, {}), [{"structure": 4}]) is not None
    assert moved(World(3, {}), [{"structure": 3}]) is None
