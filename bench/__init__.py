"""Measured, not promised: a command that compares the service with its own floor and with a well-known other one.

| command | what it compares |
|---|---|
| `python -m bench.side_by_side` | the service, @neo4j/graphql and the bare driver, over one database and over one ten times larger |
| `python -m bench.refusals` | what hostile documents cost before they are refused, and how long others wait; no database |
| `python -m bench.bookings` | bookings through GraphQL and the bare driver; over-promises in races; decisions beside a sequential reference |
| `python -m bench.feed` | nothing: how soon changes are told to whoever follows, and what an import costs him |

Every figure is a ratio of paired, interleaved rounds with minimum, median and maximum; absolute times of a shared
machine mean little, processor time per request says more. Answers are compared before anything is timed. The newest
figures are in `bench/results/`.
"""
