"""The acts of the loop, as callers send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.test_needs import RAISE, asked, place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.conftest import Acting

STREET, COMMUNITY, GRID, HOSPITAL, SECRETARY, DEPARTMENT = (f"NS-AC-0{n}" for n in range(1, 7))
RESIDENT = "NS-AC-10"
NEED = "id version status outcome level statusReason acceptedAt startedAt resolvedAt closedAt reopenCount selfHandled heldUntil arrivedAt teamOnSite owner { id } mergedInto { id } parts(first: 5) { nodes { id title status } } assessments(first: 5) { nodes { kind reached solved satisfied score by { id } } }"
COMMITMENT = "id version status statusReason quantity startAt endAt direction role holdUntil respondBy waitingSince heldUntil startedAt deliveredQuantity deliveredAt returnedAt confirmedByTime unit { id } resource { id } replaces { id } handledBy { id }"
ERRORS = "userErrors { code field messageZh messageEn allowed conflicts }"
MAKING = {"requestSupport", "offerSupport", "assignSupport", "bookSupport"}


def text(root: str) -> str:
    """The document of an act."""
    input_ = f"{root[0].upper()}{root[1:]}Input"
    shown = "commitments" if root in MAKING else "commitment"
    return f"mutation($input: {input_}!) {{ {root}(input: $input) {{ need {{ {NEED} }} {shown} {{ {COMMITMENT} }} {ERRORS} }} }}"


def resource(code: str) -> str:
    """Id of a resource."""
    return node_id(KINDS["Resource"], code)


@dataclass
class Loop:
    """The service, asked by account, each with a key of its own."""

    acting: Acting
    keys: dict[str, str] = field(default_factory=dict)

    @staticmethod
    def text(root: str) -> str:
        """The document of an act."""
        return text(root)

    async def fingerprint(self) -> Any:
        """All that the graph holds of needs, commitments and what is said of them, and how much was recorded."""
        rows = await self.acting.known.run(
            "MATCH (n) WHERE n:Need OR n:Commitment OR n:Assessment OPTIONAL MATCH (n)-[r]->(m) "
            "WITH n, collect(type(r) + ' ' + coalesce(m.id, '')) AS ends ORDER BY n.id "
            "RETURN collect([n.id, toString(n.version), n.status, size(ends)]) AS all, count(n) AS n"
        )  # fmt: skip
        recorded = await self.acting.known.run("MATCH (c:Change) RETURN count(c) AS n")
        return rows, recorded

    async def key(self, account: str) -> str:
        """The account's key, made once."""
        if account not in self.keys:
            self.keys[account] = await self.acting.key(account)
        return self.keys[account]

    async def do(self, account: str, root: str, **said: Any) -> Mapping[str, Any]:
        """The payload of an act."""
        data = await self.acting.do(await self.key(account), text(root), input=said)
        return data[root]

    async def done(self, account: str, root: str, **said: Any) -> Mapping[str, Any]:
        """The payload of an act that must be done."""
        payload = await self.do(account, root, **said)
        assert payload["userErrors"] == [], payload["userErrors"]
        return payload

    async def refused(self, account: str, root: str, **said: Any) -> list[Mapping[str, Any]]:
        """The errors of an act that must not be done; nothing is recorded of it."""
        await self.key(account)
        before = len(await self.acting.changes())
        payload = await self.do(account, root, **said)
        assert payload["userErrors"], payload
        assert payload["need"] is None
        assert len(await self.acting.changes()) == before
        return payload["userErrors"]

    async def raised(
        self, account: str = COMMUNITY, at: str = "NS-C01", **more: Any
    ) -> Mapping[str, Any]:
        """A need, just reported."""
        said = asked(place=place(at), **more)
        payload = (await self.acting.do(await self.key(account), RAISE, input=said))["raiseNeed"]
        assert payload["userErrors"] == []
        return payload["need"]

    async def opened(self, account: str = COMMUNITY, **more: Any) -> Mapping[str, Any]:
        """A need that is open to be taken up."""
        need = await self.raised(account, **more)
        payload = await self.done(STREET, "triage", id=need["id"], expectedVersion=1, to="OPEN")
        return payload["need"]

    async def need(self, id_: str) -> Mapping[str, Any]:
        """A need as the street sees it now."""
        query = f"query($id: ID!) {{ need(id: $id) {{ {NEED} }} }}"
        return (await self.acting.do(await self.key(STREET), query, id=id_))["need"]
