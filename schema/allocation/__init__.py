"""The fairest and fullest use of all partners: which offers go to which open needs, with proofs.

| module | what it is for |
|---|---|
| `statement`, `rows`, `facts` | the Cypher, its row, and what it says: open needs with what was promised, and who could give more |
| `options`, `limits`, `framing` | what could go where, what resources have to give, and both as a problem of `schema.solving` |
| `policy` | urgency as weights, the price of a broken promise (`policy.toml`) |
| `task`, `work`, `outcome`, `settling`, `changing`, `left_open` | what is handed to the other process, what it does, and what a plan comes to |
| `terms`, `answers`, `words`, `wording`, `roots` | the root field `allocation` and its progress |

Decided, with the tests (in `tests/schema/allocation/`) that guard it:
- a plan is good if and only if all of it can be booked (`test_framing`); only of what is counted and has a buffer may it be less than
  a lucky order of booking would allow;
- the best plan is that of counting through all that can be booked (`test_outcome`);
- an allocation is a preview: nothing is written; it says the state of affairs it was made from, for the act that carries it out.
"""
