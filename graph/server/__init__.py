"""A real Neo4j Community as our own child process: found, checked, started, watched, stopped.

    with start(settings_from_env(os.environ)) as server:
        ...  # server.bolt_uri, server.username, server.password

- `settings`: what the environment may say. `problem`: what a person may meet, with its cure.
- `lock`, `jars`, `locking`: the locked list, having exactly those files, writing a list anew.
- `conf`: configuration and command line. `ahead`: the cache that halves a start.
- `home`, `room`, `ports`: one owner for one home, space and permission, free ports.
- `starting`, `running`, `child`, `ask`: from nothing to an answer; watching; one process; one question.
- `progress`: telling a person about it.

Decided, and guarded by `tests/graph/server/`:
- Every jar is compared with its hash at every start (`test_jars`). jgo fetches; it never fetches a Java.
- Loopback, a password, no file through LOAD CSV, limits, no call home (`test_closed`). Community has no
  roles, so procedures that nobody may call are not loaded at all.
- A home has one owner at a time by a lock of the operating system, so nothing stale is ever left; a
  database whose owner was killed ends by itself, or else is stopped (not adopted: it has another
  start's ports and memory) by the next owner (`test_life`).
- A database that dies is started again on the same ports, five times in ten minutes at most. One that
  runs but is beyond help after a full disk needs `restart`.
- Transaction logs are preallocated and small: a full disk then loses nothing (`test_full_disk`).
"""

from graph.server.problem import ServerProblem
from graph.server.progress import OnConsole, Progress, Quiet
from graph.server.running import RunningServer
from graph.server.settings import Settings, settings_from_env
from graph.server.starting import start

__all__ = [
    "OnConsole",
    "Progress",
    "Quiet",
    "RunningServer",
    "ServerProblem",
    "Settings",
    "settings_from_env",
    "start",
]
