"""All acts of the schema, and the occasion on which a caller does one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.acts import Occasion
from schema.acts.contacts import REVEAL_CONTACT
from schema.acts.needs import AMEND_NEED, RAISE_NEED
from schema.acts.own_keys import CREATE_API_KEY, REVOKE_CREDENTIAL
from schema.acts.resources import OFFER_RESOURCE

if TYPE_CHECKING:
    from datetime import datetime

    from schema.access.caller import Caller

ACTS = (RAISE_NEED, AMEND_NEED, OFFER_RESOURCE, REVEAL_CONTACT, CREATE_API_KEY, REVOKE_CREDENTIAL)


def occasion(caller: Caller, now: datetime, request: str | None) -> Occasion:
    """The occasion on which this caller acts now, in this request."""
    return Occasion(
        now=now, account=caller.account, via=caller.via.value,
        roles=tuple(sorted(role.name for role in caller.roles)), rights=caller.rights, request=request,
    )  # fmt: skip
