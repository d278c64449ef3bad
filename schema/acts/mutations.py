"""All acts of the schema, and the occasion on which a caller does one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.acts import Occasion
from schema.acts import commitment_steps, need_steps, parts
from schema.acts.categories import REMOVE_CATEGORY
from schema.acts.contacts import REVEAL_CONTACT
from schema.acts.needs import AMEND_NEED, RAISE_NEED
from schema.acts.own_keys import CREATE_API_KEY, REVOKE_CREDENTIAL
from schema.acts.resources import OFFER_RESOURCE
from schema.acts.standing_steps import STANDING_ACTS
from schema.acts.steps import step_act
from schema.acts.support import SUPPORT_ACTS

if TYPE_CHECKING:
    from datetime import datetime

    from schema.access.caller import Caller

STEPS = tuple(step_act(spec) for spec in (*need_steps.SPECS, *commitment_steps.SPECS, *parts.SPECS))
"""Acts that take a need or a commitment a step further."""
ACTS = (
    RAISE_NEED, AMEND_NEED, *SUPPORT_ACTS, *STEPS, *STANDING_ACTS, OFFER_RESOURCE, REMOVE_CATEGORY, REVEAL_CONTACT, CREATE_API_KEY,
    REVOKE_CREDENTIAL,
)  # fmt: skip


def occasion(caller: Caller, now: datetime, request: str | None) -> Occasion:
    """The occasion on which this caller acts now, in this request."""
    return Occasion(
        now=now, account=caller.account, via=caller.via.value,
        roles=tuple(sorted(role.name for role in caller.roles)), rights=caller.rights, request=request,
    )  # fmt: skip
