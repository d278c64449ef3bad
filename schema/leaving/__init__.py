"""What breaks if a unit leaves on a day: promises, needs, ties, posts and kits, and for each what others could take over.

One statement fetches the facts, pure functions decide; who could step in is judged by the same rules as who can support
(`schema.supporters`), among the same partners without the unit.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and the frozen facts made from its row |
| `without` | the partners as they would be: without the unit, kits with parts of it, ways that led through its people |
| `losses` | what falls away of each promise and need, and how much of it the others can take |
| `answers`, `terms`, `words`, `wording` | GraphQL types, fixed words, sentences, and how they are filled |
| `roots` | the root field |

Decided, with the tests (in `tests/schema/leaving/`) that guard it:
- what was delivered, or is over before the day, does not break (`test_losses`, `test_leaving_statement`);
- a promise of somebody else breaks too where it uses a resource of the unit, or a kit that has one in it (same);
- what broken promises of others held is free again when it is asked who steps in (`test_without`);
- what others have promised to a need for the same time counts first: only what is then missing falls away (`test_losses`);
- each loss is judged by itself, beside all that is promised: two may name the same substitute, and the answer says so;
- people it employs who were sent by somebody else, or by nobody, stay: they are listed apart (`test_leaving_statement`);
- a unit that offers nothing breaks no need (`test_losses`).
"""
