"""The service beside @neo4j/graphql and beside the bare driver: same database, same answers, interleaved rounds.

    python -m bench.side_by_side [--rounds 6] [--seconds 2] [--streets 10] [--times 10]

Needs Node 20 and `npm ci` in `node/`, and an otherwise idle machine. Uses the database of `NEO4J_URI` if given (it is
filled with the streets), else starts one; the larger one is always its own.

| module | what it is for |
|---|---|
| `workloads` | what each contestant is asked, and what of its answers must be equal |
| `statements` | the Cypher that the service sends, for the bare driver; the key of the scoped caller |
| `served`, `servers` | the servers, one process each, and what processor time they took |
| `rounds` | interleaved rounds and their figures |
| `report` | ratios against the goals, as a table and as JSON |
| `node/` | @neo4j/graphql with GraphQL Yoga |
"""
