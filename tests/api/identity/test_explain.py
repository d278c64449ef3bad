"""What was sent for an answer, as Neo4j Browser takes it: the same statement, the same parameters, the same ids."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import orjson
import pytest

from graph.explain import literal, paste, shown
from tests.fixtures.service import ACCEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.identity.conftest import Known
    from tests.conftest import Database

MAY = {"NS-AC-01", "NS-AC-06", "NS-AC-07", "NS-AC-08", "NS-AC-09"}
MAY_NOT = {"NS-AC-02", "NS-AC-03", "NS-AC-04", "NS-AC-05", "NS-AC-10"}
_ID = re.compile(r"[a-z]+_[a-z0-9]{8,}")
_COMMAND = re.compile(r":param (?P<name>\w+) => (?P<expression>.*);")

NEED = '{ needs(first: 1, filter: {code: {eq: "NS-T-001"}}) { nodes { id } } }'
STREET = '{ streets(first: 1, filter: {code: {eq: "NS"}}) { nodes { id } } }'
CONVERSATIONS = {
    "one by its id": ("query($street: ID!) { street(id: $street) { id } }", False),
    "several by their ids": ("query($street: ID!, $need: ID!) { nodes(ids: [$street, $need, $street]) { id } }", False),
    "a page with a date": ('{ agreements(first: 5, filter: {signedOn: {gte: "2020-01-01"}}) { nodes { id } } }', False),
    "a page with a moment": ('{ needs(first: 7, filter: {reportedAt: {lt: "2026-12-31T23:59:59.25+08:00"}}) { nodes { id } } }', False),
    "numbers, words and nothing": ('{ places(first: 9, filter: {and: [{population: {gt: 0}}, {name: {contains: "社区"}}, {nameEn: {isNull: false}}]}) { nodes { id } } }', False),
    "a quotation mark and a backslash": ("query($t: String!) { units(first: 3, filter: {or: [{name: {eq: $t}}, {shortName: {isNull: false}}], code: {startsWith: \"NS\"}}) { nodes { id } } }", False),
    "a search": ('{ units(search: "中心 \\"医院\\"", first: 4) { nodes { id } } }', False),
    "backwards in an order": ("{ units(last: 4, orderBy: {field: NAME, direction: DESC}) { nodes { id } } }", False),
    "below a street": ("query($street: ID!) { street(id: $street) { id communities(first: 3) { nodes { id needs(first: 2, filter: {status: [OPEN, IN_PROGRESS]}) { nodes { id } } } } } }", False),
    "two at once": ("query($street: ID!, $need: ID!) { street(id: $street) { id } need(id: $need) { id place { id } } }", False),
    "twice the same": ("{ a: units(first: 2) { nodes { id } } b: units(first: 2) { nodes { id } } units(first: 2) { nodes { id } } }", False),
    "aliases that differ": ('query($street: ID!) { one: street(id: $street) { id } few: units(first: 2) { nodes { id } } more: units(first: 3, search: "医院") { nodes { id } } }', False),
    "who can support a need": ("query($need: ID!) { supporters(need: $need, asOf: \"2026-12-01T09:00:00+08:00\", first: 5) { place { id } supporters { unit { id } uses { resource { id } } } } }", True),
    "who asks": ("{ viewer { account { id } person { id } } }", True),
}  # fmt: skip


def ids(value: Any) -> Iterator[str]:
    """Every id in an answer or in rows."""
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from ids(each)
    elif isinstance(value, list):
        for each in value:
            yield from ids(each)


async def as_browser(database: Database, pasted: str) -> list[list[Any]]:
    """Rows of what is pasted: each command's expression is asked of the database, then the statement."""
    lines = pasted.split("\n")
    given: dict[str, Any] = {}
    async with database.driver.session() as session:
        while match := _COMMAND.fullmatch(lines[0]):
            lines.pop(0)
            asked = await session.run(f"RETURN {match['expression']} AS value")  # type: ignore[arg-type]
            given[match["name"]] = (await asked.single(strict=True))["value"]
        statement = "\n".join(lines)
        assert statement.endswith(";")
        found = await session.run(statement.removesuffix(";"), given)  # type: ignore[arg-type]
        return [record.values() async for record in found]


