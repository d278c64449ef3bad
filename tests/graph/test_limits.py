"""What one request may ask: hostile documents are refused before they are held against the schema, for little work."""

from __future__ import annotations

import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import graphql
import pytest
from graphql import GraphQLError, get_introspection_query

from api.identity import Rates
from graph.compile import measure
from graph.compile.document import Document, Invalid
from graph.compile.introspected import MOST
from graph.compile.limits import (
    CONDITIONS,
    LEVELS,
    LIMITS,
    LONGEST,
    VALUES,
    OverLimit,
    check_conditions,
    check_variables,
)
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Callable


def chain(links: int, body: str = "__typename") -> str:
    """Fragments that each spread the next one twice."""
    linked = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(links))
    return f"{{ ...F0 }} {linked} fragment F{links} on Query {{ {body} }}"


def names(count: int, text: str) -> str:
    """The text so many times, with a number in it."""
    return " ".join(text.replace("#", str(i)) for i in range(count))


def units(selection: str) -> str:
    """A selection on every unit of a page."""
    return f"{{ units(first: 1) {{ nodes {{ {selection} }} }} }}"


HOSTILE: dict[str, tuple[str, set[str]]] = {
    "a chain of 20 that doubles": (chain(20), {"fields", "fragments", "roots"}),
    "a chain of 90 that doubles": (chain(90), {"fields", "fragments", "roots"}),
    "a chain of 1,000 that doubles": (chain(1000), {"characters"}),
    "a chain of 60 that deepens": (
        units("...F0") + " ".join(f"fragment F{i} on Unit {{ parent {{ parent {{ parent {{ ...F{i + 1} }} }} }} }}" for i in range(60))
        + " fragment F60 on Unit { id }", {"depth"},
    ),
    "a long chain": ("{ ...F0 }" + "".join(f" fragment F{i} on Query {{ ...F{i + 1} }}" for i in range(230)) + " fragment F230 on Query { __typename }", {"fragments"}),
    "1,000 inline fragments": (units(names(1000, "... { id }")), {"tokens"}),
    "400 inline fragments": (units(names(390, "... { id }")), {"fragments"}),
    "1,000 aliases": ("{" + names(1000, "a#: __typename") + "}", {"tokens"}),
    "600 aliases": ("{" + names(600, "a#: __typename") + "}", {"fields", "roots"}),
    "31 aliases": (units(names(31, "a#: id")), {"aliases"}),
    "101 aliases": (units(names(101, "a#: id")), {"aliases"}),
    "1,000 directives": ("{ __typename" + " @include(if: true)" * 1000 + "}", {"tokens"}),
    "250 directives": ("{ __typename" + " @include(if: true)" * 250 + "}", {"directives"}),
    "300 unknown directives": ("{ __typename" + " @nothing" * 300 + "}", {"directives"}),
    "500 times one field": (units(" id" * 500), {"fields"}),
    "100 times one field": (units(" id" * 100), {"repeats"}),
    "100 fragments at one place": (units(names(100, "...F#")) + names(100, "fragment F# on Unit { id }"), {"repeats"}),
    "21 root fields": ("{" + names(21, "__typename") + "}", {"roots"}),
    "17 levels": (units("parent { " * 14 + "id" + " }" * 14), {"depth"}),
    "300 operations": (names(300, "query Q# { __typename }"), {"operations"}),
    "251 items": ("{ nodes(ids: [" + names(251, '"#"') + "]) { id } }", {"items"}),
    "200 conditions": ("{ units(filter: {or: [" + names(200, '{code: {eq: "#"}}') + "]}) { totalCount } }", {"inputs"}),
    "a long document": (units("id") + " " * LIMITS.characters, {"characters"}),
    "comments": ("# nothing\n" * 3000 + units("id"), {"tokens"}),
    "a long alias": (units("a" * 101 + ": id"), {"names"}),
    "a long alias of the type's name": (units("a" * 30_000 + ": __typename"), {"names"}),
    "a long alias in a fragment": (units("...F") + "fragment F on Unit { parent { " + "a" * 5_000 + ": id } }", {"names"}),
    "much at once": ("{" + names(31, "a#: units { nodes { id " + "parent { " * 14 + "id" + " }" * 14 + "} }") + "}", {"depth", "roots", "fields", "aliases"}),
}  # fmt: skip


