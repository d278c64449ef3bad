"""`raiseNeed` and `amendNeed`: who may, where, what is written, and what is not the caller's to say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.integrity import ask as integrity
from graph.kinds import KINDS
from tests.graph.chains import findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.conftest import Acting

RAISE = """mutation($input: RaiseNeedInput!) {
  raiseNeed(input: $input) {
    need {
      id code title kind status priority quantity version provenance reportedAt windowStart contactName contactPhone
      householdCount category { code } measure { code } place { name } groups(first: 5) { nodes { code } }
      channel { code } reporter { code }
    }
    userErrors { code field messageZh messageEn allowed }
  }
}"""
AMEND = """mutation($input: AmendNeedInput!) {
  amendNeed(input: $input) {
    need { id version title quantity windowStart windowEnd category { code } groups(first: 5) { nodes { code } } channel { code } }
    userErrors { code field messageZh messageEn allowed }
  }
}"""
STREET, COMMUNITY, GRID, LIAISON, SECRETARY, DEPARTMENT = (f"NS-AC-0{n}" for n in range(1, 7))
ORGANISATION, AUDITOR, ADMIN, RESIDENT = "NS-AC-07", "NS-AC-08", "NS-AC-09", "NS-AC-10"
PHONE = "13877770123"


def place(code: str) -> str:
    """Id of a place."""
    return node_id(KINDS["Place"], code)


def term(code: str) -> str:
    """Id of a category."""
    return node_id(KINDS["Category"], code)


def asked(**more: Any) -> dict[str, Any]:
    """A good input, with other members."""
    return {
        "title": "送独居老人复诊", "category": term("N1.1.2"), "measure": term("U.person"), "place": place("NS-C01"),
        **more,
    }  # fmt: skip


async def raised(acting: Acting, secret: str, **more: Any) -> Mapping[str, Any]:
    """The payload of a need that is raised."""
    return (await acting.do(secret, RAISE, input=asked(**more)))["raiseNeed"]


async def amended(acting: Acting, secret: str, **said: Any) -> Mapping[str, Any]:
    """The payload of a need that is amended."""
    return (await acting.do(secret, AMEND, input=said))["amendNeed"]


def codes(payload: Mapping[str, Any]) -> list[str]:
    """The codes of its errors."""
    return [error["code"] for error in payload["userErrors"]]


async def test_a_need_is_raised_and_seen_at_once(acting: Acting) -> None:
    """The answer is what a query would say; what was not given is the declaration's; nothing breaks what must hold."""
    secret = await acting.key(STREET)
    said = asked(
        kind="HELP", quantity=2.5, windowStart="2026-12-04T08:00:00+00:00", groups=[term("G.ELDER")], contactName="赵某某",
        contactPhone=PHONE, channel=term("CH.WINDOW"), description=" 上午 \u200b ",
    )  # fmt: skip
    payload = await raised(acting, secret, **said)
    need = payload["need"]
    assert payload["userErrors"] == []
    assert need["reportedAt"][:4] == "2026"
    assert need["windowStart"] == "2026-12-04T16:00:00+08:00"
    assert need["id"] == node_id(KINDS["Need"], need["code"])
    fixed = {k: v for k, v in need.items() if k not in ("id", "code", "reportedAt", "windowStart")}
    assert fixed == {
        "title": "送独居老人复诊", "kind": "HELP", "status": "REPORTED", "priority": 3, "quantity": 2.5, "version": 1,
        "provenance": "ENTERED", "contactName": "赵*", "contactPhone": "138****0123", "householdCount": None,
        "category": {"code": "N1.1.2"}, "measure": {"code": "U.person"}, "place": {"name": "桥北社区"},
        "groups": {"nodes": [{"code": "G.ELDER"}]}, "channel": {"code": "CH.WINDOW"}, "reporter": None,
    }  # fmt: skip
    (record,) = await acting.changes("RAISE_NEED")
    assert (record["target"], record["targetKind"]) == (need["id"], "Need")
    assert record["stream"] == place("NS")
    assert "contactPhone" in record["fields"]
    assert PHONE not in json.dumps(record, default=str)
    held = await acting.known.run("MATCH (m:Remembered) RETURN properties(m) AS p")
    assert PHONE not in json.dumps(held, default=str)
    (stored,) = await acting.known.run(
        "MATCH (n:Need {id: $id}) RETURN n.contactPhone AS phone, n.description AS said",
        id=need["id"],
    )
    assert stored == {"phone": PHONE, "said": "上午"}
    assert await findings(acting.known.database.driver, acting.known.chain) == []
    async with acting.known.database.driver.session() as session:
        assert await session.execute_read(integrity) == []


