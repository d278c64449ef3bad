"""How evenly work lies on a place's partners, and the fewest moves of what nobody has answered that would make it even.

One statement fetches the facts, pure functions count.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and the frozen facts made from its row |
| `judged` | who counts with which weight, and what could go to whom |
| `spread` | Gini, Theil and the largest by the mean, of shares that weigh as much as their capacity |
| `moving` | who else could be asked for what is still open |
| `answers`, `wording`, `roots` | GraphQL types, how they are filled, the root field `loadFairness` |

Decided, with the tests (in `tests/schema/load/`) that guard it:
- asked, accepted and delivered stand beside each other; a refusal stays in what a unit was asked, so that refusing makes
  nobody look idle, nor gets the next request sent to whoever refuses (`test_load`);
- a unit that was asked nothing counts, with nothing (same);
- a unit weighs as much as it carries at a time, for the days on which it was a partner; where it does not say how much
  it carries, as the middle one of those who say (same);
- a unit cut in two halves that carry half each changes no figure, nor does the order (`test_load_laws`);
- what was answered is never moved; the sum of squares of the load by what a unit carries is the least there is, and of
  all ways to it the one with the fewest moves: compared with all ways there are (`test_moving`).
"""
