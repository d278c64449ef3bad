"""Every path, compared with trying all sequences of units and alliances; what connects everybody is no shortcut."""

from __future__ import annotations

from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.secretary_paths.facts import Around, Offer, Post
from schema.secretary_paths.walks import penalty, walks

UNITS, ALLIANCES = ("a", "b", "c", "d", "e"), ("L", "M")
Edges = tuple[set[tuple[str, str]], set[tuple[str, str]]]


def around(belongs: set[tuple[str, str]], joined: set[tuple[str, str]], offers: dict[str, tuple[str, ...]], home: str = "a", up: int = 0) -> Around:  # fmt: skip
    """Units that belong to others, and are members of alliances."""
    system = {u: tuple(sorted([(v, True) for w, v in belongs if w == u] + [(w, False) for w, v in belongs if v == u])) for u in UNITS}  # fmt: skip
    return Around(
        posts=(Post("role", "first secretary", "person", "Li", home, up),), system=system,
        alliances={u: tuple(sorted(al for w, al in joined if w == u)) for u in UNITS},
        members={al: tuple(sorted(u for u, m in joined if m == al)) for al in ALLIANCES if any(m == al for _, m in joined)},
        offers={u: tuple(Offer(o, o, o) for o in each) for u, each in offers.items()},
        names={x: x for x in (*UNITS, *ALLIANCES)},
    )  # fmt: skip


PAIRS = st.sets(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(UNITS)).filter(lambda p: p[0] < p[1]),
    max_size=6,
)


@settings(max_examples=40)
@given(PAIRS, st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(ALLIANCES)), max_size=7), st.sets(st.sampled_from(UNITS), max_size=3))  # fmt: skip
def test_all_paths_and_no_other(belongs: set[tuple[str, str]], joined: set[tuple[str, str]], providers: set[str]) -> None:  # fmt: skip
    """Sequences of different nodes from the sending unit, each bound to the next, with two steps at most."""
    found = walks(around(belongs, joined, {u: (f"r{u}",) for u in providers}))
    bound = belongs | {(v, w) for w, v in belongs} | joined | {(al, u) for u, al in joined}
    expected = set()
    for size in range(1, 6):
        for way in permutations((*UNITS, *ALLIANCES), size):
            steps = sum(x in UNITS for x in way) - 1
            if way[0] == "a" and way[-1] in providers and steps <= 2 and all(p in bound for p in pairwise(way)):  # fmt: skip
                expected.add(way)
    assert {tuple(h.id for h in w.way) for w in found} == expected
    assert len(found) == len(expected)
    neighbours = {x: len({v for u, v in bound if u == x}) for x in (*UNITS, *ALLIANCES)}
    for walk in found:
        ids = [h.id for h in walk.way]
        assert walk.length == len(ids) + 2
        assert walk.penalty == sum(penalty(neighbours[x]) for x in ids[:-1])
    assert [w.cost for w in found] == sorted(w.cost for w in found)


def test_a_hub_is_no_shortcut() -> None:
    """One step over an office that 40 units belong to costs more than two over bodies that connect few."""
    others = {f"x{n}": (("hub", True),) for n in range(40)}
    direct = Around(
        posts=(Post("role", "t", "person", "Li", "hub"),),
        system={"hub": (*((x, False) for x in others), ("far", False)), "far": (("hub", True),)}, offers={"far": (Offer("r", "r", "r"),)},
    )  # fmt: skip
    short = walks(direct)[0]
    long = walks(around({("a", "b"), ("b", "c")}, set(), {"c": ("r",)}))[0]
    assert short.length < long.length
    assert short.cost > long.cost
    assert [penalty(n) for n in (0, 1, 2, 3, 4, 41, 135)] == [0, 0, 1, 1, 2, 5, 7]


def test_its_own_resource_is_nearest() -> None:
    """What the sending unit provides by itself passes through nothing."""
    found = walks(around({("a", "b")}, {("a", "L"), ("c", "L")}, {"a": ("x",), "b": ("y",), "c": ("z",)}))  # fmt: skip
    assert [(w.offer.id, w.length, w.penalty) for w in found] == [("x", 3, 0), ("y", 4, 1), ("z", 5, 2)]  # fmt: skip
    assert walks(around(set(), set(), {"b": ("y",)})) == []
