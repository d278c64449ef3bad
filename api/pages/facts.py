"""What the pages need to know about the running service."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_BOLT_PORT = 7687


@dataclasses.dataclass(frozen=True, kw_only=True)
class PageFacts:
    """Facts of one moment; the pages ask for them anew on every request.

    Attributes:
        bolt_uri: where the database listens, as a browser on this machine reaches it: `bolt://127.0.0.1:7687`, or the
            configured address (`neo4j+s://…`) of a database that is not ours.
        neo4j_user: user to connect as.
        password: of a managed database, for one-click connect; `None` for any other.
        database: name of the database to use, `None` for the user's home database.
        browser_jar: the jar that holds Neo4j Browser, `None` when it isn't on this machine.
        browser_hosts: further `host:port` that Neo4j Browser may talk to (members of a cluster).
        version: of the service.
        question: text of the first question, `question_variables` its variables as JSON text.
    """

    bolt_uri: str
    version: str
    question: str
    neo4j_user: str = "neo4j"
    password: str | None = dataclasses.field(default=None, repr=False)
    database: str | None = None
    browser_jar: Path | None = None
    browser_hosts: tuple[str, ...] = ()
    question_variables: str = ""

    @property
    def managed(self) -> bool:
        """Whether the database is ours, so that its password may be handed out on this machine."""
        return self.password is not None

    @property
    def bolt_address(self) -> str:
        """`host:port` of the database."""
        parts = urlsplit(self.bolt_uri)
        host = parts.hostname or "127.0.0.1"
        return (
            f"[{host}]:{parts.port or DEFAULT_BOLT_PORT}"
            if ":" in host
            else f"{host}:{parts.port or DEFAULT_BOLT_PORT}"
        )

    @property
    def encrypted(self) -> bool:
        """Whether the database is reached over TLS."""
        return "+s" in urlsplit(self.bolt_uri).scheme


def find_browser_jar(folder: Path) -> Path | None:
    """The Neo4j Browser jar somewhere below a folder of jars; the newest name if there are several.

    Once found it is remembered, so this may be asked on every request.
    """
    try:
        return _jar_below(folder)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=8)
def _jar_below(folder: Path) -> Path:
    found = sorted(folder.rglob("neo4j-browser-*.jar"), key=lambda path: path.name)
    if not found:
        raise FileNotFoundError(folder)
    return found[-1]
