"""What can be wrong with a period that a caller gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = timedelta(days=366)
"""The longest window that may be asked for."""

YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a question cannot be answered. field: path of the input field. What is wrong and what to do, twice."""

    code: str
    field: str
    zh: str
    en: str
    cure_zh: str
    cure_en: str


def window_refusals(
    start_field: str, start: datetime | None, end_field: str, end: datetime | None
) -> list[Refusal]:
    """What is wrong with a window; empty when nothing is, also when neither end is given."""
    for field, at in ((start_field, start), (end_field, end)):
        if wrong := moment_refusals(field, at):
            return wrong
    if start is None and end is None:
        return []
    if start is None or end is None:
        return [Refusal(
            "HALF_WINDOW", end_field if end is None else start_field, "时段只填了一端。", "Only one end of the window is given.",
            "请同时填写开始和结束时间，或都不填。", "Give both the start and the end, or neither.",
        )]  # fmt: skip
    if end <= start:
        return [Refusal(
            "WINDOW", end_field, "结束时间不晚于开始时间。", "The window ends before it begins.",
            "请使结束时间晚于开始时间。", "Let the end be later than the start.",
        )]  # fmt: skip
    if end - start > LONGEST:
        return [Refusal(
            "WINDOW_TOO_LONG", end_field, "时段超过 366 天。", "The window is longer than 366 days.",
            "请缩短时段。", "Ask for a shorter window.",
        )]  # fmt: skip
    return []


def moment_refusals(field: str, at: datetime | None) -> list[Refusal]:
    """What is wrong with a moment; empty when nothing is, also when it is not given."""
    if at is None:
        return []
    if at.utcoffset() is None:
        return [Refusal(
            "OFFSET", field, "时间缺少时区。", "The time lacks its offset from UTC.",
            "请写成 2026-12-04T08:00:00+08:00。", "Write 2026-12-04T08:00:00+08:00.",
        )]  # fmt: skip
    if at.year not in YEARS:
        return [Refusal(
            "YEAR", field, f"年份 {at.year} 超出范围。", f"The year {at.year} is out of range.",
            f"可用年份为 {YEARS[0]} 至 {YEARS[-1]}。", f"Years from {YEARS[0]} to {YEARS[-1]} can be used.",
        )]  # fmt: skip
    return []
