"""Allocations of made-up streets, districts and cities: how good they are, how much of that is proven, what it takes.

    python -m bench.allocation --size district --variant tight --seconds 60 --seed 0

One JSON line a world on standard output, progress and a table on standard error. `--save FOLDER` keeps what proves each answer,
for `python -m bench.certificate FILE...` to check without a solver. Each world is solved in a process of its own, so that the
memory told is its own. Beside it stands what two desks without a plan would reach: first come, first served, and the most
urgent first; what they lose is a share of what the plan reaches.
"""
