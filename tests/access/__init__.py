"""Who may see and do what, held against an independent oracle (`tests.oracle.visible`).

Everything here works on plain rows of a whole graph: they are drawn or read, changed in Python, and only the
difference is written to the database, so that a chain of worlds costs little.

| module | what it does |
|---|---|
| `drawn`, `values` | small graphs of every kind, drawn from the declarations so that every rule has near misses |
| `callers` | accounts in all roles, and some that no longer stand |
| `stored` | rows out of the database, and the difference of two graphs into it |
| `seen` | what of a graph a caller sees, as values that can be compared |
| `changing` | a next world that differs only in what a caller may not see |
| `asked` | operations on every root field |
"""