@pytest.mark.parametrize(
    ("account", "at", "reports"),
    [
        (STREET, "NS-C02", False), (COMMUNITY, "NS-C01-G1", False), (GRID, "NS-C01-G1", False), (SECRETARY, "NS-C01", False),
        (COMMUNITY, "NS-C02", True), (STREET, "WL-C01", True), (RESIDENT, "NS-C01", True), (LIAISON, "NS-C01", True),
        (DEPARTMENT, "NS-C01", True), (AUDITOR, "WL", True), (ADMIN, "LN", True),
    ],
)  # fmt: skip
async def test_who_raises_it_sees_it(
    acting: Acting, account: str, at: str, *, reports: bool
) -> None:
    """For residents where one has a post, for oneself anywhere; either way it is there to be seen, and read again."""
    secret = await acting.key(account)
    payload = await raised(acting, secret, place=place(at))
    assert payload["userErrors"] == []
    assert (payload["need"]["reporter"] is not None) is reports
    again = "query($id: ID!) { need(id: $id) { title } }"
    assert (await acting.do(secret, again, id=payload["need"]["id"]))["need"]


async def test_nobody_raises_one_unknown(acting: Acting) -> None:
    """Without an account, or with a key that may only read, it is forbidden."""
    for secret in (None, await acting.key(rights=["READ"])):
        answer = json.loads((await acting.raw(secret, RAISE, input=asked())).content)
        assert answer["data"] == {"raiseNeed": None}
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


WRONG: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"title": " \u200b "}, "REQUIRED", ["input", "title"]),
    ({"title": "x" * 501}, "TOO_LONG", ["input", "title"]),
    ({"description": "x\u0007"}, "CONTROL_CHARACTER", ["input", "description"]),
    ({"priority": 5}, "OUT_OF_BOUNDS", ["input", "priority"]),
    ({"quantity": -1}, "OUT_OF_BOUNDS", ["input", "quantity"]),
    ({"windowStart": "2026-12-04T08:00:00Z", "windowEnd": "2026-12-04T16:00:00+08:00"}, "ENDS_BEFORE_IT_STARTS", ["input", "windowEnd"]),
    ({"place": "nowhere"}, "UNKNOWN_REFERENCE", ["input", "place"]),
    ({"category": place("NS")}, "UNKNOWN_REFERENCE", ["input", "category"]),
    ({"category": term("U.person")}, "WRONG_REFERENCE", ["input", "category"]),
    ({"groups": [term("G.ELDER"), term("U.person")]}, "WRONG_REFERENCE", ["input", "groups", "1"]),
    ({"groups": [f"g{n}" for n in range(101)]}, "TOO_MANY_VALUES", ["input", "groups"]),
    ({"idempotencyKey": ""}, "IDEMPOTENCY_KEY_LENGTH", ["input", "idempotencyKey"]),
    ({"idempotencyKey": "x" * 256}, "IDEMPOTENCY_KEY_LENGTH", ["input", "idempotencyKey"]),
]  # fmt: skip


