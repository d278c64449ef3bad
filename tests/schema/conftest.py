"""Rules are drawn against many cases; how long one takes on a busy machine says nothing."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("schema", deadline=None, max_examples=60)
settings.load_profile("schema")
