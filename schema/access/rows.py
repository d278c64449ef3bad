"""The rules by which roles see rows, as Cypher predicates over `{n}`.

`$places`, `$pairs`, `$own`, `$sent`, `$partners` and `$bonds` stand for what the role's posts are exercised on (`schema.access.caller.Post`);
each role has lists of its own (`schema.access.building`). All variables begin with `scope`, so that no statement around them has the same.

The far ends have no label, so that no index leads to them: a rule is a test on a node already found, and a planner that
begins at the far end would walk a whole street for each row.
"""

from __future__ import annotations

from schema.people import FIRST_SECRETARY


def _within(pattern: str, listed: str = "$places", more: str = "") -> str:
    """A node whose pattern ends on a place that is one of the listed, or below one."""
    return f"EXISTS {{ MATCH {pattern}()-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN {listed}{more} }}"


def _own(pattern: str, listed: str = "$own") -> str:
    """A node whose pattern ends on one of the listed units."""
    return f"EXISTS {{ MATCH {pattern}(scopeUnit) WHERE scopeUnit.id IN {listed} }}"


_WITHIN = _within("({n})-[:AT]->")
_RESPONSIBLE = (
    "EXISTS {{ MATCH {way}-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(:Category)<-[:RESPONSIBLE_FOR]-(scopeOffice:Unit) "
    "MATCH {need}-[:AT]->(:Place)-[:PART_OF*0..10]->(scopePlace:Place) "
    "WHERE any(scopePair IN $pairs WHERE scopePair[0] = scopeOffice.id AND scopePair[1] = scopePlace.id) }}"
)
_REPORTED = (
    "EXISTS {{ MATCH {way}<-[:REPORTED]-(scopeReporter) WHERE scopeReporter.id = $scope_me }}"
)

# Who was only asked, or has said no, does nothing with the need; it is seen all the same.
_TAKEN_ON = "scopePromise.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS', 'DELIVERED', 'CONFIRMED', 'DISPUTED']"
_IS_OPEN = "{n}.status IN ['OPEN', 'IN_PROGRESS']"


def _placed(end: str, test: str) -> str:
    """A need whose place is, or lies in, one that fulfils the test."""
    return f"EXISTS {{ MATCH ({{n}})-[:AT]->(:Place)-[:PART_OF*0..10]->({end}) WHERE {test} }}"


_BOND = "any(scopeBond IN $bonds WHERE scopePlace.id IN scopeBond[{at}])"
_ABLE = (
    "EXISTS { MATCH ({n})-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(:Category)-[:SATISFIED_BY]->(scopeSkill:Category) "
    "WHERE scopeSkill.id IN scopeBond[2] }"
)
_NEAR = _placed("scopeStreet:Street", "scopeStreet.id IN scopeBond[3]")
_OPEN_BY_PAIRING = f"({_IS_OPEN} AND {_placed('scopePlace:Place', _BOND.format(at=0))})"
_OPEN_BY_AREA = f"({_IS_OPEN} AND {_placed('scopePlace:Place', _BOND.format(at=1))})"
_OPEN_BY_CAPABILITY = f"({_IS_OPEN} AND any(scopeBond IN $bonds WHERE {_ABLE} AND {_NEAR}))"
_EXERCISED = (
    f"({_within('(scopeRole)-[:TARGETS]->')} OR {_within('(scopeRole)-[:TARGETS]->(:Alliance)-[:SERVES]->')} OR "
    f"{_within('(scopeRole)-[:TARGETS|SECONDED_FROM]->(:Unit)-[:LOCATED_IN]->')})"
)
# An active first secretary's role is always shown: the label on the person says it exists.
_POSTED = (
    "({n}.status = 'ACTIVE' AND (EXISTS { MATCH ({n})-[:TARGETS]->(scopeAt) WHERE scopeAt:Place OR scopeAt:Alliance } "
    f"OR EXISTS {{ MATCH ({{n}})-[:IN_ROLE]->(scopeWhat:Category) WHERE scopeWhat.code = '{FIRST_SECRETARY}' }}))"
)


def _holds(rule: str, role: str = "scopeRole") -> str:
    return f"EXISTS {{ MATCH ({{n}})-[:HOLDS]->({role}:RoleAssignment) WHERE {rule} }}"


_OF_OWN_ROLE = _own("({n})-[:TARGETS|SECONDED_FROM]->")

