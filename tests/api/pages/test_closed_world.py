"""No page asks another host for anything, and the policy of every page forbids it as well."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from api.pages import PageFacts
from api.pages.site import HERE, TEMPLATES
from tests.api.pages.alone import facts
from tests.api.pages.conftest import caller

PAGES = ["/", "/graphiql", "/connect", "/browser/"]
LOADED = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "use": "href",
}
ANY_HOST = re.compile(
    r"""(?:url\(\s*["']?|@import\s+["']|fetch\(\s*["'`]|import\(\s*["'`]|from\s+["'])(?:https?:)?//"""
)


class Loads(HTMLParser):
    """Collects what a page loads, and whatever of it is written inside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if address := said.get(LOADED.get(tag, "")):
            self.addresses.append(address)
        if tag == "style" or (
            tag == "script" and "src" not in said and said.get("type") != "application/json"
        ):
            self.inline.append(tag)
        self.inline += [name for name in said if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("path", PAGES)
async def test_pages_load_only_files_of_ours(managed: PageFacts, path: str) -> None:
    """Every script, style sheet and picture of a page is on this service, and is there."""
    async with caller(managed) as client:
        page = Loads()
        page.feed((await client.get(path)).text)
        for address in page.addresses:
            assert address.startswith("/static/") or address == "/favicon.ico", address
            answer = await client.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["x-content-type-options"] == "nosniff"
    assert page.inline == []


@pytest.mark.parametrize("path", PAGES)
async def test_the_policy_names_no_other_host(managed: PageFacts, path: str) -> None:
    """Only 'self', data and the database's own socket; scripts only from files; no framing."""
    async with caller(managed) as client:
        policy = (await client.get(path)).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    hosts = {word for rule in rules.values() for word in rule.split() if not word.startswith("'")}
    assert hosts <= {"data:", "blob:", "ws://127.0.0.1:7687", "http://localhost:8000"}


async def test_the_policy_follows_the_database(managed: PageFacts) -> None:
    """A database elsewhere is the one other host that Neo4j Browser may talk to, encrypted if it is."""
    now = facts(
        bolt_uri="neo4j+s://db.example.org:7688",
        password=None,
        browser_jar=managed.browser_jar,
        browser_hosts=("b.example.org:7687",),
    )
    async with caller(now) as client:
        policy = (await client.get("/browser/")).headers["content-security-policy"]
    assert (
        "connect-src 'self' http://localhost:8000 wss://db.example.org:7688 wss://b.example.org:7687;"
        in policy
    )


def test_our_own_sources_name_no_host() -> None:
    """Style sheets, scripts and templates of ours refer to no address outside."""
    ours = [*(HERE / "static").glob("*.*"), *TEMPLATES.iterdir(), *(HERE / "planner").rglob("*.*")]
    assert len(ours) > 20
    for path in ours:
        assert not ANY_HOST.search(path.read_text(encoding="utf-8")), path


def test_vendored_style_sheets_load_nothing() -> None:
    """The style sheets of others carry their fonts and pictures in themselves."""
    for path in (HERE / "static" / "vendor").rglob("*.css"):
        for address in re.findall(
            r"url\(\s*[\"']?([^)\"']{1,20})", path.read_text(encoding="utf-8")
        ):
            assert address.startswith("data:"), (path, address)


async def test_data_in_a_page_cannot_end_its_script() -> None:
    """A question that holds markup stays data."""
    now = facts(question="</script><script>alert(1)</script>", version="<em>")
    async with caller(now) as client:
        for path in ("/", "/graphiql"):
            text = (await client.get(path)).text
            assert "<script>alert" not in text
            assert "<em>" not in text
