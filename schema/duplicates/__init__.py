"""Which needs may be the same as another, have come back, or are related: a suggestion with its reasons, never an act.

One statement fetches the facts, pure functions decide, a person merges (or does not).

| module | what it is for |
|---|---|
| `statement`, `rows`, `facts` | the Cypher, its row, and the frozen facts made from it |
| `question` | a need not yet written down, and what can be wrong with it |
| `likeness` | how alike two texts are, and which flats they name |
| `score`, `verdict` | the parts and their weights; what is suggested, and what speaks against it |
| `terms`, `words`, `answers`, `roots` | the words of the answer, its sentences, its GraphQL types, the two root fields |

Decided, with the tests (in `tests/schema/`) that guard it:
- every scale is absolute, what is not known counts nothing, parts sum to the score exactly (`test_duplicates_laws`);
- the score alone suggests nothing: one doubt, said in words, is enough for `RELATED` (`test_duplicates`): other flats,
  households of one building, other periods, a season later;
- telephone numbers are compared in the database, for who may see the contact layer of both needs, and none can be given
  to compare with (`test_duplicates_statement`).
"""

from schema.duplicates.answers import answer
from schema.duplicates.rows import unwritten_facts, written_facts
from schema.duplicates.statement import DUPLICATES, DUPLICATES_OF

__all__ = ["DUPLICATES", "DUPLICATES_OF", "answer", "unwritten_facts", "written_facts"]
