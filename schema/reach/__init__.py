"""Who can give what where: where everything hangs on one provider or one person, and where fewer reach than are asked for.

One statement fetches a place's communities, what they ask for and their partners; pure functions count. Both questions ask
first who is capable (`supply`): distinct units, by the tests of `schema.supporters` that hold of any need.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher of both questions, and the frozen facts made from its row |
| `supply` | which units can give a capability at a community, and who nearly could |
| `points` | where exactly one can, or all hang on one person |
| `cuts` | units, bodies and posts without which places of an alliance fall apart |
| `shares` | how many providers a community has for what it asks, against its share |
| `answers`, `terms`, `words`, `wording` | GraphQL types, fixed words, sentences, and how they are filled |
| `roots` | the two root fields |

Decided, with the tests (in `tests/schema/reach/`) that guard it:
- providers are units: two resources of one are one; who has nothing free within 14 days, or takes nothing on, is none (`test_supply`);
- what serves only some groups counts where nobody serves everyone (same);
- supply outside its service area or radius does not count, and is told as who would come next (same);
- everything hangs on one person where every way to every provider leads through posts of the same person (`test_points`);
- what falls apart is found by one walk through the graph of ties, and equals removing each and looking (`test_cuts`);
- a provider is shared out among all that ask within its reach; shares are exact, and over a place they sum to its providers (`test_shares`);
- rates stand beside counts, and small denominators are marked; people and cases are never added (same);
- the order of rows changes nothing (same).
"""
