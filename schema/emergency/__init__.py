"""The switch from peace to emergency (平战结合): what can be on site at a place within so many minutes, from now on.

One statement fetches the facts, pure functions decide.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and the frozen facts made from its row |
| `travel` | how long a way takes |
| `callable` | when each resource can be there, what of it is free, and what would have to give way |
| `people` | who holds a post there, is not somewhere else, and has rest before the next duty |
| `answers`, `terms`, `wording`, `roots` | GraphQL types, how they are filled, the root field `emergencySupport` |

Decided, with the tests (in `tests/schema/emergency/`) that guard it:
- notice and way add up; from the moment it leaves until the work is done a resource has to be open and free, across
  midnight too (`test_emergency`, and `test_emergency_oracle` with a calendar that looks at every minute);
- only what has not begun, is less urgent than asked and is seen by whoever asks can give way, and never more than it takes: putting
  any one of it back would leave less (`test_emergency`);
- whoever would have less than the rest that is asked before the next duty is told so, not left out (same);
- an entry nobody has confirmed for long is flagged and comes after those that were, at the same time of arrival (same);
- a distance nobody knows is not taken for none (same).
"""
