"""Whatever is in this folder needs Node: the folder gives the mark, so that no test can forget it."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, before any are chosen by mark."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("clients")
