"""By which paths a first secretary brings a resource to a need, and whom to call.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and posts, units, alliances and resources made from its row |
| `walks` | every path, with its length and what it costs |
| `answers`, `wording`, `roots` | GraphQL types, how they are filled, the root field `secretaryPaths` |

Decided, with the tests (in `tests/schema/secretary_paths/`) that guard it:
- a path goes from the person over the post and the sending unit, at most two steps on (the system: BELONGS_TO up or down; a
  shared alliance), to the unit that provides what the need's category is met by; it visits nothing twice (`test_walks`, against
  a walk over all sequences of nodes);
- the length is how many relationships it has. What it passes *through* costs more the more it connects: a whole step for
  each doubling of its neighbours, so that the office that knows everybody is no shortcut (`test_walks`);
- posts count on the day that is asked about, the day they end no more (`test_secretary_paths_statement`).
"""
