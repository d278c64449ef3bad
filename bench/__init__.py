"""Measured, not promised: commands that compare the service with its own floor, the bare driver.

| command | what it compares |
|---|---|
| `python -m bench.reads` | single and nested read over HTTP against the bare driver running the same Cypher |

Every figure is a ratio of paired, interleaved rounds with minimum, median and maximum; absolute times of a shared
machine mean little. Answers are compared before anything is timed. Results go to `bench/results/`, which git ignores.
"""
