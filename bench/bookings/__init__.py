"""Bookings through GraphQL, as callers make them, beside the bare driver that writes the same commitments.

    python -m bench.bookings [--rounds 6] [--seconds 5] [--clients 32] [--races 100] [--operations 10000] [--processes 2]

| measured | how |
|---|---|
| bookings a second | spread over 200 resources, and all of one: interleaved rounds of the service, of several processes of it, and of the bare driver |
| over-promises | races of all clients for ten places |
| differing decisions | operations at random (bookings, steps, keys sent again), replayed in the order of the locks against a clerk with squared paper |

All of it in one street, so that all acts record in one chain. The service does what an act does: who asks, what he may see,
locks, facts, a decision, two nodes with what became of them, the answer, a memory under the key, two records in the chain.
The bare driver does one statement that locks, sweeps and writes the commitment with its edges.

| module | what it is for |
|---|---|
| `ground` | the street, callers, resources and needs |
| `served` | the two servers |
| `throughput`, `races` | rounds and races |
| `operations` | operations at random |
| `reference`, `replay` | the clerk, and his decisions beside ours |
| `__main__` | the command; figures go to `bench/results/bookings.json` |
"""
