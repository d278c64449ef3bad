"""The pages over HTTP: a caller on this machine, and callers who aren't what they seem."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.api.pages.alone import ADMIN, application, facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from api.pages import PageFacts
    from api.pages.visitor import Visitor

HOME = "http://127.0.0.1:8000"


def caller(
    now: PageFacts, *, url: str = HOME, client: str = "127.0.0.1", visitor: Visitor = ADMIN
) -> httpx.AsyncClient:
    """A client at address `client` that asks the pages as `url`, and who sits in front of it."""
    transport = httpx.ASGITransport(application(now, visitor), client=(client, 50000))
    return httpx.AsyncClient(transport=transport, base_url=url)


@pytest.fixture
def ask() -> Callable[..., httpx.AsyncClient]:
    """`ask(facts)`: a client of the pages."""
    return caller


@pytest.fixture
def jar(tmp_path: Path) -> Path:
    """A jar with the layout of the Neo4j Browser jar and harmless files in it."""
    path = tmp_path / "neo4j-browser-5.24.0.jar"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        archive.writestr("browser/index.html", "<!doctype html><title>Neo4j Browser</title>")
        archive.writestr("browser/app-e7b1542e82067e23ff83.js", "1;")
        archive.writestr("browser/assets/fonts/a.woff2", b"\0")
        archive.writestr("browser/preview/index.html", "not for us")
        archive.writestr("secret.txt", "beside the folder")
    return path


@pytest.fixture
def managed(jar: Path) -> PageFacts:
    """A database of ours, and the jar of Neo4j Browser."""
    return facts(browser_jar=jar)
