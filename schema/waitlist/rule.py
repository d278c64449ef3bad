"""Who is first, and who gets what is free. Instants, micro-units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.availability import Booking
from schema.booking import Wish, beside, expand, objections
from schema.commitments import CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schema.availability import ResourceFacts
    from schema.booking import Objection

LEAST_URGENT = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """A commitment that waits. since: when it began to, its own start where that is not known. worker: who would handle it.

    community: whose need it is for. said: whatever it was made from.
    """

    id: str
    quantity: int
    start: int
    end: int
    since: int | None = None
    priority: int | None = None
    worker: str | None = None
    community: str | None = None
    said: Any = None


def in_order(waiting: Iterable[Waiting], received: Mapping[str | None, int] | None = None) -> list[Waiting]:  # fmt: skip
    """The most urgent first, then who has waited longest.

    received: how much each community has had; where given, of equal urgency who had less comes before who has waited longer.
    """
    had = received or {}
    return sorted(
        waiting,
        key=lambda w: (
            w.priority or LEAST_URGENT, had.get(w.community, 0), w.start if w.since is None else w.since, w.id,
        ),
    )  # fmt: skip


def given_out(
    resource: ResourceFacts, waiting: Iterable[Waiting], as_of: int, workers: Mapping[str, Sequence[Booking]],
    received: Mapping[str | None, int] | None = None,
) -> list[tuple[Waiting, list[Objection]]]:  # fmt: skip
    """Everybody in order with what stands in the way; nothing for those who get what they wait for, in full.

    workers: by id, what those who would handle it have in hand.
    """
    found, hands = [], {id_: list(has) for id_, has in workers.items()}
    for each in in_order(waiting, received):
        wish = Wish(resource.id, each.quantity, each.start, each.end)
        handler = hands.get(str(each.worker), [])
        against = objections(resource, wish, as_of, handler)
        if not against:
            resource = beside(resource, expand(resource, wish))
            handler.append(Booking(CommitmentStatus.ACCEPTED, wish.quantity_micro, wish.start, wish.end))  # fmt: skip
        found.append((each, against))
    return found
