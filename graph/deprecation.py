"""Taking a member of the schema back: announced with its dates, and gone no sooner than the last of them.

The reason that clients read ends in a fixed form, which the comparison with the released schema reads too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

NOTICE = timedelta(days=90)
"""What clients have, at least, to move on."""
_FORM = re.compile(r"removed from (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Deprecated:
    """What a declaration says of a member that will go: since when, the first day without it, and what to use instead.

    Raises:
        ValueError: the notice is shorter than `NOTICE`.
    """

    since: date
    until: date
    en: str
    zh: str

    def __post_init__(self) -> None:
        """Refuse a notice that is too short."""
        if self.until - self.since < NOTICE:
            raise ValueError(f"clients have {NOTICE.days} days at least, not until {self.until}")

    @property
    def reason(self) -> str:
        """What the schema says, e.g. `Use place. 请改用 place。 Deprecated 2026-11-23, removed from 2027-03-01. …`."""
        return (
            f"{self.en} {self.zh} Deprecated {self.since}, removed from {self.until}. "
            f"{self.since} 弃用，{self.until} 起移除。"
        )


def until(reason: str | None) -> date | None:
    """The first day without a member, as its reason says; None if it says none."""
    found = _FORM.search(reason or "")
    return date.fromisoformat(found[1]) if found else None
