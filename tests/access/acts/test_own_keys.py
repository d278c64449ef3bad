"""`createApiKey` and `revokeCredential`: keys of one's own, never beyond one's rights, gone when they are revoked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS
from tests.fixtures.sameness import anonymous
from tests.graph.chains import findings

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

CREATE = """mutation($name: String = "统计程序", $rights: [Right!] = [READ], $days: Int = 30) {
  createApiKey(input: {name: $name, rights: $rights, days: $days}) {
    id key hint expiresAt userErrors { code field messageZh messageEn allowed }
  }
}"""
REVOKE = """mutation($id: ID!) {
  revokeCredential(input: {id: $id}) { id revokedAt userErrors { code field messageZh messageEn } }
}"""
ASK = "{ needs(first: 1) { totalCount } }"
STREET, COMMUNITY, ADMIN, AUDITOR = "NS-AC-01", "NS-AC-02", "NS-AC-09", "NS-AC-08"


async def test_a_key_works_and_is_shown_once(acting: Acting) -> None:
    """The new key asks; its text is in the answer, and neither in the graph nor in the record."""
    data = await acting.do(await acting.key(), CREATE)
    made = data["createApiKey"]
    assert made["userErrors"] == []
    assert made["key"].endswith(made["hint"])
    assert (await acting.do(made["key"], ASK))["needs"]["totalCount"] > 0
    (record,) = [c for c in await acting.changes("CREATE_API_KEY") if c["via"] == "KEY"]
    assert record["target"] == made["id"]
    assert record["actor"] == node_id(KINDS["Account"], STREET)
    held = await acting.known.run("MATCH (n:Credential|Change) RETURN properties(n) AS p")
    assert made["key"] not in json.dumps(held, default=str)
    assert made["key"].split("_")[3][:40] not in json.dumps(held, default=str)
    assert await findings(acting.known.database.driver, acting.known.chain) == []


@pytest.mark.parametrize(
    ("variables", "codes"),
    [
        ({"rights": ["READ", "AUDIT"]}, ["RIGHTS_BEYOND_OWN"]),
        ({"rights": []}, ["RIGHTS_BEYOND_OWN"]),
        ({"days": 0}, ["DAYS_OUT_OF_RANGE"]),
        ({"days": 367}, ["DAYS_OUT_OF_RANGE"]),
        ({"days": -(2**31)}, ["DAYS_OUT_OF_RANGE"]),
        ({"name": " \t"}, ["NAME_LENGTH"]),
        (
            {"name": "x" * 61, "rights": ["AUDIT"], "days": 9999},
            ["NAME_LENGTH", "RIGHTS_BEYOND_OWN", "DAYS_OUT_OF_RANGE"],
        ),
    ],
)
async def test_what_does_not_fit_is_said_at_once(
    acting: Acting, variables: dict[str, Any], codes: list[str]
) -> None:
    """Everything that is wrong is told together, by code and field, in both languages; no key is made."""
    data = await acting.do(await acting.key(), CREATE, **variables)
    made = data["createApiKey"]
    assert made["id"] is made["key"] is None
    assert [e["code"] for e in made["userErrors"]] == codes
    assert all(e["field"][0] == "input" and e["messageZh"] and e["messageEn"] for e in made["userErrors"])  # fmt: skip
    assert [c["via"] for c in await acting.changes("CREATE_API_KEY")] == ["LOCAL"]


async def test_a_key_without_the_right_to_act_makes_none(acting: Acting) -> None:
    """READ alone is forbidden to act; so is nobody."""
    for secret in (await acting.key(rights=["READ"]), None):
        answer = json.loads((await acting.raw(secret, CREATE)).content)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_revoked_key_acts_no_more(acting: Acting) -> None:
    """One's own key, revoked, is refused from the next request on; revoking it again changes and records nothing."""
    own, other = await acting.key(), await acting.key()
    made = (await acting.do(own, CREATE, rights=["READ", "ACT"]))["createApiKey"]
    await acting.do(made["key"], ASK)
    first = await acting.do(own, REVOKE, id=made["id"])
    assert first["revokeCredential"]["userErrors"] == []
    assert (await acting.raw(made["key"], ASK)).status_code == 401
    assert (await acting.raw(made["key"], CREATE)).status_code == 401
    acting.known.clock.ahead = timedelta(minutes=5)
    again = await acting.do(other, REVOKE, id=made["id"])
    assert again == first
    assert len(await acting.changes("REVOKE_CREDENTIAL")) == 1


async def test_only_ones_own_or_an_administrators(acting: Acting) -> None:
    """Another's credential, for whoever may not revoke it, is as one that does not exist; an administrator revokes any."""
    theirs = await acting.key(COMMUNITY)
    text = "MATCH (c:Credential)-[:OF]->(:Account {code: $code}) RETURN c.id AS id"
    (row,) = await acting.known.run(text, code=COMMUNITY)
    for account in (STREET, AUDITOR):
        secret = await acting.key(account)
        there = await acting.raw(secret, REVOKE, id=row["id"])
        unknown = await acting.raw(secret, REVOKE, id="credential_" + "a" * 26)
        assert anonymous(there.content) == anonymous(unknown.content)
        assert "NOT_FOUND" in there.text
    assert (await acting.raw(theirs, ASK)).status_code == 200
    data = await acting.do(await acting.key(ADMIN, ["ACT"]), REVOKE, id=row["id"])
    assert data["revokeCredential"]["id"] == row["id"]
    assert (await acting.raw(theirs, ASK)).status_code == 401


async def test_what_one_asks_with_is_revoked_alone(acting: Acting) -> None:
    """One may revoke it; together with what it would still be needed for, nothing is done."""
    secret = await acting.key()
    text = "MATCH (c:Credential)-[:OF]->(:Account {code: $code}) RETURN c.id AS id"
    (row,) = await acting.known.run(text, code=STREET)
    query = """mutation($id: ID!) {
      a: revokeCredential(input: {id: $id}) { id userErrors { code } }
      b: createApiKey(input: {name: "after", rights: [READ], days: 1}) { key }
    }"""
    answer = json.loads((await acting.raw(secret, query, id=row["id"])).content)
    assert answer["data"] == {"a": {"id": None, "userErrors": [{"code": "NOT_DONE"}]}, "b": None}
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["b"], "UNAUTHENTICATED")
    assert (await acting.raw(secret, ASK)).status_code == 200
    assert len(await acting.changes("CREATE_API_KEY")) == 1
    alone = await acting.do(secret, REVOKE, id=row["id"])
    assert alone["revokeCredential"]["id"] == row["id"]
    assert (await acting.raw(secret, ASK)).status_code == 401
