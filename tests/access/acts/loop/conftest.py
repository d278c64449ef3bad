"""The acts of the loop over the example data; what they make is taken out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.acts.conftest import acting, known, provider
from tests.access.acts.loop.acting import Loop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.access.acts.conftest import Acting

__all__ = ["acting", "known", "provider"]
TIDY = "MATCH (n:Commitment|Assessment) WHERE n.code STARTS WITH 'B-' DETACH DELETE n"


@pytest.fixture
async def loop(acting: Acting) -> AsyncIterator[Loop]:
    """Whoever acts in the loop."""
    await acting.known.run(TIDY)
    yield Loop(acting)
    await acting.known.run(TIDY)
