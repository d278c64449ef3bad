"""A real Neo4j Community as our own child process: found, checked, started, watched, stopped.

with start(settings_from_env(os.environ)) as server:
    ...  # server.bolt_uri, server.username, server.password
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
