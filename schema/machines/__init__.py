"""State machines: where a need, a commitment, an agreement and a role may go, who may take them there, and what that takes.

They are data that people read and change: `transitions.csv` (kind, from, to, act, who, what is required) and
`reasons.csv` (code, words, acts that take it). `-` is where nothing is yet, `.` an end, `=` an act that leaves the state
alone: escalation changes owner and level, not the state. `HOUSE` is the service itself, when a time has come or a commitment
carries its need along.

| module | what it is for |
|---|---|
| `table` | the data, read and checked: every state reachable, every state but an end with a way out |
| `deciding` | the one piece of code that lets an act take its step or refuses it, saying what would be allowed now |
| `page` | all of it as pictures and tables for people: `docs/machines.md` |

Decided: who may do an act is said here and nowhere else; the table of permissions takes it from here. Guarded by
`tests/schema/machines/`.
"""

from schema.machines.deciding import Asked, Step, decide
from schema.machines.table import (
    HOUSE,
    MACHINES,
    REASONS,
    STAYS,
    Machine,
    MachineProblem,
    Reason,
    Transition,
    load,
)

__all__ = [
    "HOUSE",
    "MACHINES",
    "REASONS",
    "STAYS",
    "Asked",
    "Machine",
    "MachineProblem",
    "Reason",
    "Step",
    "Transition",
    "decide",
    "load",
]
