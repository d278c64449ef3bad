"""From a GraphQL selection to one Cypher statement, and from its rows to the answer.

In order of control flow:

| module | what it does |
|---|---|
| `limits`, `measure` | how much one request may ask; how much a document does |
| `cost`, `introspected` | what an operation costs before it is run: how many objects its answer may hold |
| `document`, `variables` | parse, validate, find the operation; what no request changes; the values of a request's variables |
| `kept` | documents that were read before |
| `selection` | merge fields by response key, with the conditions of `@skip`/`@include` |
| `payloads` | what a mutation selects on the nodes it shows |
| `plan` | one statement for each root field, remembered by the shape of the arguments |
| `emit`, `connections` | objects and connections as Cypher expressions |
| `anchors` | where a root connection begins: at an index |
| `paths`, `filters`, `orders`, `paging`, `search` | patterns, predicates, orders, keyset bounds, full text |
| `scope`, `marks` | the caller's predicate on every variable of a declared kind |
| `text` | numbered variables, parameters, and the list that carries an object's values |
| `shape`, `pages` | rows into objects and connections |
| `answers`, `source` | what questions answer, straight to bytes; the functions written for it |
| `refusal` | what cannot be asked, in both languages |

Decided:
- A row is a positional list, not a map: Neo4j keeps no order of keys, answers must keep the document's, and lists are
  smaller on the wire. Guarded by `tests/graph/test_paths_agree.py`.
- The text depends on the document and on the shape of filters, orders and page direction, never on a value; no name
  out of a document becomes part of it (aliases live in the shape). Guarded by `tests/graph/test_texts.py`.
- A root's filter must be served by an index; below an anchor every operator is allowed. Guarded by
  `tests/graph/test_plans.py`, which explains every statement on the real database.
"""
