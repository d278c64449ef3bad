"""The best plan of a problem, and the proof of how good it is; arrays in, arrays out, nothing of graph or people.

| module | what it is for |
|---|---|
| `problem` | needs, lines, offers and limits as arrays; plans, and the referee that judges them without any solver |
| `stages`, `tiers`, `fairness`, `covering` | the best plan, objective by objective; urgent needs before all others, coverage given up for fairness, if so asked |
| `model`, `sheet`, `rounded`, `search`, `repair` | a problem as columns and rows, one search of HiGHS, what it leaves made good |
| `columns`, `filling`, `baselines` | plans without a search |
| `large`, `prices`, `exchanges`, `polish`, `blocks`, `later` | districts and cities: prices, exchanges, small parts as good as they can be |
| `certificate` | what no plan can pass, from prices, by sums and sorting |
| `worth`, `forcing` | what one more would bring; what a plan would come to that has to use one offer |

Decided, with the tests (in `tests/schema/solving/`) that guard it:
- a plan is judged by code that knows no solver, and every bound can be checked without one (`test_certificate`);
- objectives come one after the other: none gives up anything of those before it (`test_stages`); tiers of urgency come before the first,
  and what may go for fairness is given up no further than that takes (`test_tiers`);
- more capacity never covers less, the order of rows changes nothing (`test_laws`).
"""
