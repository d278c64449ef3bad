"""Somebody who may everything and is not counted: for tests of what is not about identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.identity import Rates, Settings
from graph.compile.scope import EVERYTHING
from schema.access.caller import Caller

if TYPE_CHECKING:
    from datetime import datetime

    from graph.compile.scope import Scope

OFTEN = Settings(rates=Rates(0, 0, 0, 0, 0))
"""Settings of a service that counts nobody."""


@dataclass(frozen=True)
class Anyone(Caller):
    """A caller without limits."""

    @property
    def known(self) -> bool:
        """As somebody who has signed in."""
        return True

    def scope(self, now: datetime) -> Scope:
        """Everything."""
        return EVERYTHING


class Unlimited:
    """Takes everybody for one without limits, whatever he sends."""

    async def of(self, _headers: object, **_: Any) -> Caller:
        """That one."""
        return Anyone()
