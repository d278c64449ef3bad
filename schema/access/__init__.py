"""Who may see and do what.

| file | what it says |
|---|---|
| `table.toml`, `table` | the one table: roles, which rows each sees by which rule, the layer of every field, acts |
| `rows` | the rules, as Cypher predicates |
| `posts`, `standing`, `caller` | who asks, read from the role assignments in the graph, and checked again in every statement |
| `live` | what is in force today, as Cypher |
| `building` | table and caller → the scope that `graph.compile` puts on every variable |
| `viewer` | the root field that says who asks, as what, and what he may do |
| `page` | the table as a page for people |

Decided:
- What is not listed is not seen: a new kind, field or act that the table does not name is hidden, and CI says so
  (`tests/access/test_matrix.py`).
- A caller who holds several roles sees the union of what each shows; a field is given on a row only by a role that has
  its layer and shows that row itself.
- Hidden reads as absent everywhere: rows as if they were not stored, fields as null, in filters and orders too. Free
  quantities and the verdict of `supporters` alone count what is hidden, or a thing would be promised twice; the two
  places say so with `«beyond …»` (`tests/access/test_two_worlds.py`).
"""