@pytest.mark.parametrize(("more", "code", "field"), WRONG, ids=[f"{w[1]} {w[2][1]}" for w in WRONG])
async def test_what_a_row_could_not_say_is_refused(
    acting: Acting, more: dict[str, Any], code: str, field: list[str]
) -> None:
    """The rules of the import hold here too: each breach is named at its field, in both languages, and nothing is written."""
    payload = await raised(acting, await acting.key(), **more)
    assert payload["need"] is None
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["messageZh"]
    assert error["messageEn"]
    assert await acting.changes("RAISE_NEED") == []


async def test_everything_wrong_is_told_at_once(acting: Acting) -> None:
    """One answer names every field."""
    payload = await raised(
        acting, await acting.key(), title="", priority=0, windowStart="2026-12-04T08:00:00Z",
        windowEnd="2026-12-03T08:00:00Z",
    )  # fmt: skip
    assert codes(payload) == ["REQUIRED", "OUT_OF_BOUNDS", "ENDS_BEFORE_IT_STARTS"]


async def test_a_need_is_amended_from_the_version_that_was_seen(acting: Acting) -> None:
    """What is given changes, null empties, the rest stays; another version is a conflict that names the present one."""
    secret = await acting.key()
    need = (await raised(acting, secret, windowStart="2026-12-04T08:00:00+08:00", groups=[term("G.ELDER")], channel=term("CH.WINDOW")))["need"]  # fmt: skip
    payload = await amended(
        acting, secret, id=need["id"], expectedVersion=1, title="送两位老人复诊", groups=[term("G.CHILD"), term("G.DISABLED")],
        channel=None, windowEnd="2026-12-04T12:00:00+08:00",
    )  # fmt: skip
    assert payload == {
        "need": {
            "id": need["id"], "version": 2, "title": "送两位老人复诊", "quantity": 1, "windowStart": "2026-12-04T08:00:00+08:00",
            "windowEnd": "2026-12-04T12:00:00+08:00", "category": {"code": "N1.1.2"},
            "groups": {"nodes": [{"code": "G.CHILD"}, {"code": "G.DISABLED"}]}, "channel": None,
        },
        "userErrors": [],
    }  # fmt: skip
    late = await amended(acting, secret, id=need["id"], expectedVersion=1, title="迟到的修改")
    assert codes(late) == ["VERSION_CONFLICT"]
    assert late["userErrors"][0]["allowed"] == ["2"]
    broken = await amended(
        acting, secret, id=need["id"], expectedVersion=2, windowStart="2026-12-05T08:00:00+08:00"
    )
    assert codes(broken) == ["ENDS_BEFORE_IT_STARTS"]
    (record,) = await acting.changes("AMEND_NEED")
    assert record["fields"] == ["groups", "title", "windowEnd"]


async def test_who_may_not_amend_it_learns_nothing(acting: Acting) -> None:
    """Hidden, missing and not allowed are one answer, byte for byte; one's own is amended, and only until its end."""
    own = await acting.key(RESIDENT)
    need = (await raised(acting, own))["need"]
    assert codes(await amended(acting, own, id=need["id"], expectedVersion=1, quantity=3)) == []
    for account in (LIAISON, GRID, AUDITOR, ADMIN):
        secret = await acting.key(account)
        said = {"expectedVersion": 2, "quantity": 4}
        there = await acting.raw(secret, AMEND, input={"id": need["id"], **said})
        missing = await acting.raw(secret, AMEND, input={"id": "need_" + "a" * 26, **said})
        assert b"NOT_FOUND" in there.content
        assert _bare(there.content) == _bare(missing.content)
    await acting.known.run("MATCH (n:Need {id: $id}) SET n.status = 'CLOSED'", id=need["id"])
    ended = await amended(acting, own, id=need["id"], expectedVersion=2, quantity=5)
    assert codes(ended) == ["NEED_ENDED"]
    assert "OPEN" in ended["userErrors"][0]["allowed"]


def _bare(body: bytes) -> Any:
    return json.loads(body)["data"]
