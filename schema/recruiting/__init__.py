"""Which one new partner would close most of the needs that stay open: a unit that is none yet, or a capability that somebody would have to bring.

First what the partners there are would do is laid down, need by need by urgency (`arrangement`); what is then left over is what a new
partner could close. One statement fetches the board of the place and, beside its partners, the units of its district that are none.

| module | what it is for |
|---|---|
| `statement`, `facts` | the Cypher, and the frozen facts made from its row |
| `arrangement` | needs met one after the other, each use booked before the next is looked at |
| `recruits` | what each candidate, and each capability, would close of what is left |
| `answers`, `words`, `wording` | GraphQL types, sentences, and how they are filled |
| `roots` | the root field |

Decided, with the tests (in `tests/schema/recruiting/`) that guard it:
- what a candidate gives to one need it does not have for the next at the same time, nor again for the next candidate's (`test_recruits`);
- a need that lacks two parts is closed by nobody who brings one (same);
- partners keep what they would do anyway, so what a candidate adds is never less than nothing and always can be had (same);
- several new partners are chosen one after the other, each by what it adds to those before it: greedy, and the answer says so (same);
- a unit that offers nothing adds nothing, and the order of rows changes nothing (same).
"""
