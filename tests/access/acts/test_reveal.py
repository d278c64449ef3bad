"""`revealContact`: clear values for those who may, for a reason, recorded, and not without end."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS
from schema.acts.contacts import MOST_AN_HOUR
from tests.fixtures.sameness import anonymous
from tests.graph.chains import findings

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

REVEAL = """mutation($id: ID!, $reason: String = "电话核实上门时间") {
  revealContact(input: {id: $id, reason: $reason}) {
    contact { name phone address }
    userErrors { code field messageZh messageEn allowed }
  }
}"""
NEED = node_id(KINDS["Need"], "NS-T-001")
PERSON = node_id(KINDS["Person"], "NS-P-001")
ADDRESS = "桥北小区2号楼2单元202室"
STREET, COMMUNITY, GRID, LIAISON, DEPARTMENT = (f"NS-AC-0{n}" for n in (1, 2, 3, 4, 6))
ORGANISATION, AUDITOR, ADMIN, RESIDENT = "NS-AC-07", "NS-AC-08", "NS-AC-09", "NS-AC-10"
ELSEWHERE = "WL-AC-01"


@pytest.mark.parametrize("account", [STREET, COMMUNITY, RESIDENT])
async def test_who_may_sees_it_and_it_is_recorded(acting: Acting, account: str) -> None:
    """The street, the community and the resident who reported it get the clear values; the record has none of them."""
    secret = await acting.key(account)
    data = await acting.do(secret, REVEAL, id=NEED)
    assert data == {
        "revealContact": {
            "contact": {"name": "李某某", "phone": "13900000001", "address": ADDRESS},
            "userErrors": [],
        }
    }
    (record,) = await acting.changes("REVEAL_CONTACT")
    assert record["actor"] == node_id(KINDS["Account"], account)
    assert (record["via"], record["target"], record["targetKind"]) == ("KEY", NEED, "Need")
    assert record["fields"] == ["contactAddress", "contactName", "contactPhone"]
    assert record["reason"] == "电话核实上门时间"
    street = "MATCH (s:Street {name: '南山街道'}) RETURN s.id AS id"
    assert record["stream"] == (await acting.known.run(street))[0]["id"]
    assert record["request"]
    assert json.loads(record["details"])["roles"]
    assert not any(v in json.dumps(record, default=str) for v in ("李某某", "13900000001", ADDRESS))
    assert await findings(acting.known.database.driver, acting.known.chain) == []


@pytest.mark.parametrize(
    "account", [GRID, LIAISON, DEPARTMENT, ORGANISATION, AUDITOR, ADMIN, ELSEWHERE]
)
async def test_hidden_unknown_and_not_allowed_are_one_answer(acting: Acting, account: str) -> None:
    """Whoever may not reveal this need gets, byte for byte, the answer to an id that does not exist; or no such act."""
    secret = await acting.key(account)
    there = await acting.raw(secret, REVEAL, id=NEED)
    unknown = await acting.raw(secret, REVEAL, id=node_id(KINDS["Need"], "no such need"))
    odd = [await acting.raw(secret, REVEAL, id=i) for i in ("", "x", NEED.upper(), f"{NEED} ", PERSON.replace("person", "need"))]  # fmt: skip
    assert {anonymous(a.content) for a in (unknown, *odd)} == {anonymous(there.content)}
    said = json.loads(there.content)
    if "errors" not in said:
        assert said["data"]["revealContact"]["contact"] is None
        assert [e["code"] for e in said["data"]["revealContact"]["userErrors"]] == ["NOT_FOUND"]
    assert await acting.changes("REVEAL_CONTACT") == []


async def test_persons_are_revealed_too(acting: Acting) -> None:
    """A person whom the caller sees by a role that may: name and phone; the record is in the stream of people."""
    await acting.known.run("MATCH (p:Person {id: $id}) SET p.phone = '13812345678'", id=PERSON)
    try:
        data = await acting.do(await acting.key(ORGANISATION), REVEAL, id=PERSON)
    finally:
        await acting.known.run("MATCH (p:Person {id: $id}) REMOVE p.phone", id=PERSON)
    assert data["revealContact"]["contact"]["phone"] == "13812345678"
    assert data["revealContact"]["contact"]["address"] is None
    (record,) = await acting.changes("REVEAL_CONTACT")
    assert (record["stream"], record["fields"]) == ("people", ["name", "phone"])


@pytest.mark.parametrize("reason", ["", "急", "  \n急 用\t ", "x" * 201])
async def test_a_reason_is_needed(acting: Acting, reason: str) -> None:
    """Fewer than four characters or more than two hundred, white space apart, is no reason."""
    data = await acting.do(await acting.key(), REVEAL, id=NEED, reason=reason)
    (error,) = data["revealContact"]["userErrors"]
    assert (error["code"], error["field"]) == ("REASON_LENGTH", ["input", "reason"])
    assert error["messageZh"]
    assert error["messageEn"]
    assert await acting.changes("REVEAL_CONTACT") == []


@pytest.mark.parametrize(
    ("rights", "code"), [(("READ", "ACT"), "FORBIDDEN"), (("READ",), "FORBIDDEN")]
)
async def test_a_key_without_the_right_reveals_nothing(
    acting: Acting, rights: Any, code: str
) -> None:
    """Without the right REVEAL the act is forbidden, said with who may, and nothing is recorded."""
    answer = json.loads(
        (await acting.raw(await acting.key(rights=rights), REVEAL, id=NEED)).content
    )
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == code
    assert error["extensions"]["messageZh"]
    assert answer["data"] == {"revealContact": None}
    assert await acting.changes("REVEAL_CONTACT") == []


async def test_nobody_reveals_nothing(acting: Acting) -> None:
    """Without a credential the act is forbidden, for any id alike."""
    answers = [await acting.raw(None, REVEAL, id=i) for i in (NEED, "need_x")]
    assert anonymous(answers[0].content) == anonymous(answers[1].content)
    assert json.loads(answers[0].content)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_thirty_an_hour(acting: Acting) -> None:
    """Of forty at once by one account with two keys, thirty are answered; later in the hour none, after it again; others are free."""
    first, second = await acting.key(), await acting.key()
    for secret in (first, second):
        await acting.do(secret, "{ __typename }")
    answers = await asyncio.gather(
        *(acting.do((first, second)[n % 2], REVEAL, id=NEED) for n in range(40))
    )
    errors = [a["revealContact"]["userErrors"] for a in answers]
    assert sum(not e for e in errors) == MOST_AN_HOUR == 30
    assert {e[0]["code"] for e in errors if e} == {"TOO_MANY_REVEALS"}
    (refused, *_) = [e[0] for e in errors if e]
    assert refused["allowed"][0] in refused["messageEn"]
    assert len(await acting.changes("REVEAL_CONTACT")) == 30

    assert (await acting.do(await acting.key(COMMUNITY), REVEAL, id=NEED))["revealContact"][
        "contact"
    ]
    acting.known.clock.ahead = timedelta(minutes=59)
    assert (await acting.do(first, REVEAL, id=NEED))["revealContact"]["userErrors"]
    acting.known.clock.ahead = timedelta(minutes=61)
    assert (await acting.do(first, REVEAL, id=NEED))["revealContact"]["contact"]
    acting.known.clock.ahead = timedelta(0)
    assert await findings(acting.known.database.driver, acting.known.chain) == []


async def test_get_changes_nothing(acting: Acting) -> None:
    """A mutation by GET is refused before anything is done."""
    answer = await acting.known.client.get(
        "/graphql",
        params={"query": REVEAL, "variables": json.dumps({"id": NEED})},
        headers={"authorization": f"Bearer {await acting.key()}"},
    )
    assert answer.status_code == 405
    assert await acting.changes("REVEAL_CONTACT") == []


async def test_a_revoked_key_reveals_no_more(acting: Acting) -> None:
    """From the next request on: the transaction itself finds that the caller does not stand."""
    secret = await acting.key()
    assert (await acting.do(secret, REVEAL, id=NEED))["revealContact"]["contact"]
    await acting.known.run("MATCH (c:Credential) SET c.revokedAt = datetime()")
    assert (await acting.raw(secret, REVEAL, id=NEED)).status_code == 401
    assert len(await acting.changes("REVEAL_CONTACT")) == 1


async def test_an_ended_post_reveals_no_more(acting: Acting) -> None:
    """A post that has ended since the last request counts no more."""
    secret = await acting.key()
    assert (await acting.do(secret, REVEAL, id=NEED))["revealContact"]["contact"]
    post = "MATCH (t:RoleAssignment {code: 'NS-J-063'}) SET t.status = $status"
    await acting.known.run(post, status="ENDED")
    try:
        data = await acting.do(secret, REVEAL, id=NEED)
    finally:
        await acting.known.run(post, status="ACTIVE")
    assert [e["code"] for e in data["revealContact"]["userErrors"]] == ["NOT_FOUND"]


ACT = 'r%d: revealContact(input: {id: "%s", reason: "reason %d"}) { userErrors { code } }'


def _codes(data: dict[str, Any]) -> list[list[str]]:
    return [[e["code"] for e in said["userErrors"]] for said in data.values()]


async def test_several_acts_are_done_in_order(acting: Acting) -> None:
    """Each act of a request is a record of its own; more than five are refused as a whole."""
    secret = await acting.key()
    body = " ".join(ACT % (n, NEED, n) for n in range(4))
    data = await acting.do(secret, f"mutation {{ __typename {body} }}")
    assert list(data) == ["__typename", "r0", "r1", "r2", "r3"]
    reasons = [c["reason"] for c in await acting.changes("REVEAL_CONTACT")]
    assert reasons == [f"reason {n}" for n in range(4)]
    body = " ".join(ACT % (n, NEED, n) for n in range(6))
    answer = json.loads((await acting.raw(secret, f"mutation {{ {body} }}")).content)
    assert answer["errors"][0]["extensions"]["reason"] == "TOO_MANY_ACTS"
    assert len(await acting.changes("REVEAL_CONTACT")) == 4


async def test_several_acts_are_done_or_none_is(acting: Acting) -> None:
    """One that is refused keeps those before and after it from being done."""
    secret = await acting.key()
    body = " ".join(ACT % (n, NEED if n != 1 else "unknown", n) for n in range(3))
    data = await acting.do(secret, f"mutation {{ {body} }}")
    assert _codes(data) == [["NOT_DONE"], ["NOT_FOUND"], ["NOT_DONE"]]
    assert await acting.changes("REVEAL_CONTACT") == []


async def test_several_acts_do_not_pass_the_limit_together(acting: Acting) -> None:
    """Those before it in the same request count too."""
    secret = await acting.key()
    for at in range(MOST_AN_HOUR // 5):
        body = " ".join(ACT % (n, NEED, n) for n in range(5 if at else 3))
        assert not any(_codes(await acting.do(secret, f"mutation {{ {body} }}")))
    body = " ".join(ACT % (n, NEED, n) for n in range(3))
    data = await acting.do(secret, f"mutation {{ {body} }}")
    assert _codes(data) == [["NOT_DONE"], ["NOT_DONE"], ["TOO_MANY_REVEALS"]]
    assert len(await acting.changes("REVEAL_CONTACT")) == MOST_AN_HOUR - 2


async def test_a_reveal_that_cannot_be_recorded_shows_nothing(acting: Acting) -> None:
    """Where the chain was written with another key, the act fails as a defect and no value is told."""
    secret = await acting.key()
    await acting.known.run("MATCH (h:ChainHead) SET h.key = 'another'")
    answer = await acting.raw(secret, REVEAL, id=NEED)
    assert "INTERNAL_SERVER_ERROR" in answer.text
    assert "13900000001" not in answer.text
    assert await acting.changes("REVEAL_CONTACT") == []


@pytest.mark.parametrize(
    "reason", ["打给 139 0000 0001 确认时间", "找李某某核实", f"上门：{ADDRESS}"]
)
async def test_a_reason_does_not_repeat_what_it_reveals(acting: Acting, reason: str) -> None:
    """The reason is kept for the auditor, who may see no contact: nothing is revealed and nothing recorded."""
    secret = await acting.key(STREET)
    data = await acting.do(secret, REVEAL, id=NEED, reason=reason)
    assert data["revealContact"]["contact"] is None
    assert [e["code"] for e in data["revealContact"]["userErrors"]] == ["REASON_REPEATS_CONTACT"]
    assert await acting.changes("REVEAL_CONTACT") == []
