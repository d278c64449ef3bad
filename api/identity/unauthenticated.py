"""Why a request is not answered before anything is read for it. The cause is for the log; a caller is never told."""

from __future__ import annotations


class Unauthenticated(Exception):
    """A credential was sent, and it is not good. `cause` names what is wrong and holds nothing of the credential."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class TooMany(Exception):
    """Asked too often; `after` is the number of seconds to wait."""

    def __init__(self, after: int) -> None:
        super().__init__(after)
        self.after = after


class ForeignPage(Exception):
    """The session cookie came with a request that no page of ours made."""
