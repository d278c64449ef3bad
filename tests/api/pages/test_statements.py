"""What planners are given to run really runs, and finds something in the example data."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from api.pages.connect import PLANNER

if TYPE_CHECKING:
    from graph.connect import Database
    from tests.fixtures.service import Service

SAVED = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((PLANNER / "favourites").iterdir())
}
IN_GUIDES = {
    f"{path.stem}-{number}": html.unescape(text)
    for path in sorted((PLANNER / "guides").iterdir())
    for number, text in enumerate(
        re.findall(
            r'<pre class="code runnable">(.*?)</pre>', path.read_text(encoding="utf-8"), re.DOTALL
        )
    )
}


@pytest.mark.parametrize("text", [*SAVED.values(), *IN_GUIDES.values()], ids=[*SAVED, *IN_GUIDES])
async def test_it_runs_and_finds_something(database: Database, example: Service, text: str) -> None:
    """On the real database, with the example data in it: at least one row, nothing written."""
    async with database.driver.session() as session:
        result = await session.run(text)  # pyright: ignore[reportArgumentType]
        rows = await result.values()
        summary = await result.consume()
    assert rows
    assert any(cell for row in rows for cell in row)
    assert not summary.counters.contains_updates


def test_the_guide_begins_with_the_saved_statement() -> None:
    """The guide's first statement is the first favourite, word for word."""
    saved = [line for line in SAVED["01-street"].splitlines() if not line.startswith("//")]
    assert IN_GUIDES["first-0"].splitlines() == saved
