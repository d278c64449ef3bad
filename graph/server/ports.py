"""Free ports on the loopback, and who holds one."""

from __future__ import annotations

import socket

import psutil


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(wanted: int, *, but: int = 0) -> int:
    """The wanted port when it is free, else any free one; 0 wants any. Never `but`."""
    if wanted and wanted != but and is_free(wanted):
        return wanted
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port != but:
            return port


def holder(port: int) -> str | None:
    """Who listens on a port, as "name (pid)"; None when that can't be seen."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and tuple(connection.laddr)[1:] == (port,):
                return f"{psutil.Process(connection.pid).name()} ({connection.pid})"
    except (psutil.Error, AttributeError, TypeError):
        return None
    return None
