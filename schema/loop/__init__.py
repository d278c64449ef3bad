"""What can be read from the loop afterwards: how many needs were answered, solved and satisfying, where time goes, who handed
what to whom, and which closures look as if they were none.

One statement fetches the facts of the needs that the caller sees, pure functions count. What was recorded of a need says how
it stood at any instant, so every question about the past has one answer whenever it is asked.

| module | what it is for |
|---|---|
| `statement` | the Cypher of the three questions |
| `past`, `facts` | the records of a need read as of an instant, and the frozen facts made from them |
| `survival` | quantiles of durations of which some are not over, exactly |
| `rates`, `clocks` | the three rates with what they leave out; how long each clock ran |
| `chains` | who answered for a need one after the other |
| `suspicions` | what speaks against a closure |
| `terms`, `words`, `answers`, `wording` | fixed words, sentences, GraphQL types, and how they are filled |
| `roots` | the three root fields |

Decided, with the tests (in `tests/schema/loop/`) that guard it:
- never a rate without its denominator, and every need is counted in it or named with a reason (`test_statistics`);
- what residents say counts whether a need is closed or not: else opening it again would lift the rate (same);
- what is open counts as at least so long; the median of what is over stands beside it, labelled (`test_survival`, `test_statistics`);
- a duplicate is timed and counted with the need it was merged into (`test_statistics`);
- only being closed begins a new stretch when a need is opened again: who was sent back before has waited all the time (same);
- durations are minutes on the clock without what was on hold; working days are a matter of the rules for dues;
- what comes again a year later comes with the season and is marked, not held against a closure (`test_suspicions`);
- of a record only its id, act, time, statuses, owner and reason code are told (`test_loop_statements`);
- no mark of a statement can be dropped without an answer showing it (`test_loop_marks`).
"""
