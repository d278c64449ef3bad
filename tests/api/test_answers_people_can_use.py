"""Answers and refusals as a person meets them: every level of place, every sort of mistake, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from tests.fixtures.service import Service

FOR = """query For($question: SupportQuestion!) {
  supportersFor(question: $question, asOf: "2026-12-01T09:00:00+08:00") {
    place { __typename name } street { name } supporters { unit { name } }
  }
}"""
PLACES = "{ places(first: 100) { nodes { id name level } } }"


async def test_a_question_about_a_place_of_any_level_is_answered(example: Service) -> None:
    """Also about the street itself, which is its own street and shown in both fields."""
    places = (await example.data(PLACES))["places"]["nodes"]
    by_level = {place["level"]: place for place in places}
    assert {"STREET", "COMMUNITY", "GRID"} <= by_level.keys()
    for level, place in by_level.items():
        question = {
            "place": place["id"],
            "category": _category("N1.1.2"),
            "measure": _category("U.person"),
            "quantity": 3,
        }
        answer = (await example.data(FOR, {"question": question}))["supportersFor"]
        assert answer["place"]["name"] == place["name"], level
        assert len({s["unit"]["name"] for s in answer["supporters"]}) == len(answer["supporters"])
        if level == "STREET":
            assert answer["street"]["name"] == place["name"]


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{ foo }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ needs {", None, "GRAPHQL_PARSE_FAILED"),
        ("query($id: ID!) { need(id: $id) { id } }", {"id": {}}, "BAD_USER_INPUT"),
        ("query A { __typename } query B { __typename }", None, "OPERATION_RESOLUTION_FAILURE"),
        ("mutation { raise }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ needs(first: 101) { totalCount } }", None, "BAD_USER_INPUT"),
    ],
)
async def test_a_mistake_is_told_in_both_languages_with_what_to_do(
    example: Service, query: str, variables: dict[str, object] | None, code: str
) -> None:
    """And it never reaches the database."""
    status, answer = await example.ask(query, variables)
    assert (status, example.statements) == (400, [])
    for error in answer["errors"]:
        told = error["extensions"]
        assert told["code"] == code
        assert any("一" <= c <= "鿿" for c in told["messageZh"])
        assert told["messageEn"]


async def test_whole_things_are_asked_for_whole(example: Service) -> None:
    """Twelve people take two drivers at one for ten, not 1.2."""
    query = FOR.replace("supporters {", "components { name required } supporters {")
    question = {
        "place": node_id(KINDS["Place"], "NS"), "category": _category("N1.1.2"), "measure": _category("U.person"), "quantity": 12,
    }  # fmt: skip
    answer = (await example.data(query, {"question": question}))["supportersFor"]
    assert {c["name"]: c["required"] for c in answer["components"]}["驾驶"] == 2


async def test_any_selection_of_properties_is_one_statement_text(example: Service) -> None:
    """Planning the question costs seconds; which properties are shown must not plan it anew."""
    ask = "query($need: ID!) {{ supporters(need: $need) {{ place {{ {0} }} supporters {{ unit {{ {1} }} uses {{ resource {{ {2} }} }} }} }} }}"
    need = {"need": node_id(KINDS["Need"], "NS-N-001")}
    for shown in (
        ("id", "name", "code"),
        ("name nameEn", "id kind status", "id capacity"),
        ("population", "shortName", "name"),
    ):
        await example.data(ask.format(*shown), need)
    assert len({cypher for _, cypher, _ in example.statements}) == 1


def _category(code: str) -> str:
    return node_id(KINDS["Category"], code)
