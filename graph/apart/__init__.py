"""Questions whose answer takes seconds or minutes: worked out in a process of its own, while the event loop answers others.

A question says so by its `apart` (`declared.Apart`). Its statement is read as that of any question; what is to be worked
out goes to a worker as something picklable, and comes back as something picklable. A query waits for the answer; a
subscription of the same arguments is told how far it has come, and the whole answer at last.

| module | what it is for |
|---|---|
| `declared` | what a domain says: which function works it out, for how long, and how its progress is told |
| `frames` | messages between the two processes |
| `worker` | the other process: one task after the other, reporting as it goes |
| `child` | a worker as its parent sees it: started, heard, killed |
| `pool` | a few workers and those who wait for one |
| `following` | a subscription to the progress of such a question |

Decided, and guarded by `tests/apart/`:
- Whoever no longer waits (a client that leaves, a subscription that ends) frees the worker at once: it is killed by its
  id, and the next one is started when somebody needs it. A process does not outlive its parent, nor its time by much.
- What cannot be begun soon is refused (`SOLVER_BUSY`), never kept waiting without an end.
- The time limit is one of working, not of waiting. A worker that goes on beyond it is killed, and the best that it has
  reported is the answer; without any, the answer is `TIMEOUT`.
- A worker gets none of the service's settings or secrets and no database: whatever matters is in the task, so the same
  task has the same answer, as far as the solver is deterministic.
"""

from graph.apart.declared import Apart, Known, Progress, Report, Step

__all__ = ["Apart", "Known", "Progress", "Report", "Step"]
