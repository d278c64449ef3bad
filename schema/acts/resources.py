"""`offerResource`: what a unit offers, put down by its liaison.

Decided, and guarded by `tests/access/acts/test_resources.py`: what is new is seen by those who work in the partnership;
whether everybody sees it is not for whoever offers it to say.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import strawberry

from graph.acts import ACT_WEIGHT, ERRORS, Act, Done, Effect, Occasion, Refused, UserError, wrong
from graph.chain import Entry
from graph.entered import created_text, linking
from graph.ids import node_id
from graph.inputs import Given, Writable
from graph.kinds import KINDS
from graph.surface.made import argument, field
from schema.acts.entering import changed_meanwhile, idempotency, stream_of
from schema.following import ELSEWHERE
from schema.instants import BEIJING
from schema.resources import Resource, ResourceStatus, ResourceVisibility

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFER = "OFFER_RESOURCE"
OFFERED = Writable(
    "Resource",
    (
        "name", "description", "kind", "capacityMode", "capacity", "ratePeriod", "openingHours", "closedOn", "validFrom",
        "validTo", "leadTimeMinutes", "bufferMinutes", "shortestMinutes", "longestMinutes", "approvalRequired", "toBeReturned", "radiusKm", "emergencyCallable",
    ),
    ("provider", "categories", "measure", "place", "serviceArea", "audience"),
    BEIJING,
)  # fmt: skip
_CODE_BYTES = 10

_FACTS = f"""
RETURN {{
  refs: {OFFERED.references()},
  by: head(COLLECT {{
    UNWIND $provider AS sought
    MATCH (by:Unit {{id: sought}}) WHERE «scope by:Unit» RETURN {{may: «may {OFFER} by:Unit»}}
  }}),
  streams: [
    head(COLLECT {{ UNWIND $place AS sought MATCH (at:Place {{id: sought}}) WHERE «scope at:Place» RETURN {stream_of("at")} }}),
    head(COLLECT {{
      UNWIND $provider AS sought
      MATCH (:Unit {{id: sought}})-[:LOCATED_IN]->(at:Place) WHERE «scope at:Place» RETURN {stream_of("at")} LIMIT 1
    }})
  ]
}} AS value
"""
_CREATED = created_text(KINDS["Resource"], OFFERED.edges)
STATEMENTS = {"resources.offered": _CREATED}

OfferResourceInput = OFFERED.input(
    "OfferResourceInput",
    "What is offered, by which unit, how much, when and for whom. 提供什么、由哪个单位提供、多少、何时、给谁。",
    [idempotency()],
)


@strawberry.type(
    description="What came of offering a resource. 登记资源的结果。", directives=[ACT_WEIGHT]
)
class OfferResourcePayload:
    """What came of offering a resource."""

    resource: Annotated[Resource, strawberry.lazy("schema.resources")] | None = strawberry.field(
        default=None,
        description="The resource as you see it now; null if nothing was done. 登记后的资源，未执行时为空。",
    )
    user_errors: list[UserError] = strawberry.field(
        directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
    )


def decide(facts: Sequence[Any], given: Given, occasion: Occasion) -> Done | Refused:
    """A resource under a fresh number, to be had from now on by those who work in the partnership."""
    (found,) = facts
    if strangers := OFFERED.strangers(given, found["refs"]):
        return Refused(tuple(strangers))
    if not found["by"]["may"]:
        return wrong(
            "NOT_YOUR_UNIT", field=("input", "provider"), zh="只能登记本单位（含下属）的资源，请改为本单位。",
            en="Only resources of your own unit, or of one below it, can be offered; name that one.",
        )  # fmt: skip
    code = "B-" + base64.b32encode(occasion.fresh[:_CODE_BYTES]).decode()
    id_ = node_id(KINDS["Resource"], code)
    values = {
        **given.values, "id": id_, "code": code, "provenance": "ENTERED", "status": ResourceStatus.ACTIVE.name,
        "visibility": ResourceVisibility.INTERNAL.name, "assuredOn": occasion.now.astimezone(BEIJING).date(),
    }  # fmt: skip
    record = Entry(
        stream=next(filter(None, found["streams"]), ELSEWHERE), at=occasion.now, act=OFFER, actor=occasion.account,
        via=occasion.via, request=occasion.request, target=id_, target_kind="Resource", fields=given.fields,
        details=orjson.dumps({"roles": occasion.roles}).decode(),
    )  # fmt: skip
    parameters = {"written": values, **linking(OFFERED.edges, given.links)}
    effect = Effect("resources.offered", _CREATED, parameters, changed_meanwhile(), "Resource")
    answer = OfferResourcePayload(resource=id_)  # type: ignore[arg-type]
    return Done(answer, (effect,), (record,), shown={"resource": id_}, revises=True)


OFFER_RESOURCE = Act(
    name=OFFER, payload=OfferResourcePayload, facts=_FACTS,
    prepare=lambda arguments, _occasion: OFFERED.read(arguments["input"]),
    parameters=lambda given, _occasion: OFFERED.sought(given), decide=decide,
    again=lambda shown: Done(OfferResourcePayload(resource=shown["resource"])),  # type: ignore[arg-type]
    field=field(
        "offerResource", OfferResourcePayload | None,
        "Put down what your unit offers. 登记本单位提供的资源。",
        args=[argument("input", OfferResourceInput, "What is offered. 提供什么。")],
    ),
)  # fmt: skip
