"""Accounts in a graph: everybody, residents, all nine roles, some of them together, and some that no longer stand."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from graph.kinds import KINDS
from schema.access.caller import ANONYMOUS, who
from tests.access.drawn import Drawing, relabel
from tests.access.values import NOW
from tests.oracle.standing import RIGHTS, standing
from tests.oracle.visible import Visible
from tests.oracle.whole import World, down

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.execute import Reader
    from tests.oracle.whole import Graph

TODAY = NOW.date()
WHERE = {
    "R.GRID_WORKER": "Grid", "R.GRID_LEADER": "Community", "R.COMMUNITY_ADMIN": "Community", "R.UNIT_LIAISON": "Unit",
    "R.FIRST_SECRETARY": "Community", "R.BIG_COMMITTEE_LIAISON": "Street", "R.STREET_CENTRE": "Street",
    "R.DEPARTMENT_OFFICER": "District Unit", "R.ORGANISATION_OFFICER": "Street", "R.AUDITOR": "", "R.SYSTEM_ADMIN": "",
}  # fmt: skip
"""What a post in a role is exercised on."""
TOGETHER = (
    "R.COMMUNITY_ADMIN R.UNIT_LIAISON", "R.GRID_WORKER R.FIRST_SECRETARY", "R.FIRST_SECRETARY R.UNIT_LIAISON",
    "R.STREET_CENTRE R.ORGANISATION_OFFICER", "R.DEPARTMENT_OFFICER R.UNIT_LIAISON", "R.AUDITOR R.SYSTEM_ADMIN",
    "R.COMMUNITY_ADMIN R.COMMUNITY_ADMIN", "R.SYSTEM_ADMIN R.GRID_LEADER", "R.DEPARTMENT_OFFICER R.DEPARTMENT_OFFICER",
)  # fmt: skip
COMBINED = {roles.replace("R.", "") for roles in TOGETHER}
OVER: dict[str, dict[str, Any]] = {
    "ended today": {"endOn": TODAY}, "begins tomorrow": {"startOn": TODAY + timedelta(days=1)},
    "suspended": {"status": "SUSPENDED"}, "nominated": {"status": "NOMINATED"}, "begins today": {"startOn": TODAY},
    "ends tomorrow": {"endOn": TODAY + timedelta(days=1)},
}  # fmt: skip


@dataclass(frozen=True)
class Account:
    """Somebody who asks, by what is special about him."""

    name: str
    account: str | None = None
    credential: str | None = None
    rights: frozenset[str] = RIGHTS

    def view(self, graph: Graph) -> Visible | None:
        """What he should see; `None` where he must be turned away."""
        world = World(graph)
        if self.credential and not _valid(graph.values[self.credential]):
            return None
        caller = standing(world, self.account, NOW, self.rights)
        return caller and Visible(world, caller, NOW)

    async def scope(self, reader: Reader) -> Scope | None:
        """His scope as the house makes it; `None` where it turns him away."""
        if self.credential is None:
            return ANONYMOUS.scope(NOW)
        caller = await who(reader, self.credential, NOW)
        return caller.scope(NOW) if caller else None


def _valid(credential: Any) -> bool:
    return credential.get("revokedAt") is None and credential["expiresAt"] > NOW


ANYBODY = Account("anybody")


def add_callers(graph: Graph, seed: int) -> list[Account]:
    """Add accounts of all sorts to a graph, and give what they turn out to be."""
    adding = _Adding(graph, random.Random(f"callers {seed}"))
    found = [ANYBODY, adding.account("resident", [])]
    found += [adding.account(role, [role]) for role in WHERE]
    found += [adding.account(roles.replace("R.", ""), roles.split()) for roles in TOGETHER]
    found += [
        adding.account(f"street centre {name}", ["R.STREET_CENTRE"], post=change)
        for name, change in OVER.items()
    ]
    found += [
        adding.account("suspended account", ["R.STREET_CENTRE"], status="SUSPENDED"),
        adding.account("revoked key", ["R.STREET_CENTRE"], revokedAt=NOW),
        adding.account("expired key", ["R.STREET_CENTRE"], expiresAt=NOW),
        adding.account("auditor without the right", ["R.AUDITOR"], rights=["READ"]),
        adding.account("reveals nothing", ["R.COMMUNITY_ADMIN"], rights=["READ", "ACT"]),
        adding.account("community of nowhere", ["R.COMMUNITY_ADMIN"], nowhere=True),
        adding.account("liaison of nobody", ["R.UNIT_LIAISON"], nowhere=True),
    ]
    relabel(graph)
    return found


class _Adding:
    def __init__(self, graph: Graph, dice: random.Random) -> None:
        self.graph, self.dice, self.drawing = graph, dice, Drawing(graph, dice)

    def account(
        self, name: str, roles: list[str], *, post: dict[str, Any] | None = None, nowhere: bool = False, **said: Any
    ) -> Account:  # fmt: skip
        node, tie = self.drawing.node, self.graph.tie
        person = node(KINDS["Person"])
        account = node(KINDS["Account"], status=said.get("status", "ACTIVE"))
        rights = said.get("rights", sorted(RIGHTS))
        credential = node(
            KINDS["Credential"], rights=rights, revokedAt=said.get("revokedAt"),
            expiresAt=said.get("expiresAt", NOW + timedelta(days=1)),
        )  # fmt: skip
        tie(account, "IS", person)
        tie(credential, "OF", account)
        for role in roles:
            self._post(person, role, post or {}, nowhere=nowhere)
        self._report(person)
        return Account(name, account, credential, frozenset(rights))

    def _post(self, person: str, role: str, change: dict[str, Any], *, nowhere: bool) -> None:
        kind, graph = KINDS["RoleAssignment"], self.graph
        given: dict[str, Any] = {"status": "ACTIVE", "startOn": None, "endOn": None} | change
        id_ = self.drawing.node(kind, **given)
        graph.tie(person, "HOLDS", id_)
        graph.tie(id_, "IN_ROLE", next(i for i, v in graph.values.items() if v.get("code") == role))
        for label in "" if nowhere else WHERE[role].split():
            graph.tie(id_, "TARGETS", self._target(role, label))
        if role in ("R.FIRST_SECRETARY", "R.BIG_COMMITTEE_LIAISON"):
            graph.tie(id_, "SECONDED_FROM", self._target("", "Unit"))

    def _target(self, role: str, label: str) -> str:
        """Somewhere that a post shows something: a unit with tasks, a place with needs within."""
        world = World(self.graph)
        found = sorted(world.all(label), key=lambda n: n.id)
        if role == "R.DEPARTMENT_OFFICER" and label == "Unit":
            found = [u for u in found if u.to("RESPONSIBLE_FOR")] or found
        elif role == "R.UNIT_LIAISON":
            found = [u for u in found if u.by("BY") and u.to("PARTY_TO")] or found
        elif label != "Unit":
            found = [p for p in found if any(x.by("AT") for x in down([p], "PART_OF", 10))] or found
        return self.dice.choice(found).id

    def _report(self, person: str) -> None:
        """He reported some of the needs that nobody reported yet."""
        reported = {b for _, type_, b in self.graph.links if type_ == "REPORTED"}
        free = sorted(
            i for i, labels in self.graph.labels.items() if "Need" in labels and i not in reported
        )
        for need in self.dice.sample(free, min(1, len(free))):
            self.graph.tie(person, "REPORTED", need)
