"""Clocks: how soon a need is to be received, reached, begun and closed, and where each of that stands at an instant.

Overdue is worked out from moments and records whenever it is asked for, and stored nowhere.

| module | what it is for |
|---|---|
| `terms` | the words: kinds and states of clocks, calendars |
| `working_days` | the published calendar with its make-up days, and weekdays where it ends |
| `working_time` | time that counts: measured, added, without pauses |
| `rules` | which service level holds: the most specific, and why |
| `course` | how far a need had come at an instant, when it was on hold |
| `reckoning` | where the four clocks stand |
| `facts` | the Cypher that brings all this needs, and its rows read |
| `answers` | clocks as GraphQL types, with their sentences; the field `Need.clocks` |
| `overdue` | the root question `overdueNeeds` |

Decided, with the tests (in `tests/schema/clocks/`) that guard it:
- one rule holds for a need, whole: where the most specific sets no limit, none is inherited (`test_rules`);
- a working day has its 24 hours; what is added is measured again as the same (`test_working_time`);
- nothing is guessed: without its moments a clock is unknown, beyond the published calendar it says so (`test_reckoning`);
- the rule is that of the need as it is now: category, place, channel and level have no history here.
"""
