"""Operations that are refused or fail in part, each for one reason: (query, variables, reason or code)."""

from __future__ import annotations

from typing import Any


def _nested(key: str, times: int) -> dict[str, Any]:
    """A filter in a filter in a filter …"""
    found: dict[str, Any] = {"code": {"eq": "x"}}
    for _ in range(times):
        found = {key: found}
    return {"f": {"code": {"eq": "x"}, **found}}


MISTAKES: list[tuple[str, dict[str, Any], str]] = [
    ("{ units(first: -1) { totalCount } }", {}, "PAGE_SIZE"),
    ("{ units(first: 101) { nodes { id } } }", {}, "PAGE_SIZE"),
    ("query($n: Int) { units(last: $n) { nodes { id } } }", {"n": 4000}, "PAGE_SIZE"),
    ("{ units(first: 1, last: 1) { pageInfo { hasNextPage } } }", {}, "PAGE_AMBIGUOUS"),
    ('{ units(after: "bad") { nodes { id } } }', {}, "CURSOR_INVALID"),
    ('{ units { nodes { resources(before: "WzFd") { nodes { id } } } } }', {}, "CURSOR_INVALID"),
    ("{ units(filter: {name: null}) { nodes { id } } }", {}, "FILTER_NULL"),
    ("query($f: UnitFilter) { units(filter: $f) { nodes { id } } }", {"f": {"name": {"ne": "x"}}}, "FILTER_NEEDS_ANCHOR"),
    ("{ units(filter: {shortName: {isNull: true}}) { totalCount } }", {}, "FILTER_NEEDS_ANCHOR"),
    ("{ nodes(ids: [" + ", ".join(f'"unit_{i}"' for i in range(101)) + "]) { id } }", {}, "TOO_MANY_IDS"),
    ("query($x: Boolean = true) { units(first: 1) { nodes { id @include(if: $x) } } }", {"x": None}, "BAD_USER_INPUT"),
    ("query($n: Int!) { units(first: $n) { nodes { id } } }", {}, "BAD_USER_INPUT"),
    ("query($n: Int!) { units(first: $n) { nodes { id } } }", {"n": "3"}, "BAD_USER_INPUT"),
    ("query($f: UnitFilter) { units(filter: $f) { nodes { id } } }", {"f": {"nothing": 1}}, "BAD_USER_INPUT"),
    ("query($d: DateTime!) { needs(filter: {windowStart: {gt: $d}}) { totalCount } }", {"d": "2026-12-04 08:00"}, "BAD_USER_INPUT"),
    ("{ units { nodes { nothing } } }", {}, "GRAPHQL_VALIDATION_FAILED"),
    ("{ units { nodes", {}, "GRAPHQL_PARSE_FAILED"),
    ("{a" * 2400, {}, "GRAPHQL_PARSE_FAILED"),
    ("{ units { nodes { " + "parent { " * 12 + "id" + " }" * 12 + " } } }", {}, "TOO_DEEP"),
    ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", _nested("parent", 11), "TOO_DEEP"),
    ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", _nested("not", 60), "TOO_DEEP"),
    ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", _nested("not", 900), "OVER_LIMIT"),
    ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", {"f": {"code": {"in": ["x"] * 251}}}, "OVER_LIMIT"),
    ("query($f: UnitFilter) { units(filter: $f) { totalCount } }", {"f": {"or": [{"code": {"eq": "x"}}] * 101}}, "OVER_LIMIT"),
    ("{ units { nodes {" + " id" * 500 + "} } }", {}, "OVER_LIMIT"),
    ("{ ...A } fragment A on Query { ...A }", {}, "GRAPHQL_VALIDATION_FAILED"),
    ("", {}, "GRAPHQL_PARSE_FAILED"),
    ("mutation { x }", {}, "GRAPHQL_VALIDATION_FAILED"),
    ("query A { __typename } query B { __typename }", {}, "OPERATION_RESOLUTION_FAILURE"),
    ('{ supporters(need: "need_none") { canCount } units(first: 1) { totalCount } }', {}, ""),
    ('{ resource(id: "resource_none") { id } node(id: "") { id } nodes(ids: ["x", "y"]) { id } }', {}, ""),
]  # fmt: skip
