"""The mutations that `docs/mutations.md` shows are done as they stand there, with real ids in the places of dots."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.access.acts.test_needs import place, term

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

PAGE = Path(__file__).parents[3] / "docs" / "mutations.md"


def _examples() -> list[tuple[str, dict[str, Any]]]:
    """Every mutation of the page with the variables below it."""
    page = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"```graphql\n(.*?)```\s+```json\n(.*?)```", page, re.DOTALL)
    return [(query, json.loads(variables)) for query, variables in found]


async def test_the_examples_work(acting: Acting) -> None:
    """A need is raised, and amended from the version that was seen."""
    (raise_, first), (amend, then) = _examples()
    secret = await acting.key()
    first["input"] |= {"category": term("N1.1.2"), "measure": term("U.person"), "place": place("NS-C01")}  # fmt: skip
    raised = (await acting.do(secret, raise_, **first))["raiseNeed"]
    assert raised["userErrors"] == []
    then["input"]["id"] = raised["need"]["id"]
    amended = (await acting.do(secret, amend, **then))["amendNeed"]
    assert amended["need"] == {
        "id": raised["need"]["id"], "version": 2, "quantity": 3, "windowEnd": "2026-12-04T13:00:00+08:00",
    }  # fmt: skip
