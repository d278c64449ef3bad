"""A second opinion on `supporters`: the same rules written apart, in plain Python, over the rows of the spreadsheets.

It imports nothing of the project, reads nothing but strings, asks no database and takes no short cut, so that a
planner can follow it line by line. `tests/api/test_supporters_oracle.py` holds the service against it.

| module | question |
|---|---|
| `reading`, `sheets` | what do the cells say, what stands above what, how far is it |
| `connections` | who is asked at all, and through what |
| `asking` | what does the need call for |
| `hours`, `free` | when is a resource open, how much of it is left |
| `obstacles` | the nine tests between a resource and a need |
| `verdict` | what can the unit do, what stands in the way, when could it |
| `scoring`, `answer` | how well does it suit, in which order do units appear |

Beside it stands a second opinion on who may see what, over the rows of a whole graph (`tests/access`):

| module | question |
|---|---|
| `whole` | what leads where |
| `standing`, `partners` | as what does an account stand; what binds a unit to a place |
| `visible` | which rows does each role show, which fields, totals and clear values go with them |
| `acting` | as whom does a caller act on a row |
| `town` | one small town with an account, for the cases checked by hand |
"""

from tests.oracle.answer import Answer, Support, supporters
from tests.oracle.reading import Row, Rows

__all__ = ["Answer", "Row", "Rows", "Support", "supporters"]
