"""Full-text search that works for Chinese, ranked by what the caller can see.

The index (analyzer `cjk`) only recalls; the rank counts which parts of the query the node's own text contains, so that
it depends on nothing hidden, and pages by it are stable.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.kinds import Kind

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_LATIN = re.compile(r"[^\W_]+")
_SPECIAL = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
LONGEST = 100
"""Characters of a query that are looked at."""
_UNINDEXED = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "for",
        "if",
        "in",
        "into",
        "is",
        "it",
        "no",
        "not",
        "of",
        "on",
        "or",
        "s",
        "such",
        "t",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "to",
        "was",
        "will",
        "with",
        "www",
    ]
)
"""Words that the analyzer leaves out of the index, so that only the text itself can tell."""


def _read(words: str) -> str:
    """The query in one case and one width: ＡＢ means ab."""
    return unicodedata.normalize("NFKC", words[:LONGEST]).strip().lower()


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
    for run in _runs(_read(words)):
        if run in _UNINDEXED:
            continue
        safe = _SPECIAL.sub(r"\\\1", run)
        if not _HAN.fullmatch(run) or len(run) == 1:
            clauses.append(f"*{safe}*")
        else:
            clauses.append(f'("{safe}"^3 OR {safe})')
    return " AND ".join(clauses) or "gongjiannothing"


def parts(words: str) -> list[str]:
    """What the rank counts: the whole query, its words, and the pairs of characters in Han words."""
    whole = _read(words)
    found = [whole]
    for run in _runs(whole):
        found.append(run)
        if _HAN.fullmatch(run):
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys(found))


def left_out(words: str) -> list[str]:
    """Words of the query that the index does not know, so that the text must contain them."""
    return sorted({run for run in _runs(_read(words)) if run in _UNINDEXED})


def rank(kind: Kind, variable: str, sought: str, unindexed: str) -> str:
    """Cypher for how many parts of the query the searched properties contain; 0 where one of `unindexed` is missing."""
    joined = " + '\\n' + ".join(f"coalesce({variable}.{p.stored}, '')" for p in kind.searched)
    text = f"toLower(normalize({joined}, NFKC))"
    return (
        f"CASE WHEN all(word IN {unindexed} WHERE {text} CONTAINS word) "
        f"THEN size([part IN {sought} WHERE {text} CONTAINS part]) ELSE 0 END"
    )
