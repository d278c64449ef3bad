"""When all who have to can come together: the earliest time for a council with its rooms and helpers, and who stands in the way of earlier ones.

One statement fetches who is promised to what, pure functions look for a time.

| module | what it is for |
|---|---|
| `statement`, `parties` | the Cypher, and rooms, people and units made from its row |
| `search` | the starts that may be the earliest, tried in order |
| `answers`, `wording`, `roots` | GraphQL types, how they are filled, the root field `commonSlot` |

Decided, with the tests (in `tests/schema/meetings/`) that guard it:
- a meeting lies wholly within the hours of the house on a working day, make-up days among them; whether a day is one is
  what the clocks go by (`test_meetings`);
- only a start at which something begins or ends can be the earliest, rounded up to the step: compared with trying every
  minute (`test_meetings_oracle`);
- a unit can come while one of its people can; without people that are known, always (`test_meetings`);
- who is optional never moves a meeting; the one that most of them can come to is named beside the earliest (same);
- what nobody may see keeps people and rooms busy all the same, or they would be in two places; it is named to none.
"""
