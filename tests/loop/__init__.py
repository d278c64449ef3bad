"""The whole loop, step by step, over the real database: from a need to help that is confirmed, in every order there is.

A run is a small street of its own and some dozens of steps that Hypothesis makes up. Each is foretold: by a model of what the
states mean and by the calendar on paper (`tests.oracle.calendar`), both written apart from the service. Then it is done by the
acts themselves, in this process or over HTTP, perhaps twice at once or with the way to the database cut around the commit;
time passes, two processes look at the timers, the service starts anew, an earlier request comes again. After every step
everything that must hold is checked; of what is refused nothing may stay.

| module | what it is for |
|---|---|
| `world`, `ballast` | the street of a run; what else lies in the graph, so that plans stay |
| `serving` | the service: here or over HTTP, replies lost, twice at once, started anew, its timers |
| `meaning`, `model` | what the states mean, written apart; needs and commitments as they should stand |
| `stepping`, `making`, `house` | steps, support and timers foretold |
| `drawing`, `machine` | what callers ask for, and the rules by which runs are made up |
| `running`, `reading` | a step done and everything read after it |
| `invariants`, `holding`, `refusals` | what must hold of the graph, of what is promised, and of what a refusal says |

`test_loop.py` runs a share of it. The whole is 500 runs of 50 steps: `python -m tests.loop --runs 500 --steps 50`, or `make test-long`.

Of the invariants of the domain those about committee terms, forbidden duties and leaves without a responsible unit are about
nothing that these acts write, and are not asked here.
"""
