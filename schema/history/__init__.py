"""What became of a record: every change with who, when, from, to and why, and the record as of any instant.

Two computed fields of every kind that is kept, `history` and `asOf`, and of what goes through states a third, `nextSteps`.

| module | what it is for |
|---|---|
| `answers` | their GraphQL types |
| `facts` | what a statement brings for them, for each kind |
| `telling` | pure: records in the order in which they were written, told or undone |
| `fields` | the fields, added to the kinds once all of them are declared |

Decided, and guarded by `tests/access/acts/loop/test_history.py` and `test_replay.py`: the past is the present with later changes undone, so it can be told also
of what was there before changes were recorded. Order is that of the versions, for a clock may be behind another's; a
change counts as made no earlier than the ones before it. Personal values read as erased, and what the caller may not
read now is not told of the past either. Only whoever works with a record is told its history (`READ_HISTORY`).
"""
