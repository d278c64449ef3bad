"""What a refusal says is short, however much is wrong and however long the names are that it repeats."""

from __future__ import annotations

from typing import Any

import pytest

from graph.acts import wrong
from graph.compile.limits import LONGEST, MAX_ERRORS
from graph.compile.refusal import Refusal
from graph.prepare import NOT_UNDERSTOOD, not_understood
from graph.told import LONGEST_SENTENCE
from schema.executable import executable
from tests.graph.test_limits import HOSTILE, names, units

LONG = "x" * 30_000
MANY = names(390, "x#")
AMPLIFYING: dict[str, tuple[str, dict[str, Any]]] = {
    "390 unknown fields": (units(MANY), {}),
    "390 unknown fields with sub-selections": (units(names(190, "x# { y# }")), {}),
    "a long unknown field": (units(LONG), {}),
    "a long unknown type": (units(f"... on {LONG} {{ id }}"), {}),
    "a long unknown argument": (f"{{ units({LONG}: 1) {{ totalCount }} }}", {}),
    "many unknown arguments": ("{ units(" + names(600, "x#: 1") + ") { totalCount } }", {}),
    "a long unknown directive": (units(f"id @{LONG}"), {}),
    "many unknown directives": (units(names(45, "id @x#")), {}),
    "a long value of another type": (f'{{ units(first: "{LONG}") {{ totalCount }} }}', {}),
    "a long enum value": (f"{{ units(orderBy: {{field: {LONG}}}) {{ totalCount }} }}", {}),
    "many wrong values": ("{ nodes(ids: [" + "{} " * 249 + "]) { id } }", {}),
    "many wrong input fields": ("{ units(filter: {" + names(290, "x#: 1") + "}) { totalCount } }", {}),
    "many undeclared variables": (units(names(25, "a#: id @skip(if: $x#)")), {}),
    "many unused variables": ("query(" + names(400, "$x#: Int") + ") { __typename }", {}),
    "many variables of unknown types": ("query(" + names(300, "$x#: X#") + ") { __typename }", {}),
    "a long variable": (f"query(${LONG}: X) {{ __typename }}", {}),
    "a long fragment in a circle": (f"{{ ...{LONG} }} fragment {LONG} on Query {{ ...{LONG} }}", {}),
    "many unused fragments": ("{ __typename }" + names(180, "fragment F# on Query { __typename }"), {}),
    "a circle of 80 fragments": ("{ ...F0 }" + "".join(f" fragment F{i} on Query {{ ...F{(i + 1) % 80} }}" for i in range(80)), {}),
    "many circles": ("{ ...F0 }" + names(150, "fragment F# on Query { ...F# }"), {}),
    "one name for many things": (units("a: id " * 15 + "a: name " * 15), {}),
    "conflicts below": (names(10, "... {") + "units { nodes { a: id } } units { nodes { a: name } }" + "}" * 10, {}),
    "a long syntax error": ("{ " + LONG + " ] }", {}),
    "a long text without an end": ('{ a(b: "' + LONG, {}),
    "many operations of one name": (names(20, "query Q { a# }"), {}),
    "many wrong items of a variable": ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": [{}] * 250}),
    "many long wrong items": ("query($i: [ID!]!) { nodes(ids: $i) { id } }", {"i": [["x" * 900] * 7] * 250}),
    "many wrong variables": ("query(" + names(200, "$x#: Int!") + ") { " + names(25, "a#: units(first: $x#) { totalCount }") + " }", {}),
    "a long wrong variable": ("query($n: Int!) { units(first: $n) { totalCount } }", {"n": "界" * 10_000}),
    "many wrong fields of a variable": ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", {"f": {f"x{i}": 1 for i in range(1900)}}),
    "a long field of a variable": ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", {"f": {LONG: 1}}),
    "conditions that no index serves": ("query($f: PlaceFilter) { places(filter: $f) { totalCount } }", {"f": {"and": [{"population": {"gt": i}, "area": {"gt": 1}} for i in range(45)]}}),
    "a long cursor": ("query($c: String) { units(after: $c) { nodes { id } } }", {"c": "x" * 10_000}),
    "a long moment": ("query($t: DateTime) { supporters(need: \"x\", asOf: $t) { canCount } }", {"t": "2" * 10_000}),
}  # fmt: skip
LARGEST = 12 * 1024
"""Bytes of the answer to whatever is refused."""


@pytest.mark.parametrize("what", [*AMPLIFYING, *HOSTILE])
def test_a_refusal_is_short(what: str) -> None:
    """However much is wrong, and however long the names are that are told."""
    query, variables = AMPLIFYING.get(what) or (HOSTILE[what][0], {})
    with pytest.raises(NOT_UNDERSTOOD) as caught:
        executable().engine.prepare(query, None, variables)
    answer = not_understood(caught.value)
    assert 0 < len(answer.errors) <= MAX_ERRORS + 1
    assert len(answer.told("0" * 16)) <= LARGEST


def test_a_sentence_of_ours_is_short_too() -> None:
    """One that repeats an id that nobody has, in an error of a field or of an act."""
    id_ = "界" * LONGEST
    refused_ = not_understood(Refusal("UNKNOWN", argument="x", zh=f"没有{id_}。", en=f"No {id_}."))
    assert len(refused_.told("0" * 16)) <= LARGEST
    told = wrong("IDEMPOTENCY_KEY_LENGTH", zh=f"没有{id_}。", en=f"No {id_}.").errors[0]
    assert len(told.message_zh) + len(told.message_en) <= 2 * (LONGEST_SENTENCE + 1)
