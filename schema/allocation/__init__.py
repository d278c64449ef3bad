"""The fairest and fullest use of all partners: which offers go to which open needs, with proofs.

| module | what it is for |
|---|---|
| `problem` | needs, lines, offers and limits as arrays; plans, and the referee that judges them without any solver |
| `certificate` | what no plan can pass, from prices, by sums and sorting |
| `rounded` | rows that follow from limits by rounding down: closer bounds, from prices and from searches |
| `sheet`, `model`, `covering` | a problem as columns and rows |
| `search` | one search of HiGHS: from a plan at hand, with a limit of time, somebody may stop it |
| `fairness` | the worst-served first, as columns and rows |
| `stages` | objective after objective, each with value, bound and gap |
| `baselines` | what a desk without a plan would do |
| `repair` | a plan that is all but allowed, made so |
| `worth` | prices, and what one more of something brings by solving again |

Decided: a plan is judged by code that knows no solver, and the bound that prices give can be checked without one
(`tests/schema/allocation/test_certificate.py`). Objectives are searches of their own, never one weighted sum: each has a gap that
means something, and equals counting through all plans of small worlds (`test_stages.py`; laws in `test_laws.py`).
"""
