"""The choice of a solver, measured: the coverage of streets, proven, by what we use and by others that could be used.

    python -m bench.solvers [--seeds N] [--seconds S] [--python PATH] [--write]

Contestants: `ours` (HiGHS, parts that share no row apart, two at a time: `schema.solving.search`), `highs` (the same sheet as a
whole, HiGHS as it comes), `scipy.milp`, `scip` (PySCIPOpt) and `cp-sat` (OR-Tools, one worker). All get the same sheet of each world
in the same order, one after the other, each in a process of its own: some of them can't be loaded beside another. Others than
ours are no dependencies: put them into an environment of their own and name its interpreter by `--python`, such as

    python -m venv /tmp/solvers && /tmp/solvers/bin/pip install numpy highspy scipy pyscipopt ortools

What is not there is said to be missing. Figures are of processor time: seconds, and ratios to ours of the same world, least, median
and greatest; one that ran out of time counts with the time it had, and `proven` says how many it proved. Whatever proves another
value than ours is named, and the exit code is 1: CP-SAT, which counts in whole numbers only, was found to be off on ample worlds.
"""
