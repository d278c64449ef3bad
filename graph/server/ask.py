"""Asking a database whether it is there, lets us in and is new enough; and what to say if not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.server.problem import ServerProblem

if TYPE_CHECKING:
    from neo4j import Driver

OLDEST = (5, 26)


def ask(uri: str, username: str, password: str, *, timeout: float = 5.0) -> str:
    """The version of the database that answers at `uri`, as "2026.08.1".

    Raises `ServerProblem`: `PASSWORD_WRONG`, `UNREACHABLE` or `TOO_OLD`.
    """
    try:
        with GraphDatabase.driver(
            uri, auth=(username, password), connection_timeout=timeout, max_transaction_retry_time=0
        ) as driver:
            version = _version(driver)
    except (DriverError, Neo4jError, ValueError, OSError) as error:
        raise explain(error, uri, username) from error
    if too_old(version):
        raise _too_old(uri, version)
    return version


def _version(driver: Driver) -> str:
    agent = driver.get_server_info().agent
    return agent.removeprefix("Neo4j/")


def too_old(version: str) -> bool:
    """Whether this version ("5.26.30", "2026.08.1", "4.4.0-aura") is older than 5.26."""
    numbers = re.findall(r"\d+", version)[:2]
    return tuple(map(int, numbers)) < OLDEST


def explain(error: Exception, uri: str, username: str) -> ServerProblem:
    """The problem behind an error of the driver."""
    code = getattr(error, "code", None) or ""
    if isinstance(error, AuthError) or code.startswith("Neo.ClientError.Security."):
        return ServerProblem(
            "PASSWORD_WRONG",
            f"数据库 {uri} 不接受用户 {username} 的密码。",
            f"The database at {uri} does not accept the password of user {username}.",
            "请检查 NEO4J_USERNAME 和 NEO4J_PASSWORD（自带数据库的密码在 GONGJIAN_HOME 的 neo4j-password 文件中）。",
            "Check NEO4J_USERNAME and NEO4J_PASSWORD (for the built-in database: the file neo4j-password in GONGJIAN_HOME).",
        )
    return ServerProblem(
        "UNREACHABLE",
        f"无法连接数据库 {uri}（{type(error).__name__}）。",
        f"The database at {uri} can't be reached ({type(error).__name__}).",
        "请检查 NEO4J_URI、端口和防火墙，并确认数据库已启动。",
        "Check NEO4J_URI, the port and the firewall, and that the database runs.",
    )


def _too_old(uri: str, version: str) -> ServerProblem:
    return ServerProblem(
        "TOO_OLD",
        f"数据库 {uri} 的版本是 {version}，需要 Neo4j 5.26 或更新。",
        f"The database at {uri} is version {version}; Neo4j 5.26 or newer is needed.",
        "请升级该数据库，或去掉 NEO4J_URI 使用自带的数据库。",
        "Upgrade it, or unset NEO4J_URI to use the built-in database.",
    )
