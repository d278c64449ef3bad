"""Full-text search that works for Chinese, ranked by what the caller can see.

The index (analyzer `cjk`) only recalls; the rank counts which parts of the query the node's own text contains, so that
it depends on nothing hidden, and pages by it are stable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.kinds import Kind

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_LATIN = re.compile(r"[^\W_]+")
_SPECIAL = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
LONGEST = 100
"""Characters of a query that are looked at."""


def _runs(text: str) -> list[str]:
    runs: list[str] = []
    for word in _LATIN.findall(text):
        at = 0
        for han in _HAN.finditer(word):
            runs += [word[at : han.start()], han.group()]
            at = han.end()
        runs.append(word[at:])
    return [run for run in runs if run]


def lucene(words: str) -> str:
    """The query for the index: every word, Han text as a phrase or its pairs, a single character anywhere."""
    clauses = []
    for run in _runs(words[:LONGEST].lower()):
        safe = _SPECIAL.sub(r"\\\1", run)
        if not _HAN.fullmatch(run) or len(run) == 1:
            clauses.append(f"*{safe}*")
        else:
            clauses.append(f'("{safe}"^3 OR {safe})')
    return " AND ".join(clauses) or "gongjiannothing"


def parts(words: str) -> list[str]:
    """What the rank counts: the whole query, its words, and the pairs of characters in Han words."""
    whole = words[:LONGEST].strip().lower()
    found = [whole]
    for run in _runs(whole):
        found.append(run)
        if _HAN.fullmatch(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def rank(kind: Kind, variable: str, parameter: str) -> str:
    """Cypher for how many parts of the query the searched properties contain."""
    text = " + '\\n' + ".join(f"coalesce({variable}.{p.stored}, '')" for p in kind.searched)
    return f"size([part IN {parameter} WHERE toLower({text}) CONTAINS part])"
