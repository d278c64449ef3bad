"""A managed Neo4j starts and answers with its own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.connect import Database


async def test_the_database_answers_and_says_its_version(database: Database) -> None:
    """What is reported at the start is what the database itself says."""
    records, _, _ = await database.driver.execute_query(
        "CALL dbms.components() YIELD versions RETURN versions[0] AS version"
    )
    assert records[0]["version"].startswith(database.origin.version)
