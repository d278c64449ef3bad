"""Signs of the database that are nobody's defect, whatever the driver calls them."""

from __future__ import annotations


class Unavailable(Exception):
    """The database cannot be reached or is too busy; the same request may succeed later."""


class TooLong(Exception):
    """The statement was ended because it took longer than is allowed."""
