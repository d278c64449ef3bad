"""The locked list of jars: what a lock file says, and whether a file is what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

SERVER = "org.neo4j:neo4j"


@dataclass(frozen=True)
class Jar:
    """One locked file: coordinate (`group:artifact:packaging[:classifier]:version`), bytes, sha256."""

    coordinate: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        """Where it lies inside the folder of jars, in the layout of a Maven repository."""
        group, artifact, packaging, *classifier, version = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier])
        return Path(*group.split("."), artifact, version, f"{name}.{packaging}")

    def matches(self, file: Path) -> bool:
        """Whether a file is what was locked, to the byte; False if it isn't there."""
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == self.sha256


def read_lock(lock: Path) -> list[Jar]:
    """The jars of a lock file, in class path order."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in lines if line and not line.startswith("#"))
    return [Jar(coordinate, int(size), sha256) for coordinate, size, sha256 in rows]


def neo4j_version(jars: list[Jar]) -> str:
    """The Neo4j version that a lock is for, as "2026.08.1"."""
    return next(j.coordinate.split(":")[-1] for j in jars if j.coordinate.startswith(f"{SERVER}:"))
