"""The fairest and fullest use of all partners: which offers go to which open needs, with proofs.

| module | what it is for |
|---|---|
| `problem` | needs, lines, offers and limits as arrays; plans, and the referee that judges them without any solver |
| `statement`, `rows`, `facts` | the Cypher, its row, and what it says: open needs with what was promised, and who could give more |
| `options`, `limits`, `framing` | what could go where, what resources have to give, and both as a problem |
| `policy` | urgency as weights, the price of a broken promise (`policy.toml`) |
| `stages`, `fairness`, `covering` | the best plan, objective by objective |
| `model`, `sheet`, `rounded`, `search`, `repair` | a problem as columns and rows, one search of HiGHS, what it leaves made good |
| `columns`, `filling`, `baselines` | plans without a search |
| `large`, `prices`, `exchanges`, `polish`, `blocks`, `later` | districts and cities: prices, exchanges, small parts as good as they can be |
| `certificate`, `worth` | what no plan can pass, from prices, by sums and sorting; what one more would bring |
| `task`, `work`, `outcome`, `settling`, `left_open` | what is handed to the other process, what it does, and what a plan comes to |
| `forcing`, `cures`, `why_not`, `scarcity` | why a unit is not used, what would let it, what is scarce |
| `terms`, `answers`, `words`, `wording`, `roots` | the root field `allocation` and its progress |
| `reason_answers`, `reason_wording`, `reason_roots` | the root fields `whyNot` and `scarcity` |

Decided, with the tests (in `tests/schema/allocation/`) that guard it:
- a plan is judged by code that knows no solver, and every bound can be checked without one (`test_certificate`);
- a plan is good if and only if all of it can be booked (`test_framing`); only of what is counted and has a buffer may it be less than
  a lucky order of booking would allow;
- the best plan is that of counting through all that can be booked (`test_outcome`);
- a cure is told only where it was tried and works, a gain only where all was solved again (`test_why_not`, `test_scarcity`);
- an allocation is a preview: nothing is written; it says the state of affairs it was made from, for the act that carries it out.
"""
