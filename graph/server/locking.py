"""Writing a locked list anew: `python -m graph.server.locking 2026.08.1 [name of the lock file]`.

Needs the network. Resolves the server and Neo4j Browser with jgo, fetches every jar into the
project's folder of jars, and writes coordinate, size and sha256 of each beside this module.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from jgo.maven import MavenContext, PythonResolver

from graph.server.lock import SERVER, Jar
from graph.server.settings import LOCK, settings_from_env

BROWSER = "org.neo4j.client:neo4j-browser:5.24.0"
# Test libraries that some poms declare without saying so; the server runs without them.
NOT_WANTED = (
    "org.mockito:mockito-core",
    "net.bytebuddy:byte-buddy",
    "net.bytebuddy:byte-buddy-agent",
    "org.objenesis:objenesis",
    "junit:junit",
    "org.hamcrest:hamcrest",
    "org.hamcrest:hamcrest-core",
)


def write_lock(version: str, lock: Path) -> int:
    """Write the lock of one Neo4j version; returns how many jars it names."""
    context = MavenContext(
        PythonResolver(), repo_cache=settings_from_env(os.environ).jars, timeout=60
    )
    inputs = [context.create_dependency(c) for c in (f"{SERVER}:{version}", BROWSER)]
    first, rest = context.resolver.resolve(inputs)
    jars: list[Jar] = []
    for artifact in dict.fromkeys(d.artifact for d in [*first, *rest]):
        if f"{artifact.groupId}:{artifact.artifactId}" in NOT_WANTED or artifact.packaging != "jar":
            continue
        path = artifact.resolve()
        parts = [artifact.groupId, artifact.artifactId, artifact.packaging, artifact.classifier]
        coordinate = ":".join([p for p in parts if p] + [artifact.version])
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        jars.append(Jar(coordinate, path.stat().st_size, digest))
    lines = [f"{jar.coordinate} {jar.size} {jar.sha256}" for jar in jars]
    head = (
        "# Written by `python -m graph.server.locking`; one line a jar: coordinate, bytes, sha256."
    )
    lock.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return len(jars)


if __name__ == "__main__":
    write_lock(sys.argv[1], LOCK.with_name(sys.argv[2]) if len(sys.argv) > 2 else LOCK)
