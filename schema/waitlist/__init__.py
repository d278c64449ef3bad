"""Who comes off the waiting list of a resource, who is passed over, and why: the rule, and the question that shows it.

| module | what it is for |
|---|---|
| `rule` | the order, and who gets what is free: read by the act of the house (`schema.acts.waiting`) and by the question alike |
| `statement`, `slot` | the Cypher, and what a freed slot comes to |
| `answers`, `wording`, `roots` | GraphQL types, how they are filled, the root field `waitingList` |

Decided, with the tests (in `tests/schema/waitlist/`) that guard it:
- by priority of the need, then by who has waited longest, then by id; in full or not at all, so that no part of a wish jumps the
  queue (`test_rule`, against handing out by hand);
- with equity asked for, of the same priority the community that got least of the resource in a year comes first; what the house does
  by itself does not change by that, the question only shows it (same);
- who may not be seen keeps his place and gets what he waits for; he is counted, not named (`test_waitlist_statement`).
"""
