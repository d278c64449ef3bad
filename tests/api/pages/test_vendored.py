"""Files of others are the ones that the list says, unchanged, licensed and small."""

from __future__ import annotations

import hashlib
import json

from api.pages.site import HERE, TEMPLATES

VENDOR = HERE / "static" / "vendor"
LIST = json.loads((VENDOR / "VENDORED.json").read_text(encoding="utf-8"))


def test_every_file_is_listed_with_its_hash() -> None:
    """What lies in the folder is exactly what is listed."""
    listed = {
        f"{package['folder']}/{name}": sha
        for package in LIST["packages"]
        for name, sha in package["files"].items()
    }
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.json"
    }
    assert there == listed


def test_every_package_brings_its_licence() -> None:
    """Name, version, licence and the licence's text; the folder says the version."""
    for package in LIST["packages"]:
        assert package["licence"] == "MIT"
        assert "LICENSE" in package["files"]
        assert package["folder"].endswith(f"@{package['version']}")


def test_all_of_it_is_small_and_used() -> None:
    """At most 5 MB, and each script and style sheet is loaded by a template."""
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir())
    loaded = [path for path in VENDOR.rglob("*") if path.suffix in {".js", ".css"}]
    assert sum(path.stat().st_size for path in loaded) <= 5_000_000
    for path in loaded:
        assert f"/static/vendor/{path.relative_to(VENDOR).as_posix()}" in templates
