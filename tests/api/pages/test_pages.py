"""What the pages say, and what Neo4j Browser is given to start with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

import schema.accounts
import schema.agreements
import schema.alliances
import schema.changes
import schema.commitments
import schema.needs
import schema.people
import schema.projects
import schema.resources  # noqa: F401  (importing the topics declares their kinds)
from api.pages.connect import PLANNER, browser_seed
from api.pages.site import COUNTED
from graph.kinds import KINDS
from tests.api.pages.conftest import caller

if TYPE_CHECKING:
    from api.pages import PageFacts
    from tests.fixtures.service import Service

STATEMENTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((PLANNER / "favourites").iterdir())
}
GUIDES = {path.name: path.read_text(encoding="utf-8") for path in (PLANNER / "guides").iterdir()}
LABELS = "Street Community Grid Unit Alliance Need Resource Commitment Assessment Person FirstSecretary RoleAssignment Agreement Category Project Source Account Credential Change"


def _facts_in(page: str) -> dict[str, object]:
    found = re.search(r'id="facts">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


async def test_the_start_page_leads_each_kind_of_reader_on(service: Service) -> None:
    """Front end, administrator and planner each find their next steps, in Chinese first and in English."""
    page = (await service.client.get("/")).text
    for address in set(re.findall(r'<a [^>]*href="([^"]+)"', page)):
        assert (await service.client.get(address)).status_code == 200, address
    for words in (
        "前端开发",
        "Front-end developers",
        "管理员",
        "Administrators",
        "规划人员",
        "Planners",
    ):
        assert words in page


async def test_the_start_page_counts_what_is_there_now(example: Service) -> None:
    """Numbers are asked anew for each page: the example data as it lies in the graph, by Chinese names."""
    counts = _facts_in((await example.client.get("/")).text)["counts"]
    assert isinstance(counts, list)
    asked = await example.data(
        "{ streets { totalCount } units { totalCount } alliances { totalCount } }"
    )
    for name, root in (("Streets", "streets"), ("Units", "units"), ("Alliances", "alliances")):
        assert [number for _, en, number in counts if en == name] == [asked[root]["totalCount"]]
    assert len(counts) == len(COUNTED)


async def test_graphiql_is_given_the_first_question(managed: PageFacts) -> None:
    """The question and its variables are in the page, Chinese and all."""
    async with caller(managed) as client:
        given = _facts_in((await client.get("/graphiql")).text)
    assert given == {
        "version": "0.1.0",
        "question": managed.question,
        "variables": managed.question_variables,
        "signedIn": True,
    }


async def test_a_guide_may_be_asked_for_by_neo4j_browser(managed: PageFacts) -> None:
    """It asks across origins with headers of its own, hence with a preflight; an unknown guide is not found."""
    wanted = {
        "origin": "http://127.0.0.1:8000",
        "access-control-request-headers": "pragma,cache-control,sentry-trace",
    }
    async with caller(managed, url="http://localhost:8000") as client:
        preflight = await client.options("/guides/first.html", headers=wanted)
        guide = await client.get("/guides/first.html")
        missing = await client.get("/guides/other.html")
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-headers"] == "*"
    assert guide.headers["access-control-allow-origin"] == "*"
    assert guide.text.count("<slide") == 4
    assert missing.status_code == 404


@pytest.mark.parametrize("label", LABELS.split())
def test_every_kind_has_a_style(label: str) -> None:
    """Colour, size and a caption: Chinese words, or properties that the kind has."""
    style = browser_seed()["grass"]
    assert isinstance(style, dict)
    rule = style[f"node.{label}"]
    assert rule["color"].startswith("#")
    stored = {p.stored for p in KINDS[label].props.values()}
    assert set(re.findall(r"\{(\w+)\}", rule["caption"])) <= stored
    assert re.search(r"\{\w+\}|[\u4e00-\u9fff]", rule["caption"])


def test_every_edge_has_a_chinese_caption() -> None:
    """An edge declared in the schema is shown by its Chinese word, never by its type."""
    style = browser_seed()["grass"]
    assert isinstance(style, dict)
    types = {
        hop.type for kind in KINDS.values() for edge in kind.edges.values() for hop in edge.path
    }
    assert len(types) > 20
    assert {
        t
        for t in types
        if not re.search(r"[\u4e00-\u9fff]", style.get(f"relationship.{t}", {}).get("caption", ""))
    } == set()


@pytest.mark.parametrize("name", STATEMENTS)
def test_saved_statements_have_chinese_titles_and_change_nothing(name: str) -> None:
    """The first line is the title; only reading clauses."""
    title, *rest = STATEMENTS[name].splitlines()
    assert re.match(r"// \d [\u4e00-\u9fff]", title)
    assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|CALL|LOAD)\b", "\n".join(rest))


@pytest.mark.parametrize(
    "text", [*STATEMENTS.values(), *GUIDES.values()], ids=[*STATEMENTS, *GUIDES]
)
def test_planners_statements_use_words_of_the_schema(text: str) -> None:
    """Every label and relationship type in them is declared."""
    types = {
        hop.type for kind in KINDS.values() for edge in kind.edges.values() for hop in edge.path
    }
    assert set(re.findall(r"\[\w*:(\w+)\]", text)) <= types
    assert set(re.findall(r"\(\w*:(\w+)[) ]", text)) <= set(KINDS)