def refusals(text: str) -> list[GraphQLError]:
    """Why a document is refused."""
    with pytest.raises((OverLimit, Invalid)) as caught:
        Document(executable().engine.schema, text)
    error = caught.value
    return error.errors if isinstance(error, Invalid) else [error]


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_document_is_refused_in_one_error(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error tells everything that is over, how much was found and how much may be; nothing was validated."""
    monkeypatch.setattr("graph.compile.document.validate", _not_called)
    text, over = HOSTILE[what]
    (error,) = refusals(text)
    said = error.extensions or {}
    assert said["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert said["reason"] == "OVER_LIMIT"
    assert said["limits"].keys() == over
    for name, limit in said["limits"].items():
        assert limit["max"] == getattr(LIMITS, name) < limit["found"]
        assert str(limit["found"]) in said["messageZh"]
        assert str(limit["found"]) in said["messageEn"]


def _not_called(*_: object, **__: object) -> None:
    raise AssertionError("the document was held against the schema")


@pytest.mark.parametrize(
    "text",
    [
        "{" + "a{" * 5000, "{a" * 700, units("x: " * 5), "{ nodes(ids: " + "[" * 900 + "]" * 900 + ") { id } }",
        "{ units(filter: " + "{and: [" * 200 + "]}" * 200 + ") { totalCount } }",
    ],
)  # fmt: skip
def test_what_nests_too_deeply_to_be_read_cannot_be_parsed(text: str) -> None:
    """A syntax error, not an overflow."""
    with pytest.raises(graphql.GraphQLSyntaxError):
        Document(executable().engine.schema, text)


@pytest.mark.parametrize(
    "text",
    [
        "{ ...A } fragment A on Query { ...A }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { __typename ...A ...A }",
        "{ __typename } fragment A on Query { ...B ...B } fragment B on Query { ...A ...A }",
        "{ ...F0 }" + "".join(f" fragment F{i} on Query {{ ...F{(i + 1) % 80} }}" for i in range(80)),
    ],
)  # fmt: skip
def test_circles_of_fragments_are_named(text: str) -> None:
    """They end, and the error is graphql-core's own."""
    assert any("Cannot spread fragment" in error.message for error in refusals(text))


def test_a_spread_of_nothing_is_a_plain_error() -> None:
    """What is spread but not there counts as nothing; validation says what is wrong."""
    (error,) = refusals("{ ...Nothing }")
    assert error.message == "Unknown fragment 'Nothing'."


def test_the_work_is_linear_in_the_document() -> None:
    """Twice the links are no more than twice the steps of Python, and a little; not four times, and not 2⁹⁰ times."""
    schema = executable().engine.schema

    def steps(links: int) -> int:
        node = graphql.parse(chain(links))
        return _calls(lambda: measure.check(schema, node))

    few, many = steps(45), steps(90)
    assert many < 2.2 * few


def _calls(run: Callable[[], object]) -> int:
    count = 0

    def counting(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counting)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "text",
    [
        get_introspection_query(input_value_deprecation=True, schema_description=True, specified_by_url=True),
        units(names(30, "a#: id") + " " + names(50, "b#: __typename")),
        "{ places { edges { node { children { edges { node { children { edges { node { children { edges { node { children { edges { node { id } } } } } } } } } } } } } } } }",
        units(names(40, "...F#")) + names(40, "fragment F# on Unit { id name }"),
        "query A { __typename } query B { ...F } fragment F on Query { units { totalCount } }",
    ],
)  # fmt: skip
def test_what_people_ask_is_not_refused(text: str) -> None:
    """Introspection as tools ask it, thirty aliases, five connections one in the other, forty fragments at one place."""
    assert Document(executable().engine.schema, text)


def test_an_introspection_that_goes_in_circles_is_refused() -> None:
    """Five levels of fields of types of fields."""
    circle = "fields { type { " * 5 + "name" + " } }" * 5
    (error,) = refusals(f"{{ __schema {{ types {{ {circle} }} }} }}")
    assert error.message == "Maximum introspection depth exceeded"


VARIABLES: dict[str, tuple[Any, str]] = {
    "items": (["x"] * 251, "items"),
    "values": ([["x"] * 200 for _ in range(200)], "values"),
    "a long text": ("x" * (LONGEST + 1), "longest"),
    "many members": ({str(i): i for i in range(VALUES + 1)}, "values"),
}


def _nested(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("what", [*VARIABLES, "levels"])
def test_too_much_in_the_variables_is_refused(what: str) -> None:
    """Whatever their types are, and however deep they are."""
    value, over = VARIABLES.get(what, (_nested(5000), "levels"))
    with pytest.raises(OverLimit) as caught:
        check_variables({"v": value})
    said = caught.value.extensions or {}
    assert said["code"] == "BAD_USER_INPUT"
    assert said["limits"].keys() == {over}


def test_what_variables_may_hold_they_may_hold() -> None:
    """Up to the limits themselves."""
    check_variables({"v": ["x" * LONGEST] * 250, "w": _nested(LEVELS - 2), "x": None, "y": {"z": [1, 2.5, True]}})  # fmt: skip


def test_the_conditions_of_all_filters_are_counted() -> None:
    """A condition is a value that is compared; a list of values is one."""
    one = {"code": {"in": ["a", "b", "c"]}}
    check_conditions([{"or": [one] * CONDITIONS}, None])
    with pytest.raises(OverLimit):
        check_conditions([{"or": [one] * CONDITIONS}, one])


def test_the_page_says_the_limits_as_they_are() -> None:
    """docs/limits.md has each with its number."""
    text = (Path(__file__).parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (\d+) \|", text, re.MULTILINE))
    more = {
        "values": VALUES, "levels": LEVELS, "longest": LONGEST, "conditions": CONDITIONS, "introspected": MOST,
    }  # fmt: skip
    assert told == {name: str(most) for name, most in {**asdict(LIMITS), **more}.items()}
    rates = Rates()
    for points in (rates.signed_in, rates.anonymous, rates.most_signed_in, rates.most_anonymous):
        assert f" {points}" in text
