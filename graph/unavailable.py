"""The one sign that the database is not there now, whatever the driver calls it."""

from __future__ import annotations


class Unavailable(Exception):
    """The database cannot be reached or is too busy; the same request may succeed later."""
