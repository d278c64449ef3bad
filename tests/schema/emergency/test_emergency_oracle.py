"""When something can be on site, compared with a calendar that looks at every ten minutes and knows nothing of the house's own code."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from schema.commitments import CommitmentStatus as Status
from schema.emergency.callable import Emergency, call
from schema.emergency.terms import EmergencyVerdict as Verdict
from schema.instants import BEIJING, MINUTE, instant
from tests.schema.emergency.test_emergency import thing

TEN = 10 * MINUTE
ZERO = instant(datetime(2026, 12, 10, 18, tzinfo=BEIJING))
"""Six in the evening; slots of ten minutes are counted from here."""
SPAN = 2 * 144
PROMISES = st.lists(
    st.tuples(st.integers(-20, 150), st.integers(1, 60), st.integers(1, 2), st.integers(1, 4), st.sampled_from((Status.ACCEPTED, Status.IN_PROGRESS))),
    max_size=5,
)  # fmt: skip


def opened(slot: int, hours: tuple[int, int] | None) -> bool:
    """Whether ten minutes lie within hours of the day that may end on the next."""
    if hours is None:
        return True
    hour = (18 + slot // 6) % 24
    first, last = hours
    return first <= hour < last if first < last else hour >= first or hour < last


@given(
    promises=PROMISES, hours=st.sampled_from((None, (8, 20), (20, 6), (22, 4))), lead=st.integers(0, 12), way=st.integers(0, 6),
    length=st.integers(1, 30), within=st.integers(1, 18), gives_way=st.integers(1, 5),
)  # fmt: skip
def test_the_first_ten_minutes_from_which_it_works(
    promises: list[tuple[int, int, int, int, Status]], hours: tuple[int, int] | None, lead: int, way: int, length: int, within: int, gives_way: int,
) -> None:  # fmt: skip
    """Is when it leaves; and it is in time, or in time if others give way, exactly if the calendar says so."""
    said = [(ZERO + b * TEN, ZERO + (b + d) * TEN, q, p, s) for b, d, q, p, s in promises]
    lines = () if hours is None else (f"FREQ=DAILY {hours[0]:02}:00-{hours[1]:02}:00",)
    it = thing(*said, metres=way * 3750, hours=lines, lead_time=lead * TEN)
    found = call(it, Emergency(ZERO, within * TEN, length * TEN, gives_way, 90, 0))

    def leaves(kept: list[tuple[int, int, int, int, Status]]) -> int | None:
        def works(start: int) -> bool:
            span = range(start, start + way + length)
            taken = (sum(q for b, d, q, *_ in kept if b <= slot < b + d) for slot in span)
            return all(opened(slot, hours) for slot in span) and max(taken) < 2

        return next((start for start in range(lead, SPAN) if works(start)), None)

    limit = within - way
    now, stays = leaves(promises), [p for p in promises if p[3] < gives_way or p[4] is Status.IN_PROGRESS]  # fmt: skip
    then = leaves(stays)
    if now is not None and now <= limit:
        assert (found.verdict, found.away) == (Verdict.READY, ZERO + now * TEN)
    elif then is not None and then <= limit and len(stays) < len(promises):
        assert (found.verdict, found.away) == (Verdict.DISPLACING, ZERO + then * TEN)
    elif now is not None:
        assert (found.verdict, found.away) == (Verdict.LATE, ZERO + now * TEN)
    else:
        assert found.away is None