async def explained(known: Known, secret: str, query: str, variables: dict[str, Any]) -> dict[str, Any]:  # fmt: skip
    """The answer with its explanation."""
    body = {"query": query, "variables": variables, "extensions": {"explain": True}}
    answer = await known.client.post(
        "/graphql", json=body, headers={**ACCEPT, "authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def key_of(known: Known, account: str) -> str:
    """A key with every right that its holder's role takes."""
    rights = ("READ", "AUDIT") if account == "NS-AC-08" else ("READ",)
    return (await known.key(account, rights)).text


@pytest.mark.parametrize("account", ["NS-AC-01", "NS-AC-08"])
async def test_what_is_pasted_finds_the_same(known: Known, account: str) -> None:
    """For a street's centre, and for an auditor who sees everything."""
    secret = await key_of(known, account)
    seen = []
    for query, kind in ((NEED, "needs"), (STREET, "streets")):
        nodes = (await known.ask(await key_of(known, "NS-AC-08"), query)).json()["data"][kind]["nodes"]  # fmt: skip
        seen += [nodes[0]["id"]] if nodes else ["none_aaaaaaaaaaaa"]
    found = 0
    for what, (query, more) in CONVERSATIONS.items():
        declared = {name: value for name, value in zip(("need", "street", "t"), (*seen, "it's \\ 一\n\u0007"), strict=True) if f"${name}" in query}  # fmt: skip
        answer = await explained(known, secret, query, declared)
        asked = answer["extensions"]["explain"]
        assert [each["key"] for each in asked] == list(answer["data"])
        for each in asked:
            assert each["field"] in query
            assert f"{each['cypher']};" in each["paste"]
            assert set(re.findall(r"\$(\w+)", each["cypher"])) <= each["parameters"].keys()
            rows = await as_browser(known.database, each["paste"])
            own, again = set(ids(answer["data"][each["key"]])), set(ids(rows))
            assert own <= again if more else own == again, (what, each["key"])
            found += len(own)
    assert found > 45


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ('mutation { revokeCredential(input: {id: "x"}) { id } }', ACCEPT["accept"]),
        ("subscription { changed { cursor } }", "text/event-stream"),
    ],
)
async def test_only_queries_are_explained(known: Known, query: str, accept: str) -> None:
    """An act or a subscription that asks for it is refused, says what would be allowed, and does and reads nothing."""
    secret = (await known.key("NS-AC-01", ("READ", "ACT"))).text
    known.statements.clear()
    body = {"query": query, "extensions": {"explain": True}}
    answer = await known.client.post("/graphql", json=body, headers={"accept": accept, "authorization": f"Bearer {secret}"})  # fmt: skip
    assert "EXPLAIN_READS" in answer.text
    assert "Only queries are explained" in answer.text
    assert "只有查询可以" in answer.text
    assert known.statements == []


async def test_no_secret_is_told(known: Known) -> None:
    """Neither the key that asks nor its hash; ids of what the caller is are no secrets."""
    key = await known.key("NS-AC-01")
    answer = await explained(known, key.text, "{ viewer { credential { id } } }", {})
    (stored,) = await known.run(
        "MATCH (k:Credential {id: $id}) RETURN k.hash AS hash", id=answer["data"]["viewer"]["credential"]["id"],
    )  # fmt: skip
    told = orjson.dumps(answer).decode()
    assert stored["hash"]
    assert str(stored["hash"]) not in told
    assert key.text not in told


@pytest.mark.parametrize("account", [None, *sorted(MAY_NOT)])
async def test_others_are_told_who_may(known: Known, account: str | None) -> None:
    """The whole request is refused, as any act is, and nothing is read for it but who asks."""
    secret = (await known.key(account)).text if account else None
    await known.ask(secret, "{ units(first: 1) { nodes { id } } }")
    known.statements.clear()
    headers = {**ACCEPT, **({"authorization": f"Bearer {secret}"} if secret else {})}
    body = {"query": "{ units(first: 1) { nodes { id } } }", "extensions": {"explain": True}}
    answer = await known.client.post("/graphql", json=body, headers=headers)
    assert "data" not in answer.json()
    (error,) = answer.json()["errors"]
    said = error["extensions"]
    assert (said["code"], said["reason"]) == ("FORBIDDEN", "EXPLAIN")
    assert "审计员" in said["messageZh"]
    assert "Auditor" in said["messageEn"]
    assert "units" not in known.statements


@pytest.mark.parametrize("account", sorted(MAY))
async def test_planners_may(known: Known, account: str) -> None:
    """Street centre, department, organisation department, auditor, administrator."""
    secret = await key_of(known, account)
    answer = await explained(known, secret, "{ a: units(first: 1) { totalCount } __typename }", {})
    assert [(each["key"], each["field"]) for each in answer["extensions"]["explain"]] == [("a", "units")]  # fmt: skip
    plain = (await known.ask(secret, "{ units(first: 1) { totalCount } }")).json()
    assert "explain" not in plain["extensions"]
    assert plain["data"]["units"] == answer["data"]["a"]


VALUES: list[Any] = [
    None, True, False, 0, -1, 2**63 - 1, -(2**63), 0.1, -2.5e-300, 1e22, float("inf"), float("-inf"), "", "it's",
    "\\", "\\'", "a\nb\r\tc\u0000\u2028", "一二三", "\U0001f600", "\U0010ffff", "';\n:clear", "$p1 {x} `y`",
    date(2026, 11, 23), datetime(2026, 11, 23, 8, 0, 0, 250_000, tzinfo=UTC),
    datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=8))), [], [1, None, "x", [date(1, 1, 1)]], {},
    {"a": 1, "b c": {"`": [True]}, "时": None},
]  # fmt: skip


async def test_literals_are_read_back_as_they_were(database: Database) -> None:
    """Each on one line, and the database takes the expression for the same value as the parameter."""
    async with database.driver.session() as session:
        for value in VALUES:
            written = literal(value)
            assert "\n" not in written
            found = await session.run(f"RETURN {written} AS written, $value AS given", value=value)  # type: ignore[arg-type]
            record = await found.single(strict=True)
            assert record["written"] == record["given"], written
            assert type(record["written"]) is type(record["given"]), written


def test_parameters_are_shown_as_json() -> None:
    """Moments as text, numbers without end as nothing; what cannot be a parameter is a defect."""
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert shown({"a": [moment, date(2026, 1, 2)], "b": float("inf"), "c": ("x", 1, None)}) == {
        "a": ["2026-01-02T03:04:00+08:00", "2026-01-02"], "b": None, "c": ["x", 1, None],
    }  # fmt: skip
    assert paste(" RETURN $b + $a ", {"b": 1, "a": "x"}) == ":param a => 'x';\n:param b => 1;\nRETURN $b + $a;"  # fmt: skip
    with pytest.raises(TypeError):
        literal(object())
