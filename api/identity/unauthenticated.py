"""Why a request is not answered before anything is read for it. The cause is for the log; a caller is never told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.identity.throttle import Budget


class Unauthenticated(Exception):
    """A credential was sent, and it is not good. `cause` names what is wrong and holds nothing of the credential."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class TooMany(Exception):
    """Asked too much; `after` is the number of seconds to wait, `budget` what is left, where that is what ran out."""

    def __init__(self, after: int, budget: Budget | None = None) -> None:
        super().__init__(after)
        self.after, self.budget = after, budget


class ForeignPage(Exception):
    """The session cookie came with a request that no page of ours made."""
