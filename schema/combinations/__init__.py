"""When no unit is enough for a need: the smallest sets of units that are together, the best of them, and why no fewer do.

| module | what it is for |
|---|---|
| `supply` | what each unit could give, as rows of integers; when sums of them decide |
| `pools` | parts that several offers need, and when sums tell what they give together |
| `sets`, `choices` | all sets of a size judged at once, in numpy; one set whose resources serve one component only |
| `numbers`, `model` | the same as a problem for a solver, and the model that is asked |
| `giving`, `detail` | who of a set gives what, and what is to spare |
| `search` | sizes from one on: the first at which a set is enough, and how far the best smaller ones come |
| `words`, `wording` | figures and sentences |
| `terms`, `answers`, `roots` | the GraphQL types, and the root fields `combinations` and `combinationsFor` |
| `fewest` | the fewest units for all needs of a place at once, capacity over time respected |
| `fewest_work`, `fewest_answers`, `fewest_roots` | the same as work away from the event loop, its types, and the root field `fewestUnits` |

Decided, with the tests (in `tests/schema/combinations/`) that guard it:
- two resources of one unit are one unit; a resource is divided among components, never counted twice, one that only one can have
  serves one component, and kits that share a part share what there is of it (`test_oracle`, against all sets and all ways of dividing);
- enough is what `supporters` calls CAN: every essential component in full, or any one where none is essential (same);
- sets are ordered by the mean of the scores that `supporters` gives their units, then by load, distance and places in the ranking: so
  who else is a candidate changes nothing (`test_laws`);
- of many needs, units count by what they give beyond what was promised before; a need counts in full or not at all (`test_fewest`);
- nothing is said to be impossible without having been looked at: by all sets, or by a solver that proved it (`test_oracle`).
"""
