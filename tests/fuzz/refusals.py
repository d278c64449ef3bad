"""What Schemathesis additionally holds every answer against: whatever is refused is refused as docs/errors.md says.

Loaded by Schemathesis in an environment of its own, so it imports nothing of ours. It takes the place of the judge's own
check that every well-typed value is accepted: that `first` and `last` don't go together, or that a cursor is one that was
given out, GraphQL has no words for.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import schemathesis  # pyright: ignore[reportMissingImports]

PAGE = Path(os.environ["GONGJIAN_CODES"])
CODES = frozenset(re.findall(r"^\| `([A-Z0-9_]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
OURS_TO_MEND = {"INTERNAL_SERVER_ERROR", "TIMEOUT", "SERVICE_UNAVAILABLE", "UNAUTHENTICATED"}
LEAKS = re.compile(r"Traceback|Neo\.ClientError|neo4j\.|site-packages|bolt://|MATCH \(")


@schemathesis.check
def refused_as_said(_: Any, response: Any, __: Any) -> None:
    """Every error has a registered code, both languages and the id of its request, and tells nothing of our inside."""
    told = response.json()
    assert not LEAKS.search(response.text), "an answer tells of our inside"
    for error in told.get("errors", ()):
        said = error["extensions"]
        assert said["code"] in CODES, f"{said['code']} is no registered code"
        assert said["code"] not in OURS_TO_MEND, f"{said['code']} is our failure"
        assert said["messageZh"], "no Chinese"
        assert said["messageEn"], "no English"
        assert said["requestId"] == response.headers["x-request-id"][0], "another request's id"
