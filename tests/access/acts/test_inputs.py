"""What can be written: exactly the fields of this list, whatever the kinds have."""

from __future__ import annotations

from graphql import GraphQLInputObjectType, GraphQLObjectType

from schema.access.table import TABLE
from schema.acts.mutations import ACTS
from schema.executable import executable

_SAID = {
    "title", "description", "kind", "priority", "quantity", "householdCount", "beneficiaryCount", "windowStart", "windowEnd",
    "contactName", "contactPhone", "contactAddress", "category", "measure", "groups", "channel", "idempotencyKey", "recurrence",
}  # fmt: skip
_STEP = {"id", "expectedVersion", "note", "idempotencyKey"}
_WHY = {*_STEP, "reason"}
_WISH = {"resource", "quantity", "measure", "startAt", "endAt", "role", "handledBy"}
_FOR = {"need", "expectedVersion", "note", "idempotencyKey"}
ALLOWED = {
    "TriageInput": {*_WHY, "to", "owner", "priority"},
    "ArriveInput": {*_STEP, "team"},
    "StartInput": _STEP,
    "HoldInput": {*_WHY, "until"},
    "ResumeInput": _STEP,
    "ResolveInput": {*_STEP, "outcome"},
    "ConfirmInput": {*_STEP, "satisfied", "score", "comment"},
    "CloseInput": _WHY,
    "ReopenInput": _WHY,
    "CancelInput": _WHY,
    "MergeInput": {*_STEP, "into"},
    "SplitInput": {*_STEP, "parts"},
    "RateInput": {*_STEP, "reached", "solved", "satisfied", "score", "comment"},
    "EscalateInput": {*_WHY, "owner"},
    "ReassignInput": {*_WHY, "owner"},
    "AcceptInput": {*_STEP, "handledBy"},
    "DeclineInput": _WHY,
    "WaitlistInput": _STEP,
    "WithdrawInput": _WHY,
    "DeliverInput": {*_STEP, "deliveredQuantity"},
    "GiveBackInput": {*_STEP, "returnedAt"},
    "FailInput": _WHY,
    "ReportNoShowInput": _STEP,
    "DisputeInput": _WHY,
    "SettleInput": {*_WHY, "to"},
    "VoidInput": _WHY,
    "AdvanceAgreementInput": {*_WHY, "to"},
    "AdvanceRoleInput": {*_WHY, "to"},
    "RequestSupportInput": {*_FOR, *_WISH, "unit", "respondBy", "waitlist", "replaces", "reason"},
    "OfferSupportInput": {*_FOR, *_WISH, "respondBy"},
    "AssignSupportInput": {*_FOR, *_WISH, "unit", "replaces", "reason"},
    "BookSupportInput": {*_FOR, "choices", "respondBy"},
    "RaiseNeedInput": {*_SAID, "place"},
    "AmendNeedInput": {*_SAID, "id", "expectedVersion"},
    "RemoveCategoryInput": {"id", "expectedVersion", "idempotencyKey"},
    "OfferResourceInput": {
        "name",
        "description",
        "kind",
        "capacityMode",
        "capacity",
        "ratePeriod",
        "openingHours",
        "closedOn",
        "validFrom",
        "validTo",
        "leadTimeMinutes",
        "bufferMinutes",
        "shortestMinutes",
        "longestMinutes",
        "approvalRequired",
        "toBeReturned",
        "radiusKm",
        "emergencyCallable",
        "provider",
        "categories",
        "measure",
        "place",
        "serviceArea",
        "audience",
        "idempotencyKey",
    },
    "RevealContactInput": {"id", "reason", "idempotencyKey"},
    "CreateApiKeyInput": {"name", "rights", "days", "idempotencyKey"},
    "RevokeCredentialInput": {"id", "idempotencyKey"},
}
"""By input type, all that it may hold. Whoever adds a field decides here that a caller may write it."""


def _mutation() -> GraphQLObjectType:
    root = executable().engine.schema.mutation_type
    assert root is not None
    return root


def test_inputs_hold_what_is_allowed_and_nothing_else() -> None:
    """Every mutation takes one argument, `input`, of a type whose fields are in the list, by name."""
    found = {}
    for field in _mutation().fields.values():
        assert list(field.args) == ["input"]
        type_ = field.args["input"].type.of_type
        assert isinstance(type_, GraphQLInputObjectType)
        found[type_.name] = set(type_.fields)
    assert found == ALLOWED


def test_what_only_the_server_says_is_in_no_input() -> None:
    """Number, status, version, times, reporter, provenance: no act takes them; an owner is named only where one is given to a need."""
    servers = {
        "code",
        "status",
        "version",
        "reportedAt",
        "reporter",
        "provenance",
        "visibility",
        "assuredOn",
    }
    assert not servers & set().union(*ALLOWED.values())


def test_every_act_answers_with_its_errors() -> None:
    """Every payload has `userErrors: [UserError!]!` and otherwise fields that may be null."""
    for field in _mutation().fields.values():
        assert isinstance(field.type, GraphQLObjectType)
        required = {n: str(f.type) for n, f in field.type.fields.items() if str(f.type)[-1] == "!"}
        assert required == {"userErrors": "[UserError!]!"}


def test_every_act_is_in_the_table() -> None:
    """Each mutation is an act of the table of permissions, and the table says by which act each is done."""
    for act in ACTS:
        assert act.name in TABLE.acts
        assert TABLE.roots[act.root] == act.name
