"""Published instances, solved by what allocates: whoever knows their optima can judge it.

`python -m bench.instances KIND FILE [--seconds S] [--sense least|most]` prints one JSON line a problem: its name, kind, sense, value,
bound, gap (share of the larger of the two), seconds and status, which is one of

- `optimal`: nothing is better; `feasible`: nothing is better than the bound;
- `infeasible`: proven, value and bound are null; `unknown`: nothing was found in time, value is null.

| kind | what an instance is to us | what solves it |
|---|---|---|
| `gap` | job = need that one offer covers whole; agent = resource with a room; what a job takes = its share of the limit | the problem's own columns and rows (`schema.solving.problem`, `model`), every need covered by a row, cost in place of metres |
| `assign` | the same; agent = resource with a room for one | the same, over the pairs that prices leave: all others can't be in a best plan |
| `scp` | row = line of a need, column = what a unit would bring for all of its rows at one price | a price for a unit whatever it gives is none of our objectives: a sheet of its own (`schema.solving.sheet`), the same search |

Values are summed up again from what was chosen, after a check of every row, by `judging`, which knows no solver. A bound is
what the search proved, or sums of prices (`prices`), whichever says more; where all costs are whole it is rounded to the next
whole number.

**Formats** are the classic ones; numbers may be wrapped over lines as they like, and nothing may follow them.

- `gap`: agents and jobs, costs agent by agent, what is taken agent by agent, rooms. With a count of problems in front, several.
- `scp`: rows and columns, costs, then of each row how many columns cover it, and which; or, as railways have it, of each
  column its cost, how many rows, and which. Whichever of the two reads the file to its end.
- `assign`: how many, and all costs; or only some, in order, as item, item, cost, others being forbidden.

**Most or least**: `gap1` to `gap12` are published with their greatest values, classes a to e with their least, in the same
format. Without `--sense` a file of several problems that are all of one size is taken as one of the twelve: the most. All
others are for the least. The other kinds are for the least always.

Exit code 2 and one line on standard error where a file can't be read: position, what was found, what would do.
"""