RULES: dict[tuple[str, str], str] = {
    ("Agreement", "SIGNED"): "NOT {n}.status IN ['INTENT', 'DRAFT']",
    ("Agreement", "BENEFITS_WITHIN"): _within("({n})-[:BENEFITS]->"),
    ("Agreement", "OWN_PARTY"): _own("({n})<-[:PARTY_TO]-"),
    ("Project", "APPROVED"): "NOT {n}.status IN ['PROPOSED', 'REVIEWED', 'REJECTED']",
    ("Project", "SITED_WITHIN"): _within("({n})-[:SITED_AT]->"),
    ("Project", "RUN_BY_OWN"): _own("({n})-[:RUN_BY]->"),
    ("Need", "REPORTED_BY_ME"): _REPORTED.format(way="({n})"),
    ("Need", "WITHIN"): _WITHIN,
    ("Need", "RESPONSIBLE"): _RESPONSIBLE.format(way="({n})", need="({n})"),
    ("Need", "TAKEN_ON_BY_OWN"): _own(f"({{n}})<-[:FOR]-(scopePromise:Commitment WHERE {_TAKEN_ON})-[:BY]->"),
    ("Need", "LED_BY_OWN"): _own(
        f"({{n}})<-[:FOR]-(scopePromise:Commitment WHERE scopePromise.role = 'LEAD' AND {_TAKEN_ON})-[:BY]->"
    ),
    ("Need", "PROMISED_BY_OWN"): _own("({n})<-[:FOR]-(:Commitment)-[:BY]->"),
    ("Need", "OPEN_BY_PAIRING"): _OPEN_BY_PAIRING,
    ("Need", "OPEN_BY_AREA"): _OPEN_BY_AREA,
    ("Need", "OPEN_BY_CAPABILITY"): _OPEN_BY_CAPABILITY,
    ("Commitment", "FOR_REPORTED_BY_ME"): _REPORTED.format(way="({n})-[:FOR]->(:Need)"),
    ("Commitment", "FOR_WITHIN"): _within("({n})-[:FOR]->(:Need)-[:AT]->"),
    ("Commitment", "FOR_RESPONSIBLE"): _RESPONSIBLE.format(way="({n})-[:FOR]->(scopeNeed:Need)", need="(scopeNeed)"),
    ("Commitment", "BY_OWN"): _own("({n})-[:BY]->"),
    ("Assessment", "OF_REPORTED_BY_ME"): _REPORTED.format(way="({n})-[:ASSESSES]->(:Need)"),
    ("Assessment", "OF_WITHIN"): _within("({n})-[:ASSESSES]->(:Need)-[:AT]->"),
    ("Assessment", "OF_RESPONSIBLE"): _RESPONSIBLE.format(way="({n})-[:ASSESSES]->(scopeNeed:Need)", need="(scopeNeed)"),
    ("Assessment", "OF_PROMISED_BY_OWN"): _own("({n})-[:ASSESSES]->(:Need)<-[:FOR]-(:Commitment)-[:BY]->"),
    ("Resource", "PUBLIC"): "({n}.visibility = 'PUBLIC' AND {n}.status = 'ACTIVE')",
    ("Resource", "USED_FOR_REPORTED_BY_ME"): _REPORTED.format(way="({n})<-[:USES]-(:Commitment)-[:FOR]->(:Need)"),
    ("Resource", "USED_WITHIN"): _within("({n})<-[:USES]-(:Commitment)-[:FOR]->(:Need)-[:AT]->"),
    ("Resource", "USED_FOR_RESPONSIBLE"): _RESPONSIBLE.format(
        way="({n})<-[:USES]-(:Commitment)-[:FOR]->(scopeNeed:Need)", need="(scopeNeed)"
    ),
    ("Resource", "PARTNERED"): _own("({n})-[:PROVIDED_BY]->", "$partners"),
    ("Resource", "OF_HOME"): _own("({n})-[:PROVIDED_BY]->", "$sent"),
    ("Resource", "OF_OWN"): _own("({n})-[:PROVIDED_BY]->"),
    ("RoleAssignment", "POSTED"): _POSTED,
    ("RoleAssignment", "HELD_BY_ME"): "EXISTS { MATCH ({n})<-[:HOLDS]-(scopeHolder) WHERE scopeHolder.id = $scope_me }",
    ("RoleAssignment", "EXERCISED_WITHIN"): _EXERCISED.replace("scopeRole", "{n}"),
    ("RoleAssignment", "OF_OWN"): _OF_OWN_ROLE,
    ("Person", "ME"): "{n}.id = $scope_me",
    ("Person", "POSTED"): _holds(_POSTED.replace("{n}", "scopeRole")),
    ("Person", "EXERCISED_WITHIN"): _holds(_EXERCISED),
    ("Person", "OF_OWN"): _holds(_OF_OWN_ROLE.replace("{n}", "scopeRole")),
    ("Person", "EMPLOYED_BY_OWN"): _own("({n})-[:EMPLOYED_BY]->"),
    ("Place", "AT_OR_BELOW"): "EXISTS { MATCH ({n})-[:PART_OF*0..10]->(scopePlace) WHERE scopePlace.id IN $places }",
    ("Unit", "OWN"): "{n}.id IN $own",
    ("Account", "MINE"): "{n}.id = $scope_account",
    ("Credential", "MINE"): "EXISTS { MATCH ({n})-[:OF]->(scopeOwner) WHERE scopeOwner.id = $scope_account }",
}  # fmt: skip
"""By family and name of the rule."""
