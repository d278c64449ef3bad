"""The fairest and fullest use of all partners: which offers go to which open needs, with proofs.

| module | what it is for |
|---|---|
| `problem` | needs, lines, offers and limits as arrays; plans, and the referee that judges them without any solver |
| `certificate` | what no plan can pass, from prices, by sums and sorting |

Decided: a plan is judged by code that knows no solver, and every bound can be checked without one.
"""
