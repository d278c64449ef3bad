"""Reasons behind an allocation: the root fields `whyNot` and `scarcity`, each with its progress.

| module | what it is for |
|---|---|
| `why_not`, `cures` | why a unit is not used for a need, and the smallest change that would make it so |
| `scarcity` | which capability is short, where, and what one more of it would bring |
| `answers`, `wording`, `roots` | the types, the sentences, the root fields |

Decided, with the tests (in `tests/schema/reasons/`) that guard it:
- a cure is told only where it was tried and works (`test_why_not`);
- a gain is told only where all was solved again; an interval where a gap remains (`test_scarcity`).
"""
