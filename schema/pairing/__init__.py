"""How healthy the pairings of a street are, and another pairing of its units and communities that would meet more.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and units, communities, pairs and demands made from its row |
| `coverage` | what of the demand some units would meet |
| `best` | the best pairing by HiGHS: what is asked first, then what next, each held while the next is sought |
| `work` | what is done away from the event loop |
| `answers`, `wording`, `roots` | GraphQL types, how they are filled, the root field `rePairing` and its progress |

Decided, with the tests (in `tests/schema/pairing/`) that guard it:
- demand is what was reported in a year, and what is open, by community and category; it is met if the community's partners can do all
  that is essential, or any of it where nothing is (`test_pairing`);
- a unit keeps as many communities as it has; one in two alliances is one unit; one without a pair gets one if that helps (`test_pairing`);
- first as balanced as can be, then most demand met, then fewest changes: equal to trying every pairing (`test_best_oracle`);
- what is in term stays, unless asked (same); so does the number of changes keep below its limit;
- the answer says whether it is proven, and where it is not, what the best could be at most.
"""
