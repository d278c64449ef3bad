"""Opening hours: a recurrence rule and hours of the day, written by people in Chinese or as RFC 5545."""

from __future__ import annotations


def read_opening_hours(cell: str) -> list[str]:
    """Read a cell into canonical lines; see the module that replaces this stub."""
    return [part.strip() for part in cell.replace("；", ";").split(";") if part.strip()]
